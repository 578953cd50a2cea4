"""From the mail to the desk, end to end: a real mail server, the mail as it came, its links in a real browser."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from mandates.models import Deadline, LogEntry, Mail, Rule
from mandates.reminding.sending import send_due_reminders
from tests.reminding.conftest import mail_server  # noqa: F401

from .clicks import Clicks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MONDAY = date(2026, 3, 30)


@pytest.fixture
def sent(live_server, settings, monday, mail_server, submitting):  # noqa: F811
    """Send what is due on the shown Monday, and give the links of the mail to a person by their words."""
    settings.DESK_URL = live_server.url
    Rule.objects.filter(pk=submitting.pk).update(owner_leads="28,14,7,3,1", head_leads="7,-7")

    def sent(person, day=MONDAY):
        send_due_reminders(day)
        html = mail_server.to(person.email)[-1].get_body(["html"]).get_content()
        return {words: address for address, words in re.findall(r'<a class="a" href="([^"]+)"[^>]*>([^<]+)</a>', html)}

    return sent


@pytest.fixture
def mail_program(chromium):
    """A page in a browser that is signed in nowhere, as a mail program opens a link."""
    context = chromium.new_context()
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_a_reminder_is_snoozed_from_the_mail_in_one_click_and_one_to_confirm(sent, mail_program, easter, officer):
    """Desk officer, 7."""
    address, page = sent(officer)["Snooze two weeks"], mail_program
    clicks = Clicks(page)
    clicks.in_mail(address)
    easter.refresh_from_db()
    assert easter.snoozed_until is None, "the link alone changes nothing"
    expect(page.get_by_label("in 2 weeks")).to_be_checked()
    clicks.on("Snooze", "button")
    assert clicks.number == 1 + 1, "one click, and one to confirm"
    expect(page.locator("main [role=status]")).to_contain_text("Snoozed until Mon 13 April 2026")
    easter.refresh_from_db()
    assert (easter.snoozed_until, easter.due_on) == (date(2026, 4, 13), date(2026, 4, 2))
    assert LogEntry.objects.get(what="snoozed").by == officer


def test_a_third_snooze_from_the_mail_to_a_day_reaches_the_head(
    sent,
    mail_program,
    easter,
    officer,
    head,
    mail_server,  # noqa: F811
):
    """Desk officer, 7: to a date, and the third one tells the head of unit."""
    Deadline.objects.filter(pk=easter.pk).update(snoozes=2)
    address, page = sent(officer)["Snooze two weeks"], mail_program
    clicks = Clicks(page)
    clicks.in_mail(address)
    expect(page.get_by_text("The head of unit is told of it.")).to_be_visible()
    page.get_by_label("or on").fill("2026-04-15")  # typed
    clicks.on("Snooze", "button")
    assert clicks.number == 1 + 1
    expect(page.locator("main [role=status]")).to_contain_text("Snoozed until Wed 15 April 2026")
    send_due_reminders(MONDAY + timedelta(days=1))  # the head had the mail of the Monday
    text = mail_server.to(head.email)[-1].get_body(["plain"]).get_content()
    assert "snoozed 3 times, now until Wed 15 Apr" in text


def test_done_acknowledged_and_turned_off_from_the_mail_each_ask_once_more(sent, mail_program, easter, officer):
    links = sent(officer)
    page = mail_program
    page.goto(links["I have seen this"])
    page.get_by_role("button", name="Yes, I have seen it").click()
    expect(page.locator("main [role=status]")).to_be_visible()
    assert Mail.objects.get(person=officer).acknowledged_at
    page.goto(links["Done"])
    page.get_by_role("button", name="Submitted").click()
    expect(page.locator("main [role=status]")).to_contain_text("by L. Haddad")
    easter.refresh_from_db()
    assert easter.met_on == MONDAY
    page.goto(links["No more of these mails"])
    page.get_by_role("button", name="Send me none").click()
    expect(page.locator("main [role=status]")).to_contain_text("Your reminders")
    officer.refresh_from_db()
    assert not officer.mail_habit.digest


def test_what_is_a_week_late_without_a_note_reaches_the_head_who_reassigns_it(
    sent, desk, easter, officer, colleague, head, live_server
):
    """Head of unit, 7: under three clicks, from the mail."""
    late = easter.late_after + timedelta(days=7)
    page = desk("/", person=head)
    page.goto(sent(head, late)["Reassign"])  # click 1: the link in the mail
    page.get_by_role("button", name=str(colleague)).click()  # click 2
    expect(page.locator("main")).to_contain_text("Now with T. Ibarra")
    easter.refresh_from_db()
    assert easter.assigned_to == colleague


@pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain forms"])
def test_i_never_got_it_is_answered_in_one_click(sent, desk, easter, officer, javascript):
    sent(officer)
    page = desk("/", javascript=javascript)
    page.goto(f"{page.url.rstrip('/')}/deadlines/{easter.pk}/")
    told = page.locator("#told")
    expect(told).to_contain_text("accepted by the mail server")
    told.get_by_role("link", name="The mail of").click()
    expect(page.locator("pre")).to_contain_text("Submit the report")
