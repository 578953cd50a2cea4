"""Words of time: ordinals in letters, months, days, and the sessions that a text names.

An ordinal in words is read up to the hundred-and-ninety-ninth ("sixty-eighth", "one hundred and tenth") and in
figures ("44th").
"""

from __future__ import annotations

import re
from datetime import date

_words = str.split  # a table of words, many to a line

_ONES = _words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENS = {
    "twent": 20,
    "thirt": 30,
    "fort": 40,
    "fift": 50,
    "sixt": 60,
    "sevent": 70,
    "eight": 80,
    "ninet": 90,
}


def _ordinals() -> dict[str, int]:
    words = {word: number for number, word in enumerate(_ONES, 1)}
    for stem, ten in _TENS.items():
        words[f"{stem}ieth"] = ten
        for one, word in enumerate(_ONES[:9], 1):
            words[f"{stem}y-{word}"] = ten + one
    for word, number in list(words.items()):
        words[f"one hundred and {word}"] = 100 + number
    words["one hundredth"] = 100
    return words


ORDINALS = _ordinals()
_TENS_Y = "|".join(f"{stem}y" for stem in _TENS)
# One hyphenated word, or figures with their ending; hyphens may have been broken over a line ("forty- fourth").
ORDINAL = (
    rf"(?:one hundred and )?(?:(?:{_TENS_Y})\s?[-‑–]\s?(?:{'|'.join(_ONES[:9])})"
    rf"|(?:{'|'.join(stem + 'ieth' for stem in _TENS)})|(?:{'|'.join(reversed(_ONES))})|one hundredth)"
    r"|\d{1,3}(?:st|nd|rd|th)"
)
MONTHS = {
    name: number
    for number, name in enumerate(
        _words("January February March April May June July August September October November December"),
        1,
    )
}
MONTH = "|".join(MONTHS)


def ordinal(words: str) -> int | None:
    """The number of an ordinal in words or figures ("Forty-fourth" is 44); None where it is none."""
    words = re.sub(r"\s?[-‑–]\s?", "-", words.strip().lower())
    words = re.sub(r"\s+", " ", words)
    if figures := re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)", words):
        return int(figures[1])
    return ORDINALS.get(words)


NUMBER_WORDS = {
    word: number
    for number, word in enumerate(_words("one two three four five six seven eight nine ten eleven twelve"), 1)
} | {"eighteen": 18, "twenty-four": 24, "a": 1, "an": 1, "fifteen": 15}


def day_of(day: str, month: str, year: str) -> date | None:
    """The calendar day, or None where there is no such day (31 June)."""
    number = next((n for name, n in MONTHS.items() if name.lower() == month.lower()), 0)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


_SPAN = re.compile(
    rf"(\d{{1,2}})(?:\s+({MONTH}))?(?:\s+(\d{{4}}))?(?:\s*[–—-]\s*(\d{{1,2}})\s+({MONTH})(?:\s+(\d{{4}}))?)?",
    re.IGNORECASE,
)


def session_dates(line: str) -> tuple[tuple[date, date], ...]:
    """The (first day, last day) pairs of a masthead line such as "24 February–13 March and 15–23 June 2020".

    A month or year that a part leaves out is taken from what follows it, as the masthead prints them once.
    """
    parts = list(_SPAN.finditer(line))
    month, year, pairs = None, None, list[tuple[date, date]]()
    for part in reversed(parts):
        first, first_month, first_year, last, last_month, last_year = part.groups()
        if last is None:
            # a single day, or the first of two joined by "and"
            last, last_month, last_year = first, first_month, first_year
        year = last_year or year
        month = last_month or month
        if not month or not year:
            return ()
        end = day_of(last, month, year)
        year = first_year or year
        month = first_month or month
        start = day_of(first, month, year)
        if start is None or end is None or start > end:
            return ()
        pairs.append((start, end))
    return tuple(reversed(pairs))


SESSION_DATES_LINE = re.compile(
    rf"(?:\d{{1,2}}(?:\s+(?:{MONTH}))?(?:\s+\d{{4}})?(?:\s*[–—-]\s*|,\s*|,?\s+and\s+)?){{1,8}}(?<=\d{{4}})",
    re.IGNORECASE,
)
