"""What one text would set in motion, before anything is stored: from what was read to the lines of `explain_dates`.

No database is touched: rules and days off are those that the project ships, the calendar is given.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from mandates.planning import (
    Calendar,
    CalendarRow,
    MandateFacts,
    Obligation,
    PlannedDate,
    PlannedRenewal,
    PlannedReport,
    Planner,
    SessionName,
    Source,
    Term,
    shipped_days_off,
    shipped_rules,
)
from mandates.planning.renewals import last_day_of, planned_renewals
from mandates.reading import ReadDecision, ReadReport, ReadResolution

from .read_words import mandate_owed, placed, recipients_of, recurrence_of, slot_session, title_of

ACTS = {"establish": "establishes", "extend": "extends", "modify": "modifies", "discontinue": "ends"}
YEARS_WITH_DAYS_OFF = range(1990, 2101)  # from before the Council's first text to beyond any session named so far


class Explainer:
    """Explains texts one after the other under one calendar and one day."""

    def __init__(self, rows: Iterable[CalendarRow], on: date) -> None:
        self.calendar = Calendar(rows, on)
        # Only the rules for the Council, the Assembly and renewals: a day named by the text needs no derivation.
        rules = [rule for rule in shipped_rules() if rule.code[0] in "HGN"]
        self.planner = Planner(self.calendar, rules, on, shipped_days_off(YEARS_WITH_DAYS_OFF))

    def lines(self, text: ReadResolution, session: SessionName | None = None) -> list[dict[str, object]]:
        """The lines for one text: its renewals, the reports that fall due, and the dates, earliest first.

        `session` keeps what belongs to that session."""
        renewals: list[dict[str, object]] = []
        reports: list[dict[str, object]] = []
        dates: list[tuple[PlannedDate, dict[str, object]]] = []
        for facts, decided in mandates_in(text, self.calendar):
            planned = self.planner.plan(facts, looks_further=False)
            confirmed = {obligation.key: obligation.standing == "confirmed" for obligation in facts.obligations}
            for renewal in decided:
                if session in (None, renewal.renewal_session):
                    renewals.append(_renewal_line(text.source, facts.name, renewal))
            for report in planned.reports:
                if session in (None, report.session):
                    is_confirmed = confirmed[report.obligation] and (report.session or report.by_on) is not None
                    reports.append(_report_line(text.source, facts.name, report, is_confirmed))
            for step in planned.dates:
                if session in (None, step.session):
                    is_confirmed = confirmed.get(step.obligation, True)
                    dates.append((step, _date_line(text.source, facts.name, step, is_confirmed)))
        dates.sort(key=lambda pair: pair[0].due_on or date.max)
        return [*renewals, *reports, *(line for _step, line in dates)]


def mandates_in(text: ReadResolution, calendar: Calendar) -> Iterator[tuple[MandateFacts, Sequence[PlannedRenewal]]]:
    """The facts of each mandate that the text decides on, with the renewals of its decisions; a text without any
    decision on a mandate is one under its title."""
    names = list(dict.fromkeys(decision.mandate for decision in text.decisions)) or [title_of(text)]
    owed: dict[str, list[Obligation]] = {name: [] for name in names}
    for place, report in enumerate(text.reports):
        name = mandate_owed(report, text, names)
        owed[name].extend(_obligations(report, place, text))
    for name in names:
        terms = [_term(decision, text) for decision in text.decisions if decision.mandate == name]
        decided = planned_renewals(MandateFacts(name, terms=tuple(terms)), calendar)
        # A paragraph that only changes what a mandate is does not hide the term that another one gives.
        running = [term for term in terms if term.has_end] or terms
        yield MandateFacts(name, tuple(owed[name]), tuple(running)), decided


def _own_session(text: ReadResolution) -> SessionName | None:
    if text.session is None or text.body is None:
        return None
    return SessionName(text.body, text.session, text.special_session)


def _source(text: ReadResolution, paragraph: str) -> Source:
    return Source(text.symbol or text.source, paragraph, text.adopted_on, _own_session(text))


def _term(decision: ReadDecision, text: ReadResolution) -> Term:
    named = _session(decision.effective_from)
    return Term(
        source=_source(text, decision.paragraph),
        adopted_on=text.adopted_on,
        effective=named or _own_session(text),
        duration=decision.term or "",
        until=_session(decision.until) or decision.until,
        effective_is_named=named is not None,
        act=ACTS[decision.action],
    )


def _session(name: str | None) -> SessionName | None:
    try:
        return SessionName.parse(name) if name else None
    except ValueError:
        return None


def _obligations(report: ReadReport, place: int, text: ReadResolution) -> Iterator[Obligation]:
    """One obligation for each body that is to hear the report."""
    report = placed(report, text)
    sessions = tuple(name for name in map(_session, report.sessions) if name is not None)
    by_date = last_day_of(report.by_date) if report.by_date else None
    recurrence = recurrence_of(report)
    for recipient in recipients_of(report, text):
        has_session = any(name.body == recipient for name in sessions)
        is_told = has_session or recurrence in ("annual", "biennial", "each session") or by_date is not None
        yield Obligation(
            key=(place, report.paragraph, recipient),
            recipient=recipient,
            kind=report.kind,
            addressee=report.addressee,
            recurrence=recurrence,
            sessions=sessions,
            mode=report.mode,
            by_date=by_date,
            words=report.words,
            sources=(_source(text, report.paragraph),),
            standing="confirmed" if is_told else "suggested",
            noted_report=slot_session(report, text),
        )


def _named(session: SessionName | None) -> str | None:
    return str(session) if session else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _renewal_line(source: str, mandate: str, renewal: PlannedRenewal) -> dict[str, object]:
    return {
        "type": "renewal",
        "source": source,
        "mandate": mandate,
        "paragraph": renewal.source.paragraph,
        "term": renewal.term.duration or None,
        "effective_session": _named(renewal.effective_session),
        "renewal_session": _named(renewal.renewal_session),
        "anniversary": _iso(renewal.anniversary),
        "gap": renewal.gap,
    }


def _report_line(source: str, mandate: str, report: PlannedReport, confirmed: bool) -> dict[str, object]:
    return {
        "type": "report",
        "source": source,
        "mandate": mandate,
        "paragraph": report.source.paragraph if report.source else None,
        "recipient": report.recipient,
        "session": _named(report.session),
        "kind": report.kind,
        "confirmed": confirmed,
        "season": report.season,
        "year": report.year,
    }


def _date_line(source: str, mandate: str, step: PlannedDate, confirmed: bool) -> dict[str, object]:
    return {
        "type": "date",
        "source": source,
        "mandate": mandate,
        "rule": step.rule,
        "what": step.step,
        "body": step.body,
        "session": _named(step.session),
        "paragraph": step.source.paragraph if step.source else None,
        "anchor": {"name": step.anchor.name, "date": _iso(step.anchor.on), "estimate": step.anchor.is_estimate},
        "offset": step.offset,
        "computed": _iso(step.counted_on),
        "date": _iso(step.due_on),
        "window_ends": _iso(step.window_ends),
        "adjustments": [
            {"from": _iso(moved.from_on), "to": _iso(moved.to_on), "why": moved.why} for moved in step.adjustments
        ],
        "estimate": step.is_estimate,
        "confirmed": confirmed,
    }
