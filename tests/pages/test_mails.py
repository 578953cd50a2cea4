from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from mandates.models import Deadline, Follow, Mail, Mandate, Notice, NoticeSent, Reminder, Session
from mandates.records.choices import turn

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 30)


@pytest.fixture
def mail_to(officer):
    """A mail to a person, the officer unless said otherwise, because of one date."""
    mandate = Mandate.objects.create(name="International solidarity", slug="solidarity", owner=officer)
    step = Deadline.objects.create(
        mandate=mandate, key="H7", step="Submit the report", due_on=date(2026, 4, 2), late_after=date(2026, 4, 2)
    )

    def sent(person=officer, **names):
        facts = {"subject": "1 due within 7 days", "text": "Thu 2 Apr, in 3 days\n  Submit the report", "state": "sent"}
        mail = Mail.objects.create(person=person, to=person.email, **{"on": MONDAY} | facts | names)
        if mail.state != "failed":
            lead = 3 - Reminder.objects.filter(person=person).count()
            Reminder.objects.create(
                deadline=step, due_on=step.due_on, rule_code="H7", lead=lead, person=person, mail=mail
            )
        return mail

    return sent


def test_an_officer_sees_the_own_mails_and_an_administrator_all(client, mail_to, officer, colleague, administrator):
    mail_to(officer, subject="Mine")
    theirs = mail_to(colleague, subject="A colleague’s")
    client.force_login(officer)
    page = client.get(reverse("mails")).content.decode()
    assert "Mine" in page
    assert "A colleague’s" not in page
    assert client.get(reverse("mail", args=[theirs.pk])).status_code == 404
    client.force_login(administrator)
    page = client.get(reverse("mails")).content.decode()
    assert "Mine" in page
    assert "A colleague’s" in page
    assert client.get(reverse("mail", args=[theirs.pk])).status_code == 200


def test_a_mail_shows_its_text_and_the_dates_because_of_which_it_went(client, mail_to, officer):
    mail = mail_to()
    client.force_login(officer)
    page = client.get(reverse("mail", args=[mail.pk])).content.decode()
    assert "Thu 2 Apr, in 3 days\n  Submit the report" in page
    assert f'href="/deadlines/{mail.reminders.get().deadline_id}/"' in page
    assert "H7, 3 days before" in page
    assert "accepted by the mail server" in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("doubt", "it may have arrived. It is not sent again by itself"),
        ("failed", "did not accept it: 550 No such person. It is tried again after a pause."),
        ("dead", "The mail server said: 550 No such person."),
        ("bounced", "It came back from haddad@example.org, as was reported on 1 Apr 2026, 12:00: 550 No such person."),
        ("delayed", "still trying to deliver it, as was reported on 1 Apr 2026, 12:00: 550 No such person."),
    ],
)
def test_a_mail_in_doubt_or_refused_says_what_that_means(client, mail_to, officer, state, words):
    returned_at = datetime(2026, 4, 1, 10, tzinfo=UTC) if state in ("bounced", "delayed") else None
    said = "" if state == "doubt" else "550 No such person"
    mail = mail_to(state=state, error=said, attempts=3, returned_at=returned_at)
    client.force_login(officer)
    assert words in client.get(reverse("mail", args=[mail.pk])).content.decode()


def test_without_mails_the_page_says_how_they_go_out(client, officer):
    client.force_login(officer)
    assert "No mail was sent yet." in client.get(reverse("mails")).content.decode()


def test_nobody_reads_mails_without_signing_in(client, mail_to):
    mail = mail_to()
    assert client.get(reverse("mails")).status_code == client.get(reverse("mail", args=[mail.pk])).status_code == 302


@pytest.mark.parametrize("how_many", [1, 30])
def test_the_list_costs_the_same_for_one_mail_as_for_thirty(
    client, mail_to, officer, administrator, django_assert_num_queries, how_many
):
    for _number in range(how_many):
        mail_to(state="failed")
    client.force_login(administrator)
    client.get(reverse("mails"))
    with django_assert_num_queries(6):  # session, reader, to look at, count, mails, people to choose from
        assert client.get(reverse("mails")).content.count(b'<th scope="row">') == how_many


