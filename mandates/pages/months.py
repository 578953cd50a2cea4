"""The deadlines of a month as a calendar, and those of twelve months as twelve small ones.

What the server draws is a table that can be read in order; at the width of a telephone its entries become bars, and
the list under it holds every word.
"""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q
from django.utils.dates import MONTHS, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mandates.models import DayOff, Deadline, Session

from .rows import Row, rows_of

WEEKS = Calendar()  # from Monday on
MOST_A_DAY = 4  # entries in a square; the list of the day has the rest
MOST_IN_A_MONTH = 600


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar, written 2026-04."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str, today: date) -> "Month":
        """The month written 2026-04; that of `today` for anything else."""
        year, _dash, number = text.partition("-")
        try:
            day = date(int(year), int(number), 1)
        except ValueError:
            return cls(today.year, today.month)
        return cls(day.year, day.month) if 1990 <= day.year <= 2100 else cls(today.year, today.month)

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def name(self) -> str:
        return f"{str(MONTHS[self.number]).capitalize()} {self.year}"

    def later(self, months: int) -> "Month":
        years, number = divmod(self.number - 1 + months, 12)
        return Month(self.year + years, number + 1)

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.later(1).first - timedelta(days=1)

    @property
    def weeks(self) -> list[list[date]]:
        """Its weeks from Monday to Sunday, with the days of the months around it that they hold."""
        return WEEKS.monthdatescalendar(self.year, self.number)


@dataclass(slots=True)
class Day:
    """A square: its entries, and what kind of day it is."""

    on: date
    label: str  # "2", and "1 Apr" where a month or the table begins
    classes: str
    off: str = ""  # the name of a day off
    entries: list[Row] = field(default_factory=list)
    number: int = 0  # of entries, shown or not
    kind: str = ""  # of a small month's link: late, or only suggested

    @property
    def more(self) -> int:
        return self.number - len(self.entries)


@dataclass(slots=True)
class DrawnMonth:
    """A month as it is drawn: rows of seven days with the number of their week, and the entries as a list."""

    month: Month
    weeks: list[tuple[int, list[Day]]]
    weekdays: list[str]
    listed: list[Row]
    number: int  # of entries in the month itself
    is_cut: bool = False  # there are more than anybody reads in a month


def drawn_month(month: Month, deadlines, reader, today: date) -> DrawnMonth:
    """The month as a calendar of `deadlines`, a queryset; three queries.

    A window of several days stands on its first."""
    weeks = month.weeks
    first, last = weeks[0][0], weeks[-1][-1]
    # An order that does not depend on how the list was sorted, so that the cut is the same on both databases.
    shown = deadlines.filter(due_on__range=(first, last)).order_by("due_on", "pk")
    rows = rows_of(shown[: MOST_IN_A_MONTH + 1], reader, today)
    by_day = defaultdict(list)
    for row in rows[:MOST_IN_A_MONTH]:
        by_day[row.due_on].append(row)
    marks = _Marks.between(first, last, today)
    drawn = []
    for week in weeks:
        days = []
        for on in week:
            begins = on == first or on.day == 1
            day = marks.day(on, month, date_format(on, "j M") if begins else str(on.day))
            day.entries, day.number = by_day[on][:MOST_A_DAY], len(by_day[on])
            days.append(day)
        drawn.append((week[0].isocalendar().week, days))
    of_month = [row for row in rows[:MOST_IN_A_MONTH] if month.first <= row.due_on <= month.last]
    return DrawnMonth(month, drawn, _weekdays(), of_month, len(of_month), len(rows) > MOST_IN_A_MONTH)


def drawn_year(start: Month, deadlines, today: date) -> list[DrawnMonth]:
    """Twelve months from `start` on, each day with how many dates it has; three queries."""
    last = start.later(11).last
    entries = deadlines.filter(due_on__range=(start.first, last)).order_by()
    counted: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0])
    columns = ("due_on", "standing", "met_on", "late_after")
    for due_on, standing, met_on, late_after in entries.values_list(*columns).iterator(2000):
        is_open = standing == Deadline.Standing.FOLLOWED and met_on is None
        number = counted[due_on]
        number[0] += 1
        number[1] += is_open and late_after is not None and late_after < today
        number[2] += is_open
    marks = _Marks.between(start.first, last, today)
    return [_small(start.later(months), counted, marks) for months in range(12)]


def _small(month: Month, counted: dict, marks: "_Marks") -> DrawnMonth:
    weeks, number = [], 0
    for week in month.weeks:
        days = []
        for on in week:
            day = marks.day(on, month, str(on.day))
            if "out" not in day.classes.split() and on in counted:
                day.number, late, open_ones = counted[on]
                day.kind = "l" if late else "" if open_ones else "mut"
                number += day.number
            days.append(day)
        weeks.append((week[0].isocalendar().week, days))
    return DrawnMonth(month, weeks, _weekdays(), [], number)


def _weekdays() -> list[str]:
    return [str(WEEKDAYS_ABBR[day]) for day in range(7)]


@dataclass(frozen=True, slots=True)
class _Marks:
    """What days are apart from deadlines: days off, days on which the Council sits, today."""

    today: date
    off: dict[date, str]
    sessions: list[tuple[date, date]]

    @classmethod
    def between(cls, first: date, last: date, today: date) -> "_Marks":
        off = dict(DayOff.objects.filter(on__range=(first, last)).order_by("-station").values_list("on", "name"))
        held = Session.objects.filter(body="HRC", kind__in=[Session.Kind.REGULAR, Session.Kind.SPECIAL])
        dates = held.filter(Q(closes_on__gte=first) | Q(closes_on=None, opens_on__gte=first), opens_on__lte=last)
        spans = [
            (opens_on, closes_on or opens_on) for opens_on, closes_on in dates.values_list("opens_on", "closes_on")
        ]
        return cls(today, off, spans)

    def day(self, on: date, month: Month, label: str) -> Day:
        classes = []
        if on.weekday() >= 5 or on in self.off:
            classes.append("off")
        if not month.first <= on <= month.last:
            classes.append("out")
        if any(opens_on <= on <= closes_on for opens_on, closes_on in self.sessions):
            classes.append("sess")
        if on == self.today:
            classes.append("now")
        return Day(on, label, " ".join(classes), str(_(self.off[on])) if on in self.off else "")


def entries_of(months: Iterable[DrawnMonth]) -> int:
    """How many dates stand in these months."""
    return sum(month.number for month in months)
