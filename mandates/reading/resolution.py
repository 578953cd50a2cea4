"""The whole way from a file to what its text says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mandates.reading import layout
from mandates.reading.decisions import read_decisions
from mandates.reading.doubts import front_doubts, reports_ended, reports_of_few_years
from mandates.reading.ending import words_after
from mandates.reading.facts import Adoption, Doubt, ReadCitation, ReadFootnote, ReadParagraph, ReadResolution
from mandates.reading.footnotes import take_notes, tie_notes
from mandates.reading.front import Front, read_front
from mandates.reading.letters import without_accents
from mandates.reading.panels import read_panels
from mandates.reading.paragraphs import read_structure
from mandates.reading.reports import read_reports
from mandates.reading.requests import all_asks, read_requests
from mandates.reading.sessions import MONTH, day_of
from mandates.reading.several import texts_in
from mandates.reading.sources import ReadingError, Source, read_source
from mandates.reading.states import state_named_in
from mandates.reading.symbols import symbols_in
from mandates.reading.votes import read_votes

_LONGEST_PARAGRAPH = 20_000
_LONGEST_TEXT = 300_000
_MEETING = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\s+(?:\(?[\w-]+\)?\s+){0,2}meeting\b", re.IGNORECASE)
_DAY = re.compile(rf"\b(\d{{1,2}})\s+({MONTH})\s+(\d{{4}})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BroughtText:
    """One text of what was brought: its words without the dress of its file, paragraphs apart, and what they say.

    `read` is None where they could not be read as a resolution; `refused` is then the sentence that says why."""

    source: Source
    read: ReadResolution | None
    refused: str = ""

    def said(self) -> ReadResolution:
        """What the words say. Raises `ReadingError` with the sentence where they could not be read."""
        if self.read is None:
            raise ReadingError(self.refused)
        return self.read

    @property
    def words(self) -> str:
        """The lines of the text; an empty line where the source begins a paragraph."""
        return "".join(f"\n\n{line.text}" if line.starts else f"\n{line.text}" for line in self.source.lines).strip()


def read_each(content: bytes | str, *, source: str = "") -> Iterator[BroughtText]:
    """Every text in `content`, mostly one, in reading order; of several, one that cannot be read does not stop the
    others. `source` is the file's name as given and is only carried along.

    Text, HTML, DOCX, PDF and the mandate registry's block lists are told apart by content. Raises `ReadingError`,
    whose message is the sentence for the person, where nothing could be read."""
    for text in texts_in(read_source(content)):
        try:
            yield BroughtText(text, read_text(text, source=source))
        except ReadingError as refused:
            yield BroughtText(text, None, str(refused))


def read(content: bytes | str, *, source: str = "") -> ReadResolution:
    """What the resolution in `content` says; of several texts the first, with a warning that names the others.

    Otherwise as `read_each`. Raises `ReadingError` where the text could not be read."""
    first, *others = texts_in(read_source(content))
    text = read_text(first, source=source)
    return replace(text, warnings=(*text.warnings, _more_in_it(others))) if others else text


def _more_in_it(others: Sequence[Source]) -> str:
    number = "One more text follows" if len(others) == 1 else f"{len(others)} more texts follow"
    return f"{number} in the same file, and {'is' if len(others) == 1 else 'are'} not told here. Bring each by itself."


def read_text(file: Source, *, source: str = "") -> ReadResolution:
    """What the one resolution in the lines of `file` says. Raises `ReadingError` where they hold none."""
    blocks = layout.blocks(file.lines)
    blocks, notes = take_notes(blocks, file.footnotes)
    structure = read_structure(blocks)
    heads = "\n".join(line.text for line in file.lines if layout.is_furniture(line.text))
    front = read_front(structure.front, structure.opening, heads)
    paragraphs, footnotes = tie_notes(structure.paragraphs, notes)
    back = structure.back
    votes = read_votes(back)
    front_text = "\n".join(structure.front)
    first = paragraphs[0].text[:200] if paragraphs else ""
    meeting = _MEETING.search(back) or _MEETING.search(front_text) or _MEETING.match(first, 7)
    adoption = _adoption(back, front_text, votes is not None)
    body = front.body or "HRC"
    short = _worth_reading(paragraphs)
    asks = all_asks(short, state_named_in(front.title or "") or "")
    regular = front.session if body == "HRC" and not front.special_session else None
    reports = read_reports(short, asks, body, regular)
    text = ReadResolution(
        source=source,
        symbol=front.symbol,
        body=front.body,
        title=front.title,
        session=front.session,
        special_session=front.special_session,
        session_dates=front.session_dates,
        agenda_item=front.agenda_item,
        adopted_on=_adopted_on(front, back),
        meeting=int(meeting[1]) if meeting else None,
        adoption=adoption,
        votes=votes,
        paragraphs=tuple(paragraphs),
        footnotes=tuple(footnotes),
        citations=_citations(paragraphs, footnotes),
        decisions=read_decisions(short, body, front.title or ""),
        requests=read_requests(short, asks),
        reports=reports,
        panels=read_panels(short, body, None if front.special_session else front.session),
        warnings=(
            *front.warnings,
            *structure.warnings,
            *reports_ended(short),
            *reports_of_few_years(reports),
            *words_after(back),
            *_left_out(paragraphs),
        ),
    )
    return replace(text, warnings=(*front_doubts(text), *text.warnings))


def _worth_reading(paragraphs: Sequence[ReadParagraph]) -> list[ReadParagraph]:
    """The paragraphs in which asks are looked for: those of a human length, up to ten times the longest text we "
    "know."""
    kept, size = list[ReadParagraph](), 0
    for paragraph in paragraphs:
        if paragraph.kind == "operative" and len(paragraph.text) <= _LONGEST_PARAGRAPH:
            size += len(paragraph.text)
            if size > _LONGEST_TEXT:
                break
            kept.append(_with_plain_opening(paragraph))
    return kept


