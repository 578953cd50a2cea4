"""Saved views by mail: on Monday or the first working day after it, once, and never empty."""

from datetime import date, time, timedelta

import pytest
from django.test import Client

from mandates import clock
from mandates.lists.kept import LISTS, filtered
from mandates.models import (
    Addressee,
    DayOff,
    Deadline,
    Mail,
    MailHabit,
    MondayLook,
    Report,
    ReportingObligation,
    Request,
    SavedView,
)  # fmt: skip
from mandates.records import saved_views as records
from mandates.records.choices import turn
from mandates.reminding.lines import MOST_ROWS
from mandates.reminding.sending import send_due_reminders

from .conftest import MONDAY

pytestmark = pytest.mark.django_db
EASTER_MONDAY = date(2026, 4, 6)
A_DAY = timedelta(days=1)


@pytest.fixture
def kept(officer):
    """Keep a list for the officer, with a mail on Mondays chosen a week before."""

    def kept(name="Submissions", of="deadlines", query="q=submit", **given):
        facts = {"person": officer, "name": name, "of": of, "query": query, "mailed_since": MONDAY - 7 * A_DAY}
        return SavedView.objects.create(**facts | given)

    return kept


@pytest.fixture
def far_off(due):
    """Steps so far ahead that no reminder of them is due: only a view tells of them."""
    return lambda how_many=1: [due("H7", date(2026, 12, 1) + number * A_DAY) for number in range(how_many)]


def views_to(mail_server, person):
    return [mail for mail in mail_server.to(person.email) if "these views" in mail.get_body(["plain"]).get_content()]


def test_on_monday_a_view_comes_by_mail_once(mail_server, kept, far_off, officer):
    kept()
    step = far_off()[0]
    assert send_due_reminders(MONDAY).sent == 1
    [message] = views_to(mail_server, officer)
    assert message["Subject"] == "Submissions: 1"
    for kind in ("plain", "html"):
        text = message.get_body([kind]).get_content()
        assert "Submit the report, HRC62" in text
        assert "International solidarity" in text
        assert f"http://testserver/deadlines/{step.pk}/" in text
        assert "http://testserver/deadlines/?q=submit" in text
    assert message.get_body(["plain"]).get_content().upper().count("SUBMISSIONS: 1") == 1, "one view is named once"
    for day in (MONDAY, MONDAY + A_DAY, MONDAY + 6 * A_DAY):
        assert send_due_reminders(day).sent == 0
    assert send_due_reminders(MONDAY + 7 * A_DAY).sent == 1


def test_on_a_monday_with_nothing_no_mail_goes_not_even_when_something_comes_up_later_that_day(
    mail_server, kept, far_off
):
    view = kept()
    assert send_due_reminders(MONDAY).sent == 0
    assert mail_server.accepted == []
    assert not Mail.objects.exists()
    assert MondayLook.objects.get(view=view).mail is None
    far_off()
    assert send_due_reminders(MONDAY).sent == 0


def test_all_views_of_a_person_are_one_mail_without_the_empty_ones(mail_server, kept, far_off, officer):
    kept("First")
    kept("Late ones", query="when=overdue")
    kept("Mandates", of="mandates", query="", position=1)
    far_off(2)
    assert send_due_reminders(MONDAY).sent == 1
    [message] = views_to(mail_server, officer)
    assert message["Subject"] == "First: 2, Mandates: 1"
    assert "LATE ONES" not in message.get_body(["plain"]).get_content()


def test_it_begins_on_the_monday_after_it_was_chosen(mail_server, kept, far_off):
    kept(mailed_since=MONDAY)
    far_off()
    assert send_due_reminders(MONDAY).sent == 0
    assert send_due_reminders(MONDAY + 7 * A_DAY).sent == 1


def test_who_wants_working_days_only_gets_it_on_tuesday_after_easter(mail_server, kept, far_off, officer, colleague):
    DayOff.objects.create(station="Geneva", on=EASTER_MONDAY, name="Easter Monday")
    MailHabit.objects.create(person=officer, working_days_only=True)
    kept()
    kept(person=colleague)
    far_off()
    send_due_reminders(EASTER_MONDAY)
    assert [mail.person for mail in Mail.objects.filter(kind="views")] == [colleague]
    send_due_reminders(EASTER_MONDAY + A_DAY)
    assert len(views_to(mail_server, officer)) == 1
    assert len(views_to(mail_server, colleague)) == 1


def test_it_waits_for_the_hour_that_the_person_chose(mail_server, kept, far_off, officer, today):
    MailHabit.objects.create(person=officer, from_hour=time(9))
    kept()
    far_off()
    at = clock.now().replace(year=2026, month=3, day=30, hour=8, minute=59)
    assert send_due_reminders(MONDAY, at=at).sent == 0
    assert send_due_reminders(MONDAY, at=at + timedelta(minutes=1)).sent == 1


def test_it_is_turned_off_for_all_views_at_once_or_for_one(mail_server, kept, far_off, officer):
    view = kept()
    far_off()
    turn(officer, Mail.Kind.VIEWS, on=False)
    assert send_due_reminders(MONDAY).sent == 0
    turn(officer, Mail.Kind.VIEWS, on=True)
    records.mail_on_mondays(view, since=None)
    assert send_due_reminders(MONDAY).sent == 0
    records.mail_on_mondays(view, since=MONDAY - A_DAY)
    assert send_due_reminders(MONDAY).sent == 1


