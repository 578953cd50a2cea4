"""A PDF with a text layer to lines: what stands on one height is one line, what is set small at the foot is a footnote.

The file is measured before it is opened, since a few bytes may unpack to gigabytes; pages are read in the order of the
file, without guessing at columns: the mastheads of resolutions have two cells on one height, their text has one column.
"""

from __future__ import annotations

import io
import logging
import re
import statistics
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import NamedTuple

from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.utils import Matrix, Point

from mandates.reading.sources import SUPERSCRIPT, Line, ReadingError, Source, clean

# Reading costs about 30 ms of the processor a page; the longest resolution with an annex has some thirty pages.
PAGE_LIMIT = 60
_CHARACTER_LIMIT = 250_000
# What the pages tell a printer to do, unpacked: a page of text takes some 10 to 25 KiB, and 1 MiB close to two
# seconds.
_CONTENT_LIMIT = 1024 * 1024
_OBJECT_LIMIT = 50_000
_UNPACKED_LIMIT = 48 * 1024 * 1024
_DAMAGED = "The PDF is damaged or incomplete; nothing was read. Download it again, or give the Word file or the text."
_TOO_MUCH = "The PDF holds far more than a resolution and was not read. Give only the pages that hold the resolution."
_TOO_LONG = (
    "The PDF is too long to be read at once and was not read. Give only the pages that hold the resolution, or "
    "bring it in parts of some thirty pages."
)
_LOCKED = "The PDF is protected by a password and was not read. Save it without one, or give the Word file or the text."
_STREAM = re.compile(rb"stream\r?\n")
_FILTERS = re.compile(rb"/Filter\s*\[([^\]]{0,200})\]")

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


@dataclass(slots=True)
class _Row:
    """What stands on one height of a page: from `left` to `right`, at `height` above the page's foot, set in "
    "`size`."""

    height: float
    left: float
    right: float
    size: float
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return re.sub(r"[ \u00a0]{2,}", " ", "".join(self.parts)).strip()


def lines_of_pdf(content: bytes) -> Source:
    """The lines of a PDF's text layer. Raises `ReadingError` with the reason where it has none that can be read.

    The file has been measured; it may still be without an end, so `apart` runs this in a process of its own.
    """
    try:
        document = _Document(PDFParser(io.BytesIO(content)))
        manager = PDFResourceManager(caching=True)
        device = _Glyphs(manager)
        interpreter = PDFPageInterpreter(manager, device)
        pages = list(islice(PDFPage.create_pages(document), PAGE_LIMIT + 1))
        told_to_print = sum(len(resolve1(part).get_data()) for page in pages for part in page.contents)
        if len(pages) > PAGE_LIMIT or told_to_print > _CONTENT_LIMIT:  # before any of it is read
            raise ReadingError(_TOO_LONG)
        for page in pages:
            interpreter.process_page(page)
    except ReadingError:
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise ReadingError(_LOCKED) from error
    except Exception as error:  # a damaged file makes the library fail in any way it can
        raise ReadingError(_LOCKED if b"/Encrypt" in content[-4096:] else _DAMAGED) from error
    if not any(device.pages):
        raise ReadingError(
            "The PDF has no text layer: its pages are pictures. Give the Word file, or a PDF in which text can "
            "be selected."
        )
    return _as_source(_without_repeated([_rows(page) for page in device.pages]))


def measure(content: bytes) -> None:
    """Refuse a file whose streams unpack to more than a resolution can hold, or are packed more than once."""
    for filters in _FILTERS.finditer(content):
        if filters[1].count(b"/") > 1:
            raise ReadingError(_TOO_MUCH)
    left, tried, end, view = _UNPACKED_LIMIT, 0, 0, memoryview(content)
    for found in _STREAM.finditer(content):
        tried += 1
        if tried > 3_000:
            raise ReadingError(_TOO_MUCH)
        head = content[found.end() : found.end() + 2]
        if len(head) < 2 or head[0] & 15 != 8 or int.from_bytes(head) % 31:
            continue  # not packed; the unpacker would say so, too, after it has copied all that follows
        unpacker = zlib.decompressobj()
        if end < found.end() and end >= 0:
            end = content.find(b"endstream", found.end())
        try:
            size = len(unpacker.decompress(view[found.end() : end if end > 0 else None], left + 1))
        except zlib.error:
            continue
        left -= size
        if left < 0:
            raise ReadingError(_TOO_MUCH)


class _Document(PDFDocument):
    """A document that may be asked for its objects so many times and not more: one may refer to itself."""

    asked = 0

    def getobj(self, objid: int) -> object:
        self.asked += 1
        if self.asked > _OBJECT_LIMIT:
            raise ReadingError(_DAMAGED)
        return super().getobj(objid)


