"""The quarterly table: submitted on time, late, by how much, by mandate; each number opens the list behind it."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mandates import clock
from mandates.lists.compliance import STANDINGS, Compliance, Quarter, by_mandate, submissions_due
from mandates.lists.mandates import whose_mandates
from mandates.permissions import mandates_for

from .choices import Address, whose_asked, whose_choices

A_PAGE = 40
MOST_BEHIND = 200
EVERY = "due"  # all that fell due, however it stands


@require_GET
def compliance(request):
    """`?quarter=2026-1`, the last one that is over unless named; `who`; `mandate` and `which` open a list."""
    today = clock.today()
    asked = request.GET
    try:
        quarter, unknown = Quarter.parse(asked.get("quarter") or str(Quarter.ended(today))), ""
    except ValueError:
        quarter, unknown = Quarter.ended(today), asked["quarter"]
    who = whose_asked(asked)
    due = submissions_due(quarter, today, whose_mandates(mandates_for(request.user), who, request.user, today))
    page = Paginator(by_mandate(due), A_PAGE).get_page(asked.get("page"))
    which = asked.get("which") if asked.get("which") in (*STANDINGS, EVERY) else ""
    only = asked.get("mandate", "")
    behind = [each for each in due if (not only or each.slug == only) and which in (each.standing, EVERY)]
    address = Address(("quarter", "who"), {"quarter": str(quarter), "who": who}, {"who": "all"})
    context = {
        "quarter": quarter,
        "is_over": quarter.last < today,
        "unknown": unknown,
        "standings": STANDINGS,
        "rows": [_numbers(row, address) for row in page],
        "all": _numbers(Compliance(_("All mandates"), "", due), address),
        "page": page,
        "choices": [
            address.choices("who", _("Whose"), whose_choices(request.user)),
            address.choices("quarter", _("Quarter"), [(str(each), str(each)) for each in _around(quarter)]),
        ],
        "asked": address.query(),
        "behind": behind[:MOST_BEHIND],
        "behind_number": len(behind),
        "behind_words": STANDINGS.get(which, _("Fell due")),
        "behind_of": next((each.mandate for each in behind if only), only),
        "is_open": bool(which),
        "place": "reports",
    }
    return render(request, "compliance.html", context)


def _numbers(row: Compliance, address: Address) -> dict:
    """A row of the table: each number with the address of the list behind it."""

    def at(which):
        more = {"mandate": row.slug, "which": which} if row.slug else {"which": which}
        return f"?{address.query()}&{urlencode(more)}#behind"

    return {
        "mandate": row.mandate,
        "due": row.due,
        "at": at(EVERY),
        "numbers": [(number, at(standing), STANDINGS[standing]) for standing, number in row.numbers],
        "share": row.share,
        "delay": row.delay,
    }


def _around(quarter: Quarter) -> list[Quarter]:
    return [quarter.before.before, quarter.before, quarter, quarter.after]
