"""Footnotes, taken out of the blocks and tied to the paragraphs that carry their marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mandates.reading.facts import ReadFootnote, ReadParagraph

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
_PLAIN = str.maketrans(RAISED, "0123456789abcdefghijklmnoprstuvwxyz")
_RAISED_NOTE = re.compile(rf"([{RAISED}]{{1,3}})\s*(?=\S)")
# A note whose mark the source no longer raises: a figure, then words as notes open with them.
PLAIN_NOTE = re.compile(
    r"(\d{1,2})\s+(?=(?:A|E|S|CRC|CEDAW|CCPR|ST|HRI|CAT|CRPD|CERD)/[A-Z0-9]|See\s|Ibid|Available\s"
    r"|General\s+Assembly\s+resolution|"
    r"Resolution\s+\d|(?:United\s+Nations,\s+)?Treaty\s+Series|Official\s+Records"
    r"|Human\s+Rights\s+Council\s+resolution|https?://|www\.)"
)
_ON_LINE = re.compile(r"(?<=[a-z”’)][;,.])(\d{1,2})(?=\s|$)")
_FIGURE = re.compile(r"(\d{1,2})\s+(?=[A-Z][a-z])")
_STAR_NOTE = re.compile(r"(\*{1,3})\s+(?=[A-Z])")
_MARK = re.compile(rf"(?<!\sm)(?<!km)(?<=[\w;,.:”\"’)\]])([{RAISED}]{{1,3}})(?![{RAISED}\w])")


def take_notes(blocks: Sequence[str], told: Sequence[tuple[str, str]] = ()) -> tuple[list[str], list[tuple[str, str]]]:
    """The blocks without footnotes, and the footnotes as (mark, text). `told` are those the file keeps apart."""
    kept, notes = list[str](), list(told)
    # "1 Report of the Conference …" is a note where some paragraph carries its figure: "the Declaration,1"
    on_line = {mark for block in blocks for mark in _ON_LINE.findall(block)}
    for block in blocks:
        figure = _FIGURE.match(block) if on_line else None
        note = _RAISED_NOTE.match(block) or PLAIN_NOTE.match(block) or _STAR_NOTE.match(block)
        if note is None and figure and figure[1] in on_line:
            note = figure
        if note:
            text = " ".join(block[note.end() :].split())
            if text:
                notes.append((note[1].translate(_PLAIN), text))
        else:
            kept.append(block)
    return kept, notes


def tie_notes(
    paragraphs: Sequence[ReadParagraph], notes: Sequence[tuple[str, str]]
) -> tuple[list[ReadParagraph], list[ReadFootnote]]:
    """The paragraphs without footnote marks, and each note with the key of the paragraph that carries its mark.

    A raised figure is a mark; a figure on the line is one only where a note with that figure exists and it stands
    right after a word or a stop.
    """
    marks = {mark for mark, _ in notes}
    placed = dict[str, str]()
    cleaned = list[ReadParagraph]()
    for paragraph in paragraphs:
        text = paragraph.text
        if not text.isascii() and _MARK.search(text):
            for found in _MARK.finditer(text):
                placed.setdefault(found[1].translate(_PLAIN), paragraph.key)
            text = _MARK.sub("", text)
        if text != paragraph.text:
            paragraph = replace(paragraph, text=text.strip())
        cleaned.append(paragraph)
    for mark in sorted(marks - placed.keys()):
        if not mark.isdigit():
            continue
        on_line = re.compile(rf"(?<=[a-z”’)][;,.]){mark}(?=\s|$)|(?<=[a-z]{{3}}){mark}(?=[\s;,.]|$)")
        for place, paragraph in enumerate(cleaned):
            if on_line.search(paragraph.text):
                placed[mark] = paragraph.key
                cleaned[place] = replace(paragraph, text=on_line.sub("", paragraph.text, count=1).strip())
                break
    return cleaned, [ReadFootnote(mark, placed.get(mark), text) for mark, text in notes]