@pytest.mark.parametrize(("kind", "words"), [("views", "saved views"), ("notice", "notice"), ("digest", "1")])
def test_the_list_says_of_each_mail_what_it_told(client, mail_to, officer, kind, words):
    mail_to(kind=kind)
    client.force_login(officer)
    assert f'<td data-l="Dates told">{words}</td>' in client.get(reverse("mails")).content.decode()


def rows_shown(client, **asked):
    return client.get(reverse("mails"), asked).content.decode().count('<th scope="row">')


@pytest.mark.parametrize(
    ("asked", "how_many"),
    [
        ({}, 3),
        ({"person": "haddad"}, 2),
        ({"state": "dead"}, 1),
        ({"state": "look"}, 2),
        ({"state": "sent"}, 1),
        ({"day": "2026-03-30"}, 3),
        ({"day": "2026-03-31"}, 0),
        ({"q": "submit report"}, 3),
        ({"q": "ibarra"}, 1),
        ({"q": "Tomás Ibarra"}, 1),
        ({"q": "no such mailbox"}, 1),
        ({"q": "lanterns"}, 0),
        ({"person": "haddad", "state": "look"}, 1),
    ],
)
def test_mails_are_found_by_person_state_day_and_words(client, mail_to, colleague, administrator, asked, how_many):
    mail_to()
    mail_to(state="dead", attempts=8, error="550 5.1.1 No such mailbox")
    mail_to(colleague, state="doubt")
    client.force_login(administrator)
    assert rows_shown(client, **asked) == how_many
    table = b"".join(client.get(reverse("mails_csv"), asked).streaming_content).decode("utf-8-sig")
    assert len(table.splitlines()) - 1 == how_many, "as many lines as the page has, one date each"


def test_a_head_sees_the_mails_of_the_unit_and_not_of_others(client, mail_to, officer, head, django_user_model):
    mail_to()
    stranger = django_user_model.objects.create_user("stranger", "stranger@example.org")
    mail_to(stranger)
    client.force_login(head)
    assert rows_shown(client) == 1


def test_what_needs_a_look_stands_above_the_list_of_the_administrator(client, mail_to, officer, administrator):
    mail_to(state="dead")
    mail_to(state="doubt")
    client.force_login(administrator)
    page = client.get(reverse("mails")).content.decode()
    assert "2 mails need a look: given up, in doubt, or come back." in page
    assert 'href="/mails/?state=look"' in page


@pytest.mark.parametrize("state", ["dead", "doubt", "bounced"])
@pytest.mark.parametrize(("reader", "sees"), [("administrator", 1), ("head", 1), ("officer", 1), ("colleague", 0)])
def test_what_may_not_have_reached_a_person_stands_on_the_desk_of_who_may_see_to_it(
    client, mail_to, request, today, state, reader, sees
):
    Session.objects.create(body="HRC", number=62, opens_on=date(2026, 6, 15))
    today(MONDAY)
    readers = {name: request.getfixturevalue(name) for name in ("administrator", "head", "colleague", "officer")}
    mail_to(state=state)
    mail_to(state="sent")
    client.force_login(readers[reader])
    page = client.get(reverse("desk")).content.decode()
    assert ("1 mail may not have reached its reader: given up, in doubt, or come back." in page) == bool(sees)
    assert page.count('href="/mails/?state=look"') == sees


@pytest.mark.parametrize(
    ("state", "waits"), [("dead", True), ("doubt", True), ("bounced", True), ("sent", False), ("delayed", False)]
)
def test_what_was_given_up_or_is_in_doubt_is_sent_again_when_a_person_says_so(
    client, mail_to, administrator, state, waits
):
    mail = mail_to(state=state, attempts=8)
    client.force_login(administrator)
    assert ("Send it again" in client.get(reverse("mail", args=[mail.pk])).content.decode()) == waits
    client.post(reverse("mail_again", args=[mail.pk]))
    mail.refresh_from_db()
    assert (mail.state == "waiting") == waits
    assert (mail.asked_again_by == administrator) == waits


