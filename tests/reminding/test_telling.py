from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from mandates import clock
from mandates.models import (
    Addressee,
    Deadline,
    LogEntry,
    Mail,
    MailHabit,
    Reminder,
    ReminderChoice,
    ReportingObligation,
)
from mandates.records.choices import turn
from mandates.records.deadlines import add_note, record_met, snooze
from mandates.records.loading import load_days_off
from mandates.records.reminders import recall
from mandates.reminding.telling import what_to_tell

from .conftest import MONDAY

pytestmark = pytest.mark.django_db
Standing = Deadline.Standing
GENEVA = ZoneInfo("Europe/Zurich")


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
    ],
    ids=["suggestion", "not recorded", "met by a record", "met by a person", "estimate"],
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


@pytest.mark.parametrize(
    ("code", "days", "to_head"),
    [("H7", 7, [7]), ("H7", -1, [-1]), ("H6", -7, [-7]), ("H6", 3, [])],
    ids=["a week before", "a day late", "a week late without a note", "the table tells the head nothing yet"],
)
@pytest.mark.parametrize("times", [1, 2])
def test_a_snooze_silences_the_officer_and_never_the_head(due, officer, head, code, days, to_head, times):
    due(code, days_from(days), snoozed_until=days_from(1), snoozes=times)
    assert leads_told(officer) == []
    assert leads_told(head) == [(code, lead) for lead in to_head]


def test_the_own_snooze_of_a_head_who_is_the_officer_is_kept(due, head):
    due("H7", days_from(7), assigned_to=head, snoozed_until=days_from(1), snoozes=1)
    assert leads_told(head) == []


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


# What a week late without a note does, and a third snooze.


def test_what_is_a_week_late_reaches_the_head_unless_a_note_says_why(due, officer, head):
    unexplained, explained, noted_before = (due("H6", days_from(-7)) for _number in range(3))
    add_note_on(explained, days_from(-3), officer)
    add_note_on(noted_before, days_from(-30), officer)
    told = {row.deadline_id for row in what_to_tell(MONDAY).by_person[head.pk]}
    assert told == {unexplained.pk, noted_before.pk}


def add_note_on(deadline, day, officer):
    LogEntry.objects.filter(pk=add_note(deadline, "The holder is ill.", by=officer).pk).update(on=day)


def test_a_note_does_not_keep_a_late_submission_from_the_head(due, officer, head):
    late = due("H7", days_from(-1))
    add_note_on(late, days_from(-1), officer)
    assert leads_told(head) == [("H7", -1)], "the table asks for no note here: 1 day after if open"


@pytest.mark.parametrize(("times", "is_told"), [(1, False), (2, False), (3, True)])
def test_a_third_snooze_tells_the_head_of_unit_once(due, officer, head, times, is_told):
    deadline = due("H6", days_from(3))
    for number in range(times):
        snooze(deadline, days_from(14 + number), by=officer)
        deadline.refresh_from_db()
    assert leads_told(officer) == [], "who snoozed is told nothing"
    assert leads_told(head) == ([("snoozed", 3)] if is_told else [])
    for reminder in what_to_tell(MONDAY).by_person.get(head.pk, []):
        mail = Mail.objects.create(person=head, on=MONDAY, to=head.email)
        Reminder.objects.create(**reminder._asdict(), mail=mail)
    deadline.due_on = deadline.late_after = days_from(20)
    deadline.save()
    assert leads_told(head) == [], "a moved date does not tell of the same snooze anew"


def test_a_head_who_wants_mail_later_than_the_daily_run_hears_of_a_third_snooze_with_the_next(due, officer, head):
    MailHabit.objects.create(person=head, from_hour=time(9))
    due("H6", days_from(20), snoozes=2)
    snooze(Deadline.objects.get(), days_from(30), by=officer)
    LogEntry.objects.filter(what=LogEntry.What.SNOOZED).update(on=MONDAY)

    def told(days, hour=6):
        at = datetime.combine(days_from(days), time(hour), GENEVA)
        return [row.rule_code for row in what_to_tell(days_from(days), at).by_person.get(head.pk, [])]

    assert told(0) == []
    assert told(0, hour=9) == ["snoozed"]
    assert told(1) == ["snoozed"]


