"""The mandates: the list, and the one page that tells a mandate's whole story."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import F, FilteredRelation, Prefetch, Q
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mandates import clock
from mandates.lists.holders import in_order, present_holder, six_years_end, six_years_words
from mandates.lists.kept import filtered
from mandates.lists.sessions import expected_opening
from mandates.lists.wording import term_words
from mandates.models import (
    CountryVisit,
    Deadline,
    HandOver,
    LogEntry,
    Mandate,
    MandateAction,
    MandateHolder,
    Request,
    gone_over,
)
from mandates.permissions import mandates_for, may_hand_over
from mandates.planning.rules import APPOINTMENTS
from mandates.planning.rules import HOLDERS as HOLDERS_IN_OFFICE
from mandates.records.renewal import action_without_successor, outcome_to_withdraw

from .chain import chain_figure
from .clocks import clocks_of
from .ending import endings
from .filters import Filters
from .forms import FollowForm
from .fragments import render_page
from .next_dates import next_dates
from .presenting import STAGES
from .report_years import report_years
from .requests import LONG_TEXTS, WITH_ITS_MANDATE, WITH_ROW_FACTS, asked_of, group_by_addressee
from .spelled import paragraph_words, renewal_state, session_words, span_words
from .text_rows import agenda_item, place_of, text_rows

A_PAGE = 40  # rows: see the measurements on lists
NEXT_DATES = 8  # of each kind; the list of deadlines has the rest
NEWEST_YEARS = 6  # of reports that stand on the page at once; the older ones are opened
LAST_ENTRIES = 15
BY_DAY = [Coalesce("due_on", "late_after").asc(nulls_last=True), "pk"]
NOT_RECORDED = Mandate.RenewalState.NOT_RECORDED
HOLDERS = Prefetch("holders", MandateHolder.objects.select_related("appointed_at"))
MARKS_OF_VISITS = {
    CountryVisit.Status.CARRIED_OUT: "done",
    CountryVisit.Status.ACCEPTED: "part",
    CountryVisit.Status.DATES_PROPOSED: "part",
    CountryVisit.Status.POSTPONED: "part",
    CountryVisit.Status.DECLINED: "shut",
}


@require_GET
def mandates(request):
    """Every mandate by name, 40 a page, with both clocks of its renewal; the filters are the address."""
    chosen = filtered("mandates", request.GET, request.user)
    page = Paginator(chosen.qs.with_row_facts().prefetch_related(HOLDERS), A_PAGE).get_page(request.GET.get("page"))
    rows = [MandateRow.of(mandate, clock.today()) for mandate in page]
    context = {"rows": rows, "page": page, "filters": Filters(chosen), "place": "mandates"}
    return render_page(request, "mandates.html", "answer", context)


@require_GET
def mandate(request, slug):
    """One mandate: both clocks, the chain of its texts, next dates, reports, requests, visits, people, log."""
    found = get_object_or_404(with_its_story(request.user), slug=slug)
    context = {
        **story(found, clock.today()),
        "follow_form": FollowForm(auto_id="follow_%s"),
        "hands_over": [
            each for each in (found.owner, found.deputy) if each and may_hand_over(request.user, each, found)
        ],
    }
    return render_page(request, "mandate.html", "page", context)


def with_its_story(reader):
    """The mandates that `reader` may read, with all that `story` asks of each at once, and `follow` with `follow_why`
    where the reader follows it."""
    own = FilteredRelation("follows", condition=Q(follows__person=reader))
    return (
        mandates_for(reader)
        .select_related(
            "owner", "deputy", "unit__head", "runs_on__resolution", "runs_on__paragraph", "runs_on__effective_session",
            "runs_on__until_session", "renewal_session",
        )
        .prefetch_related(HOLDERS)
        .annotate(followed=own, follow=F("followed__pk"), follow_why=F("followed__why"))
    )  # fmt: skip


def story(mandate: Mandate, today: date) -> dict:
    """All that the page of `mandate` prints as on `today`; as many queries for a long story as for a short one."""
    acts = actions_of(mandate)
    actions = [action for action in acts if action.mandate_id == mandate.pk]
    holders = list(mandate.holders.all())
    asked = list(
        Request.objects.in_force()
        .filter(mandate=mandate)
        .select_related(*WITH_ITS_MANDATE)
        .prefetch_related(*WITH_ROW_FACTS)
        .defer(*LONG_TEXTS)
    )
    streams = mandate.obligations.select_related("addressee", "confirmed_by").prefetch_related(
        "sources__resolution", "sources__paragraph", "named_sessions", endings("log")
    )
    texts = text_rows(actions, asked)
    years = report_years(mandate, today)
    item, item_text = agenda_item(actions)
    deadlines = Deadline.objects.filter(mandate=mandate).select_related("session", "assigned_to").order_by(*BY_DAY)
    ahead = deadlines.suggested().filter(Q(due_on__gte=today) | Q(due_on=None))
    return {
        "place": "mandates",
        "mandate": mandate,
        "row": MandateRow.of(mandate, today),
        "figure": chain_figure(mandate, weightiest(actions), holders, today),
        "clocks": clocks_of(mandate, holders, dates_of_the_clocks(mandate), today),
        "texts": texts,
        "spare": sum(row.is_spare for row in texts),
        "agenda_item": item,
        "agenda_item_text": item_text,
        "questions": mandate.open_questions.filter(settled_on=None),
        "dates": next_dates([*deadlines.open()[:NEXT_DATES], *ahead[:NEXT_DATES]], today),
        "not_recorded": deadlines.not_recorded().count(),
        "streams": [stream for stream in streams if not stream.ended_on],
        "ended": [stream for stream in streams if stream.ended_on],
        "years": years[:NEWEST_YEARS],
        "earlier_years": years[NEWEST_YEARS:],
        "groups": group_by_addressee(asked_of(asked)),
        "asked": len(asked),
        "visits": [visit_row(visit) for visit in mandate.visits.select_related("state", "holder", "report_session")],
        "served": in_order(holders),
        "hand_overs": HandOver.objects.not_over(today)
        .filter(Q(mandates=mandate) | Q(as_head=True, away__heads__mandates=mandate))
        .select_related("away", "to")
        .distinct(),
        "log": LogEntry.objects.about(mandate).select_related("deadline")[:LAST_ENTRIES],
        "went_to": went_to(mandate),
        "lacks_successor": action_without_successor(mandate) is not None,
        "took_over": [action for action in acts if action.into_id == mandate.pk],
        "can_withdraw": outcome_to_withdraw(mandate) is not None,
        "deciding": "mandate",
    }


def went_to(mandate: Mandate) -> Mandate | None:
    """The mandate into which `mandate` was merged, or that replaced it; None where it goes on or nobody knows."""
    is_over = mandate.renewal_state == Mandate.RenewalState.ENDED
    return Mandate.objects.filter(pk=gone_over().get(mandate.pk)).first() if is_over else None


def dates_of_the_clocks(mandate: Mandate):
    """The steps towards a successor, and the dates of the reports that are not presented."""
    of_holders = Q(holder__isnull=False, rule__applies_to__in=[APPOINTMENTS, HOLDERS_IN_OFFICE])
    of_reports = Q(report__isnull=False, obligation__isnull=False, report__presented_on=None, rule__stage__in=STAGES)
    return Deadline.objects.filter(of_holders | of_reports, mandate=mandate).select_related(
        "rule", "session", "report", "obligation__addressee", "assigned_to"
    )


def actions_of(mandate: Mandate) -> list[MandateAction]:
    """What the texts do to `mandate`, and to those that went over into it, oldest first; texts without a date of
    adoption last, on both databases."""
    return list(
        MandateAction.objects.filter(Q(mandate=mandate) | Q(into=mandate))
        .select_related("mandate", "resolution__session", "effective_session", "until_session", "paragraph")
        .defer("resolution__original_text")
        .order_by(F("resolution__adopted").asc(nulls_last=True), "pk")
    )


def weightiest(actions: list[MandateAction]) -> list[MandateAction]:
    """One action a text, in the same order: what changes the mandate before what concerns its theme."""
    kept: dict[int, MandateAction] = {}
    for action in actions:
        if action.resolution_id not in kept or kept[action.resolution_id].what == MandateAction.What.THEME:
            kept[action.resolution_id] = action
    return list(kept.values())


@dataclass(slots=True)
class MandateRow:
    """The facts of a mandate in a row: what it runs on, its two clocks, its holder, the last vote, its state."""

    mandate: Mandate
    address: str
    text: object
    paragraph: str
    text_address: str
    term: str
    decided: str
    decided_note: str
    opens_on: date | None  # of the session that decides, while it lies ahead
    is_anniversary_past: bool
    holder: MandateHolder | None
    holder_note: str
    six_years_end: date | None
    six_years: str
    mark: str
    word: str

    @classmethod
    def of(cls, mandate: Mandate, today: date) -> "MandateRow":
        action, holder = mandate.runs_on, present_holder(list(mandate.holders.all()))
        text = action and action.resolution
        mark, word = renewal_state(mandate)
        decided, note = _decided(mandate, today)
        opens_on = mandate.renewal_session and mandate.renewal_session.opens_on
        return cls(
            mandate=mandate,
            address=mandate.get_absolute_url(),
            text=text,
            paragraph=paragraph_words(action.paragraph_key) if action else "",
            text_address=place_of(action) if action else "",
            term=term_words(action.term) if action else "",
            decided=decided,
            decided_note=note,
            opens_on=opens_on if opens_on and opens_on > today else None,
            is_anniversary_past=bool(mandate.anniversary and mandate.anniversary < today),
            holder=holder,
            holder_note=_holder_note(holder),
            six_years_end=six_years_end(holder),
            six_years=six_years_words(holder),
            mark=mark,
            word=word,
        )


def _decided(mandate: Mandate, today: date) -> tuple[str, str]:
    """The session that decides on the renewal, and when it is or was: "HRC62", "15 June 2026, over"."""
    session = mandate.renewal_session
    if session is None:
        return "", ""
    if session.opens_on is None:
        expected = expected_opening(session)
        month = expected and date_format(expected, "F Y")
        return session.name, _("%(month)s, estimate") % {"month": month} if month else _("opening not announced")
    dates = span_words(session.opens_on, session.closes_on)
    if session.opens_on > today:
        return session.name, dates  # the page adds how far away that is
    is_over = session.closes_on < today if session.closes_on else mandate.renewal_state == NOT_RECORDED
    if is_over:
        return session.name, _("%(dates)s, over") % {"dates": dates}
    if session.closes_on:
        return session.name, _("%(dates)s, under way") % {"dates": dates}
    return session.name, _("opened %(day)s, last day not recorded") % {"day": dates}


def _holder_note(holder: MandateHolder | None) -> str:
    if holder is None:
        return ""
    if holder.took_office:
        return _("since %(day)s") % {"day": span_words(holder.took_office, None)}
    if holder.appointed_at:
        return _("appointed at %(session)s") % {"session": holder.appointed_at}
    if holder.appointed:
        return _("appointed %(day)s") % {"day": span_words(holder.appointed, None)}
    return _("dates not recorded")


def visit_row(visit: CountryVisit) -> CountryVisit:
    """`visit` with its dates in words, the mark of its status, and where its report went."""
    visit.dates = span_words(visit.starts, visit.ends)
    visit.mark = MARKS_OF_VISITS.get(visit.status, "open")
    visit.reported_at = session_words(visit.report_session)
    return visit
