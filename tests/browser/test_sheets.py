"""Calendars, renewals, forecast and compliance in a real browser: the jobs of officer and head of unit, counted."""

import io
from datetime import date

import pytest
from django.test import Client
from openpyxl import load_workbook
from pdfminer.high_level import extract_pages, extract_text
from playwright.sync_api import expect

from mandates.models import CalendarFeed, Mandate, MandateAction, MandateHolder, Session
from mandates.records.deadlines import set_date
from mandates.records.planning import replan

from .clicks import Clicks
from .looks import no_barrier, no_scrolling_sideways

pytestmark = pytest.mark.browser


@pytest.fixture
def twelve(mandate, text, sessions, officer):
    """Twelve mandates, renewed at the 61st, 62nd and 63rd session in turn, each with a holder."""
    sessions[63] = Session.objects.create(number=63)
    for number in range(11):
        other = Mandate.objects.create(
            name=f"Special Rapporteur on the made-up right to the subject number {number} and all that hangs on it",
            slug=f"made-up-{number}",
            owner=officer,
            unit=officer.unit,
            renewal_state=Mandate.RenewalState.DUE,
            renewal_session=sessions[61 + number % 3],
            anniversary=date(2026, 6, 1),
            renewal_gap=number % 2 == 0,
        )
        other.runs_on = MandateAction.objects.create(
            mandate=other, resolution=text, what="extends", paragraph_key="3", term="P3Y"
        )
        other.save()
        MandateHolder.objects.create(mandate=other, name=f"Holder number {number}", took_office="2022-08-01")
    MandateHolder.objects.create(mandate=mandate, name="First holder", took_office="2020-05-01")


@pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain forms"])
def test_an_officer_has_a_feed_in_two_clicks_that_moves_and_can_be_revoked(
    desk, monday, easter, officer, live_server, javascript
):
    clicks = Clicks(desk("/", javascript=javascript))
    clicks.on("Calendar feed")
    clicks.on("Make my address", "button")
    assert clicks.number < 3
    secret = CalendarFeed.objects.running().get(person=officer).secret
    expect(clicks.page.locator("#address")).to_have_text(f"http://testserver/feeds/{secret}/desk.ics")
    feed = Client()
    before = feed.get(f"/feeds/{secret}/desk.ics").content.decode()
    assert f"UID:deadline-{easter.pk}@" in before
    assert "DTSTART;VALUE=DATE:20260402" in before
    set_date(easter, date(2026, 4, 9), by=officer, reason="slot agreed")
    after = feed.get(f"/feeds/{secret}/desk.ics").content.decode()
    assert after.count("UID:deadline-") == 1
    assert "DTSTART;VALUE=DATE:20260409" in after

    clicks = Clicks(desk("/", javascript=javascript))
    clicks.on("Calendar feed")
    clicks.on("Revoke", "button")
    assert clicks.number < 3
    expect(clicks.page.get_by_role("status").first).to_contain_text("Revoked")
    assert feed.get(f"/feeds/{secret}/desk.ics").status_code == 410


def test_a_head_makes_the_forecast_sheet_in_two_clicks(desk, today, easter, head):
    today(date(2025, 10, 1))  # the forecast of the meetings from 9 January to 9 July 2026 is entered this week
    clicks = Clicks(desk("/", person=head))
    clicks.on("Forecast sheet")
    with clicks.page.expect_download() as coming:
        clicks.on("Spreadsheet")
    assert clicks.number < 3
    assert coming.value.suggested_filename == "forecast-2025-10.xlsx"
    rows = list(load_workbook(io.BytesIO(coming.value.path().read_bytes())).active.iter_rows(values_only=True))
    line = dict(zip(rows[0], rows[1], strict=True))
    assert (line["Legislative mandate"], line["Paragraph"]) == ("A/HRC/RES/53/5", "9")
    assert line["Words at most"] == 10_700


def test_a_head_prints_the_renewals_of_three_sessions_on_two_sheets(desk, monday, twelve, head):
    clicks = Clicks(desk("/", person=head))
    clicks.on("Renewals", within=clicks.page.get_by_role("navigation", name="Sheets"))
    assert clicks.number < 3
    expect(clicks.page.locator("tbody tr")).to_have_count(12)
    expect(clicks.page.locator("tbody")).to_contain_text("31–13–3")
    printed = clicks.page.pdf(format="A4", prefer_css_page_size=True)
    assert len(list(extract_pages(io.BytesIO(printed)))) <= 2
    words = " ".join(extract_text(io.BytesIO(printed)).split())
    for number in range(11):
        assert f"Holder number {number}" in words
    assert "31 July 2028" in words  # six years from 1 August 2022


def test_an_officer_sees_why_a_date_is_what_it_is_in_one_click(desk, monday, easter):
    clicks = Clicks(desk("/"))
    row = clicks.page.locator(f"#due-{easter.pk}")
    clicks.number += 1
    row.locator("summary").first.click()
    assert clicks.number == 1
    for words in ("53/5, para. 9", "Mon 6 Apr", "Easter Monday", "Thu 2 Apr", "L. Haddad"):
        expect(row).to_contain_text(words)


