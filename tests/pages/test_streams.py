"""Confirming and rejecting what a text only suggests, from the desk, the mandate and the receipt."""

from datetime import date

import pytest

from mandates.models import Deadline, LogEntry, ReportingObligation, Session, Standing
from mandates.records.loading import load_rules
from mandates.records.planning import replan

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/"}


@pytest.fixture
def reader(client, officer, monday):
    client.force_login(officer)
    return client


@pytest.fixture
def planned(suggestion):
    """The stream with rules and a session of the Assembly, so that confirming it gives dates."""
    load_rules()
    Session.objects.create(body="GA", number=81, opens_on=date(2026, 9, 8))
    return suggestion


def test_confirmed_in_one_press_and_followed_from_the_shown_day(reader, planned, officer):
    page = reader.post(f"/streams/{planned.pk}/confirm/", {"next": "/mandates/solidarity/"})
    assert page.url == "/mandates/solidarity/"
    planned.refresh_from_db()
    assert (planned.standing, planned.followed_since) == (Standing.CONFIRMED, date(2026, 3, 30))
    assert planned.confirmed_by == officer
    assert "It is followed since 30 March 2026." in reader.get("/").content.decode()
    submission = planned.deadlines.get(rule__code="G5", session__number=81)
    assert (submission.standing, submission.due_on) == ("followed", date(2026, 7, 15))


def test_followed_since_another_day_makes_what_lies_after_it_late(reader, planned):
    reader.post(f"/streams/{planned.pk}/confirm/", {"followed_since": "2025-12-01"})
    planned.refresh_from_db()
    assert planned.followed_since == date(2025, 12, 1)


def test_a_day_that_is_none_is_refused_with_the_form_as_typed(reader, suggestion):
    page = reader.post(f"/streams/{suggestion.pk}/confirm/", {"followed_since": "2026-02-31"}, headers=HTMX)
    assert page.status_code == 422
    assert page.headers["HX-Retarget"] == f"#stream-{suggestion.pk} .form"
    suggestion.refresh_from_db()
    assert suggestion.standing == Standing.SUGGESTED


def test_with_htmx_the_page_is_read_anew_since_dates_change_all_over_it(reader, planned):
    page = reader.post(f"/streams/{planned.pk}/confirm/", headers={**HTMX, "Referer": "http://testserver/?who=me"})
    assert page.headers["HX-Redirect"] == "/?who=me"


def test_rejected_with_a_reason_its_dates_go_and_the_stream_stays_to_be_seen(reader, planned):
    reader.post(f"/streams/{planned.pk}/reject/", {"why": "it is asked of another mandate"})
    planned.refresh_from_db()
    assert planned.standing == Standing.REJECTED
    assert not planned.deadlines.exists()
    assert LogEntry.objects.get(what="rejected").why == "it is asked of another mandate"
    assert f'id="stream-{planned.pk}"' not in reader.get("/").content.decode()


@pytest.mark.parametrize("decided", ["confirm", "reject"])
def test_what_was_decided_is_taken_back_and_the_log_says_so(reader, planned, officer, decided):
    reader.post(f"/streams/{planned.pk}/{decided}/")
    page = reader.post(f"/streams/{planned.pk}/reopen/", {"next": "/mandates/solidarity/", "why": "the wrong row"})
    assert page.url == "/mandates/solidarity/"
    planned.refresh_from_db()
    assert (planned.standing, planned.followed_since, planned.confirmed_by) == (Standing.SUGGESTED, None, None)
    assert not planned.deadlines.filter(standing="followed").exists()
    entry = LogEntry.objects.get(what="reopened")
    assert (entry.by, entry.why) == (officer, "the wrong row")


def test_a_rejected_stream_whose_place_is_taken_stays_rejected(reader, planned):
    reader.post(f"/streams/{planned.pk}/reject/")
    ReportingObligation.objects.create(
        mandate=planned.mandate, addressee=planned.addressee, recipient="GA", recurrence="annual"
    )
    page = reader.post(f"/streams/{planned.pk}/reopen/", follow=True)
    assert "has another such stream by now" in page.content.decode()
    planned.refresh_from_db()
    assert planned.standing == Standing.REJECTED


