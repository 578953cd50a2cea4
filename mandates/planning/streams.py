"""Which sessions a reporting obligation falls to.

* A named session always wins over a frequency; "starting from" a session starts a stream, "until" one ends it.
* Yearly is every third session of the Council in the mandate's slot, every session of the Assembly; biennial is every
  sixth and every second.
* The slot is a person's choice, otherwise the season of the last report, of the report that the text takes note of,
  of X.
* A Council stream starts at the first slot after X and ends with the renewal session. One to the Assembly starts at the
  first session whose 15 July lies after adoption and ends with the one that opens in the renewal session's year.
* Without a renewal session: three occurrences, then a person is asked again.
* A stream that a person ended still owes what fell to sessions that had opened by then (house default).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .facts import MandateFacts, Obligation, PlannedRenewal, Season, SessionName, Source
from .renewals import effective_session, sources_in_order, terms_in_order
from .sessions import (
    ASSEMBLY,
    COUNCIL,
    Calendar,
    council_session,
    council_session_after,
    season_of,
    year_of,
)

OCCURRENCES_WITHOUT_AN_END = 3
_SUBMISSION_TO_THE_ASSEMBLY = (7, 15)
_YEARS = {"biennial": 2}


@dataclass(frozen=True, slots=True)
class End:
    """Where streams end: with this session of the Council, and this one of the Assembly. None: no end is known.

    `conditional_after` is the last day that the mandate certainly covers, once its renewal session is over without a
    recorded outcome: what lies later is a suggestion "if the mandate was extended"."""

    council: int | None = None
    assembly: int | None = None
    conditional_after: date | None = None


def end_of_streams(renewal: PlannedRenewal | None, looks_further: bool, calendar: Calendar) -> End:
    """Where the running term ends the streams of a mandate.

    Once the renewal session is over and no outcome is recorded, and `looks_further`, streams go on for one more year.
    They do too where a person recorded that the mandate goes on, without the text that says for how long."""
    if renewal is None or renewal.renewal_session is None:
        if renewal is not None and renewal.term.act in ("ends", "merges", "replaces"):
            return _ended_at(renewal.effective_session)
        return End()
    end = _end_in(renewal.renewal_session)
    if not looks_further or renewal.outcome_source is not None:
        return end
    if renewal.state == "outcome not recorded":
        year = year_of(renewal.renewal_session)
        boundary = renewal.closes_on or renewal.opens_on or (date(year, 12, 31) if year else None)
        return _one_more_year(end, boundary)
    return _one_more_year(end, None) if renewal.state in ("renewed", "adapted") else end


def _ended_at(session: SessionName | None) -> End:
    """Where streams end whose mandate a session ended, merged or replaced: nothing is owed after it.

    The Assembly of that year opens before a September session ends its work, but after a spring or June session."""
    year = year_of(session) if session else None
    if session is None or session.body != COUNCIL or year is None:
        return End()
    return End(session.number, year - (1945 if season_of(session) == "autumn" else 1946))


def _end_in(session: SessionName) -> End:
    year = year_of(session)
    if year is None:
        return End()
    council = session.number if session.body == COUNCIL else council_session(year, "autumn")
    return End(council, session.number if session.body == ASSEMBLY else year - 1945)


def _one_more_year(end: End, conditional_after: date | None) -> End:
    if end.council is None or end.assembly is None:
        return end
    return End(end.council + 3, end.assembly + 1, conditional_after)


def is_stream(obligation: Obligation) -> bool:
    """Whether the obligation goes on from session to session, as against sessions or days that the text names."""
    if obligation.recurrence in ("once", "event"):
        return obligation.mode == "until" and bool(named_sessions(obligation))
    return (not named_sessions(obligation) and obligation.by_date is None) or obligation.mode in ("from", "until")


def named_sessions(obligation: Obligation) -> tuple[SessionName, ...]:
    """The sessions of the recipient that the text names, in order."""
    if not obligation.sessions:
        return ()
    return tuple(sorted(name for name in set(obligation.sessions) if name.body == obligation.recipient))


def has_sessions_of_its_own(obligation: Obligation) -> bool:
    """Whether the calendar of the recipient gives the obligation sessions to count on."""
    return is_stream(obligation) and obligation.recipient in (COUNCIL, ASSEMBLY)


def sessions_of(obligation: Obligation, facts: MandateFacts, end: End, calendar: Calendar) -> tuple[SessionName, ...]:
    """Every session to which the obligation owes a report, in order; empty where the text gives none to count on.

    Sessions at which a report is recorded are among them, whatever the rule says of them."""
    recorded = {
        record.session.number
        for record in facts.reports
        if record.is_recorded and record.obligation == obligation.key and record.session.body == obligation.recipient
    }
    named = named_sessions(obligation)
    if not is_stream(obligation):
        numbers = {name.number for name in named} | recorded
        if not numbers and obligation.recurrence == "once" and obligation.recipient == ASSEMBLY:
            first = _first_assembly_session(_adopted_on(obligation, facts, calendar))
            numbers = {first} if first and obligation.by_date is None else set()
    elif obligation.recipient == COUNCIL:
        numbers = _council_numbers(obligation, facts, recorded, end, calendar) | recorded
    elif obligation.recipient == ASSEMBLY:
        numbers = _assembly_numbers(obligation, facts, recorded, end, calendar) | recorded
    else:
        numbers = {name.number for name in named} | recorded
    specials = [name for name in named if name.is_special]
    regular = [SessionName(obligation.recipient, number) for number in sorted(numbers)]
    names = [name for name in regular if name.number not in {special.number for special in specials}] + specials
    if obligation.ended_on is not None:
        names = [
            name
            for name in names
            if name.number in recorded or still_owes(obligation, calendar.session(name).opens_on, year_of(name))
        ]
    return tuple(names)


def still_owes(obligation: Obligation, on: date | None, year: int | None = None) -> bool:
    """Whether what falls to the day `on`, or somewhen in `year`, is owed although the obligation may have ended.

    One that ended before anybody confirmed it owes nothing."""
    if obligation.ended_on is None:
        return True
    if obligation.standing != "confirmed":
        return False
    return on <= obligation.ended_on if on else year is not None and year < obligation.ended_on.year


def _council_numbers(
    obligation: Obligation, facts: MandateFacts, recorded: set[int], end: End, calendar: Calendar
) -> set[int]:
    named = [name.number for name in named_sessions(obligation)]
    start = _effective_number(obligation, facts, calendar)
    if start is None and not (obligation.mode == "from" and named) and not recorded:
        return set()
    last = _last_by_the_text(obligation, named, calendar) or end.council
    if obligation.recurrence == "each session":
        first = named[0] if obligation.mode == "from" and named else (start or 0) + 1
        last = last if last is not None else first + OCCURRENCES_WITHOUT_AN_END - 1
        return set(range(first, last + 1))
    season = _first_season(obligation, facts, recorded, start)
    if obligation.mode == "from" and named:
        first = named[0]
        if not _chosen_season(obligation, facts):
            season = season_of(SessionName(COUNCIL, first)) or season
    else:
        first = council_session_after(start if start is not None else min(recorded) - 1, season)
    every = _YEARS.get(obligation.recurrence or "", 1)
    if last is None:
        return _occurrences(first, season, every, recorded, obligation, facts, calendar)
    return set(_walk(first, season, every, frozenset(recorded), _chosen_season(obligation, facts), last, 0))


@lru_cache(maxsize=4096)  # a thousand mandates report every year, at the same sessions
def _walk(
    first: int,
    season: Season,
    every: int,
    recorded: frozenset[int],
    chosen: Season | None,
    last: int | None,
    count: int,
) -> tuple[int, ...]:
    """One session of the Council for each year that is due: those recorded, otherwise the slot of the last one.

    A person's chosen slot holds for what comes after the last recorded report. Ends with `last`, or after `count`."""
    year = year_of(SessionName(COUNCIL, first)) or 0
    by_year: dict[int, list[int]] = {}
    for number in recorded:
        by_year.setdefault(year_of(SessionName(COUNCIL, number)) or 0, []).append(number)
    newest = max(by_year, default=0)
    numbers: list[int] = []
    is_first = not any(recorded_year < year for recorded_year in by_year)
    for recorded_year in sorted(by_year):
        if recorded_year < year:
            season = season_of(SessionName(COUNCIL, max(by_year[recorded_year]))) or season
    while True:
        if year in by_year:
            numbers += sorted(by_year[year])
            season = season_of(SessionName(COUNCIL, max(by_year[year]))) or season
        else:
            if chosen and year > newest:
                season = chosen
            number = first if is_first else council_session(year, season)
            if last is not None and number > last:
                break
            if number >= first:
                numbers.append(number)
        is_first = False
        if last is None and len(numbers) >= count:
            break
        # A biennial report that came a year early is counted on from there.
        year = next((early for early in range(year + 1, year + every) if early in by_year), year + every)
    return tuple(numbers)


