"""What anybody may read: sessions, renewals, presentations, published calls; nothing of the office."""

from datetime import date

import pytest

from mandates.models import Deadline, Rule
from mandates.planning import shipped_rules

from .conftest import events_in

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def step(deadline, submitting):
    """Make a step of another rule: `step("H11", "Hold the dialogue", due_on=…)`."""

    def made(code, **given):
        shipped = next(rule for rule in shipped_rules() if rule.code == code).as_row()
        rule, _created = Rule.objects.get_or_create(code=code, defaults=shipped)
        return deadline(rule=rule, step=code, offset_words="", **given)

    return made


@pytest.fixture
def public(client):
    return lambda query="": client.get(f"/feeds/public.ics{query}")


def summaries(response):
    return {event.summary.value for event in events_in(response).values()}


def test_the_public_sees_sessions_renewals_presentations_and_published_calls(step, public):
    step("H11", due_on=date(2026, 6, 24))
    step("N7", due_on=None, late_after=None, obligation=None, report=None)
    step("H1", due_on=date(2026, 3, 2), met_on=date(2026, 3, 5))
    step("H3", due_on=date(2026, 4, 24))
    assert summaries(public()) == {
        "HRC61",
        "HRC62 opens",
        "Report presented to the Human Rights Council, HRC62: Made-up solidarity",
        "Renewal of the mandate decided, HRC62: Made-up solidarity",
        "Call for inputs, HRC62: Made-up solidarity",
        "Inputs due, HRC62: Made-up solidarity",
    }


def test_a_renewal_without_a_day_stands_on_its_session_and_moves_to_its_day(step, public, sessions):
    one = step("N7", due_on=None, late_after=None, obligation=None, report=None)
    name = f"public-{one.pk}@testserver"
    before = events_in(public())[name]
    assert (before.dtstart.value, before.status.value) == (date(2026, 6, 15), "TENTATIVE")
    Deadline.objects.filter(pk=one.pk).update(
        due_on=date(2026, 7, 6), window_ends=date(2026, 7, 8), sequence=one.sequence + 1
    )
    after = events_in(public())[name]
    assert (after.dtstart.value, after.dtend.value) == (date(2026, 7, 6), date(2026, 7, 9))
    assert int(after.sequence.value) > int(before.sequence.value)


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("H1", {}),  # a call that is planned, and not published
        ("H3", {}),  # its end
        ("H7", {}),  # a submission is the office's own
        ("H11", {"standing": "suggested"}),
        ("H11", {"standing": "not_recorded"}),
    ],
)
def test_what_is_internal_stays_inside(step, public, code, given):
    step(code, **given)
    assert summaries(public()) == {"HRC61", "HRC62 opens"}


def test_no_name_note_or_inner_address_leaks(step, public, officer):
    step(
        "H11",
        due_on=date(2026, 6, 24),
        assigned_to=officer,
        set_by_hand=True,
        set_reason="the sponsor asked on the telephone",
        set_by=officer,
    )
    body = public().content.decode().replace("\r\n ", "")
    for inner in ("Haddad", "telephone", "/deadlines/", "Stage", "Officer"):
        assert inner not in body
    (event,) = [event for uid, event in events_in(public()).items() if uid.startswith("public-")]
    assert event.url.value == "https://docs.un.org/en/A/HRC/RES/53/5"
    assert "53/5, para. 9" in event.description.value


@pytest.mark.parametrize(
    ("query", "seen"), [("?mandate=solidarity", 1), ("?mandate=other", 0), ("?q=made-up+solid", 1), ("?q=water", 0)]
)
def test_a_theme_can_be_followed_alone(step, public, query, seen):
    step("H11", due_on=date(2026, 6, 24))
    assert len([uid for uid in events_in(public(query)) if uid.startswith("public-")]) == seen


def test_nothing_is_sent_again_while_nothing_changed(step, public, client):
    step("H11", due_on=date(2026, 6, 24))
    stamp = public()["ETag"]
    assert client.get("/feeds/public.ics", headers={"if-none-match": stamp}).status_code == 304


@pytest.mark.parametrize("how_many", [1, 30])
def test_the_public_feed_costs_the_same_for_one_step_as_for_thirty(step, public, how_many, django_assert_num_queries):
    for _number in range(how_many):
        step("H11", due_on=date(2026, 6, 24))
    with django_assert_num_queries(3):  # rules, steps, sessions
        assert public().content.count(b"UID:public-") == how_many
