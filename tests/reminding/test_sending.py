from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection

from mandates.models import Mail, Reminder, ReportingObligation
from mandates.models.requests import Addressee
from mandates.records.reminders import claim, settle_failed, settle_sent
from mandates.reminding import sending as sending_module
from mandates.reminding.sending import send_due_reminders
from mandates.reminding.telling import what_to_tell

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


def test_a_moved_date_reminds_anew(due, mail_server, officer):
    deadline = due("H7", date(2026, 4, 6))
    send_due_reminders(MONDAY)
    deadline.due_on = deadline.late_after = date(2026, 4, 2)
    deadline.save()
    assert len(_sent_on(MONDAY, mail_server)) == 2
    assert _sent_on(MONDAY, mail_server) == []


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
    assert Mail.objects.get(person=officer).text == message.get_body(["plain"]).get_content().replace("\r\n", "\n")


def test_the_officer_reads_that_the_head_is_told_and_the_head_reads_whose_it_is(due, mail_server, officer, head):
    due("H7", date(2026, 3, 29))
    send_due_reminders(MONDAY)
    assert "head of unit told today" in mail_server.to(officer.email)[0].get_body(["plain"]).get_content()
    to_head = mail_server.to(head.email)[0].get_body(["plain"]).get_content()
    assert "(International solidarity, L. Haddad)" in to_head
    assert "head of unit told" not in to_head


def test_suggestions_are_counted_in_a_mail_that_has_other_reasons(due, mail_server, mandate, officer):
    addressee = Addressee.objects.create(name="Independent Expert")
    ReportingObligation.objects.create(mandate=mandate, addressee=addressee, recipient="GA", recurrence="regular")
    assert send_due_reminders(MONDAY).sent == 0
    due("H7", date(2026, 4, 13))
    send_due_reminders(MONDAY)
    assert "1 suggestion." in mail_server.to(officer.email)[0].get_body(["plain"]).get_content()


def test_a_refused_address_frees_its_reminders_and_the_others_get_their_mail(due, mail_server, officer, head):
    due("H7", date(2026, 4, 2))
    mail_server.refuses = {officer.email}
    sending = send_due_reminders(MONDAY)
    assert (sending.sent, sending.unsent) == (1, 1)
    assert sending.refused[0][0] == officer
    assert "No such person here" in sending.refused[0][1]
    failed = Mail.objects.get(person=officer)
    assert failed.state == Mail.State.FAILED
    assert "No such person here" in failed.error
    assert not Reminder.objects.filter(person=officer).exists()

    send_due_reminders(MONDAY)
    assert Mail.objects.filter(person=officer).count() == 1, "refused again: still one line, not one a run"
    mail_server.refuses = set()
    assert send_due_reminders(TUESDAY).sent == 1
    assert len(mail_server.to(officer.email)) == len(mail_server.to(head.email)) == 1


def test_a_server_that_hangs_up_loses_nothing_and_doubles_nothing(due, mail_server, officer, head):
    due("H7", date(2026, 4, 2))
    mail_server.drops = 1
    sending = send_due_reminders(MONDAY)
    assert (sending.sent, sending.unsent) == (1, 1)
    again = send_due_reminders(MONDAY)
    assert (again.sent, again.unsent) == (1, 0)
    assert len(mail_server.to(officer.email)) == len(mail_server.to(head.email)) == 1


def test_a_server_that_does_not_answer_keeps_all_for_the_next_run(due, settings):
    due("H7", date(2026, 4, 2))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    sending = send_due_reminders(MONDAY)
    assert (sending.sent, sending.unsent) == (0, 2)
    assert sending.server_said
    assert not Mail.objects.exists()
    assert not Reminder.objects.exists()


def test_what_a_stopped_run_had_claimed_is_not_sent_again_and_is_counted_as_in_doubt(
    due, mail_server, officer, monkeypatch
):
    due("H6", date(2026, 4, 2))

    def stopped(_mail):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(sending_module, "settle_sent", stopped)
        with pytest.raises(KeyboardInterrupt):
            send_due_reminders(MONDAY)
    again = send_due_reminders(MONDAY)
    assert (again.sent, again.unsent, again.in_doubt) == (0, 0, 1)
    assert len(mail_server.to(officer.email)) == 1


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


def test_of_two_claims_one_wins_and_the_other_writes_nothing(due, officer):
    due("H6", date(2026, 4, 2))
    first, second = what_to_tell(MONDAY).by_person[officer.pk], what_to_tell(MONDAY).by_person[officer.pk]
    mail = claim(first, to=officer, on=MONDAY, subject="1 due", text="…")
    assert claim(second, to=officer, on=MONDAY, subject="1 due", text="…") is None
    assert list(Mail.objects.all()) == [mail]
    settle_sent(mail)
    settle_failed(mail, "too late to say so")
    mail.refresh_from_db()
    assert mail.state == Mail.State.SENT
    assert mail.reminders.count() == 1


def test_what_is_left_by_another_run_is_written_anew(due, mail_server, officer, monkeypatch):
    due("H6", date(2026, 4, 2))
    seen_by_both = what_to_tell(MONDAY)
    due("H6", date(2026, 4, 1))
    stale = what_to_tell(MONDAY)
    claim(seen_by_both.by_person[officer.pk], to=officer, on=MONDAY, subject="1 due", text="…")
    looks = iter([stale])
    monkeypatch.setattr(sending_module, "what_to_tell", lambda today: next(looks, None) or what_to_tell(today))
    assert send_due_reminders(MONDAY).sent == 1
    text = mail_server.to(officer.email)[0].get_body(["plain"]).get_content()
    assert "Wed 1 Apr" in text
    assert "Thu 2 Apr" not in text


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
