"""The desk: what needs the reader now. One sentence first, then the shape of the year, then rows by urgency, then what
is suggested ahead while the outcome of a renewal is not recorded.

Eight queries at any size: session, reader, calendar, mandates, tally, rows, suggested streams, marks of the horizon.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Case, Exists, F, Q, When
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from mandates import clock
from mandates.lists.deadlines import (
    COUNTED_UP_TO,
    KINDS,
    MONTH,
    WEEK,
    DeadlineFilter,
    hanging_on_outcomes,
    of_kind,
    tally,
    whose,
)
from mandates.lists.wording import session_label, shortened, term_words, text_label
from mandates.models import (
    Deadline,
    HandOver,
    Mandate,
    Notice,
    OpenQuestion,
    ReportingObligation,
    SavedView,
    Unit,
    User,
)
from mandates.models.handovers import IN_FORCE, Acting
from mandates.permissions import deadlines_for, mails_for, mandates_for, may
from mandates.planning.facts import SessionName
from mandates.planning.sessions import estimated_opening

from .beside import ListOf, NumberOf
from .choices import Address, Choices
from .fragments import render_page
from .hand_overs import standing_in
from .horizon import Step, horizon, known_and_expected, sessions_between, span_of
from .rows import Row, rows_of
from .saved_views import LISTED, as_listed
from .streams import suggested_streams

MOST_ROWS = 40  # on the page in all
MOST_LATE = 20  # of them late ones, where something else is due
MOST_SUGGESTED = 5  # of them such as hang on the outcome of a renewal
NOT_RECORDED_COUNTED_UP_TO = 1_000  # for everybody together: beyond it "more than" says enough
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
    filters = DeadlineFilter(address, reader=reader, today=today, checked=("who",))
    chosen = filters.chosen
    sessions = list(sessions_between(span.first, span.last).annotate(**_beside(reader, chosen, today)))
    beside = sessions[0] if sessions else None
    if chosen["mandate"] and beside and not beside.knows_mandate:
        filters.unknown.append(chosen["mandate"])
        chosen["mandate"] = ""
    if not chosen["who"]:
        owns = beside.reader_owns if beside else _has_mandates(reader, today)
        chosen["who"] = "me" if owns else "all"
    acting = Acting(beside.in_force or []) if beside else filters.acting
    mandates = list(
        _mandates(reader, chosen, today, acting)[: MOST_OWNED if chosen["who"] == "me" else MOST_MANDATES + 1]
    )
    deadlines = _deadlines(reader, chosen, acting, mandates)
    counts = tally(deadlines, chosen["kind"], today, is_everybodys=chosen["who"] == "all" and not chosen["mandate"])
    streams = list(suggested_streams(_obligations(reader, chosen, today))[: MOST_STREAMS + 1])
    watched = mandates[:MOST_MANDATES]
    steps = _steps(watched, today, span.last)
    asked = Address(("who", "mandate", "kind"), chosen, {})
    shown = [mandate for mandate in watched if mandate.slug == chosen["mandate"]] or watched
    asks_if_extended = any(mandate.renewal_state == Mandate.RenewalState.NOT_RECORDED for mandate in shown)
    groups = _groups(of_kind(deadlines, chosen["kind"]), asked, counts, reader, today, acting, asks_if_extended)
    if_extended = groups.pop("if_extended")
    numbers = {
        "me": counts.all if chosen["who"] == "me" else getattr(mandates[0], "mine", None) if mandates else None,
        "unit": counts.all if chosen["who"] == "unit" else getattr(beside, "units", None),
    }
    not_recorded = getattr(beside, "not_recorded", 0) if counts.not_recorded is None else counts.not_recorded
    return {
        "place": "desk",
        "today": today,
        "week_ends": today + WEEK,
        "month_ends": today + MONTH,
        "filters": filters,
        "chosen": chosen,
        "choices": _choices(asked, counts, numbers, watched, steps, reader, acting),
        "asked": asked.query(),
        "counts": counts,
        "not_recorded": not_recorded,
        "more_not_recorded": counts.not_recorded is None and not_recorded >= NOT_RECORDED_COUNTED_UP_TO,
        "unowned": getattr(beside, "unowned", 0),
        "unowned_at": f"{reverse('mandates')}?{urlencode({'who': 'nobody'})}",
        "unowned_streams": getattr(beside, "unowned_streams", 0) if chosen["who"] == "me" else 0,
        "groups": groups,
        "if_extended": if_extended,
        "asks_if_extended": asks_if_extended and not if_extended.rows,
        "next_row": next((row for name in ("month", "later") for row in groups[name].rows), None),
        "streams": streams[:MOST_STREAMS],
        "more_streams": len(streams) > MOST_STREAMS,
        "questions": getattr(beside, "own_questions" if chosen["who"] == "me" else "all_questions", 0),
        "notices": getattr(beside, "notices", 0),
        "standing_in": standing_in(acting, reader),
        **({"saved_views": as_listed(beside.views or [])} if beside else {}),  # otherwise as on every other page
        "mails_to_look_at": getattr(beside, "mails_to_look_at", 0),
        "closed_heads": getattr(beside, "closed_heads", 0),
        "sessions_ahead": _sessions_ahead(sessions, span, today),
        "horizon": horizon(
            shown, steps, sessions, today, more=max(len(mandates) - len(shown), 0) if shown == watched else 0
        ),
        "watched": [_watched(mandate, today) for mandate in shown],
        "more_mandates": shown == watched and len(mandates) > len(watched),
        "printed_at": reverse("desk"),  # what was done to a row is answered from an address of its own
        "deadlines_at": reverse("deadlines"),
        "mandates_at": reverse("mandates"),
    }


def _beside(reader, chosen, today) -> dict:
    """What is asked together with the calendar, to save queries: none of it is about a session, so it is asked once."""
    who, kind = chosen["who"], chosen["kind"]
    owned = Mandate.objects.filter(owner=reader).values("pk")
    open_ones = Deadline.objects.open().order_by().values("mandate")  # counted in the index by mandate alone
    unsettled = OpenQuestion.objects.filter(settled_on=None).values("pk")
    beside = {
        "knows_mandate": Exists(Mandate.objects.filter(slug=chosen["mandate"])),
        "reader_owns": Exists(Mandate.objects.of_officers([reader], today)),
        "in_force": ListOf(HandOver.objects.in_force(today), IN_FORCE),
        "views": ListOf(SavedView.objects.filter(person=reader), LISTED),
        "own_questions": NumberOf(unsettled.filter(mandate__in=owned)),
        "all_questions": NumberOf(unsettled),
        "notices": NumberOf(Notice.objects.unread().filter(person=reader, is_own=True).order_by().values("pk")),
        "mails_to_look_at": NumberOf(mails_for(reader).to_look_at().order_by().values("pk")),
    }
    if may(reader, "enter data"):
        beside["closed_heads"] = NumberOf(Unit.objects.head_is_closed().order_by().values("pk"))
    unowned = Mandate.objects.filter(owner=None).order_by().values("pk")
    if may(reader, "reassign"):
        beside["unowned"] = NumberOf(unowned)
    elif who == "unit" and reader.unit_id:
        beside["unowned"] = NumberOf(unowned.filter(unit=reader.unit_id))
    if who in ("", "me"):
        waiting = ReportingObligation.objects.awaiting_confirmation().filter(mandate__owner=None)
        beside["unowned_streams"] = NumberOf(waiting.order_by().values("pk"))
    if who in ("", "all"):
        forgotten = of_kind(Deadline.objects.not_recorded(), kind).order_by().values("mandate")
        beside["not_recorded"] = NumberOf(forgotten[:NOT_RECORDED_COUNTED_UP_TO])
    if reader.unit_id and who != "unit":
        colleagues = Mandate.objects.filter(unit=reader.unit_id).values("pk")
        beside["units"] = NumberOf(open_ones.filter(mandate__in=colleagues)[:COUNTED_UP_TO])
    return beside


def _has_mandates(reader, today) -> bool:
    return Mandate.objects.of_officers([reader], today).exists()


def tally_beside(reader, address, today):
    """The numbers of a desk at `address`, for an answer that changes one of its rows."""
    filters = DeadlineFilter(address, reader=reader, today=today)
    chosen = filters.chosen
    if not chosen["who"]:
        chosen["who"] = "me" if _has_mandates(reader, today) else "all"
    everybodys = chosen["who"] == "all" and not chosen["mandate"]
    return tally(_deadlines(reader, chosen, filters.acting), chosen["kind"], today, is_everybodys=everybodys)


def _deadlines(reader, chosen, acting, mandates=None):
    """The deadlines of the choice, of both kinds; `mandates` are those of the choice where they are known."""
    acted_on = None
    if mandates is not None and chosen["who"] == "me" and len(mandates) < MOST_OWNED:
        acted_on = [mandate.pk for mandate in mandates if _acts_on(mandate, reader, acting)]
    deadlines = whose(deadlines_for(reader), chosen["who"], reader, acting, acted_on)
    return deadlines.filter(mandate__slug=chosen["mandate"]) if chosen["mandate"] else deadlines


def _acts_on(mandate, reader, acting) -> bool:
    """Whether the dates of `mandate` that nobody else was given are the reader's to act on."""
    return acting.officer_id(mandate.pk, None, mandate.owner_id, mandate.deputy_id) == reader.pk


