"""The drawn figure "From the first text to the next renewal": texts with their votes, terms and holders on one axis.

The server computes where everything stands: x in per cent of the figure's width, y in pixels, so that bands stretch and
words never shrink. Nothing here asks the database or the clock. What is not recorded is drawn dashed; the list under
the figure holds every fact again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mandates.lists.holders import (
    SIX_YEARS,
    earliest,
    in_order,
    known_start,
    present_holder,
    short_name,
    six_years_end,
)
from mandates.models import Mandate, MandateAction, MandateHolder
from mandates.planning.renewals import last_day_of

from .drawing import Axis, Bar, per_cent
from .spelled import short_day, span_words
from .terms import RENEWING, counted_from, end_of_term, later

LEFT, RIGHT = 6.8, 98.5  # per cent: room for the names of the lanes, and for the last label
SEAT = 3  # pixels of one vote in a stack
UNKNOWN_STACK = 93  # pixels: as high as a usual majority
LANE = 25  # pixels: the height of the lanes of terms and holders
GAP = 8  # pixels between the axis and a stack
TOO_CLOSE = 6.5  # per cent between two labels that would touch
BELOW_THE_AXIS = {
    "up": -GAP, "down": GAP, "for_cap": -50, "against_cap": 30, "next_name": -32, "next_word": -16, "term": 86,
    "term_cap": 103, "holder": 138, "holder_cap": 155, "foot": 178, "caption": 192,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """One text on the axis. Heights are pixels; None means that the vote is not recorded, 0 that nobody did it."""

    x: str
    title: str
    renews: bool
    half: str
    width: str
    in_favour: int | None
    against: int | None
    is_unknown: bool


@dataclass(frozen=True, slots=True)
class Label:
    x: str
    anchor: str
    symbol: str
    figures: str


@dataclass(slots=True)
class Figure:
    """All that the template prints; `spoken` says to a screen reader what the figure shows."""

    first_year: int
    spoken: str
    axis: int
    height: int
    axis_ends: str
    today: str
    years: list[tuple[str, str]] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    terms: list[Bar] = field(default_factory=list)
    holders: list[Bar] = field(default_factory=list)
    next_x: str = ""
    next_name: str = ""
    next_word: str = ""

    @property
    def first_x(self) -> str:
        return self.nodes[0].x

    @property
    def next_anchor(self) -> str:
        """On which side of the next renewal its words stand: before it, among the votes, only where room ends."""
        return "end" if float(self.next_x.rstrip("%")) > 87 else "start"

    def today_pieces(self) -> list[tuple[int, int]]:
        """From where to where the line of today is drawn: it leaves out the lanes, whose words it would cross."""
        y = self.y()
        lanes = [(y[lane], y[lane] + LANE) for lane in ("term", "holder")]
        tops, feet = [y["down"], *(foot for _top, foot in lanes)], [*(top for top, _foot in lanes), y["foot"]]
        return list(zip(tops, feet, strict=True))

    def y(self) -> dict[str, int]:
        """Where everything stands, in pixels from the top."""
        return {name: self.axis + pixels for name, pixels in BELOW_THE_AXIS.items()}


def chain_figure(
    mandate: Mandate, actions: Sequence[MandateAction], holders: Sequence[MandateHolder], today: date
) -> Figure | None:
    """The figure for `mandate` as on `today`; None while no text with a date of adoption is recorded.

    `actions` in the order of adoption, with their `resolution` loaded; `holders` with `appointed_at`."""
    dated = [(earliest(action.resolution.adopted), action) for action in actions if action.resolution.adopted]
    if not dated:
        return None
    first = dated[0][0]
    terms = _terms(mandate, [(day, action) for day, action in dated if action.what in RENEWING], today)
    served = _served(in_order(holders), first, today)
    decided = (mandate.renewal_session and mandate.renewal_session.opens_on) or mandate.anniversary
    years_end = date(today.year, 12, 31)
    ends = [years_end, *(last for _first, last, _kind, _names in terms + served)]
    axis = Axis(first, max(ends + ([decided] if decided else [])) + timedelta(days=120), LEFT, RIGHT)

    highest = max((action.resolution.in_favour or 0 for _day, action in dated), default=0)
    base = 57 + max(UNKNOWN_STACK, highest * SEAT)
    figure = Figure(
        first_year=first.year,
        spoken=_spoken(first, axis.end),
        axis=base,
        height=base + 200,
        axis_ends=axis.x(max(years_end, decided or years_end)),
        today=axis.x(today),
        years=_years(axis, today),
        nodes=[_node(axis, day, action) for day, action in dated],
        labels=_labels(axis, [(day, action) for day, action in dated if action.what != MandateAction.What.THEME]),
        terms=[axis.bar(begin, end, kind=kind, **names) for begin, end, kind, names in terms],
        holders=[axis.bar(begin, end, kind=kind, **names) for begin, end, kind, names in served],
    )
    if decided and mandate.renewal_state != Mandate.RenewalState.ENDED:
        figure.next_x = axis.x(decided)
        figure.next_name = str(mandate.renewal_session or "")
        unknown = mandate.renewal_state == Mandate.RenewalState.NOT_RECORDED
        figure.next_word = _("outcome not recorded") if unknown else _("renewal due")
    return figure


def _spoken(first: date, last: date) -> str:
    words = _(
        "History from %(first)s to %(last)s: votes on each text, terms of the mandate, mandate holders. "
        "The list below holds the same facts."
    )
    return words % {"first": first.year, "last": last.year}


def _years(axis: Axis, today: date) -> list[tuple[str, str]]:
    """Every so many years a line, at most nine; the line nearest to today goes without its name."""
    first, last = axis.start.year, axis.end.year
    step = max(1, -(-(last - first) // 8))
    lines = []
    for year in range(first, last + 1, step):
        x = axis.at(date(year, 1, 1))
        if LEFT - 4 <= x <= RIGHT:
            lines.append((per_cent(x), "" if abs(x - axis.at(today)) < 4 else str(year)))
    return lines


def _node(axis: Axis, day: date, action: MandateAction) -> Node:
    text, renews = action.resolution, action.what != MandateAction.What.THEME
    known = text.in_favour is not None
    width = 18 if renews else 7
    return Node(
        x=axis.x(day),
        title=f"{text.short_symbol}, {span_words(text.adopted, None)}: {_vote_words(text)}",
        renews=renews,
        half=f"-{width / 2:g}",
        width=str(width),
        in_favour=text.in_favour * SEAT if known else None,
        against=(text.against or 0) * SEAT,
        is_unknown=renews and not known and text.adoption != "without_vote",
    )


def _vote_words(text) -> str:
    if text.adoption == "without_vote":
        return _("adopted without a vote")
    counts = [(text.in_favour, _("in favour")), (text.against, _("against")), (text.abstaining, _("abstaining"))]
    known = [f"{count} {word}" for count, word in counts if count is not None]
    return ", ".join(known) or _("vote not recorded here")


def _labels(axis: Axis, dated: list[tuple[date, MandateAction]]) -> list[Label]:
    """Symbols over the texts that change the mandate. Of two that would touch, the earlier one ends where it stands and
    the later one begins there; a third in between goes without, the list below names it."""
    places = [axis.at(day) for day, _action in dated]
    labels: list[Label] = []
    previous = None
    for number, (_day, action) in enumerate(dated):
        x, text = places[number], action.resolution
        near_before = previous is not None and x - previous < TOO_CLOSE
        near_after = number + 1 < len(places) and places[number + 1] - x < TOO_CLOSE
        if near_before and labels[-1].anchor != "end":
            continue
        known = None not in (text.in_favour, text.against, text.abstaining)
        figures = f"{text.in_favour}–{text.against}–{text.abstaining}" if known else ""
        labels.append(
            Label(
                per_cent(x), "start" if near_before else "end" if near_after else "middle", text.short_symbol, figures
            )
        )
        previous = x
    return labels


def _terms(mandate: Mandate, renewing: list[tuple[date, MandateAction]], today: date) -> list[tuple]:
    """(first day, last day, how it is drawn, names) of each term. A term whose end no text gives is dashed."""
    bars = []
    for number, (adopted, action) in enumerate(renewing):
        counted = counted_from(action, adopted)
        began = counted or adopted
        following = renewing[number + 1][0] if number + 1 < len(renewing) else None
        planned = end_of_term(action, counted)
        last = min(planned or following or today, following or planned or today)
        present = action.pk == mandate.runs_on_id
        names = {"name": action.resolution.short_symbol, "is_present": present and planned is not None}
        if planned is None:
            names["besides"] = _("length not recorded")
        elif present and began < today:
            run = (min(today, last) - began).days / max((last - began).days, 1)
            names["ran"] = per_cent(100 * run)
        bars.append((began, max(last, began), "open" if planned is None else "term" if present else "term-past", names))
        if present and planned and action.term and mandate.renewal_state != Mandate.RenewalState.ENDED:
            extended = later(planned, action.term)
            more = _("if extended to %(year)s") % {"year": extended.year}
            bars.append((planned, extended, "open", {"more": more}))
    return bars


def _served(holders: list[MandateHolder], first: date, today: date) -> list[tuple]:
    """(first day, last day, how it is drawn, names) of each holder; dashed where the start is not recorded."""
    bars: list[tuple] = []
    starts = [known_start(holder) for holder in holders]
    in_post = present_holder(holders)
    for number, holder in enumerate(holders):
        following = next((start for start in starts[number + 1 :] if start), None)
        took_office = earliest(holder.took_office)
        began = starts[number] or (bars[-1][1] if bars else first)
        cap = began + SIX_YEARS
        left = last_day_of(holder.left) if holder.left else None
        present = holder is in_post
        last = left or (today if present else min(cap, following or today) if took_office else following or today)
        kind = "open" if took_office is None else "term" if present else "term-past"
        names = {"name": short_name(holder.name), "is_present": present} | _service_words(holder)
        names["is_end_open"] = kind != "open" and left is None
        bars.append((began, max(last, began), kind, names))
        if present and (end := six_years_end(holder)) and end > today:
            bars.append(
                (today, end, "open", {"more": _("six years end %(month)s") % {"month": date_format(end, "M Y")}})
            )
    return bars


def _service_words(holder: MandateHolder) -> dict[str, str]:
    """What the bar says of the service (`more`), and what only its title has room for (`besides`)."""
    if not holder.took_office:
        return {"more": _("start not recorded") if holder.left or holder.appointed_at else _("dates not recorded")}
    words = {"more": _("from %(day)s") % {"day": short_day(holder.took_office)}}
    return words if holder.left else words | {"besides": _("end not recorded")}
