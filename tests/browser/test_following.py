"""Following a mandate, end to end: two clicks, then a renewal under a new symbol and the mail with the note."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mandates.models import Follow, Notice
from mandates.records.renewal import record_outcome
from mandates.reminding.sending import send_due_reminders
from tests.reminding.conftest import mail_server  # noqa: F401

from .looks import no_barrier

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOTE = "our note to the mission quotes paragraph 9"


@pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain forms"])
def test_a_mandate_is_followed_in_two_clicks_and_its_renewal_is_told_with_the_note(
    desk,
    monday,
    mandate,
    officer,
    colleague,
    mail_server,  # noqa: F811
    javascript,
):
    """Observer, 6: under three clicks; the follow outlives the symbol, and the mail repeats the note."""
    page = desk("/?who=all", person=colleague, javascript=javascript)
    page.locator("a[href='/mandates/solidarity/']").first.click()  # click 1
    page.get_by_label("Why I follow it").fill(NOTE)
    page.get_by_role("button", name="Follow", exact=True).click()  # click 2
    expect(page.locator("#follow")).to_contain_text(NOTE)
    assert Follow.objects.get().by_mail

    record_outcome(mandate, what="extends", symbol="62/9", adopted="2026-03-27", term="P3Y", by=officer)
    day = timezone.localdate() + timedelta(days=1)
    send_due_reminders(day, at=timezone.make_aware(datetime.combine(day, time(6))))
    [message] = mail_server.to(colleague.email)
    assert "62/9 extends" in message.get_body(["plain"]).get_content()
    assert NOTE in message.get_body(["plain"]).get_content()

    page.reload()
    expect(page.locator("#follow")).to_contain_text(NOTE)  # it runs on another symbol, and is followed as before
    inbox = page.locator("a.inbox")
    expect(inbox).to_contain_text("1")
    inbox.click()
    notice = page.locator("article.notice")
    expect(notice).to_contain_text("62/9 extends")
    expect(notice).to_contain_text(NOTE)
    page.get_by_role("button", name="Mark as read").click()
    expect(page.locator("main")).to_contain_text("Nothing new since you last looked.")
    expect(page.locator("a.inbox b")).to_have_count(0)
    assert Notice.objects.get().read_at


def test_axe_finds_nothing_on_the_inbox_and_what_is_followed(desk, live_server, mandate, officer, colleague):
    Follow.objects.create(person=colleague, mandate=mandate, why=NOTE)
    record_outcome(mandate, what="extends", symbol="62/9", adopted="2026-03-27", term="P3Y", by=officer)
    page = desk("/notices/", person=colleague)
    for path in ("/notices/", "/following/", "/calendar/", "/mandates/solidarity/"):
        page.goto(live_server.url + path)
        no_barrier(page)
