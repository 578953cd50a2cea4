"""The forecast sheet of a coming window, for all mandates, each line with the paragraph that asks for the document."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mandates import clock
from mandates.lists.forecast import lines_of, reports_of
from mandates.lists.mandates import whose_mandates
from mandates.lists.wording import text_label, text_place
from mandates.models import Standing
from mandates.permissions import mandates_for
from mandates.planning.documents import ForecastWindow

from .choices import Address, whose_asked, whose_choices

A_PAGE = 100


@require_GET
def forecast(request):
    """`?window=2026-10`, the coming one unless named; `who` me or unit; all mandates unless it says so."""
    today = clock.today()
    asked = request.GET.get("window", "")
    try:
        window, unknown = ForecastWindow.parse(asked) if asked else ForecastWindow.coming(today), ""
    except ValueError:
        window, unknown = ForecastWindow.coming(today), asked
    who = whose_asked(request.GET)
    reports = reports_of(window, whose_mandates(mandates_for(request.user), who, request.user, today))
    page = Paginator(reports, A_PAGE).get_page(request.GET.get("page"))
    lines = lines_of(page.object_list, today)
    address = Address(("window", "who"), {"window": str(window), "who": who}, {"who": "all"})
    resolutions = reverse("resolutions")
    context = {
        "window": window,
        "unknown": unknown,
        "is_past": window.entered_until < today,
        "page": page,
        "lines": [
            (line, text_label(line.text, line.paragraph), resolutions + text_place(line.text, line.paragraph))
            for line in lines
        ],
        "unconfirmed": reports.filter(obligation__standing=Standing.SUGGESTED).count(),
        "choices": [
            address.choices(
                "window", _("Entered in"), [(str(each), _words(each)) for each in (window.before, window, window.after)]
            ),
            address.choices("who", _("Whose"), whose_choices(request.user)),
        ],
        "asked": address.query(),
        "place": "reports",
    }
    return render(request, "forecast.html", context)


def _words(window: ForecastWindow) -> str:
    name = _("April %(year)d") if window.month == 4 else _("October %(year)d")
    return name % {"year": window.year}
