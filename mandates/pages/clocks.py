"""The two clocks of a mandate: its term and the years of its holder on one time line, with what follows from both.

The term ends with a session; the holder's six years end on a day. Between the two lie the appointment of the successor,
step by step, and the reports that one of them presents. Each lane is an SVG of its own beside its words, so that words
wrap on a telephone and lanes stretch; every mark is a row of a list under the figure. Nothing here asks the clock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.utils.dates import MONTHS_3
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mandates.lists.holders import in_order, known_start, last_day_of, present_holder, short_name
from mandates.lists.sessions import expected_opening
from mandates.models import Body, Deadline, Mandate, MandateHolder, whole_date
from mandates.planning.rules import APPOINTMENTS, HOLDERS

from .drawing import Axis, Bar
from .next_dates import NextDate
from .presenting import LONGEST, Presented, presented_reports
from .spelled import span_words
from .terms import counted_from, end_of_term, later

A_MONTH = relativedelta(months=1)
LOOKS_BACK = relativedelta(years=4)  # from today: what lies before is in the chain of the texts
MOST_HOLDERS = 6  # lanes; a working group has five members
TOUCHING = 4.5  # per cent between two numbered marks that would touch on a telephone: every other one is lowered


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbered step or a report on a lane: `kind` is the class that draws it, `low` stands it a line lower."""

    x: str
    kind: str
    number: int = 0
    low: bool = False
    title: str = ""


@dataclass(slots=True)
class Lane:
    """A lane with its words: what it is, and what it shows."""

    name: str
    words: str
    bars: list[Bar] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ChainStep:
    """A step towards the successor: its number on the figure, and the date as lists print it."""

    number: int
    date: NextDate

    @property
    def is_done(self) -> bool:
        return self.date.deadline.met_on is not None or self.date.deadline.standing == Deadline.Standing.MET

    @property
    def mark(self) -> str:
        if self.is_done:
            return "done"
        return "shut" if self.date.deadline.standing == Deadline.Standing.NOT_RECORDED else self.date.mark

    @property
    def word(self) -> str:
        return {"done": _("done"), "shut": _("not recorded")}.get(self.mark, self.date.word)


@dataclass(slots=True)
class Chain:
    """The steps towards the successor of `holder`, in the order in which they follow each other."""

    holder: MandateHolder
    steps: list[ChainStep]

    @property
    def ahead(self) -> list[tuple[date, ChainStep]]:
        """The steps that have a day and belong to a session, from the call to taking office, and the end of the six
        years: what the magnified lane shows. The end of the first term lies years before."""
        shown = [(step.date.day, step) for step in self.steps if step.date.day]
        opens = min((day for day, step in shown if step.date.deadline.session_id), default=None)
        return [(day, step) for day, step in shown if opens is not None and day >= opens]


@dataclass(slots=True)
class Clocks:
    """All that the template prints."""

    years: list[tuple[str, str]]
    today: str
    lanes: list[Lane]
    chains: list[Chain]
    reports: list[Presented]
    note: str  # why there is no appointment to count, "" where there is one
    near: Lane | None = None  # the appointment, magnified
    near_months: list[tuple[str, str]] = field(default_factory=list)
    near_today: str = ""
    near_session: Bar | None = None  # at which the successor is appointed
    near_end: str = ""  # the last day of the six years, where no step stands for it
    lens: tuple[str, str] | None = None  # where the magnified days stand on the time line above


