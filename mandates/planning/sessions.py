"""Sessions: what the number alone tells, what a calendar adds, and estimates for what nobody has announced.

Sources are the rows of the house's rules on arithmetic: the Council's number tells season and year from the 4th
session on; the Assembly's session *n* opens in the year 1945 + *n*, on the Tuesday of the third week of September up to
the 77th (A/RES/57/301) and of the second week after (A/RES/75/325).
"""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import cast, get_args

from .facts import CalendarRow, Season, SessionDates, SessionKind, SessionName

COUNCIL, ASSEMBLY = "HRC", "GA"
SHIPPED_CALENDAR = Path(__file__).resolve().parent.parent / "sample" / "sessions.csv"

_SEASONS: tuple[Season, Season, Season] = ("spring", "summer", "autumn")
# The Council began in June 2006 and held three sessions in that half year.
_FIRST_COUNCIL_SESSIONS: dict[int, Season] = {1: "summer", 2: "autumn", 3: "autumn"}
_YEARS_OF_SESSIONS = range(1946, 2201)  # the Assembly first met in 1946
_COLUMNS = ("body", "session", "kind", "start", "end", "source")


def season_of(name: SessionName) -> Season | None:
    """Spring, summer (June) or autumn, from the number alone; None for special sessions and bodies not known here."""
    if name.is_special:
        return None
    if name.body == ASSEMBLY:
        return "autumn"
    if name.body != COUNCIL or name.number < 1:
        return None
    return _FIRST_COUNCIL_SESSIONS.get(name.number) or _SEASONS[(name.number - 1) % 3]


def year_of(name: SessionName) -> int | None:
    """The year in which the session opens, from the number alone."""
    if name.is_special:
        return None
    if name.body == ASSEMBLY:
        return 1945 + name.number
    if name.body != COUNCIL or name.number < 1:
        return None
    return 2006 if name.number < 4 else 2019 + (name.number - 40) // 3


def council_session(year: int, season: Season) -> int:
    """The number of the Council's regular session of that season, from spring 2007 on."""
    return 40 + 3 * (year - 2019) + _SEASONS.index(season)


def council_session_after(number: int, season: Season) -> int:
    """The first regular session of that season after session `number`."""
    return number + 1 + (_SEASONS.index(season) - number) % 3


def assembly_opening(number: int) -> date:
    """The Tuesday on which session `number` of the Assembly opens by rule 1 of its rules of procedure."""
    first = date(1945 + number, 9, 1)
    # Weeks count from the first one with a working day.
    monday = first + timedelta(days=7 - first.weekday()) if first.weekday() >= 5 else first - timedelta(first.weekday())
    return monday + timedelta(weeks=2 if number <= 77 else 1, days=1)


def estimated_opening(name: SessionName) -> date | None:
    """The opening that the pattern of past years suggests: good enough for an estimate, not for a deadline.

    Council: last Monday of February, third Monday of June, second Monday of September (house default)."""
    year, season = year_of(name), season_of(name)
    if year is None or season is None:
        return None
    if name.body == ASSEMBLY:
        return assembly_opening(name.number)
    if season == "spring":
        last = date(year, 3, 1) - timedelta(days=1)
        return last - timedelta(days=last.weekday())
    month, week = (6, 3) if season == "summer" else (9, 2)
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7, weeks=week - 1)