def _mandates(reader, chosen, today, acting):
    """The mandates of the choice, those first whose renewal presses most; with the number of the reader's open dates
    where it is not theirs that are shown."""
    mandates = mandates_for(reader)
    match chosen["who"]:
        case "me":
            mandates = mandates.of_officers([reader], today)
        case "unit" if reader.unit_id:
            mandates = mandates.of_unit(reader.unit_id)
        case "unit" | "all":
            pass
        case person:
            mandates = mandates.of_officers(User.objects.filter(username=person).values("pk"), today)
    if chosen["who"] != "me":
        mine = Deadline.objects.open().order_by().values("pk")
        acted_on = Mandate.objects.acted_on_by(reader, acting).order_by().values("pk")
        assigned, unassigned = mine.assigned_for(reader, acting), mine.unassigned_of(acted_on)
        mandates = mandates.annotate(mine=NumberOf(assigned) + NumberOf(unassigned))
    pressing = Case(When(renewal_state=Mandate.RenewalState.NOT_RECORDED, then=0), default=1)
    first = [Case(When(slug=chosen["mandate"], then=0), default=1)] if chosen["mandate"] else []
    opening = F("renewal_session__opens_on").asc(nulls_last=True)
    return (
        mandates.select_related("runs_on__resolution", "renewal_session")
        .only(
            "name", "short_name", "slug", "owner", "deputy", "renewal_state", "anniversary", "renewal_gap",
            "renewal_session__body", "renewal_session__kind", "renewal_session__number", "renewal_session__opens_on",
            "renewal_session__closes_on", "runs_on__term", "runs_on__paragraph_key", "runs_on__resolution__symbol",
            "runs_on__resolution__adoption", "runs_on__resolution__in_favour", "runs_on__resolution__against",
            "runs_on__resolution__abstaining",
        )
        .order_by(*first, pressing, opening, F("renewal_session__number").asc(nulls_last=True), "name")
    )  # fmt: skip


