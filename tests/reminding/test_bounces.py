"""Mails that a server accepted and sent back, or is still trying to deliver."""

import io
import mailbox
from datetime import date, timedelta
from email import message_from_bytes, message_from_string
from textwrap import dedent

import pytest
from django.core.management import CommandError, call_command

from mandates import clock
from mandates.models import Mail
from mandates.records.reminders import acknowledge, came_back, send_again
from mandates.reminding.bounces import Report, report_of
from mandates.reminding.links import mail_named, name_of
from mandates.reminding.sending import send_due_reminders

from .conftest import MONDAY

pytestmark = pytest.mark.django_db
REPORT = """\
    Return-Path: <>
    From: MAILER-DAEMON@relay.invalid
    To: {to}
    Subject: Undelivered Mail Returned to Sender
    Auto-Submitted: auto-replied
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=delivery-status; boundary="B"

    --B
    Content-Type: text/plain

    It could not be delivered.

    --B
    Content-Type: message/delivery-status

    Reporting-MTA: dns; relay.invalid
    {envelope}

    Final-Recipient: rfc822; haddad@example.org
    Action: {action}
    Status: {status}
    Diagnostic-Code: smtp; 550 5.1.1 <haddad@example.org>:
     No such user

    --B
    Content-Type: {returned}

    From: mandate-desk@localhost
    Message-ID: {number}

    --B--
    """


@pytest.fixture
def sent(due, mail_server, officer):
    """A mail as the mail server accepted it, and its row."""
    due("H6", date(2026, 4, 2))
    send_due_reminders(MONDAY)
    return mail_server.to(officer.email)[0], Mail.objects.get()


def report(number="<another@relay.invalid>", *, action="failed", status="5.1.1", **names):
    facts = {"to": "mandate-desk@localhost", "envelope": "Arrival-Date: Mon, 30 Mar 2026 08:00:00 +0200"}
    facts |= {"returned": "message/rfc822"} | names
    return message_from_string(dedent(REPORT).format(number=number, action=action, status=status, **facts))


def read(capsys, path):
    call_command("read_bounces", path)
    return capsys.readouterr().out.strip()


def test_a_mail_that_comes_back_is_known_by_the_message_id_it_left_with(sent):
    message, mail = sent
    expected = Report(mail.pk, 0, is_final=True, said="550 5.1.1 <haddad@example.org>: No such user")
    assert report_of(report(message["Message-ID"])) == expected
    assert report_of(report(message["Message-ID"], returned="text/rfc822-headers")) == expected


def test_it_is_known_by_the_address_it_left_under_and_by_the_envelope_too(sent):
    name = name_of(sent[1])
    for names in ({"to": f"bounces+{name}@desk.invalid"}, {"envelope": f"Original-Envelope-Id: {name}"}):
        assert report_of(report(**names)).mail == sent[1].pk


def test_a_mail_leaves_under_its_own_address_where_the_office_has_one_for_what_comes_back(
    due, mail_server, settings, officer
):
    settings.BOUNCE_ADDRESS = "bounces@desk.invalid"
    due("H6", date(2026, 4, 2))
    send_due_reminders(MONDAY)
    assert mail_server.senders == [f"bounces+{name_of(Mail.objects.get())}@desk.invalid"]
    assert mail_server.to(officer.email)[0]["From"] == settings.DEFAULT_FROM_EMAIL


@pytest.mark.parametrize(
    ("action", "status", "state"),
    [
        ("failed", "5.1.1", "bounced"),
        ("Failed", "4.4.7", "bounced"),  # the server gave up waiting: its last word too
        ("delayed", "4.4.1", "delayed"),
        ("delivered", "2.0.0", "sent"),
        ("relayed", "2.0.0", "sent"),
    ],
)
def test_what_a_report_says_stands_in_the_outbox(sent, tmp_path, capsys, action, status, state):
    message, mail = sent
    path = tmp_path / "mbox"
    mailbox.mbox(path).add(report(message["Message-ID"], action=action, status=status))
    read(capsys, path)
    mail.refresh_from_db()
    assert mail.state == state
    assert ("No such user" in mail.error) == (state != "sent")
    assert (mail.returned_at is not None) == (state != "sent")


