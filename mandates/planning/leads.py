"""When a person is told of a deadline: the leads of its rule, laid on its days."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache


def leads(kept: str) -> list[int]:
    """The days before that a rule keeps as a line, earliest first: "1,28" gives [28, 1]; -1 is one day after.

    ValueError where the line holds anything but whole numbers."""
    return list(_leads(kept))


@lru_cache(maxsize=1024)
def _leads(kept: str) -> tuple[int, ...]:
    return tuple(sorted({int(part) for part in kept.split(",") if part.strip()}, reverse=True))


def told_from(lead: int, due_on: date | None, late_after: date | None) -> date | None:
    """The day from which `lead` is due; None where it never comes.

    Days before are counted from `due_on` (a window's first day), days after from `late_after`, the last day in time:
    what never gets late is not told after. A step without a day is told once it is late, never before."""
    if due_on is not None and lead >= 0:
        return due_on - timedelta(days=lead)
    return late_after and late_after + timedelta(days=max(1, -lead))


def lead_on(
    today: date,
    kept: str,
    due_on: date | None,
    late_after: date | None,
    *,
    has_come: Callable[[date, int], bool] | None = None,
) -> int | None:
    """The lead that is due on `today`: the latest whose day has come, or None.

    A lead is due from its day until the day of the next one (deadline rules, section 8), so that after missed runs
    one lead is told and not all of them; what is overdue is told at its leads, not daily. `has_come` says of a day and
    its lead whether a person wants to hear by now; without it the day is enough."""
    due = [
        lead
        for lead in _leads(kept)
        if (day := told_from(lead, due_on, late_after)) and (has_come(day, lead) if has_come else day <= today)
    ]
    return min(due, default=None)