def _obligations(reader, chosen, today):
    obligations = ReportingObligation.objects.awaiting_confirmation()
    if chosen["mandate"]:
        obligations = obligations.filter(mandate__slug=chosen["mandate"])
    match chosen["who"]:
        case "me":
            return obligations.of_officers([reader], today)
        case "unit" if reader.unit_id:
            return obligations.filter(mandate__unit=reader.unit_id)
        case "unit" | "all":
            return obligations
        case person:
            return obligations.of_officers(User.objects.filter(username=person).values("pk"), today)


def _steps(mandates, today, last):
    """The open steps of these mandates, for the marks of the horizon and the numbers beside the mandates, and those
    that are only suggested from `today` to `last`."""
    if not mandates:
        return []
    is_ahead = Q(standing=Deadline.Standing.SUGGESTED, due_on__gte=today, due_on__lte=last)
    steps = Deadline.objects.filter(Q(standing=Deadline.Standing.FOLLOWED) | is_ahead, met_on=None)
    steps = steps.filter(mandate__in=[mandate.pk for mandate in mandates]).order_by()
    of_step = ("rule__stage", "due_on", "late_after", "assigned_to", "obligation", "holder", "visit", "standing")
    return [
        Step(*values, is_suggested=standing == Deadline.Standing.SUGGESTED)
        for *values, standing in steps.values_list("mandate", *of_step)
    ]


