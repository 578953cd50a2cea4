"""Country visits: reminders of a request that nobody answers, and the steps from the visit to its report.

The report goes to the first yearly slot of the mandate whose submission lies far enough after the visit (16 weeks: six
of six known visits agree); a person who names another session is followed.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from .days import CountedDay, DayBook
from .facts import DateStanding, MandateFacts, PlannedDate, SessionName, Visit
from .offsets import Duration, FirstSlot
from .rules import ANSWER, SUBMISSION, Rule
from .sessions import COUNCIL, Calendar, council_session_after, season_of
from .standings import (
    BEFORE_MANDATE_FOLLOWED,
    CLOSED_BY_REPORT,
    DATES_PROPOSED,
    IF_EXTENDED,
    MET_BY_ANSWER,
    MET_BY_REMINDER,
    MET_BY_REPORT,
    RECORDED_AND_OVER,
    UNANSWERED,
    VISIT_AGREED,
)
from .streams import End, is_stream, sessions_of

WITHOUT_AN_ANSWER = ("requested", "reminded", "acknowledged")  # an acknowledgement is no acceptance
_ON_THE_WAY = ("accepted", "dates proposed", "carried out")
_FURTHER_SLOTS = 6  # beyond what the texts give: two years and more
_AT_LEAST = timedelta(weeks=10)  # from submission to session where no rule says otherwise


class VisitRules:
    """The rules for requests and for visits, ready to be laid on one mandate after the other.

    `submission` is the rule by which reports to the Council are submitted: the slot of a visit is counted with it."""

    def __init__(
        self, for_requests: Sequence[Rule], for_visits: Sequence[Rule], submission: Rule | None, days: DayBook
    ) -> None:
        self.for_requests, self.for_visits, self.submission, self.days = for_requests, for_visits, submission, days
        self.gap = next((rule.parsed.gap for rule in for_visits if isinstance(rule.parsed, FirstSlot)), None)

    def report_session(self, visit: Visit, facts: MandateFacts, end: End) -> SessionName | None:
        """The session to which the report on the visit goes; None where no slot is known or no rule finds one."""
        if visit.report_session is not None:
            return visit.report_session
        if visit.ends_on is None or self.gap is None or visit.status not in _ON_THE_WAY:
            return None
        submitted_from = self.gap.after(visit.ends_on)
        for name in _slots(visit.ends_on, facts, end, self.days.calendar):
            opens_on = self.days.calendar.session(name).opens_on
            if opens_on is not None and self._submitted(name, opens_on) >= submitted_from:
                return name
        return None

    def _submitted(self, name: SessionName, opens_on: date) -> date:
        """The counted day of submission: rolling back for a holiday does not take a visit to the next year."""
        day = self.days.day(self.submission, name, None, None).counted_on if self.submission else None
        return day or opens_on - _AT_LEAST

    def dates(
        self, facts: MandateFacts, sessions: Mapping[Hashable, SessionName | None], end: End
    ) -> Iterator[PlannedDate]:
        """Every step of every visit; `sessions` are those of the reports, by the visit's key."""
        for visit in facts.visits:
            yield from self._reminders(visit, facts)
            if visit.status in _ON_THE_WAY:
                yield from self._steps(visit, facts, sessions.get(visit.key), end)

    def _reminders(self, visit: Visit, facts: MandateFacts) -> Iterator[PlannedDate]:
        asked = sorted({day for day in (visit.requested_on, *visit.reminded_on) if day is not None})
        for rule in self.for_requests:
            for place, asked_on in enumerate(asked):
                standing: DateStanding = "followed"
                because = UNANSWERED
                if place < len(asked) - 1:
                    standing, because = "met", MET_BY_REMINDER
                elif rule.ends_with == ANSWER and visit.status not in WITHOUT_AN_ANSWER:
                    standing, because = "met", MET_BY_ANSWER
                on = asked_on if standing == "met" else _last_round(rule, asked_on, facts.followed_since)
                day = self.days.day_from(rule, on)
                key = (rule.code, asked_on.isoformat(), f"visit {visit.key}")
                yield PlannedDate(key, rule, day, facts.name, None, None, standing, because, visit=visit.key)

    def _steps(self, visit: Visit, facts: MandateFacts, session: SessionName | None, end: End) -> Iterator[PlannedDate]:
        for rule in self.for_visits:
            if rule.anchor == "visit ends" and not isinstance(rule.parsed, FirstSlot):
                if visit.ends_on is None:
                    continue
                named, day = None, self.days.day_from(rule, visit.ends_on)
                place = visit.ends_on.isoformat()
            elif session is None:
                continue
            else:
                named, day, place = session, self.days.day(rule, session, None, None), str(session)
            standing, because = self._standing(rule, visit, facts, named, day, end)
            key = (rule.code, place, f"visit {visit.key}")
            yield PlannedDate(key, rule, day, facts.name, named, None, standing, because, visit=visit.key)

    def _standing(
        self,
        rule: Rule,
        visit: Visit,
        facts: MandateFacts,
        session: SessionName | None,
        day: CountedDay,
        end: End,
    ) -> tuple[DateStanding, str]:
        if visit.report_symbol:
            if rule.ends_with == SUBMISSION:
                return "met", MET_BY_REPORT if rule.stage == SUBMISSION else CLOSED_BY_REPORT
            if session is not None and self.days.calendar.is_over(session):
                return "not_recorded", RECORDED_AND_OVER
        if visit.status == "dates proposed":
            return "suggested", DATES_PROPOSED
        opens_on = self.days.calendar.session(session).opens_on if session else None
        if end.conditional_after is not None and opens_on is not None and opens_on > end.conditional_after:
            return "suggested", IF_EXTENDED
        since = facts.followed_since
        if since is not None and day.due_on is not None and (day.window_ends or day.due_on) < since:
            return "not_recorded", BEFORE_MANDATE_FOLLOWED
        return "followed", VISIT_AGREED


def _last_round(rule: Rule, asked_on: date, since: date | None) -> date:
    """The day from which the reminder is counted: of the rounds that passed in silence only the first counts that falls
    due after the mandate was followed, so that an old request is not late for years."""
    offset = rule.parsed
    if since is None or not isinstance(offset, Duration) or offset.after(asked_on) <= asked_on:
        return asked_on
    on, rounds = asked_on, 1
    while offset.after(on) < since:
        on = Duration(offset.sign, offset.months * rounds, offset.days * rounds, offset.text).after(asked_on)
        rounds += 1
    return on


def _slots(ends_on: date, facts: MandateFacts, end: End, calendar: Calendar) -> Iterator[SessionName]:
    """The sessions of the mandate's yearly report to the Council, and the same season of the years after."""
    streams = [each for each in facts.obligations if each.recipient == COUNCIL and each.standing != "rejected"]
    yearly = [each for each in streams if is_stream(each) and each.is_written and each.recurrence != "each session"]
    numbers = sorted({name.number for each in yearly for name in sessions_of(each, facts, end, calendar)})
    for number in numbers:
        yield SessionName(COUNCIL, number)
    if numbers:
        last = numbers[-1]
    else:
        held = calendar.regular_session_on(COUNCIL, ends_on)
        if facts.slot_season is None or held is None:
            return
        last = council_session_after(held.number, facts.slot_season) - 3
    season = facts.slot_season or season_of(SessionName(COUNCIL, last))
    for _ in range(_FURTHER_SLOTS):
        last = council_session_after(last, season) if season else last + 3
        yield SessionName(COUNCIL, last)
