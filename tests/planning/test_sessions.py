"""What the number of a session tells, and how good it is against the sessions that were held."""

from datetime import date

import pytest

from mandates.planning import Calendar, SessionName, read_calendar, shipped_calendar
from mandates.planning.sessions import assembly_opening, estimated_opening, season_of, year_of

from .known import council, session, with_rows

HELD = [row for row in shipped_calendar() if row.kind == "regular" and row.opens_on]
MONTHS = {"spring": (2, 3), "summer": (5, 6), "autumn": (9,)}


@pytest.mark.parametrize("row", [r for r in HELD if r.body == "HRC" and r.number >= 4], ids=lambda r: str(r.number))
def test_number_of_a_council_session_tells_season_and_year(row):
    name = SessionName(row.body, row.number)
    assert year_of(name) == row.opens_on.year
    assert row.opens_on.month in MONTHS[season_of(name)]


@pytest.mark.parametrize("row", [r for r in HELD if r.body == "GA"], ids=lambda r: str(r.number))
def test_assembly_opens_by_its_rules_of_procedure(row):
    assert assembly_opening(row.number) == row.opens_on
    assert year_of(SessionName("GA", row.number)) == row.opens_on.year


@pytest.mark.parametrize(
    ("name", "opens_on"),
    [("HRC64", date(2027, 2, 22)), ("HRC65", date(2027, 6, 21)), ("HRC66", date(2027, 9, 13))],
)
def test_session_without_dates_is_estimated_while_it_is_ahead(name, opens_on):
    dates = Calendar(shipped_calendar(), date(2026, 11, 24)).session(session(name))
    assert (dates.opens_on, dates.is_estimate, dates.closes_on) == (opens_on, True, None)
    assert estimated_opening(session(name)) == opens_on


def test_session_without_dates_is_unknown_once_the_next_one_opened():
    rows = with_rows(council(53, None, None))
    assert Calendar(rows, date(2023, 1, 10)).session(session("HRC53")).opens_on == date(2023, 6, 19)
    late = Calendar(rows, date(2024, 1, 10)).session(session("HRC53"))
    assert (late.opens_on, late.is_estimate, late.season, late.year) == (None, False, "summer", 2023)


def test_third_committee_is_never_estimated():
    calendar = Calendar(shipped_calendar(), date(2026, 3, 30))
    assert calendar.third_committee(81) is None
    assert calendar.third_committee(80).opens_on == date(2025, 10, 3)


@pytest.mark.parametrize(
    ("name", "today", "over"),
    [
        ("HRC61", date(2026, 3, 31), False),
        ("HRC61", date(2026, 4, 1), True),
        ("HRC62", date(2026, 9, 6), False),  # its last day was not found
        ("HRC62", date(2026, 9, 7), True),  # and the 63rd opened
        ("HRC63", date(2027, 2, 21), False),
        ("HRC63", date(2027, 2, 22), True),  # the 64th is expected
        ("GA80", date(2026, 9, 8), True),
    ],
)
def test_session_is_over_after_its_last_day_or_when_the_next_one_opened(name, today, over):
    assert Calendar(shipped_calendar(), today).is_over(session(name)) is over


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2020, 7, 16), "HRC44"),
        (date(2021, 12, 17), "HRC48"),
        (date(2027, 7, 1), "HRC65"),
        (date(2006, 6, 18), None),
    ],
)
def test_last_regular_session_opened_by_a_day(day, name):
    found = Calendar(shipped_calendar(), date(2026, 11, 24)).regular_session_on("HRC", day)
    assert (str(found) if found else None) == name


def test_calendar_reads_special_and_organizational_sessions_and_empty_days():
    rows = read_calendar(
        "body,session,kind,start,end,source\n"
        "HRC,S-36,special,2023-05-11,2023-05-11,front matter\n"
        "HRC,18th cycle,organizational,2024-12-09,,statement\n"
    )
    assert [(row.number, row.kind, row.closes_on) for row in rows] == [
        (36, "special", date(2023, 5, 11)),
        (18, "organizational", None),
    ]
    dates = Calendar(rows, date(2024, 1, 1)).session(session("HRCS-36"))
    assert (dates.opens_on, dates.season) == (date(2023, 5, 11), None)


def test_calendar_keeps_what_was_planned_and_the_parts_of_an_interrupted_session():
    rows = {str(row.number): row for row in shipped_calendar() if (row.body, row.kind) == ("HRC", "regular")}
    assert (rows["44"].planned_opens_on, rows["44"].planned_closes_on) == (date(2020, 6, 15), date(2020, 7, 3))
    assert rows["43"].parts == (
        (date(2020, 2, 24), date(2020, 3, 13)),
        (date(2020, 6, 15), date(2020, 6, 23)),
    )
    assert (rows["53"].planned_opens_on, rows["53"].parts) == (None, ())


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ("2020-02-24 to 2020-03-13", "column parts: “2020-02-24 to 2020-03-13” cannot be read"),
        ("2020-06-15/2020-06-23 2020-02-24/2020-03-13", "earliest first"),
        ("2020-02-24/2020-03-13", "the last one does not end, with the session"),
    ],
)
def test_parts_that_do_not_fit_their_session_are_refused(parts, said):
    with pytest.raises(ValueError, match=said):
        read_calendar(f"body,session,kind,start,end,source,parts\nHRC,43,regular,2020-02-24,2020-06-23,x,{parts}\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("HRC,53,regular,19 June 2023,,x", "Line 2 of the calendar, column start: “19 June 2023” is no day"),
        ("HRC,53,plenary,2023-06-19,,x", "Line 2 of the calendar has the kind “plenary”"),
        ("HRC,,regular,2023-06-19,,x", "Line 2 of the calendar names no session"),
        ("HRC,53,regular,2023-06-19,2023-06-01,x", "closes on 2023-06-01, before it opens"),
        ("HRC,53,regular,0202-06-19,,x", "Line 2 of the calendar, column start: “0202-06-19” is no day"),
    ],
)
def test_calendar_that_cannot_be_read_says_where(line, said):
    with pytest.raises(ValueError, match=said):
        read_calendar(f"body,session,kind,start,end,source\n{line}\n")


def test_calendar_is_read_in_capitals_or_small_letters():
    [row] = read_calendar("body,session,kind,start,end,source\nhrc,53,Regular,2023-06-19,,x\n")
    assert (row.body, row.kind, row.number) == ("HRC", "regular", 53)


def test_calendar_without_its_columns_says_which():
    with pytest.raises(ValueError, match="no column kind, start, end"):
        read_calendar("body,session\nHRC,53\n")
