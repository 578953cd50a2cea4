"""Ordinals, dates of sessions and document symbols."""

from datetime import date

import pytest

from mandates.reading.sessions import ordinal, session_dates
from mandates.reading.symbols import body_of, resolution_symbol, symbols_in


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("first", 1),
        ("Twelfth", 12),
        ("twentieth", 20),
        ("Forty-fourth", 44),
        ("seventy- ninth", 79),
        ("eightieth", 80),
        ("one hundred and tenth", 110),
        ("44th", 44),
        ("21st", 21),
        ("fortieth-first", None),
        ("bee", None),
    ],
)
def test_ordinals_in_words_and_figures(words, number):
    assert ordinal(words) == number


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("6–23 June 2017", [("2017-06-06", "2017-06-23")]),
        ("28 February–1 April 2022", [("2022-02-28", "2022-04-01")]),
        ("20 December 2019–3 January 2020", [("2019-12-20", "2020-01-03")]),
        ("24 February–13 March 2020 and 15–23 June 2020", [("2020-02-24", "2020-03-13"), ("2020-06-15", "2020-06-23")]),
        ("31 June 2020", []),
    ],
)
def test_days_of_a_session(line, pairs):
    assert list(session_dates(line)) == [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in pairs]


@pytest.mark.parametrize(
    ("words", "symbols"),
    [
        ("A/HRC/44/44 and Add.1.", ["A/HRC/44/44", "A/HRC/44/44/Add.1"]),
        ("A/HRC/13/31 and Corr.1 and 2", ["A/HRC/13/31", "A/HRC/13/31/Corr.1", "A/HRC/13/31/Corr.2"]),
        ("A/69/365/Add.1–3", ["A/69/365/Add.1", "A/69/365/Add.2", "A/69/365/Add.3"]),
        ("A/HRC/44/44 and A/HRC/45/1", ["A/HRC/44/44", "A/HRC/45/1"]),
        ("A/HRC/50/48 and 17 others", ["A/HRC/50/48"]),
        ("S/RES/2334 (2016)", ["S/RES/2334 (2016)"]),
        ("E/CN.4/2006/4, ST/AI/189/Add.3/Rev.2", ["E/CN.4/2006/4", "ST/AI/189/Add.3/Rev.2"]),
        ("A/HRC/35/L.33/Rev.1 and A/HRC/S-6/2", ["A/HRC/35/L.33/Rev.1", "A/HRC/S-6/2"]),
        ("resolution 60/251 and/or HIV/AIDS", []),
    ],
)
def test_document_symbols(words, symbols):
    assert symbols_in(words) == symbols


@pytest.mark.parametrize(
    ("words", "symbol", "body"),
    [
        ("United Nations A/HRC/RES/44/11", "A/HRC/RES/44/11", "HRC"),
        ("A/HRC/RES/S-30/1", "A/HRC/RES/S-30/1", "HRC"),
        ("A/RES/79/144", "A/RES/79/144", "GA"),
        ("E/RES/2023/11", "E/RES/2023/11", "ECOSOC"),
        ("S/RES/2334(2016)", "S/RES/2334 (2016)", "SC"),
    ],
)
def test_the_symbol_of_a_resolution(words, symbol, body):
    assert resolution_symbol(words) == symbol
    assert body_of(symbol) == body
