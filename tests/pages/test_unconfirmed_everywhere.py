"""What nobody confirmed stays marked as a suggestion wherever it is seen, and reminds nobody.

A text is confirmed with all its facts but its one stream of reports, for the sixty-fifth session."""

from datetime import date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import lxml.html
import openpyxl
import pytest

from mandates.models import Deadline, Report, ReportingObligation
from mandates.records import drafts
from mandates.records.calendars import make_feed
from mandates.records.loading import load_reference
from mandates.records.streams import confirm_stream
from mandates.reminding.telling import what_to_tell
from tests.feeds.conftest import events_in
from tests.invented import OPERATIVE, resolution_text

TODAY = date(2026, 11, 24)
GENEVA = ZoneInfo("Europe/Zurich")
LATER = OPERATIVE[3].replace("sixty-third", "sixty-fifth")
MARKS = ("suggest", "not confirmed", "nobody has confirmed")


@pytest.fixture
def stream(db, today, officer, client):
    load_reference()
    today(TODAY)
    client.force_login(officer)
    draft = drafts.make_draft(resolution_text(operative=(*OPERATIVE[:3], LATER, OPERATIVE[4])), by=officer)
    for fact in draft.facts.exclude(kind="report"):
        drafts.accept(fact, fact.version, by=officer)
    drafts.confirm(draft, by=officer)
    return ReportingObligation.objects.get()


def is_marked(words):
    return any(mark in words.casefold() for mark in MARKS)


def of_the_stream(stream):
    """The addresses of its dates and reports."""
    dates = Deadline.objects.filter(obligation=stream).values_list("pk", flat=True)
    reports = Report.objects.filter(obligation=stream).values_list("pk", flat=True)
    return {*(f"/deadlines/{pk}/" for pk in dates), *(f"/reports/{pk}/" for pk in reports)}


def rows_about(body, addresses):
    """The words of each row of a list or table that leads to one of `addresses`, or is the row of the stream."""
    page = lxml.html.fromstring(body)
    links = [link for link in page.iter("a") if (link.get("href") or "").split("?")[0] in addresses]
    rows = [next(link.iterancestors("li", "tr", "article", "section")) for link in links]
    rows += page.xpath("//tr[starts-with(@id, 'stream-')]")
    return [row.text_content() for row in rows]


PAGES = [  # (address, whether it shows the stream or its dates at all)
    ("/?who=all", False),
    ("/deadlines/", False),
    ("/deadlines/?standing=suggested", True),
    ("/deadlines/?standing=suggested&view=month&month=2027-04", True),
    ("/deadlines/?standing=overdue", False),
    ("/mandates/lighthouses-and-coastal-signals/", True),
    ("/reports/?standing=suggested", True),
    ("/sessions/HRC65/", True),
    ("/sessions/HRC65/pack/", True),
    ("/not-recorded/", False),
    ("/reports/compliance/?quarter=2027-2", False),
]


@pytest.mark.parametrize(("address", "is_shown"), PAGES)
def test_a_row_about_it_says_that_it_is_a_suggestion(client, stream, address, is_shown):
    rows = rows_about(client.get(address).content.decode(), of_the_stream(stream))
    assert bool(rows) == is_shown
    assert [words for words in rows if not is_marked(words)] == []


def test_each_of_its_dates_says_so_on_its_own_page_and_in_its_receipt(client, stream):
    dates = Deadline.objects.filter(obligation=stream)
    assert dates
    for deadline in dates:
        assert is_marked(
            lxml.html.fromstring(client.get(deadline.get_absolute_url()).content).find(".//main").text_content()
        )
        assert is_marked(client.get(f"{deadline.get_absolute_url()}receipt/").content.decode())


def test_the_text_and_the_forecast_say_so(client, stream):
    note = client.get("/resolutions/60/90/").content.decode().split("Report to the Human Rights Council")[1][:600]
    assert is_marked(note)
    forecast = client.get("/forecast/?window=2026-10").content.decode()
    assert "its stream is only suggested" in forecast
    sheet = openpyxl.load_workbook(BytesIO(client.get("/forecast.xlsx?window=2026-10").content)).active
    lines = [" ".join(str(cell) for cell in row) for row in sheet.values if "lighthouses" in str(row)]
    assert lines
    assert all(is_marked(line) for line in lines)


@pytest.mark.parametrize("address", ["/deadlines.xlsx?standing=suggested", "/sessions/HRC65/pack.xlsx"])
def test_a_row_of_a_spreadsheet_says_so(client, stream, address):
    book = openpyxl.load_workbook(BytesIO(client.get(address).content))
    rows = [str(row) for sheet in book for row in sheet.values if "lighthouses" in str(row)]
    assert rows
    assert [row for row in rows if not is_marked(row)] == []


def test_a_line_of_the_csv_says_so_and_without_asking_it_is_not_there(client, stream):
    def lines(query):
        body = b"".join(client.get(f"/deadlines.csv{query}").streaming_content).decode()
        return [line for line in body.splitlines() if "HRC65" in line]

    assert lines("?standing=suggested")
    assert all(is_marked(line) for line in lines("?standing=suggested"))
    assert lines("") == []


def test_in_the_personal_feed_it_is_tentative_and_in_the_public_one_it_is_not(client, stream, officer):
    feed = make_feed(officer)
    events = events_in(client.get(f"/feeds/{feed.secret}/desk.ics"))
    own = [events.get(f"deadline-{pk}@testserver") for pk in stream_dates(stream)]
    assert any(own)
    assert {event.status.value for event in own if event} == {"TENTATIVE"}
    assert not any(hasattr(event, "valarm") for event in own if event)
    public = client.get("/feeds/public.ics").content.decode()
    assert "HRC65" not in public.replace("\r\n ", "")


def stream_dates(stream):
    return set(Deadline.objects.filter(obligation=stream).exclude(due_on=None).values_list("pk", flat=True))


def told_until_the_session_is_over(today):
    """The deadlines of which anybody is told on any day, in the morning, were the session announced: an estimate is
    not told either."""
    Deadline.objects.update(is_estimate=False)
    told = set()
    for day in (TODAY + timedelta(days=days) for days in range(320)):
        morning = datetime(day.year, day.month, day.day, 9, tzinfo=GENEVA)
        telling = what_to_tell(today(day), morning)
        told |= {reminder.deadline_id for each in telling.by_person.values() for reminder in each}
    return told


def test_it_reminds_nobody_on_any_day_until_somebody_confirms_it(stream, today, officer):
    assert not told_until_the_session_is_over(today) & stream_dates(stream)
    today(TODAY)
    confirm_stream(stream, by=officer)
    assert told_until_the_session_is_over(today) & stream_dates(stream)
