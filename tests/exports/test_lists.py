"""What can be taken away has the rows of the screen, in columns that another program can read."""

import csv
import io
from datetime import date

import pytest

from mandates.models import Deadline, Mandate

from .conftest import opened


def csv_rows(response):
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


@pytest.fixture
def assorted(deadline, colleague):
    deadline()
    deadline(due_on=date(2026, 3, 20), step="Clear the draft")
    deadline(due_on=None, late_after=None)
    deadline(standing="suggested")
    deadline(met_on=date(2026, 3, 1))
    deadline(assigned_to=colleague)


@pytest.mark.parametrize(
    "asked",
    ["", "who=me", "standing=all", "when=overdue", "q=clear", "until=2026-03-31", "mandate=other", "who=ibarra"],
)
def test_the_rows_are_those_of_the_screen(reader, assorted, asked):
    shown = reader.get(f"/deadlines/?{asked}").context["page"]
    addresses = [f"http://testserver{row.at}" for row in shown.object_list]
    assert [row["Address"] for row in csv_rows(reader.get(f"/deadlines.csv?{asked}"))] == addresses
    (sheet,) = opened(reader.get(f"/deadlines.xlsx?{asked}")).values()
    assert [row[-1] for row in sheet[1:]] == addresses


def test_more_than_a_page_of_rows_comes_whole(reader, many):
    many(95)
    assert len(csv_rows(reader.get("/deadlines.csv"))) == 95
    assert len(opened(reader.get("/deadlines.xlsx"))["Deadlines"]) == 96


def test_a_row_says_why_the_date_is_what_it_is(reader, easter):
    (row,) = csv_rows(reader.get("/deadlines.csv"))
    assert row == {
        "Due": "2026-04-02", "Until": "", "Standing": "open", "Step": "Submit the report", "Session": "HRC62",
        "Mandate": "Independent Expert on made-up solidarity", "Text": "53/5", "Paragraph": "9",
        "Rule": "10 weeks before HRC62 opens", "Moved": "moved from Mon 6 Apr, Easter Monday", "Estimate": "",
        "Done on": "", "Officer": "Lena Haddad", "Address": f"http://testserver/deadlines/{easter.pk}/",
    }  # fmt: skip
    (_head, cells) = opened(reader.get("/deadlines.xlsx"))["Deadlines"]
    assert cells[0] == date(2026, 4, 2)


def test_words_that_look_like_a_formula_stay_words(reader, easter):
    Mandate.objects.update(name='=HYPERLINK("http://example.org")')
    (_head, cells) = opened(reader.get("/deadlines.xlsx"))["Deadlines"]
    assert cells[5] == '=HYPERLINK("http://example.org")'
    (row,) = csv_rows(reader.get("/deadlines.csv"))
    assert row["Mandate"].startswith("'=")


def test_a_cell_that_looks_like_a_formula_is_kept_as_text(reader, easter):
    import openpyxl

    Mandate.objects.update(name="=1+1")
    book = openpyxl.load_workbook(io.BytesIO(reader.get("/deadlines.xlsx").content))
    assert book.active["F2"].data_type == "s"


def test_what_is_taken_away_needs_an_account(client, easter, monday):
    for address in (
        "/deadlines.csv",
        "/deadlines.xlsx",
        "/forecast.xlsx",
        "/renewals.xlsx",
        "/reports/compliance.xlsx",
    ):
        assert client.get(address).status_code == 302


@pytest.mark.parametrize("how_many", [1, 30])
def test_a_spreadsheet_costs_the_same_for_one_row_as_for_thirty(reader, many, how_many, django_assert_num_queries):
    many(how_many)
    with django_assert_num_queries(5):  # session, reader, number, who acts today, rows
        reader.get("/deadlines.xlsx")


def test_more_rows_than_a_spreadsheet_should_open_are_refused_with_a_way_out(reader, easter, monkeypatch):
    monkeypatch.setattr("mandates.exports.views.MOST_ROWS", 0)
    answer = reader.get("/deadlines.xlsx")
    assert answer.status_code == 413
    assert "take them as CSV" in answer.content.decode()
    assert Deadline.objects.count() == 1
