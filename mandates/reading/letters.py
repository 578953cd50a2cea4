"""Letters of any script: those that may begin a paragraph, and the plain ones beneath their accents."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

_LAST_CAPITAL = 0x1E943  # of the scripts that have capitals, Adlam comes last


def _ranges_of_capitals() -> str:
    places = [place for place in range(_LAST_CAPITAL) if unicodedata.category(chr(place)) in ("Lu", "Lt")]
    runs = (
        [place for _index, place in run] for _offset, run in groupby(enumerate(places), lambda pair: pair[1] - pair[0])
    )
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs)


CAPITALS = _ranges_of_capitals()  # for the inside of a character class
_ACCENTED = re.compile(r"[^\W\d_]")


def without_accents(text: str) -> str:
    """`text` with the plain letter for each accented one, letter for letter."""
    return _ACCENTED.sub(lambda letter: unicodedata.normalize("NFD", letter[0])[0], text)
