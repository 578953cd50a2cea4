"""The mail of Monday: the saved views that a person has by mail, each with its rows as on its page.

It goes on Monday, or on the first working day after it to those who want mail on working days only, and only with
views that are not empty: a Monday with nothing is a Monday without mail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import ngettext

from mandates.lists.kept import LISTS, filtered
from mandates.models import Mail, SavedView, User
from mandates.models.saved_views import monday_of
from mandates.records.saved_views import queue_views

from .frame import Letter, framed, in_language_of
from .hours import DaysOff, Hours, Moment
from .lines import LINES, Line

NAMED = 2  # views in the subject


@dataclass(frozen=True, slots=True)
class Shown:
    """A view in the mail: how many rows it has, the first of them, what narrows it and what nobody knows any more."""

    view: SavedView
    address: str
    of: str
    words: str
    number: int
    lines: Sequence[Line]
    left_out: Sequence[str]

    @property
    def more(self) -> int:
        return self.number - len(self.lines)


def prepare_views(today: date, at: datetime) -> None:
    """Keep for the outbox what goes on the Monday of this week, and what was empty. Call it within `turns.alone`."""
    monday = monday_of(today)
    # Most of the time nothing waits, and that is known after one query.
    views = list(
        SavedView.objects.to_look_at(monday)
        .filter(person__is_active=True)
        .exclude(person__email="")
        .exclude(person__mail_habit__views=False)
        .select_related("person__mail_habit", "person__unit")
    )
    if not views:
        return
    moment, days_off = Moment.of(today, at), DaysOff()
    by_person: dict[User, list[SavedView]] = {}
    empty = []
    for view in views:
        hours = Hours.of(getattr(view.person, "mail_habit", None), moment, days_off)
        if hours.is_silent or not hours.has_come(monday, -1):
            continue
        if filtered(view.of, view.query, view.person, today).qs.exists():
            by_person.setdefault(view.person, []).append(view)
        else:
            empty.append(view)
    queue_views(by_person, empty, monday=monday, on=today)


def compose_views(person: User, views: Iterable[SavedView], today: date, *, mail: Mail | None = None) -> Letter | None:
    """One mail to `person` with all of `views` that are not empty; None where all are."""
    with in_language_of(person):
        shown = [each for view in dict.fromkeys(views) if (each := _shown(view, person, today)).number]
        if not shown:
            return None
        subject = _subject(shown)
        has_marks = any(line.mark for each in shown for line in each.lines)
        says = {"shown": shown, "has_marks": has_marks}
        return framed(Mail.Kind.VIEWS, subject, says, person, today, mail)


def _subject(shown: Sequence[Shown]) -> str:
    """The first views with their numbers, and how many more there are."""
    named = ", ".join(f"{each.view.name}: {each.number}" for each in shown[:NAMED])
    more = len(shown) - NAMED
    if more <= 0:
        return named
    return ngettext("%(named)s, and %(n)d more view", "%(named)s, and %(n)d more views", more) % {
        "named": named,
        "n": more,
    }


def _shown(view: SavedView, person: User, today: date) -> Shown:
    asked = filtered(view.of, view.query, person, today)
    return Shown(
        view=view,
        address=settings.DESK_URL + view.get_absolute_url(),
        of=str(LISTS[view.of].words),
        words=asked.words,
        number=asked.qs.count(),
        lines=LINES[view.of](asked.qs, today),
        left_out=asked.left_out,
    )
