"""Forecast, pack, renewals and compliance as spreadsheets."""

from datetime import date

from mandates.models import Mandate, MandateAction, MandateHolder, Panel

from .conftest import opened


def cells(sheet, number=1):
    return dict(zip(sheet[0], sheet[number], strict=True))


def test_each_line_of_the_forecast_cites_text_and_paragraph(reader, easter):
    (sheet,) = opened(reader.get("/forecast.xlsx?window=2025-10")).values()
    assert cells(sheet) == {
        "Title": "Report of the Independent Expert on made-up solidarity",
        "Legislative mandate": "A/HRC/RES/53/5",
        "Paragraph": "9",
        "Words at most": 10700,
        "Languages": "A, C, E, F, R, S",
        "Planned submission": date(2026, 4, 2),
        "Wanted issuance": None,
        "Meeting": "HRC62",
        "Opens": date(2026, 6, 15),
        "Closes": None,
        "Dialogue": None,
        "Estimate": None,
        "Stream": "confirmed",
        "Symbol": None,
        "Mandate": "Made-up solidarity",
        "Officer": "L. Haddad",
    }
    assert len(sheet) == 2


def test_a_forecast_that_there_is_not_is_not_found(reader, easter):
    assert reader.get("/forecast.xlsx?window=2026-05").status_code == 404


def test_the_pack_of_a_session_has_a_sheet_for_each_kind(reader, easter):
    book = opened(reader.get("/sessions/hrc62/pack.xlsx"))
    assert list(book) == [
        "Reports", "Addenda", "Oral updates", "Reports on panels", "Panels", "Renewals", "Decided", "Deadlines",
    ]  # fmt: skip
    assert cells(book["Renewals"])["Last vote"] == "31–13–3"
    assert cells(book["Reports"])["Submission planned"] == date(2026, 4, 2)
    assert [row[3] for row in book["Deadlines"][1:]] == ["Submit the report"]


def test_the_sheet_of_panels_cites_text_paragraph_and_mandate(reader, text, mandate, sessions):
    where = text.paragraphs.create(key="12", kind="operative", position=90, text="Decides to convene a panel;")
    Panel.objects.create(resolution=text, paragraph=where, session=sessions[62], words="a panel discussion on honey")
    assert cells(opened(reader.get("/sessions/hrc62/pack.xlsx"))["Panels"]) == {
        "Words of the text": "a panel discussion on honey",
        "Text": "53/5",
        "Paragraph": "12",
        "Mandate": mandate.name,
    }


def test_a_pack_of_no_session_is_not_found(reader, sessions):
    assert reader.get("/sessions/hrc999/pack.xlsx").status_code == 404


def test_the_sheet_of_renewals_says_the_holder_the_six_years_and_how_a_mandate_ended(reader, mandate, text):
    MandateHolder.objects.create(mandate=mandate, name="Of old", took_office="2014-08-01", left="2020-07-31")
    MandateHolder.objects.create(mandate=mandate, name="In the post", took_office="2020-08-01")
    line = cells(opened(reader.get("/renewals.xlsx?state=due"))["Renewals"])
    assert (line["Holder"], line["Six years at most"], line["State"]) == ("In the post", "31 July 2026", "due")
    MandateAction.objects.create(mandate=mandate, resolution=text, what="merges")
    Mandate.objects.update(renewal_state=Mandate.RenewalState.ENDED)
    assert cells(opened(reader.get("/renewals.xlsx"))["Renewals"])["State"] == "merged"


def test_renewals_follow_their_address(reader, mandate):
    assert len(opened(reader.get("/renewals.xlsx?state=due"))["Renewals"]) == 2
    assert len(opened(reader.get("/renewals.xlsx?state=in+force"))["Renewals"]) == 1


def test_the_quarter_s_numbers_come_with_the_list_behind_them(reader, deadline):
    deadline(due_on=date(2026, 2, 10), met_on=date(2026, 2, 12))
    book = opened(reader.get("/reports/compliance.xlsx?quarter=2026-1"))
    table, behind = book["On time 2026-1"], book["Reports"]
    assert [row[0] for row in table[1:]] == ["Made-up solidarity", "All mandates"]
    assert cells(table)["Submitted late"] == 1
    assert cells(table)["Average delay in days"] == 2
    assert cells(behind)["Delay in days"] == 2
    assert reader.get("/reports/compliance.xlsx?quarter=soon").status_code == 404
