"""What planning takes and what it gives: values only, no database, no clock, no Django.

Words of the interface:

* a *session* is named by body and number (``HRC53``, ``GA78``); its dates come from a calendar;
* an *obligation* is one reporting duty of a mandate, with every paragraph that created or repeated it;
* a *term* is what one text decided on the mandate: for how long, from which session, until when;
* a *report record* is what is known about one actual report;
* a *plan* holds the reports that fall due, the dated steps towards them, and the renewals.

Everything here is frozen: the same facts give the same plan. Sentences meant for people (``because``, ``step``) come
from fixed lists, so that the pages can translate them. Rules are in `rules`, the calendar in `sessions`, and the plan
itself comes from `plans.plan`.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from .days import CountedDay
    from .rules import Rule

Season = Literal["spring", "summer", "autumn"]
SessionKind = Literal["regular", "special", "organizational", "third-committee"]
Recurrence = Literal["annual", "biennial", "regular", "once", "each session", "event"]
Mode = Literal["at", "from", "by", "before", "until"]
Standing = Literal["suggested", "confirmed", "rejected"]
Act = Literal["establishes", "extends", "modifies", "merges", "replaces", "ends"]
Outcome = Literal["", "renewed", "adapted", "merged", "replaced", "retired"]
RenewalState = Literal[
    "in force", "due", "outcome not recorded", "renewed", "adapted", "merged", "replaced", "retired", "no term"
]
DateStanding = Literal["followed", "suggested", "not_recorded", "met"]
VisitStatus = Literal[
    "requested", "reminded", "acknowledged", "accepted", "dates proposed", "postponed", "carried out", "declined"
]

_SESSION_NAME = re.compile(r"([A-Za-z]+) ?(S-)?(\d+)")


class SessionName(NamedTuple):
    """A session by body and number; `is_special` for the Council's S-sessions. ``str`` gives ``HRC53``, ``HRCS-36``."""

    body: str
    number: int
    is_special: bool = False

    def __str__(self) -> str:
        return f"{self.body}{'S-' if self.is_special else ''}{self.number}"

    @classmethod
    def parse(cls, text: str) -> SessionName:
        """The session written ``HRC53``, ``HRC 53``, ``GA78`` or ``HRCS-36``; ValueError for anything else."""
        match = _SESSION_NAME.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"“{text}” names no session. Write the body and the number, as in HRC53 or GA78.")
        return cls(match[1].upper(), int(match[3]), bool(match[2]))


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One row of the session calendar, as a person keeps it. An empty day means: not found, not: not held.

    The days first planned are given where the session was held on others, `parts` (first and last day of each) where
    it was suspended and resumed. Nothing is counted from either."""

    body: str
    kind: SessionKind
    number: int
    opens_on: date | None
    closes_on: date | None
    source: str = ""
    planned_opens_on: date | None = None
    planned_closes_on: date | None = None
    parts: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class SessionDates:
    """What a calendar knows of one session. `is_estimate` marks an opening that was computed, not announced."""

    name: SessionName
    opens_on: date | None
    closes_on: date | None
    is_estimate: bool
    season: Season | None
    year: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Source:
    """A paragraph that created, repeated or renewed something: text (``44/11``), paragraph, adoption."""

    text: str
    paragraph: str = ""
    adopted_on: date | None = None
    session: SessionName | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """One reporting duty of a mandate to one body, however many texts repeat it.

    `key` is the caller's own identity for it (a primary key, say) and comes back on every report and date.
    `sessions` are those named by the text; what they mean depends on `mode` (None reads as "at").
    `recurrence` "event" is a duty tied to something outside the calendar (the Olympic Games): listed, never dated.
    `noted_report` is the session of the Council report that the text takes note of: the slot of a text without an
    earlier report. `slot_season` is a person's choice and wins over everything derived. `followed_since` is the day
    from which an unmet step can be late; None takes that of the mandate. `ended_on` is the day from which nothing more
    is owed.
    `is_by_holder` None derives it from `addressee`.
    """

    key: Hashable
    recipient: str
    kind: str
    addressee: str
    recurrence: Recurrence | None
    sessions: tuple[SessionName, ...] = ()
    mode: Mode | None = None
    by_date: date | None = None
    words: str = ""
    sources: tuple[Source, ...] = ()
    standing: Standing = "suggested"
    followed_since: date | None = None
    noted_report: SessionName | None = None
    slot_season: Season | None = None
    is_by_holder: bool | None = None
    ended_on: date | None = None

    @property
    def is_by_a_mandate_holder(self) -> bool:
        """Written reports of mandate holders have steps of their own (calls for inputs)."""
        if self.is_by_holder is not None:
            return self.is_by_holder
        return self.addressee in ("Independent Expert", "Special Rapporteur", "Working Group", "Special procedures")

    @property
    def is_written(self) -> bool:
        """An oral update has no document and hence no document steps."""
        return self.kind != "oral_update"


@dataclass(frozen=True, slots=True)
class Term:
    """What one text decides on the mandate.

    `effective` is the effective session X: the one named by "effective from the end of …" (then `effective_is_named`),
    otherwise the session of adoption; a special session counts as the regular session before it.
    `duration` is an ISO 8601 duration (``P3Y``), "" where the text gives none.
    `until` is a session, a day, or as much of a day as the text gives (``2011-06``).
    `act` is what the text does: only establishing and extending (and modifying with a term of its own) start a term;
    any later text that extends, merges, replaces or ends is the outcome of the renewal before it.
    """

    source: Source
    adopted_on: date | None
    effective: SessionName | None
    duration: str = ""
    until: SessionName | date | str | None = None
    effective_is_named: bool = False
    act: Act = "extends"

    @property
    def has_end(self) -> bool:
        return bool(self.duration) or self.until is not None


class ReportRecord(NamedTuple):
    """What is recorded of one actual report: its symbol and the days that are known.

    `dialogue_on` is the day D of the dialogue, fixed or held, entered by hand; `presented_on` says that it was held.
    """

    obligation: Hashable
    session: SessionName
    symbol: str = ""
    submitted_on: date | None = None
    issued_on: date | None = None
    presented_on: date | None = None
    dialogue_on: date | None = None

    @property
    def is_recorded(self) -> bool:
        """A symbol or any day that something happened: the report exists. A day fixed for a dialogue is not enough."""
        return bool(self.symbol or self.submitted_on or self.issued_on or self.presented_on)


@dataclass(frozen=True, slots=True)
class AgreedSlot:
    """The submission day agreed with document management for one report: replaces the counted day of H7 and G5."""

    obligation: Hashable
    session: SessionName
    on: date
    source: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in the post. A day that is not known to the day is None.

    `appointed_on` is the day of the appointment, or that on which the session that appointed closed."""

    key: Hashable
    took_office: date | None = None
    appointed_on: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A country visit: asked for, agreed on, carried out. A day that is not known to the day is None.

    `reminded_on` are the days of all reminders that are recorded. `report_session` is the session to which its report
    went or goes where a person said so; otherwise a rule finds it."""

    key: Hashable
    status: VisitStatus
    requested_on: date | None = None
    reminded_on: tuple[date, ...] = ()
    ends_on: date | None = None
    report_symbol: str = ""
    report_session: SessionName | None = None


@dataclass(frozen=True, slots=True)
class MandateFacts:
    """Everything that planning knows of one mandate. The order inside the tuples does not matter.

    `has_several_holders`: a working group, of which each member has six years of the own.

    `outcome` is what a person recorded for the latest renewal where no later term says it ("" while nothing is known).
    """

    name: str
    obligations: tuple[Obligation, ...] = ()
    terms: tuple[Term, ...] = ()
    reports: tuple[ReportRecord, ...] = ()
    agreed_slots: tuple[AgreedSlot, ...] = ()
    slot_season: Season | None = None
    followed_since: date | None = None
    outcome: Outcome = ""
    holders: tuple[Holder, ...] = ()
    visits: tuple[Visit, ...] = ()
    has_several_holders: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day that a date is counted from, with where it is known from. `name` is one of `rules.ANCHORS`, or the code
    of another rule, whose day it then is."""

    name: str
    on: date | None
    is_estimate: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A day moved because nobody works on it. `passed_over` names the other days off on the way."""

    from_on: date
    to_on: date
    why: str
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedReport:
    """One report that falls due. `session` is None where the text ties it to a day (`by_on`) or to an outside event."""

    obligation: Hashable
    recipient: str
    session: SessionName | None
    kind: str
    addressee: str
    standing: DateStanding
    season: Season | None
    year: int | None
    source: Source | None
    mode: Mode | None
    is_conditional: bool
    by_on: date | None
    because: str
    words: str = ""

    @property
    def key(self) -> tuple[str, Hashable]:
        return (str(self.session or self.by_on or ""), self.obligation)


@dataclass(frozen=True, slots=True)
class PlannedDate:
    """One dated step and why it falls on its day.

    `key` is the step's identity: (rule code, session or day, what it is for); it survives every replanning. `by` is the
    rule that made it, `day` what that rule gives for the session, shared by all steps of the same rule and session.
    `because` says in one sentence why the step stands as it does. One of `obligation`, `visit` and `holder` is set, by
    the caller's own key for it, or none where the step belongs to the renewal.
    """

    key: tuple[Hashable, ...]
    by: Rule
    day: CountedDay
    mandate: str
    session: SessionName | None
    source: Source | None
    standing: DateStanding
    because: str
    obligation: Hashable | None = None
    visit: Hashable | None = None
    holder: Hashable | None = None

    @property
    def rule(self) -> str:
        return self.by.code

    @property
    def step(self) -> str:
        return self.by.step

    @property
    def done_word(self) -> str:
        return self.by.done_word

    @property
    def is_event(self) -> bool:
        return self.by.is_event

    @property
    def body(self) -> str:
        return self.session.body if self.session else ""

    @property
    def anchor(self) -> Anchor:
        return self.day.anchor

    @property
    def offset(self) -> str:
        """The part of the rule that was used: "-P10W", "first week of April"."""
        return self.day.offset

    @property
    def offset_words(self) -> str:
        """The same for people."""
        return self.day.offset_words

    @property
    def counted_on(self) -> date | None:
        """The day before adjustment; None while the anchor is unknown."""
        return self.day.counted_on

    @property
    def due_on(self) -> date | None:
        """The day after adjustment; None while the anchor is unknown."""
        return self.day.due_on

    @property
    def window_ends(self) -> date | None:
        """The last day where the rule gives several."""
        return self.day.window_ends

    @property
    def late_after(self) -> date | None:
        """The last day on which the step is not yet late; None for what merely happens and while nothing is known."""
        return self.day.late_after

    @property
    def adjustments(self) -> tuple[Adjustment, ...]:
        return self.day.adjustments

    @property
    def is_estimate(self) -> bool:
        return self.day.is_estimate

    def is_late(self, today: date) -> bool:
        return self.standing == "followed" and self.late_after is not None and self.late_after < today


@dataclass(frozen=True, slots=True)
class PlannedRenewal:
    """One term with its two clocks: the predicted renewal session and the anniversary, side by side."""

    source: Source
    term: Term
    effective_session: SessionName | None
    renewal_session: SessionName | None
    anniversary: date | None
    gap: bool
    state: RenewalState
    opens_on: date | None = None
    closes_on: date | None = None
    is_estimate: bool = False
    outcome_source: Source | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole answer for one mandate: renewals oldest first, reports and dates earliest first, undated last."""

    reports: tuple[PlannedReport, ...] = ()
    dates: tuple[PlannedDate, ...] = ()
    renewals: tuple[PlannedRenewal, ...] = field(default=())
