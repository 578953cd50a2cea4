"""Mandates handed over, until a day and for good: what is refused, what is logged, who acts when."""

from datetime import date, timedelta

import pytest

from mandates.models import Deadline, HandOver, LogEntry, Mandate, Notice
from mandates.records.deadlines import NotAccepted
from mandates.records.handovers import (
    end_hand_over,
    hand_over_for_good,
    hand_over_until,
    leave_office,
    tell_of_returns,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 30)
LAST = date(2026, 4, 10)


@pytest.fixture
def mandates(officer, unit):
    return [
        Mandate.objects.create(name=name, slug=name.lower(), owner=officer, unit=unit)
        for name in ("Albinism", "Cambodia", "Solidarity")
    ]


@pytest.fixture
def third(unit, django_user_model):
    return django_user_model.objects.create_user("moreau", "moreau@example.org", first_name="Anne", last_name="Moreau")


@pytest.fixture
def leave(officer, colleague, mandates):
    """The officer hands all mandates to the colleague until 10 April, unless said otherwise."""

    def left(some=None, **given):
        values = {"away": officer, "to": colleague, "from_on": TODAY, "until": LAST, "by": officer, "today": TODAY}
        return hand_over_until(some or mandates, **{**values, **given})

    return left


def step(mandate, due_on=date(2026, 4, 2), **given):
    key = f"H7|{Deadline.objects.count()}"
    return Deadline.objects.create(
        mandate=mandate, key=key, step="Submit the report", due_on=due_on, late_after=due_on, **given
    )


def acts_on(deadline, day):
    """Who acts on the day, asked in both ways: of the date, and of the people."""
    acting = HandOver.objects.acting(day)
    officer = acting.officer(Deadline.objects.with_row_facts().get(pk=deadline.pk))
    people = Mandate._meta.get_field("owner").related_model.objects.all()
    listed = [each for each in people if Deadline.objects.for_officer(each, acting).filter(pk=deadline.pk).exists()]
    assert listed == ([officer] if officer else []), "the lists say the same as the date"
    return officer


def refused(leave, **given):
    with pytest.raises(NotAccepted) as said:
        leave(**given)
    assert "Nothing was changed." in str(said.value) or "nothing was changed" in str(said.value)
    assert not LogEntry.objects.exists()
    return str(said.value)


@pytest.mark.parametrize(
    ("day", "is_away"),
    [(TODAY - timedelta(days=1), False), (TODAY, True), (LAST, True), (LAST + timedelta(days=1), False)],
    ids=["before", "first day", "last day", "day after"],
)
@pytest.mark.parametrize("assigned", [False, True], ids=["of the mandate", "assigned to the officer"])
def test_the_stand_in_acts_from_the_first_day_to_the_last_and_it_comes_back_by_itself(
    leave, mandates, officer, colleague, day, is_away, assigned
):
    deadline = step(mandates[0], assigned_to=officer if assigned else None)
    leave()
    assert acts_on(deadline, day) == (colleague if is_away else officer)


def test_what_somebody_else_was_given_stays_there(leave, mandates, colleague, third):
    deadline = step(mandates[0], assigned_to=third)
    leave()
    assert acts_on(deadline, TODAY) == third


def test_a_mandate_that_was_not_handed_over_stays(leave, mandates, officer):
    leave(mandates[:2])
    assert acts_on(step(mandates[2]), TODAY) == officer


def test_the_deputy_of_a_mandate_without_owner_hands_over_too(leave, mandates, officer, third):
    Mandate.objects.update(owner=None, deputy=officer)
    deadline = step(mandates[0])
    assert acts_on(deadline, TODAY) == officer
    leave(to=third)
    assert acts_on(deadline, TODAY) == third


def test_each_mandate_says_in_its_history_who_to_whom_and_until_when(leave, mandates, officer):
    leave(mandates[:2], note="Annual leave")
    entries = LogEntry.objects.filter(what="handed")
    assert {entry.mandate for entry in entries} == set(mandates[:2])
    entry = entries[0]
    assert (entry.by, entry.on, entry.from_value) == (officer, TODAY, "Lena Haddad")
    assert entry.to_value == "Tomás Ibarra, 30 March 2026 to 10 April 2026"
    assert entry.why == "Annual leave"


