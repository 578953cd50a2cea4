"""The mandates: the list, and the one page that tells a mandate's whole story."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Paginator
from django.db.models import F, Prefetch, Q
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from mandates import clock
from mandates.lists.mandates import MandateFilter
from mandates.models import (
    Body,
    CountryVisit,
    Deadline,
    LogEntry,
    Mandate,
    MandateAction,
    MandateHolder,
    Report,
    Request,
    RequestSource,
)
from mandates.permissions import mandates_for
from mandates.records.renewal import outcome_to_withdraw

from .chain import chain_figure, in_order, late_renewals, present_holder, six_years_end
from .filters import Filters
from .fragments import render_page
from .requests import asked_of, group_by_addressee
from .spelled import action_words, paragraph_words, renewal_state, session_words, span_words, term_words

A_PAGE = 40  # rows: see the measurements on lists
NEXT_DATES = 8  # of each kind; the list of deadlines has the rest
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
    chosen = MandateFilter(
        request.GET, mandates_for(request.user).with_row_facts().prefetch_related(HOLDERS), request=request
    )
    page = Paginator(chosen.qs, A_PAGE).get_page(request.GET.get("page"))
    rows = [MandateRow.of(mandate, clock.today()) for mandate in page]
    context = {"rows": rows, "page": page, "filters": Filters(chosen), "place": "mandates"}
    return render_page(request, "mandates.html", "answer", context)


@require_GET
def mandate(request, slug):
    """One mandate: both clocks, the chain of its texts, next dates, reports, requests, visits, people, log."""
    found = get_object_or_404(
        mandates_for(request.user)
        .select_related("owner", "deputy", "unit__head", "runs_on__resolution", "runs_on__paragraph", "renewal_session")
        .prefetch_related(HOLDERS),
        slug=slug,
    )
    return render_page(request, "mandate.html", "page", story(found, clock.today()))


def story(mandate: Mandate, today: date) -> dict:
    """All that the page of `mandate` prints as on `today`; as many queries for a long story as for a short one."""
    actions = actions_of(mandate)
    holders = list(mandate.holders.all())
    asked = list(
        Request.objects.in_force()
        .filter(mandate=mandate)
        .select_related("confirmed_by")
        .prefetch_related(
            "addressees", Prefetch("sources", RequestSource.objects.select_related("resolution", "paragraph"))
        )
    )
    deadlines = Deadline.objects.filter(mandate=mandate).select_related("session", "assigned_to").order_by(*BY_DAY)
    ahead = deadlines.suggested().filter(Q(due_on__gte=today) | Q(due_on=None))
    return {
        "place": "mandates",
        "mandate": mandate,
        "row": MandateRow.of(mandate, today),
        "figure": chain_figure(mandate, weightiest(actions), holders, today),
        "texts": text_rows(mandate, actions, asked, today),
        "questions": mandate.open_questions.filter(settled_on=None),
        "next_dates": list(deadlines.open()[:NEXT_DATES]),
        "suggested_dates": list(ahead[:NEXT_DATES]),
        "not_recorded": deadlines.not_recorded().count(),
        "streams": list(
            mandate.obligations.filter(ended_on=None)
            .select_related("addressee", "confirmed_by")
            .prefetch_related("sources__resolution", "sources__paragraph", "named_sessions")
        ),
        "years": report_years(mandate),
        "groups": group_by_addressee(asked_of(asked)),
        "asked": len(asked),
        "visits": [visit_row(visit) for visit in mandate.visits.select_related("state", "holder", "report_session")],
        "served": in_order(holders),
        "log": LogEntry.objects.about(mandate).select_related("deadline")[:LAST_ENTRIES],
        "can_withdraw": outcome_to_withdraw(mandate) is not None,
        "deciding": "mandate",
    }


def actions_of(mandate: Mandate) -> list[MandateAction]:
    """What the texts do to `mandate`, oldest first; texts without a date of adoption last, on both databases."""
    return list(
        mandate.actions.select_related(
            "resolution__session", "effective_session", "until_session", "paragraph"
        ).order_by(F("resolution__adopted").asc(nulls_last=True), "pk")
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
            text_address=_place_of(action) if action else "",
            term=term_words(action.term) if action else "",
            decided=decided,
            decided_note=note,
            opens_on=opens_on if opens_on and opens_on > today else None,
            is_anniversary_past=bool(mandate.anniversary and mandate.anniversary < today),
            holder=holder,
            holder_note=_holder_note(holder),
            six_years_end=six_years_end(holder),
            mark=mark,
            word=word,
        )


def _decided(mandate: Mandate, today: date) -> tuple[str, str]:
    """The session that decides on the renewal, and when it is or was: "HRC62", "15 June 2026, over"."""
    session = mandate.renewal_session
    if session is None:
        return "", ""
    if session.opens_on is None:
        return session.name, _("opening not announced")
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


def _place_of(action: MandateAction) -> str:
    return action.resolution.get_absolute_url() + (f"#{action.paragraph.anchor}" if action.paragraph else "")


@dataclass(slots=True)
class TextRow:
    """One text of the chain, with everything it does to the mandate."""

    text: object
    address: str
    is_yearly: bool
    did: list[tuple[str, str, str]] = field(default_factory=list)  # (words, paragraph in words, its address)
    sources: list[MandateAction] = field(default_factory=list)
    besides: list[str] = field(default_factory=list)


def text_rows(mandate: Mandate, actions: list[MandateAction], asked: list[Request], today: date) -> list[TextRow]:
    """The chain of texts, newest first."""
    rows: dict[int, TextRow] = {}
    first_asked: dict[int, int] = defaultdict(int)
    for request in asked:
        for source in request.sources.all():
            first_asked[source.resolution_id] += source.relation == "created"
    late = late_renewals(actions)
    for action in actions:
        text = action.resolution
        row = rows.setdefault(text.pk, TextRow(text, text.get_absolute_url(), True))
        row.is_yearly &= action.what == MandateAction.What.THEME
        where = paragraph_words(action.paragraph_key) if action.paragraph_key else ""
        row.did.append((action_words(action), where, _place_of(action) if where else ""))
        row.sources.append(action)
        if action.pk in late:
            days, before = late[action.pk]
            words = ngettext(
                "%(days)d day after the anniversary of %(text)s",
                "%(days)d days after the anniversary of %(text)s",
                days,
            )
            row.besides.append(words % {"days": days, "text": before})
    for pk, number in first_asked.items():
        if pk in rows and number:
            words = ngettext("%d request asked here first", "%d requests asked here first", number)
            rows[pk].besides.append(words % number)
    return list(reversed(rows.values()))


@dataclass(slots=True)
class ReportYear:
    year: int | None
    to_council: list[Report] = field(default_factory=list)
    to_assembly: list[Report] = field(default_factory=list)


def report_years(mandate: Mandate) -> list[ReportYear]:
    """The reports by the year of their session, newest first; addenda under the report that they belong to."""
    years: dict[int | None, ReportYear] = {}
    addenda: dict[int, list[Report]] = defaultdict(list)
    reports = mandate.reports.select_related("session", "obligation", "author").order_by(
        "session__number", "symbol", "pk"
    )
    for report in reports:
        if report.parent_id:
            addenda[report.parent_id].append(report)
            continue
        report.mark, report.word = _standing_of(report)
        row = years.setdefault(_year_of(report), ReportYear(_year_of(report)))
        (row.to_assembly if _is_to_assembly(report) else row.to_council).append(report)
    for row in years.values():
        for report in [*row.to_council, *row.to_assembly]:
            report.its_addenda = addenda[report.pk]
    return sorted(years.values(), key=lambda row: row.year or 0, reverse=True)


def _is_to_assembly(report: Report) -> bool:
    body = report.session.body if report.session else report.obligation and report.obligation.recipient
    return body == Body.ASSEMBLY or (body is None and not (report.symbol or "").startswith("A/HRC/"))


def _year_of(report: Report) -> int | None:
    if report.session and report.session.opens_on:
        return report.session.opens_on.year
    return int(report.document_date[:4]) if report.document_date else None


def _standing_of(report: Report) -> tuple[str, str]:
    """Mark and word of what is recorded of a report; its stage where nothing else is."""
    if report.presented_on:
        return "done", _("presented %(day)s") % {"day": span_words(report.presented_on, None)}
    if report.symbol or report.issued_on or report.document_date:
        return "done", _("issued, presentation not recorded")
    if report.submitted_on:
        return "part", _("submitted %(day)s") % {"day": span_words(report.submitted_on, None)}
    if report.stage:
        return "part", str(report.STAGES[report.stage - 1])
    return "open", _("falls due")


def visit_row(visit: CountryVisit) -> CountryVisit:
    """`visit` with its dates in words, the mark of its status, and where its report went."""
    visit.dates = span_words(visit.starts, visit.ends)
    visit.mark = MARKS_OF_VISITS.get(visit.status, "open")
    visit.reported_at = session_words(visit.report_session)
    return visit
