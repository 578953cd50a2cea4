"""The two clocks on the page of a mandate: its term, its holder, the successor's appointment, the reports between."""

from datetime import date
from xml.etree import ElementTree

import pytest

from mandates.models import Mandate, MandateHolder, Session
from mandates.records.loading import load_reference, load_sample
from mandates.records.planning import replan

NAME = "Cecilia M. Bailliet"


@pytest.fixture
def clocks(client, officer, today, db):
    """The page of the sample's mandate as on a day, its holder's facts as given: `clocks(day, took_office=…)`."""

    def shown(day, *, is_alone=False, **facts):
        load_reference()
        today(day)
        mandate = load_sample(day, followed_since=date(2025, 12, 1))
        MandateHolder.objects.filter(name=NAME).update(**facts)
        if is_alone:
            MandateHolder.objects.exclude(name=NAME).delete()
        replan([mandate.pk], day)
        client.force_login(officer)
        return client.get(mandate.get_absolute_url())

    return shown


def steps(found):
    return {step.date.deadline.rule.code: step for step in found.chains[0].steps}


def test_the_chain_of_the_appointment_has_its_eight_steps_in_their_order(clocks):
    page = clocks(date(2026, 3, 30), took_office="2021-08-01")
    found = page.context["clocks"]
    assert [(step.number, step.date.deadline.rule.code) for step in found.chains[0].steps] == [
        (number, f"P{number}") for number in range(1, 9)
    ]
    days = {code: step.date.day for code, step in steps(found).items()}
    # Six years from 1 August 2021 are over on 1 August 2027; the 65th session, June 2027, is the last that ends before.
    assert days["P7"] == date(2024, 8, 1)
    assert days["P8"] == date(2027, 8, 1)
    assert days["P1"] == date(2027, 3, 6)  # three months and a half before the estimated 21 June 2027
    assert days["P6"] == date(2027, 8, 1)  # after a June session


def test_what_is_counted_from_an_appointment_is_drawn_dashed_and_says_so(clocks):
    page = clocks(date(2026, 3, 30))
    found = page.context["clocks"]
    mandate, holder = found.lanes[:2]
    assert [bar.kind for bar in mandate.bars] == ["term", "open"]
    assert [bar.kind for bar in holder.bars] == ["open"]
    assert {mark.kind for mark in found.near.marks} == {"guess"}
    assert "counted from the appointment" in page.content.decode()


@pytest.mark.parametrize(
    ("facts", "who"),
    [
        ({"took_office": "2023-11-01"}, {"HRC62": "C. M. Bailliet", "GA81": "C. M. Bailliet"}),
        ({"took_office": "2020-08-01"}, {"HRC62": "C. M. Bailliet", "GA81": "the successor"}),
        ({"took_office": "2020-06-01"}, {"HRC62": "the successor", "GA81": "the successor"}),
        ({"took_office": "2020-07-01"}, {"HRC62": "C. M. Bailliet or the successor", "GA81": "the successor"}),
        ({"took_office": "2023-11-01", "left": "2026-04-30"}, {"HRC62": "the successor", "GA81": "the successor"}),
    ],
)
def test_a_report_falls_to_whoever_is_in_the_post_on_the_day_of_its_dialogue(clocks, facts, who):
    page = clocks(date(2026, 3, 30), **facts)
    found = page.context["clocks"]
    assert {row.title.rpartition(", ")[2]: row.who for row in found.reports} == who


def test_why_a_report_falls_to_the_successor_is_said(clocks):
    page = clocks(date(2026, 3, 30), took_office="2020-08-01")
    found = page.context["clocks"]
    (assembly,) = [row for row in found.reports if "GA81" in row.title]
    assert assembly.falls_to_successor
    assert assembly.why == (
        "Submitted by 15 July 2026, before the post changes hands: the six years of C. M. Bailliet end on 31 July 2026."
    )
    assert assembly.why in page.content.decode()
    assert "1 to the successor" in page.content.decode()


def test_a_holder_of_whom_no_day_is_known_has_no_chain_and_the_page_says_why(clocks):
    page = clocks(date(2026, 3, 30), is_alone=True, appointed_at=None)
    found = page.context["clocks"]
    assert found.chains == []
    assert found.near is None
    assert "The start of service is not recorded, so nothing can be counted from it." in page.content.decode()
    assert {row.who for row in found.reports} == {"not known"}


def test_every_mark_of_the_figure_is_a_row_of_a_list(clocks):
    page = clocks(date(2026, 3, 30), took_office="2021-08-01")
    found = page.context["clocks"]
    figure = page.content.decode()[page.content.decode().index('<figure class="clocks') :]
    lists = figure[figure.index("</figure>") :]
    drawn = ElementTree.fromstring(figure[: figure.index("</figure>") + len("</figure>")])
    numbers = {text.text for text in drawn.iter("text") if text.get("class") == "no"}
    assert numbers
    for number in numbers:
        assert f'<span class="numbered"><b>{number}</b>' in lists
    for title in (mark.title for lane in found.lanes for mark in lane.marks if mark.kind == "report"):
        assert title in lists


def test_the_places_of_a_lane_lie_within_the_figure(clocks):
    page = clocks(date(2026, 3, 30), took_office="2021-08-01")
    found = page.context["clocks"]
    for lane in [*found.lanes, found.near]:
        for place in [*(bar.x for bar in lane.bars), *(mark.x for mark in lane.marks)]:
            assert 0 <= float(place.rstrip("%")) <= 100


def test_a_working_group_has_a_lane_for_each_member_and_presents_as_a_group(client, officer, today):
    load_reference()
    today(date(2026, 3, 30))
    group = Mandate.objects.create(name="Working Group on a made-up subject", slug="group")
    session = Session.objects.get(body="HRC", kind="regular", number=54)
    for number, took_office in enumerate(["2021-08-01", "2022-05-01", None]):
        MandateHolder.objects.create(
            mandate=group, name=f"Made-up Member{number}", took_office=took_office, appointed_at=session
        )
    replan([group.pk], date(2026, 3, 30))
    client.force_login(officer)
    found = client.get("/mandates/group/").context["clocks"]
    assert [lane.name for lane in found.lanes] == ["Holder"] * 3
    assert found.chains[0].holder.name == "Made-up Member0"  # whose six years end first
    assert found.reports == []


def test_a_mandate_of_which_neither_clock_is_known_draws_none(client, officer):
    Mandate.objects.create(name="Expert on nothing yet", slug="nothing")
    client.force_login(officer)
    assert "Two clocks" not in client.get("/mandates/nothing/").content.decode()
