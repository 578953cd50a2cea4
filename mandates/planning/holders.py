"""The chain of an appointment: which holder's six years end, at which session the successor is due.

A holder serves at most six years in one position, two terms of three (PRST 8/2). A successor is needed at the last
session that ends before the six years are over. Where the day of taking office is not recorded, the appointment stands
in for it, and everything counted from there is a suggestion.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from .arithmetic import months_after
from .days import CountedDay, DayBook
from .facts import DateStanding, Holder, MandateFacts, PlannedDate, PlannedRenewal, SessionName, Source
from .renewals import is_settled
from .rules import SUCCESSOR, Rule
from .sessions import COUNCIL, Calendar, season_of
from .standings import (
    APPOINTMENT_AHEAD,
    BEFORE_MANDATE_FOLLOWED,
    HELD_UNTIL,
    IF_EXTENDED,
    MET_BY_SUCCESSOR,
    PROVIDED_EXTENDED,
    SESSION_OVER,
    TOOK_OFFICE_UNKNOWN,
)
from .streams import End

YEARS_IN_OFFICE = 6
# How long a session takes whose last day is not known: the longest of its season so far (55th, 53rd, 54th), in days.
LONGEST = {"spring": timedelta(days=39), "summer": timedelta(days=25), "autumn": timedelta(days=32)}


# Who presents a report: the holder; the holder or the successor, as the programme of work has it; the successor what
# the holder has submitted; the successor.
Presenter = Literal["holder", "either", "successor, submitted before", "successor"]


def presenter(last_day: date, submitted_on: date | None, first: date, last: date) -> Presenter:
    """Who presents a report of which the dialogue is held on a day from `first` to `last`, when `last_day` is the
    holder's last in the post. `submitted_on` is the day of its submission, planned or recorded.

    Whoever is in the post on the day of the dialogue presents it: house default."""
    if last <= last_day:
        return "holder"
    if first <= last_day:
        return "either"
    if submitted_on is not None and submitted_on <= last_day:
        return "successor, submitted before"
    return "successor"


@dataclass(frozen=True, slots=True)
class Appointment:
    """Where a holder's successor is to be appointed. `is_certain`: the day of taking office is recorded."""

    holder: Holder
    session: SessionName
    is_certain: bool
    has_successor: bool


def appointments(facts: MandateFacts, calendar: Calendar) -> tuple[Appointment, ...]:
    """One for each holder whose years can be counted; of an individual mandate, for the present and earlier ones."""
    ordered = sorted(facts.holders, key=_began)
    found = []
    for place, holder in enumerate(ordered):
        begins = holder.took_office or holder.appointed_on
        if begins is None:
            continue
        cap = months_after(begins, 12 * YEARS_IN_OFFICE)
        has_successor = not facts.has_several_holders and place < len(ordered) - 1
        if has_successor and holder.took_office is None:
            continue
        session = last_session_before(cap, calendar)
        if session is None or _left_early(holder, session, calendar):
            continue
        found.append(Appointment(holder, session, holder.took_office is not None, has_successor))
    return tuple(found)


def _began(holder: Holder) -> tuple[date, str]:
    return (holder.took_office or holder.appointed_on or date.min, str(holder.key))


def _left_early(holder: Holder, session: SessionName, calendar: Calendar) -> bool:
    opens_on = calendar.session(session).opens_on
    return holder.left_on is not None and (opens_on is None or holder.left_on < opens_on)


def last_session_before(day: date, calendar: Calendar) -> SessionName | None:
    """The last regular session of the Council that ends before the day, by the calendar or by its pattern."""
    name = calendar.regular_session_on(COUNCIL, day)
    while name is not None and name.number > 0:
        ends_on = _ends_on(name, calendar)
        if ends_on is not None and ends_on < day:
            return name
        name = SessionName(COUNCIL, name.number - 1)
    return None


