"""The page of a mandate in a real browser: seen by everybody, used without a script, on paper and on a telephone."""

from datetime import date
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from mandates.models import ReportingObligation, Request
from mandates.records.loading import load_reference, load_sample

from .looks import no_barrier, no_scrolling_sideways

ADDRESS = "/mandates/international-solidarity/"


@pytest.fixture
def sample(transactional_db, today):
    load_reference()
    day = today(date(2026, 3, 30))
    mandate = load_sample(day, followed_since=date(2025, 12, 1))
    ReportingObligation.objects.filter(recipient="GA").update(
        standing="suggested", followed_since=None, confirmed_by=None, is_example=False
    )
    return mandate


@pytest.mark.parametrize("address", [ADDRESS, "/mandates/", "/requests/"])
def test_no_barrier_is_found(desk, sample, address):
    no_barrier(desk(address))


@pytest.mark.parametrize("address", [ADDRESS, "/mandates/", "/requests/", "/resolutions/"])
def test_the_page_does_not_scroll_sideways(desk, sample, address):
    no_scrolling_sideways(desk(address))


def test_nothing_offends_the_content_security_policy(desk, sample, live_server):
    page = desk("/mandates/")
    heard = []
    page.on("console", lambda line: heard.append(line.text) if line.type == "error" else None)
    for address in (ADDRESS, "/requests/", "/resolutions/"):
        page.goto(live_server.url + address)
    assert heard == []


def test_the_figure_is_drawn_where_there_is_room_and_hidden_where_not(desk, sample):
    expect(desk(ADDRESS, width=1440).locator("figure.chain")).to_be_visible()
    narrow = desk(ADDRESS, width=390)
    expect(narrow.locator("figure.chain")).to_be_hidden()
    expect(narrow.locator("ol.texts")).to_contain_text("DEC 16/118")


def test_bars_of_a_lane_follow_one_another_and_do_not_overlap(desk, sample):
    page = desk(ADDRESS)
    edges = page.evaluate(
        """() => [...document.querySelectorAll("figure.chain .bar")].map(bar => bar.getBoundingClientRect())
            .map(({left, right, top}) => [Math.round(top), left, right])"""
    )
    lanes = {}
    for top, left, right in edges:
        lanes.setdefault(top, []).append((left, right))
    assert len(lanes) == 2
    for lane in lanes.values():
        for (_left, right), (left, _right) in pairwise(lane):
            assert right <= left + 1


def test_the_printed_page_keeps_the_texts_and_leaves_out_the_places(desk, sample):
    page = desk(ADDRESS)
    page.emulate_media(media="print")
    expect(page.locator(".places")).to_be_hidden()
    expect(page.locator("ol.texts")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain forms"])
def test_a_suggested_stream_is_confirmed_on_the_page_of_its_mandate(desk, sample, javascript):
    page = desk(ADDRESS, javascript=javascript)
    stream = sample.obligations.get(recipient="GA")
    page.locator(f"#stream-{stream.pk}").get_by_role("button", name="Confirm").click()
    expect(page.locator(f"#stream-{stream.pk}")).to_contain_text("followed since Mon 30 Mar 2026")
    expect(page.locator(f"#stream-{stream.pk}")).to_contain_text("L. Haddad")


@pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain forms"])
def test_a_request_is_opened_beside_the_list_confirmed_and_logged(desk, sample, javascript, live_server):
    page = desk("/requests/", javascript=javascript)
    request = Request.objects.get(text__startswith="to report regularly")
    page.locator(f"#request-{request.pk}").get_by_role("link").first.click()
    expect(page).to_have_url(live_server.url + f"/requests/{request.pk}/")
    expect(page.get_by_role("blockquote")).to_contain_text("to report regularly to the Human Rights Council")
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator(".decide")).to_contain_text("by L. Haddad")
    expect(page.locator("#log")).to_contain_text("confirmed")
    if javascript:
        expect(page.locator(f"#standing-{request.pk}")).to_contain_text("confirmed")
        page.go_back()
        expect(page.locator("#list")).to_contain_text("to report regularly")


@pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain links"])
def test_a_filter_is_a_link_and_the_address_says_it(desk, sample, javascript, live_server):
    page = desk("/mandates/", javascript=javascript)
    page.get_by_role("link", name="in force").click()
    expect(page).to_have_url(live_server.url + "/mandates/?state=in+force")
    expect(page.locator("#list")).to_contain_text("No mandate answers to these filters.")
    expect(page.get_by_role("link", name="in force")).to_have_attribute("aria-current", "true")
