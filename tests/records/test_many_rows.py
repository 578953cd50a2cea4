"""Rows that are written, or found, by the thousand: the same on both databases as one by one."""

from datetime import date

import pytest

from mandates.models import Deadline, Mandate
from mandates.records.many_rows import insert

pytestmark = pytest.mark.django_db


@pytest.fixture
def mandate():
    return Mandate.objects.create(name="Water", slug="water", kind="thematic")


def test_rows_written_at_once_hold_what_was_given_and_defaults_for_the_rest(mandate):
    moved = [{"from": "2026-04-06", "to": "2026-04-02", "why": "Easter Monday"}]
    words = "a\ttab, a \\ and a line\nfeed; “quoted”, \"and\" 'so'"
    rows = [
        (mandate.pk, "H7|HRC62|1", words, date(2026, 4, 2), True, moved, ""),
        (mandate.pk, "H7|HRC65|1", "", None, False, [], "a reason"),
    ]
    names = ("mandate_id", "key", "step", "due_on", "is_estimate", "adjustments", "set_reason")
    insert(Deadline, names, rows)
    first, second = Deadline.objects.order_by("key")
    assert (first.step, first.due_on, first.is_estimate, first.adjustments) == (words, date(2026, 4, 2), True, moved)
    assert (second.due_on, second.is_estimate, second.set_reason) == (None, False, "a reason")
    assert (first.standing, first.sequence, first.met_on, first.set_by_hand) == ("followed", 0, None, False)
    assert first.changed_at == second.changed_at


def test_rows_are_picked_by_a_limited_query_as_by_their_keys(mandate):
    days = [date(2026, 4, day) for day in range(1, 9)]
    insert(Deadline, ("mandate_id", "key", "due_on"), [(mandate.pk, str(day), day) for day in days])
    latest = Deadline.objects.order_by("-due_on").values("pk")[:3]
    picked = Deadline.objects.filter(pk__picked=latest).order_by("due_on")
    assert [deadline.due_on for deadline in picked] == days[-3:]
    assert not Deadline.objects.filter(pk__picked=Deadline.objects.none().values("pk")).exists()


@pytest.mark.parametrize("how_many", [0, 1, 40_000])
def test_rows_are_found_by_any_number_of_keys(mandate, how_many):
    insert(Deadline, ("mandate_id", "key"), [(mandate.pk, str(place)) for place in range(3)])
    first = Deadline.objects.order_by("pk").first().pk
    keys = [*range(first, first + how_many), None]
    assert Deadline.objects.filter(pk__among=keys).count() == min(how_many, 3)
    assert Deadline.objects.filter(mandate__among=[mandate.pk]).exclude(pk__among=keys).count() == 3 - min(how_many, 3)