def test_a_mailbox_read_twice_changes_nothing_the_second_time_and_stays_as_it_is(sent, tmp_path, capsys):
    message, mail = sent
    kept = mailbox.Maildir(tmp_path / "returned")
    kept.add(report(message["Message-ID"], action="delayed"))
    kept.add(report(message["Message-ID"]))
    kept.add("Subject: Lunch\n\nTomorrow?\n")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    assert read(capsys, tmp_path / "returned").endswith("1 not about mails of this desk.")
    mail.refresh_from_db()
    assert mail.state == "bounced", "the last word stands, in whatever order they lie there"
    again = read(capsys, tmp_path / "returned")
    assert again == "0 came back, 0 delayed, 2 known already, 1 not about mails of this desk."
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_a_mail_server_may_pipe_one_message(sent, monkeypatch, capsys):
    message, _mail = sent
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(report(message["Message-ID"]).as_bytes())))
    call_command("read_bounces")
    assert capsys.readouterr().out.startswith("1 came back")


def test_forged_and_foreign_reports_change_nothing(sent, tmp_path, capsys):
    message, mail = sent
    name = name_of(mail)
    forged = [
        name[:-1] + ("0" if name[-1] != "0" else "1"),  # another signature
        name.replace(f"-{mail.pk}-", f"-{mail.pk + 1}-"),  # another mail
        name.replace("digest", "notice"),
        "",
    ]
    kept = mailbox.mbox(tmp_path / "mbox")
    for number in forged:
        kept.add(report(f"<{number}@localhost>"))
    answer = message_from_string(f"Subject: Re: 1 due\nIn-Reply-To: {message['Message-ID']}\n\nStatus: 5.1.1 failed\n")
    kept.add(answer)  # a person's answer names the mail, and is no report
    for broken in (b"", b"\xff\xfe", b"Content-Type: multipart/report; boundary=B\n\n--B\n", report().as_bytes()[:400]):
        kept.add(message_from_bytes(broken))
    kept.flush()
    assert read(capsys, tmp_path / "mbox").startswith("0 came back, 0 delayed, 0 known already")
    mail.refresh_from_db()
    assert (mail.state, mail.error, mail.returned_at) == ("sent", "", None)


def test_a_name_made_before_the_secret_was_changed_is_still_ours(sent, settings):
    name = name_of(sent[1])
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret of the office"
    assert mail_named(name) == (sent[1].pk, 0)
    settings.SECRET_KEY_FALLBACKS = []
    assert mail_named(name) is None


def test_what_the_person_has_seen_has_not_come_back_and_what_comes_back_may_still_be_seen(sent):
    mail = sent[1]
    assert came_back(mail.pk, "550 No such user", at=clock.now(), is_final=True)
    assert acknowledge(mail)
    mail.refresh_from_db()
    assert mail.state == "sent"
    assert not came_back(mail.pk, "550 No such user", at=clock.now(), is_final=True)


def test_what_came_back_goes_out_when_a_person_says_so(sent, mail_server, officer, administrator):
    mail = sent[1]
    came_back(mail.pk, "550 No such user", at=clock.now(), is_final=True)
    assert send_due_reminders(MONDAY).sent == 0, "not by itself: it would come back again"
    officer.email = "lena.haddad@example.org"
    officer.save()
    assert send_again(mail, by=administrator)
    assert send_due_reminders(MONDAY + timedelta(days=1)).sent == 1
    assert len(mail_server.to("lena.haddad@example.org")) == 1


def test_a_report_on_the_mail_before_says_nothing_of_the_one_sent_again(
    sent, mail_server, officer, administrator, tmp_path, capsys
):
    message, mail = sent
    kept = mailbox.Maildir(tmp_path / "returned")
    kept.add(report(message["Message-ID"]))
    assert read(capsys, tmp_path / "returned").startswith("1 came back")
    send_again(mail, by=administrator)
    send_due_reminders(MONDAY + timedelta(days=1))
    assert read(capsys, tmp_path / "returned").startswith("0 came back, 0 delayed, 1 known already")
    mail.refresh_from_db()
    assert mail.state == "sent", "the report still lies in the mailbox"
    kept.add(report(mail_server.to(officer.email)[-1]["Message-ID"]))
    assert read(capsys, tmp_path / "returned").startswith("1 came back, 0 delayed, 1 known already")
    mail.refresh_from_db()
    assert mail.state == "bounced", "the second one came back too"


def test_a_report_with_signs_that_no_text_holds_is_read(sent, tmp_path, capsys):
    broken = report(sent[0]["Message-ID"]).as_bytes().replace(b"No such user", b"No\x00such user")
    (tmp_path / "mbox").write_bytes(b"From MAILER-DAEMON\n" + broken)
    assert read(capsys, tmp_path / "mbox").startswith("1 came back")
    assert Mail.objects.get().error.endswith("No such user")


def test_a_mailbox_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="cannot be read as a Maildir or an mbox file"):
        call_command("read_bounces", tmp_path / "nowhere")
