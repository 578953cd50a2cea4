"""Going on leave on the pages: who may, what is shown before, what the desk and the mandate say while it lasts."""

from datetime import date

import pytest
from django.urls import reverse

from mandates.models import HandOver, LogEntry, Mandate
from mandates.records.handovers import hand_over_until
from tests.small_office import MONDAY

pytestmark = pytest.mark.django_db
LAST = date(2026, 4, 10)
NEW = "/hand-overs/new/"


@pytest.fixture
def reader(client, officer, monday):
    client.force_login(officer)
    return client


@pytest.fixture
def typed(mandate, colleague):
    return {
        "mandates": [mandate.pk],
        "to": colleague.pk,
        "how": "until",
        "from_on": "2026-03-30",
        "until": "2026-04-10",
        "note": "Annual leave",
    }


@pytest.fixture
def leave(mandate, officer, colleague):
    return hand_over_until([mandate], away=officer, to=colleague, from_on=MONDAY, until=LAST, by=officer, today=MONDAY)


def test_all_that_is_the_readers_is_ticked_and_what_is_due_is_shown_at_once(reader, easter):
    page = reader.get(NEW)
    assert page.context["form"].initial["mandates"] == [easter.mandate_id]
    assert [row.pk for row in page.context["due"]] == [easter.pk]


def test_what_somebody_stands_in_for_already_is_not_ticked(reader, leave):
    assert reader.get(NEW).context["form"].initial["mandates"] == []


def test_one_press_hands_over_and_says_so_in_the_history(reader, typed, mandate, colleague):
    answer = reader.post(NEW, typed, follow=True)
    row = HandOver.objects.get()
    assert (row.to, row.until, row.note) == (colleague, LAST, "Annual leave")
    assert "T. Ibarra stands in for you in 1 mandate. It comes back to you by itself." in answer.content.decode()
    page = reader.get(mandate.get_absolute_url()).content.decode()
    assert "stands in for L. Haddad" in page
    assert "Tomás Ibarra, 30 March 2026 to 10 April 2026" in page


def test_for_good_needs_no_day(reader, typed, mandate, colleague):
    reader.post(NEW, {**typed, "how": "good", "until": ""})
    mandate.refresh_from_db()
    assert mandate.owner == colleague
    assert not HandOver.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"until": ""}, "Give the last day on which your colleague stands in."),
        ({"until": "2026-03-27", "from_on": "2026-03-26"}, "Give a first day from today on."),
        ({"mandates": []}, "This field is required."),
        ({"to": ""}, "This field is required."),
    ],
    ids=["no last day", "past", "no mandate", "nobody"],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(reader, typed, wrong, said):
    answer = reader.post(NEW, {**typed, **wrong})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Annual leave" in answer.content.decode()
    assert not HandOver.objects.exists()


def test_looking_writes_nothing(reader, typed, easter, deadline):
    beyond = deadline(due_on=date(2026, 4, 11))
    for answer in (
        reader.post(NEW, {**typed, "look": "1"}),
        reader.get(NEW, typed, headers={"HX-Request": "true"}),
    ):
        assert answer.status_code == 200
        shown = answer.content.decode()
        assert easter.get_absolute_url() in shown
        assert beyond.get_absolute_url() not in shown, "it lies after the last day"
    assert not HandOver.objects.exists()


def test_that_the_colleague_is_away_as_well_is_said_before(reader, typed, colleague, head, unit):
    own = Mandate.objects.create(name="Albinism", slug="albinism", owner=colleague, unit=unit)
    hand_over_until([own], away=colleague, to=head, from_on=LAST, until=LAST, by=colleague, today=MONDAY)
    page = reader.get(NEW, typed).content.decode()
    assert "T. Ibarra has handed over own mandates" in page


def test_while_it_lasts_dates_stand_on_the_desk_of_the_stand_in(reader, client, leave, easter, officer, colleague):
    page = reader.get("/")
    assert "T. Ibarra stands in for you in 1 mandate until Fri 10 April." in page.content.decode()
    assert page.context["counts"].all == 0
    client.force_login(colleague)
    page = client.get("/")
    assert "You stand in for L. Haddad in 1 mandate until Fri 10 April." in page.content.decode()
    assert page.context["counts"].all == 1
    assert [row.who for row in page.context["groups"]["week"].rows] == ["You, for L. Haddad"]
    for address in ("/deadlines/?who=me", "/deadlines/?who=ibarra"):
        assert [row.pk for row in client.get(address).context["page"].object_list] == [easter.pk]
    assert [row.may_assign for row in client.get("/deadlines/?who=me").context["page"].object_list] == [True]


def test_the_day_after_all_is_back_though_nothing_ran(client, today, leave, easter, officer, colleague):
    today(date(2026, 4, 11))
    client.force_login(officer)
    assert [row.pk for row in client.get("/deadlines/?who=me").context["page"].object_list] == [easter.pk]
    assert client.get("/").context["standing_in"] == []


def test_numbers_beside_the_filters_go_by_who_acts_today(client, monday, leave, easter, head, colleague):
    client.force_login(colleague)
    page = client.get("/?who=all")
    numbers = {choice.words: choice.number for group in page.context["choices"] for choice in group.choices}
    assert numbers["Mine"] == 1