def _groups(deadlines, asked, counts, reader, today, acting, asks_if_extended):
    """The rows in their sections, with one query: at most 40, and late ones never push out all that is due.

    The last section is what follows if the mandate was extended: asked for where an outcome is not recorded, counted
    one further than it shows."""
    most = MOST_ROWS - (MOST_SUGGESTED if asks_if_extended else 0)
    most_late = min(counts.overdue, max(MOST_LATE, most - counts.ahead), most)
    late = deadlines.overdue(today).order_by("late_after", "pk").values("pk")[:most_late]
    ahead = deadlines.upcoming(today).order_by("due_on", "pk").values("pk")[: most - most_late]
    parts = [late, ahead] if most_late else [ahead]
    if asks_if_extended:
        parts.append(hanging_on_outcomes(deadlines, today).order_by("due_on", "pk").values("pk")[: MOST_SUGGESTED + 1])
    wanted = ahead
    if len(parts) > 1:
        # Each part is walked along its own index; SQLite wants the limits one level below the union.
        first, *others = [Deadline.objects.filter(pk__in=part).order_by().values("pk") for part in parts]
        wanted = first.union(*others, all=True)
    shown = Deadline.objects.filter(pk__in=wanted).order_by(F("due_on").asc(nulls_first=True), "pk")
    rows = {"overdue": [], "week": [], "month": [], "later": [], "if_extended": []}
    for row in rows_of(shown, reader, today, acting):
        rows[_group_of(row, today)].append(row)
    address = f"{reverse('deadlines')}?{asked.query()}&when="
    suggested = rows["if_extended"]
    if_extended = Group(
        "if_extended",
        gettext("If the mandate was extended"),
        len(suggested),
        suggested[:MOST_SUGGESTED],
        f"{reverse('deadlines')}?{asked.query(standing='suggested')}",
    )
    return {
        "if_extended": if_extended,
        "asks_if_extended": asks_if_extended and not if_extended.rows,
        **{
            name: Group(name, heading, getattr(counts, name), rows[name], address + name)
            for name, heading in (
                ("overdue", gettext("Overdue")),
                ("week", gettext("Next 7 days")),
                ("month", gettext("Next 30 days")),
                ("later", gettext("Later")),
            )
        },
    }


def _group_of(row, today) -> str:
    if row.standing == Deadline.Standing.SUGGESTED:
        return "if_extended"
    if row.is_late:
        return "overdue"
    if row.due_on <= today + WEEK:
        return "week"
    return "month" if row.due_on <= today + MONTH else "later"


def _choices(address, counts, numbers, mandates, steps, reader, acting) -> list[Choices]:
    """The filters at the side, with their numbers where these are known."""
    who, kind = address.chosen["who"], address.chosen["kind"]
    people = [("me", gettext("Mine"), numbers["me"])]
    if reader.unit_id:
        people.append(("unit", gettext("My unit"), numbers["unit"]))
    people.append(("all", gettext("All"), counts.all if who == "all" else None))
    if who not in ("me", "unit", "all"):
        people.append((who, who, counts.all))
    acted_on = {mandate.pk for mandate in mandates if _acts_on(mandate, reader, acting)}

    def _is_the_readers(step):
        if step.assigned is None:
            return step.mandate in acted_on
        return acting.for_person(step.mandate, step.assigned) == reader.pk

    of_each = Counter(
        step.mandate
        for step in steps
        if not step.is_suggested and kind in ("", step.kind) and (who != "me" or _is_the_readers(step))
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
                ("", gettext("All of them"), counts.all),
                *((name, words, getattr(counts, name)) for name, words in KINDS),
            ],
        ),
    ]


def _sessions_ahead(sessions, span, today) -> list[str]:
    """What the lead sentence says of the Council's sessions: the one that is on, and the next. Of one that nobody has
    announced it does not say that it is on."""
    said = []
    for session in known_and_expected(sessions, span):
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
        elif session.pk and not session.closes_on and today - session.opens_on < STILL_ON:
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
        "name": shortened(str(mandate)),
        "whole_name": mandate.name,
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
    }
