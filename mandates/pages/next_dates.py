"""The next dates of a mandate as its page prints them: what is followed, then what is only suggested."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from mandates.lists.wording import said
from mandates.models import Deadline


@dataclass(slots=True)
class NextDate:
    """One date: `day` is None where none was found, and `note` then says why; `mark` and `word` are its standing."""

    deadline: Deadline
    address: str
    step: str
    day: date | None
    note: str
    counts_days: bool  # whether the page adds how far away the day is
    mark: str
    word: str
    because: str
    opens_group: bool = False  # the first of those that stand under the same condition

    @classmethod
    def of(cls, deadline: Deadline, today: date) -> "NextDate":
        is_late = bool(deadline.due_on and deadline.late_after and deadline.late_after < today)
        is_suggested = deadline.standing == Deadline.Standing.SUGGESTED
        mark, word = ("late", _("late")) if is_late else ("open", _("followed"))
        day_is_away = deadline.due_on and (is_late or deadline.due_on >= today)
        return cls(
            deadline=deadline,
            address=deadline.get_absolute_url(),
            step=", ".join(filter(None, [said(deadline.step), str(deadline.session or "")])),
            day=deadline.due_on,
            note=_estimate(deadline) if deadline.due_on else no_day(deadline, today),
            counts_days=bool(day_is_away),
            mark="guess" if is_suggested else mark,
            word=_("suggested") if is_suggested else word,
            because=said(deadline.because) if is_suggested else "",
        )


def next_dates(deadlines: Iterable[Deadline], today: date) -> list[NextDate]:
    """`deadlines` in their order; a condition that several share is said once, above the first of them."""
    dates = [NextDate.of(deadline, today) for deadline in deadlines]
    for before, each in zip([None, *dates], dates, strict=False):
        each.opens_group = bool(each.because) and (before is None or before.because != each.because)
    return dates


def _estimate(deadline: Deadline) -> str:
    return _("estimate") if deadline.is_estimate else ""


def no_day(deadline: Deadline, today: date) -> str:
    """Why a date has no day. `late_after` then only bounds when its session was over: it is no day that anybody set."""
    if deadline.session and deadline.late_after and deadline.late_after < today:
        return _("the end of %(session)s is not recorded; the session is over") % {"session": deadline.session}
    if deadline.session and deadline.late_after:
        return _("the end of %(session)s is not recorded") % {"session": deadline.session}
    return _("the day that it is counted from was not found")
