"""The desk: what needs the reader now. One sentence first, then the shape of the year, then rows by urgency.

Eight queries at any size: session, reader, calendar, mandates, tally, rows, suggested streams, marks of the horizon.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Case, Exists, F, IntegerField, Q, Subquery, When
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from mandates import clock
from mandates.lists.deadlines import COUNTED_UP_TO, MONTH, WEEK, DeadlineFilter, of_kind, tally, whose
from mandates.models import Deadline, Mandate, OpenQuestion, ReportingObligation
from mandates.permissions import deadlines_for, mandates_for
from mandates.planning.facts import SessionName
from mandates.planning.sessions import estimated_opening

from .choices import Address, Choices
from .fragments import render_page
from .horizon import Step, horizon, known_and_expected, sessions_between, span_of
from .rows import Row, rows_of
from .streams import suggested_streams
from .wording import session_label, term_words, text_label

MOST_ROWS = 40  # on the page in all
MOST_LATE = 20  # of them late ones, where something else is due
MOST_MANDATES = 12
MOST_STREAMS = 8
MOST_OWNED = 200  # of a reader who owns more, the database asks for them anew
STILL_ON = timedelta(days=42)  # a session whose last day was not found: the longest so far, the 55th, took 39 days


@dataclass(slots=True)
class Group:
    """A section of the desk: its rows, how many there are in all, and where to see the rest."""

    name: str
    heading: str
    count: int
    rows: list[Row] = field(default_factory=list)
    address: str = ""

    @property
    def more(self) -> int:
        return max(self.count - len(self.rows), 0)


@require_GET
def desk(request):
    """What needs the reader now; `?who=&mandate=&kind=` narrow it. Nothing chosen shows what is the reader's own, or
    everything to a reader who owns nothing."""
    return render_page(request, "desk.html", "changed", desk_context(request, request.GET))


def desk_context(request, address) -> dict:
    """All that the desk prints for the reader of `request` and the filters in `address`."""
    today, reader = clock.today(), request.user
    span = span_of(today)
    filters = DeadlineFilter(address, reader=reader, today=today)
    chosen = filters.chosen
    sessions = list(sessions_between(span.first, span.last).annotate(**_beside(reader, chosen["who"])))
    beside = sessions[0] if sessions else None
    if not chosen["who"]:
        owns = beside.reader_owns if beside else Mandate.objects.owned_by(reader).exists()
        chosen["who"] = "me" if owns else "all"
    mandates = list(_mandates(reader, chosen)[: MOST_OWNED if chosen["who"] == "me" else MOST_MANDATES + 1])
    deadlines = _deadlines(reader, chosen, mandates)
    counts = tally(deadlines, chosen["kind"], today, is_everybodys=chosen["who"] == "all" and not chosen["mandate"])
    streams = list(suggested_streams(_obligations(reader, chosen))[: MOST_STREAMS + 1])
    watched = mandates[:MOST_MANDATES]
    steps = _steps(watched)
    asked = Address(("who", "mandate", "kind"), chosen, {})
    groups = _groups(of_kind(deadlines, chosen["kind"]), asked, counts, reader, today)
    shown = [mandate for mandate in watched if mandate.slug == chosen["mandate"]] or watched
    numbers = {
        "me": counts.all if chosen["who"] == "me" else getattr(beside, "mine", None),
        "unit": counts.all if chosen["who"] == "unit" else getattr(beside, "units", None),
    }
    return {
        "place": "desk",
        "today": today,
        "week_ends": today + WEEK,
        "month_ends": today + MONTH,
        "filters": filters,
        "chosen": chosen,
        "choices": _choices(asked, counts, numbers, watched, steps, reader),
        "asked": asked.query(),
        "counts": counts,
        "groups": groups,
        "next_row": next((row for name in ("month", "later") for row in groups[name].rows), None),
        "streams": streams[:MOST_STREAMS],
        "more_streams": len(streams) > MOST_STREAMS,
        "questions": getattr(beside, "own_questions" if chosen["who"] == "me" else "all_questions", 0),
        "sessions_ahead": _sessions_ahead(sessions, span.last, today),
        "horizon": horizon(
            shown, steps, sessions, today, more=max(len(mandates) - len(shown), 0) if shown == watched else 0
        ),
        "watched": [_watched(mandate, today) for mandate in shown],
        "more_mandates": shown == watched and len(mandates) > len(watched),
        "asks_if_extended": any(mandate.renewal_state == Mandate.RenewalState.NOT_RECORDED for mandate in shown),
        "deadlines_at": reverse("deadlines"),
        "mandates_at": reverse("mandates"),
    }


def _beside(reader, who) -> dict:
    """What is asked together with the calendar, to save queries: none of it is about a session, so it is asked once."""
    owned = Mandate.objects.filter(owner=reader).values("pk")
    open_ones = Deadline.objects.open().order_by().values("pk")
    unsettled = OpenQuestion.objects.filter(settled_on=None).values("pk")
    beside = {
        "reader_owns": Exists(Mandate.objects.owned_by(reader)),
        "own_questions": _NumberOf(unsettled.filter(mandate__in=owned)),
        "all_questions": _NumberOf(unsettled),
    }
    if reader.unit_id and who != "unit":
        colleagues = Mandate.objects.filter(unit=reader.unit_id).values("pk")
        beside["units"] = _NumberOf(open_ones.filter(mandate__in=colleagues)[:COUNTED_UP_TO])
    if who not in ("", "me"):
        beside["mine"] = _NumberOf(open_ones.filter(assigned_to=reader)) + _NumberOf(
            open_ones.filter(~Q(assigned_to__isnull=False), mandate__in=owned)
        )
    return beside


class _NumberOf(Subquery):
    """How many rows a queryset has, beside rows of another one."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def tally_beside(reader, address, today):
    """The numbers of a desk at `address`, for an answer that changes one of its rows."""
    chosen = DeadlineFilter(address, reader=reader, today=today).chosen
    if not chosen["who"]:
        chosen["who"] = "me" if Mandate.objects.owned_by(reader).exists() else "all"
    everybodys = chosen["who"] == "all" and not chosen["mandate"]
    return tally(_deadlines(reader, chosen), chosen["kind"], today, is_everybodys=everybodys)


