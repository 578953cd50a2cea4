"""The list of deadlines, and one deadline with the whole calculation of its date."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mandates import clock
from mandates.lists.deadlines import KINDS, STANDINGS, WHEN, DeadlineFilter
from mandates.models import Mandate, Session, User
from mandates.permissions import deadlines_for

from .acting import asked_for, assign, done, note, release_date, set_date, snooze, undo
from .choices import Address
from .fragments import render_page
from .receipts import receipt_context
from .rows import rows_of

__all__ = [
    "assign", "deadline", "deadlines", "done", "note", "receipt", "release_date", "set_date", "snooze", "undo",
]  # fmt: skip

A_PAGE = 40
MOST_PEOPLE = 12
SESSIONS_BACK, MOST_SESSIONS = timedelta(days=60), 8
NAMES = ("who", "mandate", "kind", "session", "standing", "when", "q")


@require_GET
def deadlines(request):
    """The deadlines that the address asks for, earliest first, 40 a page; open ones unless it asks otherwise."""
    today = clock.today()
    filters = DeadlineFilter(request.GET, deadlines_for(request.user), reader=request.user, today=today)
    page = Paginator(filters.qs, A_PAGE).get_page(request.GET.get("page"))
    asked = Address(
        NAMES, {**filters.chosen, "who": filters.chosen["who"] or "all"}, {"who": "all", "standing": "open"}
    )
    page.object_list = rows_of(page.object_list, request.user, today)
    context = {
        "place": "deadlines",
        "today": today,
        "filters": filters,
        "chosen": filters.chosen,
        "choices": _choices(request.user, asked, today),
        "asked": asked.query(),
        "everything": f"?{asked.query(**dict.fromkeys(NAMES, ''))}",
        "others": [(name, filters.chosen[name]) for name in NAMES[:-1] if filters.chosen[name]],
        "page": page,
    }
    return render_page(request, "deadlines.html", "list", context)


def _choices(reader, asked, today):
    """The filters at the side: whose, standing, when, kind, sessions ahead, and the mandate where one is chosen."""
    people = [("all", _("All")), ("me", _("Mine"))]
    if reader.unit_id:
        people.append(("unit", _("My unit")))
        colleagues = User.objects.filter(unit=reader.unit_id, is_active=True).exclude(pk=reader.pk)
        people += [(person.username, person.short_name) for person in colleagues[:MOST_PEOPLE]]
    sessions = [
        (str(session).replace(" ", ""), str(session))
        for session in Session.objects.opening_from(today - SESSIONS_BACK).filter(kind="regular")[:MOST_SESSIONS]
    ]
    chosen = asked.chosen
    if chosen["session"] and chosen["session"] not in dict(sessions):
        sessions.insert(0, (chosen["session"], chosen["session"]))
    filters = [
        asked.choices("who", _("Whose"), people),
        asked.choices("standing", _("How it stands"), STANDINGS),
        asked.choices("when", _("When"), [("", _("Any day")), *WHEN]),
        asked.choices("kind", _("Kind"), [("", _("Reports and renewals")), *KINDS]),
        asked.choices("session", _("Session"), [("", _("All sessions")), *sessions]),
    ]
    if chosen["mandate"]:
        mandate = Mandate.objects.filter(slug=chosen["mandate"]).only("name", "short_name").first()
        only = (chosen["mandate"], str(mandate) if mandate else chosen["mandate"])
        filters.insert(1, asked.choices("mandate", _("Mandate"), [("", _("All mandates")), only]))
    return filters


@require_GET
def deadline(request, pk):
    """One deadline: its receipt, what can be done, what happened. A fragment is its row."""
    today = clock.today()
    context = {"place": "deadlines", "today": today, **receipt_context(asked_for(request, pk), request.user, today)}
    return render_page(request, "deadline.html", "parts/rows.html#row", context)


@require_GET
def receipt(request, pk):
    """The calculation alone, as it opens under a row; the whole page without HTMX."""
    today = clock.today()
    context = {"place": "deadlines", "today": today, **receipt_context(asked_for(request, pk), request.user, today)}
    return render_page(request, "deadline.html", "parts/receipt.html", context)
