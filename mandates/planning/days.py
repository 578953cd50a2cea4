"""The day that a rule gives for a session: anchor, count, days off. No mandate comes into it.

The same rule gives every report of a session the same day, so a `DayBook` counts each once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .arithmetic import DaysOff, is_working_day
from .facts import Adjustment, AgreedSlot, Anchor, SessionName, Source
from .offsets import DayItself, Ground
from .rules import OUTCOME, RULE_CODE, Rule
from .sessions import ASSEMBLY, COUNCIL, Calendar

AGREED_SLOT = "agreed slot"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CountedDay:
    """What a rule gives for one session, whoever asks."""

    anchor: Anchor
    offset: str
    offset_words: str
    counted_on: date | None
    due_on: date | None
    window_ends: date | None
    late_after: date | None
    adjustments: tuple[Adjustment, ...]
    is_estimate: bool


class DayBook:
    """The days that rules give under one calendar and one list of days off.

    `rules` are those whose day may be the anchor of another one."""

    def __init__(self, calendar: Calendar, days_off: DaysOff, rules: Iterable[Rule] = ()) -> None:
        self.calendar, self.days_off = calendar, days_off
        self.rules = {rule.code: rule for rule in rules}
        self._days: dict[tuple[str, SessionName], CountedDay] = {}
        self._being_counted: set[str] = set()

    def day(self, rule: Rule, session: SessionName, dialogue_on: date | None, source: Source | None) -> CountedDay:
        """The day that the rule gives for the session.

        `dialogue_on` is the day D where it is known; `source` is the paragraph, for rules counted from its adoption.
        """
        if rule.anchor == "A" or (dialogue_on is not None and rule.anchor == "D"):
            return self._day_of(rule, session, dialogue_on, source)
        day = self._days.get((rule.code, session))
        if day is None:
            day = self._days[rule.code, session] = self._day_of(rule, session, None, None)
        return day

    def _day_of(self, rule: Rule, session: SessionName, dialogue_on: date | None, source: Source | None) -> CountedDay:
        dates = self.calendar.session(session)
        anchor = self._anchor(rule.anchor, session, dialogue_on, source)
        if isinstance(rule.parsed, DayItself) and dialogue_on is None:
            # Until the day is known, the window counts: from the Council's opening, or from the Third Committee's.
            anchor = self._anchor("S" if session.body == COUNCIL else "T", session, None, source)
        ground = Ground(
            anchor.on,
            dates.year,
            self.days_off,
            dates.opens_on,
            dates.closes_on,
            dialogue_on,
            dates.season,
            lambda code: self._of_rule(code, session).on,
        )
        day = self._counted(rule, anchor, ground)
        if rule.stage == OUTCOME and day.due_on is None and self.calendar.is_over(session):
            # Nobody found the last day, yet the next session has opened: the outcome is overdue, on no claimed day.
            following = self.calendar.next_opening(session)
            day = replace(day, late_after=following - _ONE_DAY if following else None)
        return day

    def day_from(self, rule: Rule, on: date | None, known_from: str = "") -> CountedDay:
        """The day that the rule gives for a day that stands for itself: named by the text, of a visit, of a holder."""
        anchor = Anchor(rule.anchor, on, False, known_from)
        return self._counted(rule, anchor, Ground(on, on.year if on else None, self.days_off))

    def _of_rule(self, code: str, session: SessionName) -> Anchor:
        """The day of another rule for the same session; unknown where it is off, or where rules go round in a ring."""
        rule = self.rules.get(code)
        if rule is None or code in self._being_counted:
            return Anchor(code, None)
        self._being_counted.add(code)
        try:
            day = self.day(rule, session, None, None)
        finally:
            self._being_counted.discard(code)
        return Anchor(code, day.due_on, day.is_estimate, day.anchor.source)

    def _anchor(self, name: str, session: SessionName, dialogue_on: date | None, source: Source | None) -> Anchor:
        if name == "T":
            row = self.calendar.third_committee(session.number) if session.body == ASSEMBLY else None
            return Anchor("T", row.opens_on if row else None, False, row.source if row else "")
        if name == "D":
            return Anchor("D", dialogue_on, False, "")
        if name == "A":
            return Anchor("A", source.adopted_on if source else None, False, source.text if source else "")
        if RULE_CODE.fullmatch(name):
            return self._of_rule(name, session)
        dates = self.calendar.session(session)
        if name == "E":
            return Anchor("E", dates.closes_on, False, dates.source)
        return Anchor(name, dates.opens_on, dates.is_estimate, dates.source)

    def _counted(self, rule: Rule, anchor: Anchor, ground: Ground) -> CountedDay:
        counted = rule.parsed.counted(ground)
        due_on = counted.on
        adjustments: tuple[Adjustment, ...] = ()
        if rule.is_ours and due_on is not None:
            due_on, adjustments = rolled_back(due_on, self.days_off)
        offset = rule.parsed
        if isinstance(offset, DayItself):
            text, words = ("P0D", "on the day") if ground.known_on else (offset.window.text, offset.window.words)
        else:
            text, words = offset.text, offset.words
        return CountedDay(
            anchor=anchor,
            offset=text,
            offset_words=words,
            counted_on=counted.on,
            due_on=due_on,
            window_ends=counted.window_ends,
            late_after=None if rule.is_event else counted.window_ends or due_on,
            adjustments=adjustments,
            is_estimate=anchor.is_estimate and due_on is not None,
        )


def rolled_back(day: date, days_off: DaysOff) -> tuple[date, tuple[Adjustment, ...]]:
    """The last working day up to `day`, and the adjustment where that is another day.

    Source of the roll-back: house default. Named days off that are passed on the way are kept by name."""
    if is_working_day(day, days_off):
        return day, ()
    reached, passed = day - _ONE_DAY, []
    while not is_working_day(reached, days_off):
        if reached in days_off:
            passed.append(days_off[reached])
        reached -= _ONE_DAY
    return reached, (Adjustment(day, reached, _day_off_name(day, days_off), tuple(passed)),)


def _day_off_name(day: date, days_off: DaysOff) -> str:
    return days_off.get(day) or ("Saturday" if day.weekday() == 5 else "Sunday")


def agreed(slot: AgreedSlot) -> CountedDay:
    """The day agreed with document management, as agreed: it is not moved, and what the rule gave is not kept."""
    anchor = Anchor(AGREED_SLOT, slot.on, False, slot.source)
    return CountedDay(anchor, AGREED_SLOT, AGREED_SLOT, slot.on, slot.on, None, slot.on, (), False)
