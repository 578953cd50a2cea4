"""Several texts in one file or paste: where each begins, and each with its own lines and footnotes.

A text begins where a masthead, a numbered title ("44/12. …") or at least an opening line after the end of the text
before says so. A text that is quoted or annexed has none of these, and stays within the text that quotes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mandates.reading.ending import ends_at
from mandates.reading.footnotes import RAISED
from mandates.reading.front import numbered_title
from mandates.reading.layout import LETTER, MADE_AT, NUMBER, OPENING, is_furniture, taken_apart
from mandates.reading.sessions import MONTH, ORDINAL, SESSION_DATES_LINE
from mandates.reading.sources import Line, Source
from mandates.reading.verbs import OPERATIVE_OPENER

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
    begins, after = [0], 0  # `after` is the line from which the text that is being read is known to run
    is_first = True
    for place, words in enumerate(said):
        is_opening = OPENING.fullmatch(words) is not None
        if not is_opening and not MADE_AT.match(words):
            continue
        begin = _beginning(said, after, place, is_opening=is_opening)
        if is_first:
            # before the first opening line stands its masthead, unless a text without an opening line was brought too
            is_another = begin is not None and any(_is_operative(line) for line in said[:begin])
        else:
            is_another = begin is not None and begin > begins[-1]
        if is_another and begin is not None:
            begins.append(begin)
        if is_first or is_another:
            after = place + 1
        is_first = False
    return begins


def _beginning(said: Sequence[str], after: int, opening: int, *, is_opening: bool) -> int | None:
    """Where the text begins that opens at `opening`; None where it opens none, but is quoted or annexed by the one
    that runs from `after`."""
    ended = ends_at(said, after, opening)
    floor = after
    for place in range(after, opening):
        is_lettered = ended is None and LETTER.match(said[place])
        if is_lettered or (NUMBER.match(said[place]) and len(said[place]) > _A_PARAGRAPH):
            floor = place + 1
    floor = max(floor, 0 if ended is None else ended + 1)
    near = range(max(floor, opening - _LINES_OF_A_TITLE), opening)
    titled = next((place for place in near if _is_title(said[place])), None)
    if titled is None and ended is not None:
        titled = next((place for place in near[:-1] if _is_number_of_a_title(said, place)), None)
    if titled is None:
        if ended is None or not is_opening or any(_ANNEX.match(line) for line in said[ended + 1 : opening]):
            return None
        return _first_of_masthead(said, ended + 1, opening) if opening > ended + 1 else opening
    return _first_of_masthead(said, max(floor, titled - _LINES_OF_A_MASTHEAD), titled)


def _first_of_masthead(said: Sequence[str], floor: int, titled: int) -> int:
    return next((place for place in range(floor, titled) if _is_masthead(said, place)), titled)


def _is_title(words: str) -> bool:
    if _ADOPTED_BY.match(words) or _SESSION.match(words):
        return True
    return numbered_title(words) is not None and not _NUMBER_ALONE.match(words) and not _DAY.match(words)


def _is_number_of_a_title(said: Sequence[str], place: int) -> bool:
    """Whether a number alone on its line is that of a text, whose title follows, and not that of a page."""
    follows = place + 1
    return (
        bool(_NUMBER_ALONE.match(said[place])) and not is_furniture(said[follows]) and not _is_masthead(said, follows)
    )


def _is_masthead(said: Sequence[str], place: int) -> bool:
    words = said[place]
    if is_furniture(words):  # a symbol that stood above earlier pages too is the head of the text before
        return "/" in words and any(letter.isalpha() for letter in words) and words not in said[:place]
    return _MASTHEAD.match(words) is not None or SESSION_DATES_LINE.fullmatch(words) is not None


def _is_operative(words: str) -> bool:
    number = NUMBER.match(words)
    return number is not None and OPERATIVE_OPENER.match(words, number.end()) is not None


def _shared_out(
    notes: Sequence[tuple[str, str]], parts: Sequence[Sequence[Line]]
) -> list[list[tuple[str, str]]]:  # fmt: skip
    """The footnotes that the file keeps apart, each with the part that carries its mark; they come in order."""
    marks = [{mark for line in part for mark in re.findall(f"[{RAISED}]+", line.text)} for part in parts]
    shared, at = [list[tuple[str, str]]() for _part in parts], 0
    for mark, words in notes:
        raised = mark.translate(str.maketrans("0123456789", RAISED[:10]))
        here = (
            place for place in range(at, len(parts))
            if raised in marks[place] and all(mark != other for other, _words in shared[place])
        )  # fmt: skip
        at = next(here, at)
        shared[at].append((mark, words))
    return shared
