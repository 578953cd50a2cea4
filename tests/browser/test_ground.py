"""The ground of every page in a real browser, seen on a page that any desk has: the one for an unknown address."""

import pytest
from playwright.sync_api import expect

from .looks import no_scrolling_sideways

NOWHERE = "/no-such-place/"


@pytest.mark.parametrize(("path", "signed_in"), [(NOWHERE, True), (NOWHERE, False), ("/sign-in/", False)])
def test_nothing_offends_the_content_security_policy(desk, live_server, path, signed_in):
    page = desk(NOWHERE)
    heard = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda line: heard.append(line.text) if line.type == "error" else None)
    if not signed_in:
        page.context.clear_cookies()
    page.goto(live_server.url + path)
    # That the address is unknown is what was asked for.
    assert [line for line in heard if "404" not in line] == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_page_does_not_scroll_sideways(desk, direction):
    page = desk(NOWHERE)
    page.evaluate("direction => document.documentElement.dir = direction", direction)
    no_scrolling_sideways(page)


def test_the_skip_link_comes_first_and_leads_to_the_content(desk):
    page = desk(NOWHERE)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_slash_leads_to_find_and_escape_out_of_it(desk):
    page = desk(NOWHERE)
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("g?j")
    expect(page.locator("#find")).to_have_value("g?j")
    page.keyboard.press("Escape")
    expect(page.locator("#find")).not_to_be_focused()


def test_the_question_mark_opens_the_list_of_keys_and_escape_closes_it(desk):
    page = desk(NOWHERE)
    expect(page.locator("#keys dl")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.locator("#keys dl")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys dl")).to_be_hidden()


def test_g_and_a_letter_lead_to_a_place(desk, live_server):
    page = desk(NOWHERE)
    page.keyboard.press("g")
    page.keyboard.press("m")
    page.wait_for_url(f"{live_server.url}/mandates/")


def test_single_keys_can_be_switched_off_and_stay_off(desk):
    page = desk(NOWHERE)
    page.keyboard.press("?")
    page.locator("#single-keys").uncheck()
    page.reload()
    page.keyboard.press("/")
    expect(page.locator("#find")).not_to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#keys dl")).to_be_hidden()


def test_colours_are_remembered_and_set_by_the_server(desk):
    page = desk(NOWHERE)
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    assert 'data-theme="dark"' in page.request.get(page.url).text()
    page.get_by_role("button", name="As the system").click()
    assert "data-theme" not in page.request.get(page.url).text()[:400]


def test_paper_is_white_even_in_the_dark(desk):
    page = desk(NOWHERE, scheme="dark")
    page.get_by_role("button", name="Dark").click()
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    expect(page.locator(".masthead")).to_be_hidden()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_person_can_sign_out(desk, javascript):
    page = desk(NOWHERE, javascript=javascript)
    page.locator("summary", has_text="L. Haddad").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_what_needs_the_script_is_not_shown_without_it(desk):
    page = desk(NOWHERE, javascript=False)
    expect(page.locator("#keys")).to_be_hidden()
    expect(page.get_by_role("button", name="Dark")).to_be_hidden()
