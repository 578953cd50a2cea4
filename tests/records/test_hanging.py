"""Which mandates hang on a session that moves."""

from datetime import date

import pytest

from mandates.models import Body, Mandate, MandateHolder, Session
from mandates.records.hanging import mandates_counting_from

pytestmark = pytest.mark.django_db
OLD, NEW = date(2028, 6, 19), date(2029, 9, 10)  # more than three sessions apart


@pytest.mark.parametrize(
    ("took_office", "days", "hangs"),
    [
        ("2022-08-01", (OLD, NEW), True),
        ("2023-11-01", (OLD, NEW), True),
        ("2023-11-01", (OLD,), False),
        ("2023-11-01", (OLD, None), False),
        ("2026-08-01", (OLD, NEW), False),
    ],
    ids=["near the old day", "near the new day", "which is not known", "which is taken away", "far from both"],
)
def test_six_years_that_end_near_the_day_of_a_session_hang_on_it(took_office, days, hangs):
    session = Session.objects.create(body=Body.COUNCIL, number=68, opens_on=OLD)
    mandate = Mandate.objects.create(name="Invented subject", slug="invented")
    MandateHolder.objects.create(mandate=mandate, name="Invented Holder", took_office=took_office)
    assert mandates_counting_from(session, *days) == ({mandate.pk} if hangs else set())
