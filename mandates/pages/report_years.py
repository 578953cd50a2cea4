"""The reports of a mandate by the year of their session, with what is really known of each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from mandates.models import Body, Confidence, Deadline, Mandate, Report, Session, Standing
from mandates.planning.facts import SessionName
from mandates.planning.sessions import estimated_opening, year_of

from .spelled import span_words


@dataclass(slots=True)
class ReportYear:
    year: int | None
    to_council: list[Report] = field(default_factory=list)
    to_assembly: list[Report] = field(default_factory=list)


def report_years(mandate: Mandate, today: date) -> list[ReportYear]:
    """The reports by the year of their session, newest first; addenda under the report that they belong to.

    Of a stream that a person rejected nothing falls due: only its recorded reports stay to be seen."""
    years: dict[int | None, ReportYear] = {}
    addenda: dict[int, list[Report]] = defaultdict(list)
    reports = list(
        mandate.reports.select_related("session", "obligation", "author").order_by("session__number", "symbol", "pk")
    )
    standings = _standings_of_dates(mandate)
    for report in reports:
        report.mark, report.word = _standing_of(report, standings[report.pk], today)
        if report.parent_id:
            addenda[report.parent_id].append(report)
            continue
        if report.obligation and report.obligation.standing == Standing.REJECTED and not report.is_recorded:
            continue
        row = years.setdefault(_year_of(report), ReportYear(_year_of(report)))
        (row.to_assembly if _is_to_assembly(report) else row.to_council).append(report)
    for row in years.values():
        for report in [*row.to_council, *row.to_assembly]:
            report.its_addenda = addenda[report.pk]
    return sorted(years.values(), key=lambda row: row.year or 0, reverse=True)


def _standings_of_dates(mandate: Mandate) -> dict[int, set[str]]:
    """How the dates of each report stand: followed, suggested, not recorded, met."""
    standings: dict[int, set[str]] = defaultdict(set)
    dates = Deadline.objects.filter(mandate=mandate, report__isnull=False).order_by()
    for pk, standing in dates.values_list("report", "standing").distinct():
        standings[pk].add(standing)
    return standings


def _is_to_assembly(report: Report) -> bool:
    body = report.session.body if report.session else report.obligation and report.obligation.recipient
    return body == Body.ASSEMBLY or (body is None and not (report.symbol or "").startswith("A/HRC/"))


def _year_of(report: Report) -> int | None:
    """The year in which its session opens, from the calendar or from the session's number alone."""
    session = report.session
    year = session and (session.opens_on.year if session.opens_on else year_of(_name_of(session)))
    return year or (int(report.document_date[:4]) if report.document_date else None)


def _name_of(session: Session) -> SessionName:
    return SessionName(session.body, session.number, session.kind == Session.Kind.SPECIAL)


def _standing_of(report: Report, dates: Iterable[str], today: date) -> tuple[str, str]:
    """Mark and word of what is recorded of a report. Only a day, on the document or of its issue, says "issued"."""
    if report.presented_on:
        return "done", _("presented %(day)s") % {"day": span_words(report.presented_on, None)}
    if report.issued_on:
        return "done", _("issued %(day)s, presentation not recorded") % {"day": span_words(report.issued_on, None)}
    if report.document_date:
        day = span_words(report.document_date, None)
        return "done", _("issued, dated %(day)s; presentation not recorded") % {"day": day}
    if report.submitted_on:
        return "part", _("submitted %(day)s") % {"day": span_words(report.submitted_on, None)}
    if report.symbol:
        if report.confidence == Confidence.TEXT:
            return "part", _("document seen, its day not recorded")
        if report.confidence:
            return "guess", _("listed, not read")
        return "part", _("symbol recorded, day not recorded")
    if report.stage:
        return "part", str(report.STAGES[report.stage - 1])
    return _falls_due(report, set(dates), today)


def _falls_due(report: Report, dates: set[str], today: date) -> tuple[str, str]:
    """Of a report of which nothing is recorded: whether it falls due, and on which condition."""
    if report.session is None or is_over(report.session, today):
        return "shut", _("not recorded")
    if Deadline.Standing.FOLLOWED in dates:
        return "open", _("falls due")
    if report.obligation and report.obligation.standing == Standing.SUGGESTED:
        return "guess", _("falls due if the stream is confirmed")
    if Deadline.Standing.SUGGESTED in dates:
        return "guess", _("falls due if the mandate was extended")
    return "shut", _("not recorded")


def is_over(session: Session, today: date) -> bool:
    """Whether `session` has ended: its last day is past or, where that was not found, the next one opened."""
    if session.closes_on:
        return session.closes_on < today
    following = estimated_opening(SessionName(session.body, session.number + 1))
    if session.kind == Session.Kind.SPECIAL or following is None:
        return bool(session.opens_on and session.opens_on < today)
    return following <= today
