"""Terms: from which day each counts, and when its text ends it."""

from datetime import date

import pytest

from mandates.models import MandateAction, Resolution, Session
from mandates.pages.terms import counted_from, end_of_term, late_renewals

ENDS_56TH = date(2024, 7, 12)


def extended(adopted="2024-04-04", *, key=1, **more):
    return MandateAction(pk=key, what="extends", term="P1Y", resolution=Resolution(adopted=adopted), **more)


def from_the_end_of(closes_on):
    return {"effective_session": Session(pk=1, number=56, closes_on=closes_on)}


@pytest.mark.parametrize(
    ("action", "ends"),
    [
        (extended(), date(2025, 4, 4)),
        (extended(**from_the_end_of(ENDS_56TH)), date(2025, 7, 12)),  # as in 55/27
        (extended(**from_the_end_of(None)), None),  # the last day is not known: nor is the anniversary
    ],
)
def test_term_counts_from_the_end_of_the_session_that_the_text_names(action, ends):
    assert end_of_term(action, counted_from(action, action.resolution.adopted_on)) == ends


@pytest.mark.parametrize(("closes_on", "late"), [(date(2024, 4, 5), {2: (3, "55/27")}), (ENDS_56TH, {}), (None, {})])
def test_renewal_is_late_only_where_the_end_of_the_term_before_is_known(closes_on, late):
    before, after = extended(**from_the_end_of(closes_on)), extended("2025-04-08", key=2)
    before.resolution.symbol = "A/HRC/RES/55/27"
    assert late_renewals([before, after]) == late