class Calendar:
    """The session calendar as on one day: what is known, and estimates for sessions still ahead.

    `rows` may come in any order; of two rows for the same session the later one counts. `today` decides only which
    sessions without dates are estimates and which sessions are over. Answers are kept: one calendar serves many plans.
    `asked_for` collects the sessions whose days had a part in an answer, while somebody has put a set there.
    """

    def __init__(self, rows: Iterable[CalendarRow], today: date) -> None:
        self.today = today
        self._rows: dict[tuple[SessionKind, str, int], CalendarRow] = {
            (row.kind, row.body, row.number): row for row in rows
        }
        self._sessions: dict[SessionName, SessionDates] = {}
        self._over: dict[SessionName, bool] = {}
        self._latest: dict[str, SessionName | None] = {}
        self._on: dict[tuple[str, date], tuple[int, tuple[SessionName, ...]]] = {}
        self.asked_for: set[SessionName] | None = None
        opened = sorted(
            (row.opens_on, row.body, row.number)
            for row in self._rows.values()
            if row.kind == "regular" and row.opens_on is not None
        )
        self._opened: dict[str, list[tuple[date, int]]] = {}
        for opens_on, body, number in opened:
            self._opened.setdefault(body, []).append((opens_on, number))

    def session(self, name: SessionName) -> SessionDates:
        """What is known of a session. Without dates it gets season and year, and an estimate while it is ahead."""
        if self.asked_for is not None:
            self.asked_for.add(name)
        found = self._sessions.get(name)
        if found is None:
            found = self._sessions[name] = self._session(name)
        return found

    def _session(self, name: SessionName) -> SessionDates:
        row = self._rows.get(("special" if name.is_special else "regular", name.body, name.number))
        season, year = season_of(name), year_of(name)
        source = row.source if row else ""
        closes_on = row.closes_on if row else None
        if row is not None and row.opens_on is not None:
            year = row.opens_on.year if year is None else year
            return SessionDates(name, row.opens_on, closes_on, False, season, year, source)
        is_past = self._estimated_to_be_over(name) or (closes_on is not None and closes_on < self.today)
        estimate = None if is_past else estimated_opening(name)
        return SessionDates(name, estimate, closes_on, estimate is not None, season, year, source)

    def _estimated_to_be_over(self, name: SessionName) -> bool:
        following = SessionName(name.body, name.number + 1)
        row = self._rows.get(("regular", following.body, following.number))
        opens_on = row.opens_on if row is not None and row.opens_on is not None else estimated_opening(following)
        return opens_on is not None and opens_on <= self.today

    def third_committee(self, number: int) -> CalendarRow | None:
        """The Third Committee of the Assembly's session `number`. Its opening is never estimated."""
        return self._rows.get(("third-committee", ASSEMBLY, number))

    def is_over(self, name: SessionName) -> bool:
        """Whether the session has ended: its last day is past or, where that day was not found, the next one opened."""
        if self.asked_for is not None:
            self.asked_for.add(name)
        known = self._over.get(name)
        if known is None:
            known = self._over[name] = self._is_over(name)
        return known

    def _is_over(self, name: SessionName) -> bool:
        dates = self.session(name)
        if dates.closes_on is not None:
            return self.today > dates.closes_on
        if name.is_special:
            return dates.opens_on is not None and self.today > dates.opens_on
        return self._estimated_to_be_over(name)

    def next_opening(self, name: SessionName) -> date | None:
        """The opening of the regular session after this one, known or expected by the pattern of past years."""
        following = SessionName(name.body, name.number + 1)
        return self.session(following).opens_on or estimated_opening(following)

    def latest(self, body: str) -> SessionName | None:
        """The last regular session of the body that has opened: the same for all plans, and no session is asked for."""
        if body not in self._latest:
            asked_for, self.asked_for = self.asked_for, None
            self._latest[body] = self.regular_session_on(body, self.today)
            self.asked_for = asked_for
        return self._latest[body]

    def regular_session_on(self, body: str, day: date) -> SessionName | None:
        """The last regular session of the body that opened on or before the day, by the calendar or by its pattern."""
        number, asked_for = self._on.get((body, day)) or self._look_up(body, day)
        if self.asked_for is not None:
            self.asked_for.update(asked_for)
        return SessionName(body, number) if number > 0 else None

    def _look_up(self, body: str, day: date) -> tuple[int, tuple[SessionName, ...]]:
        opened = self._opened.get(body, [])
        place = bisect_right(opened, (day, 10**6))
        number = opened[place - 1][1] if place else 0
        if not number and body == ASSEMBLY:
            number = day.year - 1946
        asked_for = [SessionName(body, number)]
        # Beyond the calendar's last row the pattern goes on; before its first row it tells as well.
        while True:
            following = SessionName(body, number + 1)
            asked_for.append(following)
            opens_on = self.session(following).opens_on or estimated_opening(following)
            if opens_on is None or opens_on > day:
                break
            number += 1
        self._on[body, day] = found = (number, tuple(asked_for))
        return found


