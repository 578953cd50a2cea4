"""What happened to what a person follows stands in the mail of the day with the own note, never in a mail apart."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from mandates import clock
from mandates.models import Follow, Mail, MailHabit, Mandate, Notice
from mandates.records.choices import turn
from mandates.records.following import follow, unfollow
from mandates.records.renewal import record_outcome
from mandates.reminding.sending import send_due_reminders

pytestmark = pytest.mark.django_db
NOTE = "our note to the mission quotes it"


@pytest.fixture
def tomorrow():
    """Send what is due on the day after the real one, at six in the morning or as given."""

    def sent(days=1, hour=6):
        day = timezone.localdate() + timedelta(days=days)
        return send_due_reminders(day, at=timezone.make_aware(datetime.combine(day, time(hour))))

    return sent


@pytest.fixture
def followed(mandate, colleague):
    return follow(colleague, mandate, why=NOTE)[0]


def renewed(mandate, by, symbol="62/9"):
    mandate.refresh_from_db()
    facts = {"what": "extends", "adopted": timezone.localdate().isoformat(), "term": "P3Y", "why": "seen in the hall"}
    return record_outcome(mandate, symbol=symbol, by=by, **facts)


def texts(mail_server, person):
    return [message.get_body(["plain"]).get_content() for message in mail_server.to(person.email)]


def test_the_mail_of_a_renewal_under_a_new_symbol_repeats_the_note(
    followed, mandate, officer, colleague, mail_server, tomorrow
):
    """Observer, 6."""
    renewed(mandate, officer)
    tomorrow()
    [message] = mail_server.to(colleague.email)
    assert message["Subject"] == "1 change in what you follow"
    for kind in ("plain", "html"):
        body = message.get_body([kind]).get_content()
        assert "International solidarity: 62/9 extends." in body
        assert NOTE in body
        assert "L. Haddad" in body
        assert "http://testserver/resolutions/62/9/" in body
        assert "http://testserver/following/" in body


def test_what_happens_on_a_day_is_one_mail_on_the_next_and_told_once(
    followed, mandate, officer, colleague, mail_server, tomorrow
):
    renewed(mandate, officer, "62/8")
    send_due_reminders(timezone.localdate(), at=clock.now())
    assert mail_server.accepted == []
    renewed(mandate, officer, "62/9")
    tomorrow()
    assert [message["Subject"] for message in mail_server.to(colleague.email)] == ["2 changes in what you follow"]
    tomorrow(days=2)
    assert len(mail_server.to(colleague.email)) == 1


def test_it_stands_in_the_mail_of_what_is_due(followed, due, mandate, officer, colleague, mail_server, tomorrow):
    Mandate.objects.filter(pk=mandate.pk).update(owner=colleague)
    renewed(mandate, officer)
    due("H6", timezone.localdate() + timedelta(days=2))
    tomorrow()
    [text] = texts(mail_server, colleague)
    assert NOTE in text
    assert "Clear the draft" in text
    assert Mail.objects.filter(person=colleague).count() == 1


def test_no_second_digest_goes_out_on_a_day_that_had_one(
    followed, due, mandate, officer, colleague, mail_server, tomorrow
):
    Mandate.objects.filter(pk=mandate.pk).update(owner=colleague)
    due("H6", timezone.localdate() + timedelta(days=2))
    tomorrow()
    renewed(mandate, officer)  # written down by a clock that runs behind, say: its day is over already
    tomorrow(hour=7)
    assert len(mail_server.to(colleague.email)) == 1
    tomorrow(days=5)
    assert NOTE in texts(mail_server, colleague)[-1]


def test_who_did_not_tick_mail_reads_it_in_the_inbox_alone(
    followed, mandate, officer, colleague, mail_server, tomorrow
):
    Follow.objects.update(by_mail=False)
    renewed(mandate, officer)
    tomorrow()
    assert mail_server.accepted == []
    assert Notice.objects.for_person(colleague).unread().exists()


@pytest.mark.parametrize("why", ["read", "unfollowed", "no digests", "left", "no address"])
def test_what_is_not_wanted_any_more_is_not_mailed(followed, mandate, officer, colleague, mail_server, tomorrow, why):
    renewed(mandate, officer)
    match why:
        case "read":
            Notice.objects.update(read_at=clock.now())
        case "unfollowed":
            unfollow(colleague, followed.pk)
        case "no digests":
            turn(colleague, "digest", on=False)
        case "left":
            type(colleague).objects.filter(pk=colleague.pk).update(is_active=False)
        case "no address":
            type(colleague).objects.filter(pk=colleague.pk).update(email="")
    tomorrow()
    assert mail_server.accepted == []
    assert not Mail.objects.exists()


def test_what_was_read_while_the_mail_waited_is_left_out(followed, mandate, officer, colleague, mail_server, tomorrow):
    renewed(mandate, officer)
    mail_server.defers = {colleague.email}
    tomorrow()
    Notice.objects.update(read_at=clock.now())
    mail_server.defers = set()
    tomorrow(days=2)
    assert mail_server.to(colleague.email) == []
    assert Mail.objects.get().state == Mail.State.MOOT


def test_it_waits_for_the_hour_that_the_person_chose(followed, mandate, officer, colleague, mail_server, tomorrow):
    MailHabit.objects.create(person=colleague, from_hour=time(9))
    renewed(mandate, officer)
    tomorrow(hour=8)
    assert mail_server.accepted == []
    tomorrow(hour=9)
    assert len(mail_server.to(colleague.email)) == 1


def test_an_hour_that_no_run_met_is_made_up_for_by_the_next_run(
    followed, mandate, officer, colleague, mail_server, tomorrow
):
    """Cron runs at six each day, and the person wants mail from nine on."""
    MailHabit.objects.create(person=colleague, from_hour=time(9))
    renewed(mandate, officer)
    tomorrow()
    assert mail_server.accepted == []
    tomorrow(days=2)
    tomorrow(days=3)
    assert len(mail_server.to(colleague.email)) == 1


def test_what_changes_under_ones_own_feet_still_goes_at_once(officer, mail_server):
    Notice.objects.create(person=officer, text="HRC62 moved.\nSubmit the report: 2 April → 9 April")
    assert send_due_reminders(timezone.localdate()).sent == 1
    assert Mail.objects.get().kind == Mail.Kind.NOTICE


def test_what_became_overdue_stands_in_the_mail_of_who_follows_it_once(
    followed, due, officer, colleague, mail_server, tomorrow
):
    today = timezone.localdate()
    due("H7", today - timedelta(days=1))
    send_due_reminders(today, at=clock.now())
    assert [message["Subject"] for message in mail_server.to(officer.email)] == ["1 overdue"]
    for days in (1, 2, 3):
        tomorrow(days=days)
    [text] = texts(mail_server, colleague)
    assert "International solidarity: Submit the report, HRC62: overdue since" in text
    assert NOTE in text
