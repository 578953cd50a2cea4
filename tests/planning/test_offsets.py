"""Offsets in the form that a person writes."""

from datetime import date

import pytest

from mandates.planning import Rule, parse_offset, shipped_days_off, shipped_rules
from mandates.planning.arithmetic import last_working_days, working_days_from
from mandates.planning.days import rolled_back
from mandates.planning.offsets import Ground

OFF = shipped_days_off(range(2019, 2028))


@pytest.mark.parametrize(
    ("offset", "anchor", "on"),
    [
        ("-P10W", "2023-06-19", "2023-04-10"),
        ("-P3M15D", "2023-06-19", "2023-03-04"),  # calls for applications: 3½ months before
        ("-P3M15D", "2020-06-15", "2020-02-29"),
        ("-P1M", "2021-03-31", "2021-02-28"),
        ("P3Y", "2020-07-16", "2023-07-16"),
        ("P6W", "2023-03-04", "2023-04-15"),
        ("5 working days after", "2020-07-17", "2020-07-24"),
        ("5 working days after", "2023-03-31", "2023-04-11"),  # Good Friday and Easter Monday on the way
        ("1 working day before", "2023-04-11", "2023-04-06"),
        ("Friday of the first week", "2020-06-30", "2020-07-03"),
        ("Friday of the week before the last 3 working days", "2021-10-11", "2021-10-01"),
        ("15 July, or -P10W if earlier", "2025-10-03", "2025-07-15"),
        ("15 July, or -P10W if earlier", "2025-09-16", "2025-07-08"),
    ],
)
def test_offset_is_counted_as_written(offset, anchor, on):
    start = date.fromisoformat(anchor)
    assert parse_offset(offset).counted(Ground(start, start.year, OFF)).on == date.fromisoformat(on)


@pytest.mark.parametrize("rule", shipped_rules(), ids=lambda rule: rule.code)
def test_shipped_rule_survives_being_kept_as_a_row(rule):
    assert Rule.from_row(rule.as_row()) == rule
    assert rule.parsed.text == rule.offset
    assert rule.parsed.words


@pytest.mark.parametrize(
    "text", ["", "ten weeks before", "P", "-P", "31 June, or -P10W if earlier", "last 0 working days"]
)
def test_offset_that_means_nothing_is_refused_with_every_form_that_does(text):
    with pytest.raises(ValueError, match=r"is no offset\. Write one of: -P10W"):
        parse_offset(text)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"anchor": "opening"}, "“opening” is no anchor. Write one of S, E"),
        ({"applies_to": "everything"}, "it applies to “everything”"),
        ({"offset": "soon"}, "Rule H7: “soon” is no offset"),
        ({"stage": "sent"}, "“sent” is no stage. Write one of: call, forecast, inputs"),
        ({"ends_with": "outcome"}, "“outcome” is never recorded of Council: written documents.* Write “submission”"),
        ({"applies_to": "renewals", "ends_with": ""}, "no slot is agreed with document management for renewals"),
        ({"owner_leads": "28, two weeks"}, "is no list of days. Write days before as 28,14,7,1"),
    ],
)
def test_rule_that_makes_no_sense_is_refused_in_words(change, said):
    row = next(rule for rule in shipped_rules() if rule.code == "H7").as_row()
    with pytest.raises(ValueError, match=said):
        Rule.from_row(row | change)


@pytest.mark.parametrize(
    ("day", "reached", "why"),
    [
        ("2023-04-10", "2023-04-06", "Easter Monday"),
        ("2025-04-18", "2025-04-17", "Good Friday"),
        ("2018-01-01", "2017-12-29", "1 January"),
        ("2023-07-15", "2023-07-14", "Saturday"),
        ("2023-07-16", "2023-07-14", "Sunday"),
        ("2023-12-25", "2023-12-22", "25 December"),
    ],
)
def test_day_off_rolls_back_and_says_why(day, reached, why):
    off = shipped_days_off(range(2017, 2026))
    moved_to, (moved,) = rolled_back(date.fromisoformat(day), off)
    assert (moved_to, moved.why) == (date.fromisoformat(reached), why)


def test_working_day_stays():
    assert rolled_back(date(2023, 4, 11), OFF) == (date(2023, 4, 11), ())


def test_last_working_days_end_with_the_last_one_before_a_weekend():
    assert last_working_days(date(2023, 7, 16), 3, OFF) == date(2023, 7, 12)
    assert working_days_from(date(2023, 7, 14), 1, OFF) == date(2023, 7, 17)
