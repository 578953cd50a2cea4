"""Several texts in one file or paste: where each begins, and each with its own lines and footnotes.

A text begins where a masthead, a numbered title ("44/12. …") or at least an opening line after the end of the text
before says so. A text that is quoted or annexed has none of these, and stays within the text that quotes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mandates.reading.ending import is_in_an_end
from mandates.reading.footnotes import RAISED
from mandates.reading.front import numbered_title
from mandates.reading.layout import LETTER, MADE_AT, NUMBER, OPENING, is_furniture, taken_apart
from mandates.reading.sessions import MONTH, ORDINAL, SESSION_DATES_LINE
from mandates.reading.sources import SUPERSCRIPT, Line, Source
from mandates.reading.verbs import opens_operative

_BODY = r"(?:Human\s+Rights\s+Council|General\s+Assembly|Economic\s+and\s+Social\s+Council|Security\s+Council" \
        r"|Commission\s+on\s+Human\s+Rights)"  # fmt: skip
_MAY_OPEN = re.compile(r"(?:The|THE)\s+[A-Z][\w\s-]{5,70}(?:,|\*|$)|^\W*At\s+(?:its|the)\s")
_ADOPTED_BY = re.compile(
    rf"(?:(?:Resolution|Decision|Statement)\s+)?adopted\s+by\s+the\s+{_BODY}\b(?:\W*$|.{{0,40}}\bon\b)"
    r"|Statement\s+by\s+the\s+President\b|President[’']s\s+statement\b",
    re.IGNORECASE,
)
_SESSION = re.compile(
    rf"(?:Resumed\s+)?{ORDINAL}\s+(?:(?:special|emergency\s+special|organizational|regular|substantive|resumed)\s+)?"
    r"session\b.{0,60}$",
    re.IGNORECASE,
)
_NUMBER_ALONE = re.compile(r"\d{1,3}/\d{1,3}$")  # a page's number, as likely as a text's
# What else stands above a title.
_MASTHEAD = re.compile(
    rf"(?:United\s+Nations\b.{{0,60}}$|(?:United\s+Nations\s+)?{_BODY}(?:\s+Distr\..*)?$|Distr\.|Original\s?:"
    r"|Agenda\s+items?\s+\d|Geneva\b.{0,40}$)",
    re.IGNORECASE,
)
_DAY = re.compile(rf"\d{{1,2}}\s+(?:{MONTH})\s+\d{{4}}\W*$", re.IGNORECASE)
_ANNEX = re.compile(r"(?:Annex|Appendix)(?:\s+(?:[IVX]+|\d{1,2}|[A-Z]))?\W*$", re.IGNORECASE)
_LINES_OF_A_TITLE = 16
_LINES_OF_A_MASTHEAD = 24
_A_PARAGRAPH = 40


def texts_in(file: Source) -> tuple[Source, ...]:
    """The texts of a file, each a source of its own, in reading order; the file itself where it holds one."""
    if sum(1 for line in file.lines if _MAY_OPEN.search(line.text)) < 2:
        return (file,)
    lines = _lines_of(file)
    begins = _beginnings([_said(line) for line in lines])
    if len(begins) < 2:
        return (file,)
    parts = [lines[begin:end] for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True)]
    notes = _shared_out(file.footnotes, parts)
    return tuple(replace(file, lines=tuple(part), footnotes=tuple(own)) for part, own in zip(parts, notes, strict=True))


def _lines_of(file: Source) -> list[Line]:
    """The lines; where a scraper has run a masthead or an opening together with more, its pieces."""
    lines = list[Line]()
    for line in file.lines:
        pieces = taken_apart(line) if "*" in line.text or OPENING.match(line.text) else [line]
        lines += pieces if len(pieces) > 1 else [line]
    return lines


def _said(line: Line) -> str:
    return " ".join(line.text.replace("*", " ").split())


def _beginnings(said: Sequence[str]) -> list[int]:
    """The places at which a text begins; the first is 0."""
    begins, lines = [0], _Lines(said)
    is_first = True
    for place, words in enumerate(said):
        is_opening = OPENING.fullmatch(words) is not None
        if not is_opening and not MADE_AT.match(words):
            lines.take(place)
            continue
        begin = lines.beginning(place, is_opening=is_opening)
        if is_first:
            # before the first opening line stands its masthead, unless a text without an opening line was brought too
            is_another = begin is not None and any(_is_operative(line) for line in said[:begin])
        else:
            is_another = begin is not None and begin > begins[-1]
        if is_another and begin is not None:
            begins.append(begin)
        if is_first or is_another:
            lines.run_on_from(place + 1)
        else:
            lines.take(place)
        is_first = False
    return begins


class _Lines:
    """The lines of a file, and what those of the text that is being read have shown up to where it is read: each is
    looked at once, so that ten thousand opening lines take no longer than ten thousand others."""

    def __init__(self, said: Sequence[str]) -> None:
        self._said = said
        self._first_at = {words: place for place, words in reversed(list(enumerate(said)))}
        self.run_on_from(0)

    def run_on_from(self, place: int) -> None:
        """The text that is being read is known to run from `place`."""
        self._ended: int | None = None  # the last line of its end
        self._paragraph = self._lettered = place  # the line after its last long numbered, after its last lettered one
        self._has_annex = False  # since its end

    def take(self, place: int) -> None:
        """The line at `place` belongs to the text that is being read."""
        words = self._said[place]
        if is_in_an_end(self._said, place, self._ended):
            self._ended, self._has_annex = place, False
        elif _ANNEX.match(words):
            self._has_annex = True
        if LETTER.match(words):
            self._lettered = place + 1
        elif NUMBER.match(words) and len(words) > _A_PARAGRAPH:
            self._paragraph = place + 1

    def beginning(self, opening: int, *, is_opening: bool) -> int | None:
        """Where the text begins that opens at `opening`; None where it opens none, but is quoted or annexed by the one
        that is being read."""
        said, ended = self._said, self._ended
        floor = max(self._paragraph, self._lettered if ended is None else ended + 1)
        near = range(max(floor, opening - _LINES_OF_A_TITLE), opening)
        titled = next((place for place in near if _is_title(said[place])), None)
        if titled is None and ended is not None:
            titled = next((place for place in near[:-1] if self._is_number_of_a_title(place)), None)
        if titled is not None:
            return self._first_of_masthead(max(floor, titled - _LINES_OF_A_MASTHEAD), titled)
        if ended is None or not is_opening or self._has_annex:
            return None
        return self._first_of_masthead(ended + 1, opening)

    def _first_of_masthead(self, floor: int, titled: int) -> int:
        return next((place for place in range(floor, titled) if self._is_masthead(place)), titled)

    def _is_number_of_a_title(self, place: int) -> bool:
        """Whether a number alone on its line is that of a text, whose title follows, and not that of a page."""
        follows = place + 1
        is_alone = _NUMBER_ALONE.match(self._said[place]) is not None
        return is_alone and not is_furniture(self._said[follows]) and not self._is_masthead(follows)

    def _is_masthead(self, place: int) -> bool:
        words = self._said[place]
        if is_furniture(words):  # a symbol that stood above earlier pages too is the head of the text before
            return "/" in words and any(letter.isalpha() for letter in words) and self._first_at[words] == place
        return _MASTHEAD.match(words) is not None or SESSION_DATES_LINE.fullmatch(words) is not None


def _is_title(words: str) -> bool:
    if _ADOPTED_BY.match(words) or _SESSION.match(words):
        return True
    return numbered_title(words) is not None and not _NUMBER_ALONE.match(words) and not _DAY.match(words)


def _is_operative(words: str) -> bool:
    number = NUMBER.match(words)
    return number is not None and opens_operative(words, number.end())


def _shared_out(
    notes: Sequence[tuple[str, str]], parts: Sequence[Sequence[Line]]
) -> list[list[tuple[str, str]]]:  # fmt: skip
    """The footnotes that the file keeps apart, each with the part that carries its mark; they come in order."""
    marks = [{mark for line in part for mark in re.findall(f"[{RAISED}]+", line.text)} for part in parts]
    shared, at = [list[tuple[str, str]]() for _part in parts], 0
    for mark, words in notes:
        raised = mark.translate(SUPERSCRIPT)
        here = (
            place for place in range(at, len(parts))
            if raised in marks[place] and all(mark != other for other, _words in shared[place])
        )  # fmt: skip
        at = next(here, at)
        shared[at].append((mark, words))
    return shared