@pytest.mark.parametrize(
    ("decided", "offered"), [("confirm", "Take back"), ("reject", "Suggest again"), ("", "Confirm")]
)
@pytest.mark.parametrize("address", ["/mandates/solidarity/", "/resolutions/53/5/"])
def test_every_stream_stays_to_be_seen_with_what_can_be_done(reader, planned, address, decided, offered):
    if decided:
        reader.post(f"/streams/{planned.pk}/{decided}/")
    body = reader.get(address).content.decode()
    assert f">{offered}<" in body
    assert f"/streams/{planned.pk}/" in body


@pytest.mark.parametrize("act", ["confirm", "reject", "reopen"])
def test_the_form_stands_on_a_page_of_its_own_too(reader, suggestion, act):
    body = reader.get(f"/streams/{suggestion.pk}/{act}/").content.decode()
    assert "Independent Expert: report to the Assembly, regularly" in body
    assert f'action="/streams/{suggestion.pk}/{act}/"' in body


@pytest.mark.parametrize("decided", ["confirm", "reject"])
def test_before_it_is_taken_back_the_form_says_what_would_become_of_the_dates(reader, planned, decided):
    replan([planned.mandate_id])
    number = Deadline.objects.filter(obligation=planned).count()
    reader.post(f"/streams/{planned.pk}/{decided}/")
    before = list(Deadline.objects.order_by("pk").values())
    reopening = reader.get(f"/streams/{planned.pk}/reopen/").content.decode()
    assert number
    assert ("stand differently" if decided == "confirm" else f"{number} dates are new") in reopening
    assert list(Deadline.objects.order_by("pk").values()) == before


def test_where_its_place_is_taken_the_form_says_so(reader, planned):
    reader.post(f"/streams/{planned.pk}/reject/")
    ReportingObligation.objects.create(
        mandate=planned.mandate, addressee=planned.addressee, recipient="GA", recurrence="annual"
    )
    assert "has another such stream by now" in reader.get(f"/streams/{planned.pk}/reopen/").content.decode()


def test_a_colleague_who_was_first_is_said(reader, suggestion):
    ReportingObligation.objects.filter(pk=suggestion.pk).update(standing="confirmed", followed_since=date(2026, 3, 1))
    page = reader.post(f"/streams/{suggestion.pk}/confirm/", follow=True)
    assert "a colleague was first. The stream is now confirmed." in page.content.decode()
    suggestion.refresh_from_db()
    assert suggestion.followed_since == date(2026, 3, 1)


def test_a_suggested_stream_on_the_desk_says_from_which_words_it_was_read(reader, suggestion):
    body = reader.get("/").content.decode()
    row = body[body.index(f'id="stream-{suggestion.pk}"') :]
    assert "<cite>53/5, para. 9</cite>" in row
    assert "<q>regularly</q>" in row


def test_words_of_a_text_that_is_not_kept_here_stand_without_quotation_marks(reader, suggestion):
    suggestion.sources.update(paragraph=None)
    body = reader.get("/").content.decode()
    row = body[body.index(f'id="stream-{suggestion.pk}"') :]
    assert "regularly (words as noted, text not read here)" in row
    assert "<q>regularly</q>" not in row


def test_before_a_decision_the_form_says_what_would_become_of_the_dates_and_writes_nothing(reader, planned):
    replan([planned.mandate_id])
    before = list(Deadline.objects.order_by("pk").values())
    confirming = reader.get(f"/streams/{planned.pk}/confirm/").content.decode()
    rejecting = reader.get(f"/streams/{planned.pk}/reject/").content.decode()
    number = Deadline.objects.filter(obligation=planned).count()
    assert number
    assert "stand differently" in confirming
    assert f"{number} dates go" in rejecting
    assert list(Deadline.objects.order_by("pk").values()) == before
    planned.refresh_from_db()
    assert (planned.standing, planned.followed_since) == (Standing.SUGGESTED, None)
