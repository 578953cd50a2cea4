"""The plan of a session: weeks down the page, in each the steps of the mandates that come to it, days off, today.

One step of many mandates on one day is one entry with the mandates under it, so that the plan of a hundred mandates is
read as easily as that of one. Weeks without a date are as many ticks on the line.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mandates.lists.sessions import expected_opening
from mandates.models import DayOff, Session

from .rows import Row, rows_of

A_WEEK = timedelta(days=7)
MOST_MANDATES = 8  # under one step of one day; the list of deadlines has the rest
TICK = 9  # pixels of a week without a date


@dataclass(slots=True)
class Entry:
    """One step on one day, with a row for each mandate that has it; `more` have it and are not shown."""

    act: str
    rule: str
    until: date | None
    rows: list[Row]
    more: int


@dataclass(slots=True)
class Day:
    """A day of a week: its entries, and what else it is: today, a day off, the opening or the last day."""

    on: date
    notes: list[str] = field(default_factory=list)
    is_today: bool = False
    is_off: bool = False
    entries: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Week:
    """A week from its Monday; `quiet` is how many weeks before it have no date, and are drawn as ticks."""

    first: date
    distance: str
    classes: str
    days: list[Day]
    label: str
    quiet: int = 0

    @property
    def ticks(self) -> list[int]:
        return [TICK * (number + 1) for number in range(self.quiet)]

    @property
    def quiet_height(self) -> int:
        return TICK * (self.quiet + 1)


@dataclass(frozen=True, slots=True)
class SessionPlan:
    weeks: list[Week]
    undated: list[Entry]
    number: int  # of dates, shown or not

    @property
    def is_empty(self) -> bool:
        return self.number == 0


def session_plan(session: Session, deadlines, reader, today: date) -> SessionPlan:
    """The plan of `session` as on `today`, of `deadlines` (a queryset) that hang on it: three queries at any size."""
    number = defaultdict(int)
    for due_on, step, counted in deadlines.order_by().values_list("due_on", "step").annotate(Count("pk")):
        number[due_on, _(step)] += counted
    place = Window(RowNumber(), partition_by=[F("due_on"), F("step")], order_by=["mandate__name", "pk"])
    shown = deadlines.annotate(place=place).filter(place__lte=MOST_MANDATES)
    shown = shown.order_by(F("due_on").asc(nulls_last=True), "rule__position", "step", "mandate__name", "pk")
    by_day: dict[date | None, list[Entry]] = defaultdict(list)
    for (due_on, act), found in groupby(rows_of(shown, reader, today), key=lambda row: (row.due_on, row.act)):
        rows = list(found)
        rule = rows[0].why[0] if rows[0].why else ""
        by_day[due_on].append(Entry(act, rule, rows[0].until, rows, number[due_on, act] - len(rows)))
    undated = by_day.pop(None, [])
    weeks = _weeks(session, by_day, today) if by_day else []
    return SessionPlan(weeks, undated, sum(number.values()))


def _weeks(session: Session, by_day: dict[date, list[Entry]], today: date) -> list[Week]:
    """The weeks from the first date to the last or to the session's last day, those without any date folded."""
    opens_on = expected_opening(session)
    days = {on: Day(on, entries=entries) for on, entries in by_day.items()}

    def noted(on: date | None) -> Day | None:
        return days.setdefault(on, Day(on)) if on else None

    for on, words in (
        (opens_on, _("%(session)s opens") if session.opens_on else _("%(session)s opens about here, an estimate")),
        (session.closes_on, _("%(session)s closes")),
    ):
        if day := noted(on):
            day.notes.append(words % {"session": session})
    first, last = min(days), max(days)
    if _monday(first) <= today <= last:
        noted(today).is_today = True
    for on, name in DayOff.objects.filter(on__range=(first, last)).order_by("-station").values_list("on", "name"):
        day = noted(on)
        day.is_off = True
        if _(name) not in day.notes:
            day.notes.append(_(name))
    weeks: list[Week] = []
    of_week = groupby(sorted(days.values(), key=lambda day: day.on), key=lambda day: _monday(day.on))
    for monday, found in of_week:
        quiet = (monday - weeks[-1].first).days // 7 - 1 if weeks else 0
        weeks.append(_week(monday, list(found), quiet, session, opens_on, today))
    return weeks


def _week(monday: date, days: list[Day], quiet: int, session: Session, opens_on: date | None, today: date) -> Week:
    rows = [row for day in days for entry in day.entries for row in entry.rows]
    classes = []
    if opens_on and opens_on < monday + A_WEEK and monday <= (session.closes_on or opens_on):
        classes.append("sess-li")
    elif any(row.is_late for row in rows):
        classes.append("late-li")
    elif rows and all(row.is_met for row in rows):
        classes.append("done")
    if _monday(today) == monday:
        classes.append("now-li")
    label = date_format(monday, "j M" if monday.year == today.year else "j M Y")
    return Week(monday, _distance(monday, opens_on), " ".join(classes), days, label, quiet)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _distance(monday: date, opens_on: date | None) -> str:
    """How far a week is from that of the opening: "11 weeks before", "week 2 of it"."""
    if opens_on is None:
        return ""
    weeks = (_monday(opens_on) - monday).days // 7
    if weeks > 0:
        return ngettext("%d week before", "%d weeks before", weeks) % weeks
    return _("week %d") % (1 - weeks)
