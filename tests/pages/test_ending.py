"""Ending a stream of reports where one works: from its mandate and from the text that ends it, shown first."""

from datetime import date

import pytest

from mandates.models import (
    Addressee,
    LogEntry,
    Mandate,
    MandateAction,
    Notice,
    ObligationSource,
    Paragraph,
    ReportingObligation,
    Resolution,
    Session,
)
from mandates.reading.doubts import ENDS_REPORTING
from mandates.records import drafts
from mandates.records.importing import import_resolution
from mandates.records.loading import load_rules
from mandates.records.planning import replan
from tests.invented import resolution_text

SAYING = (
    "Requests the High Commissioner to end reporting on the implementation of Human Rights Council decision 2/13 and"
    " Council resolution 53/5"
)  # made up for the tests, in the manner of such texts
TYPED = {"symbol": "61/20", "paragraph": "25", "on": "", "why": ""}


@pytest.fixture
def reader(client, colleague, monday):
    client.force_login(colleague)
    return client


@pytest.fixture
def planned(stream):
    """The confirmed stream to the Council with the dates of its sessions; the 62nd is the next."""
    load_rules()
    Session.objects.create(number=65, opens_on=date(2027, 6, 14))
    replan([stream.mandate_id])
    return stream


@pytest.fixture
def newer(mandate):
    """A text that ends reporting, read here, and nobody has looked at that."""
    newer = Resolution.objects.create(
        symbol="A/HRC/RES/61/20", title="Made-up lighthouses", adopted="2026-03-27", warnings=[ENDS_REPORTING]
    )
    Paragraph.objects.create(resolution=newer, position=9, kind="operative", number="25", key="25", text=SAYING)
    return newer


def address(stream, act="end"):
    return f"/streams/{stream.pk}/{act}/"


def seen_in(page):
    return page.context["fingerprint"]


def ended(reader, stream, typed=TYPED, **more):
    shown = reader.post(address(stream), typed)
    return reader.post(address(stream), {**typed, "seen": seen_in(shown), **more})


def test_the_mandates_page_leads_to_ending_each_stream_in_force(reader, planned, suggestion):
    body = reader.get("/mandates/solidarity/").content.decode()
    for stream in (planned, suggestion):
        assert f'href="{address(stream)}"' in body


def test_asked_then_shown_then_ended_by_one_press(reader, planned, newer, officer):
    asked = reader.get(address(planned))
    assert "Independent Expert: report to the Council, every year" in asked.content.decode()
    shown = reader.post(address(planned), TYPED)
    assert shown.status_code == 200
    body = shown.content.decode()
    assert "dates go, in 1 mandate." in body
    assert "1 person is told, once." in body
    assert "27 March 2026" in body  # the day of adoption
    planned.refresh_from_db()
    assert planned.ended_on is None
    assert not LogEntry.objects.filter(what="ended").exists()

    page = reader.post(address(planned), {**TYPED, "seen": seen_in(shown), "next": "/mandates/solidarity/"})
    assert page.url == "/mandates/solidarity/"
    planned.refresh_from_db()
    assert planned.ended_on == date(2026, 3, 27)
    assert Notice.objects.get().person == officer
    assert LogEntry.objects.get(what="ended").to_value == "61/20, para. 25"


def test_what_ended_stands_on_the_page_of_its_mandate_with_day_and_reason(reader, planned, newer):
    ended(reader, planned, {**TYPED, "why": "the duty is over"})
    page = reader.get("/mandates/solidarity/")
    row = page.content.decode()
    row = row[row.index(f'id="stream-{planned.pk}"') :]
    row = row[: row.index("</tr>")]
    for words in ("ended Fri 27 Mar 2026", "/resolutions/61/20/", "61/20, para. 25", "the duty is over", "T. Ibarra"):
        assert words in row
    assert f'href="{address(planned, "take-up")}"' in row
    assert "Take back" not in row
    assert (page.context["streams"], page.context["ended"]) == ([], [planned])


def test_one_that_ended_in_the_administration_says_since_when(reader, planned):
    ReportingObligation.objects.filter(pk=planned.pk).update(ended_on=date(2025, 6, 1))
    assert "ended Sun 1 Jun 2025" in reader.get("/mandates/solidarity/").content.decode()


def test_taken_up_again_the_same_way(reader, planned, newer):
    before = set(planned.deadlines.values_list("key", "due_on"))
    ended(reader, planned)
    assert set(planned.deadlines.values_list("key", "due_on")) != before
    shown = reader.post(address(planned, "take-up"), {"why": "the wrong stream"})
    assert "dates are new, in 1 mandate." in shown.content.decode()
    planned.refresh_from_db()
    assert planned.ended_on
    again = {"why": "the wrong stream", "seen": seen_in(shown), "next": "/mandates/solidarity/"}
    page = reader.post(address(planned, "take-up"), again, follow=True)
    assert "The stream goes on again." in page.content.decode()
    planned.refresh_from_db()
    assert planned.ended_on is None
    assert set(planned.deadlines.values_list("key", "due_on")) == before
    assert LogEntry.objects.get(what="reopened").why == "the wrong stream"


