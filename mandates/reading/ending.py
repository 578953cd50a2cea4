"""What stands after the paragraphs of a text: its own end (meeting, day, vote), and what else was brought with it.

Nothing that was brought disappears in silence: words that are no known part of an end are said to be unread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mandates.reading.facts import Doubt
from mandates.reading.layout import is_furniture
from mandates.reading.sessions import MONTH
from mandates.reading.states import known_state

# How an end begins.
_BEGINS = re.compile(
    r"""[\[(]*\s*(?:
      (?:Resumed\s+)?\d{1,3}(?:st|nd|rd|th)\s+(?:\(?[\w-]+\)?\s+){0,2}meeting\b.{0,80}$
    | Adopted\s+(?:without|by\s+a|by\s+consensus|unanimously)\b.{0,300}$
    | (?:A\s+)?(?:recorded|roll-?call)\s+vote.{0,300}$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# What else belongs to one.
_KNOWN = re.compile(
    rf"""[\[(]*\s*(?:
      \d{{1,2}}\s+(?:{MONTH})\s+\d{{4}}\W*$
    | (?:Resolution\s+)?Adopted\s+(?:by|without|at|as|on)\b.{{0,300}}$
    | See\s+(?:also\s+)?(?:chap|[A-Z]/).{{0,200}}$
    | The\s+(?:voting|vote|result)\b.{{0,200}}$
    | (?:In\s+favour|Against|Abstaining|Abstentions?|Not\s+voting|Absent)\b\s*:?
    | (?:None|Nil)?\W*$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_COLUMN = re.compile(r"(?:In\s+favour|Against|Abstaining|Abstentions?)\s*:?$", re.IGNORECASE)
_MASTHEAD = re.compile(r"(?:Resolution|Decision)\s+adopted\s+by\s+the\b", re.IGNORECASE)
_SHOWN = 80


def words_after(back: str) -> list[str]:
    """A sentence on what stands in `back` (the blocks after the paragraphs, on lines) and is no part of an end."""
    lines = back.split("\n") if back else []
    unread = next((line for place, line in enumerate(lines) if not _is_of_the_end(lines, place)), None)
    if unread is None:
        return []
    shown = unread if len(unread) <= _SHOWN else unread[:_SHOWN].rsplit(" ", 1)[0] + " …"
    words = f"Words after the end of the text were not read, from “{shown}” on."
    return [Doubt(words, printed=shown.removesuffix(" …"))]


def is_in_an_end(lines: Sequence[str], place: int, last: int | None) -> bool:
    """Whether the line at `place` stands in the end of a text (meeting, day, vote); `last` is the line before it that
    does, None where none does."""
    follows = last == place - 1 and _is_of_the_end(lines, place) and not _MASTHEAD.match(lines[place])
    return bool(follows or _BEGINS.match(lines[place]) or _COLUMN.match(lines[place]))


def _is_of_the_end(lines: Sequence[str], place: int) -> bool:
    line = lines[place]
    if not line.strip() or _BEGINS.match(line) or _KNOWN.match(line) or is_furniture(line):
        return True
    if place and _COLUMN.match(lines[place - 1].strip()):
        return True
    names = [part.strip(" .;*[]") for part in re.split(r",|\band\b", line[:4_000])]
    return 2 * sum(1 for name in names if known_state(name)) >= len(names)
