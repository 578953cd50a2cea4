"""The rows of a digest: every deadline in ready words and with ready addresses, made once for its text and its HTML."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mandates.lists.reasons import adjustments_of, rule_of, source_of
from mandates.lists.wording import distance_words, short_day
from mandates.models import Deadline, User
from mandates.models.handovers import Acting
from mandates.records.deadlines import needs_an_outcome

from . import links
from .frame import without_indents

WORDS = ("day", "until", "away", "step", "of", "symbol", "source", "why")


@dataclass(slots=True)
class Row:
    """One deadline as the mail prints it, all in words. `due_on` is the last day in time where the day itself is not
    known; `away` is how far it is, or how late; `links` are addresses with their words, to act or to open."""

    due_on: date | None
    is_late: bool
    day: str
    until: str
    away: str
    step: str
    of: str
    symbol: str
    source: str
    why: str
    why_word: str
    links: tuple[tuple[str, str], ...]

    @property
    def html(self) -> SafeString:
        """The row as HTML."""
        words = {name: getattr(self, name) for name in WORDS}
        for number, (address, said) in enumerate(self.links):
            words[f"address_{number}"], words[f"link_{number}"] = address, said
        shape = _shape(tuple(name for name in WORDS if words[name]), len(self.links), self.is_late)
        return mark_safe(shape.format_map({name: escape(word) for name, word in words.items()}))

    @property
    def text(self) -> str:
        """The row as plain text."""
        day = f"{self.day} – {self.until}" if self.until else self.day
        of = f"{self.of}, {self.symbol}" if self.symbol else self.of
        lines = [f"{day}, {self.away}" if self.away else day, f"  {self.step} ({of})"]
        if self.source or self.why:
            reasons = " > ".join(part for part in (self.source, self.why.replace(" › ", " > ")) if part)
            lines.append(f"  {self.why_word} {reasons}")
        said = _("%(of)s: %(what)s")
        lines += [f"  {said % {'of': words, 'what': address}}" for address, words in self.links]
        return "\n".join(lines)


@lru_cache(maxsize=512)
def _shape(names: tuple[str, ...], links: int, is_late: bool) -> str:
    """The template of rows that have these words and so many links, with their names in braces: "{day}".

    Rendered word by word, the rows of a mail would take longer than all else of it."""
    row = {name: mark_safe(f"{{{name}}}") for name in names}
    named = [
        {"address": mark_safe(f"{{address_{number}}}"), "words": mark_safe(f"{{link_{number}}}")}
        for number in range(links)
    ]
    return without_indents(render_to_string("email/row.html", {"row": row | {"is_late": is_late}, "links": named}))


class Rows:
    """Makes the rows of one mail: those of the day `today` for `person`, in the active language.

    `acting`: who acts on a date today. `heads_told` are the deadlines of which the head of unit is told today as well.
    """

    def __init__(self, person: User, today: date, acting: Acting, heads_told: Collection[int] = ()):
        self.person, self.today, self.acting, self.heads_told = person, today, acting, heads_told
        self.words = {
            "done": _("Done"), "snooze": _("Snooze two weeks"), "reassign": _("Reassign"), "open": _("Open"),
            "why": _("Why:"),
        }  # fmt: skip

    def of(self, deadline: Deadline, *, also: str = "") -> Row:
        """The row of a `deadline` that is due; `also` is a note to print with its reasons."""
        officer = self.acting.officer(deadline)
        why = self._reasons(deadline)
        if deadline.pk in self.heads_told and self._is_own(officer):
            why.append(_("head of unit told today"))
        if deadline.snoozed_until and deadline.snoozed_until > self.today:
            why.append(
                ngettext("snoozed until %(day)s", "snoozed %(times)d times, now until %(day)s", deadline.snoozes)
                % {"times": deadline.snoozes, "day": date_format(deadline.snoozed_until, "D j M")}
            )
        return self._row(deadline, officer, [*why, also])

    def of_recalled(self, deadline: Deadline, note: str) -> Row:
        """The row of a `deadline` that the person asked to hear of again, with the `note` made then: it may be met."""
        why = [_standing_words(deadline), *self._reasons(deadline), note]
        return self._row(deadline, self.acting.officer(deadline), why, is_recalled=True)

    def _row(self, deadline: Deadline, officer: User | None, why: Iterable[str], *, is_recalled: bool = False) -> Row:
        is_late = deadline.is_late(self.today)
        due_on = deadline.due_on or deadline.late_after
        ends = deadline.window_ends
        return Row(
            due_on=due_on,
            is_late=is_late,
            day=short_day(deadline.due_on, self.today) if deadline.due_on else _("no day"),
            until=short_day(ends, self.today) if deadline.due_on and ends and ends != due_on else "",
            away=self._away(deadline, is_late),
            step=deadline.step_and_session,
            of=self._whose(deadline, officer),
            symbol=(deadline.report and deadline.report.symbol) or "",
            source=source_of(deadline),
            why=" › ".join(words for words in why if words),
            why_word=self.words["why"],
            links=self._links(deadline, officer, is_recalled),
        )

    def _away(self, deadline: Deadline, is_late: bool) -> str:
        # The last day in time of a step without a day is only a bound: it is never printed, nor counted from.
        if deadline.due_on is None:
            return _("late") if is_late else ""
        if not deadline.is_open():
            return ""
        counted_from = deadline.late_after if is_late else max(deadline.due_on, self.today)
        return distance_words(counted_from, self.today)

    def _whose(self, deadline: Deadline, officer: User | None) -> str:
        of = str(deadline.mandate)
        if deadline.mandate.is_example:
            of = _("%(mandate)s, example") % {"mandate": of}
        if self._is_own(officer):
            return of
        return f"{of}, {officer.short_name}" if officer else _("%(mandate)s, no officer") % {"mandate": of}

    def _is_own(self, officer: User | None) -> bool:
        return officer is not None and officer.pk == self.person.pk

    def _reasons(self, deadline: Deadline) -> list[str]:
        because = _(deadline.because) if deadline.due_on is None and deadline.because else ""
        return [rule_of(deadline), *adjustments_of(deadline), because]

    def _links(self, deadline: Deadline, officer: User | None, is_recalled: bool) -> tuple[tuple[str, str], ...]:
        """What can be done from the mail: one's own to do or snooze, those of others to reassign; all can be opened."""
        found = []
        is_own = self._is_own(officer)
        if is_own and deadline.is_open():
            if not deadline.is_event and not needs_an_outcome(deadline):
                found.append((links.done_address(deadline, self.person), self.words["done"]))
            found.append((links.snooze_address(deadline, self.person), self.words["snooze"]))
        elif not is_own and not is_recalled:
            found.append((links.place_of("assign", deadline), self.words["reassign"]))
        found.append((links.place_of("deadline", deadline), self.words["open"]))
        return tuple(found)


def _standing_words(deadline: Deadline) -> str:
    if deadline.met_on:
        return _("done on %(day)s") % {"day": date_format(deadline.met_on, "D j M Y")}
    if not deadline.is_open():
        return deadline.get_standing_display()
    return _("an estimate") if deadline.is_estimate else ""
