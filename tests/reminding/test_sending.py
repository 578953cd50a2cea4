import os
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from mandates import clock
from mandates.models import Mail, MailHabit, Reminder, ReportingObligation
from mandates.models.requests import Addressee
from mandates.records import reminders as outbox
from mandates.records.choices import turn
from mandates.records.deadlines import record_met, snooze
from mandates.records.reminders import PAUSES, TRIES, TRIES_REFUSED, recall
from mandates.reminding import sending as sending_module
from mandates.reminding.sending import send_due_reminders
from mandates.reminding.telling import what_to_tell
from mandates.reminding.workers import Worker, is_gone
from mandates.reminding.writing import Writing, text_to_keep

from .conftest import MONDAY

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


def test_each_person_gets_one_mail_a_day_and_a_second_run_sends_nothing(due, mail_server, officer, head):
    due("H7", date(2026, 4, 2))
    due("H6", date(2026, 3, 23))
    first = send_due_reminders(MONDAY)
    assert (first.sent, first.unsent) == (2, 0)
    assert len(mail_server.to(officer.email)) == len(mail_server.to(head.email)) == 1
    second = send_due_reminders(MONDAY)
    assert (second.sent, second.unsent) == (0, 0)
    assert len(mail_server.accepted) == 2


def test_a_run_keeps_one_connection(due, mail_server):
    due("H7", date(2026, 4, 2))
    send_due_reminders(MONDAY)
    assert len(mail_server.accepted) == 2
    assert mail_server.connections == 1


def test_with_nothing_to_say_no_mail_goes_and_no_server_is_asked(due, mail_server):
    due("H7", date(2026, 9, 2))
    assert send_due_reminders(MONDAY).sent == 0
    assert mail_server.connections == 0


def test_what_is_overdue_is_mailed_at_its_leads_and_not_daily(due, mail_server, officer, head):
    due("H6", MONDAY)
    days = [MONDAY + timedelta(days=number) for number in range(-14, 15)]
    told = [(day, message["To"]) for day in days for message in _sent_on(day, mail_server)]
    assert [(day - MONDAY).days for day, to in told if officer.email in to] == [-14, -3]
    assert [(day - MONDAY).days for day, to in told if head.email in to] == [7]


def _sent_on(day, mail_server):
    before = len(mail_server.accepted)
    send_due_reminders(day)
    return [message for _to, message in mail_server.accepted[before:]]


def test_after_missed_days_only_the_latest_lead_is_sent(due, mail_server, officer):
    due("H7", date(2026, 4, 2))
    send_due_reminders(date(2026, 3, 5))
    send_due_reminders(date(2026, 3, 27))
    assert sorted(Reminder.objects.filter(person=officer).values_list("lead", flat=True)) == [7, 28]
    assert len(mail_server.to(officer.email)) == 2


def test_a_moved_date_reminds_anew_with_the_digest_of_the_next_day(due, mail_server, officer):
    deadline = due("H7", date(2026, 4, 6))
    send_due_reminders(MONDAY)
    deadline.due_on = deadline.late_after = date(2026, 4, 2)
    deadline.save()
    assert _sent_on(MONDAY, mail_server) == [], "one digest a person and day"
    assert len(_sent_on(TUESDAY, mail_server)) == 2
    assert _sent_on(TUESDAY, mail_server) == []


def at(day, hour):
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Europe/Zurich"))


@pytest.mark.parametrize(("hours", "mails"), [((7, 9), 2), ((9, 10), 1)], ids=["late, then that of today", "joined"])
def test_a_digest_that_comes_late_takes_nothing_from_that_of_the_day(due, mail_server, officer, hours, mails):
    MailHabit.objects.create(person=officer, from_hour=time(8))
    due("H6", MONDAY + timedelta(days=14))
    mail_server.refuses = {officer.email}
    send_due_reminders(MONDAY, at=at(MONDAY, 9))
    mail_server.refuses = set()
    due("H5", TUESDAY + timedelta(days=28))
    for hour in hours:
        send_due_reminders(TUESDAY, at=at(TUESDAY, hour))
    assert len(mail_server.to(officer.email)) == mails
    assert set(Reminder.objects.filter(person=officer).values_list("lead", flat=True)) == {14, 28}
    assert not Reminder.objects.exclude(mail__state=Mail.State.SENT).exists()


