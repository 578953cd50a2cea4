"""A filtered list is sent as a link, kept under a name, and comes by mail on Mondays: end to end."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from mandates.models import Deadline, MondayLook
from mandates.reminding.sending import send_due_reminders
from tests.reminding.conftest import mail_server  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MONDAY, NEXT_MONDAY = date(2026, 3, 30), date(2026, 4, 6)


def before_the_summer(page):
    """Slot dates before the summer, not yet submitted: open ones are what the list shows unless asked otherwise."""
    page.get_by_role("navigation", name="Places").get_by_role("link", name="Deadlines").click()  # click 1
    page.get_by_label("until", exact=True).fill("2026-06-14")
    page.get_by_label("Words", exact=True).fill("submit")
    page.locator("main").get_by_role("button", name="Show").click()  # click 2
    page.wait_for_url("**q=submit**")


@pytest.fixture
def slots(monday, deadline):
    """Two slots before the summer, one of them submitted already, one after it, and another step."""
    deadline(due_on=date(2026, 6, 1), step="Submit the report on visits")
    deadline(due_on=date(2026, 6, 2), step="Submit what is done", met_on=MONDAY, standing="met")
    deadline(due_on=date(2026, 9, 1), step="Submit after the summer")
    deadline(due_on=date(2026, 5, 4), step="Clear the draft")


@pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain forms"])
def test_the_colleague_sees_the_same_list_under_the_link(desk, slots, head, colleague, javascript):
    """Head of unit, 2: under four clicks from the dashboard."""
    page = desk("/", person=head, javascript=javascript)
    before_the_summer(page)
    rows = page.locator("#list tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Submit the report on visits")
    address = page.url.partition("/deadlines/")[2]
    theirs = desk(f"/deadlines/{address}", person=colleague, javascript=javascript)
    assert theirs.locator("#list tbody tr").all_inner_texts() == rows.all_inner_texts()


@pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain forms"])
def test_it_is_kept_and_comes_by_mail_on_mondays_and_not_when_it_is_empty(
    desk,
    slots,
    head,
    mail_server,  # noqa: F811
    javascript,
):
    """Head of unit, 3: under four clicks, from the dashboard with the filters of 2."""
    page = desk("/", person=head, javascript=javascript)
    before_the_summer(page)  # clicks 1 and 2
    page.get_by_label("Save this list as").fill("Slots before the summer")
    page.get_by_role("button", name="Save, with a mail on Mondays").click()  # click 3
    expect(page.locator("main [role=status]")).to_contain_text("from Mon 6 April on")
    expect(page.locator("#views a[aria-current]")).to_have_text("Slots before the summer")

    def mails():
        send_due_reminders(NEXT_MONDAY + timedelta(weeks=len(MondayLook.objects.values("monday").distinct())))
        return [mail for mail in mail_server.to(head.email) if "Slots before the summer" in mail["Subject"]]

    [message] = mails()
    assert message["Subject"] == "Slots before the summer: 1"
    assert "Submit the report on visits" in message.get_body(["plain"]).get_content()
    Deadline.objects.filter(due_on=date(2026, 6, 1)).update(met_on=NEXT_MONDAY, standing="met")
    assert len(mails()) == 1, "a Monday with nothing is a Monday without mail"
    assert MondayLook.objects.count() == 2