def test_it_is_ended_by_one_press_by_both_and_by_the_head(client, today, leave, officer, colleague, head, mandate):
    today(MONDAY)
    for person in (officer, colleague, head):
        client.force_login(person)
        assert [row["may_end"] for row in client.get("/hand-overs/").context["rows"]] == [True]
    client.post(reverse("end_hand_over", args=[leave.pk]))
    leave.refresh_from_db()
    assert (leave.ended_on, leave.ended_by) == (MONDAY, head)
    assert LogEntry.objects.filter(what="returned", mandate=mandate, by=head).exists()
    assert "it was over already" in client.post(reverse("end_hand_over", args=[leave.pk]), follow=True).content.decode()


def test_others_see_it_and_do_not_end_it(client, monday, leave, django_user_model):
    client.force_login(django_user_model.objects.create_user("moreau"))
    assert [row["may_end"] for row in client.get("/hand-overs/").context["rows"]] == [False]
    assert client.post(reverse("end_hand_over", args=[leave.pk])).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("officer", 200), ("head", 200), ("administrator", 200), ("colleague", 403)]
)
def test_who_may_hand_over_what_is_an_officers(client, request, monday, mandate, officer, typed, who, status):
    client.force_login(request.getfixturevalue(who))
    address = f"{NEW}?who={officer.username}"
    assert client.get(address).status_code == status
    client.post(address, typed)
    assert HandOver.objects.exists() == (status == 200)


def test_a_head_hands_over_what_is_of_the_own_unit_only(client, monday, mandate, officer, head, colleague, typed):
    foreign = Mandate.objects.create(name="Water", slug="water", owner=officer)
    client.force_login(head)
    page = client.get(f"{NEW}?who={officer.username}")
    assert list(page.context["form"].fields["mandates"].queryset) == [mandate]
    assert client.post(f"{NEW}?who={officer.username}", {**typed, "mandates": [foreign.pk]}).status_code == 422


@pytest.mark.parametrize("how_many", [1, 30])
def test_the_list_costs_the_same_for_one_as_for_thirty(
    reader, officer, colleague, unit, how_many, django_assert_num_queries
):
    for number in range(how_many):
        mandate = Mandate.objects.create(name=f"Mandate {number}", slug=f"m{number}", owner=officer, unit=unit)
        hand_over_until([mandate], away=officer, to=colleague, from_on=MONDAY, until=LAST, by=officer, today=MONDAY)
    with django_assert_num_queries(6):  # session, reader, those to end, hand-overs, their mandates, people of the unit
        assert len(reader.get("/hand-overs/").context["rows"]) == how_many


@pytest.fixture
def as_head(typed):
    return {**{name: value for name, value in typed.items() if name != "mandates"}, "as_head": "1"}


def test_a_head_of_unit_goes_on_leave_and_the_stand_in_is_told_as_head(
    client, monday, easter, mandate, head, colleague, as_head
):
    client.force_login(head)
    page = client.get(NEW).content.decode()
    assert "what the head of Special Procedures, first section is told" in page
    answer = client.post(NEW, as_head, follow=True).content.decode()
    assert "T. Ibarra stands in for you as head of unit. It comes back to you by itself." in answer
    row = HandOver.objects.get()
    assert (row.as_head, row.to, list(row.mandates.all())) == (True, colleague, [])
    assert "as head of unit" in client.get("/hand-overs/").content.decode()
    assert "stands in for R. Okonjo, as head of unit" in client.get(mandate.get_absolute_url()).content.decode()
    assert "T. Ibarra stands in for you as head of unit until Fri 10 April." in client.get("/").content.decode()
    client.force_login(colleague)
    assert "You stand in for R. Okonjo as head of unit until Fri 10 April." in client.get("/").content.decode()


def test_who_stands_in_for_a_head_reassigns_what_is_late(client, monday, easter, head, colleague, officer):
    client.force_login(colleague)
    address = reverse("assign", args=[easter.pk])
    assert client.post(address, {"to": colleague.pk}).status_code == 403
    hand_over_until([], as_head=True, away=head, to=colleague, from_on=MONDAY, until=LAST, by=head, today=MONDAY)
    assert "Reassign" in client.get("/?who=all").content.decode()
    client.post(address, {"to": colleague.pk})
    easter.refresh_from_db()
    assert easter.assigned_to == colleague


def test_the_place_of_head_is_not_given_away_for_good(client, monday, head, as_head):
    client.force_login(head)
    answer = client.post(NEW, {**as_head, "how": "good"})
    assert answer.status_code == 422
    assert "an administrator enters another head of the unit" in answer.content.decode()


def test_a_head_with_mandates_of_the_own_hands_over_both_or_one_of_the_two(
    client, monday, mandate, head, colleague, typed, as_head
):
    Mandate.objects.filter(pk=mandate.pk).update(owner=head)
    client.force_login(head)
    form = client.get(NEW).context["form"]
    assert form.initial == {"mandates": [mandate.pk], "as_head": [1]}
    assert client.get(f"{NEW}?mandate={mandate.slug}").context["form"].initial["as_head"] == []
    client.post(NEW, typed)
    assert not HandOver.objects.get().as_head
    client.post(NEW, as_head)
    assert HandOver.objects.filter(as_head=True, mandates=None).count() == 1
    answer = client.post(NEW, {name: value for name, value in as_head.items() if name != "as_head"})
    assert "Choose at least one mandate" in answer.content.decode()


def test_an_officer_is_not_offered_the_place_of_head(reader, mandate):
    assert "as_head" not in reader.get(NEW).context["form"].fields


def test_what_is_snoozed_is_said_before_it_is_handed_over(reader, easter):
    easter.snoozed_until = date(2026, 4, 20)
    easter.save()
    page = reader.get(NEW).content.decode()
    assert "Snoozed until Mon 20 Apr 2026" in page
    assert "1 date here is snoozed: before its day it reminds nobody, your colleague neither." in page
