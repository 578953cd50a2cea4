"""A Word file to lines: numbering as Word would show it, text boxes of the masthead, footnotes, tables.

Read from the file's own parts and not through a document library: parts are measured before they are unpacked,
no entity is followed, and nothing outside the file is opened.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from mandates.reading.sources import LINE_LIMIT, SUPERSCRIPT, TEXT_LIMIT, Line, ReadingError, Source, clean

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PART_LIMIT = 40 * 1024 * 1024
_SILENT = frozenset(
    f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "tblPr", "tcPr")
)
_ELEMENT_LIMIT = 200_000
_TOO_MUCH = "The Word file unpacks to far more than a resolution holds and was not read; give the resolution alone."
_DAMAGED = "The Word file is damaged or incomplete; nothing was read. Save it again as .docx and try once more."


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str


def lines_of_word(content: bytes) -> Source:
    """The lines of a DOCX file. Raises `ReadingError` with the reason where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            main = next((n for n in ("word/document.xml", "word/document2.xml") if n in names), None)
            if main is None:
                raise ReadingError(
                    "This is a packed file, but no Word document. Give the resolution itself as .docx, PDF or text."
                )
            document = _part(package, main)
            numbering = _part(package, "word/numbering.xml") if "word/numbering.xml" in names else None
            styles = _part(package, "word/styles.xml") if "word/styles.xml" in names else None
            notes = _part(package, "word/footnotes.xml") if "word/footnotes.xml" in names else None
    except ReadingError:
        raise
    except Exception as error:  # a damaged package fails in any way that unpacking and parsing can
        raise ReadingError(_DAMAGED) from error
    body = document.find(f"{_W}body")
    if body is None:
        raise ReadingError(_DAMAGED)
    if sum(1 for _ in islice(body.iter(), _ELEMENT_LIMIT)) == _ELEMENT_LIMIT:
        raise ReadingError(_TOO_MUCH)
    counter = _Numbers(numbering, styles)
    note_order = dict[str, str]()
    lines, size = list[Line](), 0
    for paragraph in _paragraphs(body):
        text = "".join(_words(paragraph, note_order))
        number = counter.of(paragraph) if text.strip() else ""
        for place, line in enumerate(f"{number}{text}".split("\n")):
            if line := clean(line).strip():
                size += len(line)
                lines.append(Line(line, place == 0))
        if len(lines) > LINE_LIMIT:
            break  # the caller says so
        if size > TEXT_LIMIT:
            raise ReadingError("The Word file holds more than 5 MiB of text and was not read.")
    if not lines:
        raise ReadingError("The Word file holds no text.")
    return Source("docx", tuple(lines), _footnotes(notes, note_order))