def test_a_mail_says_late_first_then_what_is_coming_each_with_its_reason(due, mail_server, officer):
    late = due("H6", date(2026, 3, 23))
    due("H7", date(2026, 4, 2), adjustments=[{"from": "2026-04-06", "to": "2026-04-02", "why": "Easter Monday"}])
    send_due_reminders(MONDAY)
    message = mail_server.to(officer.email)[0]
    assert message["Subject"] == "1 overdue, 1 due within 7 days"
    assert message["To"] == "Lena Haddad <haddad@example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"
    for kind in ("plain", "html"):
        text = message.get_body([kind]).get_content().replace("&gt;", ">").replace("›", ">")
        assert text.index("7 days late") < text.index("in 3 days")
        assert "Clear the draft with the head of unit, HRC62" in text
        assert "12 weeks before HRC62 opens, house default" in text
        assert "10 weeks before HRC62 opens > moved from Mon 6 Apr, Easter Monday" in text
        assert "53/5, para. 9" in text
        assert f"http://testserver/deadlines/{late.pk}/" in text
    assert "<script" not in text
    sent = message.get_body(["plain"]).get_content().replace("\r\n", "\n")
    kept = Mail.objects.get(person=officer).text
    assert kept == text_to_keep(sent) != sent, "kept whole, but for the secret part of its links"


def test_the_officer_reads_that_the_head_is_told_and_the_head_reads_whose_it_is(due, mail_server, officer, head):
    due("H7", date(2026, 3, 29))
    send_due_reminders(MONDAY)
    assert "head of unit told today" in mail_server.to(officer.email)[0].get_body(["plain"]).get_content()
    to_head = mail_server.to(head.email)[0].get_body(["plain"]).get_content()
    assert "(International solidarity, L. Haddad)" in to_head
    assert "head of unit told" not in to_head


def test_suggestions_are_counted_in_a_mail_that_has_other_reasons(due, mail_server, mandate, officer):
    addressee = Addressee.objects.get_or_create(name="Independent Expert")[0]
    ReportingObligation.objects.create(mandate=mandate, addressee=addressee, recipient="GA", recurrence="regular")
    assert send_due_reminders(MONDAY).sent == 0
    due("H7", date(2026, 4, 13))
    send_due_reminders(MONDAY)
    assert "1 suggestion." in mail_server.to(officer.email)[0].get_body(["plain"]).get_content()


def test_a_refused_address_is_tried_again_after_growing_pauses_and_then_given_up(due, mail_server, officer, head):
    due("H7", date(2026, 4, 2))
    mail_server.refuses = {officer.email}
    at = clock.now()
    sending = send_due_reminders(MONDAY, at=at)
    assert (sending.sent, sending.unsent) == (1, 1)
    assert sending.refused[0][0] == officer
    assert "No such person here" in sending.refused[0][1]
    mail = Mail.objects.get(person=officer)
    assert (mail.state, mail.attempts, mail.next_attempt_at) == (Mail.State.FAILED, 1, at + PAUSES[0])
    assert "No such person here" in mail.error
    assert mail.reminders.count() == 1

    assert send_due_reminders(MONDAY, at=at).unsent == 0, "not before the pause is over"
    for tried in range(1, TRIES_REFUSED):
        at += PAUSES[tried - 1]
        assert send_due_reminders(MONDAY, at=at).unsent == 1
    mail.refresh_from_db()
    assert (mail.state, mail.next_attempt_at) == (Mail.State.DEAD, None)
    later = send_due_reminders(MONDAY, at=at + timedelta(days=2))
    assert (later.unsent, later.given_up) == (0, 1)
    assert Mail.objects.filter(person=officer).count() == 1, "one line, not one a try"


