"""Facts that several tables share: texts, calendars and days as the public documents give them."""

from collections.abc import Iterable
from datetime import date

from mandates.planning import (
    Calendar,
    CalendarRow,
    MandateFacts,
    Obligation,
    Plan,
    PlannedDate,
    ReportRecord,
    SessionName,
    Source,
    Term,
    plan,
    shipped_calendar,
    shipped_days_off,
    shipped_rules,
)
from mandates.planning.rules import Rule

DAYS_OFF = shipped_days_off(range(2005, 2041))
DISTANT_PAST = date(2006, 1, 1)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def session(text: str) -> SessionName:
    return SessionName.parse(text)


def source(text: str, paragraph: str, adopted_on: str, adopted_at: str) -> Source:
    return Source(text, paragraph, date.fromisoformat(adopted_on), session(adopted_at))


def stream(recipient: str, *sources: Source, recurrence="regular", standing="suggested", **more) -> Obligation:
    """A written report of an Independent Expert, unless told otherwise; its key is the recipient."""
    words = {"key": recipient, "kind": "report", "addressee": "Independent Expert", **more}
    return Obligation(recipient=recipient, recurrence=recurrence, sources=sources, standing=standing, **words)


def term(text_source: Source, duration: str = "", **more) -> Term:
    words = {"effective": text_source.session, **more}
    return Term(text_source, text_source.adopted_on, duration=duration, **words)


def with_rows(*rows: CalendarRow) -> list[CalendarRow]:
    """The shipped calendar with other rows in their place."""
    replaced = {(row.body, row.kind, row.number) for row in rows}
    return [row for row in shipped_calendar() if (row.body, row.kind, row.number) not in replaced] + list(rows)


def council(number: int, opens_on: str | None, closes_on: str | None) -> CalendarRow:
    return CalendarRow("HRC", "regular", number, day(opens_on), day(closes_on), "as the table says")


def planned(
    facts: MandateFacts,
    on: str,
    rows: Iterable[CalendarRow] | None = None,
    looks_further: bool = True,
    rules: Iterable[Rule] | None = None,
) -> Plan:
    today = date.fromisoformat(on)
    calendar = Calendar(shipped_calendar() if rows is None else rows, today)
    return plan(facts, calendar, shipped_rules() if rules is None else rules, today, DAYS_OFF, looks_further)


def dates_at(answer: Plan, name: str, obligation: object = ...) -> dict[str, PlannedDate]:
    """The dates of one session by rule; of one obligation where it is given (None is the renewal)."""
    return {
        step.rule: step
        for step in answer.dates
        if str(step.session) == name and (obligation is ... or step.obligation == obligation)
    }


def sessions_of(answer: Plan, recipient: str) -> list[str]:
    return [str(report.session) for report in answer.reports if report.recipient == recipient]


# The mandate on international solidarity, as its texts and reports are recorded.
OP16 = source("44/11", "16", "2020-07-16", "HRC44")
REPORTING = (
    OP16,
    source("47/10", "19", "2021-07-12", "HRC47"),
    source("50/8", "21", "2022-07-07", "HRC50"),
    source("53/5", "9", "2023-07-12", "HRC53"),
    source("56/4", "19", "2024-07-10", "HRC56"),
)
TERMS = (
    term(source("44/11", "10", "2020-07-16", "HRC44"), "P3Y"),
    term(source("53/5", "3", "2023-07-12", "HRC53"), "P3Y"),
)
COUNCIL_REPORTS = {47: "A/HRC/47/31", 50: "A/HRC/50/37", 53: "A/HRC/53/32", 56: "A/HRC/56/57", 59: "A/HRC/59/40"}
FOLLOWED_SINCE = date(2025, 12, 1)


def solidarity(report_to_the_62nd: str | None = None) -> MandateFacts:
    """The stored mandate: both streams confirmed and followed since 1 December 2025."""
    symbols = COUNCIL_REPORTS | ({62: report_to_the_62nd} if report_to_the_62nd else {})
    return MandateFacts(
        name="Independent Expert on human rights and international solidarity",
        obligations=tuple(
            stream(body, *REPORTING, standing="confirmed", followed_since=FOLLOWED_SINCE) for body in ("HRC", "GA")
        ),
        terms=TERMS,
        reports=tuple(ReportRecord("HRC", SessionName("HRC", number), symbol) for number, symbol in symbols.items()),
        followed_since=FOLLOWED_SINCE,
    )


def text_44_11() -> MandateFacts:
    """44/11 alone: one extension, two streams, no date."""
    return MandateFacts(
        name="Independent Expert on human rights and international solidarity",
        obligations=(stream("HRC", OP16, noted_report=session("HRC44")), stream("GA", OP16)),
        terms=TERMS[:1],
    )
