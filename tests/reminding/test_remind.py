"""The command, as cron runs it."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from mandates.models import Deadline, Mail, Reminder, ReportingObligation, Rule, Unit, User, WorkerHeartbeat
from mandates.records.loading import load_demonstration
from mandates.records.reminders import recall

pytestmark = pytest.mark.django_db


@pytest.fixture
def sample(settings, db):
    """The sample as `demo` loads it on the day that the design pages show: streams confirmed, dates planned."""
    settings.DEMO, settings.SHOWN_DAY = True, date(2026, 3, 30)
    load_demonstration(settings.SHOWN_DAY)
    settings.SHOWN_DAY = None


def test_a_run_on_a_day_sends_the_digests_of_that_day_once(sample, mail_server, capsys):
    call_command("remind", on=date(2026, 3, 30))
    first = capsys.readouterr()
    assert first.out.strip() == f"{len(mail_server.accepted)} sent, 0 kept for the next run."
    texts = [message.get_body(["plain"]).get_content() for message in mail_server.to("officer@demonstration.invalid")]
    assert len(texts) == 1
    assert "Thu 2 Apr" in texts[0]
    assert "Submit the report, HRC62" in texts[0]
    assert "10 weeks before HRC62 opens" in texts[0]
    assert "moved from Mon 6 Apr, Easter Monday" in texts[0]
    call_command("remind", on=date(2026, 3, 30))
    assert capsys.readouterr().out.strip() == "0 sent, 0 kept for the next run."


def test_suggested_streams_are_told_to_nobody(sample, mail_server):
    ReportingObligation.objects.update(standing="suggested")
    call_command("remind", on=date(2026, 3, 30))
    told = Reminder.objects.values_list("deadline", flat=True)
    assert not Deadline.objects.filter(pk__in=told, obligation__isnull=False).exists()


def test_what_became_late_since_yesterday_is_planned_before_it_is_told(sample, mail_server):
    """The 62nd session closes without a recorded outcome: what comes after it is suggested from that day on."""
    call_command("remind", on=date(2027, 3, 1))
    assert Deadline.objects.filter(standing=Deadline.Standing.SUGGESTED).exists()
    told = Deadline.objects.filter(pk__in=Reminder.objects.values("deadline"))
    assert not told.filter(standing=Deadline.Standing.SUGGESTED).exists()


def test_a_date_that_nothing_calls_for_any_more_stays_where_somebody_was_told_of_it_or_asked_to_be(sample, mail_server):
    """Proof of who was told of what, and "tell me again, whatever happens", go with no rule that is turned off."""
    call_command("remind", on=date(2026, 3, 30))
    told = Deadline.objects.get(rule__code="H7", session__number=62)
    asked = Deadline.objects.get(rule__code="H8", session__number=62)
    assert told.reminders.exists()
    assert not asked.reminders.exists()
    recall(asked, asked.mandate.owner, date(2026, 4, 20), why="six languages")
    Rule.objects.filter(code__in=["H7", "H8"]).update(is_on=False)
    call_command("remind", on=date(2026, 4, 20))
    assert told.reminders.exists()
    text = mail_server.to("officer@demonstration.invalid")[-1].get_body(["plain"]).get_content()
    assert "YOU ASKED TO HEAR OF THIS AGAIN" in text
    assert "six languages" in text
    assert "not recorded" in text


def test_without_a_mail_server_one_line_says_so_and_nothing_is_claimed(sample, settings):
    settings.EMAIL_IS_SET = False
    with pytest.raises(CommandError, match="EMAIL_URL"):
        call_command("remind", on=date(2026, 3, 30))
    assert not Mail.objects.exists()


def test_a_run_that_reaches_no_mail_server_turns_the_page_of_workers_red_until_one_does(sample, mail_server, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    with pytest.raises(SystemExit):
        call_command("remind", on=date(2026, 3, 30))
    run = WorkerHeartbeat.objects.get()
    assert "could not be reached" in run.fault
    assert not WorkerHeartbeat.objects.alive(run.seen_at).without_fault().exists()
    settings.EMAIL_PORT = port
    call_command("remind", on=date(2026, 3, 30))
    assert WorkerHeartbeat.objects.alive(run.seen_at).without_fault().exists()


def test_a_run_that_keeps_mails_for_the_next_ends_with_status_1_and_says_why(sample, mail_server, capsys):
    mail_server.refuses = {"officer@demonstration.invalid"}
    with pytest.raises(SystemExit) as ended:
        call_command("remind", on=date(2026, 3, 30))
    assert ended.value.code == 1
    said = capsys.readouterr()
    assert "1 kept for the next run." in said.out
    assert "Not accepted for Lena Haddad (officer@demonstration.invalid)" in said.err


def test_a_run_says_that_the_head_who_was_to_be_told_has_a_closed_account(sample, mail_server, capsys):
    unit = Unit.objects.get()
    User.objects.filter(pk=unit.head_id).update(is_active=False)
    call_command("remind", on=date(2026, 3, 30))
    said = capsys.readouterr().err
    assert f"{unit.head} was not told: the account is closed, and heads {unit}. Enter another head." in said
