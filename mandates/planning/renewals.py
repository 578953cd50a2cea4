"""The two clocks of a term: the session at which its renewal is due, and its anniversary.

The renewal session is X + 3 × years, X being the effective session: 29 of 29 pairs of three years and 33 pairs of one
year returned that way. The anniversary is shown beside it, never instead of it: 44/11 gives 16 July 2023, yet its
renewal came on 12 July.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Iterable
from datetime import date

from .facts import MandateFacts, Outcome, PlannedRenewal, RenewalState, SessionName, Source, Term
from .offset_lines import parse_duration
from .sessions import ASSEMBLY, COUNCIL, Calendar

_STATE_AFTER: dict[str, RenewalState] = {
    "establishes": "renewed",
    "extends": "renewed",
    "modifies": "adapted",
    "merges": "merged",
    "replaces": "replaced",
    "ends": "retired",
}
_OLDEST = date.min


def terms_in_order(facts: MandateFacts) -> tuple[Term, ...]:
    """The terms by day of adoption, whatever the order in which they came; an unknown day counts as oldest."""
    return tuple(sorted(facts.terms, key=_term_order)) if len(facts.terms) > 1 else tuple(facts.terms)


def _term_order(term: Term) -> tuple[object, ...]:
    # Of two decisions of one day, the one that gives a term comes last: it is the one that the mandate runs on.
    of_one_day = (term.has_end, *_source_order(term.source), term.duration, str(term.until), term.act)
    return (term.adopted_on or _OLDEST, *of_one_day, str(term.effective))


def last_day_of(until: str) -> date | None:
    """The last day of what is known as precisely as ``2011-06``, ``2012`` or ``2021-12-31``; None for other text."""
    parts = until.split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 1:
            return date(numbers[0], 12, 31)
        if len(numbers) == 2:
            return date(numbers[0], numbers[1], months.monthrange(numbers[0], numbers[1])[1])
        return date(*numbers)
    except (ValueError, TypeError):
        return None


def effective_session(term: Term, calendar: Calendar) -> SessionName | None:
    """X as a regular session: a special session counts as the regular one before it."""
    name = term.effective
    if name is None:
        return calendar.regular_session_on(COUNCIL, term.adopted_on) if term.adopted_on else None
    if not name.is_special:
        return name
    dates = calendar.session(name)
    day = term.adopted_on or dates.closes_on or dates.opens_on
    return calendar.regular_session_on(name.body, day) if day else None


def renewal_session(term: Term, calendar: Calendar) -> SessionName | None:
    """The session that decides on the renewal: X + 3 × years, or the session until which the term runs.

    A term until a day, a month or a year is decided at the last regular session that opens by then (16/118, "June
    2011": the 17th). Months count as thirds of a year, rounded down, so that nothing lapses first."""
    body = term.effective.body if term.effective else COUNCIL
    if isinstance(term.until, SessionName):
        return term.until
    if term.until is not None:
        last = term.until if isinstance(term.until, date) else last_day_of(term.until)
        return calendar.regular_session_on(body, last) if last else None
    duration = parse_duration(term.duration) if term.duration else None
    start = effective_session(term, calendar)
    if duration is None or start is None:
        return None
    months = duration.months + round(duration.days / 30.4)  # a term of 52 weeks is one of a year
    if start.body == COUNCIL:
        return SessionName(COUNCIL, start.number + months // 4)
    if start.body == ASSEMBLY:
        return SessionName(ASSEMBLY, start.number + months // 12)
    return None


def anniversary(term: Term, calendar: Calendar) -> date | None:
    """The end of X where the text names X, otherwise the adoption, plus the term; None for a term until a session.

    Unknown while that end is unknown. A term until a day ends on that day."""
    if isinstance(term.until, date):
        return term.until
    if term.until is not None:
        exact = isinstance(term.until, str) and term.until.count("-") == 2
        return last_day_of(term.until) if exact and isinstance(term.until, str) else None
    duration = parse_duration(term.duration) if term.duration else None
    if duration is None:
        return None
    start = term.adopted_on
    if term.effective_is_named and term.effective is not None:
        start = calendar.session(term.effective).closes_on
    return duration.after(start) if start else None


def planned_renewals(facts: MandateFacts, calendar: Calendar) -> tuple[PlannedRenewal, ...]:
    """One renewal for each text that gave the mandate a term, oldest first, each with its state."""
    terms = terms_in_order(facts)
    return tuple(_renewal(term, terms, facts.outcome, calendar) for term in terms)


def _renewal(term: Term, terms: Iterable[Term], outcome: Outcome, calendar: Calendar) -> PlannedRenewal:
    session = renewal_session(term, calendar)
    dates = calendar.session(session) if session else None
    ends_on = anniversary(term, calendar)
    following = _outcome_of(term, terms)
    state: RenewalState
    if term.act in ("ends", "merges", "replaces"):
        state = _STATE_AFTER[term.act]
    elif following is not None:
        state = _STATE_AFTER[following.act]
    elif outcome:
        state = outcome
    elif session is None:
        state = "in force" if term.has_end else "no term"
    elif calendar.is_over(session):
        state = "outcome not recorded"
    else:
        state = "due" if _comes_next(session, calendar) else "in force"
    return PlannedRenewal(
        source=term.source,
        term=term,
        effective_session=effective_session(term, calendar),
        renewal_session=session,
        anniversary=ends_on,
        gap=bool(ends_on and dates and dates.opens_on and ends_on < dates.opens_on),
        state=state,
        opens_on=dates.opens_on if dates else None,
        closes_on=dates.closes_on if dates else None,
        is_estimate=bool(dates and dates.is_estimate),
        outcome_source=following.source if following else None,
    )


def _outcome_of(term: Term, terms: Iterable[Term]) -> Term | None:
    """The next text, adopted on a later day, that extends or ends the mandate: the outcome of the renewal before it."""
    after = term.adopted_on or _OLDEST
    return next(
        (
            later
            for later in terms
            if (later.adopted_on or _OLDEST) > after and (later.has_end or later.act not in ("modifies", "establishes"))
        ),
        None,
    )


def _comes_next(session: SessionName, calendar: Calendar) -> bool:
    """Whether the session is on, or is the next regular one of its body to open."""
    latest = calendar.latest(session.body)
    return latest is not None and session.number <= latest.number + 1


def is_settled(renewal: PlannedRenewal) -> bool:
    """Whether an outcome of the renewal is recorded."""
    return renewal.state in ("renewed", "adapted", "merged", "replaced", "retired")


def running_renewal(renewals: Iterable[PlannedRenewal]) -> PlannedRenewal | None:
    """The renewal of the term that the mandate runs on, or ran on last: that of the newest text with a say on it.

    A text that adapts the mandate without a term of its own leaves the term as it is."""
    running = None
    for renewal in renewals:
        if renewal.term.has_end or renewal.term.act != "modifies":
            running = renewal
    return running


def newest_before(sources: Iterable[Source], day: date | None) -> Source | None:
    """The newest source adopted before the day; the oldest where none was, the newest where there is no day.

    `sources` are oldest first."""
    ordered = tuple(sources)
    if day is None:
        return ordered[-1] if ordered else None
    chosen = None
    for source in ordered:
        if (source.adopted_on or _OLDEST) < day:
            chosen = source
    return chosen or (ordered[0] if ordered else None)


def sources_in_order(sources: Iterable[Source]) -> tuple[Source, ...]:
    """The sources by day of adoption, whatever the order in which they came; an unknown day counts as oldest."""
    found = tuple(sources)
    return tuple(sorted(found, key=_source_order)) if len(found) > 1 else found


def _source_order(source: Source) -> tuple[object, ...]:
    return (source.adopted_on or _OLDEST, source.text, source.paragraph, str(source.session))
