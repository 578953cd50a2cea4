"""44/11 in a real browser: read, cited, decided upon, printed."""

from datetime import date

import pytest
from playwright.sync_api import expect

from mandates.models import Request
from mandates.records.loading import load_reference, load_sample
from mandates.records.requests import reject_request

from .looks import no_barrier, no_scrolling_sideways

ADDRESS = "/resolutions/44/11/"


@pytest.fixture
def sample(transactional_db, today):
    load_reference()
    day = today(date(2026, 3, 30))
    return load_sample(day, followed_since=date(2025, 12, 1))


@pytest.mark.parametrize("address", [ADDRESS, "/resolutions/53/5/", "/resolutions/"])
def test_no_barrier_is_found(desk, sample, address):
    no_barrier(desk(address))


@pytest.mark.parametrize("address", [ADDRESS, "/resolutions/DEC/16/118/", "/find/?q=solidarity"])
def test_the_page_does_not_scroll_sideways(desk, sample, address):
    no_scrolling_sideways(desk(address))


def test_nothing_offends_the_content_security_policy(desk, sample, live_server):
    page = desk("/resolutions/")
    heard = []
    page.on("console", lambda line: heard.append(line.text) if line.type == "error" else None)
    page.goto(live_server.url + ADDRESS)
    assert heard == []


def test_typing_44_11_lands_on_the_text(desk, sample, live_server):
    page = desk("/resolutions/", javascript=False)
    page.locator("#find").fill("44/11")
    page.locator("#find").press("Enter")
    expect(page).to_have_url(live_server.url + ADDRESS)


def test_a_paragraph_is_cited_by_its_address(desk, sample, live_server):
    page = desk(ADDRESS, width=390)
    page.locator("#op-16 .no a").click()
    expect(page).to_have_url(live_server.url + "/resolutions/44/11/#op-16")
    expect(page.locator("#op-16")).to_be_in_viewport()


@pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain forms"])
def test_a_request_is_confirmed_beside_its_paragraph(desk, sample, javascript):
    page = desk(ADDRESS, javascript=javascript)
    page.locator("#op-8").get_by_role("button", name="Confirm").click()
    expect(page.locator("#op-8 .decide")).to_contain_text("confirmed")
    expect(page.locator("#op-8 .decide")).to_contain_text("by L. Haddad")
    expect(page.locator("#op-11").get_by_role("button", name="Confirm")).to_have_count(2)


@pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain forms"])
def test_who_comes_second_sees_what_the_colleague_decided(desk, sample, colleague, javascript):
    page = desk(ADDRESS, javascript=javascript)
    reject_request(Request.objects.get(sources__paragraph__key="8"), by=colleague)
    page.locator("#op-8").get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("a colleague was first")).to_be_visible()
    expect(page.locator("#op-8 .decide").first).to_contain_text("rejected by T. Ibarra")


def test_it_prints_its_text_its_notes_and_its_vote_and_no_buttons(desk, sample):
    page = desk(ADDRESS)
    page.emulate_media(media="print")
    for kept in ("#op-16", "#op-16 .notes", "#vote .region"):
        expect(page.locator(kept).first).to_be_visible()
    for left_out in (".toc", ".acts", ".tools"):
        expect(page.locator(left_out).first).to_be_hidden()