def test_a_head_reads_and_does_not_send_again(client, mail_to, head):
    mail = mail_to(state="dead")
    client.force_login(head)
    assert "Send it again" not in client.get(reverse("mail", args=[mail.pk])).content.decode()
    assert client.post(reverse("mail_again", args=[mail.pk])).status_code == 403


def test_i_never_got_it_is_answered_on_the_page_of_the_date(client, mail_to, officer, colleague):
    mail = mail_to(acknowledged_at="2026-03-30T07:00:00Z", sent_at="2026-03-30T04:15:00Z")
    deadline = mail.reminders.get().deadline
    client.force_login(officer)
    page = client.get(deadline.get_absolute_url()).content.decode()
    told = page[page.index('id="told"') :]
    assert "haddad@example.org" in told
    assert f'href="{reverse("mail", args=[mail.pk])}"' in told
    assert "H7, 3 days before" in told
    assert "accepted by the mail server" in told
    assert "seen 30 Mar, 09:00" in told
    client.force_login(colleague)
    told = client.get(deadline.get_absolute_url()).content.decode()
    assert "haddad@example.org" in told, "everybody sees that it was sent"
    assert f'href="{reverse("mail", args=[mail.pk])}"' not in told, "only who may reads the mail"


@pytest.mark.parametrize(
    ("on", "lead", "words"),
    [
        ("2026-03-30", 3, "H7, 3 days before<"),
        ("2026-04-02", 0, "H7, on the day<"),
        ("2026-04-03", -1, "H7, 1 day late<"),
        ("2026-04-05", -1, "H7, 1 day after; 3 days late<"),
        ("2026-04-04", 1, "H7, 1 day before; 2 days late<"),
    ],
    ids=["before", "on the day", "the day after", "told late", "sent late"],
)
def test_who_was_told_says_how_late_it_was_by_then(client, mail_to, officer, on, lead, words):
    mail = mail_to(on=on)
    mail.reminders.update(lead=lead)
    deadline = mail.reminders.get().deadline
    client.force_login(officer)
    page = client.get(deadline.get_absolute_url()).content.decode()
    assert words in page[page.index('id="told"') :]


def test_the_table_to_take_away_holds_date_rule_and_state_and_nothing_that_calculates(client, mail_to, officer):
    mail_to(subject="=cmd()")
    client.force_login(officer)
    answer = client.get(reverse("mails_csv"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    [_heading, line] = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert line.startswith("2026-03-30,Lena Haddad,haddad@example.org,'=cmd(),digest,accepted by the mail server,0")
    assert line.endswith("International solidarity,Submit the report,2026-04-02,H7,3")


def test_a_person_who_turned_the_mails_off_is_said_to_have(client, mail_to, officer, administrator):
    mail_to()
    turn(officer, "digest", on=False)
    client.force_login(administrator)
    assert "Lena Haddad turned these mails off" in client.get(reverse("mails"), {"person": "haddad"}).content.decode()


def test_a_mail_says_because_of_which_changes_it_went(client, officer, mandate):
    moved = Notice.objects.create(person=officer, text="R. Okonjo changed HRC62.\nSubmit the report: 2 April → 9 April")
    told = Notice.objects.create(person=officer, text="Made-up solidarity: 62/9 extends.", is_own=False)
    told.follows.add(Follow.objects.create(person=officer, mandate=mandate))
    mail = Mail.objects.create(person=officer, on=date(2026, 3, 30), to=officer.email, subject="Changes", state="sent")
    for notice in (moved, told):
        NoticeSent.objects.create(notice=notice, mail=mail)
    client.force_login(officer)
    page = client.get(f"/mails/{mail.pk}/").content.decode()
    assert "R. Okonjo changed HRC62." in page
    assert "it changed something under the person’s feet" in page
    assert "Made-up solidarity is followed" in page