def _ends_on(name: SessionName, calendar: Calendar) -> date | None:
    dates = calendar.session(name)
    if dates.closes_on is not None or dates.opens_on is None:
        return dates.closes_on
    return dates.opens_on + LONGEST[season_of(name) or "autumn"]


class HolderRules:
    """The rules for appointments and for holders in office, ready to be laid on one mandate after the other."""

    def __init__(self, for_sessions: Sequence[Rule], for_holders: Sequence[Rule], days: DayBook) -> None:
        self.for_sessions, self.for_holders, self.days = for_sessions, for_holders, days

    def dates(
        self,
        facts: MandateFacts,
        found: Sequence[Appointment],
        running: PlannedRenewal | None,
        end: End,
    ) -> Iterator[PlannedDate]:
        """The steps towards each successor, then the ends of each holder's terms."""
        is_ended = running is not None and running.state in ("retired", "merged", "replaced")
        for each in found:
            if is_ended and not each.has_successor:
                continue
            source = running.source if running else None
            for rule in self.for_sessions:
                yield self._step(rule, facts, each, running, end, source)
            for rule in self.for_holders if each.is_certain else ():
                yield self._term_end(rule, facts, each)

    def _step(
        self,
        rule: Rule,
        facts: MandateFacts,
        each: Appointment,
        running: PlannedRenewal | None,
        end: End,
        source: Source | None,
    ) -> PlannedDate:
        day = self.days.day(rule, each.session, None, source)
        standing, because = self._standing(rule, facts, each, day, running, end)
        comes_after = day.due_on is not None and day.due_on > self._closes(each)
        if standing == "followed" and self.days.calendar.is_over(each.session) and not comes_after:
            standing, because = "not_recorded", SESSION_OVER
        key = (rule.code, str(each.session), f"holder {each.holder.key}")
        holder = each.holder.key
        return PlannedDate(key, rule, day, facts.name, each.session, source, standing, because, holder=holder)

    def _closes(self, each: Appointment) -> date:
        return _ends_on(each.session, self.days.calendar) or date.max

    def _standing(
        self,
        rule: Rule,
        facts: MandateFacts,
        each: Appointment,
        day: CountedDay,
        running: PlannedRenewal | None,
        end: End,
    ) -> tuple[DateStanding, str]:
        if each.has_successor and rule.ends_with == SUCCESSOR:
            return "met", MET_BY_SUCCESSOR
        if not each.is_certain:
            return "suggested", TOOK_OFFICE_UNKNOWN
        opens_on = self.days.calendar.session(each.session).opens_on
        if end.conditional_after is not None and (opens_on is None or opens_on > end.conditional_after):
            return "suggested", IF_EXTENDED
        since = facts.followed_since
        if since is not None and day.due_on is not None and (day.window_ends or day.due_on) < since:
            return "not_recorded", BEFORE_MANDATE_FOLLOWED
        renewal = running.renewal_session if running and not is_settled(running) else None
        if renewal is not None and renewal.body == COUNCIL and renewal.number <= each.session.number:
            # The session of the renewal itself is near; beyond it nothing is certain yet.
            return ("followed" if renewal == each.session else "suggested"), PROVIDED_EXTENDED
        return "followed", APPOINTMENT_AHEAD

    def _term_end(self, rule: Rule, facts: MandateFacts, each: Appointment) -> PlannedDate:
        day = self.days.day_from(rule, each.holder.took_office)
        standing: DateStanding = "followed"
        because = HELD_UNTIL
        since = facts.followed_since
        if each.has_successor and rule.ends_with == SUCCESSOR:
            standing, because = "met", MET_BY_SUCCESSOR
        elif since is not None and day.due_on is not None and day.due_on < since:
            standing, because = "not_recorded", BEFORE_MANDATE_FOLLOWED
        name = f"holder {each.holder.key}"
        return PlannedDate(
            (rule.code, name), rule, day, facts.name, None, None, standing, because, holder=each.holder.key
        )
