"""Visits and communications: deadline rules, section 7, with the visits that are known."""

from datetime import date

import pytest

from mandates.planning import MandateFacts, ReportRecord, Rule, SessionName, Visit, shipped_rules
from mandates.planning.days import DayBook

from .known import DAYS_OFF, Calendar, dates_at, day, planned, shipped_calendar, source, stream, term

FIRST = source("17/6", "9", "2011-06-16", "HRC17")
YEARLY = stream("HRC", FIRST, recurrence="annual", standing="confirmed")
COUNCIL_REPORTS = [21, 23, 26, 29, 32, 35, 38, 41, 44, 47, 50, 53]  # the mandate on international solidarity


def visited(ends: str | None = None, status="carried out", followed_since=None, **more) -> MandateFacts:
    reports = tuple(ReportRecord("HRC", SessionName("HRC", n), f"A/HRC/{n}/1") for n in COUNCIL_REPORTS)
    return MandateFacts(
        "Example",
        (YEARLY,),
        (term(FIRST, "P3Y"),),
        reports,
        visits=(Visit(1, status, ends_on=day(ends), **more),),
        followed_since=followed_since,
    )


@pytest.mark.parametrize(
    ("visit", "ends", "session"),
    [
        ("Brazil", "2012-06-29", "HRC23"),
        ("Cuba", "2017-07-14", "HRC38"),
        ("Sweden", "2018-04-27", "HRC41"),
        ("Netherlands", "2018-11-13", "HRC41"),
        ("Qatar", "2019-09-10", "HRC44"),
        ("Costa Rica", "2022-03-02", "HRC53"),
    ],
)
def test_report_on_a_visit_goes_to_the_first_slot_sixteen_weeks_before_its_submission(visit, ends, session):
    answer = planned(visited(ends), "2024-01-10")
    assert {str(step.session) for step in answer.dates if step.visit and step.session} == {session}


def test_visit_that_is_to_be_presented_at_the_53rd_has_its_draft_its_remarks_and_its_comments():
    steps = dates_at(planned(visited("2022-03-02"), "2022-04-01"), "HRC53")
    assert {rule: steps[rule].due_on for rule in ("V4", "V5", "V6", "V6b", "V7")} == {
        "V4": date(2023, 2, 27),
        "V5": date(2023, 4, 3),
        "V6": date(2023, 4, 6),  # 10 April is Easter Monday
        "V6b": date(2023, 5, 8),
        "V7": date(2023, 6, 19),
    }
    (statement,) = [step for step in planned(visited("2022-03-02"), "2022-02-01").dates if step.rule == "V2"]
    assert (statement.due_on, statement.anchor.name) == (date(2022, 3, 2), "visit ends")


def test_session_that_a_person_names_wins_over_the_slot():
    facts = visited("2018-04-27", report_session=SessionName("HRC", 38))
    assert {str(step.session) for step in planned(facts, "2018-05-01").dates if step.rule == "V4"} == {"HRC38"}


def test_visit_after_the_last_report_that_the_texts_give_goes_to_the_same_season_a_year_on():
    facts = visited("2023-09-15")
    assert {str(step.session) for step in planned(facts, "2023-10-01").dates if step.rule == "V6"} == {"HRC56"}


def test_recorded_report_meets_its_submission_and_closes_what_came_before():
    facts = visited("2012-06-29", report_symbol="A/HRC/23/45/Add.1")
    steps = [step for step in planned(facts, "2013-06-01").dates if step.visit]
    standing = {step.rule: step.standing for step in steps}
    assert {standing[rule] for rule in ("V2", "V4", "V5", "V6")} == {"met"}


@pytest.mark.parametrize("status", ["requested", "reminded", "acknowledged"])
def test_unanswered_request_is_brought_up_again_every_six_months(status):
    facts = visited(status=status, requested_on=date(2026, 1, 15))
    (reminder,) = [step for step in planned(facts, "2026-03-30").dates if step.visit]
    assert (reminder.rule, reminder.due_on, reminder.standing) == ("V1", date(2026, 7, 15), "followed")
    again = visited(status=status, requested_on=date(2026, 1, 15), reminded_on=(date(2026, 8, 3),))
    first, second = [step for step in planned(again, "2026-08-10").dates if step.visit]
    assert (first.due_on, first.standing) == (date(2026, 7, 15), "met")
    assert second.due_on == date(2027, 2, 3)


def test_reminder_on_a_day_off_rolls_back():
    facts = visited(status="requested", requested_on=date(2026, 2, 1))
    (reminder,) = [step for step in planned(facts, "2026-03-30").dates if step.visit]
    assert (reminder.counted_on, reminder.due_on) == (date(2026, 8, 1), date(2026, 7, 31))  # a Saturday


def test_old_request_is_not_late_for_years_once_the_mandate_is_followed():
    facts = visited(status="requested", requested_on=date(2019, 3, 10), followed_since=date(2025, 12, 1))
    (reminder,) = [step for step in planned(facts, "2026-03-30").dates if step.visit]
    assert reminder.due_on == date(2026, 3, 10)


@pytest.mark.parametrize("status", ["accepted", "declined", "carried out"])
def test_answered_request_is_not_brought_up_again(status):
    facts = visited(status=status, requested_on=date(2026, 1, 15))
    assert {step.standing for step in planned(facts, "2026-03-30").dates if step.rule == "V1"} == {"met"}


def test_visit_whose_days_are_only_proposed_is_a_suggestion():
    steps = [step for step in planned(visited("2026-05-08", "dates proposed"), "2026-03-30").dates if step.visit]
    assert steps
    assert {step.standing for step in steps} == {"suggested"}


def test_postponed_and_declined_visits_set_nothing_in_motion():
    for status in ("postponed", "declined"):
        assert [step for step in planned(visited("2026-05-08", status), "2026-03-30").dates if step.visit] == []


def communication(code: str) -> Rule:
    return next(rule for rule in shipped_rules() if rule.code == code)


def test_state_is_reminded_of_a_communication_after_45_days_and_expected_to_reply_within_60():
    book = DayBook(Calendar(shipped_calendar(), date(2026, 3, 30)), DAYS_OFF)
    sent_on = date(2026, 3, 2)
    assert book.day_from(communication("C1"), sent_on).due_on == date(2026, 5, 1)
    assert book.day_from(communication("C2"), sent_on).due_on == date(2026, 4, 16)
    assert "not kept here yet" in communication("C1").note
