"""Going on leave, and what is a week late with the head of unit: from the desk, with every click counted."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from mandates.models import HandOver, LogEntry, Mandate, Notice
from mandates.reminding.telling import what_to_tell

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MONDAY = date(2026, 3, 30)


@pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain forms"])
def test_two_mandates_are_handed_over_until_a_day_in_under_five_clicks(
    desk, live_server, monday, easter, mandate, officer, colleague, unit, javascript
):
    """Desk officer, 10."""
    for name in ("Albinism", "Cambodia"):
        Mandate.objects.create(name=name, slug=name.lower(), owner=officer, unit=unit)
    page = desk("/", javascript=javascript)
    page.get_by_role("link", name="Go on leave").click()  # click 1
    page.get_by_label("Cambodia").click()  # click 2: of three, this one stays
    page.get_by_label("To", exact=True).select_option(label=str(colleague))  # click 3
    page.get_by_label("Last day").fill("2026-04-10")  # typed
    page.get_by_label("Note").fill("Annual leave")  # typed
    if javascript:
        expect(page.locator("#foreseen")).to_contain_text("10 Apr 2026")
    expect(page.locator("#foreseen")).to_contain_text("Submit the report")
    page.get_by_role("button", name="Hand over").click()  # click 4
    expect(page.locator("main")).to_contain_text("Tomás Ibarra")
    expect(page.locator("main")).to_contain_text("Albinism, Made-up solidarity")
    assert {str(each) for each in HandOver.objects.get().mandates.all()} == {"Albinism", "Made-up solidarity"}
    told = what_to_tell(MONDAY).by_person
    assert officer.pk not in told, "reminders follow"
    page.goto(live_server.url + mandate.get_absolute_url())
    expect(page.locator("#log")).to_contain_text("Annual leave")
    assert LogEntry.objects.filter(what="handed", by=officer).count() == 2
    assert Notice.objects.get().person == colleague


def test_it_is_ended_from_the_desk_in_two_clicks(desk, monday, easter, mandate, officer, colleague):
    row = HandOver.objects.create(away=officer, to=colleague, from_on=MONDAY, until=date(2026, 4, 10))
    row.mandates.add(mandate)
    page = desk("/")
    expect(page.locator("#due")).not_to_contain_text("Submit the report")
    page.get_by_role("link", name="Hand-overs", exact=True).click()  # click 1
    page.get_by_role("button", name="End now").click()  # click 2
    expect(page.get_by_role("status").first).to_contain_text("is with L. Haddad again")
    page.get_by_role("link", name="Desk", exact=True).click()
    expect(page.locator("#due")).to_contain_text("Submit the report")


@pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain forms"])
def test_a_late_row_is_reassigned_in_two_clicks(desk, today, easter, colleague, head, javascript):
    """Head of unit, 7: from the row, as from the mail; a name is one press."""
    today(easter.late_after + timedelta(days=7))
    page = desk("/", person=head, javascript=javascript)
    row = page.locator(f"#due-{easter.pk}")
    expect(row).to_contain_text("7 days late")
    row.get_by_role("link", name="Reassign").click()  # click 1
    page.get_by_role("button", name=str(colleague)).click()  # click 2
    expect(page.locator("main")).to_contain_text("Now with T. Ibarra")
    easter.refresh_from_db()
    assert easter.assigned_to == colleague
