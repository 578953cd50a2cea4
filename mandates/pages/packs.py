"""Everything about one session on one page: reports, oral updates, panels, renewals with the last vote, deadlines."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mandates import clock
from mandates.lists.mandates import whose_mandates
from mandates.lists.packs import mandates_of, pack_of
from mandates.lists.renewals import with_renewal_facts
from mandates.lists.reports import on_the_way
from mandates.lists.sessions import address_name, expected_opening, named_session
from mandates.lists.wording import text_label, text_place
from mandates.models import Mandate, Panel
from mandates.permissions import mandates_for

from .choices import Address, whose_asked, whose_choices
from .renewals import RenewalRow
from .reports import ReportRow
from .rows import rows_of
from .spelled import action_words, paragraph_words, session_words, span_words

MOST_ROWS = 200  # of a kind on the page; the spreadsheet has all


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A panel as the pack prints it."""

    panel: Panel
    cite: str
    text_at: str
    mandates: list[Mandate]

    @classmethod
    def of(cls, panel: Panel, resolutions: str) -> "PanelRow":
        symbol, key = panel.resolution.symbol, panel.paragraph.key
        place = resolutions + text_place(symbol, key)
        return cls(panel, text_label(symbol, key), place, mandates_of(panel.resolution))


@require_GET
def session_pack(request, name):
    """The pack of the session called `name` in addresses (hrc62, ga81); `?who=` me or unit, all unless it says so."""
    session = named_session(name)
    if session is None:
        raise Http404(_("The calendar has no session of this name."))
    today = clock.today()
    who = whose_asked(request.GET)
    pack = pack_of(session, whose_mandates(mandates_for(request.user), who, request.user, today), today)
    kinds = [pack.reports, pack.addenda, pack.oral_updates, pack.panel_reports]
    found = [list(reports[:MOST_ROWS]) for reports in kinds]
    by_report = {each.report.pk: each for each in on_the_way([report for some in found for report in some], today)}
    resolutions = reverse("resolutions")
    reports, addenda, oral_updates, panel_reports = (
        [ReportRow.of(by_report[report.pk], resolutions) for report in some] for some in found
    )
    address = Address(("who",), {"who": who}, {"who": "all"})
    context = {
        "session": session,
        "spelled": session_words(session),
        "dates": span_words(session.opens_on, session.closes_on),
        "parts": [span_words(*map(date.fromisoformat, part)) for part in session.parts],
        "expected_on": None if session.opens_on else expected_opening(session),
        "kinds": [
            ("reports", _("Reports"), reports, _("No report to this session.")),
            ("addenda", _("Addenda"), addenda, ""),
            ("oral", _("Oral updates"), oral_updates, _("No oral update at this session.")),
            ("panel-reports", _("Reports on panels"), panel_reports, _("No report on a panel to this session.")),
        ],
        "panels": [PanelRow.of(panel, resolutions) for panel in pack.panels[:MOST_ROWS]],
        "renewals": [RenewalRow.of(each, today) for each in with_renewal_facts(pack.renewals)[:MOST_ROWS]],
        "decided": [
            (action, action_words(action), paragraph_words(action.paragraph_key)) for action in pack.decided[:MOST_ROWS]
        ],
        "deadlines": rows_of(pack.deadlines[:MOST_ROWS], request.user, today),
        "most": MOST_ROWS,
        "name": address_name(session),
        "choices": [address.choices("who", _("Whose"), whose_choices(request.user))],
        "asked": address.query(),
        "today": today,
        "place": "sessions",
    }
    return render(request, "session_pack.html", context)
