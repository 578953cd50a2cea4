"""Reports on their way, one report with its stages, and how many were submitted on time."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from mandates import clock
from mandates.lists.kept import filtered
from mandates.lists.reports import OnTheWay, on_the_way, titled, with_row_facts
from mandates.lists.wording import stream_words, text_label, text_place
from mandates.models import LogEntry, Report
from mandates.permissions import mandates_for
from mandates.reading.length import length_of
from mandates.reading.sources import FILE_LIMIT, ReadingError, read_source
from mandates.records.deadlines import NotAccepted
from mandates.records.reports import record_report

from .filters import Filters
from .forms import DayInput
from .fragments import render_page

A_PAGE = 40
MOST_WORDS = 1_000_000


class ReportForm(forms.Form):
    """What became of a report; the file of a draft is counted and not kept."""

    symbol = forms.CharField(label=gettext_lazy("Document symbol"), max_length=60, required=False)
    agreed_slot_on = forms.DateField(
        label=gettext_lazy("Slot agreed with document management"), required=False, widget=DayInput
    )
    submitted_on = forms.DateField(label=gettext_lazy("Submitted"), required=False, widget=DayInput)
    issued_on = forms.DateField(label=gettext_lazy("Issued"), required=False, widget=DayInput)
    dialogue_on = forms.DateField(
        label=gettext_lazy("Dialogue, by the programme of work"), required=False, widget=DayInput
    )
    presented_on = forms.DateField(label=gettext_lazy("Presented"), required=False, widget=DayInput)
    words = forms.IntegerField(label=gettext_lazy("Words"), required=False, min_value=1, max_value=MOST_WORDS)
    late_reason = forms.CharField(
        label=gettext_lazy("Why it is late"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Kept with the report, and shown wherever it counts as late."),
    )
    draft = forms.FileField(
        label=gettext_lazy("or count the words of a draft"),
        required=False,
        allow_empty_file=True,  # its own words say better what is wrong
        help_text=gettext_lazy("Word, PDF or plain text, up to 20 MiB. Only the number is kept."),
    )

    def clean_draft(self):
        draft = self.cleaned_data["draft"]
        if draft is None:
            return None
        if draft.size > FILE_LIMIT:
            raise forms.ValidationError(_("The file is larger than 20 MiB and was not read. Nothing was recorded."))
        try:
            return length_of(read_source(draft.read()))
        except ReadingError as error:
            raise forms.ValidationError(str(error)) from None

    def clean(self):
        given = self.cleaned_data
        if given.get("draft"):
            given["words"] = given["draft"].words
        days = [given.get(name) for name in ("submitted_on", "issued_on", "presented_on")]
        known = [day for day in days if day]
        if known != sorted(known):
            raise forms.ValidationError(
                _("A report is submitted, then issued, then presented: these days are in another order.")
            )
        return given


@dataclass(slots=True)
class ReportRow:
    """A report as the list prints it."""

    on_the_way: OnTheWay
    address: str
    words: str
    cite: str
    text_at: str

    @classmethod
    def of(cls, each: OnTheWay, resolutions: str) -> "ReportRow":
        return cls(
            each,
            reverse("report", args=[each.report.pk]),
            stream_of(each.report),
            text_label(each.text, each.paragraph),
            resolutions + text_place(each.text, each.paragraph) if each.text else "",
        )


def stream_of(report: Report) -> str:
    """Who reports what to whom: "Independent Expert: report to the Council"."""
    if report.obligation_id is None:
        return str(report)
    obligation = report.obligation
    return stream_words(obligation.addressee.name, obligation.kind, obligation.recipient, "")


@require_GET
def reports(request):
    """Reports from planned to presented, by session, 40 a page; those on their way unless the address says more."""
    today = clock.today()
    chosen = filtered("reports", request.GET, request.user, today)
    page = Paginator(with_row_facts(chosen.qs), A_PAGE).get_page(request.GET.get("page"))
    resolutions = reverse("resolutions")
    context = {
        "rows": [ReportRow.of(each, resolutions) for each in on_the_way(page.object_list, today)],
        "page": page,
        "filters": Filters(chosen, without=("mandate",)),
        "today": today,
        "place": "reports",
    }
    return render_page(request, "reports.html", "answer", context)


@require_http_methods(["GET", "POST"])
def report(request, pk):
    """One report: its stages with their days, its length, what happened; POST records what became of it."""
    today = clock.today()
    found = get_object_or_404(with_row_facts(Report.objects.filter(mandate__in=mandates_for(request.user))), pk=pk)
    initial = {name: getattr(found, name) for name in ReportForm.base_fields if name != "draft"}
    form = ReportForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _record(request, found, form):
        return redirect("report", pk)
    (each,) = on_the_way([found], today)
    context = {
        "row": ReportRow.of(each, reverse("resolutions")),
        "each": each,
        "title": titled(found),
        "form": form,
        "log": LogEntry.objects.about(found)[:15],
        "today": today,
        "place": "reports",
    }
    return render(request, "report.html", context, status=422 if form.is_bound else 200)


def _record(request, found: Report, form: ReportForm) -> bool:
    """Record what the form says; False, with the reason in the form, where it was not accepted."""
    counted = form.cleaned_data.pop("draft")
    given = {name: value or None for name, value in form.cleaned_data.items()}
    try:
        entry = record_report(found, by=request.user, **given)
    except NotAccepted as refused:
        form.add_error("symbol", str(refused))
        return False
    if counted:
        messages.success(request, _counted_words(counted))
    elif entry:
        messages.success(request, _("Recorded."))
    else:
        messages.warning(request, _("Nothing changed: it was recorded so already."))
    return True


def _counted_words(counted) -> str:
    number = {"n": number_format(counted.words, force_grouping=True)}
    words = ngettext("Counted: %(n)s word.", "Counted: %(n)s words.", counted.words) % number
    if counted.in_footnotes:
        more = ngettext(
            "%(n)s more in footnotes is not among them.",
            "%(n)s more in footnotes are not among them.",
            counted.in_footnotes,
        )
        words = f"{words} {more % {'n': number_format(counted.in_footnotes, force_grouping=True)}}"
    return f"{words} {_('The file was not kept.')}"
