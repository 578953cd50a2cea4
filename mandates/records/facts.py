"""From rows to planning's values: calendar, rules, days off, and what is known of each mandate."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from mandates.models import (
    CountryVisit,
    DayOff,
    Deadline,
    Mandate,
    MandateAction,
    MandateHolder,
    ObligationSource,
    Report,
    ReportingObligation,
    Resolution,
    Session,
    gone_into,
    whole_date,
)
from mandates.models import Rule as RuleRow
from mandates.planning import facts as values
from mandates.planning.renewals import last_day_of
from mandates.planning.rules import VISIT_REQUESTS, Rule
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
    return _session(session.body, session.number, session.kind)


@lru_cache(maxsize=1024)
def _named(body: str, number: int, kind: str) -> values.SessionName:
    return values.SessionName(body, number, kind == Session.Kind.SPECIAL)


def _session(body: str | None, number: int | None, kind: str | None) -> values.SessionName | None:
    return None if body is None else _named(body, number, kind)


def _columns(path: str) -> tuple[str, str, str]:
    """The columns of a session as `_session` takes them."""
    return (f"{path}__body", f"{path}__number", f"{path}__kind")


@lru_cache(maxsize=65536)
def reference_of(symbol: str) -> str:
    return Resolution(symbol=symbol).reference


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


@lru_cache(maxsize=65536)
def _source(symbol: str, adopted: str | None, paragraph: str, session: values.SessionName | None) -> values.Source:
    return values.Source(reference_of(symbol), paragraph, whole_date(adopted), session)


SOURCE = ("resolution__symbol", "resolution__adopted", "paragraph_key", *_columns("resolution__session"))


def _sources(ids: Collection[int]) -> dict[int, list[values.Source]]:
    rows: dict[int, list[values.Source]] = defaultdict(list)
    of = ObligationSource.objects.filter(obligation__mandate__among=ids).order_by("obligation", "pk")
    for obligation, symbol, adopted, paragraph, *session in of.values_list("obligation", *SOURCE):
        rows[obligation].append(_source(symbol, adopted, paragraph, _session(*session)))
    return rows


OBLIGATION = (
    "mandate", "pk", "recipient", "kind", "addressee__name", "recurrence", "mode", "by_date", "words", "standing",
    "followed_since", "ended_on", *_columns("noted_session"),
)  # fmt: skip


def _obligations(ids: Collection[int]) -> dict[int, list[values.Obligation]]:
    sources = _sources(ids)
    named: dict[int, list[values.SessionName]] = defaultdict(list)
    through = ReportingObligation.named_sessions.through.objects.filter(reportingobligation__mandate__among=ids)
    for key, *session in through.values_list("reportingobligation", *_columns("session")):
        named[key].append(_session(*session))
    rows: dict[int, list[values.Obligation]] = defaultdict(list)
    known = ReportingObligation.objects.filter(mandate__among=ids).order_by("pk").values_list(*OBLIGATION)
    for mandate, pk, recipient, kind, who, recurrence, mode, by_date, words, standing, since, ended_on, *noted in known:
        if ended_on and not sources[pk]:
            continue  # another reading of its text took its sources away: nobody ever asked it
        rows[mandate].append(
            values.Obligation(
                key=pk,
                recipient=recipient,
                kind=kind,
                addressee=who,
                recurrence=recurrence or None,
                sessions=tuple(named[pk]),
                mode=mode or None,
                by_date=last_day_of(by_date) if by_date else None,
                words=words,
                sources=tuple(sources[pk]),
                standing=standing,
                followed_since=since,
                ended_on=ended_on,
                noted_report=_session(*noted),
            )
        )
    return rows


def _terms(ids: Collection[int], calendar: Calendar) -> dict[int, list[values.Term]]:
    rows: dict[int, list[values.Term]] = defaultdict(list)
    acting = MandateAction.objects.filter(mandate__among=ids, what__in=ACTS).values_list(
        "mandate", "what", "term", "until", *SOURCE, *_columns("effective_session"), *_columns("until_session")
    )
    for mandate, what, term, until, symbol, adopted, paragraph, *sessions in acting:
        adopted_at, named, until_session = (_session(*sessions[at : at + 3]) for at in (0, 3, 6))
        effective = named or adopted_at
        # Known by its month or year only, it counts as adopted on its last day: newer than what was in force before it.
        adopted_on = whole_date(adopted) or last_day_of(adopted or "")
        if effective and effective.is_special and adopted_on:
            effective = calendar.regular_session_on(effective.body, adopted_on)
        rows[mandate].append(
            values.Term(
                source=_source(symbol, adopted, paragraph, adopted_at),
                adopted_on=adopted_on,
                effective=effective,
                duration=term,
                until=until_session or whole_date(until) or until,
                effective_is_named=named is not None,
                act=ACTS[MandateAction.What(what)],
            )
        )
    return rows


class KnownReport(NamedTuple):
    """A report as planning and the linking of reports need it: `mandate_id` is the mandate whose stream it falls due
    under, `told_by` the one that gave it. They differ where the stream went over to another mandate afterwards."""

    pk: int
    mandate_id: int
    obligation_id: int | None
    session_id: int
    body: str
    number: int
    kind: str
    symbol: str | None
    document_date: str | None
    submitted_on: date | None
    issued_on: date | None
    presented_on: date | None
    dialogue_on: date | None
    agreed_slot_on: date | None
    told_by: int

    @property
    def is_recorded(self) -> bool:
        return any((self.symbol, self.document_date, self.submitted_on, self.issued_on, self.presented_on))

    @property
    def only_falls_due(self) -> bool:
        """Nothing is recorded of it, and no day is fixed."""
        return not (self.is_recorded or self.agreed_slot_on or self.dialogue_on)


def known_reports(ids: Collection[int]) -> list[KnownReport]:
    """The reports of these mandates that belong to a session, addenda left out; those too that were given under their
    streams by a mandate that one of these took over."""
    known = Report.objects.filter(parent=None, session__isnull=False).order_by("mandate", "pk")
    columns = ("obligation", "session", *_columns("session"), *KnownReport._fields[7:-1], "mandate")
    rows = known.filter(mandate__among=ids).values_list("pk", "mandate", *columns)
    went = dict(MandateAction.objects.exclude(into=None).values_list("mandate", "into"))
    if before := gone_into(ids, went):
        given = known.filter(mandate__among=before, obligation__mandate__among=ids)
        rows = [*rows, *given.values_list("pk", "obligation__mandate", *columns)]
    return [KnownReport._make(row) for row in rows]


def _holders(ids: Collection[int], calendar: Calendar) -> dict[int, list[values.Holder]]:
    rows: dict[int, list[values.Holder]] = defaultdict(list)
    held = MandateHolder.objects.filter(mandate__among=ids)
    for mandate, pk, took_office, appointed, left, *at in held.values_list(
        "mandate", "pk", "took_office", "appointed", "left", *_columns("appointed_at")
    ):
        session = _session(*at)
        dates = calendar.session(session) if session else None
        appointed_on = whole_date(appointed) or (dates and (dates.closes_on or dates.opens_on))
        left_on = last_day_of(left) if left else None
        rows[mandate].append(values.Holder(pk, whole_date(took_office), appointed_on, left_on))
    return rows


VISIT = ("mandate", "pk", "status", "requested", "reminded", "ends", "report_symbol", *_columns("report_session"))


def _visits(ids: Collection[int]) -> dict[int, list[values.Visit]]:
    known = list(CountryVisit.objects.filter(mandate__among=ids).values_list(*VISIT))
    reminders: dict[int, list[date]] = defaultdict(list)
    done = Deadline.objects.filter(visit__among=[row[1] for row in known], rule__applies_to=VISIT_REQUESTS)
    for visit, met_on in done.filter(met_on__isnull=False).values_list("visit", "met_on"):
        reminders[visit].append(met_on)
    rows: dict[int, list[values.Visit]] = defaultdict(list)
    for mandate, pk, status, requested, reminded, ends, symbol, *session in known:
        last = whole_date(reminded)
        rows[mandate].append(
            values.Visit(
                key=pk,
                status=status,
                requested_on=whole_date(requested),
                reminded_on=tuple(sorted({*reminders[pk], *([last] if last else [])})),
                ends_on=whole_date(ends),
                report_symbol=symbol,
                report_session=_session(*session),
            )
        )
    return rows


def facts_of(
    mandates: Iterable[Mandate], calendar: Calendar, reports: Iterable[KnownReport] | None = None
) -> dict[int, values.MandateFacts]:
    """What is kept of each mandate, as planning takes it, by primary key; nine queries however many mandates.

    `reports` are the known reports of these mandates, where the caller has them."""
    mandates = list(mandates)
    ids = [mandate.pk for mandate in mandates]
    obligations, terms, holders, visits = (
        _obligations(ids),
        _terms(ids, calendar),
        _holders(ids, calendar),
        _visits(ids),
    )
    records: dict[int, list[values.ReportRecord]] = defaultdict(list)
    slots: dict[int, list[values.AgreedSlot]] = defaultdict(list)
    for report in known_reports(ids) if reports is None else reports:
        if report.obligation_id is None:
            continue
        session = _named(report.body, report.number, report.kind)
        records[report.mandate_id].append(
            values.ReportRecord(
                obligation=report.obligation_id,
                session=session,
                symbol=report.symbol or "",
                submitted_on=report.submitted_on or whole_date(report.document_date),
                issued_on=report.issued_on,
                presented_on=report.presented_on,
                dialogue_on=report.dialogue_on,
            )
        )
        if report.agreed_slot_on:
            slots[report.mandate_id].append(values.AgreedSlot(report.obligation_id, session, report.agreed_slot_on))
    return {
        mandate.pk: values.MandateFacts(
            name=mandate.name,
            obligations=tuple(obligations[mandate.pk]),
            terms=tuple(terms[mandate.pk]),
            reports=tuple(records[mandate.pk]),
            agreed_slots=tuple(slots[mandate.pk]),
            slot_season=mandate.slot or None,
            followed_since=mandate.followed_since,
            holders=tuple(holders[mandate.pk]),
            visits=tuple(visits[mandate.pk]),
            has_several_holders="group" in mandate.name.lower(),
        )
        for mandate in mandates
    }