# What a person chose on top of the rules.


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ([], [3]),
        ([{"kind": "renewal", "is_on": False}], []),
        ([{"kind": "own", "is_on": False}], [3]),
        ([{"kind": "renewal", "leads": "5,2"}], [5]),
        ([{"mandate": True, "is_on": False}], []),
        ([{"kind": "renewal", "is_on": False}, {"mandate": True, "leads": "4"}], [4]),
        ([{"mandate": True, "is_on": False}, {"kind": "renewal", "mandate": True, "leads": "4"}], [4]),
        ([{"leads": "6,3"}], [3]),
        ([{"is_on": False}], []),
        ([{"is_on": False}, {"kind": "renewal", "leads": "4"}], [4]),
        ([{"is_on": False}, {"mandate": True}], [3]),
    ],
    ids=[
        "rule", "kind off", "other kind off", "own leads", "mandate off", "mandate before kind", "both before mandate",
        "own default", "own default off", "kind before default", "mandate before default, as the rule has it",
    ],
)  # fmt: skip
def test_a_choice_goes_before_the_rule_and_the_more_special_one_before_the_other(due, mandate, officer, choices, told):
    due("H6", days_from(3))
    for choice in choices:
        named = mandate if choice.pop("mandate", False) else None
        ReminderChoice.objects.create(person=officer, mandate=named, **choice)
    assert [lead for _code, lead in leads_told(officer)] == told


@pytest.mark.parametrize(("code", "kind"), [("H6", "own"), ("H7", "own"), ("H8", "others"), ("G6", "others")])
def test_the_kinds_of_steps_of_a_report_are_what_we_do_and_what_others_publish(due, mandate, officer, code, kind):
    stream = ReportingObligation.objects.create(
        mandate=mandate, addressee=Addressee.objects.get_or_create(name="Independent Expert")[0], recipient="HRC"
    )
    due(code, days_from(-1), obligation=stream)
    assert leads_told(officer)
    ReminderChoice.objects.create(person=officer, kind=kind, is_on=False)
    assert leads_told(officer) == []


def test_a_choice_of_longer_leads_than_any_rule_has_is_minded(due, officer):
    due("H6", days_from(90))
    assert leads_told(officer) == []
    ReminderChoice.objects.create(person=officer, kind="renewal", leads="90")
    assert leads_told(officer) == [("H6", 90)]


def test_what_reaches_a_head_of_unit_follows_the_rules_whatever_the_head_chose(due, mandate, head):
    due("H6", days_from(-7))
    ReminderChoice.objects.create(person=head, mandate=mandate, is_on=False)
    assert leads_told(head) == [("H6", -7)]


def test_who_turned_the_digest_off_is_not_told_and_hears_again_when_it_is_on(due, officer):
    due("H6", days_from(3))
    turn(officer, "digest", on=False)
    assert leads_told(officer) == []
    turn(officer, "digest", on=True)
    assert leads_told(officer) == [("H6", 3)]


# Tell me again, whatever happens.


def test_a_recall_is_told_on_its_day_whatever_happened_since(due, officer, colleague):
    deadline = due("H6", days_from(60), is_estimate=True)
    recall(deadline, colleague, days_from(21))
    recall(deadline, colleague, days_from(21), why="asked twice")
    assert what_to_tell(days_from(20)).by_person == {}
    record_met(deadline, on=MONDAY, by=officer)
    assert leads_told(colleague, days_from(21)) == [("recall", 0)]
    assert leads_told(officer, days_from(21)) == []
    assert leads_told(colleague, days_from(25)) == [("recall", 0)], "a missed run makes up for it"


