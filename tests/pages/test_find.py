"""Finding a mandate, a text, a report, a State or a holder by what people type."""

from datetime import date

import pytest

from mandates.models import Report, Resolution
from mandates.records.loading import load_reference, load_sample
from mandates.search import as_symbol, found


@pytest.fixture
def sample(db, today):
    load_reference()
    day = today(date(2026, 3, 30))
    return load_sample(day, followed_since=date(2025, 12, 1))


@pytest.fixture
def reader(client, officer):
    client.force_login(officer)
    return client


@pytest.mark.parametrize(
    "words",
    [
        "44/11", " 44/11 ", "A/HRC/RES/44/11", "a/hrc/res/44/11", "res 44/11", "Resolution 44/11", "44 / 11",
        "A/HRC/RES/ 44/11", "a / hrc / res / 44 / 11", "Council resolution 44/11",
    ],
)  # fmt: skip
def test_a_symbol_leads_straight_to_its_text(reader, sample, words):
    assert reader.get("/find/", {"q": words}).headers["Location"] == "/resolutions/44/11/"


@pytest.mark.parametrize("words", ["DEC 16/118", "dec 16/118", "A/HRC/DEC/16/118", "dec/16/118"])
def test_a_decision_is_found_as_people_write_it(reader, sample, words):
    assert reader.get("/find/", {"q": words}).headers["Location"] == "/resolutions/DEC/16/118/"


@pytest.mark.parametrize("words", ["A/HRC/44/44", "a/hrc/44/44", "A / HRC / 44 / 44"])
def test_the_symbol_of_a_report_leads_to_the_report(reader, sample, words):
    report = Report.objects.get(symbol="A/HRC/44/44")
    answer = reader.get("/find/", {"q": words})
    assert answer.headers["Location"] == f"/reports/{report.pk}/"
    assert reader.get(answer.headers["Location"]).status_code == 200


def test_an_addendum_is_found_too(reader, sample):
    report = Report.objects.get(symbol="A/HRC/44/44/Add.1")
    answer = reader.get("/find/", {"q": "A/HRC/44/44/Add.1"})
    assert answer.headers["Location"] == f"/reports/{report.pk}/"
    assert reader.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("solidarity", "its name"),
        ("Dandan", "holder: Virginia Dandan"),
        ("Costa Rica", "visit: Costa Rica"),
        ("38/", "text: A/HRC/RES/38/2"),
        ("refugee", "report: A/74/185"),
    ],
)
def test_a_mandate_says_why_it_was_found(reader, sample, words, why):
    page = reader.get("/find/", {"q": words})
    assert [mandate.slug for mandate in page.context["mandates"]] == ["international-solidarity"]
    assert why in page.content.decode()


def test_words_of_a_title_find_the_report(reader, sample):
    page = reader.get("/find/", {"q": "refugee"})
    assert [report.symbol for report in page.context["reports"]] == ["A/74/185"]


@pytest.mark.parametrize("words", ["", "no such words"])
def test_words_that_find_nothing_are_answered_with_a_way_out(reader, words):
    page = reader.get("/find/", {"q": words}).content.decode()
    assert ("Nothing here goes by these words" in page) == bool(words)


def test_finding_leaves_the_long_texts_where_they_are(sample, django_assert_num_queries):
    (text,) = found("44/11")["resolutions"]
    assert "original_text" in text.get_deferred_fields()
    with django_assert_num_queries(0):
        assert isinstance(text, Resolution)
        assert text.short_symbol == "44/11"


@pytest.mark.parametrize(
    ("words", "symbol"),
    [("res 44 / 11", "44/11"), ("prst 8/2", "PRST/8/2"), ("water", "WATER"), ("resolve", "RESOLVE")],
)
def test_a_symbol_is_read_whatever_its_spaces(words, symbol):
    assert as_symbol(words) == symbol
