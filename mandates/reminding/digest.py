"""One person's mail of one day: what is late first, then what is coming, each with its reason."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mandates.lists.wording import short_day
from mandates.models import Deadline, Mail, Notice, User
from mandates.models.handovers import Acting

from . import links
from .frame import Letter, Printed, framed, framed_alike, in_language_of, place
from .notice import address_of
from .rows import Row, Rows

NEAR = timedelta(days=7)


def compose(
    person: User,
    deadlines: Sequence[Deadline],
    today: date,
    *,
    heads_told: Collection[int] = (),
    recalled: Mapping[Deadline, str] | None = None,
    suggestions: int = 0,
    doubtful: Iterable[Mail] = (),
    followed: Sequence[Notice] = (),
    mail: Mail | None = None,
    acting: Acting,
) -> Letter:
    """The mail of `today` to `person` about `deadlines`, in text and HTML; its subject is its first heading.

    `acting`: who acts on a date today. `heads_told`: the deadlines of which the head of unit is told today as well.
    `recalled`: what the person asked to hear of again, with the note made then; it may be met by now, and stands once
    where it is due as well.
    `suggestions`: how many streams wait for the person's confirmation; they are counted at the end, and never a reason
    for a mail. `doubtful`: earlier mails that may not have arrived. `mail` is the row that goes out, for the link that
    acknowledges it. `followed`: what happened to what the person follows, each with its entry and its follows."""
    recalled = recalled or {}
    alone = {deadline: note for deadline, note in recalled.items() if deadline not in deadlines}
    with in_language_of(person):
        made = Rows(person, today, acting, heads_told)
        rows = [made.of(deadline, also=recalled.get(deadline, "")) for deadline in sorted(deadlines, key=_by_day)]
        late = [row for row in rows if row.is_late]
        near = [row for row in rows if not row.is_late and row.due_on <= today + NEAR]
        later = [row for row in rows if not row.is_late and row.due_on > today + NEAR]
        again = [made.of_recalled(deadline, alone[deadline]) for deadline in sorted(alone, key=_by_day)]
        subject = _subject(len(late), len(near), len(later), len(again), len(followed))
        groups = [
            (heading, group, is_late)
            for heading, group, is_late in (
                (_("Overdue"), late, True),
                (_("Next 7 days"), near, False),
                (_("Later"), later, False),
                (_("You asked to hear of this again"), again, False),
            )
            if group
        ]
        nearest = next(iter(near or later or late or again), None)
        if groups and not followed and not suggestions and not doubtful:
            return _of_dates_alone(subject, groups, nearest, person, today, mail)
        says = {
            "groups": groups,
            "nearest": nearest,
            "followed": [(notice, address_of(notice)) for notice in followed],
            "following": links.place("following"),
            "suggestions": suggestions,
            "doubtful": [(short_day(earlier.on, today), links.place("mail", earlier.pk)) for earlier in doubtful],
        }
        return framed(Mail.Kind.DIGEST, subject, says, person, today, mail)


class Place(NamedTuple):
    """In place of the rows of a group."""

    text: str
    html: str


class Nearest(NamedTuple):
    """In place of the row that mail readers show beside the subject."""

    step: str = place("step")
    of: str = place("of")
    day: str = place("day")


def _of_dates_alone(
    subject: str,
    groups: Sequence[tuple[str, Sequence[Row], bool]],
    nearest: Row,
    person: User,
    today: date,
    mail: Mail | None,
) -> Letter:
    """The usual digest."""
    places = [SafeString(place(f"rows_{number}")) for number in range(len(groups))]
    says = (
        ("groups", tuple((group[0], (Place(at, at),), group[2]) for group, at in zip(groups, places, strict=True))),
        ("nearest", Nearest()),
    )
    printed = {name: Printed.of(getattr(nearest, name)) for name in Nearest._fields}
    for number, (_heading, rows, _is_late) in enumerate(groups):
        text, html = "\n\n".join(row.text for row in rows), "\n".join(row.html for row in rows)
        printed[f"rows_{number}"] = Printed(text, html)
    return framed_alike(Mail.Kind.DIGEST, subject, says, printed, person, today, mail)


def _by_day(deadline: Deadline) -> tuple[date, int]:
    return deadline.due_on or deadline.late_after or date.max, deadline.pk


def _subject(late: int, near: int, later: int, again: int, followed: int) -> str:
    parts = []
    if late:
        parts.append(ngettext("%d overdue", "%d overdue", late) % late)
    if near:
        parts.append(ngettext("%d due within 7 days", "%d due within 7 days", near) % near)
    if later:
        parts.append(ngettext("%d due later", "%d due later", later) % later)
    if again:
        parts.append(ngettext("%d to look at again", "%d to look at again", again) % again)
    if followed:
        parts.append(ngettext("%d change in what you follow", "%d changes in what you follow", followed) % followed)
    return ", ".join(parts)
