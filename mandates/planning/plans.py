"""The plan of a mandate: which reports fall due, which steps lead to them and on which days, what its renewal needs.

`plan` answers for one mandate. A `Planner` answers for many under the same calendar and rules; the days of one session
are then counted once.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from .arithmetic import DaysOff
from .days import CountedDay, DayBook, agreed
from .facts import (
    AgreedSlot,
    DateStanding,
    MandateFacts,
    Obligation,
    Plan,
    PlannedDate,
    PlannedRenewal,
    PlannedReport,
    ReportRecord,
    SessionName,
    Source,
)
from .holders import HolderRules, appointments
from .outlines import EVERYTHING, Outline, Scope
from .renewals import is_settled, newest_before, planned_renewals, running_renewal, sources_in_order
from .rules import (
    APPOINTMENTS,
    ASSEMBLY_ALL,
    ASSEMBLY_BY_HOLDERS,
    ASSEMBLY_DOCUMENTS,
    COUNCIL_ALL,
    COUNCIL_BY_HOLDERS,
    COUNCIL_DOCUMENTS,
    DAYS_NAMED,
    HOLDERS,
    OUTCOME,
    RENEWALS,
    VISIT_REQUESTS,
    VISITS,
    Rule,
    submits_to_council,
)
from .sessions import ASSEMBLY, COUNCIL, Calendar, season_of, year_of
from .standings import (
    BEFORE_FOLLOWED,
    FOLLOWED,
    IF_EXTENDED,
    MET_BY_OUTCOME,
    MET_BY_REPORT,
    NO_DAY_AND_OVER,
    NOT_CONFIRMED,
    OUTCOME_MISSING,
    RENEWAL_AHEAD,
    RENEWAL_BEFORE_FOLLOWED,
    SESSION_OVER,
    WITHOUT_A_SESSION,
    met_by,
)
from .streams import End, end_of_streams, has_sessions_of_its_own, is_stream, sessions_of, still_owes
from .visits import VisitRules

_NO_RECORD = ReportRecord(obligation=None, session=SessionName("", 0))
_ONE_DAY = timedelta(days=1)


def plan(
    facts: MandateFacts,
    calendar: Calendar,
    rules: Iterable[Rule],
    today: date,
    days_off: DaysOff,
    looks_further: bool = True,
) -> Plan:
    """Every report, dated step and renewal of one mandate, as on `today`.

    `days_off` are the days on which the duty station does not work, by name; weekends need not be listed.
    `looks_further` False leaves out the year after a renewal without outcome: what the texts alone set in motion.
    """
    return Planner(calendar, rules, today, days_off).plan(facts, looks_further)


class Planner:
    """Plans mandates one after the other under one calendar, one set of rules and one day.

    `wanted` are the codes of the rules of which dates are given, all with None; the others are still counted from."""

    def __init__(
        self,
        calendar: Calendar,
        rules: Iterable[Rule],
        today: date,
        days_off: DaysOff,
        wanted: Collection[str] | None = None,
    ) -> None:
        self.calendar, self.today = calendar, today
        everything = [rule for rule in rules if rule.is_on]
        self.rules = [rule for rule in everything if wanted is None or rule.code in wanted]
        self._for_renewals = self._for(RENEWALS)
        self._for_days_named = self._for(DAYS_NAMED)
        self._for_reports: dict[tuple[str, bool, bool], list[Rule]] = {}
        self.days = DayBook(calendar, days_off, everything)
        self._holders = HolderRules(self._for(APPOINTMENTS), self._for(HOLDERS), self.days)
        submission = next((rule for rule in everything if submits_to_council(rule)), None)
        self._visits = VisitRules(self._for(VISIT_REQUESTS), self._for(VISITS), submission, self.days)

    def _for(self, applies_to: str) -> list[Rule]:
        return [rule for rule in self.rules if rule.applies_to == applies_to]

    def outline(self, facts: MandateFacts, looks_further: bool = True) -> Outline:
        """What falls due at which session, before any day is counted."""
        renewals = planned_renewals(facts, self.calendar)
        end = end_of_streams(running_renewal(renewals), looks_further, self.calendar)
        owed = [each for each in facts.obligations if each.standing != "rejected"]
        return Outline(
            renewals=renewals,
            end=end,
            sessions={each.key: sessions_of(each, facts, end, self.calendar) for each in owed},
            appointments=appointments(facts, self.calendar) if facts.holders else (),
            visits={each.key: self._visits.report_session(each, facts, end) for each in facts.visits},
        )

    def plan(
        self,
        facts: MandateFacts,
        looks_further: bool = True,
        *,
        outline: Outline | None = None,
        only: Scope = EVERYTHING,
    ) -> Plan:
        """The plan of one mandate. `outline` is its own, where the caller has it; `only` leaves out other sessions."""
        outline = outline or self.outline(facts, looks_further)
        renewals, end = outline.renewals, outline.end
        recorded = [record for record in facts.reports if only.admits(record.session)]
        records = {(record.obligation, record.session): record for record in sorted(recorded, key=_record_order)}
        slots = {(slot.obligation, slot.session): slot for slot in sorted(facts.agreed_slots, key=_slot_order)}
        reports: list[PlannedReport] = []
        dates: dict[tuple[Hashable, ...], PlannedDate] = {}
        for renewal in renewals:
            if renewal.renewal_session is not None and only.admits(renewal.renewal_session):
                for planned in self._renewal_dates(renewal, facts):
                    dates[planned.key] = planned
        for obligation in facts.obligations:
            if obligation.standing == "rejected":
                continue
            sources = sources_in_order(obligation.sources)
            sessions = outline.sessions[obligation.key]
            for session in sessions:
                if not only.admits(session):
                    continue
                record = records.get((obligation.key, session), _NO_RECORD)
                report = self._report(obligation, facts, sources, session, record, end)
                reports.append(report)
                slot = slots.get((obligation.key, session))
                for planned in self._report_dates(obligation, facts, sources, report, record, slot, end):
                    dates[planned.key] = planned
            if not still_owes(obligation, obligation.by_date):
                continue
            if obligation.by_date is not None and obligation.mode != "until":
                report = self._report_by_a_day(obligation, facts, sources, obligation.by_date)
                reports.append(report)
                for planned in self._days_named(obligation, facts, report) if only.admits(None) else ():
                    dates[planned.key] = planned
            elif not sessions and not has_sessions_of_its_own(obligation):
                reports.append(self._report_by_a_day(obligation, facts, sources, None))
        for planned in self._of_people_and_visits(facts, outline, only):
            if only.admits(planned.session):
                dates[planned.key] = planned
        return Plan(
            reports=tuple(sorted(_last_of_each(reports), key=_report_order)),
            dates=tuple(sorted(dates.values(), key=_date_order)),
            renewals=renewals,
        )

    def _of_people_and_visits(self, facts: MandateFacts, outline: Outline, only: Scope) -> Iterator[PlannedDate]:
        found = [each for each in outline.appointments if only.admits(each.session)]
        if found:
            yield from self._holders.dates(facts, found, running_renewal(outline.renewals), outline.end)
        if facts.visits:
            yield from self._visits.dates(facts, outline.visits, outline.end)

    # Reports

    def _report(
        self,
        obligation: Obligation,
        facts: MandateFacts,
        sources: Sequence[Source],
        session: SessionName,
        record: ReportRecord,
        end: End,
    ) -> PlannedReport:
        dates = self.calendar.session(session)
        opens_on = dates.opens_on
        is_conditional = self._is_conditional(obligation, session, end)
        standing: DateStanding = "followed"
        because = FOLLOWED
        since = obligation.followed_since or facts.followed_since
        if record.is_recorded:
            standing, because, is_conditional = "met", MET_BY_REPORT, False
        elif is_conditional:
            standing, because = "suggested", IF_EXTENDED
        elif obligation.standing == "suggested":
            standing, because = "suggested", NOT_CONFIRMED
        elif since is not None and (opens_on < since if opens_on else (dates.year or 9999) < since.year):
            standing, because = "not_recorded", BEFORE_FOLLOWED
        return PlannedReport(
            obligation=obligation.key,
            recipient=obligation.recipient,
            session=session,
            kind=obligation.kind,
            addressee=obligation.addressee,
            standing=standing,
            season=dates.season,
            year=dates.year,
            source=newest_before(sources, opens_on),
            mode=obligation.mode,
            is_conditional=is_conditional,
            by_on=opens_on - _ONE_DAY if obligation.mode == "before" and opens_on else None,
            because=because,
            words=obligation.words,
        )

    def _is_conditional(self, obligation: Obligation, session: SessionName, end: End) -> bool:
        """Whether the report lies after what the mandate certainly covers. Named sessions stand on their own words."""
        if end.conditional_after is None or not is_stream(obligation) or obligation.mode == "until":
            return False
        opens_on = self.calendar.session(session).opens_on
        if opens_on is not None:
            return opens_on > end.conditional_after
        year = year_of(session)
        return year is not None and year > end.conditional_after.year

    def _report_by_a_day(
        self, obligation: Obligation, facts: MandateFacts, sources: Sequence[Source], by_on: date | None
    ) -> PlannedReport:
        """A duty that hangs on a day, or (None) on nothing that the calendar knows: listed, so that nobody forgets."""
        since = obligation.followed_since or facts.followed_since
        standing: DateStanding = "followed"
        because = FOLLOWED
        if by_on is None:
            standing, because = "suggested", WITHOUT_A_SESSION
        elif obligation.standing == "suggested":
            standing, because = "suggested", NOT_CONFIRMED
        elif since is not None and by_on < since:
            standing, because = "not_recorded", BEFORE_FOLLOWED
        return PlannedReport(
            obligation=obligation.key,
            recipient=obligation.recipient,
            session=None,
            kind=obligation.kind,
            addressee=obligation.addressee,
            standing=standing,
            season=None,
            year=by_on.year if by_on else None,
            source=newest_before(sources, by_on),
            mode=obligation.mode,
            is_conditional=False,
            by_on=by_on,
            because=because,
            words=obligation.words,
        )

    # Dates

    def _rules_for(self, obligation: Obligation) -> list[Rule]:
        key = (obligation.recipient, obligation.is_written, obligation.is_by_a_mandate_holder)
        rules = self._for_reports.get(key)
        if rules is None:
            recipient, is_written, is_by_holder = key
            wanted = {
                COUNCIL: (COUNCIL_ALL, COUNCIL_DOCUMENTS, COUNCIL_BY_HOLDERS),
                ASSEMBLY: (ASSEMBLY_ALL, ASSEMBLY_DOCUMENTS, ASSEMBLY_BY_HOLDERS),
            }.get(recipient, ())[: 1 + is_written + (is_written and is_by_holder)]
            rules = self._for_reports[key] = [rule for rule in self.rules if rule.applies_to in wanted]
        return rules

    def _report_dates(
        self,
        obligation: Obligation,
        facts: MandateFacts,
        sources: Sequence[Source],
        report: PlannedReport,
        record: ReportRecord,
        slot: AgreedSlot | None,
        end: End,
    ) -> Iterator[PlannedDate]:
        session = report.session
        if session is None:
            return
        is_over, name = self.calendar.is_over(session), str(session)
        since = obligation.followed_since or facts.followed_since
        dialogue_on = record.dialogue_on or record.presented_on
        boundary = end.conditional_after if is_stream(obligation) and obligation.mode != "until" else None
        for rule in self._rules_for(obligation):
            day = self.days.day(rule, session, dialogue_on, report.source)
            if slot is not None and rule.is_replaced_by_slot:
                day = agreed(slot)
            standing, because = met_by(rule, record, is_over, self.today)
            if standing is None:
                lies_after = boundary is not None and day.due_on is not None and day.due_on > boundary
                if report.is_conditional or lies_after:
                    standing, because = "suggested", IF_EXTENDED
                elif obligation.standing == "suggested" and obligation.ended_on is None:
                    standing, because = "suggested", NOT_CONFIRMED
                elif obligation.standing == "suggested" or _is_before(day, since, report):
                    standing, because = "not_recorded", BEFORE_FOLLOWED
                elif day.due_on is None and is_over:
                    standing, because = "not_recorded", NO_DAY_AND_OVER
                else:
                    standing, because = "followed", FOLLOWED
            source = newest_before(sources, day.due_on) if len(sources) > 1 else report.source
            key = (rule.code, name, obligation.key)
            yield PlannedDate(key, rule, day, facts.name, session, source, standing, because, obligation.key)

    def _days_named(self, obligation: Obligation, facts: MandateFacts, report: PlannedReport) -> Iterator[PlannedDate]:
        if report.by_on is None:
            return
        for rule in self._for_days_named:
            day = self.days.day_from(rule, report.by_on, report.source.text if report.source else "")
            key = (rule.code, report.by_on.isoformat(), obligation.key)
            yield PlannedDate(
                key, rule, day, facts.name, None, report.source, report.standing, report.because, obligation.key
            )

    def _renewal_dates(self, renewal: PlannedRenewal, facts: MandateFacts) -> Iterator[PlannedDate]:
        session = renewal.renewal_session
        if session is None:
            return
        settled, is_missing = is_settled(renewal), renewal.state == "outcome not recorded"
        since = facts.followed_since
        for rule in self._for_renewals:
            day = self.days.day(rule, session, None, renewal.source)
            standing: DateStanding = "followed"
            because = RENEWAL_AHEAD
            if settled and rule.ends_with == OUTCOME:
                standing, because = "met", MET_BY_OUTCOME
            elif rule.stage == OUTCOME:
                because = OUTCOME_MISSING if is_missing else RENEWAL_AHEAD
            elif is_missing:
                standing, because = "not_recorded", SESSION_OVER
            elif since is not None and day.due_on is not None and (day.window_ends or day.due_on) < since:
                standing, because = "not_recorded", RENEWAL_BEFORE_FOLLOWED
            key = (rule.code, str(session), "renewal")
            yield PlannedDate(key, rule, day, facts.name, session, renewal.source, standing, because)


def _is_before(day: CountedDay, since: date | None, report: PlannedReport) -> bool:
    """Whether the step fell due before the stream was followed; one without a day goes with its report."""
    if since is None:
        return False
    last = day.window_ends or day.due_on
    return last < since if last is not None else report.standing == "not_recorded"


def _last_of_each(reports: Iterable[PlannedReport]) -> Iterable[PlannedReport]:
    """One report for each obligation and session."""
    return {report.key: report for report in reports}.values()


def _report_order(report: PlannedReport) -> tuple[object, ...]:
    season = season_of(report.session) if report.session else None
    place = {"spring": 0, "summer": 1, "autumn": 2}.get(season or "", 3)
    return (report.year or 9999, place, report.recipient != COUNCIL, str(report.session), str(report.obligation))


def _date_order(planned: PlannedDate) -> tuple[object, ...]:
    key = planned.key
    return (planned.day.due_on or date.max, planned.by.code, str(planned.session), str(key[-1]), str(key[1]))


def _record_order(record: ReportRecord) -> tuple[object, ...]:
    return (record.is_recorded, record.symbol, record.submitted_on or date.min)


def _slot_order(slot: AgreedSlot) -> tuple[object, ...]:
    return (slot.on, slot.source)
