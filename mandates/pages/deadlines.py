"""The list of deadlines, and one deadline with the whole calculation of its date."""

from django.core.paginator import Paginator
from django.db.models import F
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mandates import clock
from mandates.lists.deadlines import KINDS, STANDINGS, WHEN, DeadlineFilter
from mandates.lists.kept import filtered
from mandates.models import Mandate, Session, User
from mandates.permissions import deadlines_for

from .acting import asked_for, assign, done, note, release_date, set_date, snooze, undo
from .choices import Address, whose_choices
from .fragments import asks_for_a_fragment, render_page
from .mails import told_about
from .months import Month, drawn_month, drawn_year, entries_of
from .receipts import receipt_context
from .rows import rows_of

__all__ = [
    "assign", "deadline", "deadlines", "done", "note", "receipt", "release_date", "set_date", "snooze", "undo",
]  # fmt: skip

A_PAGE = 40
MOST_PEOPLE = 12
LOOKED_THROUGH = 5_000  # deadlines, for the sessions that the filter offers
MOST_SESSIONS = 60
NAMES = ("who", "mandate", "kind", "session", "standing", "when", "since", "until", "q")
VIEWS = ("month", "year")  # beside the list
TYPED = {"since", "until", "q"}  # in the form above the list


@require_GET
def deadlines(request):
    """The deadlines that the address asks for, earliest first, 40 a page; open ones unless it asks otherwise.

    `?view=month&month=2026-04` draws the same ones as a month, `?view=year` as twelve, from that month on."""
    today = clock.today()
    filters = filtered("deadlines", request.GET, request.user, today)
    view = request.GET.get("view") if request.GET.get("view") in VIEWS else ""
    month = Month.parse(request.GET.get("month", ""), today)
    chosen = {**filters.chosen, "who": filters.chosen["who"] or "all"}
    defaults = {"who": "all", "standing": "open"}
    drawn = {"view": view, "month": str(month)}
    asked = Address((*NAMES, *drawn), {**chosen, **(drawn if view else {})}, defaults)
    context = {
        **_drawn(view, month, filters.qs, request, today),
        "view": view,
        "tabs": [
            (asked.query(view=value, month=str(month) if value else ""), words, value == view)
            for value, words in (("", _("List")), ("month", _("Month")), ("year", _("Twelve months")))
        ],
        "months": {
            name: asked.query(month=str(month.later(step * (12 if view == "year" else 1))))
            for name, step in (("before", -1), ("after", 1))
        },
        "listed_at": Address(NAMES, {**chosen, "when": "", "since": "", "until": ""}, defaults).query(),
        "taken": Address(NAMES, chosen, defaults).query(),
        "place": "deadlines",
        "today": today,
        "filters": filters,
        "chosen": filters.chosen,
        "choices": _choices(request, asked, today),
        "asked": asked.query(),
        "everything": f"?{asked.query(**dict.fromkeys(NAMES, ''))}",
        "others": [(name, asked.chosen[name]) for name in asked.names if name not in TYPED and asked.chosen.get(name)],
    }
    return render_page(request, "deadlines.html", "list", context)


def _drawn(view, month, found, request, today) -> dict:
    """The deadlines that were found as rows of a list, as a month, or as twelve."""
    if view in VIEWS:
        undated = {"undated": found.open().filter(due_on=None).count()}  # they stand in no month
        if view == "month":
            return {"month": drawn_month(month, found, request.user, today), **undated}
        months = drawn_year(month, found, today)
        return {"year": months, "year_number": entries_of(months), **undated}
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    page.object_list = rows_of(page.object_list, request.user, today)
    return {"page": page}


def _sessions(request, today, chosen):
    """The sessions of all that the address asks but for its session, earliest first: of many, those that come first."""
    anywhere = request.GET.copy()
    anywhere.pop("session", None)
    filters = DeadlineFilter(anywhere, deadlines_for(request.user), reader=request.user, today=today, checked=())
    found = filters.qs.filter(session__isnull=False).values("session")[:LOOKED_THROUGH]
    sessions = Session.objects.filter(pk__in=found, kind__in=[Session.Kind.REGULAR, Session.Kind.SPECIAL])
    named = {
        str(session).replace(" ", ""): str(session)
        for session in sessions.order_by(F("opens_on").asc(nulls_last=True), "body", "number")[:MOST_SESSIONS]
    }
    asked_for = chosen["session"]
    return list(named.items()) if not asked_for or asked_for in named else [(asked_for, asked_for), *named.items()]


def _choices(request, asked, today):
    """The filters at the side: whose, standing, when, kind, sessions, and the mandate where one is chosen."""
    reader = request.user
    people = whose_choices(reader)
    if reader.unit_id:
        colleagues = User.objects.filter(unit=reader.unit_id, is_active=True).exclude(pk=reader.pk)
        people += [(person.username, person.short_name) for person in colleagues[:MOST_PEOPLE]]
    chosen = asked.chosen
    sessions = _sessions(request, today, chosen)
    filters = [
        asked.choices("who", _("Whose"), people),
        asked.choices("standing", _("How it stands"), STANDINGS),
        asked.choices("when", _("When"), [("", _("Any day")), *WHEN]),
        asked.choices("kind", _("Kind"), [("", _("All of them")), *KINDS]),
        asked.choices("session", _("Session"), [("", _("All sessions")), *sessions]),
    ]
    if chosen["mandate"]:
        mandate = Mandate.objects.filter(slug=chosen["mandate"]).only("name", "short_name").first()
        only = (chosen["mandate"], str(mandate) if mandate else chosen["mandate"])
        filters.insert(1, asked.choices("mandate", _("Mandate"), [("", _("All mandates")), only]))
    return filters


def _context(request, pk, today):
    """What the page of a deadline prints; who was told of it only where the whole page is asked for."""
    one = asked_for(request, pk)
    told = [] if asks_for_a_fragment(request) else told_about(one, request.user)
    return {"place": "deadlines", "today": today, "told": told, **receipt_context(one, request.user, today)}


@require_GET
def deadline(request, pk):
    """One deadline: its receipt, what can be done, what happened. A fragment is its row."""
    today = clock.today()
    context = _context(request, pk, today)
    return render_page(request, "deadline.html", "parts/rows.html#row", context)


@require_GET
def receipt(request, pk):
    """The calculation alone, as it opens under a row; the whole page without HTMX."""
    today = clock.today()
    context = _context(request, pk, today)
    return render_page(request, "deadline.html", "parts/receipt.html", context)
