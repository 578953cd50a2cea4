"""Offsets as a person writes them into one line, and what such a line means."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from .offsets import (
    MONTHS,
    WEEKDAYS,
    Between,
    DayAfterSeason,
    DayItself,
    Duration,
    FirstSlot,
    FirstWeek,
    FirstWeekBySeason,
    FixedDayOrEarlier,
    LastWorkingDays,
    LaterOf,
    Offset,
    WeekdayBeforeLastDays,
    WeekdayOfFirstWeek,
    WholeSession,
    WorkingDays,
)

FORMS = (  # what an editor is shown when a line cannot be read
    "-P10W, P6M or P3M15D (weeks, days, months; - is before)",
    "5 working days after",
    "first week of April",  # of the session's year: the 1st, with the 7th as its end
    "first week of October (9 Jan-9 Jul), else April",  # chosen by the day of the opening
    "15 July, or -P10W if earlier",
    "Friday of the first week",
    "Friday of the week before the last 3 working days",
    "last 3 working days",
    "-P1M, or P4W after P2 if later (P2 is another rule)",
    "1 May after a spring session, 1 August after a summer session, else by hand",
    "first slot submitted P16W after or later",
    "the day itself, or from S to E until it is known",
    "the day itself, or P2W to P4W after T until it is known",
)
_DURATION = re.compile(r"([+-]?)P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_MONTH, _WEEKDAY = "|".join(MONTHS), "|".join(WEEKDAYS)
_SHORT_MONTHS = [month[:3] for month in MONTHS]
_PATTERNS = {
    "working days": re.compile(r"(\d+) working days? (after|before)"),
    "first week": re.compile(rf"first week of ({_MONTH})"),
    "first week by season": re.compile(
        rf"first week of ({_MONTH}) \((\d+) (\w{{3}})[-–](\d+) (\w{{3}})\), else ({_MONTH})"
    ),
    "fixed day": re.compile(rf"(\d+) ({_MONTH}), or (\S+) if earlier"),
    "weekday of first week": re.compile(rf"({_WEEKDAY}) of the first week"),
    "weekday before last days": re.compile(rf"({_WEEKDAY}) of the week before the last (\d+) working days?"),
    "last days": re.compile(r"last (\d+) working days?"),
    "later of": re.compile(r"(\S+), or (P\w+) after ([A-Z]+\d+\w*) if later"),
    "day after season": re.compile(
        rf"(\d+) ({_MONTH}) after a spring session, (\d+) ({_MONTH}) after a summer session, else by hand"
    ),
    "first slot": re.compile(r"first slot submitted (P\w+) after or later"),
    "day itself": re.compile(r"the day itself, or (.+) until it is known"),
    "between": re.compile(r"(P\w+) to (P\w+) after (\w)"),
}


@lru_cache(maxsize=512)
def parse_duration(text: str) -> Duration | None:
    """An ISO 8601 duration in years, months, weeks and days, with a sign where it counts back; None for other text."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        return None
    years, months, weeks, days = (int(number or 0) for number in match.groups()[1:])
    return Duration(-1 if match[1] == "-" else 1, 12 * years + months, 7 * weeks + days, text.strip().lstrip("+"))


@lru_cache(maxsize=256)
def parse_offset(text: str) -> Offset:
    """The offset that a line means; ValueError, with every form that is understood, where it means none."""
    offset = _parse(" ".join(text.split()))
    if offset is None:
        raise ValueError(f"“{text}” is no offset. Write one of: {'; '.join(FORMS)}.")
    return offset


def _parse(text: str) -> Offset | None:
    if duration := parse_duration(text):
        return duration
    if text == WholeSession.text:
        return WholeSession()
    for form, pattern in _PATTERNS.items():
        if match := pattern.fullmatch(text):
            try:
                return _read(form, match.groups())
            except ValueError:
                return None
    return None


def _read(form: str, parts: tuple[str, ...]) -> Offset | None:
    match form:
        case "working days":
            return WorkingDays(int(parts[0]) * (1 if parts[1] == "after" else -1))
        case "first week":
            return FirstWeek(_month(parts[0]))
        case "first week by season":
            first, last = (_short_day(parts[2], parts[1]), _short_day(parts[4], parts[3]))
            return FirstWeekBySeason(_month(parts[0]), first, last, _month(parts[5]))
        case "fixed day":
            duration = parse_duration(parts[2])
            return FixedDayOrEarlier(*_fixed_day(parts[1], parts[0]), duration) if duration else None
        case "weekday of first week":
            return WeekdayOfFirstWeek(WEEKDAYS.index(parts[0]))
        case "weekday before last days":
            return WeekdayBeforeLastDays(WEEKDAYS.index(parts[0]), int(parts[1])) if int(parts[1]) else None
        case "last days":
            return LastWorkingDays(int(parts[0])) if int(parts[0]) else None
        case "later of":
            near, far = parse_duration(parts[0]), parse_duration(parts[1])
            return LaterOf(near, far, parts[2]) if near and far else None
        case "day after season":
            return DayAfterSeason(_fixed_day(parts[1], parts[0]), _fixed_day(parts[3], parts[2]))
        case "first slot":
            gap = parse_duration(parts[0])
            return FirstSlot(gap) if gap else None
        case "day itself":
            window = _parse(parts[0])
            return DayItself(window) if window else None
        case _:
            first_span, last_span = parse_duration(parts[0]), parse_duration(parts[1])
            return Between(first_span, last_span, parts[2]) if first_span and last_span else None


def _month(name: str) -> int:
    return MONTHS.index(name) + 1


def _fixed_day(month: str, day: str) -> tuple[int, int]:
    """Month and day; ValueError for 31 June, and for a 29 February that most years do not have."""
    found = date(2001, _month(month), int(day))
    return (found.month, found.day)


def _short_day(month: str, day: str) -> tuple[int, int]:
    """Month and day, to be compared as one; ValueError for what is in no calendar."""
    day_of_leap_year = date(2000, _SHORT_MONTHS.index(month) + 1, int(day))
    return (day_of_leap_year.month, day_of_leap_year.day)