def read_calendar(text: str) -> tuple[CalendarRow, ...]:
    """The rows of a calendar in CSV: body, session, kind, start, end, source; empty days are "not found".

    Further columns may stand: planned_start and planned_end, and parts as ``2020-02-24/2020-03-13
    2020-06-15/2020-06-23``. Special sessions may be written ``S-36``, organizational ones ``18th cycle``. ValueError
    names line and column of the first thing that cannot be read.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), skipinitialspace=True)
    missing = [column for column in _COLUMNS[:5] if column not in (reader.fieldnames or ())]
    if missing:
        raise ValueError(
            f"The calendar has no column {', '.join(missing)}. Its first line must read: {','.join(_COLUMNS)}."
        )
    rows = []
    for cells in reader:
        where = f"Line {reader.line_num} of the calendar"
        number = "".join(character for character in cells["session"] or "" if character.isdigit())
        kind = (cells["kind"] or "").strip().lower()
        if not number:
            raise ValueError(f"{where} names no session: “{cells['session']}”. Write its number, as 53 or S-36.")
        if kind not in get_args(SessionKind):
            raise ValueError(f"{where} has the kind “{kind}”. Known kinds are {', '.join(get_args(SessionKind))}.")
        opens_on, closes_on = (_day(cells[column], where, column) for column in ("start", "end"))
        if opens_on and closes_on and closes_on < opens_on:
            raise ValueError(f"{where} closes on {closes_on}, before it opens on {opens_on}. Correct one of the two.")
        body = (cells["body"] or "").strip().upper()
        source = (cells.get("source") or "").strip()
        planned_opens_on, planned_closes_on = (
            _day(cells.get(column), where, column) for column in ("planned_start", "planned_end")
        )
        parts = _parts(cells.get("parts") or "", where, (opens_on, closes_on))
        rows.append(
            CalendarRow(
                body,
                cast(SessionKind, kind),
                int(number),
                opens_on,
                closes_on,
                source,
                planned_opens_on,
                planned_closes_on,
                parts,
            )
        )
    return tuple(rows)


def _day(text: str | None, where: str, column: str) -> date | None:
    if not text or not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS_OF_SESSIONS:
        raise ValueError(f"{where}, column {column}: “{text}” is no day of a session. Write it as 2023-06-19.")
    return day


_PART = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")


def _parts(text: str, where: str, whole: tuple[date | None, date | None]) -> tuple[tuple[date, date], ...]:
    matches = [_PART.fullmatch(part) for part in text.split()]
    days = [_day(day, where, "parts") for match in matches if match for day in match.groups()]
    known = [day for day in days if day is not None]
    if None in matches or known != sorted(known):
        raise ValueError(
            f"{where}, column parts: “{text}” cannot be read. Write the first and the last day of each part, earliest "
            "first, as 2020-02-24/2020-03-13 2020-06-15/2020-06-23."
        )
    if known and (known[0], known[-1]) != whole:
        raise ValueError(f"{where}: the first part does not begin, or the last one does not end, with the session.")
    return tuple(zip(known[::2], known[1::2], strict=True))


@lru_cache(maxsize=1)
def shipped_calendar() -> tuple[CalendarRow, ...]:
    """The calendar that the project ships, with the source of each row."""
    return read_calendar(SHIPPED_CALENDAR.read_text(encoding="utf-8"))
