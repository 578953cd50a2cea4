"""How far from its anchor a rule puts a date, in a form that a person can write into one line.

Forms (the whole list, `FORMS`, is what an editor is shown when a line cannot be read)::

    -P10W                                                 calendar weeks, days, months, years before (-) or after
    5 working days after                                  or "before"
    first week of April                                   of the session's year: the 1st, with the 7th as its end
    first week of October (9 Jan-9 Jul), else April       chosen by the day of the opening
    15 July, or -P10W if earlier
    Friday of the first week
    Friday of the week before the last 3 working days
    last 3 working days
    -P1M, or P4W after P2 if later
    1 May after a spring session, 1 August after a summer session, else by hand
    first slot submitted P16W after or later
    the day itself, or from S to E until it is known
    the day itself, or P2W to P4W after T until it is known

Months are counted before weeks and days: "3½ months before" is three calendar months, then 15 days; "one month before"
is the same day of the month before, or its last day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

from .facts import Season

DaysOff = Mapping[date, str]

FORMS = (
    "-P10W, P6M or P3M15D (weeks, days, months; - is before)",
    "5 working days after",
    "first week of April",
    "first week of October (9 Jan-9 Jul), else April",
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
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ONE_DAY = timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """The same day so many months later (earlier where negative), or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year, month + 1, monthrange(year, month + 1)[1])


def is_working_day(day: date, days_off: DaysOff) -> bool:
    return day.weekday() < 5 and day not in days_off


def working_days_from(day: date, count: int, days_off: DaysOff) -> date:
    """The working day `count` working days after `day` (before it where negative)."""
    step = _ONE_DAY if count > 0 else -_ONE_DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day, days_off):
            day += step
    return day


def last_working_days(day: date, count: int, days_off: DaysOff) -> date:
    """The first of the last `count` working days up to and with `day`."""
    while not is_working_day(day, days_off):
        day -= _ONE_DAY
    return working_days_from(day, 1 - count, days_off)


def _no_other_rule(_code: str) -> date | None:
    return None


@dataclass(frozen=True, slots=True)
class Ground:
    """What an offset is counted on: the anchor's day, the session's year, the other days of the session.

    `known_on` is the day itself where it is fixed (the day of a dialogue), which ends the guessing by a window.
    `day_of` gives the day of another rule for the same session, by its code."""

    on: date | None
    year: int | None
    days_off: DaysOff
    opens_on: date | None = None
    closes_on: date | None = None
    known_on: date | None = None
    season: Season | None = None
    day_of: Callable[[str], date | None] = _no_other_rule


@dataclass(frozen=True, slots=True)
class Counted:
    """The day that an offset gives, None while its anchor is unknown; `window_ends` where it gives several days."""

    on: date | None
    window_ends: date | None = None


NOT_KNOWN = Counted(None)


class Offset(Protocol):
    @property
    def text(self) -> str:
        """The form that `parse_offset` reads."""

    @property
    def words(self) -> str:
        """For people: "10 weeks before"."""

    def counted(self, ground: Ground) -> Counted: ...