def test_the_stand_in_gets_one_notice_of_all_mandates_and_what_is_due(leave, mandates, officer, colleague):
    step(mandates[0], date(2026, 3, 20))
    step(mandates[1], date(2026, 4, 10))
    step(mandates[1], date(2026, 4, 11))
    leave()
    notice = Notice.objects.get()
    assert notice.person == colleague
    assert notice.heading == "You stand in for L. Haddad in 3 mandates, 30 March 2026 to 10 April 2026"
    assert notice.lines == [
        "Albinism",
        "Cambodia",
        "Solidarity",
        "Falling due in that time:",
        "Albinism: Submit the report: Fri 20 Mar 2026",
        "Cambodia: Submit the report: Fri 10 Apr 2026",
    ]


def test_who_did_not_do_it_is_told_as_well(leave, officer, colleague, head):
    leave(by=head)
    assert set(Notice.objects.values_list("person", flat=True)) == {officer.pk, colleague.pk}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"to": "officer"}, "nobody stands in for oneself"),
        ({"until": TODAY - timedelta(days=1), "from_on": TODAY - timedelta(days=9)}, "a first day from today on"),
        ({"until": TODAY, "from_on": TODAY + timedelta(days=1)}, "The last day cannot lie before the first"),
    ],
    ids=["to oneself", "in the past", "last before first"],
)
def test_what_cannot_be_is_refused_with_the_reason(leave, officer, given, said):
    given = {**given, "to": officer} if given.get("to") else given
    assert said in refused(leave, **given)


def test_a_closed_account_is_no_stand_in(leave, colleague):
    colleague.is_active = False
    colleague.save()
    assert "The account of T. Ibarra is closed" in refused(leave)


def test_nobody_hands_over_what_is_somebody_elses(leave, mandates, officer):
    Mandate.objects.filter(pk=mandates[1].pk).update(owner=None)
    assert "L. Haddad has nothing to hand over in Cambodia" in refused(leave)
    assert not HandOver.objects.exists()


def test_a_mandate_goes_to_one_colleague_on_one_day(leave, mandates, third):
    leave(mandates[:1])
    with pytest.raises(NotAccepted, match=r"Albinism is with T\. Ibarra from 30 March 2026 to 10 April 2026 already"):
        leave(to=third, from_on=LAST, until=LAST + timedelta(days=7))
    assert HandOver.objects.count() == 1
    leave(to=third, from_on=LAST + timedelta(days=1), until=LAST + timedelta(days=7))


def test_other_mandates_go_to_another_colleague_on_the_same_days(leave, mandates, colleague, third):
    leave(mandates[:1])
    leave(mandates[1:], to=third)
    assert acts_on(step(mandates[0]), TODAY) == colleague
    assert acts_on(step(mandates[1]), TODAY) == third


def test_a_stand_in_on_leave_hands_on_and_gets_it_back_while_the_first_leave_lasts(
    leave, mandates, officer, colleague, third
):
    deadline = step(mandates[0])
    leave()
    middle = date(2026, 4, 2)
    leave(mandates[:1], away=colleague, to=third, by=colleague, until=middle)
    assert acts_on(deadline, middle) == third
    assert acts_on(deadline, middle + timedelta(days=1)) == colleague
    assert acts_on(deadline, LAST + timedelta(days=1)) == officer


def test_nothing_is_handed_round_in_a_circle(leave, mandates, officer, colleague, third):
    leave()
    leave(mandates[:1], away=colleague, to=third, by=colleague)
    for to in (officer, colleague):
        with pytest.raises(NotAccepted, match="Choose somebody else"):
            leave(mandates[:1], away=third, to=to, by=third)
    assert acts_on(step(mandates[0]), TODAY) == third


def test_a_stand_in_whose_account_is_closed_meanwhile_acts_no_more(leave, mandates, officer, colleague):
    leave()
    colleague.is_active = False
    colleague.save()
    acting = HandOver.objects.acting(TODAY)
    assert acting.officer(Deadline.objects.with_row_facts().get(pk=step(mandates[0]).pk)) == officer


