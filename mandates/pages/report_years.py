"""The reports of a mandate by the year of their session, with what is really known of each."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from mandates.lists.sessions import expected_opening
from mandates.models import Body, Confidence, Deadline, Mandate, Report, Session, Standing
from mandates.planning.facts import SessionName
from mandates.planning.sessions import year_of

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
    dates = _dates_of_reports(mandate)
    for report in reports:
        report.mark, report.word = _standing_of(report, dates[report.pk], today)
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


@dataclass(slots=True)
class Dates:
    """How the dates of a report stand (followed, suggested, not recorded, met), and the last day among them."""

    standings: set[str] = field(default_factory=set)
    last_on: date | None = None


def _dates_of_reports(mandate: Mandate) -> dict[int, Dates]:
    dates: dict[int, Dates] = defaultdict(Dates)
    rows = Deadline.objects.filter(mandate=mandate, report__isnull=False).order_by()
    for pk, standing, due_on, window_ends in rows.values_list("report", "standing", "due_on", "window_ends"):
        dates[pk].standings.add(standing)
        dates[pk].last_on = max(filter(None, [dates[pk].last_on, due_on, window_ends]), default=None)
    return dates


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


def _standing_of(report: Report, dates: Dates, today: date) -> tuple[str, str]:
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
    return _falls_due(report, dates, today)


def _falls_due(report: Report, dates: Dates, today: date) -> tuple[str, str]:
    """Of a report of which nothing is recorded: whether it falls due, and on which condition. It does while its session
    or one of its days lies ahead; afterwards it is not recorded."""
    opens_on = report.session and expected_opening(report.session)
    if not any(day and day >= today for day in (opens_on, dates.last_on)):
        return "shut", _("not recorded")
    if Deadline.Standing.FOLLOWED in dates.standings:
        return "open", _("falls due")
    if report.obligation and report.obligation.standing == Standing.SUGGESTED:
        return "guess", _("falls due if the stream is confirmed")
    if Deadline.Standing.SUGGESTED in dates.standings:
        return "guess", _("falls due if the mandate was extended")
    return "shut", _("not recorded")
