"""A stream of reports is ended and taken up again in a real browser: by keyboard, with and without scripts, on a
telephone."""

from datetime import date

import pytest
from playwright.sync_api import expect

from mandates.models import Paragraph, ReportingObligation, Resolution
from mandates.reading.doubts import ENDS_REPORTING
from mandates.records.loading import load_reference, load_sample

from .looks import no_barrier, no_scrolling_sideways

pytestmark = pytest.mark.browser
MANDATE = "/mandates/international-solidarity/"


@pytest.fixture
def council(transactional_db, today):
    """The stream to the Council, and a text that ends it: nobody has looked at that yet."""
    load_reference()
    mandate = load_sample(today(date(2026, 3, 30)), followed_since=date(2025, 12, 1))
    text = Resolution.objects.create(
        symbol="A/HRC/RES/61/20", title="Lighthouses", adopted="2026-03-27", warnings=[ENDS_REPORTING]
    )
    words = "Requests the Independent Expert to end reporting on the implementation of Council resolution 44/11"
    Paragraph.objects.create(resolution=text, position=1, kind="operative", number="25", key="25", text=words)
    return mandate.obligations.get(recipient="HRC", recurrence="regular")


def pressed(page, role, name):
    """Press what has this name, from the keyboard, once it can be reached there."""
    target = page.get_by_role(role, name=name).first
    for _key in range(120):
        if target.evaluate("each => each === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(target).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_load_state()


@pytest.mark.parametrize(
    ("javascript", "width"), [(True, 1440), (False, 390)], ids=["with scripts", "a telephone without scripts"]
)
def test_the_text_that_ends_a_stream_leads_there_and_the_keyboard_does_it(desk, council, javascript, width):
    page = desk("/resolutions/61/20/", javascript=javascript, width=width)
    pressed(page, "link", "End this stream")
    expect(page.get_by_label("Text that ends it")).to_have_value("61/20")
    expect(page.get_by_text("to end reporting on the implementation")).to_be_visible()
    pressed(page, "button", "Show what would go")
    expect(page.get_by_text("dates go, in 1 mandate.")).to_be_visible()
    pressed(page, "button", "End the stream")
    expect(page.get_by_text("Ended by it:")).to_be_visible()
    assert ReportingObligation.objects.get(pk=council.pk).ended_on == date(2026, 3, 27)

    page.goto(page.url.split("/resolutions/")[0] + MANDATE)
    expect(page.locator(f"#stream-{council.pk}")).to_contain_text("ended Fri 27 Mar 2026")
    pressed(page, "link", "Take up again")
    page.get_by_label("Why, kept in the log").fill("the wrong stream")
    page.keyboard.press("Enter")
    expect(page.get_by_text("dates are new, in 1 mandate.")).to_be_visible()
    pressed(page, "button", "Take it up again")
    expect(page.locator(f"#stream-{council.pk}")).to_contain_text("followed since")
    assert ReportingObligation.objects.get(pk=council.pk).ended_on is None


def test_no_barrier_is_found_and_nothing_scrolls_sideways(desk, council):
    page = desk("/resolutions/61/20/")
    no_barrier(page)
    page.get_by_role("link", name="End this stream").first.click()
    for button in ("Show what would go", "End the stream"):
        no_barrier(page)
        no_scrolling_sideways(page)
        page.get_by_role("button", name=button).click()
    page.goto(page.url.split("/resolutions/")[0] + MANDATE)
    no_barrier(page)
    no_scrolling_sideways(page)
