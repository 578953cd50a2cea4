"""What changed under somebody's feet is mailed at once, once."""

from datetime import date, timedelta

import pytest

from mandates import clock
from mandates.models import Mail, Mandate, Notice, NoticeSent, Session
from mandates.records.changing import move_session
from mandates.records.choices import turn
from mandates.records.loading import load_reference, load_sample
from mandates.reminding.sending import send_due_reminders

from .conftest import MONDAY

pytestmark = pytest.mark.django_db
MOVED = (
    "HRC62 moved from 15 to 22 June 2026\nSubmit the report: 2 April → 9 April\nClear the draft: 23 March → 30 March"
)


def told(person, text=MOVED, **names):
    return Notice.objects.create(person=person, text=text, **names)


def test_a_moved_session_is_one_mail_a_person_at_once(mail_server, officer, colleague):
    told(officer)
    told(colleague)
    assert send_due_reminders(MONDAY).sent == 2
    message = mail_server.to(officer.email)[0]
    assert message["Subject"] == "HRC62 moved from 15 to 22 June 2026"
    for kind in ("plain", "html"):
        text = message.get_body([kind]).get_content()
        assert "Submit the report: 2 April → 9 April" in text
        assert "http://testserver/mail/stop/" in text
    assert send_due_reminders(MONDAY).sent == 0
    assert len(mail_server.accepted) == 2


def test_two_changes_before_a_run_are_one_mail(mail_server, officer):
    told(officer)
    told(officer, "GA81 moved by a day\nPresent the report: 12 October → 13 October")
    send_due_reminders(MONDAY)
    [message] = mail_server.to(officer.email)
    assert message["Subject"] == "HRC62 moved from 15 to 22 June 2026, and 1 more"
    assert "Present the report" in message.get_body(["plain"]).get_content()


def test_a_notice_is_a_mail_apart_from_the_digest(due, mail_server, officer):
    due("H6", MONDAY + timedelta(days=3))
    told(officer)
    send_due_reminders(MONDAY)
    assert sorted(Mail.objects.values_list("kind", flat=True)) == ["digest", "notice"]


def test_what_was_read_on_the_desk_is_not_mailed(mail_server, officer):
    told(officer, read_at=clock.now())
    assert send_due_reminders(MONDAY).sent == 0


def test_who_wants_no_notices_gets_none(mail_server, officer):
    turn(officer, "notice", on=False)
    told(officer)
    assert send_due_reminders(MONDAY).sent == 0
    turn(officer, "notice", on=True)
    assert send_due_reminders(MONDAY).sent == 1


def test_people_who_cannot_be_reached_hold_nobody_up(mail_server, officer, colleague):
    officer.email = ""
    officer.save()
    told(officer)
    told(colleague)
    assert send_due_reminders(MONDAY).sent == 1


def test_a_refused_notice_is_tried_again_and_doubled_by_nothing(mail_server, officer):
    told(officer)
    mail_server.defers = {officer.email}
    at = clock.now()
    send_due_reminders(MONDAY, at=at)
    mail_server.defers = set()
    assert send_due_reminders(MONDAY, at=at + timedelta(minutes=2)).sent == 1
    assert len(mail_server.to(officer.email)) == 1


def test_a_line_break_in_a_heading_cannot_forge_a_header(mail_server, officer):
    told(officer, "HRC62 moved\rBcc: all@example.org\nSubmit the report")
    send_due_reminders(MONDAY)
    assert mail_server.to(officer.email)[0]["Bcc"] is None


def test_a_session_that_moves_on_the_desk_is_one_mail_to_each_owner_whose_dates_move(mail_server, officer, head, today):
    """Head of unit, 5: the moved session itself, and what the owner reads of it."""
    today(MONDAY)
    load_reference()
    mandate = load_sample(MONDAY, followed_since=date(2025, 12, 1))
    Mandate.objects.filter(pk=mandate.pk).update(owner=officer, deputy=None)
    send_due_reminders(MONDAY)
    before = len(mail_server.accepted)
    session = Session.objects.get(body="HRC", kind="regular", number=62)
    move_session(session, {"opens_on": date(2026, 6, 22)}, by=head, why="letter of the Secretariat", seen="*")
    send_due_reminders(MONDAY)
    mails = [message for _to, message in mail_server.accepted[before:] if "HRC62" in message["Subject"]]
    assert [message["To"] for message in mails] == ["Lena Haddad <haddad@example.org>"]
    for kind in ("plain", "html"):
        body = mails[0].get_body([kind]).get_content()
        assert "Submit the report" in body
        assert "R. Okonjo: letter of the Secretariat" in body, "who moved it, and why"
        assert "http://testserver/sessions/hrc62/" in body
    assert [row.mail.state for row in NoticeSent.objects.select_related("mail")] == [Mail.State.SENT]
