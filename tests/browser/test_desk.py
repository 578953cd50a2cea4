"""The desk in a real browser: every act with and without scripts, the receipt, the keyboard, and axe."""

from datetime import date, timedelta

import pytest
from django.test import Client
from playwright.sync_api import expect

from mandates.models import ReportingObligation, Standing

from .looks import no_barrier, no_scrolling_sideways

pytestmark = pytest.mark.browser

WITH_AND_WITHOUT = pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain forms"])


def row(page, one):
    return page.locator(f"#due-{one.pk}")


@WITH_AND_WITHOUT
def test_a_report_is_marked_submitted_in_one_press_and_open_again_in_one(desk, monday, easter, javascript):
    page = desk("/", javascript=javascript)
    row(page, easter).get_by_role("button", name="Submitted").click()
    expect(page.locator("[role=status]").filter(visible=True).first).to_be_visible()
    if not javascript:
        page.get_by_role("link", name="Undo").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    easter.refresh_from_db()
    assert easter.met_on == date(2026, 3, 30)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Submitted")).to_be_visible()
    easter.refresh_from_db()
    assert easter.met_on is None


def test_the_numbers_change_with_the_row(desk, monday, easter):
    page = desk("/")
    expect(page.locator("#count-week")).to_have_text("1")
    row(page, easter).get_by_role("button", name="Submitted").click()
    expect(page.locator("#count-week")).to_have_text("0")
    expect(page.locator("#lead")).to_contain_text("nothing due in the next 7 days")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()


@WITH_AND_WITHOUT
def test_a_date_is_snoozed_with_a_reason(desk, monday, easter, javascript):
    page = desk("/", javascript=javascript)
    row(page, easter).get_by_role("link", name="Snooze").click()
    page.get_by_label("in 2 weeks").check()
    page.get_by_label("Reason").fill("missions asked for time")
    page.get_by_role("button", name="Snooze").click()
    expect(row(page, easter)).to_contain_text("snoozed to Mon 13 Apr")
    easter.refresh_from_db()
    assert (easter.snoozed_until, easter.due_on) == (date(2026, 4, 13), date(2026, 4, 2))


def test_where_nothing_was_typed_the_lost_connection_does_not_say_that_it_is_still_here(desk, monday, easter):
    page = desk("/")
    page.context.set_offline(True)
    row(page, easter).get_by_role("button", name="Submitted").click()
    expect(page.get_by_text("the desk could not be reached")).to_be_visible()
    expect(page.get_by_text("What you typed is still here.")).to_have_count(0)
    page.context.set_offline(False)
    row(page, easter).get_by_role("link", name="Snooze").click()
    page.get_by_label("Reason").fill("missions asked for time")
    page.context.set_offline(True)
    page.get_by_role("button", name="Snooze").click()
    expect(page.get_by_text("What you typed is still here.")).to_be_visible()


@WITH_AND_WITHOUT
def test_another_date_is_set_with_a_reason_and_the_rules_day_stays_to_be_seen(desk, monday, easter, javascript):
    page = desk("/", javascript=javascript)
    if javascript:
        row(page, easter).locator("summary").click()
        row(page, easter).get_by_role("link", name="Set another date").click()
    else:
        row(page, easter).get_by_role("link", name="Submit the report").click()
        page.get_by_role("link", name="Set another date").first.click()
    page.get_by_label("Due on").fill("2026-04-20")
    page.get_by_role("button", name="Set date").click()
    expect(page.get_by_text("Say why")).to_be_visible()  # a reason is asked for, and what was typed is kept
    expect(page.get_by_label("Due on")).to_have_value("2026-04-20")
    page.get_by_label("Reason").fill("slot agreed")
    page.get_by_role("button", name="Set date").click()
    if javascript:
        expect(page.locator("#month").locator(f"#due-{easter.pk}")).to_contain_text("set by L. Haddad")
    page.wait_for_load_state()
    page.goto(page.url.split("/deadlines")[0].rstrip("/") + f"/deadlines/{easter.pk}/")
    expect(page.locator(".receipt")).to_contain_text("Rule’s day")
    expect(page.locator(".receipt .sum")).to_contain_text("Mon 20 Apr 2026")


@WITH_AND_WITHOUT
def test_a_date_is_handed_to_a_colleague_and_noted(desk, monday, easter, colleague, javascript):
    page = desk("/?who=all", javascript=javascript)
    row(page, easter).get_by_role("link", name="Note").click()
    page.get_by_label("Note", exact=True).fill("The slot is being asked for.")
    page.get_by_role("button", name="Keep note").click()
    expect(page.get_by_text("Note kept.").first).to_be_visible()
    row(page, easter).get_by_role("link", name="Reassign").click()
    page.get_by_label("Reason").press("Enter")
    expect(page.get_by_role("button", name="Tomás Ibarra")).to_be_visible()  # no name is chosen by chance
    page.get_by_role("button", name="Tomás Ibarra").click()
    expect(row(page, easter).locator(".stage")).to_contain_text("T. Ibarra")


@WITH_AND_WITHOUT
def test_a_suggested_stream_is_confirmed_in_one_press(desk, monday, suggestion, javascript):
    page = desk("/", javascript=javascript)
    page.locator(f"#stream-{suggestion.pk}").get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("It is followed since 30 March 2026.")).to_be_visible()
    assert ReportingObligation.objects.get(pk=suggestion.pk).standing == Standing.CONFIRMED


