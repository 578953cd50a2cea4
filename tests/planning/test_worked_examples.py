"""The worked examples of the house's rules, column by column."""

from datetime import date

import pytest

from mandates.planning import CalendarRow, MandateFacts, ReportRecord, SessionName, shipped_calendar, shipped_rules
from mandates.planning.rules import SHIPPED_RULES

from .known import OP16, council, dates_at, day, planned, source, stream, term, with_rows

COUNCIL_COLUMNS = {
    "44th as planned": (
        council(44, "2020-06-15", "2020-07-03"),
        {
            "H1": "2019-12-30",
            "H2": "2020-02-10",
            "H3": "2020-02-24",
            "H4": "2019-10-01",
            "H5": "2020-03-09",
            "H6": "2020-03-23",
            "H7": "2020-04-06",
            "H8": "2020-05-04",
            "H9": "2020-06-01",
            "H10": "2020-06-08",
            "H12": "2020-07-10",
        },
    ),
    "44th as held": (
        council(44, "2020-06-30", "2020-07-17"),
        {
            "H1": "2020-01-14",
            "H2": "2020-02-25",
            "H3": "2020-03-10",
            "H4": "2019-10-01",
            "H5": "2020-03-24",
            "H6": "2020-04-07",
            "H7": "2020-04-21",
            "H8": "2020-05-19",
            "H9": "2020-06-16",
            "H10": "2020-06-23",
            "H11": "2020-06-30",
            "H12": "2020-07-24",
        },
    ),
    "53rd": (
        council(53, "2023-06-19", "2023-07-14"),
        {
            "H1": "2023-01-02",
            "H2": "2023-02-13",
            "H3": "2023-02-27",
            "H4": "2022-10-01",
            "H5": "2023-03-13",
            "H6": "2023-03-27",
            "H7": "2023-04-06",
            "H8": "2023-05-08",
            "H9": "2023-06-05",
            "H10": "2023-06-12",
            "H11": "2023-06-19",
            "H12": "2023-07-21",
        },
    ),
    "62nd": (
        council(62, "2026-06-15", None),
        {
            "H1": "2025-12-29",
            "H2": "2026-02-09",
            "H3": "2026-02-23",
            "H4": "2025-10-01",
            "H5": "2026-03-09",
            "H6": "2026-03-23",
            "H7": "2026-04-02",
            "H8": "2026-05-04",
            "H9": "2026-06-01",
            "H10": "2026-06-08",
            "H11": "2026-06-15",
            "H12": None,
        },
    ),
}


def report_at(name: str, **more) -> MandateFacts:
    """One written report of an Independent Expert that a text of the 40th session asks for at the named session."""
    asked = source("40/1", "5", "2019-03-21", "HRC40")
    recipient = SessionName.parse(name).body
    return MandateFacts(
        "Example", (stream(recipient, asked, recurrence="once", sessions=(SessionName.parse(name),), **more),)
    )


@pytest.mark.parametrize(
    ("column", "rule", "due_on"),
    [(name, rule, due_on) for name, (_row, column) in COUNCIL_COLUMNS.items() for rule, due_on in column.items()],
)
def test_report_to_the_council_is_counted_from_the_opening(column, rule, due_on):
    row = COUNCIL_COLUMNS[column][0]
    steps = dates_at(planned(report_at(f"HRC{row.number}"), "2019-04-01", with_rows(row)), f"HRC{row.number}")
    assert steps[rule].due_on == day(due_on)


def test_dialogue_lies_between_opening_and_last_day_until_its_day_is_entered():
    facts = report_at("HRC53")
    dialogue = dates_at(planned(facts, "2023-01-10"), "HRC53")["H11"]
    assert (dialogue.due_on, dialogue.window_ends, dialogue.anchor.name) == (date(2023, 6, 19), date(2023, 7, 14), "S")
    held = ReportRecord("HRC", SessionName("HRC", 53), dialogue_on=date(2023, 6, 28))
    entered = dates_at(planned(MandateFacts("Example", facts.obligations, reports=(held,)), "2023-01-10"), "HRC53")
    assert (entered["H11"].due_on, entered["H11"].window_ends, entered["H11"].anchor.name) == (
        date(2023, 6, 28),
        None,
        "D",
    )


