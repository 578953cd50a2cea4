"""How far from its anchor a rule puts a date: the kinds of offsets, and the day that each gives.

`offset_lines` reads them from the line that a person writes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from .arithmetic import DaysOff, last_working_days, months_after, working_days_from
from .facts import Season

MONTHS = (
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
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


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
        """The form that `offset_lines.parse_offset` reads."""

    @property
    def words(self) -> str:
        """For people: "10 weeks before"."""

    def counted(self, ground: Ground) -> Counted: ...


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
        return f"first week of {MONTHS[self.month - 1]}"

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
        span = "-".join(f"{day} {MONTHS[month - 1][:3]}" for month, day in (self.first, self.last))
        return f"first week of {MONTHS[self.month - 1]} ({span}), else {MONTHS[self.other_month - 1]}"

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
        return f"{self.day} {MONTHS[self.month - 1]}, or {self.duration.text} if earlier"

    @property
    def words(self) -> str:
        return f"{self.day} {MONTHS[self.month - 1]}, or {self.duration.words} if that is earlier"

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
        return f"{WEEKDAYS[self.weekday]} of the first week"

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
        return f"{WEEKDAYS[self.weekday]} of the week before the last {_many(self.count, 'working day')}"

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
        spring, summer = (f"{day} {MONTHS[month - 1]}" for month, day in (self.spring, self.summer))
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
