"""The forecast sheet: every written report of a coming window, as conference management asks for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from mandates.models import Body, Report, Session, Standing
from mandates.planning.documents import ForecastWindow

from .mandates import belonging_to
from .reports import ORAL, OnTheWay, Stage, on_the_way, titled, with_row_facts
from .sessions import expected_opening

LANGUAGES = ("A", "C", "E", "F", "R", "S")  # the six official ones, as documents mark them


@dataclass(frozen=True, slots=True)
class ForecastLine:
    """One document of the forecast."""

    report: int
    title: str
    mandate: str
    mandate_slug: str
    text: str  # symbol of the legislative mandate
    paragraph: str
    limit: int
    languages: str
    submitting: Stage
    issuing: Stage
    meeting: str
    opens_on: date | None
    closes_on: date | None
    dialogue_on: date | None  # known only once the programme of work is
    is_estimate: bool  # of the opening, and hence of all that is counted from it
    is_confirmed: bool
    symbol: str
    officer: str

    @property
    def submission(self) -> date | None:
        return self.submitting.on or self.submitting.planned_on

    @property
    def issuance(self) -> date | None:
        return self.issuing.on or self.issuing.planned_on


def sessions_of(window: ForecastWindow) -> list[Session]:
    """The sessions whose meetings lie in `window`, by their opening; that of one not yet announced is an estimate."""
    held = Session.objects.filter(
        body__in=[Body.COUNCIL, Body.ASSEMBLY], kind__in=[Session.Kind.REGULAR, Session.Kind.SPECIAL]
    )
    found = [
        (opens_on, session)
        for session in held
        if (opens_on := expected_opening(session)) and window.first_meeting <= opens_on <= window.last_meeting
    ]
    return [session for _opens_on, session in sorted(found, key=lambda each: (each[0], each[1].pk))]


def reports_of(window: ForecastWindow, mandates):
    """The written reports of `mandates` in `window`: confirmed streams first, then by session and mandate."""
    reports = Report.objects.filter(
        belonging_to(mandates),
        session__in=sessions_of(window),
        obligation__standing__in=[Standing.CONFIRMED, Standing.SUGGESTED],
        obligation__ended_on=None,
        parent=None,
    ).exclude(obligation__kind__in=ORAL)
    # "confirmed" stands before "suggested" in the alphabet, too.
    return with_row_facts(reports).order_by(
        "obligation__standing", F("session__opens_on").asc(nulls_last=True), "session__number", "mandate__name", "pk"
    )


def lines_of(reports: Iterable[Report], today: date) -> list[ForecastLine]:
    """These reports as lines of the sheet; two queries."""
    committees = {session.number: session for session in Session.objects.filter(kind=Session.Kind.THIRD_COMMITTEE)}
    return [_line(each, committees) for each in on_the_way(reports, today)]


def _line(each: OnTheWay, committees: dict[int, Session]) -> ForecastLine:
    report = each.report
    session, mandate = report.session, report.mandate
    meets = committees.get(session.number) if session.body == Body.ASSEMBLY else session
    is_estimate = session.opens_on is None
    meeting = session.name
    if session.body == Body.ASSEMBLY:
        meeting = _("%(session)s, Third Committee") % {"session": session.name}
    return ForecastLine(
        report=report.pk,
        title=titled(report),
        mandate=str(mandate),
        mandate_slug=mandate.slug,
        text=each.text,
        paragraph=each.paragraph,
        limit=each.limit,
        languages=", ".join(LANGUAGES),
        submitting=each.submission,
        issuing=each.issue,
        meeting=meeting,
        opens_on=(meets.opens_on if meets else None) or (expected_opening(session) if meets is session else None),
        closes_on=meets.closes_on if meets else None,
        dialogue_on=report.dialogue_on or report.presented_on,
        is_estimate=is_estimate,
        is_confirmed=report.obligation.standing == Standing.CONFIRMED,
        symbol=report.symbol or "",
        officer=mandate.owner.short_name if mandate.owner else "",
    )