def clocks_of(
    mandate: Mandate, holders: Sequence[MandateHolder], dates: Iterable[Deadline], today: date
) -> Clocks | None:
    """The two clocks of `mandate` as on `today`; None while neither a term nor a holder is recorded.

    `dates` are its deadlines of appointments and of reports still to be presented, with session, rule, report and
    obligation; `holders` come with `appointed_at`, the text that the mandate runs on with its sessions."""
    dates = list(dates)
    serving = _serving(mandate, holders)
    if not serving and not mandate.runs_on:
        return None
    chains = [chain for holder in serving if (chain := _chain(holder, dates, today)).steps]
    chains.sort(key=lambda chain: min((day for day, _step in chain.ahead), default=date.max))
    reports = presented_reports(serving[0] if len(serving) == 1 else None, dates, today)
    term = _term_lane(mandate, today)
    held = [_holder_lane(holder, today) for holder in serving[:MOST_HOLDERS]]
    days = [day for _lane, spans in [term, *held] for span in spans for day in span[:2]]
    days += [day for chain in chains for day, _step in chain.ahead] + [row.first for row in reports if row.first]
    axis = Axis(max(min([*days, today]), today - LOOKS_BACK), max([*days, today]) + 2 * A_MONTH)
    lanes = [_drawn(axis, lane, spans) for lane, spans in [term, *held] if lane]
    _end_marks(axis, lanes, chains)
    if reports:
        lanes.append(_report_lane(axis, reports))
    clocks = Clocks(
        years=_years(axis),
        today=axis.x(today),
        lanes=lanes,
        chains=chains,
        reports=reports,
        note="" if chains else _no_chain(serving),
    )
    if chains:
        _magnify(clocks, chains[0], axis, today)
    return clocks


def _serving(mandate: Mandate, holders: Sequence[MandateHolder]) -> list[MandateHolder]:
    """Who is in the post: the present holder, or the last one where the post is vacant; the members of a group."""
    ordered = in_order(holders)
    if "group" in mandate.name.lower():
        return [holder for holder in ordered if not holder.left]
    present = present_holder(ordered)
    return [present] if present else ordered[-1:]


def _term_lane(mandate: Mandate, today: date) -> tuple[Lane | None, list]:
    """The lane of the mandate, and its bars as (first day, last day, how it is drawn)."""
    action = mandate.runs_on
    if action is None or not action.resolution.adopted_on:
        return None, []
    counted = counted_from(action, action.resolution.adopted_on)
    began = counted or action.resolution.adopted_on
    ends = end_of_term(action, counted)
    session = mandate.renewal_session
    decided = session and expected_opening(session)
    words = [action.resolution.short_symbol]
    spans = [(began, ends or decided or today, "term" if ends else "open")]
    if ends:
        words.append(_("to %(day)s") % {"day": date_format(ends, "j M Y")})
    if session and mandate.renewal_state != Mandate.RenewalState.ENDED:
        words.append(_("decided at %(session)s") % {"session": session})
        if ends and action.term:
            spans.append((ends, later(ends, action.term), "open"))
    lane = Lane(_("Mandate"), ", ".join(words))
    if decided and mandate.renewal_state != Mandate.RenewalState.ENDED:
        lane.marks.append(Mark(x=decided.isoformat(), kind="next", title=str(session)))
    return lane, spans


def _holder_lane(holder: MandateHolder, today: date) -> tuple[Lane, list]:
    began, end = known_start(holder), last_day_of(holder)
    if began is None:
        return Lane(_("Holder"), f"{short_name(holder.name)}, {_('start of service not recorded')}"), []
    is_counted = whole_date(holder.took_office) is not None
    if holder.left:
        words = _("left %(day)s") % {"day": span_words(holder.left, None)}
    elif is_counted:
        words = _("six years to %(day)s") % {"day": date_format(end, "j M Y")}
    else:
        words = _("six years to about %(month)s") % {"month": date_format(end, "M Y")}
    kind = "term" if is_counted else "open"
    spans = [(began, end, kind)] if began < end else [(began, began, kind)]
    return Lane(_("Holder"), f"{short_name(holder.name)}, {words}"), spans


def _drawn(axis: Axis, lane: Lane, spans: list) -> Lane:
    lane.marks = [Mark(axis.x(date.fromisoformat(mark.x)), mark.kind, title=mark.title) for mark in lane.marks]
    lane.bars = [
        axis.bar(max(first, axis.start), last, kind=kind, name="") for first, last, kind in spans if last > axis.start
    ]
    return lane


