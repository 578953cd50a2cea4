"""Where in the text as it came the words of a fact stand.

A fact names a span of its paragraph, which is one clean line; the text as it came has line breaks, asterisks, heads and
hyphens between the same letters. So the letters and figures alone are looked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date

from mandates.reading.facts import Doubt, ReadParagraph, ReadResolution, Span
from mandates.reading.sessions import ordinal

NOWHERE: Span = (0, 0)
ENDS = 30  # letters: where a page ends inside the words, their beginning and their end are looked for
WORDS_OF_AN_OPENING = 3
MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip

_SESSION = re.compile(
    r"\b([A-Z][\w-]+(?:[ -][a-z][\w-]*)?)\s+(?:special\s+|regular\s+)?session\b|\b(\d{1,3}\w\w)\s+session"
)
_ADOPTION = re.compile(
    r"recorded\s+vote\s+of\s+\d+[^.\]\n]{0,60}|\badopted\s+(?:without\s+a\s+vote|by\s+consensus)", re.IGNORECASE
)


class CameText:
    """A text as it came, and the way to find words in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._at = [place for place, sign in enumerate(text) if counts(sign)]
        self._letters = "".join(text[place] for place in self._at)

    def find(self, words: str, after: int = 0) -> Span:
        """The span of `words` at or after the place `after`, whatever stands between their letters; (0, 0) if none."""
        wanted = "".join(filter(counts, words))
        if not wanted:
            return NOWHERE
        begins = bisect_left(self._at, after)
        start = self._letters.find(wanted, begins)
        if start >= 0:
            return self._span(start, start + len(wanted))
        start = self._letters.find(wanted[:ENDS], begins)
        end = self._letters.find(wanted[-ENDS:], start) if start >= 0 else -1
        if end < 0 or end + ENDS - start > 2 * len(wanted) + 200:
            return NOWHERE
        return self._span(start, end + min(ENDS, len(wanted)))

    def match(self, pattern: str | re.Pattern[str]) -> Span:
        """The span of the first match of `pattern`."""
        found = re.search(pattern, self.text)
        return found.span() if found else NOWHERE

    def _span(self, start: int, end: int) -> Span:
        return self._at[start], self._at[end - 1] + 1


def paragraph_places(paragraphs: Sequence[ReadParagraph], came: CameText) -> dict[str, Span]:
    """Where each paragraph stands, by its key; one that was not found is left out."""
    places, after = dict[str, Span](), 0
    for paragraph in paragraphs:
        span = came.find(paragraph.text, after)
        if span != NOWHERE:
            places[paragraph.key] = span
            after = span[1]
    return places


def words_place(paragraph: ReadParagraph | None, span: Span, places: Mapping[str, Span], came: CameText) -> Span:
    """Where the words `span` of `paragraph` stand; the whole paragraph where they were not located in it."""
    if paragraph is None or paragraph.key not in places:
        return NOWHERE
    whole = places[paragraph.key]
    if span[1] <= span[0]:
        return whole
    before = came.find(paragraph.text[: span[0]], whole[0]) if span[0] else NOWHERE
    found = came.find(paragraph.text[span[0] : span[1]], max(before[1], whole[0]))
    return found if found != NOWHERE and found[1] <= whole[1] else whole


def with_its_list(
    where: Span,
    span: Span,
    paragraph: ReadParagraph | None,
    paragraphs: Sequence[ReadParagraph],
    places: Mapping[str, Span],
) -> Span:
    """The place `where` of the words `span` of `paragraph`, on to the end of the list that they open with a colon."""
    if paragraph is None or span[1] <= span[0] or paragraph.text[span[1] :].strip() not in ("", ":"):
        return where
    end = where[1]
    if paragraph.text.endswith(":"):
        for below in paragraphs[paragraphs.index(paragraph) + 1 :]:
            if below.kind != paragraph.kind or below.level <= paragraph.level:
                break
            end = max(end, places.get(below.key, NOWHERE)[1])
    return where[0], end


def doubt_place(
    doubt: str, text: ReadResolution, fronts: Mapping[str, Span], places: Mapping[str, Span], came: CameText
) -> Span:
    """Where the words stand of which `doubt` speaks; of a paragraph its first words. `fronts` are the places of the
    front matter, `places` those of the paragraphs."""
    if not isinstance(doubt, Doubt):
        return NOWHERE
    if paragraph := text.paragraph(doubt.paragraph):
        opening = paragraph.verb or " ".join(paragraph.text.split()[:WORDS_OF_AN_OPENING])
        return words_place(paragraph, (0, len(opening)), places, came)
    front = fronts.get(doubt.front, NOWHERE)
    return came.find(doubt.printed, front[1]) if doubt.printed else front


def front_places(text: ReadResolution, came: CameText) -> dict[str, Span]:
    """Where each field of the front matter stands, by its name; (0, 0) for what the text does not print."""
    number = (text.symbol or "").rpartition("/RES/")[2] or text.symbol or ""
    return {
        "symbol": _first(came, text.symbol or "", number),
        "title": came.find(text.title or ""),
        "session": _session(text.session, came),
        "agenda_item": came.match(rf"(?i)agenda\s+items?\s+{re.escape(text.agenda_item)}\b")
        if text.agenda_item
        else NOWHERE,
        "adopted_on": _day(text.adopted_on, came),
        "meeting": came.match(rf"\b{text.meeting}\w\w\s+(?:\(?[\w-]+\)?\s+){{0,2}}meeting\b")
        if text.meeting
        else NOWHERE,
        "adoption": came.match(_ADOPTION),
    }


def counts(sign: str) -> bool:
    """Whether a character carries the words: letters and plain figures; raised ones are marks of footnotes."""
    return sign.isalpha() or "0" <= sign <= "9"


def _first(came: CameText, *forms: str) -> Span:
    for form in filter(None, forms):
        span = came.match(rf"(?<![\w/]){re.escape(form)}(?![\w/]|\.\d)")
        if span != NOWHERE:
            return span
    return NOWHERE


def _day(day: date | None, came: CameText) -> Span:
    return came.match(rf"\b{day.day}\s+{MONTHS[day.month - 1]}\s+{day.year}\b") if day else NOWHERE


def _session(number: int | None, came: CameText) -> Span:
    for found in _SESSION.finditer(came.text) if number else ():
        if ordinal(found[1] or found[2]) == number:
            return found.span()
    return NOWHERE