# The hour and the day.


def at(day, hour, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=GENEVA)


@pytest.mark.parametrize(
    ("moment", "is_told"),
    [
        (at(days_from(0), 8, 59), False),
        (at(days_from(0), 9, 0), True),
        (at(days_from(1), 6, 15), True),  # cron at 6:15 never meets nine o'clock: the next morning makes up for it
    ],
)
def test_who_wants_mail_from_an_hour_on_is_told_from_that_hour(due, officer, moment, is_told):
    due("H6", days_from(3))
    MailHabit.objects.create(person=officer, from_hour=time(9))
    assert (3 in leads_at(officer, moment.date(), moment)) == is_told


def leads_at(person, day, moment):
    return [row.lead for row in what_to_tell(day, moment).by_person.get(person.pk, [])]


@pytest.mark.parametrize(
    ("utc", "is_told"),
    [
        ("2026-03-29T00:59:00", False),  # 01:59, the last minute before the clock jumps to 3
        ("2026-03-29T01:00:00", True),  # 03:00: half past two, which this night leaves out, has passed
        ("2026-10-25T00:29:00", False),  # 02:29 summer time
        ("2026-10-25T00:30:00", True),  # 02:30, the first time
        ("2026-10-25T01:00:00", False),  # 02:00 again: what was told stays told, what was not waits some minutes
        ("2026-10-25T01:30:00", True),  # 02:30, the second time
    ],
)
def test_the_hour_is_that_on_the_wall_in_nights_of_23_and_25_hours_too(due, officer, utc, is_told):
    moment = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    day = moment.astimezone(GENEVA).date()
    due("H6", day + timedelta(days=3))
    MailHabit.objects.create(person=officer, from_hour=time(2, 30))
    assert (3 in leads_at(officer, day, moment)) == is_told


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-28T22:59:59", date(2026, 3, 28)),  # winter: midnight is at 23:00 UTC
        ("2026-03-28T23:00:00", date(2026, 3, 29)),
        ("2026-03-29T21:59:59", date(2026, 3, 29)),  # summer: at 22:00 UTC
        ("2026-03-29T22:00:00", date(2026, 3, 30)),
        ("2026-10-24T22:00:00", date(2026, 10, 25)),
        ("2026-10-25T22:59:59", date(2026, 10, 25)),  # the day of 25 hours
        ("2026-10-25T23:00:00", date(2026, 10, 26)),
    ],
)
def test_a_day_begins_at_midnight_in_geneva(settings, moment, day):
    with time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=UTC), tick=False):
        assert clock.today() == day


@pytest.mark.parametrize(
    ("code", "due_in", "looked", "told"),
    [
        ("H6", 0, -3, [3]),  # due on Monday: the lead of three days, Friday, is a working day
        ("H6", -1, -3, [3]),  # due on Sunday: the lead falls on Thursday
        ("H7", 0, -3, [1]),  # the day before Monday is Sunday: told on Friday
        ("H7", 0, -2, []),  # Saturday: no mail
        ("H7", 0, -1, []),  # Sunday: no mail
        ("H8", -3, -2, []),  # due on Friday, the day after is Saturday
        ("H8", -3, 0, [-1]),  # told on Monday
        (
            "H7",
            7,
            4,
            [1],
        ),  # Easter Monday: before it Sunday, Saturday, Good Friday; Thursday is day 3
        ("H7", 7, 3, [1]),
        ("H7", 7, 2, [7]),
    ],
)
def test_on_working_days_only_what_comes_is_told_before_and_what_is_late_after(
    due, officer, code, due_in, looked, told
):
    load_days_off()
    due(code, days_from(due_in))
    MailHabit.objects.create(person=officer, working_days_only=True)
    is_good_friday = days_from(looked) == date(2026, 4, 3)
    assert [lead for _code, lead in leads_told(officer, days_from(looked))] == ([] if is_good_friday else told)
