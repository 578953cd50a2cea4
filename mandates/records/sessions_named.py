"""The row of a session that a text names; made, without dates, where the office does not have it yet."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from mandates.models import Body, Session
from mandates.planning.facts import CalendarRow

NAME = re.compile(r"([A-Za-z]+?)(S-)?(\d+)")


def known_body(code: str | None) -> str:
    """The code of a body that the office tells apart; every other one is `other`."""
    return code if code in Body.values else Body.OTHER


def parts_kept(parts: Iterable[tuple[date, date]]) -> list[list[str]]:
    """The parts of an interrupted session as they are kept: the first and the last day of each."""
    return [[first.isoformat(), last.isoformat()] for first, last in parts]


def session_values(row: CalendarRow) -> dict[str, Any]:
    """What a row of the calendar says of its session, by the names under which it is kept."""
    return {
        "opens_on": row.opens_on,
        "closes_on": row.closes_on,
        "planned_opens_on": row.planned_opens_on,
        "planned_closes_on": row.planned_closes_on,
        "parts": parts_kept(row.parts),
        "source": row.source,
    }


def session_row(
    body: str, number: int, *, special: bool = False, dates: Iterable[tuple[date, date]] = (), source: str = ""
) -> Session:
    """The row of a session, made where it is missing. Dates that the office does not have are taken from the text."""
    kind = Session.Kind.SPECIAL if special else Session.Kind.REGULAR
    row, _created = Session.objects.get_or_create(body=known_body(body), kind=kind, number=number)
    days = list(dates)
    if days and not row.opens_on and not row.closes_on:
        row.opens_on, row.closes_on, row.source = days[0][0], days[-1][1], source
        row.parts = parts_kept(days) if len(days) > 1 else []
        row.save(update_fields=["opens_on", "closes_on", "source", "parts"])
    return row


def named_session(name: str | None) -> Session | None:
    """The session that a text names as `HRC56`, `HRCS-36` or `GA79`; None for anything else, such as a date."""
    found = NAME.fullmatch(name or "")
    return session_row(found[1], int(found[3]), special=bool(found[2])) if found and found[1] in Body.values else None