def test_what_moved_meanwhile_is_shown_once_more(reader, planned, newer):
    page = reader.post(address(planned), {**TYPED, "seen": "0-0"})
    assert page.status_code == 409
    assert "Something else moves now than you have seen" in page.content.decode()
    planned.refresh_from_db()
    assert planned.ended_on is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"symbol": ""}, "Say which text ends the stream"),
        ({"symbol": "61/21"}, "Give the day"),
        ({"symbol": "paragraph 25"}, "is no symbol of a text"),
        ({"on": "2026-03-31"}, "still to come"),
        ({"on": "2026-02-31"}, "valid date"),
    ],
)
def test_what_is_missing_is_asked_for_with_the_form_as_typed(reader, planned, newer, typed, said):
    page = reader.post(address(planned), {**TYPED, "why": "", **typed})
    assert page.status_code == 422
    body = page.content.decode()
    assert said in body
    assert 'value="25"' in body


@pytest.mark.parametrize(("act", "said"), [("end", "is not in force any more"), ("take-up", "goes on already")])
def test_what_cannot_be_done_any_more_is_said(reader, planned, act, said):
    if act == "end":
        ReportingObligation.objects.filter(pk=planned.pk).update(ended_on=date(2025, 6, 1))
    assert said in reader.get(address(planned, act), follow=True).content.decode()


@pytest.mark.parametrize("act", ["confirm", "reject", "reopen"])
def test_nothing_else_is_decided_on_what_has_ended(reader, suggestion, act):
    ReportingObligation.objects.filter(pk=suggestion.pk).update(ended_on=date(2025, 6, 1))
    page = reader.post(address(suggestion, act), follow=True)
    assert "The stream is now ended." in page.content.decode()
    suggestion.refresh_from_db()
    assert suggestion.standing == "suggested"


def other_stream(name, symbol, recipient="HRC"):
    """A stream of another mandate that the text `symbol` asks for."""
    text = Resolution.objects.create(symbol=symbol, adopted="2016-11-27")
    mandate = Mandate.objects.create(name=name, slug=name.lower().replace(" ", "-"))
    stream = ReportingObligation.objects.create(
        mandate=mandate,
        addressee=Addressee.objects.get_or_create(name="High Commissioner")[0],
        recipient=recipient,
        recurrence="annual",
    )
    ObligationSource.objects.create(obligation=stream, resolution=text, paragraph_key="1")
    return stream


def test_the_warning_of_a_text_leads_to_the_streams_that_it_names(reader, planned, newer):
    of_the_decision = other_stream("Buoys", "A/HRC/DEC/2/13")
    elsewhere = other_stream("Harbours", "A/HRC/RES/30/1")
    page = reader.get("/resolutions/61/20/")
    body = page.content.decode()
    assert body.count("The text ends a reporting duty of earlier texts") == 1
    for stream in (of_the_decision, planned):
        assert f'href="{address(stream)}?symbol=61%2F20&amp;paragraph=25"' in body
    assert address(elsewhere) not in body
    assert f"/mandates/solidarity/#stream-{planned.pk}" in body


def test_it_leads_to_the_streams_of_its_own_mandate_but_not_to_what_it_asks_itself(reader, planned, newer, suggestion):
    MandateAction.objects.create(mandate=planned.mandate, resolution=newer, what="extends", paragraph_key="1")
    Paragraph.objects.filter(resolution=newer).update(text="Decides to end its reporting on lighthouses")
    new = ReportingObligation.objects.create(
        mandate=planned.mandate, addressee=planned.addressee, recipient="GA", recurrence="once"
    )
    ObligationSource.objects.create(obligation=new, resolution=newer, paragraph_key="25", relation="created")
    body = reader.get("/resolutions/61/20/").content.decode()
    assert [address(row) in body for row in (planned, suggestion)] == [True, True]
    assert f"{address(new)}?symbol" not in body


def test_where_no_stream_is_known_that_it_may_end_the_text_says_so(reader, newer):
    assert "No stream in force is known here that it may end." in reader.get("/resolutions/61/20/").content.decode()


def test_the_form_begins_with_what_the_text_says(reader, planned, newer):
    body = reader.get(f"{address(planned)}?symbol=61%2F20&paragraph=25").content.decode()
    assert 'value="61/20"' in body
    assert SAYING in body


def test_a_text_tells_what_was_ended_by_it(reader, planned, newer):
    ended(reader, planned)
    page = reader.get("/resolutions/61/20/").content.decode()
    assert "Ended by it:" in page
    assert address(planned) not in page
    assert "ended Fri 27 Mar 2026" in reader.get("/resolutions/53/5/").content.decode()  # beside the paragraph


def test_the_draft_of_a_text_leads_there_with_what_it_says(reader, planned, colleague):
    draft = drafts.make_draft(resolution_text(operative=(SAYING,)), by=colleague)
    body = reader.get(draft.get_absolute_url()).content.decode()
    check = draft.facts.get(kind="check", value__words=ENDS_REPORTING)
    row = body[body.index(f'id="fact-{check.pk}"') :]
    row = row[: row.index("</li>")]
    assert f"{address(planned)}?symbol=" in row
    assert "paragraph=1&amp;on=" in row
    assert "End this stream" in row


def test_a_text_that_is_stored_after_it_ended_a_stream_tells_so(reader, planned):
    ended(reader, planned, {**TYPED, "symbol": "60/90", "paragraph": "1", "on": "2025-10-06"})
    import_resolution(resolution_text(operative=(SAYING,)))
    page = reader.get("/resolutions/60/90/").content.decode()
    assert "Ended by it:" in page
    assert "No date and no request follow from it" not in page
