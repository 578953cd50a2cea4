"""Who is told what while a mandate is handed over, and after it came back."""

from datetime import date, timedelta

import pytest

from mandates import clock
from mandates.models import Addressee, Mail, Mandate, Notice, Reminder, ReminderChoice, ReportingObligation, Session
from mandates.records.changing import move_session
from mandates.records.handovers import end_hand_over, hand_over_for_good, hand_over_until
from mandates.records.loading import load_reference, load_sample
from mandates.reminding.sending import send_due_reminders
from mandates.reminding.telling import what_to_tell

from .conftest import MONDAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def leave(mandate, officer, colleague):
    def left(first=MONDAY, days=10, **given):
        values = {"away": officer, "to": colleague, "by": officer, "today": MONDAY}
        return hand_over_until([mandate], **{**values, "from_on": first, "until": first + days * DAY, **given})

    return left


def told(person, day):
    return [(row.rule_code, row.lead) for row in what_to_tell(day).by_person.get(person.pk, [])]


def digests(mail_server, person):
    return [message for message in mail_server.to(person.email) if "stand" not in message["Subject"]]


def test_reminders_follow_at_once_and_come_back_by_themselves(due, leave, officer, colleague, head):
    due("H7", MONDAY + 14 * DAY)
    leave()
    assert (told(officer, MONDAY), told(colleague, MONDAY)) == ([], [("H7", 14)])
    back = MONDAY + 11 * DAY  # no worker ran in between
    assert (told(officer, back), told(colleague, back)) == ([("H7", 7)], [])
    assert told(head, back) == [("H7", 7)], "the head is told as ever"


def test_a_leave_that_is_to_come_changes_nothing_before(due, leave, officer, colleague):
    due("H7", MONDAY + 7 * DAY)
    leave(first=MONDAY + DAY)
    assert (told(officer, MONDAY), told(colleague, MONDAY)) == ([("H7", 7)], [])


def test_the_stand_ins_own_choices_hold(due, leave, colleague):
    due("H6", MONDAY + 20 * DAY, obligation=None)
    ReminderChoice.objects.create(person=colleague, kind="renewal", leads="20")
    leave()
    assert told(colleague, MONDAY) == [("H6", 20)]


def test_for_good_reminders_follow_the_new_owner(due, mandate, officer, colleague):
    due("H7", MONDAY + 7 * DAY)
    hand_over_for_good([mandate], away=officer, to=colleague, by=officer, today=MONDAY)
    assert (told(officer, MONDAY), told(colleague, MONDAY)) == ([], [("H7", 7)])


def test_who_comes_back_is_told_the_state_once_and_no_lead_twice(due, leave, mail_server, officer, colleague):
    before, meanwhile = due("H6", MONDAY + 3 * DAY), due("H7", MONDAY + 9 * DAY)
    send_due_reminders(MONDAY)
    assert {(row.deadline_id, row.lead) for row in Reminder.objects.filter(person=officer)} == {
        (before.pk, 3),
        (meanwhile.pk, 14),
    }
    leave(first=MONDAY + DAY, days=2)
    send_due_reminders(MONDAY + 2 * DAY)
    assert {(row.deadline_id, row.lead) for row in Reminder.objects.filter(person=colleague)} == {
        (before.pk, 3),
        (meanwhile.pk, 7),
    }
    back = MONDAY + 4 * DAY
    send_due_reminders(back)
    new = Reminder.objects.filter(person=officer, mail__on=back)
    assert {(row.deadline_id, row.lead) for row in new} == {(meanwhile.pk, 7)}, "the present state, and no lead again"
    send_due_reminders(back + DAY)
    assert not Reminder.objects.filter(mail__on=back + DAY).exists()
    subjects = [message["Subject"] for message in mail_server.to(officer.email)]
    assert sum("stood in for you" in subject for subject in subjects) == 1


def test_a_mail_that_still_waits_leaves_out_what_was_handed_over_and_the_stand_in_gets_it(
    due, leave, mail_server, officer, colleague
):
    due("H7", MONDAY + 7 * DAY)
    mail_server.defers = {officer.email}
    send_due_reminders(MONDAY)
    mail_server.defers = set()
    leave(first=MONDAY)
    send_due_reminders(MONDAY, at=clock.now() + timedelta(hours=1))
    assert not digests(mail_server, officer)
    assert Mail.objects.get(person=officer, kind="digest").state == Mail.State.MOOT
    assert len(digests(mail_server, colleague)) == 1