def _with_plain_opening(paragraph: ReadParagraph) -> ReadParagraph:
    """`paragraph` with its verb as verbs are known, where a scanner saw accents on it: "Úrges"."""
    verb = paragraph.verb or ""
    if verb.isascii():
        return paragraph
    return replace(paragraph, text=paragraph.text.replace(verb, without_accents(verb), 1))


def _adoption(back: str, front: str, voted: bool) -> Adoption | None:
    if voted or re.search(r"recorded\s+vote", back, re.IGNORECASE):
        return "recorded_vote"
    if re.search(r"without\s+a\s+vote|by\s+consensus", f"{back}\n{front}", re.IGNORECASE):
        return "without_vote"
    return None


def _adopted_on(front: Front, back: str) -> date | None:
    if front.adopted_on:
        return front.adopted_on
    day = _DAY.search(back)
    if day:
        return day_of(*day.groups())
    return (
        front.session_dates[0][0]
        if len(front.session_dates) == 1 and front.session_dates[0][0] == front.session_dates[0][1]
        else None
    )


def _citations(paragraphs: Sequence[ReadParagraph], footnotes: Sequence[ReadFootnote]) -> tuple[ReadCitation, ...]:
    found = dict[tuple[str, str | None], None]()
    for paragraph in paragraphs:
        for symbol in symbols_in(paragraph.text[:_LONGEST_PARAGRAPH]):
            found[symbol, paragraph.key] = None
        for note in footnotes:
            if note.paragraph == paragraph.key:
                for symbol in symbols_in(note.text):
                    found[symbol, paragraph.key] = None
    for note in footnotes:
        if note.paragraph is None:
            for symbol in symbols_in(note.text):
                found[symbol, None] = None
    return tuple(ReadCitation(symbol, key) for symbol, key in found)


def _left_out(paragraphs: Sequence[ReadParagraph]) -> list[str]:
    words = "Paragraph {} is longer than {:,} characters; what it asks was not read."
    doubts: list[str] = [
        Doubt(words.format(p.key, _LONGEST_PARAGRAPH), paragraph=p.key)
        for p in paragraphs
        if len(p.text) > _LONGEST_PARAGRAPH
    ]
    if sum(len(p.text) for p in paragraphs if p.kind == "operative") > _LONGEST_TEXT:
        doubts.append("The text is far longer than a resolution; what is asked was read in its first part only.")
    if not any(p.kind == "operative" for p in paragraphs):
        doubts.append("No operative paragraph was found.")
    return doubts
