from datetime import date

import pytest

from mandates.planning.leads import lead_on, leads

SUBMISSION = "28,14,7,1"  # H5, H7, G5, N6, P1, P8, for the owner: deadline rules, section 8
HRC62_SUBMITTED = date(2026, 4, 2)  # ten weeks before 15 June 2026 is Easter Monday; the working day before
HRC53_FORECAST = date(2022, 10, 1), date(2022, 10, 7)  # first week of October


@pytest.mark.parametrize(
    ("today", "lead"),
    [
        (date(2026, 3, 4), None),
        (date(2026, 3, 5), 28),
        (date(2026, 3, 18), 28),
        (date(2026, 3, 19), 14),
        (date(2026, 3, 26), 7),
        (date(2026, 3, 30), 7),
        (date(2026, 4, 1), 1),
        (date(2026, 4, 2), 1),
        (date(2026, 5, 1), 1),
    ],
)
def test_a_lead_is_due_from_its_day_until_the_day_of_the_next(today, lead):
    assert lead_on(today, SUBMISSION, HRC62_SUBMITTED, HRC62_SUBMITTED) == lead


@pytest.mark.parametrize(("today", "lead"), [(date(2026, 3, 26), 7), (date(2026, 4, 2), 7), (date(2026, 4, 3), -1)])
def test_the_head_of_unit_is_told_a_week_before_and_the_day_after_but_not_on_the_day(today, lead):
    assert lead_on(today, "7,-1", HRC62_SUBMITTED, HRC62_SUBMITTED) == lead


@pytest.mark.parametrize(
    ("today", "lead"),
    [(date(2022, 9, 16), None), (date(2022, 9, 17), 14), (date(2022, 10, 2), 3), (date(2022, 10, 7), 3)],
)
def test_days_before_a_window_are_counted_from_its_first_day(today, lead):
    assert lead_on(today, "14,3", *HRC53_FORECAST) == lead


def test_days_after_a_window_are_counted_from_its_last_day():
    assert lead_on(date(2022, 10, 7), "-1", *HRC53_FORECAST) is None
    assert lead_on(date(2022, 10, 8), "-1", *HRC53_FORECAST) == -1


def test_what_merely_happens_is_told_before_and_never_after():
    opens = date(2026, 6, 15)
    assert lead_on(date(2026, 6, 8), "7,-1", opens, None) == 7
    assert lead_on(date(2026, 7, 8), "7,-1", opens, None) == 7


@pytest.mark.parametrize(("today", "lead"), [(date(2026, 7, 17), None), (date(2026, 7, 18), 3), (date(2026, 9, 1), 3)])
def test_a_step_whose_day_was_not_found_is_told_once_it_is_late(today, lead):
    assert lead_on(today, "14,3", None, date(2026, 7, 17)) == lead


def test_a_step_without_any_day_is_never_told():
    assert lead_on(date(2026, 7, 17), "14,3,-1", None, None) is None


def test_nobody_is_told_by_a_rule_without_leads():
    assert leads("") == []
    assert lead_on(HRC62_SUBMITTED, "", HRC62_SUBMITTED, HRC62_SUBMITTED) is None


def test_a_line_of_leads_is_read_in_any_order_and_once():
    assert leads("1, 28,7 ,14,7,-1") == [28, 14, 7, 1, -1]
