"""The figure of twelve months above the desk: sessions as bands, a lane a mandate, a mark a step that others see.

Only places and names are worked out here; the SVG stands in parts/horizon.html. Places are per cent of the width, so
that bands stretch and words do not. Nothing here is certain that the calendar does not know: a session whose opening is
estimated, or whose last day nobody found, is drawn dashed.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.dates import MONTHS_3
from django.utils.translation import gettext

from mandates.lists.wording import shortened
from mandates.models import Session
from mandates.models.deadlines import kind_of
from mandates.planning.facts import SessionName
from mandates.planning.rules import ADOPTION, DIALOGUE, ISSUE, SUBMISSION
from mandates.planning.sessions import COUNCIL, council_session, estimated_opening

BEFORE, AFTER = timedelta(days=24), timedelta(days=366)
LANES, FIRST_LANE, LANE = 5, 64, 40  # at most so many; the line of the first; from line to line, in pixels
USUAL_LENGTH = timedelta(days=25)  # of a Council session, where its last day was not found: drawn, never claimed
# The stages that others see, by the shape that stands for them.
MARKS = {SUBMISSION: "sub", ISSUE: "out", DIALOGUE: "talk", ADOPTION: "ren"}


@dataclass(frozen=True, slots=True)
class Step:
    """An open step of a mandate, as far as the figure and the numbers at the side need it."""

    mandate: int
    stage: str
    due_on: date | None
    late_after: date | None
    assigned: int | None
    obligation: int | None
    holder: int | None
    visit: int | None
    is_suggested: bool = False

    @property
    def kind(self) -> str:
        return kind_of(self.obligation, self.holder, self.visit)


@dataclass(slots=True)
class Band:
    x: str
    width: str
    label: str
    body: str
    number: str
    is_firm: bool
    is_assembly: bool
    at_end: bool  # too near to the left edge for its label: it stands at its end


@dataclass(slots=True)
class Mark:
    x: str
    shape: str
    is_guess: bool = False  # suggested: drawn dashed, claims nothing


@dataclass(slots=True)
class Lane:
    name: str
    whole_name: str
    address: str
    y: int
    marks: list[Mark] = field(default_factory=list)

    @property
    def top(self) -> int:
        return self.y - 5


@dataclass(slots=True)
class Horizon:
    """What the figure shows. every `y` is pixels, every `x` is per cent."""

    first: date
    bottom: int
    today_x: str
    months: list[tuple[str, str, str]]
    bands: list[Band]
    lanes: list[Lane]
    more: int
    has_guesses: bool

    @property
    def height(self) -> int:
        return self.bottom + 20

    @property
    def soft(self) -> int:
        """How far a session's tint reaches down below its band."""
        return self.bottom - 38

    @property
    def foot(self) -> int:
        return self.bottom + 2

    @property
    def words_at(self) -> int:
        return self.bottom + 16


