"""Bytes or text to lines: what kind of file it is, told by its content, and its words without their dress.

A `Line` is one line as the source has it. `starts` says what the source knows about its beginning: a Word
paragraph, an HTML block or an empty line before it make it True; a line break within a paragraph leaves it False,
and `layout` decides by the words.

Raised superscript figures are written with superscript characters, so that footnote marks look the same from
every kind of file.
"""

from __future__ import annotations

import codecs
import json
import re
import unicodedata
from dataclasses import dataclass

FILE_LIMIT = 20 * 1024 * 1024
TEXT_LIMIT = 5 * 1024 * 1024
LINE_LIMIT = 12_000


class ReadingError(Exception):
    """A file that cannot be read as a resolution. Its message is the sentence for the person."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source; `starts` is True where the source itself begins a paragraph here."""

    text: str
    starts: bool = True


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a file, and of what kind it was ("text", "html", "docx", "pdf", "blocks").

    `footnotes` are those the file keeps apart from its text, as (mark, words).
    """

    kind: str
    lines: tuple[Line, ...]
    footnotes: tuple[tuple[str, str], ...] = ()


SUPERSCRIPT = str.maketrans("0123456789abcdefghijklmnoprstuvwxyz*", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ*")
_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000\r\f\v]+")
_SOFT_SPACES = re.compile(r"[\u2000-\u200a\u202f\u205f\u3000\r\f\v]+")
# Characters that carry no word: soft hyphen, zero-width marks, direction marks, byte-order mark, controls.
_SILENT = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\x00-\x08\x0e-\x1f\x7f]")


_LIGATURE = re.compile("[\ufb00-\ufb06]")


def clean(text: str, *, hard_spaces: bool = False) -> str:
    """The same words with plain spaces (tabs stay, hard spaces if asked) and without silent characters."""
    if _LIGATURE.search(text):
        text = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return (_SOFT_SPACES if hard_spaces else _SPACES).sub(" ", _SILENT.sub("", text))


def read_source(content: bytes | str) -> Source:
    """The lines of `content`, whatever kind of file it is. Raises `ReadingError` where it has none.

    Limits: 20 MiB a file, 5 MiB of text (issue of the owner, "Bad input").
    """
    source = _read_source(content)
    if len(source.lines) > LINE_LIMIT:
        raise ReadingError("The text has more than 12,000 lines and was not read. Bring it in parts.")
    return source


def _read_source(content: bytes | str) -> Source:
    if isinstance(content, str):
        return _of_text(content)
    if len(content) > FILE_LIMIT:
        raise ReadingError(
            "The file is larger than 20 MiB and was not read. Give only the pages that hold the resolution."
        )
    if not content.strip(b"\x00 \t\r\n\f\v"):
        raise ReadingError("The file is empty: there is nothing to read.")
    head = content[:1024].lstrip()
    if content.startswith(b"PK\x03\x04"):
        from mandates.reading.word import lines_of_word

        return lines_of_word(content)
    if head.startswith(b"%PDF-") or b"%PDF-" in content[:1024]:
        from mandates.reading.apart import lines_of_pdf_apart

        return lines_of_pdf_apart(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise ReadingError(
            "This is a Word file of the old kind (.doc), or one with a password. Save it as .docx and try again."
        )
    if head.startswith(b"{\\rtf"):
        raise ReadingError("This is a rich text file (.rtf). Save it as .docx or as plain text and try again.")
    return _of_text(decoded(content))


def decoded(content: bytes) -> str:
    """The text of `content`: UTF-8, UTF-16 with or without its mark, else Windows Western.

    Raises `ReadingError` where the bytes are no text at all.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    sample = content[:4096]
    zeros = sample.count(0)
    if zeros > len(sample) // 5:
        odd = sample[1::2].count(0)
        name = "utf-16-le" if odd > zeros // 2 else "utf-16-be"
        text = content.decode(name, "replace")
        if _looks_like_text(text[:4096]):
            return text
        raise ReadingError("This is not a text, web page, Word or PDF file; nothing was read.")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if not _looks_like_text(text[:4096]):
        raise ReadingError("This is not a text, web page, Word or PDF file; nothing was read.")
    return text


def _looks_like_text(sample: str) -> bool:
    odd = sum(1 for character in sample if (character < " " and character not in "\t\n\r\f\v") or character == "\ufffd")
    return odd <= len(sample) // 50


def _of_text(text: str) -> Source:
    if len(text) > TEXT_LIMIT or len(text.encode("utf-8", "replace")) > TEXT_LIMIT:
        raise ReadingError(
            "The text is longer than 5 MiB and was not read. Give only the pages that hold the resolution."
        )
    if not text.strip("\x00 \t\r\n\f\v\ufeff"):
        raise ReadingError("The file is empty: there is nothing to read.")
    start = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("[", "{")) and (lines := _of_block_list(text)) is not None:
        return Source("blocks", lines)
    if start.startswith(("<!doctype html", "<html", "<?xml", "<head", "<body")) or re.search(
        r"<(?:html|body|p|div|table|h[1-6]|span)\b[^<>]{0,300}>", start
    ):
        from mandates.reading.web import lines_of_web

        return lines_of_web(text)
    return Source("text", lines_of_text(text))


def lines_of_text(text: str) -> tuple[Line, ...]:
    """Each line of a plain text; a line after an empty one starts a paragraph."""
    text = clean(
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").replace("\u2028", "\n"), hard_spaces=True
    )
    lines, starts = list[Line](), True
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            lines.append(Line(stripped, starts))
            starts = False
            if len(lines) > LINE_LIMIT:  # refused for it: the rest need not be looked at
                break
        else:
            starts = True
    return tuple(lines)


def _of_block_list(text: str) -> tuple[Line, ...] | None:
    """The blocks of the mandate registry's open data, in order; None where the text is no such list.

    Only the words and the numbers are used: its own labels of structure have errors.
    """
    if not re.match(r"\ufeff?\s*(?:\[\s*\{|\{\s*\")", text) or text.count("[") + text.count("{") > 200_000:
        return None
    try:
        blocks = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None
    if isinstance(blocks, dict):
        blocks = next((value for value in blocks.values() if isinstance(value, list)), None)
    if not isinstance(blocks, list) or not blocks:
        return None
    lines = list[Line]()
    for block in blocks:
        if not isinstance(block, dict) or "text" not in block:
            return None
        words = str(block["text"] or "").strip()
        number = str(block.get("prefix") or "").strip()
        if number and not words.startswith(number):
            words = f"{number}\t{words}"
        for place, line in enumerate(words.split("\n")):
            if line := clean(line).strip():
                lines.append(Line(line, place == 0))
    return tuple(lines)