def test_a_refusal_for_now_is_tried_more_often_than_one_for_good(due, mail_server, officer, head):
    due("H7", date(2026, 4, 2))
    mail_server.defers = {officer.email}
    at = clock.now()
    for pause in [*PAUSES, timedelta()]:
        send_due_reminders(MONDAY, at=at)
        at += pause
    mail = Mail.objects.get(person=officer)
    assert (mail.state, mail.attempts) == (Mail.State.DEAD, TRIES)
    assert TRIES > TRIES_REFUSED
    assert "450" in mail.error
    assert len(mail_server.to(head.email)) == 1


def test_what_was_given_up_goes_out_when_a_person_says_so(due, mail_server, officer, administrator):
    due("H6", date(2026, 4, 2))
    mail_server.refuses = {officer.email}
    at = clock.now()
    for pause in PAUSES[:TRIES_REFUSED]:
        send_due_reminders(MONDAY, at=at)
        at += pause
    mail_server.refuses = set()
    assert outbox.send_again(Mail.objects.get(), by=administrator)
    assert send_due_reminders(TUESDAY, at=at).sent == 1
    text = mail_server.to(officer.email)[0].get_body(["plain"]).get_content()
    assert "Tuesday 31 March 2026" in text, "written anew on the day on which it goes"
    assert not outbox.send_again(Mail.objects.get(), by=administrator), "what was sent is not sent again"


def test_a_mail_that_waits_takes_along_what_falls_due_meanwhile(due, mail_server, officer):
    due("H6", date(2026, 4, 2))
    mail_server.defers = {officer.email}
    at = clock.now()
    send_due_reminders(MONDAY, at=at)
    due("H6", date(2026, 4, 3))
    mail_server.defers = set()
    assert send_due_reminders(TUESDAY, at=at + PAUSES[0]).sent == 1
    text = mail_server.to(officer.email)[0].get_body(["plain"]).get_content()
    assert "Thu 2 Apr" in text
    assert "Fri 3 Apr" in text


def test_what_is_done_or_snoozed_before_a_mail_is_tried_again_is_not_told(due, mail_server, officer):
    done, snoozed, left = (due("H6", date(2026, 4, day)) for day in (1, 2, 3))
    mail_server.defers = {officer.email}
    at = clock.now()
    send_due_reminders(MONDAY, at=at)
    record_met(done, on=MONDAY, by=officer)
    snooze(snoozed, date(2026, 4, 10), by=officer)
    mail_server.defers = set()
    send_due_reminders(MONDAY, at=at + PAUSES[0])
    text = mail_server.to(officer.email)[0].get_body(["plain"]).get_content()
    assert "Fri 3 Apr" in text
    assert "Wed 1 Apr" not in text
    assert "Thu 2 Apr" not in text
    assert list(Reminder.objects.values_list("deadline", flat=True)) == [left.pk], "told anew should it open again"


def test_with_nothing_left_to_tell_a_mail_is_not_sent_and_says_so(due, mail_server, officer):
    deadline = due("H6", date(2026, 4, 2))
    mail_server.defers = {officer.email}
    at = clock.now()
    send_due_reminders(MONDAY, at=at)
    record_met(deadline, on=MONDAY, by=officer)
    mail_server.defers = set()
    sending = send_due_reminders(MONDAY, at=at + PAUSES[0])
    assert (sending.sent, sending.unsent) == (0, 0)
    assert Mail.objects.get().state == Mail.State.MOOT
    assert mail_server.accepted == []


