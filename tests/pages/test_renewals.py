"""The renewal cockpit: what decides, when, by which vote, how long the holder may stay, and gaps."""

from datetime import date

import pytest

from mandates.models import Mandate, MandateAction, MandateHolder, Resolution, Session
from mandates.records.loading import load_reference
from mandates.records.planning import replan


@pytest.fixture
def reader(client, officer, monday):
    client.force_login(officer)
    return client


def row_of(page, mandate):
    return next(each for each in page.context["rows"] if each.row.mandate == mandate)


def test_a_row_has_session_anniversary_state_vote_and_holder(reader, mandate):
    MandateHolder.objects.create(mandate=mandate, name="A. Holder", took_office="2023-12-01")
    page = reader.get("/renewals/")
    each = row_of(page, mandate)
    assert (each.row.decided, each.row.mandate.anniversary, each.state) == ("HRC62", date(2026, 7, 12), "due")
    assert each.last == "renewed by 53/5, 12 Jul 2023"
    assert each.cap_on == date(2029, 11, 30)
    body = page.content.decode()
    for words in (
        "31–13–3",
        "53/5, para. 3",
        "A. Holder",
        "six years end 30 November 2029",
        'href="/sessions/hrc62/pack/"',
    ):
        assert words in body


def test_a_cap_before_the_session_is_said(reader, mandate):
    MandateHolder.objects.create(mandate=mandate, name="A. Holder", took_office="2020-05-01")
    page = reader.get("/renewals/")
    assert row_of(page, mandate).is_cap_before
    assert "before that session opens" in page.content.decode()


def test_as_in_2020_an_anniversary_before_the_session_is_a_gap(client, officer, today, db):
    """35/3 of 22 June 2017 gave three years; the 44th session was held from 30 June 2020."""
    today(date(2020, 6, 1))
    load_reference()
    mandate = Mandate.objects.create(name="A made-up mandate", slug="made-up")
    text = Resolution.objects.create(
        symbol="A/HRC/RES/35/3",
        adopted="2017-06-22",
        session=Session.objects.get(body="HRC", kind="regular", number=35),
    )
    MandateAction.objects.create(mandate=mandate, resolution=text, what="extends", term="P3Y", paragraph_key="3")
    replan()
    client.force_login(officer)
    page = client.get("/renewals/?state=gap")
    each = row_of(page, mandate)
    assert each.row.decided == "HRC44"
    assert each.row.mandate.anniversary == date(2020, 6, 22)
    assert "Gap: before that session opens" in page.content.decode()


@pytest.mark.parametrize(("what", "state"), [("merges", "merged"), ("replaces", "replaced"), ("ends", "ended")])
def test_a_mandate_that_ended_says_how(reader, mandate, what, state):
    text = Resolution.objects.create(symbol="A/HRC/RES/60/8", adopted="2025-10-06")
    MandateAction.objects.create(mandate=mandate, resolution=text, what=what, paragraph_key="1")
    Mandate.objects.update(renewal_state=Mandate.RenewalState.ENDED)
    each = row_of(reader.get("/renewals/"), mandate)
    assert each.state == state
    assert each.last.endswith("by 60/8, 6 Oct 2025")
    found = {"merged": "merged", "replaced": "replaced", "ended": "retired"}
    for asked in found.values():
        rows = reader.get(f"/renewals/?state={asked}").context["rows"]
        assert len(rows) == (asked == found[state])


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("state=due", 1), ("state=in+force", 0), ("state=renewed", 1), ("state=adapted", 0), ("state=not+recorded", 0),
        ("who=me", 1), ("q=solidarity", 1), ("q=water", 0), ("sessions=next", 1),
    ],
)  # fmt: skip
def test_the_address_is_the_list(reader, mandate, asked, number):
    assert len(reader.get(f"/renewals/?{asked}").context["rows"]) == number


@pytest.mark.parametrize(("session", "is_shown"), [(61, True), (62, True), (63, True), (64, False), (60, False)])
def test_the_next_three_sessions_are_the_one_that_is_on_and_two_more(reader, mandate, session, is_shown):
    """On 30 March 2026 the 61st session has a day to go."""
    Mandate.objects.update(renewal_session=Session.objects.get_or_create(body="HRC", number=session)[0])
    assert bool(reader.get("/renewals/?sessions=next").context["rows"]) == is_shown


def test_an_outcome_that_nobody_recorded_comes_first_and_leads_to_its_form(reader, mandate, sessions):
    other = Mandate.objects.create(
        name="Another", slug="another", renewal_state=Mandate.RenewalState.NOT_RECORDED, renewal_session=sessions[61]
    )
    page = reader.get("/renewals/")
    assert page.context["rows"][0].row.mandate == other
    assert "1 outcome is not recorded" in page.content.decode()
    assert 'href="/mandates/another/outcome/"' in page.content.decode()


def test_a_session_that_nobody_announced_shows_an_estimate(reader, mandate):
    Mandate.objects.update(renewal_session=Session.objects.create(number=66))
    page = reader.get("/renewals/")
    assert row_of(page, mandate).expected_on == date(2027, 9, 13)  # deadline rules, case 4
    assert "estimate" in page.content.decode()


@pytest.mark.parametrize("how_many", [1, 30])
def test_the_cockpit_costs_the_same_for_one_mandate_as_for_thirty(
    reader, mandate, text, how_many, django_assert_num_queries
):
    for number in range(how_many - 1):
        other = Mandate.objects.create(name=f"Made-up {number}", slug=f"made-up-{number}")
        other.runs_on = MandateAction.objects.create(mandate=other, resolution=text, what="extends", term="P1Y")
        other.save()
        MandateHolder.objects.create(mandate=other, name=f"Holder {number}")
    with django_assert_num_queries(8):  # session, reader, number, mandates, holders, endings, not recorded, views kept
        assert reader.get("/renewals/").content.count(b'<tr id="mandate-') == how_many
