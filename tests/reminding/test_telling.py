from datetime import date, timedelta

import pytest

from mandates.models import Deadline, Reminder
from mandates.reminding.telling import what_to_tell

from .conftest import MONDAY

pytestmark = pytest.mark.django_db
Standing = Deadline.Standing


def leads_told(person, today=MONDAY):
    return [(row.rule_code, row.lead) for row in what_to_tell(today).by_person.get(person.pk, [])]


def days_from(days):
    return MONDAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("code", "days", "to_owner", "to_head"),
    [  # deadline rules, section 8, row by row
        ("H7", 29, [], []),
        ("H7", 28, [28], []),
        ("H7", 7, [7], [7]),
        ("H7", 0, [1], [7]),
        ("H7", -1, [1], [-1]),
        ("H5", 14, [14], []),
        ("G5", 1, [1], [7]),
        ("N6", 28, [28], []),
        ("H6", 15, [], []),
        ("H6", 14, [14], []),
        ("H6", 3, [3], []),
        ("H6", -6, [3], []),
        ("H6", -7, [3], [-7]),
        ("H8", 3, [], []),
        ("H8", 0, [], []),
        ("H8", -1, [-1], []),
        ("G6", -1, [-1], []),
        ("H11", 7, [], []),
        ("N4", 7, [], []),
    ],
)
def test_owner_and_head_of_unit_are_told_by_the_table_of_leads(due, officer, head, code, days, to_owner, to_head):
    due(code, days_from(days))
    assert leads_told(officer) == [(code, lead) for lead in to_owner]
    assert leads_told(head) == [(code, lead) for lead in to_head]


@pytest.mark.parametrize(
    "names",
    [
        {"standing": Standing.SUGGESTED},
        {"standing": Standing.NOT_RECORDED},
        {"standing": Standing.MET},
        {"met_on": date(2026, 3, 27)},
        {"is_estimate": True},
        {"snoozed_until": days_from(1)},
    ],
    ids=["suggestion", "not recorded", "met by a record", "met by a person", "estimate", "snoozed"],
)
def test_nobody_is_told_of_what_is_not_open(due, officer, head, names):
    due("H7", days_from(7), **names)
    assert what_to_tell(MONDAY).by_person == {}


def test_nobody_is_told_by_a_rule_that_is_off(due, rules, officer):
    due("H7", days_from(7))
    rules["H7"].is_on = False
    rules["H7"].save()
    assert leads_told(officer) == []


def test_a_person_is_told_by_the_leads_that_a_person_has_edited(due, rules, officer):
    due("H7", days_from(10))
    rules["H7"].owner_leads = "10"
    rules["H7"].save()
    assert leads_told(officer) == [("H7", 10)]


def test_the_person_to_whom_it_is_assigned_is_told_instead_of_the_owner(due, officer, colleague):
    due("H7", days_from(7), assigned_to=colleague)
    assert leads_told(officer) == []
    assert leads_told(colleague) == [("H7", 7)]


def test_the_deputy_is_told_where_the_mandate_has_no_owner(due, mandate, colleague):
    mandate.owner, mandate.deputy = None, colleague
    mandate.save()
    due("H7", days_from(7))
    assert leads_told(colleague) == [("H7", 7)]


def test_a_date_without_officer_is_counted(due, mandate):
    mandate.owner = None
    mandate.save()
    due("H7", days_from(7))
    assert what_to_tell(MONDAY).without_officer == 1


def test_a_head_of_unit_who_is_officer_too_is_told_by_both_tables(due, head):
    due("H7", days_from(-1), assigned_to=head)
    assert sorted(leads_told(head)) == [("H7", -1), ("H7", 1)]


def test_the_end_of_a_snooze_is_told_though_every_lead_was(due, officer):
    deadline = due("H7", days_from(-10), snoozed_until=MONDAY)
    assert leads_told(officer, days_from(-1)) == []
    assert leads_told(officer) == [("H7", -10)]
    assert Reminder.objects.filter(deadline=deadline).count() == 0


def test_a_snooze_that_ends_before_any_lead_is_told_on_its_day(due, officer):
    due("H7", days_from(60), snoozed_until=MONDAY)
    assert leads_told(officer) == [("H7", 60)]


def test_a_renewal_outcome_is_told_once_it_is_late_though_the_end_of_the_session_was_not_found(due, officer):
    due("N8", None, late_after=days_from(0))
    assert leads_told(officer) == []
    told = what_to_tell(days_from(1)).by_person[officer.pk]
    assert [(row.due_on, row.lead) for row in told] == [(MONDAY, 3)]


def test_what_happened_is_not_told_any_more(due, rules, officer):
    rules["N4"].owner_leads = "7"
    rules["N4"].save()
    due("N4", days_from(0))
    assert leads_told(officer) == [("N4", 7)]
    assert leads_told(officer, days_from(1)) == []