def _deadlines(reader, chosen, mandates=None):
    """The deadlines of the choice, of both kinds; `mandates` are those of the choice where they are known."""
    owned = None
    if mandates is not None and chosen["who"] == "me" and len(mandates) < MOST_OWNED:
        owned = [mandate.pk for mandate in mandates if mandate.owner_id == reader.pk]
    deadlines = whose(deadlines_for(reader), chosen["who"], reader, owned)
    return deadlines.filter(mandate__slug=chosen["mandate"]) if chosen["mandate"] else deadlines


def _mandates(reader, chosen):
    """The mandates of the choice, those first whose renewal presses most."""
    mandates = mandates_for(reader)
    match chosen["who"]:
        case "me":
            mandates = mandates.owned_by(reader)
        case "unit" if reader.unit_id:
            mandates = mandates.of_unit(reader.unit_id)
        case "unit" | "all":
            pass
        case person:
            mandates = mandates.filter(Q(owner__username=person) | Q(deputy__username=person))
    pressing = Case(When(renewal_state=Mandate.RenewalState.NOT_RECORDED, then=0), default=1)
    first = [Case(When(slug=chosen["mandate"], then=0), default=1)] if chosen["mandate"] else []
    opening = F("renewal_session__opens_on").asc(nulls_last=True)
    return (
        mandates.select_related("runs_on__resolution", "renewal_session")
        .only(
            "name", "short_name", "slug", "owner", "renewal_state", "anniversary", "renewal_gap", "is_example",
            "renewal_session__body", "renewal_session__kind", "renewal_session__number", "renewal_session__opens_on",
            "renewal_session__closes_on", "runs_on__term", "runs_on__paragraph_key", "runs_on__resolution__symbol",
            "runs_on__resolution__adoption", "runs_on__resolution__in_favour", "runs_on__resolution__against",
            "runs_on__resolution__abstaining",
        )
        .order_by(*first, pressing, opening, F("renewal_session__number").asc(nulls_last=True), "name")
    )  # fmt: skip


def _obligations(reader, chosen):
    obligations = ReportingObligation.objects.awaiting_confirmation()
    if chosen["mandate"]:
        obligations = obligations.filter(mandate__slug=chosen["mandate"])
    match chosen["who"]:
        case "me":
            return obligations.for_officer(reader)
        case "unit" if reader.unit_id:
            return obligations.filter(mandate__unit=reader.unit_id)
        case "unit" | "all":
            return obligations
        case person:
            return obligations.filter(Q(mandate__owner__username=person) | Q(mandate__deputy__username=person))


def _steps(mandates):
    """The open steps of these mandates, for the marks of the horizon and the numbers beside the mandates."""
    if not mandates:
        return []
    open_ones = Deadline.objects.open().filter(mandate__in=[mandate.pk for mandate in mandates]).order_by()
    columns = ("mandate", "rule__code", "due_on", "late_after", "assigned_to", "obligation")
    return [Step(*values) for values in open_ones.values_list(*columns)]


