"""The rows of lists as the mail of Monday prints them: at most so many, each with its address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from mandates.lists.reasons import rule_of, source_of
from mandates.lists.renewals import with_renewal_facts
from mandates.lists.reports import on_the_way, with_row_facts
from mandates.lists.wording import shortened
from mandates.models import Deadline, HandOver, Mandate, Request, Resolution, Standing, User

MOST_ROWS = 25  # of a view in its mail; the rest is one link away
MOST_WORDS = 160  # characters of a request


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list as the mail prints it. `mark` says that it is a suggestion or an estimate, in words."""

    address: str
    what: str
    of: str = ""
    on: date | None = None
    why: str = ""
    mark: str = ""


def _deadlines(found: QuerySet, today: date) -> list[Line]:
    rows = found.with_row_facts().defer("source_resolution__original_text")[:MOST_ROWS]
    acting = HandOver.objects.acting(today)
    return [_deadline(each, acting.officer(each), today) for each in rows]


def _mark(*, is_suggested: object = False, is_estimate: object = False, is_example: object = False) -> str:
    marks = [
        (is_suggested, _("suggested, not confirmed")),
        (is_estimate, _("an estimate")),
        (is_example, _("example")),
    ]
    return ", ".join(words for is_so, words in marks if is_so)


def _deadline(deadline: Deadline, officer: User | None, today: date) -> Line:
    of = [str(deadline.mandate)]
    if officer:
        of.append(officer.short_name)
    if deadline.is_late(today):
        of.append(_("late"))
    return Line(
        address=_at(deadline),
        what=deadline.step_and_session,
        of=", ".join(of),
        on=deadline.due_on,
        why=" › ".join(words for words in (source_of(deadline), rule_of(deadline)) if words),
        mark=_mark(
            is_suggested=deadline.standing == Deadline.Standing.SUGGESTED,
            is_estimate=deadline.is_estimate,
            is_example=deadline.mandate.is_example,
        ),
    )


def _mandates(found: QuerySet, today: date) -> list[Line]:
    return [_mandate(each) for each in found.with_row_facts()[:MOST_ROWS]]


def _renewals(found: QuerySet, today: date) -> list[Line]:
    return [_mandate(each) for each in with_renewal_facts(found)[:MOST_ROWS]]


def _mandate(mandate: Mandate) -> Line:
    session = mandate.renewal_session
    is_decided_at = _("decided at %(session)s") % {"session": session} if session else ""
    return Line(
        address=_at(mandate),
        what=str(mandate),
        of=", ".join(words for words in (mandate.get_renewal_state_display(), is_decided_at) if words),
        on=session and session.opens_on,
        why=mandate.runs_on.resolution.short_symbol if mandate.runs_on else "",
        mark=_mark(is_example=mandate.is_example),
    )


def _reports(found: QuerySet, today: date) -> list[Line]:
    lines = []
    for each in on_the_way(with_row_facts(found)[:MOST_ROWS], today):
        report, submission = each.report, each.submission
        lines.append(
            Line(
                address=settings.DESK_URL + reverse("report", args=[report.pk]),
                what=f"{report.session or _('Report')}, {report.mandate}",
                of=each.stage_word,
                on=submission.on or submission.planned_on,
                why=each.text,
                mark=_mark(
                    is_suggested=report.obligation and report.obligation.standing == Standing.SUGGESTED,
                    is_estimate=submission.planned_on and not (report.session and report.session.opens_on),
                    is_example=report.mandate.is_example,
                ),
            )
        )
    return lines


def _requests(found: QuerySet, today: date) -> list[Line]:
    rows = found.select_related("mandate").prefetch_related("addressees", "sources__resolution")[:MOST_ROWS]
    return [_request(each) for each in rows]


def _request(request: Request) -> Line:
    mandate = str(request.mandate or "")
    texts = [source.resolution.short_symbol for source in request.sources.all()]
    return Line(
        address=_at(request),
        what=shortened(request.text, MOST_WORDS),
        of=", ".join([*(each.name for each in request.addressees.all()), *filter(None, [mandate])]),
        why=texts[-1] if texts else "",
        mark=_mark(is_suggested=request.standing == Standing.SUGGESTED),
    )


def _resolutions(found: QuerySet, today: date) -> list[Line]:
    return [_resolution(each) for each in found.with_row_facts().defer("original_text")[:MOST_ROWS]]


def _resolution(text: Resolution) -> Line:
    return Line(address=_at(text), what=text.title or text.short_symbol, of=text.short_symbol, on=text.adopted_on)


def _at(row) -> str:
    return settings.DESK_URL + row.get_absolute_url()


LINES: dict[str, Callable[[QuerySet, date], list[Line]]] = {
    "deadlines": _deadlines,
    "mandates": _mandates,
    "renewals": _renewals,
    "reports": _reports,
    "requests": _requests,
    "resolutions": _resolutions,
}