def test_ended_early_it_is_back_on_that_day_and_both_know(leave, mandates, officer, colleague):
    row = leave()
    Notice.objects.all().delete()
    day = date(2026, 4, 1)
    assert end_hand_over(row, by=officer, today=day)
    deadline = step(mandates[0])
    assert acts_on(deadline, date(2026, 3, 31)) == colleague
    assert acts_on(deadline, day) == officer
    assert LogEntry.objects.filter(what="returned", by=officer).count() == 3
    assert Notice.objects.get().person == colleague, "who ended it knows"
    assert not end_hand_over(row, by=officer, today=day), "it is over already"
    assert tell_of_returns(LAST + timedelta(days=1)) == 0, "it was told"


def test_one_that_has_not_begun_is_taken_back(leave, mandates, officer):
    row = leave(from_on=date(2026, 4, 5))
    end_hand_over(row, by=officer, today=TODAY)
    assert acts_on(step(mandates[0]), date(2026, 4, 6)) == officer
    leave(from_on=date(2026, 4, 5))


def test_who_is_back_is_told_once_of_what_is_open_by_the_next_run_whenever_it_is(leave, mandates, officer, colleague):
    leave(mandates[:1])
    step(mandates[0], date(2026, 4, 9))
    step(mandates[0], date(2026, 4, 20))
    Notice.objects.all().delete()
    assert tell_of_returns(LAST) == 0, "it is the last day still"
    day = LAST + timedelta(days=3)
    assert (tell_of_returns(day), tell_of_returns(day)) == (1, 0)
    notice = Notice.objects.get(person=officer)
    assert notice.heading == "T. Ibarra stood in for you until 10 April 2026: what was handed over is with you again"
    assert notice.lines[1:] == [
        "Open and due in the next 30 days:",
        "Albinism: Submit the report: Thu 9 Apr 2026",
        "Albinism: Submit the report: Mon 20 Apr 2026",
    ]
    ended = Notice.objects.get(person=colleague)
    assert ended.heading.startswith("You stood in for L. Haddad until 10 April 2026: what was handed over is with L.")
    assert ended.lines == ["Albinism"], "what is open now is not the stand-in’s any more"
    entry = LogEntry.objects.get(what="returned")
    assert (entry.by, entry.on, entry.to_value) == (None, LAST + timedelta(days=1), "Lena Haddad")


def test_for_good_the_mandate_has_another_owner_and_open_dates_go_along(mandates, officer, colleague, third):
    own, others = step(mandates[0], assigned_to=officer), step(mandates[0], assigned_to=third)
    done = step(mandates[0], assigned_to=officer, met_on=TODAY)
    entries = hand_over_for_good(mandates[:1], away=officer, to=colleague, by=officer, today=TODAY)
    mandates[0].refresh_from_db()
    assert mandates[0].owner == colleague
    assert acts_on(own, TODAY) == colleague
    assert acts_on(others, TODAY) == third
    done.refresh_from_db()
    assert done.assigned_to == officer, "what is done stays as it was"
    assert [(entry.from_value, entry.to_value) for entry in entries] == [("Lena Haddad", "Tomás Ibarra")]
    assert LogEntry.objects.get(what="assigned").deadline == own
    assert Notice.objects.get().heading == "1 mandate of L. Haddad is yours from today on"


def test_a_deputy_who_becomes_owner_leaves_the_deputys_place_free(mandates, officer, colleague):
    Mandate.objects.update(deputy=colleague)
    hand_over_for_good(mandates[:1], away=officer, to=colleague, by=officer, today=TODAY)
    mandates[0].refresh_from_db()
    assert (mandates[0].owner, mandates[0].deputy) == (colleague, None)


def test_a_deputy_hands_over_the_place_of_deputy_for_good(mandates, officer, colleague, third):
    Mandate.objects.update(deputy=colleague)
    hand_over_for_good(mandates[:1], away=colleague, to=third, by=colleague, today=TODAY)
    mandates[0].refresh_from_db()
    assert (mandates[0].owner, mandates[0].deputy) == (officer, third)