def _groups(deadlines, asked, counts, reader, today):
    """The rows in their sections, with one query: at most 40, and late ones never push out all that is due."""
    most_late = min(counts.overdue, max(MOST_LATE, MOST_ROWS - counts.ahead))
    late = deadlines.overdue(today).order_by("late_after", "pk").values("pk")[:most_late]
    ahead = deadlines.upcoming(today).order_by("due_on", "pk").values("pk")[: MOST_ROWS - most_late]
    wanted = ahead
    if most_late:
        # Each half is walked along its own index; SQLite wants the limits one level below the union.
        halves = [Deadline.objects.filter(pk__in=half).order_by().values("pk") for half in (late, ahead)]
        wanted = halves[0].union(halves[1], all=True)
    shown = Deadline.objects.filter(pk__in=wanted).order_by(F("due_on").asc(nulls_first=True), "pk")
    rows = {"overdue": [], "week": [], "month": [], "later": []}
    for row in rows_of(shown, reader, today):
        rows[_group_of(row, today)].append(row)
    address = f"{reverse('deadlines')}?{asked.query()}&when="
    return {
        name: Group(name, heading, getattr(counts, name), rows[name], address + name)
        for name, heading in (
            ("overdue", gettext("Overdue")),
            ("week", gettext("Next 7 days")),
            ("month", gettext("Next 30 days")),
            ("later", gettext("Later")),
        )
    }


def _group_of(row, today) -> str:
    if row.is_late:
        return "overdue"
    if row.due_on <= today + WEEK:
        return "week"
    return "month" if row.due_on <= today + MONTH else "later"


def _choices(address, counts, numbers, mandates, steps, reader) -> list[Choices]:
    """The filters at the side, with their numbers where these are known."""
    who, kind = address.chosen["who"], address.chosen["kind"]
    people = [("me", gettext("Mine"), numbers["me"])]
    if reader.unit_id:
        people.append(("unit", gettext("My unit"), numbers["unit"]))
    people.append(("all", gettext("All"), counts.all if who == "all" else None))
    if who not in ("me", "unit", "all"):
        people.append((who, who, counts.all))
    owned = {mandate.pk for mandate in mandates if mandate.owner_id == reader.pk}
    of_each = Counter(
        step.mandate
        for step in steps
        if kind in ("", "report" if step.is_report else "renewal")
        and (who != "me" or step.assigned == reader.pk or (step.assigned is None and step.mandate in owned))
    )
    return [
        address.choices("who", gettext("Whose"), people),
        address.choices(
            "mandate",
            gettext("Mandate"),
            [("", gettext("All of them")), *((each.slug, str(each), of_each[each.pk]) for each in mandates)],
        ),
        address.choices(
            "kind",
            gettext("Kind"),
            [
                ("", gettext("Reports and renewals"), counts.all),
                ("report", gettext("Reports"), counts.reports),
                ("renewal", gettext("Renewals"), counts.renewals),
            ],
        ),
    ]


def _sessions_ahead(sessions, last, today) -> list[str]:
    """What the lead sentence says of the Council's sessions: the one that is on, and the next."""
    said = []
    for session in known_and_expected(sessions, last):
        name = session_label(session.body, session.kind, session.number)
        if session.opens_on > today:
            days = (session.opens_on - today).days
            if session.pk:
                words = ngettext("%(session)s opens in %(days)d day", "%(session)s opens in %(days)d days", days)
            else:
                words = ngettext(
                    "%(session)s opens in about %(days)d day, an estimate",
                    "%(session)s opens in about %(days)d days, an estimate",
                    days,
                )
            return [*said, words % {"session": name, "days": days}]
        if session.closes_on and session.closes_on >= today:
            days = (session.closes_on - today).days
            words = ngettext("%(session)s closes in %(days)d day", "%(session)s closes in %(days)d days", days)
            words = {0: gettext("%(session)s closes today"), 1: gettext("%(session)s closes tomorrow")}.get(days, words)
            said.append(words % {"session": name, "days": days})
        elif not session.closes_on and today - session.opens_on < STILL_ON:
            words = gettext("%(session)s is on; its last day is not recorded")
            said.append(words % {"session": name})
    return said


def _watched(mandate, today) -> dict:
    """A row of the renewal watch."""
    session, runs_on = mandate.renewal_session, mandate.runs_on
    expected = None
    if session and not session.opens_on:
        expected = estimated_opening(SessionName(session.body, session.number))
    return {
        "name": str(mandate),
        "address": mandate.get_absolute_url(),
        "outcome_at": reverse("outcome", args=[mandate.slug]),
        "is_missing": mandate.renewal_state == Mandate.RenewalState.NOT_RECORDED,
        "text": runs_on and runs_on.resolution,
        "cite": text_label(runs_on.resolution.symbol, runs_on.paragraph_key) if runs_on else "",
        "term": term_words(runs_on.term) if runs_on else "",
        "session": session and session_label(session.body, session.kind, session.number),
        "opens_on": session and session.opens_on,
        "is_ahead": bool(session and session.opens_on and session.opens_on > today),
        "expected_on": expected if expected and expected > today else None,
        "anniversary": mandate.anniversary,
        "gap": mandate.renewal_gap,
        "state": mandate.get_renewal_state_display() or gettext("no term recorded"),
        "mark": "shut" if mandate.renewal_state == Mandate.RenewalState.ENDED else "open",
        "is_example": mandate.is_example,
    }