def test_one_press_in_the_mail_program_ends_it(mail_server, kept, far_off, officer):
    kept()
    far_off()
    send_due_reminders(MONDAY)
    [message] = views_to(mail_server, officer)
    address = message["List-Unsubscribe"].strip("<> \r\n").removeprefix("http://testserver")
    assert "Your views stay as they are" in Client().get(address).content.decode()
    Client().post(address, {"List-Unsubscribe": "One-Click"})
    officer.refresh_from_db()
    assert not officer.mail_habit.views
    assert officer.mail_habit.digest


def test_a_refused_mail_is_tried_again_and_doubled_by_nothing(mail_server, kept, far_off, officer):
    kept()
    far_off()
    mail_server.defers = {officer.email}
    at = clock.now()
    assert send_due_reminders(MONDAY, at=at).sent == 0
    mail_server.defers = set()
    assert send_due_reminders(MONDAY, at=at + timedelta(hours=1)).sent == 1
    assert len(views_to(mail_server, officer)) == 1
    assert Mail.objects.get().state == "sent"


@pytest.mark.parametrize("change", ["met", "deleted"])
def test_what_is_empty_or_gone_by_the_time_it_is_written_sends_nothing(mail_server, kept, far_off, officer, change):
    view, [step] = kept(), far_off()
    mail_server.defers = {officer.email}
    at = clock.now()
    send_due_reminders(MONDAY, at=at)
    mail_server.defers = set()
    if change == "met":
        Deadline.objects.filter(pk=step.pk).update(met_on=MONDAY, standing="met")
    else:
        records.forget(view)
    assert send_due_reminders(MONDAY, at=at + timedelta(hours=1)).sent == 0
    assert Mail.objects.get().state == "moot"


def test_suggestions_and_estimates_are_marked_and_the_mail_says_what_that_means(mail_server, kept, due, officer):
    due("H7", date(2026, 12, 1), standing="suggested", late_after=None)
    due("H6", date(2026, 12, 2), is_estimate=True)
    kept(query="standing=all")
    send_due_reminders(MONDAY)
    text = views_to(mail_server, officer)[0].get_body(["plain"]).get_content()
    assert "Submit the report, HRC62 [suggested, not confirmed]" in text
    assert "[an estimate]" in text
    assert "nobody has confirmed: do not rely on its date" in text


def test_what_a_view_asks_and_nobody_knows_any_more_is_said_in_the_mail(mail_server, kept, far_off, officer):
    far_off()
    kept(query="mandate=gone")
    send_due_reminders(MONDAY)
    text = views_to(mail_server, officer)[0].get_body(["plain"]).get_content()
    assert "“gone” is not known here and was left out of the filters." in text


@pytest.fixture
def office(mandate, due, rules):
    """Something in every list: three dozen deadlines, as many requests, three reports, a mandate, a text."""
    expert = Addressee.objects.create(name="Independent Expert")
    stream = ReportingObligation.objects.create(
        mandate=mandate, addressee=expert, recipient="HRC", standing="suggested"
    )
    for number in range(MOST_ROWS + 5):
        step = due("H7", date(2026, 12, 1) + number * A_DAY)
        Request.objects.create(mandate=mandate, verb="request", text=f"to look at lighthouse {number}")
    Report.objects.create(mandate=mandate, obligation=stream, session=step.session)


@pytest.mark.parametrize("of", LISTS)
@pytest.mark.parametrize("query", ["", "standing=all"])
def test_the_mail_counts_the_rows_of_the_page(mail_server, client, kept, office, officer, of, query):
    kept(of=of, query=query)
    send_due_reminders(MONDAY)
    client.force_login(officer)
    page = client.get(f"/{of}/?{query}").context["page"]
    mails = views_to(mail_server, officer)
    assert filtered(of, query, officer).qs.count() == page.paginator.count
    if not page.paginator.count:
        assert mails == []
        return
    assert mails[0]["Subject"] == f"Submissions: {page.paginator.count}"
    text = mails[0].get_body(["plain"]).get_content()
    more = page.paginator.count - MOST_ROWS
    assert (f"{more} more on its page" in text) == (more > 0)


@pytest.mark.parametrize("how_many", [1, MOST_ROWS])
def test_a_view_costs_the_same_for_one_row_as_for_many(
    mail_server, kept, far_off, how_many, django_assert_max_num_queries
):
    kept()
    far_off(how_many)
    with django_assert_max_num_queries(60):
        send_due_reminders(MONDAY)


@pytest.mark.parametrize("query", ["who=%00", "mandate=%00", "q=%00"])
def test_a_view_that_asks_for_what_no_database_takes_stops_no_reminder(mail_server, kept, due, head, query):
    kept(query=query)
    due("H7", date(2026, 4, 2))
    send_due_reminders(MONDAY)
    assert len(mail_server.to(head.email)) == 1
    assert MondayLook.objects.exists()