def _chain(holder: MandateHolder, dates: list[Deadline], today: date) -> Chain:
    """The steps towards the successor of `holder` and the ends of the two terms, in the order of their rules."""
    own = [each for each in dates if each.holder_id == holder.pk and each.rule.applies_to in (APPOINTMENTS, HOLDERS)]
    own.sort(key=lambda each: (each.rule.position, each.rule.code))
    return Chain(holder, [ChainStep(number, NextDate.of(each, today)) for number, each in enumerate(own, 1)])


def _end_marks(axis: Axis, lanes: list[Lane], chains: list[Chain]) -> None:
    """The ends of the first term and of the six years, on the lane of their holder, under their numbers."""
    for chain in chains:
        name = short_name(chain.holder.name)
        lane = next((lane for lane in lanes if lane.words.startswith(f"{name},")), None)
        for step in chain.steps if lane else ():
            if not step.date.deadline.session_id and step.date.day and step.date.day >= axis.start:
                lane.marks.append(Mark(axis.x(step.date.day), _kind(step), step.number, title=step.date.step))


def _report_lane(axis: Axis, reports: list[Presented]) -> Lane:
    marks = [Mark(axis.x(row.first), row.kind, title=row.title) for row in reports if row.first]
    falling = sum(row.falls_to_successor for row in reports)
    words = _("all to the present holder") if not falling else _("%(number)d to the successor") % {"number": falling}
    return Lane(_("Reports"), words, marks=marks)


def _magnify(clocks: Clocks, chain: Chain, axis: Axis, today: date) -> None:
    """The steps of one appointment on a lane of their own, months wide, with the place that they have above."""
    ahead = chain.ahead
    if not ahead:
        return
    first, last = min(day for day, _step in ahead), max(day for day, _step in ahead)
    session = next(step.date.deadline.session for _day, step in ahead if step.date.deadline.session_id)
    opens_on = expected_opening(session)
    closes_on = session.closes_on or (opens_on and opens_on + LONGEST[Body.COUNCIL])
    ends = last_day_of(chain.holder)
    last = max(filter(None, [last, closes_on, ends]))
    near = Axis(first - timedelta(days=12), last + timedelta(days=12), 2, 98)
    lane = Lane(_("Appointment"), _("the successor of %(holder)s") % {"holder": short_name(chain.holder.name)})
    before, low = -100.0, False
    for day, step in sorted(ahead, key=lambda each: (each[0], each[1].number)):
        low = not low if near.at(day) - before < TOUCHING else False
        before = near.at(day)
        lane.marks.append(Mark(near.x(day), _kind(step), step.number, low, step.date.step))
    if opens_on:
        kind = "session" if session.closes_on else "open"
        clocks.near_session = near.bar(opens_on, closes_on, kind=kind, name=str(session))
    if ends and not any(step.date.deadline.session_id is None for _day, step in ahead):
        clocks.near_end = near.x(ends)
    clocks.near, clocks.lens = lane, (axis.x(first), axis.x(last))
    clocks.near_months = _months(near)
    clocks.near_today = near.x(today) if near.start <= today <= near.end else ""


def _kind(step: ChainStep) -> str:
    return {"late": "late", "guess": "guess", "shut": "guess"}.get(step.mark, "step")


def _no_chain(serving: list[MandateHolder]) -> str:
    if not serving:
        return _("No mandate holder is recorded: there are no six years to count.")
    if all(known_start(holder) is None for holder in serving):
        return _("The start of service is not recorded, so nothing can be counted from it.")
    return _("No step of an appointment is ahead.")


def _years(axis: Axis) -> list[tuple[str, str]]:
    """The first of each year on the axis, and its name."""
    years = [date(year, 1, 1) for year in range(axis.start.year, axis.end.year + 1)]
    return [(axis.x(day), str(day.year)) for day in years if axis.start <= day and axis.at(day) < 97]


def _months(axis: Axis) -> list[tuple[str, str]]:
    """The first of each month on the axis, and its name; with the year where one begins, and where the axis does."""
    months, day = [], axis.start.replace(day=1) + A_MONTH
    while day <= axis.end:
        name = str(MONTHS_3[day.month]).capitalize()
        months.append((axis.x(day), f"{name} {day.year}" if day.month == 1 or not months else name))
        day += A_MONTH
    return months
