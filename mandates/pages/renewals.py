"""The renewal cockpit: every mandate with what decides on it and when, its last vote, and what stands in the way."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mandates import clock
from mandates.lists.kept import filtered
from mandates.lists.renewals import ending_of, renewal_word, with_renewal_facts
from mandates.lists.sessions import address_name, expected_opening
from mandates.models import Mandate, MandateAction
from mandates.permissions import mandates_for

from .filters import Filters
from .fragments import render_page
from .mandates import MandateRow
from .spelled import short_day

A_PAGE = 40
What = MandateAction.What


@require_GET
def renewals(request):
    """Every renewal, those that press most first, 40 a page; `?sessions=next` those of the next three sessions."""
    today = clock.today()
    chosen = filtered("renewals", request.GET, request.user, today)
    page = Paginator(with_renewal_facts(chosen.qs), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [RenewalRow.of(mandate, today) for mandate in page],
        "page": page,
        "filters": Filters(chosen),
        "is_coming": request.GET.get("sessions") == "next",
        "missing": mandates_for(request.user).outcome_not_recorded().count(),
        "today": today,
        "place": "mandates",
    }
    return render_page(request, "renewals.html", "answer", context)


@dataclass(slots=True)
class RenewalRow:
    """A mandate as the cockpit prints it. `row` has the facts that the list of mandates prints, too."""

    row: MandateRow
    mark: str
    state: str
    last: str  # what the text did that it runs on, or that ended it
    expected_on: date | None  # of a session that nobody has announced: an estimate
    pack_at: str
    cap_on: date | None
    cap: str
    is_cap_before: bool  # the holder's six years end before the session that decides has opened
    outcome_at: str

    @classmethod
    def of(cls, mandate: Mandate, today: date) -> "RenewalRow":
        row = MandateRow.of(mandate, today)
        session = mandate.renewal_session
        opens_on = session and expected_opening(session)
        cap_on = row.six_years_end
        return cls(
            row=row,
            mark=row.mark,
            state=renewal_word(mandate),
            last=_last_words(ending_of(mandate) or mandate.runs_on),
            expected_on=opens_on if session and session.opens_on is None and opens_on and opens_on > today else None,
            pack_at=reverse("session_pack", args=[address_name(session)]) if session else "",
            cap_on=cap_on,
            cap=_cap_words(row, today),
            is_cap_before=bool(cap_on and opens_on and today <= cap_on < opens_on),
            outcome_at=reverse("outcome", args=[mandate.slug])
            if mandate.renewal_state == Mandate.RenewalState.NOT_RECORDED
            else "",
        )


def _last_words(action: MandateAction | None) -> str:
    """What the last text on the mandate did: "renewed by 53/5, 12 Jul 2023"; "" where none is known."""
    if action is None:
        return ""
    words = {
        What.CREATES: _("created by %(text)s"),
        What.EXTENDS: _("renewed by %(text)s"),
        What.MODIFIES: _("adapted by %(text)s"),
        What.MERGES: _("merged by %(text)s"),
        What.REPLACES: _("replaced by %(text)s"),
        What.ENDS: _("ended by %(text)s"),
    }.get(action.what, "%(text)s") % {"text": action.resolution.short_symbol}
    return ", ".join(filter(None, [words, short_day(action.resolution.adopted)]))


def _cap_words(row: MandateRow, today: date) -> str:
    if row.holder is None:
        return ""
    if row.six_years_end is None:
        return _("start of service not recorded")
    return _("six years are over") if row.six_years_end < today else _("six years end")