@dataclass(slots=True)
class Span:
    """Some days that belong together, as a share of the figure's width."""

    first: date
    last: date

    def place(self, day: date) -> float:
        return 100 * (day - self.first).days / (self.last - self.first).days

    def has(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def span_of(today: date) -> Span:
    return Span(today - BEFORE, today - BEFORE + AFTER + BEFORE)


def sessions_between(first: date, last: date):
    """The sessions of the Council, and the Third Committee, that may be seen between the two days."""
    return Session.objects.filter(opens_on__lte=last, opens_on__gte=first - timedelta(days=130)).exclude(
        kind__in=[Session.Kind.SPECIAL, Session.Kind.ORGANIZATIONAL]
    )


def known_and_expected(sessions, span: Span) -> list[Session]:
    """The Council's regular sessions of `sessions` with those that the pattern of past years lets expect, by opening.

    An expected one is not saved and has no source. Where none is known, the pattern tells of all those in `span`."""
    council = sorted(
        (session for session in sessions if session.body == COUNCIL and session.kind == Session.Kind.REGULAR),
        key=lambda session: session.number,
    )
    number = council[-1].number + 1 if council else council_session(span.first.year, "spring")
    while (opens_on := estimated_opening(SessionName(COUNCIL, number))) and opens_on <= span.last:
        if council or opens_on + USUAL_LENGTH >= span.first:
            council.append(Session(body=COUNCIL, kind=Session.Kind.REGULAR, number=number, opens_on=opens_on))
        number += 1
    return council


def horizon(mandates, steps, sessions, today, more=0) -> Horizon:
    """The figure for `mandates`, most pressing first, and their open `steps`; `sessions` are rows of the calendar.

    `more` is how many mandates are not among those given."""
    span = span_of(today)
    lanes = {
        mandate.pk: Lane(shortened(str(mandate)), mandate.name, mandate.get_absolute_url(), FIRST_LANE + LANE * place)
        for place, mandate in enumerate(mandates[:LANES])
    }
    for step in sorted(steps, key=lambda step: step.due_on or date.max):
        is_late = not step.is_suggested and step.late_after is not None and step.late_after < today
        if step.mandate in lanes and span.has(step.due_on) and (is_late or step.stage in MARKS):
            shape = "lt" if is_late else MARKS[step.stage]
            lanes[step.mandate].marks.append(Mark(_x(span.place(step.due_on)), shape, step.is_suggested))
    expected = {(session.body, session.number): session for session in known_and_expected(sessions, span)}
    for mandate in mandates[:LANES]:
        renewal = mandate.renewal_session
        decided_at = renewal and expected.get((renewal.body, renewal.number))
        if decided_at and not decided_at.closes_on and mandate.renewal_state in ("in force", "due"):
            # The last days are not known, so N7 has no day: the mark stands where the dashed band ends.
            day = decided_at.opens_on + USUAL_LENGTH - timedelta(days=2)
            if span.has(day):
                lanes[mandate.pk].marks.append(Mark(_x(span.place(day)), "ren"))
    bottom = FIRST_LANE + LANE * max(len(lanes), 1) - LANE + 22
    return Horizon(
        first=span.first,
        bottom=bottom,
        today_x=_x(span.place(today)),
        months=_months(span),
        bands=[
            band for session in [*expected.values(), *_third_committees(sessions)] if (band := _band(session, span))
        ],
        lanes=list(lanes.values()),
        more=max(len(mandates) - LANES, 0) + more,
        has_guesses=any(mark.is_guess for lane in lanes.values() for mark in lane.marks),
    )


def _third_committees(sessions):
    return [session for session in sessions if session.kind == Session.Kind.THIRD_COMMITTEE]


def _band(session: Session, span: Span) -> Band | None:
    closes_on = session.closes_on or session.opens_on + USUAL_LENGTH
    if closes_on < span.first or session.opens_on > span.last:
        return None
    start, end = max(span.place(session.opens_on), 0), min(span.place(closes_on), 100)
    is_assembly = session.kind == Session.Kind.THIRD_COMMITTEE
    return Band(
        x=_x(start),
        width=_x(end - start),
        label=gettext("Third C.") if is_assembly else "",
        body="GA" if is_assembly else session.body,
        number=str(session.number),
        is_firm=bool(session.closes_on),
        is_assembly=is_assembly,
        at_end=session.opens_on < span.first,
    )


def _months(span: Span) -> list[tuple[str, str, str]]:
    """The first of each month: its place, its name, and the year where it begins one."""
    months, day = [], (span.first.replace(day=1) + timedelta(days=32)).replace(day=1)
    while day <= span.last - timedelta(days=12):
        months.append(
            (_x(span.place(day)), str(MONTHS_3[day.month]).capitalize(), str(day.year) if day.month == 1 else "")
        )
        day = (day + timedelta(days=32)).replace(day=1)
    return months


def _x(place: float) -> str:
    return f"{place:.2f}%"
