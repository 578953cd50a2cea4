"""From rows to planning's values: calendar, rules, days off, and what is known of each mandate."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Prefetch

from mandates.models import (
    DayOff,
    Mandate,
    MandateAction,
    ObligationSource,
    Report,
    ReportingObligation,
    Resolution,
    Session,
    whole_date,
)
from mandates.models import Rule as RuleRow
from mandates.planning import facts as values
from mandates.planning.renewals import last_day_of
from mandates.planning.rules import Rule
from mandates.planning.sessions import Calendar

ACTS = {
    MandateAction.What.CREATES: "establishes",
    MandateAction.What.EXTENDS: "extends",
    MandateAction.What.MODIFIES: "modifies",
    MandateAction.What.MERGES: "merges",
    MandateAction.What.REPLACES: "replaces",
    MandateAction.What.ENDS: "ends",
}


def session_name(session: Session) -> values.SessionName:
    return values.SessionName(session.body, session.number, session.kind == Session.Kind.SPECIAL)


def kept_calendar(today: date) -> Calendar:
    """The calendar that the office keeps, as on `today`."""
    rows = Session.objects.values_list("body", "kind", "number", "opens_on", "closes_on", "source")
    return Calendar([values.CalendarRow(*row) for row in rows], today)


def kept_rules() -> list[Rule]:
    """The rules that are on, as the office keeps them."""
    return [Rule.from_row(row) for row in RuleRow.objects.filter(is_on=True).order_by("position").values()]


def kept_days_off() -> Mapping[date, str]:
    """The days off of every duty station by name: a report passes through Geneva and New York alike."""
    return dict(DayOff.objects.order_by("on", "-station").values_list("on", "name"))


def source_of(resolution: Resolution, paragraph: str) -> values.Source:
    session = resolution.session and session_name(resolution.session)
    return values.Source(resolution.reference, paragraph, resolution.adopted_on, session)


def _term(action: MandateAction, calendar: Calendar) -> values.Term:
    effective = action.effective_session or action.resolution.session
    name = effective and session_name(effective)
    # Known by its month or year only, it counts as adopted on its last day: newer than what was in force before it.
    adopted_on = action.resolution.adopted_on or last_day_of(action.resolution.adopted or "")
    if name and name.is_special and adopted_on:
        name = calendar.regular_session_on(name.body, adopted_on)
    until = session_name(action.until_session) if action.until_session else whole_date(action.until) or action.until
    return values.Term(
        source=source_of(action.resolution, action.paragraph_key),
        adopted_on=adopted_on,
        effective=name,
        duration=action.term,
        until=until,
        effective_is_named=action.effective_session_id is not None,
        act=ACTS[MandateAction.What(action.what)],
    )


def _obligation(row: ReportingObligation) -> values.Obligation:
    return values.Obligation(
        key=row.pk,
        recipient=row.recipient,
        kind=row.kind,
        addressee=row.addressee.name,
        recurrence=row.recurrence or None,
        sessions=tuple(session_name(session) for session in row.named_sessions.all()),
        mode=row.mode or None,
        by_date=last_day_of(row.by_date) if row.by_date else None,
        words=row.words,
        sources=tuple(source_of(source.resolution, source.paragraph_key) for source in row.sources.all()),
        standing=row.standing,
        followed_since=row.followed_since,
        noted_report=row.noted_session and session_name(row.noted_session),
    )


def facts_of(mandates: Iterable[Mandate], calendar: Calendar) -> dict[int, values.MandateFacts]:
    """What is kept of each mandate, as planning takes it, by primary key; seven queries however many mandates."""
    mandates = list(mandates)
    ids = [mandate.pk for mandate in mandates]
    sourced = Prefetch("sources", ObligationSource.objects.select_related("resolution__session"))
    obligations = (
        ReportingObligation.objects.filter(mandate__in=ids, ended_on=None)
        .select_related("addressee", "noted_session")
        .prefetch_related(sourced, "named_sessions")
    )
    by_mandate: dict[int, list[ReportingObligation]] = defaultdict(list)
    for row in obligations:
        by_mandate[row.mandate_id].append(row)
    actions: dict[int, list[MandateAction]] = defaultdict(list)
    acting = MandateAction.objects.filter(mandate__in=ids, what__in=ACTS)
    for action in acting.select_related("resolution__session", "effective_session", "until_session"):
        actions[action.mandate_id].append(action)

    reports: dict[int, list[Report]] = defaultdict(list)
    known = Report.objects.filter(mandate__in=ids, obligation__isnull=False, session__isnull=False)
    for report in known.select_related("session"):
        reports[report.mandate_id].append(report)

    return {
        mandate.pk: values.MandateFacts(
            name=mandate.name,
            obligations=tuple(_obligation(row) for row in by_mandate[mandate.pk]),
            terms=tuple(_term(action, calendar) for action in actions[mandate.pk]),
            reports=tuple(
                values.ReportRecord(
                    obligation=report.obligation_id,
                    session=session_name(report.session),
                    symbol=report.symbol or "",
                    submitted_on=report.submitted_on or whole_date(report.document_date),
                    issued_on=report.issued_on,
                    presented_on=report.presented_on,
                    dialogue_on=report.dialogue_on,
                )
                for report in reports[mandate.pk]
            ),
            agreed_slots=tuple(
                values.AgreedSlot(report.obligation_id, session_name(report.session), report.agreed_slot_on)
                for report in reports[mandate.pk]
                if report.agreed_slot_on
            ),
            slot_season=mandate.slot or None,
            followed_since=mandate.followed_since,
        )
        for mandate in mandates
    }
