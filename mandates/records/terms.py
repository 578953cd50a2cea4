"""A term as people write it, as the database keeps it: "3 years", "three years" and "P3Y" are all P3Y."""

import re

from django.utils.translation import gettext as _

NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
IN_WORDS = {word: number for number, word in enumerate(NUMBERS, 1)} | {"a": 1, "eighteen": 18, "twenty-four": 24}
UNITS = {"year": "Y", "month": "M", "week": "W", "day": "D"}
KEPT = re.compile(r"P(\d{1,3})([YMWD])", re.IGNORECASE)
WRITTEN = re.compile(r"(\d{1,3}|[a-z-]+)[\s-]+(year|month|week|day)s?", re.IGNORECASE)


def term_as_kept(written: str) -> str:
    """The ISO 8601 duration of one unit that `written` means, "" for nothing. ValueError, worded for the person, where
    it means none."""
    written = " ".join(written.split()).rstrip(".")
    if not written:
        return ""
    if found := KEPT.fullmatch(written):
        return f"P{int(found[1])}{found[2].upper()}"
    found = WRITTEN.fullmatch(written)
    number = found and (int(found[1]) if found[1].isdigit() else IN_WORDS.get(found[1].lower()))
    if not number:
        raise ValueError(
            _("“%(written)s” is not a length of time. Write three years, 3 years or P3Y; or 18 months, one year.")
            % {"written": written}
        )
    return f"P{number}{UNITS[found[2].lower()]}"
