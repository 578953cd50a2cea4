"""What people are told of a hand-over: one notice each, at once, of all its mandates; never to whoever made it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mandates.models import Deadline, LogEntry, Mandate, Notice, User

from .log import in_the_offices_language
from .spans import days_in_words

MOST_TOLD = 40  # dates in one notice; the desk has the rest


@dataclass(frozen=True, slots=True)
class Party:
    """Between whom: who is away, who stands in or takes over, and who did it; nobody where the last day was past."""

    away: User
    to: User
    by: User | None


@in_the_offices_language
def tell_of_hand_over(
    party: Party,
    mandates: Sequence[Mandate],
    due: Sequence[Deadline],
    first: date,
    last: date | None,
    entry: LogEntry,
    *,
    as_head: bool = False,
) -> None:
    """Tell the stand-in or new owner which mandates, until when, and what is `due`, whether `as_head` of unit too or
    alone; and the person who hands over, where somebody else did it."""
    number = len(mandates)
    named = {"away": party.away.short_name, "to": party.to.short_name, "n": number}
    if last and not mandates:
        named["days"] = days_in_words(first, last)
        to_them = _("You stand in for %(away)s as head of unit, %(days)s")
        of_them = _("%(to)s stands in for you as head of unit, %(days)s")
        what = _("What %(away)s would be told as head goes to you, and you may reassign the dates of others.")
        _tell(party.to, party.by, to_them % named, [what % named], entry)
        _tell(party.away, party.by, of_them % named, [], entry)
        return
    if last:
        named["days"] = days_in_words(first, last)
        to_them = ngettext(
            "You stand in for %(away)s in %(n)d mandate, %(days)s",
            "You stand in for %(away)s in %(n)d mandates, %(days)s",
            number,
        )
        of_them = ngettext(
            "%(to)s stands in for you in %(n)d mandate, %(days)s",
            "%(to)s stands in for you in %(n)d mandates, %(days)s",
            number,
        )
    else:
        to_them = ngettext(
            "%(n)d mandate of %(away)s is yours from today on",
            "%(n)d mandates of %(away)s are yours from today on",
            number,
        )
        of_them = ngettext(
            "%(n)d mandate of yours went to %(to)s for good",
            "%(n)d mandates of yours went to %(to)s for good",
            number,
        )
    heading = _("Falling due in that time:") if last else _("Open and due in the next 30 days:")
    too = _("As head of unit too: what %(away)s would be told as head goes to you.")
    of_you = _("As head of unit too: what you would be told as head goes to %(to)s.")
    lines = [*map(str, mandates), *_due_lines(heading, due, first)]
    _tell(party.to, party.by, to_them % named, [*([too % named] if as_head else []), *lines], entry)
    own = [*([of_you % named] if as_head else []), *map(str, mandates)]
    _tell(party.away, party.by, of_them % named, own, entry)


@in_the_offices_language
def tell_of_end(party: Party, mandates: Sequence[Mandate], entry: LogEntry | None) -> None:
    """Tell the two whose hand-over was ended early."""
    named = {"by": party.by.short_name if party.by else "", "away": party.away.short_name, "to": party.to.short_name}
    words = _("%(by)s ended the hand-over from %(away)s to %(to)s: what was handed over is with %(away)s again") % named
    for person in (party.away, party.to):
        _tell(person, party.by, words, list(map(str, mandates)), entry)


@in_the_offices_language
def tell_of_end_for_good(party: Party, freed: Mapping[User, Sequence[Mandate]], entry: LogEntry) -> None:
    """Tell each stand-in of what they are free, since it went to somebody else for good."""
    words = _("You do not stand in for %(away)s any more: this is %(to)s’s from today on")
    for person, mandates in freed.items():
        if person != party.to:
            named = {"away": party.away.short_name, "to": party.to.short_name}
            _tell(person, party.by, words % named, list(map(str, mandates)), entry)


@in_the_offices_language
def tell_of_return(
    party: Party, mandates: Sequence[Mandate], due: Sequence[Deadline], until: date, entry: LogEntry
) -> None:
    """Tell the person who is back which mandates, and what is open; and the stand-in that it ended."""
    named = {"away": party.away.short_name, "to": party.to.short_name, "day": date_format(until, "j F Y")}
    of_them = _("%(to)s stood in for you until %(day)s: what was handed over is with you again")
    to_them = _("You stood in for %(away)s until %(day)s: what was handed over is with %(away)s again")
    names = list(map(str, mandates))
    lines = _due_lines(_("Open and due in the next 30 days:"), due, None) if mandates else []
    _tell(party.away, party.by, of_them % named, [*names, *lines], entry)
    _tell(party.to, party.by, to_them % named, names, entry)


def _tell(person: User, by: User | None, heading: str, lines: list[str], entry: LogEntry | None) -> None:
    if person != by and person.is_active:
        Notice.objects.create(person=person, entry=entry, text="\n".join([heading, *lines]))


def _due_lines(heading: str, due: Sequence[Deadline], first: date | None) -> list[str]:
    """The dates that are `due`, one a line. `first` is the day of a hand-over, None where it is over: what is snoozed
    on that day stays so, whoever acts, and is said to whoever takes over."""
    if not due:
        return [_("Nothing is known to fall due in that time.")] if first else [_("Nothing is open for these days.")]
    more = len(due) - MOST_TOLD
    lines = [heading, *(_line(deadline, first) for deadline in due[:MOST_TOLD])]
    if more > 0:
        lines.append(ngettext("and %d more.", "and %d more.", more) % more)
    if first and (snoozed := sum(is_snoozed(deadline, first) for deadline in due)):
        words = ngettext(
            "%d date is snoozed: before its day it reminds nobody, you neither.",
            "%d dates are snoozed: before their day they remind nobody, you neither.",
            snoozed,
        )
        lines.append(words % snoozed)
    return lines


def is_snoozed(deadline: Deadline, day: date) -> bool:
    return deadline.snoozed_until is not None and deadline.snoozed_until > day


def _line(deadline: Deadline, first: date | None) -> str:
    day = date_format(deadline.due_on, "D j M Y") if deadline.due_on else _("no day")
    line = f"{deadline.mandate}: {deadline.step_and_session}: {day}"
    if first is None or not is_snoozed(deadline, first):
        return line
    until = date_format(deadline.snoozed_until, "D j M Y")
    return _("%(line)s, snoozed until %(until)s") % {"line": line, "until": until}
