"""Terms of a mandate: when each ends by its own text, and which renewals came after the term before had run out."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from dateutil.relativedelta import relativedelta

from mandates.models import MandateAction
from mandates.planning.renewals import last_day_of

RENEWING = {MandateAction.What.CREATES, MandateAction.What.EXTENDS}


def counted_from(action: MandateAction, adopted: date | None) -> date | None:
    """The day from which the term counts: the last of the session from whose end it runs, where the text names one,
    otherwise that of adoption. None while that last day is not known."""
    return action.effective_session.closes_on if action.effective_session_id else adopted


def end_of_term(action: MandateAction, began: date | None) -> date | None:
    """The day on which the text itself ends the term: until a session or a day, else the duration; None unknown."""
    if action.until_session_id and action.until_session.closes_on:
        return action.until_session.closes_on
    if action.until:
        return last_day_of(action.until)
    return later(began, action.term) if began and action.term else None


def later(day: date, term: str) -> date:
    """`day` and a duration of one unit, as the database keeps them: P3Y, P18M."""
    unit = {"Y": "years", "M": "months", "W": "weeks", "D": "days"}[term[-1]]
    return day + relativedelta(**{unit: int(term[1:-1])})


def late_renewals(actions: Sequence[MandateAction]) -> dict[int, tuple[int, str]]:
    """Which texts renewed after the term before them had run out: (days after it, symbol of that text), by action.

    Counted between full dates only. That a term had run out does not say that the mandate lapsed."""
    renewing = [action for action in actions if action.what in RENEWING and action.resolution.adopted_on]
    late = {}
    for before, action in pairwise(renewing):
        began = counted_from(before, before.resolution.adopted_on)
        ended = later(began, before.term) if began and before.term else None
        if ended and ended < action.resolution.adopted_on:
            late[action.pk] = ((action.resolution.adopted_on - ended).days, before.resolution.short_symbol)
    return late
