"""Sessions by the names that people use, and which of the Council's come next."""

from collections.abc import Iterable
from datetime import date

from mandates.models import Body, Session
from mandates.planning.facts import CalendarRow, SessionName
from mandates.planning.sessions import ASSEMBLY, COUNCIL, Calendar, estimated_opening, year_of

YEARS_AHEAD = 10  # in which sessions can be entered
COUNCIL_SESSIONS_AHEAD = 3  # a year of them


def named_session(words: str) -> Session | None:
    """The session that people call HRC62, hrc62, HRCS-36 or GA81; None where the calendar has none of that name."""
    try:
        name = SessionName.parse(words)
    except ValueError:
        return None
    kind = Session.Kind.SPECIAL if name.is_special else Session.Kind.REGULAR
    return Session.objects.of(name.body, name.number, kind).first()


def address_name(session: Session) -> str:
    """How addresses name a session: hrc62, hrcs-36, ga81."""
    return session.name.replace(" ", "").lower()


def expected_opening(session: Session) -> date | None:
    """The day on which `session` opens: as known, otherwise the estimate of its number; None where there is none."""
    return session.opens_on or estimated_opening(
        SessionName(session.body, session.number, session.kind == Session.Kind.SPECIAL)
    )


def next_council_sessions(today: date, how_many: int) -> list[int]:
    """The numbers of the Council's regular sessions that are not over on `today`, the one that is on among them."""
    kinds = [Session.Kind.REGULAR, Session.Kind.SPECIAL]
    rows = Session.objects.filter(body=COUNCIL, kind__in=kinds)
    columns = ("body", "kind", "number", "opens_on", "closes_on", "source")
    calendar = Calendar([CalendarRow(*row) for row in rows.values_list(*columns)], today)
    latest = calendar.regular_session_on(COUNCIL, today)
    first = latest.number + calendar.is_over(latest) if latest else 1
    return list(range(first, first + how_many))


def sessions_to_come(kept: Iterable[Session], calendar: Calendar) -> list[Session]:
    """Sessions that are on or to come and that the office does not keep yet, as rows that are not saved: the Council's
    latest regular one and three after those announced, the Third Committees of this Assembly session and the next."""
    kept = list(kept)
    names = {(row.body, row.kind, row.number) for row in kept}
    wanted = []
    if council := calendar.latest(COUNCIL):
        dated = [row.number for row in kept if (row.body, row.kind) == (COUNCIL, Session.Kind.REGULAR) and row.opens_on]
        last = max([council.number, *dated])
        numbers = [council.number, *range(last + 1, last + 1 + COUNCIL_SESSIONS_AHEAD)]
        wanted += [(COUNCIL, Session.Kind.REGULAR, number) for number in numbers]
    if assembly := calendar.latest(ASSEMBLY):
        numbers = range(assembly.number, assembly.number + 2)
        wanted += [(ASSEMBLY, Session.Kind.THIRD_COMMITTEE, number) for number in numbers]
    return [
        Session(body=body, kind=kind, number=number)
        for body, kind, number in wanted
        if (body, kind, number) not in names
    ]


def session_to_enter(body: str, kind: str, number: int, today: date) -> Session | None:
    """A session that can be entered though the office does not keep it, as a row that is not saved: a regular one, or a
    Third Committee, of the next ten years or before; of special and organizational ones the next. None for others."""
    if kind in (Session.Kind.SPECIAL, Session.Kind.ORGANIZATIONAL):
        is_possible = number == next_number(body, kind)
    else:
        year = year_of(SessionName(body, number))
        has_one = body == ASSEMBLY or kind == Session.Kind.REGULAR
        is_possible = has_one and number > 0 and year is not None and year <= today.year + YEARS_AHEAD
    return Session(body=body, kind=kind, number=number) if is_possible else None


def next_number(body: str, kind: str) -> int | None:
    """The number that the next special or organizational session of the Council will have; None for another body."""
    if body != Body.COUNCIL:
        return None
    last = Session.objects.filter(body=body, kind=kind).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
