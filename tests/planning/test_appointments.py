"""The chain of an appointment: deadline rules, section 6, column by column."""

from dataclasses import replace
from datetime import date

import pytest

from mandates.planning import Holder, MandateFacts, SessionName
from mandates.planning.holders import last_session_before, presenter

from .known import Calendar, council, dates_at, day, planned, shipped_calendar, source, term, with_rows

FROM_35_3 = term(source("35/3", "3", "2017-06-22", "HRC35"), "P3Y")
FROM_44_11 = term(source("44/11", "10", "2020-07-16", "HRC44"), "P3Y")
FROM_53_5 = term(source("53/5", "3", "2023-07-12", "HRC53"), "P3Y")

# Call, its close, the Group's list, the President's list, the appointment, taking office.
COLUMNS = {
    "44 as planned": (
        council(44, "2020-06-15", "2020-07-03"),
        FROM_35_3,
        "2014-08-01",
        ["2020-02-29", "2020-04-11", "2020-05-15", "2020-06-01", "2020-07-03", "2020-08-01"],
    ),
    "44 as held": (
        council(44, "2020-06-30", "2020-07-17"),
        FROM_35_3,
        "2014-08-01",
        ["2020-03-15", "2020-04-26", "2020-05-30", "2020-06-16", "2020-07-17", "2020-08-01"],
    ),
    "53": (
        council(53, "2023-06-19", "2023-07-14"),
        FROM_44_11,
        "2017-08-01",
        ["2023-03-04", "2023-04-15", "2023-05-19", "2023-06-05", "2023-07-14", "2023-08-01"],
    ),
    "62": (
        council(62, "2026-06-15", None),
        FROM_53_5,
        "2020-08-01",
        ["2026-02-28", "2026-04-11", "2026-05-15", "2026-06-01", None, "2026-08-01"],
    ),
}


def held_since(took_office: str, *terms, **more) -> MandateFacts:
    return MandateFacts("Example", terms=terms, holders=(Holder(1, day(took_office)),), **more)


@pytest.mark.parametrize("column", COLUMNS)
def test_successor_is_called_for_listed_and_appointed_at_the_last_session_before_the_cap(column):
    row, running, took_office, expected = COLUMNS[column]
    answer = planned(held_since(took_office, running), "2018-01-10", with_rows(row))
    steps = dates_at(answer, f"HRC{row.number}")
    assert [steps[f"P{number}"].due_on for number in range(1, 7)] == [day(each) for each in expected]


def test_list_is_due_four_weeks_after_a_call_that_closes_late():
    """PRST OS/14/2, para. 16: at least four weeks for the selection."""
    from mandates.planning import Planner, shipped_rules

    rules = [replace(rule, offset="-P2M") if rule.code == "P1" else rule for rule in shipped_rules()]
    calendar = Calendar(with_rows(council(53, "2023-06-19", "2023-07-14")), date(2022, 1, 10))
    answer = Planner(calendar, rules, date(2022, 1, 10), {}).plan(held_since("2017-08-01", FROM_44_11))
    steps = dates_at(answer, "HRC53")
    assert steps["P1"].due_on == date(2023, 4, 19)
    assert steps["P2"].due_on == date(2023, 5, 31)  # the close follows the call
    assert steps["P3"].due_on == date(2023, 6, 28)  # and not 19 May, a month before the opening


def test_first_term_and_cap_are_counted_from_the_day_of_taking_office():
    answer = planned(held_since("2020-08-01", FROM_53_5), "2023-08-01")
    ends = {step.rule: step.due_on for step in answer.dates if step.holder and step.session is None}
    assert ends == {"P7": date(2023, 8, 1), "P8": date(2026, 8, 1)}


@pytest.mark.parametrize(
    ("cap", "session"),
    [
        ("2023-08-01", "HRC53"),  # closes on 14 July 2023
        ("2023-07-14", "HRC52"),  # a session that closes on the day itself ends too late
        ("2028-05-01", "HRC67"),  # spring 2028, not announced: it opens by the pattern on 28 February
        ("2026-08-01", "HRC62"),  # its last day was not found
    ],
)
def test_session_of_the_appointment_is_the_last_that_ends_before_the_cap(cap, session):
    found = last_session_before(date.fromisoformat(cap), Calendar(shipped_calendar(), date(2026, 3, 30)))
    assert found == SessionName.parse(session)


def test_call_for_a_mandate_that_is_up_for_renewal_says_provided_that_it_is_extended():
    answer = planned(held_since("2020-08-01", FROM_53_5), "2025-12-01")
    steps = dates_at(answer, "HRC62")
    assert (steps["P1"].standing, steps["P1"].because) == ("followed", "Provided that the mandate itself is extended.")
    later = planned(held_since("2022-08-01", FROM_53_5), "2025-12-01")
    assert {step.standing for step in later.dates if step.session and step.session.number == 68} == {"suggested"}