def test_who_stands_in_cannot_hand_over_for_good(leave, mandates, colleague, third):
    leave()
    with pytest.raises(NotAccepted, match=r"T\. Ibarra only stands in for Albinism"):
        hand_over_for_good(mandates, away=colleague, to=third, by=colleague, today=TODAY)
    assert not Mandate.objects.filter(owner=third).exists()


def test_what_goes_for_good_is_out_of_the_leave(leave, mandates, officer, third, colleague):
    row = leave(mandates[:2])
    hand_over_for_good(mandates[:1], away=officer, to=third, by=officer, today=TODAY)
    assert list(row.mandates.all()) == [mandates[1]]
    assert acts_on(step(mandates[0]), TODAY) == third
    hand_over_for_good(mandates[1:2], away=officer, to=third, by=officer, today=TODAY)
    assert not HandOver.objects.not_over(TODAY).exists()


def test_whose_stand_in_ends_because_it_went_for_good_hears_of_it_once(leave, mandates, officer, third, colleague):
    leave(mandates[:2])
    Notice.objects.all().delete()
    hand_over_for_good(mandates, away=officer, to=third, by=officer, today=TODAY)
    notice = Notice.objects.get(person=colleague)
    assert notice.heading == "You do not stand in for L. Haddad any more: this is A. Moreau’s from today on"
    assert notice.lines == ["Albinism", "Cambodia"]
    assert set(Notice.objects.values_list("person", flat=True)) == {colleague.pk, third.pk}


def test_a_stand_in_who_gets_it_for_good_is_told_that_alone(leave, mandates, officer, colleague):
    leave()
    Notice.objects.all().delete()
    hand_over_for_good(mandates, away=officer, to=colleague, by=officer, today=TODAY)
    assert Notice.objects.get().heading == "3 mandates of L. Haddad are yours from today on"


def test_an_account_that_is_closed_leaves_its_mandates_to_the_deputies(mandates, officer, colleague, third, head):
    Mandate.objects.filter(pk=mandates[0].pk).update(deputy=colleague)
    foreign = Mandate.objects.create(name="Water", slug="water", owner=third)
    assigned = step(foreign, assigned_to=officer)
    hand_over_until([mandates[1]], away=officer, to=third, from_on=TODAY, until=LAST, by=officer, today=TODAY)
    without = leave_office(officer, by=head, today=TODAY)
    assert [str(mandate) for mandate in without] == ["Cambodia", "Solidarity"]
    assert acts_on(step(mandates[0]), TODAY) == colleague
    assert acts_on(step(mandates[1]), TODAY) is None, "nobody stands in for who is gone; the desk says it has no owner"
    assert acts_on(assigned, TODAY) == third
    assert not HandOver.objects.not_over(TODAY).exists()
    assert LogEntry.objects.filter(what="handed", mandate=mandates[0], to_value="Tomás Ibarra").exists()


@pytest.fixture
def head_leaves(head, colleague):
    """The head hands over what a head is told to the colleague until 10 April, unless said otherwise."""

    def left(**given):
        values = {"away": head, "to": colleague, "from_on": TODAY, "until": LAST, "by": head, "today": TODAY}
        return hand_over_until([], as_head=True, **{**values, **given})

    return left


def acts_as_head(head, day):
    return HandOver.objects.acting(day).head_id(head.pk)


@pytest.mark.parametrize(
    ("day", "is_away"),
    [(TODAY - timedelta(days=1), False), (TODAY, True), (LAST, True), (LAST + timedelta(days=1), False)],
    ids=["before", "first day", "last day", "day after"],
)
def test_who_stands_in_for_a_head_of_unit_is_told_as_head_from_the_first_day_to_the_last(
    head_leaves, head, colleague, day, is_away
):
    head_leaves()
    assert acts_as_head(head, day) == (colleague if is_away else head).pk


