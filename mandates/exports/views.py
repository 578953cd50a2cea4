"""What can be taken away: the same rows as on the screen, under the same address."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mandates import clock
from mandates.lists.compliance import Compliance, Quarter, by_mandate, submissions_due
from mandates.lists.forecast import lines_of, reports_of
from mandates.lists.kept import filtered
from mandates.lists.mandates import whose_mandates
from mandates.lists.packs import pack_of
from mandates.lists.renewals import with_renewal_facts
from mandates.lists.reports import on_the_way
from mandates.lists.sessions import named_session
from mandates.permissions import mandates_for
from mandates.planning.documents import ForecastWindow

from .rows import (
    compliance_sheets,
    deadlines_sheet,
    decided_sheet,
    forecast_sheet,
    panels_sheet,
    renewals_sheet,
    reports_sheet,
)
from .sheets import lines_of_csv, workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE = 2_000  # rows that are read at a time
MOST_ROWS = 50_000  # of a spreadsheet; CSV has no such bound


@require_GET
def deadlines_xlsx(request):
    """The deadlines that the address asks for, as a spreadsheet; 413 where they are more than one should open."""
    today = clock.today()
    deadlines = _deadlines(request, today)
    if deadlines.count() > MOST_ROWS:
        words = _("These are more than %(most)d rows. Choose fewer, or take them as CSV.") % {"most": MOST_ROWS}
        return HttpResponse(words, status=413, content_type="text/plain; charset=utf-8")
    return _spreadsheet("deadlines", [deadlines_sheet(deadlines.iterator(AT_ONCE), today)])


@require_GET
def deadlines_csv(request):
    """The same rows as comma-separated values, line by line."""
    today = clock.today()
    sheet = deadlines_sheet(_deadlines(request, today).iterator(AT_ONCE), today)
    return StreamingHttpResponse(
        lines_of_csv(sheet), content_type="text/csv; charset=utf-8", headers=_named("deadlines.csv")
    )


def _deadlines(request, today):
    return filtered("deadlines", request.GET, request.user, today).qs.with_row_facts()


@require_GET
def forecast_xlsx(request):
    """The whole forecast of `?window=2026-10`, whatever page of it is on the screen."""
    today = clock.today()
    try:
        window = ForecastWindow.parse(request.GET.get("window") or str(ForecastWindow.coming(today)))
    except ValueError as error:
        raise Http404(str(error)) from None
    lines = lines_of(reports_of(window, _mandates(request, today)), today)
    return _spreadsheet(f"forecast-{window}", [forecast_sheet(str(window), lines)])


@require_GET
def session_pack_xlsx(request, name):
    """Everything about one session, one sheet a kind."""
    session = named_session(name)
    if session is None:
        raise Http404(_("The calendar has no session of this name."))
    today = clock.today()
    pack = pack_of(session, _mandates(request, today), today)
    sheets = [
        reports_sheet(heading, on_the_way(reports, today))
        for heading, reports in (
            (_("Reports"), pack.reports),
            (_("Addenda"), pack.addenda),
            (_("Oral updates"), pack.oral_updates),
            (_("Reports on panels"), pack.panel_reports),
        )
    ]
    sheets += [
        panels_sheet(pack.panels),
        renewals_sheet(with_renewal_facts(pack.renewals)),
        decided_sheet(pack.decided),
        deadlines_sheet(pack.deadlines.iterator(AT_ONCE), today),
    ]
    return _spreadsheet(f"session-{name.lower()}", sheets)


@require_GET
def renewals_xlsx(request):
    """The renewals that the address asks for."""
    chosen = filtered("renewals", request.GET, request.user)
    return _spreadsheet("renewals", [renewals_sheet(with_renewal_facts(chosen.qs))])


@require_GET
def compliance_xlsx(request):
    """The quarter's table, and the list behind its numbers."""
    today = clock.today()
    try:
        quarter = Quarter.parse(request.GET.get("quarter") or str(Quarter.ended(today)))
    except ValueError as error:
        raise Http404(str(error)) from None
    due = submissions_due(quarter, today, _mandates(request, today))
    rows = [*by_mandate(due), Compliance(_("All mandates"), "", due)]
    return _spreadsheet(f"on-time-{quarter}", compliance_sheets(str(quarter), rows, due))


def _mandates(request, today):
    return whose_mandates(mandates_for(request.user), request.GET.get("who"), request.user, today)


def _spreadsheet(name, sheets):
    return HttpResponse(workbook(sheets), content_type=XLSX, headers=_named(f"{name}.xlsx"))


def _named(file_name):
    return {"Content-Disposition": f'attachment; filename="{file_name}"'}
