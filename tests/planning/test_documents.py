"""What conference management asks of documents: lengths, and the two forecasts of a year."""

from datetime import date

import pytest

from mandates.planning.documents import ForecastWindow, word_limit


@pytest.mark.parametrize(
    ("addressee", "limit"),
    [
        ("Independent Expert", 10_700),
        ("Special Rapporteur", 10_700),
        ("Advisory Committee", 10_700),
        ("Secretary-General", 8_500),
        ("High Commissioner", 8_500),
        ("OHCHR", 8_500),
    ],
)
def test_a_document_is_as_long_as_its_origin_allows(addressee, limit):
    assert word_limit(addressee) == limit


@pytest.mark.parametrize(
    ("window", "first", "last"),
    [
        ("2026-10", date(2027, 1, 9), date(2027, 7, 9)),
        ("2026-04", date(2026, 7, 10), date(2027, 1, 8)),
    ],
)
def test_a_forecast_covers_the_half_year_of_its_meetings(window, first, last):
    found = ForecastWindow.parse(window)
    assert (found.first_meeting, found.last_meeting) == (first, last)
    assert str(found) == window


@pytest.mark.parametrize(
    ("today", "window"),
    [
        (date(2026, 3, 30), "2026-04"),
        (date(2026, 4, 7), "2026-04"),  # the last day of the first week
        (date(2026, 4, 8), "2026-10"),
        (date(2026, 10, 7), "2026-10"),
        (date(2026, 10, 8), "2027-04"),
    ],
)
def test_the_coming_forecast_is_the_one_whose_week_is_not_over(today, window):
    assert str(ForecastWindow.coming(today)) == window


def test_forecasts_follow_one_another_without_a_gap():
    window = ForecastWindow(2026, 10)
    assert (str(window.before), str(window.after)) == ("2026-04", "2027-04")
    assert window.after.before == window
    assert (window.after.first_meeting - window.last_meeting).days == 1


@pytest.mark.parametrize("text", ["2026-05", "2026", "next", "2026-13", "-4", ""])
def test_what_is_no_forecast_is_said_to_be_none(text):
    with pytest.raises(ValueError, match="forecast"):
        ForecastWindow.parse(text)