def test_a_server_that_hangs_up_before_it_has_the_content_loses_nothing_and_doubles_nothing(
    due, mail_server, officer, head
):
    due("H7", date(2026, 4, 2))
    mail_server.drops_early = 1
    at = clock.now()
    sending = send_due_reminders(MONDAY, at=at)
    assert (sending.sent, sending.unsent, sending.in_doubt) == (1, 1, 0)
    again = send_due_reminders(MONDAY, at=at + PAUSES[0])
    assert (again.sent, again.unsent) == (1, 0)
    assert len(mail_server.to(officer.email)) == len(mail_server.to(head.email)) == 1


@pytest.mark.parametrize("accepts", [True, False], ids=["it had accepted it", "it had not"])
def test_a_server_that_hangs_up_when_it_has_the_content_leaves_the_mail_in_doubt(due, mail_server, officer, accepts):
    due("H6", date(2026, 4, 2))
    mail_server.drops, mail_server.accepts_before_it_drops = 1, accepts
    at = clock.now()
    sending = send_due_reminders(MONDAY, at=at)
    assert (sending.sent, sending.unsent, sending.in_doubt) == (0, 0, 1)
    again = send_due_reminders(MONDAY, at=at + timedelta(days=1))
    assert (again.sent, again.in_doubt) == (0, 1)
    assert len(mail_server.to(officer.email)) == accepts, "never doubled"


def test_the_next_mail_says_that_the_one_before_may_not_have_arrived(due, mail_server, officer):
    due("H6", date(2026, 4, 2))
    mail_server.drops = 1
    send_due_reminders(MONDAY)
    doubtful = Mail.objects.get()
    due("H6", date(2026, 4, 3))
    send_due_reminders(TUESDAY)
    text = mail_server.to(officer.email)[0].get_body(["plain"]).get_content()
    assert f"Our mail of Mon 30 Mar may not have reached you: http://testserver/mails/{doubtful.pk}/" in text


def test_a_server_that_does_not_answer_keeps_all_for_the_next_run(due, settings):
    due("H7", date(2026, 4, 2))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for _run in range(2):
        sending = send_due_reminders(MONDAY)
        assert (sending.sent, sending.unsent) == (0, 2)
        assert sending.server_said
        assert set(Mail.objects.values_list("state", "attempts")) == {(Mail.State.WAITING, 0)}, "this was no try"
    assert Reminder.objects.count() == 2


def test_what_a_stopped_run_had_handed_over_is_not_sent_again_and_is_in_doubt(due, mail_server, officer, monkeypatch):
    due("H6", date(2026, 4, 2))
    _stop_at(monkeypatch, "settle_sent")
    again = send_due_reminders(MONDAY)
    assert (again.sent, again.unsent, again.in_doubt) == (0, 0, 1)
    assert len(mail_server.to(officer.email)) == 1


@pytest.mark.parametrize("point", ["Writing", "message_of", "hand_over"])
def test_what_a_stopped_run_had_claimed_and_not_handed_over_goes_out_with_the_next(
    due, mail_server, officer, monkeypatch, point
):
    due("H6", date(2026, 4, 2))
    _stop_at(monkeypatch, point)
    assert mail_server.to(officer.email) == []
    again = send_due_reminders(MONDAY)
    assert (again.sent, again.in_doubt) == (1, 0)
    assert len(mail_server.to(officer.email)) == 1


