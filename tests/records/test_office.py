"""The made-up office: plausible, repeatable, and never poured over a real one."""

from datetime import date

import pytest

from mandates.models import Deadline, Mandate, Resolution
from mandates.records.deadlines import NotAccepted
from mandates.records.office import make_office

DAY = date(2026, 3, 30)


def test_an_office_has_ten_years_of_dates_and_a_desk_that_is_not_drowned(db):
    made = make_office(6, on=DAY)
    assert made.mandates == 6
    days = Deadline.objects.exclude(due_on=None).order_by("due_on")
    assert days.first().due_on < date(2018, 1, 1)
    assert days.last().due_on > DAY
    late = Deadline.objects.overdue(DAY).count()
    assert 0 < late < made.deadlines / 20


def test_its_texts_are_recognisable_as_made_up(db):
    make_office(2, on=DAY)
    assert all(mandate.name.startswith("Independent Expert on invented subject") for mandate in Mandate.objects.all())
    assert all(int(symbol.rpartition("/")[2]) > 9000 for symbol in Resolution.objects.values_list("symbol", flat=True))


def test_a_database_that_holds_anything_is_refused(officer):
    with pytest.raises(NotAccepted, match="holds an office already"):
        make_office(2, on=DAY)
    assert not Mandate.objects.exists()