class _Glyph(NamedTuple):
    """A character as it stands on a page: from `left` to `right`, its foot `height` above that of the page."""

    text: str
    left: float
    right: float
    height: float
    size: float


class _Glyphs(PDFTextDevice):
    """Collects the upright characters of each page as they come, and stops where there are too many."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.pages = list[list[_Glyph]]()
        self._count = 0
        self._known = dict[tuple[PDFFont, int], tuple[str, float]]()

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        self.pages.append([])

    def render_string_horizontal(
        self, seq: PDFTextSeq, matrix: Matrix, pos: Point, font: PDFFont, fontsize: float, scaling: float,
        charspace: float, wordspace: float, rise: float, dxscale: float, ncs: object, graphicstate: object,
    ) -> Point:  # fmt: skip
        """One string: `pos` is its beginning in the space of `matrix`; gives its end. What is not upright is passed
        over. Positions as in ISO 32000, 9.4.4."""
        a, b, c, d, e, f = matrix
        x, y = pos
        upright = a * d * scaling > 0 >= b * c
        height = d * (y + font.get_descent() * fontsize + rise) + f
        size, start = abs(d * fontsize), c * y + e
        found = self.pages[-1]
        needs_space = False
        for part in seq:
            if not isinstance(part, bytes):
                x -= part * dxscale if isinstance(part, int | float) else 0.0
                needs_space = True
                continue
            for code in font.decode(part):
                text, width = self._known.get((font, code)) or self._learnt(font, code)
                if needs_space:
                    x += charspace
                left, x = x, x + width * fontsize * scaling
                if upright:
                    found.append(_Glyph(text, a * left + start, a * x + start, height + b * left, size))
                if code == 32 and wordspace:
                    x += wordspace
                needs_space = True
            self._count += len(part)
            if self._count > 2 * _CHARACTER_LIMIT:  # two bytes a character at most
                raise ReadingError(_TOO_MUCH)
        return x, y

    def render_string_vertical(
        self, seq: PDFTextSeq, matrix: Matrix, pos: Point, *_given: object
    ) -> Point:  # fmt: skip
        return pos

    def _learnt(self, font: PDFFont, code: int) -> tuple[str, float]:
        try:
            text = font.to_unichr(code)
        except PDFUnicodeNotDefined:
            text = ""
        self._known[font, code] = known = (text, font.char_width(code))
        return known


_ADDRESS = r"(?:https?|file)://\S+"
_COUNT = r"(?:[Pp]age\s)?\d{1,3}(?:/|\sof\s)\d{1,3}"
_MOMENT = r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4},?\s\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
# What browsers print around a page: when and from which address it was printed, its title, its number.
_PRINTED = re.compile(rf"{_ADDRESS}(?:\s{_COUNT})?|[^\t]+\t{_ADDRESS}|{_MOMENT}(?:\t.*)?|{_COUNT}\t{_MOMENT}")


def _without_repeated(pages: Sequence[list[_Row]]) -> list[list[_Row]]:
    """The pages without what their heads or feet repeat, figures aside ("A/HRC/RES/44/11", "3/6"), or a browser has
    printed there."""

    def edge(page: list[_Row]) -> list[int]:
        return [place for place in range(len(page)) if place < 2 or place >= len(page) - 3]

    def said(row: _Row) -> str:
        return re.sub(r"\d+", "0", row.text)

    seen = Counter(text for page in pages for text in {said(page[place]) for place in edge(page)})
    often = {text for text, times in seen.items() if times >= 3 and times * 2 > len(pages)}
    kept = list[list[_Row]]()
    for number, page in enumerate(pages):
        # the first page's head is the masthead
        dropped = {
            place
            for place in edge(page)
            if (said(page[place]) in often and (number or place >= 2)) or _PRINTED.fullmatch(page[place].text)
        }
        kept.append([row for place, row in enumerate(page) if place not in dropped])
    return kept


def _rows(glyphs: Sequence[_Glyph]) -> list[_Row]:
    """The rows of one page from top to bottom, the pieces of each from left to right."""
    pieces = list[_Row]()
    current: _Row | None = None
    for text, left, right, height, size in glyphs:
        if not text:
            continue
        size = size or 1.0
        if (
            current is not None
            and abs(height - current.height) < 0.5 * max(size, current.size)
            and left >= current.right - 0.6 * max(size, current.size)
        ):
            raised = size < 0.8 * current.size and height > current.height + 0.12 * current.size
            gap = left - current.right
            if gap > 1.5 * current.size:
                current.parts.append("\t")
            elif (
                gap > 0.18 * min(size, current.size) and text.strip() and not raised and current.parts[-1][-1:].strip()
            ):
                current.parts.append(" ")
            current.parts.append(text.lower().translate(SUPERSCRIPT) if raised and text.strip() else text)
            current.right = right
            if size > current.size and text.strip() and not raised:
                current.size = size
        elif text.strip():
            current = _Row(height, left, right, size, [text])
            pieces.append(current)
    return _side_by_side(pieces)


def _side_by_side(pieces: Sequence[_Row]) -> list[_Row]:
    """The pieces of a page put together to rows: those on one height, and the raised marks of footnotes among them."""
    if not pieces:
        return []
    usual = statistics.median(piece.size for piece in pieces)
    marks = [p for p in pieces if p.size < 0.85 * usual and len(p.text) <= 3 and p.text.isalnum()]
    groups = list[list[_Row]]()
    for piece in sorted((p for p in pieces if p not in marks), key=lambda row: (-row.height, row.left)):
        last = groups[-1][0] if groups else None
        if last is not None and abs(last.height - piece.height) < 0.45 * max(last.size, piece.size):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    for mark in marks:
        below = [g for g in groups if -0.1 < (mark.height - g[0].height) / g[0].size < 0.8]
        mark.parts = [mark.text.lower().translate(SUPERSCRIPT)] if below else mark.parts
        if below:
            below[-1].append(mark)
        else:
            groups.append([mark])
    rows = [_one_row(sorted(group, key=lambda piece: piece.left)) for group in groups]
    return sorted((row for row in rows if row.text), key=lambda row: -row.height)


def _one_row(group: Sequence[_Row]) -> _Row:
    row = _Row(min(p.height for p in group), group[0].left, group[0].right, max(p.size for p in group))
    for piece in group:
        gap = piece.left - row.right if row.parts else 0.0
        raised = piece.size < 0.8 * row.size
        row.parts.append("" if raised else "\t" if gap > 1.5 * row.size else " " if gap > 0.18 * row.size else "")
        row.parts.append(piece.text)
        row.right = max(row.right, piece.right)
    return row


def _as_source(pages: Sequence[list[_Row]]) -> Source:
    every = [row for page in pages for row in page]
    body = (
        statistics.median(row.size for row in every if len(row.text) > 30)
        if any(len(r.text) > 30 for r in every)
        else 10.0
    )
    lines, notes = list[Line](), list[tuple[str, str]]()
    for page in pages:
        text_rows, foot = _without_foot(page, body)
        notes += foot
        pitches = [a.height - b.height for a, b in pairwise(text_rows) if 0 < a.height - b.height < 2 * body]
        pitch = statistics.median(pitches) if pitches else 1.2 * body
        above: _Row | None = None
        for row in text_rows:
            # at the top of a page the file does not say whether a paragraph begins
            starts = above is not None and above.height - row.height > 1.28 * max(pitch, 1.0)
            starts = starts or (above is None and not lines)
            lines.append(Line(clean(row.text, hard_spaces=False), starts))
            above = row
    if not lines:
        raise ReadingError("The PDF holds no text that can be read.")
    return Source("pdf", tuple(lines), tuple(notes))


_NOTE = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\d{1,2}|\*{1,3})\s*(?=\S)")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


_JOB = re.compile(r"(?:\d{1,3}\s+)?GE\.|\d{1,3}(?:/\d{1,3})?$|\d{2}-\d{5}")


def _is_note(row: _Row, body: float) -> bool:
    small = row.size < 0.93 * body and len(row.text) > 4
    return small and _NOTE.match(row.text) is not None and _JOB.match(row.text) is None


def _without_foot(page: list[_Row], body: float) -> tuple[list[_Row], list[tuple[str, str]]]:
    """The rows of a page above its footnotes, and the footnotes: small rows at the foot that begin with a mark."""
    begin = len(page)
    while begin > 0 and (page[begin - 1].size < 0.93 * body or len(page[begin - 1].text) < 30):
        begin -= 1
    first = next((place for place in range(begin, len(page)) if _is_note(page[place], body)), None)
    if first is None:
        return page, []
    notes, after = list[tuple[str, str]](), list[_Row]()
    for row in page[first:]:
        mark = _NOTE.match(row.text)
        if _JOB.match(row.text):
            after.append(row)
        elif mark:
            notes.append((mark[1].translate(_PLAIN), clean(row.text[mark.end() :])))
        elif notes:
            notes[-1] = (notes[-1][0], f"{notes[-1][1]} {clean(row.text)}")
    return [*page[:first], *after], notes