@pytest.mark.parametrize(
    ("opens_on", "first", "last"),
    [
        ("2023-01-08", "2022-04-01", "2022-04-07"),
        ("2023-01-09", "2022-10-01", "2022-10-07"),
        ("2023-07-09", "2022-10-01", "2022-10-07"),
        ("2023-07-10", "2023-04-01", "2023-04-07"),
        ("2023-09-11", "2023-04-01", "2023-04-07"),
    ],
)
def test_forecast_is_entered_in_the_week_that_covers_the_meeting(opens_on, first, last):
    steps = dates_at(planned(report_at("HRC53"), "2022-01-10", with_rows(council(53, opens_on, None))), "HRC53")
    forecast = steps["H4"]
    assert (forecast.due_on, forecast.window_ends, forecast.late_after) == (day(first), day(last), day(last))
    assert forecast.adjustments == ()  # the week is fixed: 1 October 2022 is a Saturday


@pytest.mark.parametrize(
    ("name", "computed", "due_on"), [("HRC53", "2023-04-10", "2023-04-06"), ("HRC62", "2026-04-06", "2026-04-02")]
)
def test_duty_on_easter_monday_rolls_back_before_good_friday(name, computed, due_on):
    step = dates_at(planned(report_at(name), "2022-01-10"), name)["H7"]
    assert (step.counted_on, step.due_on) == (day(computed), day(due_on))
    (moved,) = step.adjustments
    assert (moved.from_on, moved.to_on, moved.why) == (day(computed), day(due_on), "Easter Monday")
    assert moved.passed_over == ("Good Friday",)


ASSEMBLY_COLUMNS = {
    "75th": (
        "GA75",
        "2020-10-15",
        {
            "G1": "2020-04-01",
            "G2": "2020-04-16",
            "G3": "2020-06-11",
            "G4": "2020-07-09",
            "G5": "2020-07-15",
            "G6": "2020-08-20",
            "G7": "2020-10-15",
            "G8": "2020-10-22",
        },
    ),
    "80th": (
        "GA80",
        None,
        {
            "G1": "2025-04-01",
            "G2": "2025-04-17",
            "G3": "2025-06-13",
            "G4": "2025-07-11",
            "G5": "2025-07-15",
            "G6": "2025-08-22",
            "G8": None,
        },
    ),
}


@pytest.mark.parametrize(
    ("column", "rule", "due_on"),
    [(name, rule, due_on) for name, (*_, column) in ASSEMBLY_COLUMNS.items() for rule, due_on in column.items()],
)
def test_report_to_the_assembly_is_counted_from_its_third_committee(column, rule, due_on):
    name, dialogue_on, _dates = ASSEMBLY_COLUMNS[column]
    facts = report_at(name)
    record = ReportRecord("GA", SessionName.parse(name), dialogue_on=day(dialogue_on))
    steps = dates_at(planned(MandateFacts("Example", facts.obligations, reports=(record,)), "2019-04-01"), name)
    assert steps[rule].due_on == day(due_on)


def test_dialogue_with_the_assembly_lies_two_to_four_weeks_after_its_committee_opens():
    dialogue = dates_at(planned(report_at("GA80"), "2025-01-10"), "GA80")["G7"]
    assert (dialogue.due_on, dialogue.window_ends) == (date(2025, 10, 17), date(2025, 10, 31))


def test_without_the_third_committee_only_the_fixed_days_are_known():
    steps = dates_at(planned(report_at("GA81"), "2026-03-30"), "GA81")
    assert {rule: step.due_on for rule, step in steps.items() if step.due_on} == {
        "G1": date(2026, 4, 1),
        "G5": date(2026, 7, 15),
    }
    assert steps["G5"].anchor.on is None
    assert not steps["G5"].is_estimate


def test_submission_to_the_assembly_is_earlier_than_15_july_when_its_committee_is():
    early = CalendarRow("GA", "third-committee", 80, date(2025, 9, 16), None, "supposed")
    step = dates_at(planned(report_at("GA80"), "2025-01-10", with_rows(early)), "GA80")["G5"]
    assert step.due_on == date(2025, 7, 8)