@WITH_AND_WITHOUT
def test_the_reason_of_a_date_is_one_click_away(desk, monday, easter, javascript):
    page = desk("/", javascript=javascript)
    row(page, easter).locator("summary").click()
    if not javascript:
        row(page, easter).get_by_role("link", name="The whole calculation").click()
    expect(page.locator(".receipt .sum")).to_contain_text("Thu 2 Apr 2026")
    expect(page.locator(".receipt")).to_contain_text("Easter Monday, and on the way Good Friday")


def test_the_receipt_is_copied_with_one_press(desk, monday, easter):
    page = desk(f"/deadlines/{easter.pk}/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#citation").inner_text()
    assert "Submit the report, HRC62, due 2 April 2026." in copied


def test_without_the_script_no_button_promises_to_copy(desk, monday, easter):
    page = desk(f"/deadlines/{easter.pk}/", javascript=False)
    expect(page.locator("#citation")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_be_hidden()


@WITH_AND_WITHOUT
def test_a_filter_changes_the_list_and_the_address(desk, monday, easter, many, colleague, javascript):
    many(1)[0].__class__.objects.exclude(pk=easter.pk).update(assigned_to=colleague)
    page = desk("/", javascript=javascript)
    expect(page.locator(".row")).to_have_count(1)
    page.get_by_role("link", name="My unit").click()
    expect(page.locator(".row")).to_have_count(2)
    assert page.url.endswith("/?who=unit")
    expect(page.get_by_role("link", name="My unit")).to_have_attribute("aria-current", "true")
    page.go_back()
    expect(page.locator(".row")).to_have_count(1)
    expect(page.get_by_role("heading", name="What needs me now")).to_be_visible()


def test_a_colleague_who_was_first_is_seen_in_the_row(desk, monday, easter, colleague):
    page = desk("/")
    other = Client()
    other.force_login(colleague)
    other.post(f"/deadlines/{easter.pk}/done/")
    row(page, easter).get_by_role("button", name="Submitted").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


def test_the_keyboard_walks_the_rows_opens_the_reason_and_closes_a_form(desk, monday, many):
    first, second = many(2)
    page = desk("/")
    page.keyboard.press("j")
    expect(row(page, first).get_by_role("link", name="Submit the report")).to_be_focused()
    page.keyboard.press("j")
    expect(row(page, second).get_by_role("link", name="Submit the report")).to_be_focused()
    page.keyboard.press("s")
    expect(row(page, second).get_by_label("in 1 week")).to_be_focused()
    page.keyboard.press("Escape")
    expect(row(page, second).get_by_role("link", name="Snooze")).to_be_focused()
    page.keyboard.press("w")
    expect(row(page, second).locator(".receipt .sum")).to_be_visible()
    page.wait_for_function("() => performance.now() > 1600")  # a d soon after a g leads to the desk
    page.keyboard.press("d")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()


def test_a_second_d_takes_back_what_the_first_recorded(desk, monday, deadline):
    meeting = deadline(date(2026, 4, 2), report=None, obligation=None)
    page = desk("/")
    page.keyboard.press("j")
    page.keyboard.press("d")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("d")
    expect(row(page, meeting).get_by_role("button", name="Submitted")).to_be_visible()
    meeting.refresh_from_db()
    assert meeting.met_on is None


@pytest.mark.parametrize("place", ["desk", "receipt", "list", "form", "not recorded", "rules", "outcome"])
def test_axe_finds_nothing(desk, monday, easter, deadline, suggestion, place):
    deadline(due_on=date(2026, 3, 30) - timedelta(days=7))
    deadline(due_on=date(2025, 4, 7), standing="not_recorded")
    paths = {
        "desk": "/",
        "receipt": f"/deadlines/{easter.pk}/",
        "list": "/deadlines/?standing=all",
        "form": f"/deadlines/{easter.pk}/snooze/",
        "not recorded": "/not-recorded/",
        "rules": "/rules/",
        "outcome": "/mandates/solidarity/outcome/",
    }
    page = desk(paths[place])
    if place == "desk":
        row(page, easter).locator("summary").click()
        expect(page.locator(".receipt .sum")).to_be_visible()
        row(page, easter).get_by_role("link", name="Snooze").click()
        expect(page.get_by_label("in 1 week")).to_be_visible()
    no_barrier(page)


@pytest.mark.parametrize("path", ["/", "/deadlines/", "/not-recorded/", "/rules/", "/mandates/solidarity/outcome/"])
def test_no_page_scrolls_sideways(desk, monday, easter, deadline, suggestion, path):
    deadline(due_on=date(2025, 4, 7), standing="not_recorded")
    no_scrolling_sideways(desk(path))


def test_nothing_offends_the_content_security_policy(desk, live_server, monday, easter, suggestion):
    page = desk("/")
    heard = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda line: heard.append(line.text) if line.type == "error" else None)
    for path in ("/", f"/deadlines/{easter.pk}/", "/deadlines/", "/not-recorded/", "/rules/"):
        page.goto(live_server.url + path)
    page.goto(live_server.url + "/")
    row(page, easter).locator("summary").click()
    row(page, easter).get_by_role("link", name="Snooze").click()
    expect(page.get_by_label("in 1 week")).to_be_visible()
    assert heard == []
