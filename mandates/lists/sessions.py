"""Sessions by the names that people use, and which of the Council's come next."""

from datetime import date

from mandates.models import Session
from mandates.planning.facts import CalendarRow, SessionName
from mandates.planning.sessions import COUNCIL, Calendar, estimated_opening


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