RENEWAL_COLUMNS = {
    "44th, from 35/3": (
        source("35/3", "3", "2017-06-22", "HRC35"),
        "HRC44",
        [
            "2019-07-02",
            "2019-12-31",
            "2020-04-07",
            "2020-06-16",
            "2020-07-03",
            "2020-07-10",
            "2020-07-15",
            "2020-07-24",
        ],
        "2020-07-17",
    ),
    "53rd, from 44/11": (
        source("44/11", "10", "2020-07-16", "HRC44"),
        "HRC53",
        [
            "2022-06-20",
            "2022-12-19",
            "2023-03-27",
            "2023-06-05",
            "2023-06-23",
            "2023-07-07",
            "2023-07-12",
            "2023-07-21",
        ],
        "2023-07-14",
    ),
    "62nd, from 53/5": (
        source("53/5", "3", "2023-07-12", "HRC53"),
        "HRC62",
        [*["2025-06-16", "2025-12-15", "2026-03-23", "2026-06-01", "2026-06-19"], None, None, None],
        None,
    ),
}


@pytest.mark.parametrize("column", RENEWAL_COLUMNS)
def test_renewal_is_counted_from_the_session_nine_sessions_later(column):
    text, name, due, window_ends = RENEWAL_COLUMNS[column]
    facts = MandateFacts("Example", terms=(term(text, "P3Y"),))
    answer = planned(facts, "2018-01-10")
    assert str(answer.renewals[0].renewal_session) == name
    steps = dates_at(answer, name)
    assert [steps[f"N{number}"].due_on for number in range(1, 9)] == [day(each) for each in due]
    assert steps["N7"].window_ends == day(window_ends)


def test_gap_is_seen_where_the_anniversary_precedes_the_renewal_session():
    facts = MandateFacts("Example", terms=(term(source("35/3", "3", "2017-06-22", "HRC35"), "P3Y"),))
    (renewal,) = planned(facts, "2020-01-10").renewals
    assert (renewal.anniversary, renewal.gap) == (date(2020, 6, 22), True)
    as_planned = planned(facts, "2020-01-10", with_rows(council(44, "2020-06-15", "2020-07-03")))
    assert not as_planned.renewals[0].gap


def test_only_steps_that_apply_are_planned():
    """Calls for inputs belong to the written reports of mandate holders; an oral update has no document."""
    by_the_office = dates_at(planned(report_at("HRC53", addressee="OHCHR"), "2022-01-10"), "HRC53")
    assert set(by_the_office) == {"H4", "H5", "H6", "H7", "H8", "H9", "H10", "H11", "H12"}
    oral = dates_at(planned(report_at("HRC53", kind="oral_update"), "2022-01-10"), "HRC53")
    assert set(oral) == {"H9", "H11", "H12"}
    to_the_assembly = dates_at(planned(report_at("GA80", addressee="Secretary-General"), "2022-01-10"), "GA80")
    assert set(to_the_assembly) == {"G1", "G4", "G5", "G6", "G7", "G8"}


def test_duties_that_roll_back_are_those_of_the_house():
    ours = {rule.code for rule in shipped_rules() if rule.is_ours}
    reports = {"H1", "H2", "H3", "H6", "H7", "H12", "G2", "G3", "G4", "G5", "G8"}
    assert ours == reports | {"N1", "N2", "N3", "N8", "V1", "V4", "V6", "C2"}


def test_every_shipped_rule_has_an_outside_source_or_says_that_it_is_a_house_default():
    assert SHIPPED_RULES.exists()
    assert [rule.code for rule in shipped_rules() if not rule.source and not rule.is_house_default] == []
    assert [row for row in shipped_calendar() if not row.source] == []


def test_newest_text_adopted_before_its_day_is_cited():
    newer = source("53/5", "9", "2023-07-12", "HRC53")
    facts = MandateFacts("Example", (stream("GA", OP16, newer, recurrence="annual"),), ())
    answer = planned(facts, "2023-01-10")
    cited = {rule: step.source.text for rule, step in dates_at(answer, "GA78").items() if step.source}
    assert cited["G1"] == "44/11"  # April 2023
    assert cited["G5"] == "53/5"  # 14 July 2023, two days after its adoption