def test_day_of_taking_office_after_an_autumn_session_is_entered_by_hand():
    steps = dates_at(planned(held_since("2017-11-01"), "2022-01-10"), "HRC54")
    assert (steps["P5"].due_on, steps["P6"].due_on) == (date(2023, 10, 13), None)


def test_unknown_day_of_taking_office_makes_the_chain_a_suggestion_counted_from_the_appointment():
    """The holder appointed at the 54th session: 13 October 2023 and six years."""
    facts = MandateFacts("Example", terms=(FROM_53_5,), holders=(Holder(1, appointed_on=date(2023, 10, 13)),))
    chain = [step for step in planned(facts, "2026-03-30").dates if step.holder]
    assert {step.standing for step in chain} == {"suggested"}
    assert {str(step.session) for step in chain if step.session} == {"HRC72"}  # 10 September 2029, and 32 days
    assert not {"P7", "P8"} & {step.rule for step in chain}  # no end of a term is claimed


def test_nothing_is_claimed_of_a_holder_of_whom_no_day_is_known():
    facts = MandateFacts("Example", terms=(FROM_53_5,), holders=(Holder(1),))
    assert [step for step in planned(facts, "2026-03-30").dates if step.holder] == []


def test_recorded_successor_meets_the_chain_of_the_predecessor():
    facts = MandateFacts(
        "Example", terms=(FROM_44_11,), holders=(Holder(1, date(2017, 8, 1)), Holder(2, date(2023, 12, 1)))
    )
    answer = planned(facts, "2024-01-10")
    assert {step.standing for step in answer.dates if step.holder == 1} == {"met"}
    (cap,) = [step for step in answer.dates if step.holder == 2 and step.rule == "P8"]
    assert (cap.due_on, cap.standing) == (date(2029, 12, 1), "followed")


def test_each_member_of_a_working_group_has_six_years_of_the_own():
    members = (Holder(1, date(2021, 5, 1)), Holder(2, date(2024, 8, 1)))
    facts = MandateFacts("Working Group", holders=members, has_several_holders=True)
    caps = {step.holder: step.due_on for step in planned(facts, "2026-03-30").dates if step.rule == "P8"}
    assert caps == {1: date(2027, 5, 1), 2: date(2030, 8, 1)}


def test_cap_without_a_successor_is_late_the_day_after():
    facts = held_since("2020-08-01", FROM_53_5, followed_since=date(2025, 12, 1))
    cap = next(step for step in planned(facts, "2026-08-02").dates if step.rule == "P8")
    assert not cap.is_late(date(2026, 8, 1))
    assert cap.is_late(date(2026, 8, 2))
    over = dates_at(planned(facts, "2026-11-24"), "HRC62")
    assert (over["P1"].standing, over["P6"].standing) == ("not_recorded", "followed")


def test_end_of_the_48th_moves_the_appointment_and_taking_office_stays_by_hand():
    """Deadline rules, case 9: P5 moves with E, P6 is by hand."""
    facts = held_since("2015-11-01")
    was = dates_at(planned(facts, "2021-09-01", with_rows(council(48, "2021-09-13", "2021-10-01"))), "HRC48")
    now = dates_at(planned(facts, "2021-09-01", with_rows(council(48, "2021-09-13", "2021-10-11"))), "HRC48")
    assert {rule for rule in was if was[rule].due_on != now[rule].due_on} == {"P5"}
    assert now["P6"].due_on is None


@pytest.mark.parametrize(
    ("submitted_on", "first", "last", "who"),
    [
        # Six years that began on 1 August 2017 are over with 31 July 2023.
        ("2023-04-06", "2023-06-28", "2023-06-28", "holder"),  # the dialogue at the 53rd session
        ("2023-07-14", "2023-10-17", "2023-10-31", "successor, submitted before"),  # to the Assembly
        (None, "2023-10-17", "2023-10-31", "successor"),
        ("2024-04-09", "2024-06-18", "2024-07-12", "successor"),
        ("2023-05-09", "2023-07-17", "2023-08-04", "either"),  # a session over the last day: the programme decides
        ("2023-05-09", "2023-07-31", "2023-07-31", "holder"),  # on the last day itself
        ("2023-05-09", "2023-08-01", "2023-08-01", "successor, submitted before"),
    ],
)
def test_who_is_in_the_post_on_the_day_of_the_dialogue_presents_the_report(submitted_on, first, last, who):
    submission = day(submitted_on) if submitted_on else None
    assert presenter(day("2023-07-31"), submission, day(first), day(last)) == who