def test_an_officer_sets_the_slot_that_was_agreed_in_under_four_clicks_and_replanning_leaves_it(desk, monday, easter):
    clicks = Clicks(desk("/"))
    row = clicks.page.locator(f"#due-{easter.pk}")
    clicks.number += 1
    row.locator("summary").first.click()
    clicks.on("Set another date", within=row)
    clicks.page.get_by_label("Due on").fill("2026-04-09")
    clicks.page.get_by_label("Reason").fill("slot agreed with conference management")
    clicks.on("Set date", "button")
    assert clicks.number < 4
    expect(clicks.page.locator(f"#due-{easter.pk}")).to_contain_text("set by")
    easter.refresh_from_db()
    assert (easter.due_on, easter.set_by_hand) == (date(2026, 4, 9), True)
    replan([easter.mandate_id])
    easter.refresh_from_db()
    assert easter.due_on == date(2026, 4, 9)


def test_a_head_sees_the_list_behind_a_quarterly_number_in_two_clicks(desk, monday, deadline, head):
    late = deadline(due_on=date(2025, 11, 10), met_on=date(2025, 11, 14))
    clicks = Clicks(desk("/", person=head))
    clicks.on("On time and late")
    clicks.on("1", within=clicks.page.get_by_role("row", name="Made-up solidarity"))
    assert clicks.number < 3
    clicks.page.wait_for_url("**which=due**")
    expect(clicks.page.locator("#behind tbody tr")).to_have_count(1)
    expect(clicks.page.locator("#behind")).to_contain_text("Submitted late")
    expect(clicks.page.locator(f"#behind a[href='/reports/{late.report_id}/']")).to_be_visible()


def test_a_head_filters_slot_dates_before_the_summer_and_a_colleague_sees_the_same(
    desk, monday, deadline, head, colleague
):
    deadline(due_on=date(2026, 6, 12))
    deadline(due_on=date(2026, 7, 15))
    clicks = Clicks(desk("/", person=head))
    clicks.on("Deadlines")
    clicks.page.get_by_label("until").fill("2026-06-20")
    clicks.page.get_by_role("searchbox", name="Words").fill("submit")
    clicks.on("Show", "button")
    assert clicks.number < 4
    rows = clicks.page.locator("tbody tr")
    expect(rows).to_have_count(1)
    address = clicks.page.url.partition("/deadlines/")[2]
    theirs = desk(f"/deadlines/{address}", person=colleague)
    expect(theirs.locator("tbody tr")).to_have_text(rows.all_text_contents())


@pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain forms"])
def test_the_month_is_bars_with_a_list_on_a_telephone(desk, monday, easter, javascript):
    page = desk("/deadlines/?view=month&month=2026-04", width=390, javascript=javascript)
    assert page.locator(".month .ev").first.bounding_box()["height"] == 6
    expect(page.locator(".month-list")).to_contain_text("Submit the report, HRC62")
    wide = desk("/deadlines/?view=month&month=2026-04", javascript=javascript)
    expect(wide.locator(".month .ev").first).to_contain_text("Submit the report")
    expect(wide.locator(".month-list")).to_be_hidden()


def test_filters_keep_the_month(desk, monday, easter):
    page = desk("/deadlines/?view=month&month=2026-04")
    page.get_by_role("link", name="Mine", exact=True).click()
    page.wait_for_url("**/deadlines/?who=me&view=month&month=2026-04")
    expect(page.locator(".month .ev").first).to_contain_text("Submit the report")


ADDRESSES = [
    "/deadlines/?view=month&month=2026-04", "/deadlines/?view=year", "/renewals/", "/reports/?standing=all",
    "/reports/compliance/?quarter=2026-2&which=due", "/forecast/?window=2025-10", "/sessions/hrc62/pack/", "/calendar/",
    "/sessions/hrc62/", "/mandates/solidarity/",
]  # fmt: skip


def test_no_barrier_is_found(desk, live_server, monday, easter):
    page = desk("/rules/")
    for address in [*ADDRESSES, f"/reports/{easter.report_id}/"]:
        page.goto(live_server.url + address)
        no_barrier(page)


def test_no_page_scrolls_sideways(desk, live_server, monday, easter):
    page = desk("/rules/")
    for address in [*ADDRESSES, f"/reports/{easter.report_id}/"]:
        page.goto(live_server.url + address)
        no_scrolling_sideways(page)


def test_the_plan_of_a_session_prints_with_its_steps_and_without_its_form(desk, monday, easter):
    printed = desk("/sessions/hrc62/").pdf(format="A4", prefer_css_page_size=True)
    assert len(list(extract_pages(io.BytesIO(printed)))) == 1
    words = " ".join(extract_text(io.BytesIO(printed)).split())
    for said in ("11 weeks before", "Submit the report", "Made-up solidarity", "Today", "HRC62 opens"):
        assert said in words
    assert "Preview what would move" not in words


def test_the_calendars_print_on_one_sheet(desk, monday, many):
    many(10, date(2026, 4, 1))
    for address in ADDRESSES[:2]:
        printed = desk(address).pdf(format="A4", prefer_css_page_size=True)
        assert len(list(extract_pages(io.BytesIO(printed)))) == 1, address
