"""How dates are worked out: every rule in words, with its source."""

from datetime import date

import pytest
from django.urls import reverse

from mandates.lists.wording import length_words, rule_words, term_words
from mandates.models import DayOff, Rule
from mandates.records.loading import load_reference, load_rules


@pytest.mark.parametrize(
    ("offset", "anchor", "session", "words"),
    [
        ("-P10W", "S", "HRC62", "10 weeks before HRC62 opens"),
        ("-P1W", "S", "HRC62", "1 week before HRC62 opens"),
        ("10 weeks before", "S", "HRC62", "10 weeks before HRC62 opens"),
        ("3 months and 15 days before", "S", "HRC62", "3 months and 15 days before HRC62 opens"),
        ("15 July, or 10 weeks before if that is earlier", "T", "GA81",
         "15 July, or 10 weeks before the Third Committee of GA81 opens if that is earlier"),
        ("from the opening to the last day", "S", "HRC62", "from the opening to the last day"),
        ("5 working days after", "E", "HRC62", "5 working days after HRC62 closes"),
        ("first week of April", "T", "GA81", "first week of April"),
        ("-P16W", "T", "GA81", "16 weeks before the Third Committee of GA81 opens"),
        ("15 July, or -P10W if earlier", "T", "GA81",
         "15 July, or 10 weeks before the Third Committee of GA81 opens if that is earlier"),
        ("last 3 working days", "E", "HRC62", "last 3 working days of the session"),
        ("P0D", "day named", "", "on the day that the text names"),
        ("agreed slot", "agreed slot", "HRC62", "slot agreed with document management"),
        ("-P10W", "S", "", "10 weeks before the session opens"),
        ("by hand, some day", "S", "HRC62", "by hand, some day"),
        ("", "S", "HRC62", ""),
    ],
)  # fmt: skip
def test_a_rule_is_said_as_one_says_it(offset, anchor, session, words):
    assert rule_words(offset, anchor, session) == words


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("P3Y", "three years"),
        ("P1Y", "one year"),
        ("P18M", "18 months"),
        ("P6M", "six months"),
        ("P1Y6M", "18 months"),
        ("", ""),
    ],
)
def test_a_term_is_said_as_texts_say_it(term, words):
    assert term_words(term) == words


def test_months_and_days_stand_side_by_side():
    assert length_words(3, 15) == "3 months and 15 days"


def test_every_rule_stands_with_its_source_or_as_a_house_default(client, officer):
    load_rules()
    client.force_login(officer)
    page = client.get("/rules/")
    body = page.content.decode()
    rules = [rule for _heading, rules in page.context["groups"] for rule in rules]
    assert {rule["code"] for rule in rules} == set(Rule.objects.values_list("code", flat=True))
    assert all(rule["source"] or rule["is_house_default"] for rule in rules)
    assert "10 weeks before the session opens" in body
    assert "28, 14, 7, 1 day before" in body
    assert "house default" in body


def test_a_rule_that_is_off_says_so(client, officer):
    load_rules()
    Rule.objects.filter(code="H10").update(is_on=False)
    client.force_login(officer)
    rules = {rule["code"]: rule for _h, some in client.get("/rules/").context["groups"] for rule in some}
    assert rules["H10"]["is_on"] is False


def test_only_an_administrator_is_led_to_changing_a_rule(client, officer, administrator):
    load_rules()
    address = reverse("admin:mandates_rule_change", args=[Rule.objects.get(code="H7").pk])
    client.force_login(officer)
    assert address not in client.get("/rules/").content.decode()
    client.force_login(administrator)
    assert address in client.get("/rules/").content.decode()


def test_an_office_without_rules_says_so(client, officer):
    client.force_login(officer)
    assert "No rule is kept yet" in client.get("/rules/").content.decode()


def test_days_off_of_the_year_ahead_stand_once_with_their_duty_stations(client, officer, administrator, today):
    today(date(2026, 3, 30))
    load_reference()
    DayOff.objects.create(station="New York", on=date(2026, 11, 26), name="Thanksgiving Day")
    client.force_login(officer)
    page = client.get("/rules/")
    days = {each["on"]: (each["name"], each["stations"]) for each in page.context["days_off"]}
    assert days[date(2026, 4, 3)] == ("Good Friday", ["Geneva", "New York"])
    assert days[date(2026, 11, 26)] == ("Thanksgiving Day", ["New York"])
    assert max(days) == date(2027, 3, 29)
    assert "An administrator keeps the list." in page.content.decode()
    client.force_login(administrator)
    assert reverse("admin:mandates_dayoff_changelist") in client.get("/rules/").content.decode()
