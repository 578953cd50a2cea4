"""What stands after the paragraphs of a text: its own end (meeting, day, vote), and what else was brought with it.

Nothing that was brought disappears in silence: another resolution, or words that are no known part of an end, are
said to be unread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mandates.reading.facts import ReadParagraph
from mandates.reading.layout import OPENING, is_furniture
from mandates.reading.sessions import MONTH
from mandates.reading.states import known_state

_KNOWN = re.compile(
    rf"""[\[(]*\s*(?:
      (?:Resumed\s+)?\d{{1,3}}(?:st|nd|rd|th)\s+(?:\(?[\w-]+\)?\s+){{0,2}}meeting\b.{{0,80}}$
    | \d{{1,2}}\s+(?:{MONTH})\s+\d{{4}}\W*$
    | (?:Resolution\s+)?Adopted\s+(?:by|without|at|as|on)\b.{{0,300}}$
    | See\s+(?:also\s+)?(?:chap|[A-Z]/).{{0,200}}$
    | (?:A\s+)?(?:recorded|roll-?call)\s+vote.{{0,300}}$
    | The\s+(?:voting|vote|result)\b.{{0,200}}$
    | (?:In\s+favour|Against|Abstaining|Abstentions?|Not\s+voting|Absent)\b\s*:?
    | (?:None|Nil)?\W*$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_COLUMN = re.compile(r"(?:In\s+favour|Against|Abstaining|Abstentions?)\s*:?$", re.IGNORECASE)
_TITLE = re.compile(r"(?:S-)?\d{1,3}/\d{1,3}\s*\.\s+[“\"(]?[A-Z]")
_MASTHEAD = re.compile(r"Resolution\s+adopted\s+by\s+the\s+(?:Human\s+Rights\s+Council|General\s+Assembly)\s+on\b")
_SHOWN = 80


def parted(back: str) -> tuple[str, list[str]]:
    """The text's own end out of `back` (its blocks on lines), and sentences on what after it was not read."""
    lines = back.split("\n") if back else []
    begins = next((place for place, line in enumerate(lines) if _begins_another(line)), None)
    own = lines
    warnings = list[str]()
    if begins is not None:
        while begins > 0 and not _is_of_the_end(lines, begins - 1):
            begins -= 1
        own = lines[:begins]
        warnings.append("Another resolution seems to begin after this one; it was not read. Bring it by itself.")
    unread = next((line for place, line in enumerate(own) if not _is_of_the_end(own, place)), None)
    if unread is not None:
        shown = unread if len(unread) <= _SHOWN else unread[:_SHOWN].rsplit(" ", 1)[0] + " …"
        warnings.insert(0, f"Words after the end of the text were not read, from “{shown}” on.")
    return "\n".join(own), warnings


def another_within(paragraphs: Sequence[ReadParagraph]) -> list[str]:
    """A sentence where a numbered title and an opening line stand among the paragraphs: two texts without an end."""
    for place, paragraph in enumerate(paragraphs):
        if _TITLE.match(paragraph.text) and any(OPENING.match(p.text) for p in paragraphs[place + 1 : place + 4]):
            return [
                f"Another resolution seems to begin within this text, after paragraph {paragraphs[place - 1].key}; its "
                "paragraphs were read as this one's. Bring each by itself."
                if place
                else "Another resolution seems to begin within this text. Bring each by itself."
            ]
    return []


def _begins_another(line: str) -> bool:
    return any(form.match(line) for form in (OPENING, _TITLE, _MASTHEAD))


def _is_of_the_end(lines: Sequence[str], place: int) -> bool:
    line = lines[place]
    if not line.strip() or _KNOWN.match(line) or is_furniture(line):
        return True
    if place and _COLUMN.match(lines[place - 1].strip()):
        return True
    names = [part.strip(" .;*[]") for part in re.split(r",|\band\b", line[:4_000])]
    return 2 * sum(1 for name in names if known_state(name)) >= len(names)