def test_the_stand_in_gets_one_mail_at_once_that_names_the_mandates(due, leave, mail_server, colleague):
    due("H6", MONDAY + 8 * DAY)
    leave()
    send_due_reminders(MONDAY)
    notice = next(message for message in mail_server.to(colleague.email) if "stand in" in message["Subject"])
    text = notice.get_body(["plain"]).get_content()
    assert notice["Subject"] == "You stand in for L. Haddad in 1 mandate, 30 March 2026 to 9 April 2026"
    assert "International solidarity" in text
    assert "7 Apr 2026" in text
    assert "dates of yours moved" not in text, "nothing moved"


def test_a_moved_session_is_told_to_who_acts_today(officer, colleague, head, today):
    today(MONDAY)
    load_reference()
    mandate = load_sample(MONDAY, followed_since=date(2025, 12, 1))
    Mandate.objects.filter(pk=mandate.pk).update(owner=officer, deputy=None)
    hand_over_until([mandate], away=officer, to=colleague, from_on=MONDAY, until=MONDAY, by=officer, today=MONDAY)
    Notice.objects.all().delete()
    session = Session.objects.get(body="HRC", kind="regular", number=62)
    move_session(session, {"opens_on": date(2026, 6, 22)}, by=head, why="letter of the Secretariat", seen="*")
    assert set(Notice.objects.values_list("person__username", flat=True)) == {"ibarra"}


def test_streams_to_confirm_are_counted_in_the_mail_of_the_stand_in(due, leave, mail_server, mandate, colleague):
    independent_expert = Addressee.objects.get_or_create(name="Independent Expert")[0]
    ReportingObligation.objects.create(mandate=mandate, addressee=independent_expert, recipient="GA")
    due("H7", MONDAY + 7 * DAY)
    leave()
    send_due_reminders(MONDAY)
    assert "1 suggestion" in digests(mail_server, colleague)[0].get_body(["plain"]).get_content()


def test_what_is_ended_early_is_told_to_the_owner_again(due, leave, officer, colleague):
    due("H7", MONDAY + 7 * DAY)
    end_hand_over(leave(), by=colleague, today=MONDAY)
    assert (told(officer, MONDAY), told(colleague, MONDAY)) == ([("H7", 7)], [])


@pytest.fixture
def head_leaves(head, colleague):
    def left(first=MONDAY, days=10, **given):
        values = {"away": head, "to": colleague, "by": head, "today": MONDAY, "as_head": True}
        return hand_over_until([], **{**values, "from_on": first, "until": first + days * DAY, **given})

    return left


def test_what_a_head_is_told_goes_to_the_stand_in_and_comes_back_by_itself(
    due, head_leaves, mail_server, officer, colleague, head
):
    due("H7", MONDAY + 7 * DAY)
    head_leaves()
    assert (told(officer, MONDAY), told(colleague, MONDAY), told(head, MONDAY)) == ([("H7", 7)], [("H7", 7)], [])
    send_due_reminders(MONDAY)
    [digest] = digests(mail_server, colleague)
    text = digest.get_body(["plain"]).get_content()
    assert "L. Haddad" in text, "whose it is stands beside it, as the head reads it"
    assert "Reassign:" in text
    [own] = digests(mail_server, officer)
    assert "head of unit told today" in own.get_body(["plain"]).get_content()
    back = MONDAY + 11 * DAY
    due("H7", back + 7 * DAY)
    assert told(head, back).count(("H7", 7)) == 1
    assert ("H7", 7) not in told(colleague, back)


def test_a_third_snooze_reaches_who_stands_in_for_the_head(due, head_leaves, mail_server, colleague, head):
    due("H7", MONDAY + 30 * DAY, snoozes=3, snoozed_until=MONDAY + 9 * DAY)
    head_leaves()
    send_due_reminders(MONDAY)
    [row] = Reminder.objects.all()
    assert (row.person, row.rule_code) == (colleague, "snoozed")
    send_due_reminders(MONDAY + DAY)
    assert Reminder.objects.count() == 1


def test_an_officer_who_stands_in_for_the_head_is_told_once_of_the_own_date(due, head_leaves, officer):
    due("H7", MONDAY + 7 * DAY)
    head_leaves(to=officer)
    assert told(officer, MONDAY) == [("H7", 7)]