def _occurrences(
    first: int,
    season: Season,
    every: int,
    recorded: set[int],
    obligation: Obligation,
    facts: MandateFacts,
    calendar: Calendar,
) -> set[int]:
    """Three occurrences from the start; where a person confirmed later, three from then: that was the asking again."""
    chosen, given = _chosen_season(obligation, facts), frozenset(recorded)
    numbers = set(_walk(first, season, every, given, chosen, None, OCCURRENCES_WITHOUT_AN_END))
    base = max(recorded, default=0)
    since = obligation.followed_since or facts.followed_since
    if since is not None and obligation.standing == "confirmed":
        opened = calendar.regular_session_on(COUNCIL, since)
        base = max(base, opened.number if opened else 0)
    if base >= first:
        wanted = _walk(first, season, every, given, chosen, base + 3 * every * (OCCURRENCES_WITHOUT_AN_END + 1), 0)
        numbers |= {number for number in wanted if number <= base}
        numbers |= set([number for number in wanted if number > base][:OCCURRENCES_WITHOUT_AN_END])
    return numbers


def _assembly_numbers(
    obligation: Obligation, facts: MandateFacts, recorded: set[int], end: End, calendar: Calendar
) -> set[int]:
    named = [name.number for name in named_sessions(obligation)]
    first = (
        named[0]
        if obligation.mode == "from" and named
        else _first_assembly_session(_adopted_on(obligation, facts, calendar))
    )
    if first is None:
        if not recorded:
            return set()
        first = min(recorded)
    last = _last_by_the_text(obligation, named, calendar) or end.assembly
    every = _YEARS.get(obligation.recurrence or "", 1)
    if last is not None:
        return set(range(first, last + 1, every))
    numbers = set(range(first, first + every * OCCURRENCES_WITHOUT_AN_END, every))
    base = max(recorded, default=0)
    since = obligation.followed_since or facts.followed_since
    if since is not None and obligation.standing == "confirmed":
        opened = calendar.regular_session_on(ASSEMBLY, since)
        base = max(base, opened.number if opened else 0)
    if base >= first:
        following = first + every * ((base - first) // every + 1)
        numbers |= set(range(first, base + 1, every))
        numbers |= set(range(following, following + every * OCCURRENCES_WITHOUT_AN_END, every))
    return numbers


def _last_by_the_text(obligation: Obligation, named: list[int], calendar: Calendar) -> int | None:
    """The session with which the text itself ends the stream: "until the fifty-third session", or until a day.

    Of a stream "from its fifty-first session until its fifty-fourth session" both are named."""
    if obligation.mode == "from" and len(named) > 1:
        return max(named)
    if obligation.mode != "until":
        return None
    if named:
        return max(named)
    held = calendar.regular_session_on(obligation.recipient, obligation.by_date) if obligation.by_date else None
    return held.number if held else None


def _first_assembly_session(adopted_on: date | None) -> int | None:
    if adopted_on is None:
        return None
    submitted = date(adopted_on.year, *_SUBMISSION_TO_THE_ASSEMBLY)
    return adopted_on.year - 1945 + (submitted <= adopted_on)


def _chosen_season(obligation: Obligation, facts: MandateFacts) -> Season | None:
    return obligation.slot_season or facts.slot_season


def _first_season(obligation: Obligation, facts: MandateFacts, recorded: set[int], start: int | None) -> Season:
    """The slot in which the stream starts: an earlier report tells more than the text, a person more than both."""
    if not recorded and (chosen := _chosen_season(obligation, facts)):
        return chosen
    earlier = max((number for number in recorded if start is None or number <= start), default=None)
    if earlier is not None:
        return season_of(SessionName(COUNCIL, earlier)) or "summer"
    noted = season_of(obligation.noted_report) if obligation.noted_report else None
    return noted or season_of(SessionName(COUNCIL, start or 0)) or "summer"


def _first_source(obligation: Obligation) -> Source | None:
    return next(iter(sources_in_order(obligation.sources)), None)


def _adopted_on(obligation: Obligation, facts: MandateFacts, calendar: Calendar) -> date | None:
    """The day of the obligation's first source; where that is unknown, the last day of its session, or its first.

    An obligation without any source goes with the newest term of its mandate, or with the day it is followed from."""
    source = _first_source(obligation)
    if source is None:
        newest = next((term.adopted_on for term in reversed(terms_in_order(facts)) if term.adopted_on), None)
        return newest or obligation.followed_since or facts.followed_since
    if source.adopted_on is None and source.session is not None:
        dates = calendar.session(source.session)
        return dates.closes_on or dates.opens_on
    return source.adopted_on


def _effective_number(obligation: Obligation, facts: MandateFacts, calendar: Calendar) -> int | None:
    """X of the text that created the obligation, as a number of the Council."""
    source = _first_source(obligation)
    terms = [term for term in terms_in_order(facts) if term.act not in ("ends", "merges", "replaces")]
    own = terms[-1:] if source is None else [term for term in terms if term.source.text == source.text]
    for term in own:
        name = effective_session(term, calendar)
        if name is not None and name.body == COUNCIL:
            return name.number
    session = source.session if source else None
    if session is not None and session.body == COUNCIL and not session.is_special:
        return session.number
    day = _adopted_on(obligation, facts, calendar)
    held = calendar.regular_session_on(COUNCIL, day) if day else None
    return held.number if held else None
