"""What was never recorded, in one place, where it can be recorded."""

from datetime import date

import pytest

from mandates.models import Report, Session
from mandates.records.loading import load_rules


@pytest.fixture
def reader(client, officer, monday):
    client.force_login(officer)
    return client


@pytest.fixture
def earlier(deadline, stream, mandate, sessions):
    """The submission to the 59th session, which lies before the stream was followed."""
    session = Session.objects.create(number=59, opens_on=date(2025, 6, 16), closes_on=date(2025, 7, 8))
    report = Report.objects.create(mandate=mandate, obligation=stream, session=session)
    return deadline(due_on=date(2025, 4, 7), standing="not_recorded", session=session, report=report)


def test_steps_stand_by_mandate_and_session_with_the_report_they_lead_to(reader, earlier, easter):
    page = reader.get("/not-recorded/")
    body = page.content.decode()
    assert [(group["session"], group["of"]) for group in page.context["groups"]] == [("HRC59", "Made-up solidarity")]
    assert "Independent Expert: report to the Council" in body
    assert f'action="/deadlines/{earlier.pk}/done/"' in body
    assert f'id="due-{easter.pk}"' not in body


def test_a_step_is_recorded_on_the_day_it_was_done(reader, deadline):
    meeting = deadline(due_on=date(2025, 4, 7), standing="not_recorded", report=None, obligation=None)
    reader.post(f"/deadlines/{meeting.pk}/done/", {"on": "2025-04-04", "next": "/not-recorded/"})
    meeting.refresh_from_db()
    assert meeting.met_on == date(2025, 4, 4)
    assert "Everything that lies behind is recorded." in reader.get("/not-recorded/").content.decode()


def test_a_report_is_recorded_by_its_symbol_and_days(reader, earlier):
    load_rules()
    typed = {
        "report": earlier.report_id,
        "symbol": "A/HRC/59/999",
        "submitted_on": "2025-04-04",
        "next": "/not-recorded/",
    }
    page = reader.post("/not-recorded/", typed)
    assert page.status_code == 302
    report = Report.objects.get(pk=earlier.report_id)
    assert (report.symbol, report.submitted_on) == ("A/HRC/59/999", date(2025, 4, 4))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Give the symbol or one of the days."),
        ({"submitted_on": "2025-02-31"}, "Enter a valid date"),
        ({"symbol": "A/HRC/1/1"}, "is another report already"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_kept_as_typed(reader, earlier, mandate, typed, said):
    Report.objects.create(mandate=mandate, symbol="A/HRC/1/1")
    page = reader.post("/not-recorded/", {"report": earlier.report_id, **typed})
    assert page.status_code == 422
    assert said in page.content.decode()
    for value in typed.values():
        assert value in page.content.decode()


@pytest.mark.parametrize("how_many", [1, 12])
def test_the_page_costs_the_same_for_one_session_as_for_many(
    reader, stream, mandate, deadline, how_many, django_assert_max_num_queries
):
    for number in range(60 - how_many, 60):
        session = Session.objects.create(number=number)
        report = Report.objects.create(mandate=mandate, obligation=stream, session=session)
        deadline(due_on=date(2025, 4, 7), standing="not_recorded", session=session, report=report)
    with django_assert_max_num_queries(9):
        page = reader.get("/not-recorded/")
    assert len(page.context["groups"]) == min(how_many, 8)


def test_a_step_without_a_day_says_why_it_has_none(reader, deadline):
    deadline(due_on=None, late_after=None, standing="not_recorded")
    body = reader.get("/not-recorded/").content.decode()
    assert "no day<small>the day that it is counted from was not found</small>" in body
