"""What lies before anybody followed it, or past acting upon, and was never recorded: in one place, to be recorded."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, F, Max, OuterRef, Q
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mandates import clock
from mandates.lists.deadlines import KINDS, DeadlineFilter, of_kind, whose
from mandates.lists.wording import stream_words
from mandates.models import Report
from mandates.permissions import deadlines_for, mandates_for
from mandates.records.deadlines import NotAccepted
from mandates.records.reports import record_report

from .choices import Address, whose_choices
from .forms import DayInput
from .fragments import came_from, render_page
from .rows import rows_of

GROUPS_A_PAGE = 8
MOST_MANDATES = 12


class ReportForm(forms.Form):
    """What became of a report. One thing is enough."""

    report = forms.IntegerField(widget=forms.HiddenInput)
    symbol = forms.CharField(label=gettext_lazy("Document symbol"), max_length=60, required=False)
    submitted_on = forms.DateField(label=gettext_lazy("Submitted"), required=False, widget=DayInput)
    issued_on = forms.DateField(label=gettext_lazy("Issued"), required=False, widget=DayInput)
    presented_on = forms.DateField(label=gettext_lazy("Presented"), required=False, widget=DayInput)

    def clean(self):
        given = {name: value for name, value in self.cleaned_data.items() if name != "report" and value}
        if not given and not self.errors:
            raise forms.ValidationError(_("Give the symbol or one of the days. Nothing was recorded."))
        return self.cleaned_data


@require_http_methods(["GET", "POST"])
def not_recorded(request):
    """The steps and reports that nobody recorded, by mandate and session; POST records a report."""
    form = None
    if request.method == "POST":
        form = ReportForm(request.POST)
        if form.is_valid() and _record(request, form):
            return redirect(came_from(request, default="not_recorded"))
    return render_page(request, "not_recorded.html", "list", _context(request, form), status=422 if form else 200)


def _record(request, form) -> bool:
    """Record what the form says; False, with the reason in the form, where it was not accepted."""
    given = {name: value or None for name, value in form.cleaned_data.items() if name != "report"}
    reports = Report.objects.filter(mandate__in=mandates_for(request.user))
    report = get_object_or_404(reports, pk=form.cleaned_data["report"])
    try:
        entry = record_report(report, by=request.user, **given)
    except NotAccepted as refused:
        form.add_error("symbol", str(refused))
        return False
    if entry:
        messages.success(request, _("Recorded. Its submission is met, and the steps before it are closed."))
    else:
        messages.warning(request, _("Nothing changed: it was recorded so already."))
    return True


def _context(request, form):
    today = clock.today()
    filters = DeadlineFilter(request.GET, reader=request.user, today=today)
    chosen = {**filters.chosen, "who": filters.chosen["who"] or "all"}
    not_recorded = deadlines_for(request.user).not_recorded()
    deadlines = of_kind(whose(not_recorded, chosen["who"], request.user, filters.acting), chosen["kind"])
    if chosen["mandate"]:
        deadlines = deadlines.filter(mandate__slug=chosen["mandate"])
    places = (
        deadlines.order_by()
        .values("mandate", "session")
        .annotate(latest=Max("due_on"))
        .order_by(F("latest").desc(nulls_last=True), "mandate", "session")
    )
    page = Paginator(places, GROUPS_A_PAGE).get_page(request.GET.get("page"))
    asked = Address(("who", "mandate", "kind"), chosen, {"who": "all"})
    has_some = Exists(deadlines.order_by().filter(mandate=OuterRef("pk")))
    mandates = mandates_for(request.user).filter(has_some).only("name", "short_name", "slug")
    named = [(mandate.slug, str(mandate)) for mandate in mandates[:MOST_MANDATES]]
    return {
        "place": "deadlines",
        "today": today,
        "page": page,
        "groups": _groups(request.user, deadlines, list(page.object_list), form, today, filters.acting),
        "choices": [
            asked.choices("who", _("Whose"), whose_choices(request.user)),
            asked.choices("mandate", _("Mandate"), [("", _("All mandates")), *named]),
            asked.choices("kind", _("Kind"), [("", _("All of them")), *KINDS]),
        ],
        "asked": asked.query(),
    }


def _groups(reader, deadlines, places, form, today, acting):
    """The steps of these places (mandate and session), by report, each report with its form. Three queries."""
    pairs = {(place["mandate"], place["session"]) for place in places}
    here = deadlines.filter(mandate__in={mandate for mandate, _session in pairs})
    sessions = Q(session__in={session for _mandate, session in pairs if session})
    here = here.filter(sessions | Q(session=None) if any(session is None for _mandate, session in pairs) else sessions)
    here = here.order_by(F("due_on").asc(nulls_last=True), "pk")
    place_of = {pk: (pair, report) for pk, *pair, report in here.values_list("pk", "mandate", "session", "report")}
    steps: dict[tuple, dict] = {}
    for row in rows_of(here, reader, today, acting):
        pair, report = place_of[row.pk]
        steps.setdefault(tuple(pair), {}).setdefault(report, []).append(row)
    wanted = {report for _pair, report in place_of.values() if report}
    reports = Report.objects.select_related("obligation__addressee").in_bulk(wanted)
    groups = []
    for place in places:
        by_report = steps.get((place["mandate"], place["session"]), {})
        for first in list(by_report.values())[:1]:
            groups.append(
                {
                    "of": first[0].of,
                    "mandate_at": first[0].mandate_at,
                    "session": first[0].session,
                    "reports": [_report(reports.get(report), rows, form) for report, rows in by_report.items()],
                }
            )
    return groups


def _report(report, rows, form):
    """A report with its steps and its form, as typed where it was refused; for a renewal, the steps alone."""
    if report is None:
        return {"words": _("Renewal of the mandate"), "rows": rows, "form": None}
    words = _("Report")
    if obligation := report.obligation:
        words = stream_words(obligation.addressee.name, obligation.kind, obligation.recipient, "")
    if form is None or str(form["report"].value()) != str(report.pk):
        form = ReportForm(initial=_known(report), auto_id=f"id_%s_{report.pk}")
    return {"words": words, "rows": rows, "form": form}


def _known(report):
    return {
        "report": report.pk,
        "symbol": report.symbol or "",
        **{name: getattr(report, name) for name in ("submitted_on", "issued_on", "presented_on")},
    }
