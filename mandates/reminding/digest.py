"""One person's mail of one day: what is late first, then what is coming, each with its reason."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mandates.lists.reasons import adjustments_of, rule_of, source_of
from mandates.models import Deadline, Mail, Notice, User
from mandates.models.handovers import Acting
from mandates.records.deadlines import needs_an_outcome

from . import links
from .frame import Letter, framed, in_language_of

NEAR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Row:
    """One deadline as the mail prints it. `due_on` is the last day in time where the day itself is not known; `links`
    are addresses with their words, alone and with the step, to act or to open."""

    step: str
    of: str
    symbol: str
    due_on: date | None
    until: date | None
    counted_from: date | None  # how far away it is, or how late
    has_a_day: bool
    is_late: bool
    source: str
    why: str
    links: tuple[tuple[str, str, str], ...]

    @property
    def lines(self) -> str:
        """The row as text, below its day."""
        lines = [f"  {self.step} ({self.of}, {self.symbol})" if self.symbol else f"  {self.step} ({self.of})"]
        reasons = " > ".join(part for part in (self.source, self.why.replace(" › ", " > ")) if part)
        if reasons:
            lines.append(f"  {_('Why:')} {reasons}")
        lines += [f"  {words}: {address}" for address, words, _whole in self.links]
        return "\n".join(lines)


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
        ordered = sorted(deadlines, key=_by_day)
        rows = [
            _row(
                deadline,
                person,
                today,
                acting.officer(deadline),
                deadline.pk in heads_told,
                also=recalled.get(deadline, ""),
            )
            for deadline in ordered
        ]
        late = [row for row in rows if row.is_late]
        near = [row for row in rows if not row.is_late and row.due_on <= today + NEAR]
        later = [row for row in rows if not row.is_late and row.due_on > today + NEAR]
        again = [
            _row(deadline, person, today, acting.officer(deadline), False, alone[deadline])
            for deadline in sorted(alone, key=_by_day)
        ]
        subject = _subject(len(late), len(near), len(later), len(again), len(followed))
        says = {
            "groups": [
                (heading, group, is_late)
                for heading, group, is_late in (
                    (_("Overdue"), late, True),
                    (_("Next 7 days"), near, False),
                    (_("Later"), later, False),
                    (_("You asked to hear of this again"), again, False),
                )
                if group
            ],
            "nearest": next(iter(near or later or late or again), None),
            "followed": [(notice, _address(notice)) for notice in followed],
            "following": links.place("following"),
            "suggestions": suggestions,
            "doubtful": [(earlier, links.place("mail", earlier.pk)) for earlier in doubtful],
        }
        return framed(Mail.Kind.DIGEST, subject, says, person, today, mail)


def _by_day(deadline: Deadline) -> tuple[date, int]:
    return deadline.due_on or deadline.late_after or date.max, deadline.pk


def _row(
    deadline: Deadline,
    person: User,
    today: date,
    officer: User | None,
    head_is_told: bool,
    recalled: str | None = None,
    also: str = "",
) -> Row:
    of = str(deadline.mandate)
    if deadline.mandate.is_example:
        of = _("%(mandate)s, example") % {"mandate": of}
    if officer != person:
        of = f"{of}, {officer.short_name}" if officer else _("%(mandate)s, no officer") % {"mandate": of}
    because = _(deadline.because) if deadline.due_on is None and deadline.because else ""
    why = [words for words in (rule_of(deadline), *adjustments_of(deadline), because) if words]
    if head_is_told and officer == person:
        why.append(_("head of unit told today"))
    if recalled is not None:
        why = [words for words in (_standing_words(deadline), *why, recalled) if words]
    elif deadline.snoozed_until and deadline.snoozed_until > today:
        day = date_format(deadline.snoozed_until, "D j M")
        why.append(
            ngettext("snoozed until %(day)s", "snoozed %(times)d times, now until %(day)s", deadline.snoozes)
            % {"times": deadline.snoozes, "day": day}
        )
    if also:
        why.append(also)
    is_late = deadline.is_late(today)
    due_on = deadline.due_on or deadline.late_after
    return Row(
        step=f"{deadline.step}, {deadline.session}" if deadline.session else deadline.step,
        of=of,
        symbol=(deadline.report and deadline.report.symbol) or "",
        due_on=due_on,
        until=deadline.window_ends if deadline.window_ends != due_on else None,
        counted_from=_counted_from(deadline, due_on, today),
        has_a_day=deadline.due_on is not None,
        is_late=is_late,
        source=source_of(deadline),
        why=" › ".join(why),
        links=_links(deadline, person, officer == person, recalled is not None),
    )


def _counted_from(deadline: Deadline, due_on: date | None, today: date) -> date | None:
    # The last day in time of a step without a day is only a bound: it is never printed, nor counted from.
    if deadline.due_on is None or due_on is None or not deadline.is_open():
        return None
    return deadline.late_after if deadline.is_late(today) else max(due_on, today)


def _links(deadline: Deadline, person: User, is_own: bool, is_recalled: bool) -> tuple[tuple[str, str, str], ...]:
    """What can be done from the mail: the own to do or to snooze, those of others to reassign; all can be opened."""
    words = _link_words(translation.get_language())
    found = []
    if is_own and deadline.is_open():
        if not deadline.is_event and not needs_an_outcome(deadline):
            found.append((links.done_address(deadline, person), words["done"]))
        found.append((links.snooze_address(deadline, person), words["snooze"]))
    elif not is_own and not is_recalled:
        found.append((links.place_of("assign", deadline), words["reassign"]))
    found.append((links.place_of("deadline", deadline), words["open"]))
    return tuple((address, said, f"{said}: {deadline.step}") for address, said in found)


@lru_cache(maxsize=16)
def _link_words(_language: str) -> dict[str, str]:
    return {"done": _("Done"), "snooze": _("Snooze two weeks"), "reassign": _("Reassign"), "open": _("Open")}


def _standing_words(deadline: Deadline) -> str:
    if deadline.met_on:
        return _("done on %(day)s") % {"day": date_format(deadline.met_on, "D j M Y")}
    if not deadline.is_open():
        return deadline.get_standing_display()
    return _("an estimate") if deadline.is_estimate else ""


def _address(notice: Notice) -> str:
    row = notice.entry and notice.entry.narrowest
    return settings.DESK_URL + row.get_absolute_url() if row else links.place("notices")


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
