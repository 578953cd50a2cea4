"""When a person is told of a deadline: the leads of its rule, laid on its days."""

from datetime import date, timedelta


def leads(kept: str) -> list[int]:
    """The days before that a rule keeps as a line, earliest first: "1,28" gives [28, 1]; -1 is one day after.

    ValueError where the line holds anything but whole numbers."""
    return sorted({int(part) for part in kept.split(",") if part.strip()}, reverse=True)


def told_from(lead: int, due_on: date | None, late_after: date | None) -> date | None:
    """The day from which `lead` is due; None where it never comes.

    Days before are counted from `due_on` (a window's first day), days after from `late_after`, the last day in time:
    what never gets late is not told after. A step without a day is told once it is late, never before."""
    if due_on is not None and lead >= 0:
        return due_on - timedelta(days=lead)
    return late_after and late_after + timedelta(days=max(1, -lead))


def lead_on(today: date, kept: str, due_on: date | None, late_after: date | None) -> int | None:
    """The lead that is due on `today`: the latest whose day has come, or None.

    A lead is due from its day until the day of the next one (deadline rules, section 8), so that after missed runs
    one lead is told and not all of them; what is overdue is told at its leads, not daily."""
    due = [lead for lead in leads(kept) if (day := told_from(lead, due_on, late_after)) and day <= today]
    return min(due, default=None)