def _part(package: zipfile.ZipFile, name: str) -> etree._Element:
    told = package.getinfo(name)
    if told.flag_bits & 1:
        raise ReadingError("The Word file is protected by a password. Save it without one and try again.")
    with package.open(name) as part:
        raw = part.read(_PART_LIMIT + 1)  # never trust the size that the package states
    if len(raw) > _PART_LIMIT:
        raise ReadingError(_TOO_MUCH)
    if raw.count(b"<") > 2 * _ELEMENT_LIMIT:  # before a tree of them fills the memory
        raise ReadingError(_TOO_MUCH)
    # Word never writes a document type; with one come entities, the way into a machine or out of its memory.
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise ReadingError("The Word file declares entities, which Word never does; for safety it was not read.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(raw, parser)


def _paragraphs(body: etree._Element) -> Iterator[etree._Element]:
    """Every paragraph in reading order, those of text boxes right after the one that holds the box."""
    dropped = None
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "end":
            if element is dropped:
                dropped = None
            continue
        if dropped is not None:
            continue
        if element.tag == _FALLBACK or element.tag in (f"{_W}del", f"{_W}moveFrom"):
            dropped = element
        elif element.tag == f"{_W}p":
            yield element


def _words(paragraph: etree._Element, note_order: dict[str, str]) -> Iterator[str]:
    """The words of one paragraph without those of paragraphs inside it (text boxes) and without deleted ones."""
    dropped = None
    raised = False
    for event, element in etree.iterwalk(paragraph, events=("start", "end")):
        if event == "end":
            if element is dropped:
                dropped = None
            continue
        if dropped is not None or element is paragraph:
            continue
        tag = element.tag
        if tag in _SILENT or tag == _FALLBACK or tag == f"{_W}p":
            dropped = element
        elif tag == f"{_W}r":
            marks = element.find(f"{_W}rPr")
            raised = False
            if marks is not None:
                if (hidden := marks.find(f"{_W}vanish")) is not None and hidden.get(f"{_W}val") not in ("0", "false"):
                    dropped = element
                    continue
                align = marks.find(f"{_W}vertAlign")
                raised = align is not None and align.get(f"{_W}val") == "superscript"
        elif tag == f"{_W}t":
            text = element.text or ""
            if (
                raised
                and text.strip().isalnum()
                and len(text.strip()) <= 2
                and text.strip() not in ("st", "nd", "rd", "th")
            ):
                text = text.lower().translate(SUPERSCRIPT)
            yield text.replace("\n", " ")
        elif tag == f"{_W}tab":
            yield "\t"
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag == f"{_W}footnoteReference":
            name = element.get(f"{_W}id", "")
            mark = note_order.setdefault(name, str(len(note_order) + 1))
            yield mark.translate(SUPERSCRIPT)


def _footnotes(notes: etree._Element | None, order: dict[str, str]) -> tuple[tuple[str, str], ...]:
    if notes is None:
        return ()
    found = list[tuple[str, str]]()
    for note in notes.findall(f"{_W}footnote"):
        mark = order.get(note.get(f"{_W}id", ""))
        words = " ".join("".join(_words(p, {})).strip() for p in note.findall(f"{_W}p"))
        if mark and words.strip():
            found.append((mark, re.sub(r"\s+", " ", clean(words)).strip()))
    return tuple(sorted(found, key=lambda note: int(note[0])))


class _Numbers:
    """Word's automatic numbering: which number stands before a paragraph."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._levels = dict[tuple[str, str], _Level]()
        self._list_of = dict[str, str]()
        self._style_of = dict[str, tuple[str, str]]()
        self._counts = dict[str, dict[int, int]]()
        if numbering is not None:
            for abstract in numbering.findall(f"{_W}abstractNum"):
                name = abstract.get(f"{_W}abstractNumId", "")
                for level in abstract.findall(f"{_W}lvl"):
                    self._levels[name, level.get(f"{_W}ilvl", "0")] = _Level(
                        _count(_value(level, "start"), 1),
                        _value(level, "numFmt") or "decimal",
                        _value(level, "lvlText"),
                    )
            for num in numbering.findall(f"{_W}num"):
                self._list_of[num.get(f"{_W}numId", "")] = _value(num, "abstractNumId")
        if styles is not None:
            for style in styles.findall(f"{_W}style"):
                numbers = style.find(f"{_W}pPr/{_W}numPr")
                if numbers is not None:
                    self._style_of[style.get(f"{_W}styleId", "")] = (
                        _value(numbers, "numId"),
                        _value(numbers, "ilvl") or "0",
                    )

    def of(self, paragraph: etree._Element) -> str:
        """The number that Word shows before this paragraph, with a tab after it; empty where it shows none."""
        told = paragraph.find(f"{_W}pPr/{_W}numPr")
        if told is not None:
            number, level = _value(told, "numId"), _value(told, "ilvl") or "0"
        else:
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            number, level = self._style_of.get("" if style is None else style.get(f"{_W}val", ""), ("", "0"))
        name = self._list_of.get(number, "")
        form = self._levels.get((name, level))
        if number in ("", "0") or form is None:
            return ""
        depth = _count(level, 0)
        counts = self._counts.setdefault(number, {})
        counts[depth] = counts.get(depth, form.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if form.form in ("bullet", "none") or not form.text:
            return ""

        def shown(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            of_level = self._levels.get((name, str(at)), form)
            return _figure(counts.get(at, of_level.start), of_level.form)

        return re.sub(r"%(\d)", shown, form.text) + "\t"


def _value(parent: etree._Element, name: str) -> str:
    child = parent.find(f"{_W}{name}")
    return "" if child is None else child.get(f"{_W}val", "")


def _count(figure: str, otherwise: int) -> int:
    return int(figure) if figure.isdecimal() and len(figure) < 6 else otherwise


def _figure(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)
        return letter[:8].upper() if form == "upperLetter" else letter[:8]
    if form in ("lowerRoman", "upperRoman"):
        roman, rest = "", min(number, 3999)
        for value, figure in zip(
            (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
            ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
            strict=True,
        ):
            roman += figure * (rest // value)
            rest %= value
        return roman.upper() if form == "upperRoman" else roman
    return str(number)