def test_a_head_hands_over_mandates_and_the_place_of_head_in_one_action(head, colleague, mandates):
    Mandate.objects.filter(pk=mandates[0].pk).update(owner=head)
    hand_over_until(
        mandates[:1], as_head=True, away=head, to=colleague, from_on=TODAY, until=LAST, by=head, today=TODAY
    )
    assert acts_as_head(head, TODAY) == colleague.pk
    assert acts_on(step(mandates[0]), TODAY) == colleague
    notice = Notice.objects.get()
    assert notice.heading == "You stand in for R. Okonjo in 1 mandate, 30 March 2026 to 10 April 2026"
    assert notice.lines[0] == "As head of unit too: what R. Okonjo would be told as head goes to you."


def test_the_stand_in_of_a_head_is_told_of_it_at_once(head_leaves, colleague, administrator, head):
    head_leaves(by=administrator)
    assert {(notice.person, notice.heading) for notice in Notice.objects.all()} == {
        (colleague, "You stand in for R. Okonjo as head of unit, 30 March 2026 to 10 April 2026"),
        (head, "T. Ibarra stands in for you as head of unit, 30 March 2026 to 10 April 2026"),
    }
    entry = LogEntry.objects.get(what="handed")
    assert entry.to_value == "Tomás Ibarra, as head of unit, 30 March 2026 to 10 April 2026"


def test_only_a_head_hands_over_the_place_of_head(leave, mandates):
    assert "L. Haddad heads no unit" in refused(leave, as_head=True)


def test_the_place_of_head_goes_to_one_colleague_on_one_day_and_never_round_in_a_circle(
    head_leaves, head, colleague, third
):
    head_leaves()
    with pytest.raises(NotAccepted, match=r"The place of head of unit is with T\. Ibarra from 30 March 2026"):
        head_leaves(to=third, from_on=LAST, until=LAST)
    with pytest.raises(NotAccepted, match=r"R\. Okonjo hands the place of head of unit to T\. Ibarra"):
        head_leaves(away=colleague, to=head, by=colleague)
    head_leaves(away=colleague, to=third, by=colleague, until=TODAY)
    assert acts_as_head(head, TODAY) == third.pk
    assert acts_as_head(head, LAST) == colleague.pk


def test_the_place_of_head_stays_handed_over_when_the_mandates_of_the_leave_go_for_good(
    head, colleague, third, mandates
):
    Mandate.objects.filter(pk=mandates[0].pk).update(owner=head)
    some = mandates[:1]
    hand_over_until(some, as_head=True, away=head, to=colleague, from_on=TODAY, until=LAST, by=head, today=TODAY)
    hand_over_for_good(some, away=head, to=third, by=head, today=TODAY)
    assert acts_as_head(head, TODAY) == colleague.pk


def test_both_hear_when_the_stand_in_of_a_head_ends(head_leaves, head, colleague):
    head_leaves()
    Notice.objects.all().delete()
    day = LAST + timedelta(days=1)
    assert tell_of_returns(day) == 1
    assert {(notice.person, notice.heading) for notice in Notice.objects.all()} == {
        (head, "T. Ibarra stood in for you until 10 April 2026: what was handed over is with you again"),
        (colleague, "You stood in for R. Okonjo until 10 April 2026: what was handed over is with R. Okonjo again"),
    }
    assert tell_of_returns(day) == 0


def test_what_is_snoozed_is_said_to_the_stand_in_whom_it_does_not_remind_either(leave, mandates, colleague):
    step(mandates[0], date(2026, 4, 2), snoozed_until=date(2026, 4, 20))
    step(mandates[0], date(2026, 4, 6), snoozed_until=date(2026, 4, 8))
    step(mandates[0], date(2026, 4, 7))
    step(mandates[0], date(2026, 4, 9), snoozed_until=TODAY)  # over
    leave(mandates[:1])
    assert Notice.objects.get(person=colleague).lines == [
        "Albinism",
        "Falling due in that time:",
        "Albinism: Submit the report: Thu 2 Apr 2026, snoozed until Mon 20 Apr 2026",
        "Albinism: Submit the report: Mon 6 Apr 2026, snoozed until Wed 8 Apr 2026",
        "Albinism: Submit the report: Tue 7 Apr 2026",
        "Albinism: Submit the report: Thu 9 Apr 2026",
        "2 dates are snoozed: before their day they remind nobody, you neither.",
    ]
