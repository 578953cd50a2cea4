from datetime import date

import pytest
from django.urls import reverse

from mandates.models import Deadline, Mail, Mandate, Reminder

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 30)


@pytest.fixture
def mail_to(officer):
    """A mail to a person, the officer unless said otherwise, because of one date."""
    mandate = Mandate.objects.create(name="International solidarity", slug="solidarity", owner=officer)
    step = Deadline.objects.create(mandate=mandate, key="H7", step="Submit the report", due_on=date(2026, 4, 2))

    def sent(person=officer, **names):
        facts = {"subject": "1 due within 7 days", "text": "Thu 2 Apr, in 3 days\n  Submit the report", "state": "sent"}
        mail = Mail.objects.create(person=person, on=MONDAY, to=person.email, **facts | names)
        if mail.state != "failed":
            Reminder.objects.create(deadline=step, due_on=step.due_on, rule_code="H7", lead=3, person=person, mail=mail)
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
    ],
)
def test_a_mail_in_doubt_or_refused_says_what_that_means(client, mail_to, officer, state, words):
    mail = mail_to(state=state, error="" if state == "doubt" else "550 No such person", attempts=3)
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
