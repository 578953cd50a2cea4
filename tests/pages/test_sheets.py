"""The pack of a session and the forecast sheet, as pages."""

from datetime import date

import pytest

from mandates.models import (
    Addressee,
    Mandate,
    MandateAction,
    ObligationSource,
    Panel,
    Report,
    ReportingObligation,
    Resolution,
    Rule,
    Session,
)


@pytest.fixture
def reader(client, officer, monday):
    client.force_login(officer)
    return client


@pytest.fixture
def reporting(mandate, text, sessions):
    """Make a report of another addressee or kind to a session: `reporting("Secretary-General", "report", 62)`."""

    def made(addressee, kind="report", session=62, standing="confirmed", **given):
        stream = ReportingObligation.objects.create(
            mandate=mandate,
            addressee=Addressee.objects.get_or_create(name=addressee)[0],
            recipient="HRC",
            kind=kind,
            recurrence="once",
            standing=standing,
            followed_since=date(2025, 12, 1),
        )
        ObligationSource.objects.create(obligation=stream, resolution=text, paragraph_key="9")
        session = sessions.get(session) or Session.objects.get_or_create(body="HRC", number=session)[0]
        return Report.objects.create(mandate=mandate, obligation=stream, session=session, **given)

    return made


def sections(page):
    return {
        name: [row.on_the_way.report.pk for row in rows] for name, _heading, rows, _nothing in page.context["kinds"]
    }


def test_a_pack_has_reports_oral_updates_panels_renewals_and_deadlines(reader, easter, reporting, mandate):
    oral = reporting("High Commissioner", "oral_update")
    panel = reporting("OHCHR", "panel_report")
    addendum = Report.objects.create(
        mandate=mandate, session=easter.session, parent=easter.report, symbol="A/HRC/62/38/Add.1", title="Visit"
    )
    page = reader.get("/sessions/hrc62/pack/")
    assert sections(page) == {
        "reports": [easter.report_id], "addenda": [addendum.pk], "oral": [oral.pk], "panel-reports": [panel.pk],
    }  # fmt: skip
    assert [each.row.mandate for each in page.context["renewals"]] == [mandate]
    assert [row.pk for row in page.context["deadlines"]] == [easter.pk]
    body = page.content.decode()
    for words in (
        "31–13–3",
        "53/5, para. 9",
        "A/HRC/62/38/Add.1",
        "15 June 2026, last day not recorded",
        "Easter Monday",
    ):
        assert words in body


def test_a_pack_of_a_past_session_says_what_its_texts_decided(reader, mandate, text):
    session = Session.objects.create(number=53, opens_on=date(2023, 6, 19), closes_on=date(2023, 7, 14))
    Resolution.objects.filter(pk=text.pk).update(session=session)
    MandateAction.objects.filter(mandate=mandate).update(what="extends")
    body = reader.get("/sessions/hrc53/pack/").content.decode()
    assert "Extends the mandate, three years" in body
    assert "19 June–14 July 2023" in body


def test_what_was_rejected_is_no_part_of_a_pack(reader, reporting):
    reporting("OHCHR", standing="rejected")
    assert sections(reader.get("/sessions/hrc62/pack/"))["reports"] == []


@pytest.fixture
def panel(text, sessions):
    """Have a text, `text` unless another is given, convene a panel at HRC62: `panel("a panel discussion on honey")`."""

    def made(words, of=text, key="12"):
        where = of.paragraphs.get_or_create(key=key, defaults={"kind": "operative", "position": 90, "text": words})[0]
        return Panel.objects.create(resolution=of, paragraph=where, session=sessions[62], words=words)

    return made


def test_a_pack_lists_the_panels_that_texts_convene_with_text_paragraph_and_mandate(reader, panel, mandate, sessions):
    panel("at its sixty-second session, a panel discussion on honey")
    page = reader.get("/sessions/hrc62/pack/")
    [row] = page.context["panels"]
    assert (row.cite, row.text_at, row.mandates) == ("53/5, para. 12", "/resolutions/53/5/#op-12", [mandate])
    body = page.content.decode()
    assert '<q lang="en">at its sixty-second session, a panel discussion on honey</q>' in body
    assert f'href="{mandate.get_absolute_url()}"' in body
    other = next(number for number in sessions if number != 62)
    assert reader.get(f"/sessions/hrc{other}/pack/").context["panels"] == []


def test_a_panel_whose_text_is_about_no_mandate_stands_among_all_but_is_nobody_s(reader, panel, mandate, officer):
    lone = Resolution.objects.create(symbol="A/HRC/RES/57/98")
    panel("a panel discussion on wax", of=lone)
    of_mandate = panel("a panel discussion on honey")

    def shown(who):
        return [row.panel for row in reader.get(f"/sessions/hrc62/pack/?who={who}").context["panels"]]

    Mandate.objects.filter(pk=mandate.pk).update(owner=officer)
    assert [each.words for each in shown("all")] == ["a panel discussion on honey", "a panel discussion on wax"]
    assert shown("me") == [of_mandate]
    Mandate.objects.filter(pk=mandate.pk).update(owner=None, deputy=None)
    assert shown("me") == []


