"""What a replanning moves, told before it happens and after: line by line, as a fingerprint, as one notice a person."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from mandates import clock
from mandates.models import Deadline, Follow, LogEntry, Mandate, Notice, Session, User
from mandates.models.handovers import Acting

from .following import Followers, tie
from .going_over import GoingOver
from .plan_rows import Change, number_of
from .planning import Changes, Replanned

MOST_LINES = 200  # of a preview; the rest is counted
MOST_TOLD = 30  # lines of a notice
KINDS = ("moves", "new", "goes", "stays", "stands", "done")
STANDINGS = tuple(Deadline.Standing)


class Move(NamedTuple):
    """One date that moves, is new, goes, or stays though its ground moves. `what` is one of these four words.

    Days are None where none is known. `planned_on` is what the rule gives, `anchor` and `offset` say why."""

    what: str
    mandate: str
    mandate_id: int
    slug: str
    step: str
    session_id: int | None
    from_on: date | None
    to_on: date | None
    ends_on: date | None
    planned_on: date | None
    anchor: str
    offset: str
    standing: str
    is_estimate: bool
    deadline_id: int | None


@dataclass(slots=True)
class Told:
    """What a change moves. `is_applied` where it was made; `is_stale` where it was to be made as seen before, and moves
    something else by now: then nothing was written."""

    acting: Acting = field(default_factory=lambda: Acting(()))  # who acts on a date today, and is therefore told
    counts: Replanned = field(default_factory=Replanned)
    moves: list[Move] = field(default_factory=list)
    kinds: Counter = field(default_factory=Counter)
    mandates: set[int] = field(default_factory=set)
    told: dict[int, "Telling"] = field(default_factory=dict)
    is_applied: bool = False
    is_stale: bool = False
    entry: LogEntry | None = None
    going: GoingOver | None = None  # what goes over to another mandate with the change
    _followers: Followers | None = None
    _sum: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.kinds

    @property
    def more(self) -> int:
        """How many moves are counted and not listed."""
        return sum(self.kinds[what] for what in ("moves", "new", "goes", "stays")) - len(self.moves)

    @property
    def fingerprint(self) -> str:
        """The same for the same moves of the same dates, in whatever order they were found."""
        moves = f"{sum(self.kinds.values())}-{self._sum:x}"
        return f"{moves}-{self.going.fingerprint}" if self.going else moves

    def see(self, changes: Changes) -> None:
        """Take in what a replanning changes in some mandates."""
        mandates = {mandate.pk: mandate for mandate in changes.of}
        self._followers = self._followers or Followers(clock.today())
        self.counts += changes.counts
        tellings: dict[tuple[int, int | None], list[Telling]] = {}
        for change in (*changes.written, *changes.removed, *changes.orphaned):
            what = _what(change)
            if what == "nothing":
                continue
            self.kinds[what] += 1
            self._sum = (self._sum + _number(what, change)) % 2**64
            if what in ("stands", "done"):
                continue
            mandate = mandates[change.mandate_id]
            self.mandates.add(change.mandate_id)
            move = None
            if len(self.moves) < MOST_LINES:
                move = _move(what, change, mandate)
                self.moves.append(move)
            if not _is_to_tell(change):
                continue
            whose = (change.mandate_id, _officer(change, mandate, self.acting))
            if whose not in tellings:
                tellings[whose] = self._tellings(mandate, whose[1])
            for telling in tellings[whose]:
                telling.kinds[what] += 1
                if len(telling.moves) < MOST_TOLD:
                    telling.moves.append(move or _move(what, change, mandate))

    def _tellings(self, mandate: Mandate, officer: int | None) -> list["Telling"]:
        """Of each person who hears of a date of `mandate` on which `officer` acts: the officer, and who follows it."""
        follows = self._followers.of(mandate)
        found = []
        for person in {officer, *(row.person_id for row in follows)} - {None}:
            telling = self.told.setdefault(person, Telling())
            telling.is_own |= person == officer
            telling.follows.update(row for row in follows if row.person_id == person)
            found.append(telling)
        return found

    def leave_out_followers_and(self, by: User | None) -> None:
        """Tell only those whose own dates move, without the person `by` who did it."""
        own = {person: telling for person, telling in self.told.items() if telling.is_own}
        self.told = {person: telling for person, telling in own.items() if not (by and person == by.pk)}

    def leave_out_who_knows(self, by: User | None, *, all_of_it: bool) -> None:
        """Do not tell the person `by`, who does it, where only what that person follows moves, or who has seen all of
        it."""
        if by and by.pk in self.told and (all_of_it or not self.told[by.pk].is_own):
            del self.told[by.pk]

    def tell_too(self, mandate: Mandate, by: User | None) -> None:
        """Tell the owner and the deputy of `mandate`, be it that none of their dates moves; not whoever did it."""
        for person in {mandate.owner_id, mandate.deputy_id} - {None, by and by.pk}:
            self.told.setdefault(person, Telling(is_own=True))

    def tell(self, heading: str, entry: LogEntry | None) -> list[Notice]:
        """One notice to each person whose dates move, and to each who follows their mandates and did not do it. It
        begins with `heading`, what was done and by whom."""
        people = set(User.objects.filter(pk__in=self.told, is_active=True).values_list("pk", flat=True))
        by = entry and entry.by_id
        told = [
            (person, telling)
            for person, telling in sorted(self.told.items())
            if person in people and (telling.is_own or person != by)
        ]
        words = Words(self._sessions())
        notices = Notice.objects.bulk_create(
            Notice(person_id=person, entry=entry, is_own=telling.is_own, text=telling.text(heading, words))
            for person, telling in told
        )
        tie((notice, row) for notice, (_person, telling) in zip(notices, told, strict=True) for row in telling.follows)
        return notices

    def _sessions(self) -> set[int | None]:
        return {move.session_id for telling in self.told.values() for move in telling.moves}


@dataclass(slots=True)
class Telling:
    """What moves for one person: of the own dates, of what the person follows, or of both."""

    kinds: Counter = field(default_factory=Counter)
    moves: list[Move] = field(default_factory=list)
    is_own: bool = False
    follows: set[Follow] = field(default_factory=set)

    def text(self, heading: str, words: "Words") -> str:
        more = sum(self.kinds.values()) - len(self.moves)
        lines = [f"{heading} {in_words(self.kinds)}", *map(words.line, self.moves)]
        if more:
            lines.append(ngettext("and %d more.", "and %d more.", more) % more)
        return "\n".join(lines)


def in_words(kinds: Counter) -> str:
    """How many dates move, come, go and stay, as one sentence: "3 dates move, 1 set by hand stays."."""
    words = {
        "moves": lambda n: ngettext("%d date moves", "%d dates move", n),
        "new": lambda n: ngettext("%d date is new", "%d dates are new", n),
        "goes": lambda n: ngettext("%d date goes", "%d dates go", n),
        "stays": lambda n: ngettext(
            "%d set by hand stays though its ground moved", "%d set by hand stay though their ground moved", n
        ),
    }
    parts = [word(kinds[what]) % kinds[what] for what, word in words.items() if kinds[what]]
    sentence = ", ".join(parts) or gettext("no date moves")
    return f"{sentence[0].upper()}{sentence[1:]}."


class Words:
    """The lines of notices: ten thousand of them are made of a few steps, sessions and days, each worded once."""

    def __init__(self, sessions: Iterable[int | None]) -> None:
        self.sessions = {row.pk: str(row) for row in Session.objects.filter(pk__in=sessions)}
        self.steps: dict[str, str] = {}
        self.days: dict[date | None, str] = {None: gettext("no day")}
        self.forms = {
            "moves": gettext("%(name)s: %(from)s → %(to)s"),
            "new": gettext("%(name)s: %(to)s, new"),
            "goes": gettext("%(name)s: %(from)s, no longer called for"),
            "stays": gettext("%(name)s: stays on %(to)s, the rule gives %(rule)s now"),
        }

    def line(self, move: Move) -> str:
        step = self.steps.get(move.step)
        if step is None:
            step = self.steps[move.step] = gettext(move.step)
        session = self.sessions.get(move.session_id)
        name = f"{move.mandate}: {step}, {session}" if session else f"{move.mandate}: {step}"
        days = {"from": move.from_on, "to": move.to_on, "rule": move.planned_on}
        return self.forms[move.what] % {"name": name, **{key: self.day(on) for key, on in days.items()}}

    def day(self, on: date | None) -> str:
        words = self.days.get(on)
        if words is None:
            words = self.days[on] = date_format(on, "D j M Y")
        return words


def _what(change: Change) -> str:
    """Which of the words fits: "stands" where only its standing or its reason changes, "done" where a day stays that is
    done, "nothing" where a row is only kept anew."""
    new, old = change.new, change.old
    if new is None:
        return "nothing" if old is None or old.standing == Deadline.Standing.NOT_RECORDED else "goes"
    if old is None:
        return "new"
    if change.ground_moved:
        return "stays"
    if (new.due_on, new.window_ends) != (old.due_on, old.window_ends):
        return "moves"
    if change.stays_done:
        return "done"
    return "stands" if new != old else "nothing"


def _number(what: str, change: Change) -> int:
    """A number of the move, the same for the same days of the same date; ten thousand of them are made for a preview.

    Of a new date it is no key of a row, neither its own nor that of what it is for, with which its key ends: what is
    only shown is taken back, and PostgreSQL counts on."""
    key = change.kept.pk if change.kept else number_of(f"{change.mandate_id} {change.key.rpartition('|')[0]}")
    parts = [KINDS.index(what), key]
    for row in (change.old, change.new):
        if row is not None:
            parts += [STANDINGS.index(row.standing), row.is_estimate]
            parts += [day.toordinal() if day else 0 for day in (row.due_on, row.window_ends, row.planned_on)]
    return hash(tuple(parts))


def _is_to_tell(change: Change) -> bool:
    """Whether anybody is to know: the date is a confirmed one, not done, and no mere estimate."""
    row = change.new or change.old
    is_confirmed = Deadline.Standing.FOLLOWED in (row.standing, change.old.standing if change.old else row.standing)
    return is_confirmed and not row.is_estimate and (change.kept is None or change.kept.met_on is None)


def _officer(change: Change, mandate: Mandate, acting: Acting) -> int | None:
    """The person who acts on the date today."""
    assigned = change.kept.assigned_to_id if change.kept is not None else None
    return acting.officer_id(change.mandate_id, assigned, mandate.owner_id, mandate.deputy_id)


def _move(what: str, change: Change, mandate: Mandate) -> Move:
    row = change.new or change.old
    return Move(
        what=what,
        mandate=str(mandate),
        mandate_id=change.mandate_id,
        slug=mandate.slug,
        step=row.step,
        session_id=row.session_id,
        from_on=change.old.due_on if change.old else None,
        to_on=change.new.due_on if change.new else None,
        ends_on=change.new.window_ends if change.new else None,
        planned_on=row.planned_on,
        anchor=row.anchor,
        offset=row.offset_words,
        standing=row.standing,
        is_estimate=row.is_estimate,
        deadline_id=change.kept.pk if change.kept else None,
    )