_DURATION = re.compile(r"([+-]?)P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


@dataclass(frozen=True, slots=True)
class Duration:
    """Calendar months (years are twelve), then days (weeks are seven); `sign` -1 counts back."""

    sign: int
    months: int
    days: int
    text: str

    @property
    def words(self) -> str:
        parts = []
        if self.months:
            parts.append(_many(*((self.months // 12, "year") if not self.months % 12 else (self.months, "month"))))
        if self.days:
            parts.append(_many(*((self.days // 7, "week") if not self.days % 7 else (self.days, "day"))))
        return f"{' and '.join(parts)} {'before' if self.sign < 0 else 'after'}" if parts else "on the day"

    def after(self, day: date) -> date:
        if self.months:
            day = months_after(day, self.sign * self.months)
        return day + timedelta(days=self.sign * self.days)

    def counted(self, ground: Ground) -> Counted:
        return NOT_KNOWN if ground.on is None else Counted(self.after(ground.on))


@lru_cache(maxsize=512)
def parse_duration(text: str) -> Duration | None:
    """An ISO 8601 duration in years, months, weeks and days, with a sign where it counts back; None for other text."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        return None
    years, months, weeks, days = (int(number or 0) for number in match.groups()[1:])
    return Duration(-1 if match[1] == "-" else 1, 12 * years + months, 7 * weeks + days, text.strip().lstrip("+"))


@dataclass(frozen=True, slots=True)
class WorkingDays:
    count: int

    @property
    def text(self) -> str:
        return f"{_many(abs(self.count), 'working day')} {'before' if self.count < 0 else 'after'}"

    words = text

    def counted(self, ground: Ground) -> Counted:
        return NOT_KNOWN if ground.on is None else Counted(working_days_from(ground.on, self.count, ground.days_off))


@dataclass(frozen=True, slots=True)
class FirstWeek:
    """The 1st to the 7th of a month of the session's year, never moved: a fixed week, whatever the weekday."""

    month: int

    @property
    def text(self) -> str:
        return f"first week of {_MONTHS[self.month - 1]}"

    words = text

    def counted(self, ground: Ground) -> Counted:
        if ground.year is None:
            return NOT_KNOWN
        return Counted(date(ground.year, self.month, 1), date(ground.year, self.month, 7))


@dataclass(frozen=True, slots=True)
class FirstWeekBySeason:
    """The last such week before the opening: of `month` for openings from `first` to `last` (month, day), of
    `other_month` for all others."""

    month: int
    first: tuple[int, int]
    last: tuple[int, int]
    other_month: int

    @property
    def text(self) -> str:
        span = "-".join(f"{day} {_MONTHS[month - 1][:3]}" for month, day in (self.first, self.last))
        return f"first week of {_MONTHS[self.month - 1]} ({span}), else {_MONTHS[self.other_month - 1]}"

    words = text

    def counted(self, ground: Ground) -> Counted:
        if ground.on is None:
            return NOT_KNOWN
        on = (ground.on.month, ground.on.day)
        month = self.month if self.first <= on <= self.last else self.other_month
        year = ground.on.year if (month, 7) < on else ground.on.year - 1
        return Counted(date(year, month, 1), date(year, month, 7))


@dataclass(frozen=True, slots=True)
class FixedDayOrEarlier:
    """A day of the session's year, or a duration from the anchor where that is known and comes earlier."""

    month: int
    day: int
    duration: Duration

    @property
    def text(self) -> str:
        return f"{self.day} {_MONTHS[self.month - 1]}, or {self.duration.text} if earlier"

    @property
    def words(self) -> str:
        return f"{self.day} {_MONTHS[self.month - 1]}, or {self.duration.words} if that is earlier"

    def counted(self, ground: Ground) -> Counted:
        if ground.year is None:
            return NOT_KNOWN
        fixed = date(ground.year, self.month, self.day)
        return Counted(fixed if ground.on is None else min(fixed, self.duration.after(ground.on)))


@dataclass(frozen=True, slots=True)
class WeekdayOfFirstWeek:
    """That weekday in the week of the anchor."""

    weekday: int

    @property
    def text(self) -> str:
        return f"{_WEEKDAYS[self.weekday]} of the first week"

    words = text

    def counted(self, ground: Ground) -> Counted:
        if ground.on is None:
            return NOT_KNOWN
        return Counted(ground.on + timedelta(days=self.weekday - ground.on.weekday()))


@dataclass(frozen=True, slots=True)
class LastWorkingDays:
    """The last working days up to and with the anchor, as a window that ends with it."""

    count: int

    @property
    def text(self) -> str:
        return f"last {_many(self.count, 'working day')}"

    words = text

    def counted(self, ground: Ground) -> Counted:
        if ground.on is None:
            return NOT_KNOWN
        return Counted(last_working_days(ground.on, self.count, ground.days_off), ground.on)


@dataclass(frozen=True, slots=True)
class WeekdayBeforeLastDays:
    """That weekday of the week before the one in which the last working days begin."""

    weekday: int
    count: int

    @property
    def text(self) -> str:
        return f"{_WEEKDAYS[self.weekday]} of the week before the last {_many(self.count, 'working day')}"

    words = text

    def counted(self, ground: Ground) -> Counted:
        if ground.on is None:
            return NOT_KNOWN
        begins = last_working_days(ground.on, self.count, ground.days_off)
        return Counted(begins + timedelta(days=self.weekday - begins.weekday() - 7))


@dataclass(frozen=True, slots=True)
class DayItself:
    """A day that a person enters, and the window in which it lies until then."""

    window: Offset

    @property
    def text(self) -> str:
        return f"the day itself, or {self.window.text} until it is known"

    @property
    def words(self) -> str:
        return f"the day itself, or {self.window.words} until it is known"

    def counted(self, ground: Ground) -> Counted:
        return self.window.counted(ground) if ground.known_on is None else Counted(ground.known_on)


@dataclass(frozen=True, slots=True)
class WholeSession:
    text = "from S to E"
    words = "from the opening to the last day"

    def counted(self, ground: Ground) -> Counted:
        return Counted(ground.opens_on, ground.closes_on if ground.opens_on else None)


@dataclass(frozen=True, slots=True)
class Between:
    first: Duration
    last: Duration
    anchor: str

    @property
    def text(self) -> str:
        return f"{self.first.text} to {self.last.text} after {self.anchor}"

    @property
    def words(self) -> str:
        return f"{self.first.words.removesuffix(' after')} to {self.last.words}"

    def counted(self, ground: Ground) -> Counted:
        return NOT_KNOWN if ground.on is None else Counted(self.first.after(ground.on), self.last.after(ground.on))


@dataclass(frozen=True, slots=True)
class LaterOf:
    """A duration from the anchor, or one from the day of another rule where that is known and comes later."""

    first: Duration
    second: Duration
    other: str

    @property
    def text(self) -> str:
        return f"{self.first.text}, or {self.second.text} after {self.other} if later"

    @property
    def words(self) -> str:
        return f"{self.first.words}, or {self.second.words} {self.other} if that is later"

    def counted(self, ground: Ground) -> Counted:
        if ground.on is None:
            return NOT_KNOWN
        first, other_on = self.first.after(ground.on), ground.day_of(self.other)
        return Counted(first if other_on is None else max(first, self.second.after(other_on)))


@dataclass(frozen=True, slots=True)
class DayAfterSeason:
    """A fixed day of the session's year, by the season of the session; a person enters it after an autumn session."""

    spring: tuple[int, int]
    summer: tuple[int, int]

    @property
    def text(self) -> str:
        spring, summer = (f"{day} {_MONTHS[month - 1]}" for month, day in (self.spring, self.summer))
        return f"{spring} after a spring session, {summer} after a summer session, else by hand"

    words = text

    def counted(self, ground: Ground) -> Counted:
        fixed = {"spring": self.spring, "summer": self.summer}.get(ground.season or "")
        if ground.year is None or fixed is None:
            return NOT_KNOWN
        return Counted(date(ground.year, *fixed))


@dataclass(frozen=True, slots=True)
class FirstSlot:
    """The session of the report on a visit: the first slot of the mandate whose submission lies at least `gap` after
    the visit. `visits` finds the session; here it is counted as the window of that session."""

    gap: Duration

    @property
    def text(self) -> str:
        return f"first slot submitted {self.gap.text} after or later"

    @property
    def words(self) -> str:
        return f"the first slot whose submission is {self.gap.words.removesuffix(' after')} or more after the visit"

    def counted(self, ground: Ground) -> Counted:
        return Counted(ground.opens_on, ground.closes_on if ground.opens_on else None)


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


_MONTH, _WEEKDAY = "|".join(_MONTHS), "|".join(_WEEKDAYS)
_SHORT_MONTHS = [month[:3] for month in _MONTHS]
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
            return WeekdayOfFirstWeek(_WEEKDAYS.index(parts[0]))
        case "weekday before last days":
            return WeekdayBeforeLastDays(_WEEKDAYS.index(parts[0]), int(parts[1])) if int(parts[1]) else None
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
    return _MONTHS.index(name) + 1


def _fixed_day(month: str, day: str) -> tuple[int, int]:
    """Month and day; ValueError for 31 June, and for a 29 February that most years do not have."""
    found = date(2001, _month(month), int(day))
    return (found.month, found.day)


def _short_day(month: str, day: str) -> tuple[int, int]:
    """Month and day, to be compared as one; ValueError for what is in no calendar."""
    day_of_leap_year = date(2000, _SHORT_MONTHS.index(month) + 1, int(day))
    return (day_of_leap_year.month, day_of_leap_year.day)