def test_a_date_that_is_planned_away_while_its_mail_is_written_is_left_out(due, mail_server, officer):
    due("H6", date(2026, 4, 2))
    gone = due("H7", date(2026, 4, 2))

    def planned_away(execute, sql, params, many, context):
        if "mandates_deadline" in sql and "adjustments" in sql:  # where the mail's dates are read, after its reminders
            with connection.cursor() as cursor:
                for table, column in (("mandates_reminder", "deadline_id"), ("mandates_deadline", "id")):
                    cursor.cursor.execute(f"DELETE FROM {table} WHERE {column} = {gone.pk}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(planned_away):
        assert send_due_reminders(MONDAY).sent == 1
    assert [mail["Subject"] for mail in mail_server.to(officer.email)] == ["1 due within 7 days"]


def test_a_mail_that_cannot_be_written_keeps_no_other_from_going(due, mail_server, officer, head, monkeypatch):
    due("H7", date(2026, 4, 2))
    write = Writing.write

    def written(self, mail):
        if mail.person == officer:
            raise ZeroDivisionError("its text is broken")
        return write(self, mail)

    with monkeypatch.context() as patched:
        patched.setattr(Writing, "write", written)
        sending = send_due_reminders(MONDAY)
    assert (sending.sent, sending.unsent) == (1, 1)
    assert len(mail_server.to(head.email)) == 1
    mail = Mail.objects.get(person=officer)
    assert (mail.state, mail.attempts) == (Mail.State.FAILED, 1)
    assert "its text is broken" in mail.error
    assert send_due_reminders(MONDAY, at=mail.next_attempt_at).sent == 1, "written again by a later run"


def _stop_at(monkeypatch, point):
    """Let a run end at `point`, as if its process had been stopped there."""

    def stopped(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(sending_module, point, stopped)
        with pytest.raises(KeyboardInterrupt):
            send_due_reminders(MONDAY)


def test_a_run_that_is_asked_to_stop_finishes_the_mail_at_hand_and_leaves_the_rest(due, mail_server, officer, head):
    due("H7", date(2026, 4, 2))
    send_due_reminders(MONDAY, is_stopping=lambda: len(mail_server.accepted) == 1)
    assert len(mail_server.accepted) == 1
    assert sorted(Mail.objects.values_list("state", flat=True)) == [Mail.State.SENT, Mail.State.WAITING]
    assert send_due_reminders(MONDAY).sent == 1


def test_a_worker_whose_claim_was_taken_away_sends_nothing(due, mail_server, officer, monkeypatch):
    due("H6", date(2026, 4, 2))
    original = sending_module.hand_over

    def slow(mail, worker, **written):
        outbox.release_abandoned(at=clock.now() + outbox.LEASE * 2)  # another worker, long after
        return original(mail, worker, **written)

    with monkeypatch.context() as patched:
        patched.setattr(sending_module, "hand_over", slow)
        assert send_due_reminders(MONDAY, is_stopping=_after(1)).sent == 0
    assert mail_server.accepted == []
    assert send_due_reminders(MONDAY).sent == 1


def _after(times):
    asked = iter([False] * (times + 1))
    return lambda: next(asked, True)


def test_a_worker_that_was_slow_still_records_that_its_mail_was_accepted(due, officer):
    due("H6", date(2026, 4, 2))
    mail = _claimed("slow", officer)
    assert outbox.hand_over(mail, "slow", subject="1 due", text="…")
    assert outbox.release_abandoned(at=clock.now() + outbox.LEASE * 2) == (0, 1)
    mail.refresh_from_db()
    assert mail.state == Mail.State.DOUBT
    outbox.settle_sent(mail, "another")
    outbox.settle_sent(mail, "slow")
    mail.refresh_from_db()
    assert mail.state == Mail.State.SENT


def _claimed(worker, officer):
    outbox.queue(what_to_tell(MONDAY).by_person, {officer.pk: officer}, on=MONDAY)
    [mail] = outbox.take(worker, at=clock.now(), on=MONDAY, how_many=10)
    return mail


def test_of_two_workers_one_gets_the_mail_and_the_other_nothing(due, officer):
    due("H6", date(2026, 4, 2))
    mail = _claimed("first", officer)
    assert outbox.take("second", at=clock.now(), on=MONDAY, how_many=10) == []
    assert not outbox.hand_over(mail, "second", subject="1 due", text="…")
    assert outbox.hand_over(mail, "first", subject="1 due", text="…")
    assert not outbox.hand_over(mail, "first", subject="1 due", text="…"), "once"
    outbox.settle_sent(mail, "first")
    outbox.settle_failed(mail, "first", "too late to say so", at=clock.now())
    mail.refresh_from_db()
    assert mail.state == Mail.State.SENT
    assert mail.reminders.count() == 1


def test_people_without_address_or_gone_are_named_and_the_others_are_told(due, mail_server, officer, colleague, head):
    due("H6", date(2026, 4, 2))
    due("H6", date(2026, 4, 2), assigned_to=colleague)
    due("H7", date(2026, 4, 2), assigned_to=head)
    officer.email = ""
    officer.save()
    colleague.is_active = False
    colleague.save()
    sending = send_due_reminders(MONDAY)
    assert set(sending.unreachable) == {officer, colleague}
    assert sending.sent == 1
    assert not Reminder.objects.filter(person__in=[officer, colleague]).exists()


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_the_same_moment_send_every_mail_once(due, mail_server, officer, colleague, head):
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite lives in memory, where two writers do not wait for each other")
    for person in (officer, colleague, head):
        for day in (1, 2, 3):
            due("H7", date(2026, 4, day), assigned_to=person)
    together = Barrier(2)

    def run(_number):
        try:
            together.wait(timeout=10)
            return send_due_reminders(MONDAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as runs:
        runs_done = list(runs.map(run, range(2)))
    assert sum(run.sent for run in runs_done) == 3
    assert sum(run.unsent for run in runs_done) == 0
    assert sorted(to for to, _message in mail_server.accepted) == sorted([officer.email, colleague.email, head.email])


def test_a_mail_says_how_to_end_such_mails_in_one_press(due, mail_server, officer):
    """RFC 8058: both headers, an https or http address, and the answer that ends them."""
    due("H6", date(2026, 4, 2))
    send_due_reminders(MONDAY)
    message = mail_server.to(officer.email)[0]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = message["List-Unsubscribe"].strip()
    assert address.startswith("<http://testserver/mail/stop/")
    assert address.endswith("/>")


def test_the_own_dates_can_be_done_and_snoozed_from_the_mail_and_those_of_others_reassigned(
    due, mail_server, officer, head
):
    deadline = due("H7", date(2026, 3, 29))
    send_due_reminders(MONDAY)
    to_officer = mail_server.to(officer.email)[0].get_body(["html"]).get_content()
    assert "/mail/done/" in to_officer
    assert "/mail/snooze/" in to_officer
    assert "/mail/acknowledge/" in to_officer
    to_head = mail_server.to(head.email)[0].get_body(["html"]).get_content()
    assert "/mail/done/" not in to_head
    assert f"http://testserver/deadlines/{deadline.pk}/assign/" in to_head


def test_the_outcome_of_a_renewal_is_recorded_with_its_text_and_not_from_the_mail(due, mail_server, officer):
    due("N8", date(2026, 4, 2))
    send_due_reminders(MONDAY)
    text = mail_server.to(officer.email)[0].get_body(["plain"]).get_content()
    assert "/mail/done/" not in text
    assert "/mail/snooze/" in text


def test_the_head_reads_of_a_third_snooze_who_snoozed_and_until_when(due, mail_server, officer, head):
    deadline = due("H6", date(2026, 4, 2))
    for day in (7, 14, 21):
        snooze(deadline, date(2026, 4, day), by=officer)
        deadline.refresh_from_db()
    send_due_reminders(MONDAY)
    assert mail_server.to(officer.email) == []
    text = mail_server.to(head.email)[0].get_body(["plain"]).get_content()
    assert "(International solidarity, L. Haddad)" in text
    assert "snoozed 3 times, now until Tue 21 Apr" in text
    assert send_due_reminders(TUESDAY).sent == 0


def test_what_one_asked_to_hear_of_again_stands_apart_with_the_own_note(due, mail_server, officer):
    deadline = due("H6", date(2026, 4, 20))
    recall(deadline, officer, MONDAY, why="ask the holder")
    record_met(deadline, on=date(2026, 3, 27), by=officer)
    send_due_reminders(MONDAY)
    message = mail_server.to(officer.email)[0]
    assert message["Subject"] == "1 to look at again"
    text = message.get_body(["plain"]).get_content()
    assert "YOU ASKED TO HEAR OF THIS AGAIN" in text
    assert "done on Fri 27 Mar 2026" in text
    assert "ask the holder" in text
    assert "late" not in text
    assert send_due_reminders(TUESDAY).sent == 0


def test_what_was_turned_off_while_it_waited_is_not_sent(due, mail_server, officer):
    due("H6", date(2026, 4, 2))
    mail_server.defers = {officer.email}
    at = clock.now()
    send_due_reminders(MONDAY, at=at)
    turn(officer, "digest", on=False)
    mail_server.defers = set()
    assert send_due_reminders(MONDAY, at=at + PAUSES[0]).sent == 0
    assert Mail.objects.get().state == Mail.State.MOOT


def test_a_server_that_ends_the_connection_between_two_mails_is_called_again(due, mail_server, officer, head):
    due("H7", date(2026, 4, 2))
    mail_server.mails_a_connection = 1
    sending = send_due_reminders(MONDAY)
    assert (sending.sent, sending.unsent) == (2, 0)
    assert mail_server.connections == 2


@pytest.mark.parametrize("dates", [1, 15])
def test_a_mail_of_many_dates_costs_as_many_queries_as_one(
    due, mail_server, officer, dates, django_assert_max_num_queries
):
    for _number in range(dates):
        due("H6", date(2026, 4, 2))
    with django_assert_max_num_queries(52):
        assert send_due_reminders(MONDAY).sent == 1


@pytest.mark.parametrize(
    ("host", "process", "is_gone_for_certain"),
    [("here", "ended", True), ("here", "running", False), ("elsewhere", "ended", False), ("here", "own", True)],
)
def test_only_a_worker_whose_process_has_ended_on_this_machine_is_known_to_be_gone(host, process, is_gone_for_certain):
    """Process 1 always runs; a number above the most that a system gives never does."""
    numbers = {"ended": 2**22 + 7, "running": 1, "own": os.getpid()}
    machine = socket.gethostname()[:50] if host == "here" else "another-machine"
    assert is_gone(f"{machine}/{numbers[process]}/0") == is_gone_for_certain
    with Worker() as own:
        assert not is_gone(own)
    assert is_gone(own)


def test_what_is_due_and_was_to_be_told_again_stands_once(due, mail_server, officer):
    deadline = due("H6", date(2026, 4, 2))
    recall(deadline, officer, MONDAY, why="ask the holder")
    send_due_reminders(MONDAY)
    message = mail_server.to(officer.email)[0]
    assert message["Subject"] == "1 due within 7 days"
    assert "ask the holder" in message.get_body(["plain"]).get_content()


def test_a_step_without_a_day_is_told_without_one(due, mail_server, officer):
    due("N8", None, late_after=MONDAY - timedelta(days=3), because="No outcome is recorded.")
    send_due_reminders(MONDAY)
    text = mail_server.to(officer.email)[0].get_body(["plain"]).get_content()
    assert "no day, late" in text
    assert "No outcome is recorded." in text
    assert "27 Mar" not in text  # the last day in time is a bound of the plan's, and nobody's date


def test_a_worker_that_a_slow_mail_server_holds_up_shows_that_it_lives_between_two_mails(
    due, mail_server, officer, head, monkeypatch
):
    monkeypatch.setattr(sending_module, "SIGN_OF_LIFE", 0)
    due("H7", MONDAY + timedelta(days=3))
    signs = []
    run = send_due_reminders(MONDAY, beat=lambda: signs.append(len(mail_server.accepted)))
    assert run.sent == 2
    assert signs == [0, 0, 1], "as it claims the two, before each of them"