@pytest.mark.parametrize("how_many", [1, 30])
def test_a_pack_costs_the_same_for_one_panel_as_for_thirty(reader, panel, how_many, django_assert_num_queries):
    for number in range(how_many):
        panel(f"a panel discussion on honey, part {number}")
    with django_assert_num_queries(13):
        assert len(reader.get("/sessions/hrc62/pack/").context["panels"]) == how_many


@pytest.mark.parametrize("name", ["hrc999", "nonsense", "hrc"])
def test_a_session_that_the_calendar_has_not_has_no_pack(reader, sessions, name):
    assert reader.get(f"/sessions/{name}/pack/").status_code == 404


@pytest.mark.parametrize("name", ["hrc62", "HRC62"])
def test_a_session_is_named_as_people_write_it(reader, sessions, name):
    assert reader.get(f"/sessions/{name}/pack/").status_code == 200


@pytest.mark.parametrize("how_many", [1, 30])
def test_a_pack_costs_the_same_for_one_date_as_for_thirty(reader, many, how_many, django_assert_num_queries):
    many(how_many)
    # session, reader, the session of the pack, four kinds of reports, their days, renewals with holders and endings,
    # panels, what was decided, deadlines
    with django_assert_num_queries(15):
        assert len(reader.get("/sessions/hrc62/pack/").context["deadlines"]) == how_many


def test_a_forecast_line_cites_its_paragraph_and_says_what_is_planned(reader, easter, deadline):
    issue = Rule.objects.create(
        code="H8", step="Issued", done_word="Issued", anchor="S", offset="-P6W", applies_to="all", stage="issue"
    )
    deadline(rule=issue, due_on=date(2026, 5, 4))
    page = reader.get("/forecast/?window=2025-10")
    ((line, cite, place),) = page.context["lines"]
    assert cite == "53/5, para. 9"
    assert place == "/resolutions/53/5/#op-9"
    assert line.title == "Report of the Independent Expert on made-up solidarity"
    assert (line.limit, line.languages) == (10_700, "A, C, E, F, R, S")
    assert (line.submission, line.issuance) == (date(2026, 4, 2), date(2026, 5, 4))
    assert (line.meeting, line.opens_on, line.is_estimate) == ("HRC62", date(2026, 6, 15), False)


def test_the_limit_follows_the_origin(reader, reporting):
    holder, office = reporting("Working Group"), reporting("Secretary-General")
    lines = {line.report: line for line, _cite, _place in reader.get("/forecast/?window=2025-10").context["lines"]}
    assert (lines[holder.pk].limit, lines[office.pk].limit) == (10_700, 8_500)
    assert lines[office.pk].title == "Report of the Secretary-General: Made-up solidarity"


def test_an_oral_update_is_no_document_and_another_window_s_report_waits(reader, reporting):
    reporting("High Commissioner", "oral_update")
    reporting("OHCHR", session=66)  # autumn of 2027
    assert reader.get("/forecast/?window=2025-10").context["lines"] == []
    ((line, _cite, _place),) = reader.get("/forecast/?window=2027-04").context["lines"]
    assert (line.meeting, line.opens_on, line.is_estimate) == ("HRC66", date(2027, 9, 13), True)


def test_what_nobody_confirmed_stands_last_and_is_said(reader, reporting, mandate):
    reporting("OHCHR", standing="suggested")
    reporting("Secretary-General")
    Mandate.objects.update(name="Zzz")
    page = reader.get("/forecast/?window=2025-10")
    assert [line.is_confirmed for line, _cite, _place in page.context["lines"]] == [True, False]
    assert "1 document stands last" in page.content.decode()


def test_the_coming_window_is_shown_unless_another_is_named(reader, easter):
    assert str(reader.get("/forecast/").context["window"]) == "2026-04"  # on 30 March 2026
    page = reader.get("/forecast/?window=soon")
    assert str(page.context["window"]) == "2026-04"
    assert "names no forecast" in page.content.decode()


@pytest.mark.parametrize("how_many", [1, 30])
def test_the_forecast_costs_the_same_for_one_report_as_for_thirty(
    reader, reporting, how_many, django_assert_num_queries
):
    for number in range(how_many):
        reporting(f"Made-up body {number}")
    with django_assert_num_queries(8):  # session, reader, sessions, number, reports, committees, days, not confirmed
        assert len(reader.get("/forecast/?window=2025-10").context["lines"]) == how_many


def test_the_pack_of_an_interrupted_session_says_its_parts(reader):
    Session.objects.create(
        number=43,
        opens_on=date(2020, 2, 24),
        closes_on=date(2020, 6, 23),
        parts=[["2020-02-24", "2020-03-13"], ["2020-06-15", "2020-06-23"]],
    )
    body = reader.get("/sessions/hrc43/pack/").content.decode()
    assert "24 February–23 June 2020; in 2 parts: 24 February–13 March 2020, 15–23 June 2020." in body
