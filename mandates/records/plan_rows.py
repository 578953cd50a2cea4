"""Planned dates as columns: what planning gives for a row, told apart from what is kept, and written.

An office keeps a million rows, and a replanning changes a handful. So a row keeps a digest of all that planning gave
for it; only where the digest differs are the columns read and compared. What is written goes in groups: two thousand
reports whose session moved get the same new day in one statement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from django.db.models import F
from django.utils import timezone

from mandates.models import Deadline
from mandates.planning import facts as values
from mandates.planning.days import CountedDay

from .many_rows import insert

HALF = 2**60  # digests are sums of two numbers below it, and fit a big integer
MOST_DAYS = 50_000  # whose columns are kept at hand


class Planned(NamedTuple):
    """The columns of a deadline that planning fills in."""

    rule_id: int
    step: str
    obligation_id: int | None
    report_id: int | None
    action_id: int | None
    visit_id: int | None
    holder_id: int | None
    session_id: int | None
    source_resolution_id: int | None
    source_paragraph: str
    anchor: str
    anchor_on: date | None
    anchor_source: str
    offset_words: str
    counted_on: date | None
    planned_on: date | None
    adjustments: list[dict[str, Any]]
    due_on: date | None
    window_ends: date | None
    late_after: date | None
    is_estimate: bool
    because: str
    is_event: bool
    standing: str


LINKS = slice(0, 10)  # of them those that say where a date belongs
DAY = slice(10, 21)  # those that say which day it is, and why


class Kept(NamedTuple):
    """What else of a kept row decides on what becomes of it."""

    pk: int
    mandate_id: int
    key: str
    plan_digest: int
    met_on: date | None
    set_by_hand: bool
    rule_gave_on: date | None
    assigned_to_id: int | None
    snoozes: int

    @property
    def follows_the_plan(self) -> bool:
        """No person has a say in it, so that its columns are those of which the digest is kept, unless it stands met by
        what is recorded: such a row keeps its day, as what a person met does."""
        return bool(self.plan_digest) and self.met_on is None and not self.set_by_hand


@dataclass(slots=True)
class Change:
    """One row that is to be written, or goes. `old` is None for a new one, `new` for one that nothing calls for."""

    mandate_id: int
    key: str
    old: Planned | None
    new: Planned | None
    digest: int = 0
    kept: Kept | None = None
    rule_version: int = 1
    stays_done: bool = False  # another day is counted now, and a day that is done stays

    @property
    def is_moved(self) -> bool:
        return self.old is not None and self.new is not None and self.old.due_on != self.new.due_on

    @property
    def ground_moved(self) -> bool:
        """A person set the day; the rule gives another one than before."""
        both = self.old is not None and self.new is not None
        return bool(both and self.kept and self.kept.set_by_hand and self.old.planned_on != self.new.planned_on)


@lru_cache(maxsize=4096)
def number_of(text: str) -> int:
    """The same number for the same text, in every process."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) % HALF


class DayColumns:
    """The columns of a counted day, made once for all rows that share it, and its part of their digests."""

    def __init__(self) -> None:
        self._columns: dict[int, tuple[CountedDay, tuple[Any, ...]]] = {}
        self._made: dict[tuple[int, str, str], int] = {}

    def made(self, step: values.PlannedDate, rule_id: int) -> int:
        """The part of the digest that stands for rule, day and standing."""
        key = (id(step.day), step.standing, step.because)
        number = self._made.get(key)
        if number is None:
            self.of(step.day)  # keeps the day, and with it its identity
            text = f"{rule_id} {step.step} {step.is_event} {step.standing} {step.because} {step.day!r}"
            number = self._made[key] = number_of(text)
        return number

    def of(self, day: CountedDay) -> tuple[Any, ...]:
        found = self._columns.get(id(day))
        if found is None:
            found = self._columns[id(day)] = (day, _columns_of(day))
        return found[1]

    def forget(self) -> None:
        if len(self._columns) > MOST_DAYS:
            self._columns.clear()
            self._made.clear()


def _columns_of(day: CountedDay) -> tuple[Any, ...]:
    adjustments = [
        {
            "from": moved.from_on.isoformat(),
            "to": moved.to_on.isoformat(),
            "why": moved.why,
            "passed_over": list(moved.passed_over),
        }
        for moved in day.adjustments
    ]
    anchor = day.anchor
    return (
        anchor.name, anchor.on, anchor.source, day.offset, day.counted_on, day.due_on, adjustments, day.due_on,
        day.window_ends, day.late_after, day.is_estimate,
    )  # fmt: skip


def kept_columns(pks: Iterable[int]) -> list[tuple[Kept, Planned]]:
    """What is kept of these rows."""
    found = Deadline.objects.filter(pk__among=pks).order_by().values_list(*Kept._fields, *Planned._fields)
    return [(Kept._make(row[:9]), Planned._make(row[9:])) for row in found]


def kept_beside(differing: Mapping[int, tuple[Planned, int]]) -> Iterator[tuple[Kept, Planned]]:
    """What is kept of the rows with these keys, of which planning gives other columns with another digest now.

    Two thousand reports whose session moved go from one day to one other day: their digests differ by the same number.
    Of such rows, by one rule, one is read whole, and the others are known from it."""
    found = Deadline.objects.filter(pk__among=sorted(differing)).order_by()
    rows = map(Kept._make, found.values_list(*Kept._fields))
    alike: dict[tuple[int, int], list[Kept]] = defaultdict(list)
    to_read: list[int] = []
    for row in rows:
        if row.follows_the_plan:
            new, number = differing[row.pk]
            alike[number - row.plan_digest, new.rule_id].append(row)
        else:
            to_read.append(row.pk)
    examples = {row.pk: old for row, old in kept_columns(same[0].pk for same in alike.values())}
    for same in alike.values():
        old, new = examples[same[0].pk], differing[same[0].pk][0]
        if len(same) == 1:
            yield same[0], old
        elif old[LINKS] == new[LINKS] and old.standing != Deadline.Standing.MET:
            of_all = old[LINKS.stop :]
            for row in same:
                yield row, Planned._make((*differing[row.pk][0][LINKS], *of_all))
        else:
            to_read += [row.pk for row in same]
    yield from kept_columns(to_read)


def what_counts(new: Planned, old: Planned, kept: Kept) -> tuple[Planned, bool]:
    """`new` as it is to be written over `old`, and whether a day that is done stays though another is counted now.

    What is done keeps its day; what a person set keeps it too, beside what the rule now gives."""
    is_done = kept.met_on is not None or (old.standing == new.standing == Deadline.Standing.MET)
    if is_done and old.due_on is not None:
        stays = Planned._make((*new[:10], *old[DAY], *new[21:]))
        return stays, new.due_on != old.due_on
    if kept.set_by_hand:
        late_after = None if new.is_event else old.due_on
        new = new._replace(due_on=old.due_on, window_ends=None, late_after=late_after, is_estimate=False)
    return new, False


def write(changes: Iterable[Change]) -> None:
    """Write new and changed rows. A moved date is the same event in calendars, later in its sequence."""
    new_rows: list[tuple[Any, ...]] = []
    groups: dict[Hashable, list[int]] = defaultdict(list)
    columns: dict[Hashable, dict[str, Any]] = {}
    for change in changes:
        if change.new is None:
            continue
        if change.old is None or change.kept is None:
            new_rows.append((change.mandate_id, change.key, change.digest, change.rule_version, *change.new))
            continue
        # Of one rule: the steps of a report that cite another text together differ alike, and not in whose version.
        name: Hashable = (change.digest - change.kept.plan_digest, change.new.rule_id)
        if not change.kept.follows_the_plan or change.old.standing == Deadline.Standing.MET:
            name = (name, repr(_differences(change)))
        if name not in columns:
            columns[name] = _differences(change)
        groups[name].append(change.kept.pk)
    if new_rows:
        insert(Deadline, ("mandate_id", "key", "plan_digest", "rule_version", *Planned._fields), new_rows)
    at = timezone.now()
    for name, pks in groups.items():
        given = columns[name]
        digest = F("plan_digest") + given.pop("plan_digest")
        if given:
            given["changed_at"] = at
            if given.pop("is_later", False):
                given["sequence"] = F("sequence") + 1
        # In the order of the rows on the disk: PostgreSQL then touches each page once.
        Deadline.objects.filter(pk__among=sorted(pks)).update(plan_digest=digest, **given)


def _differences(change: Change) -> dict[str, Any]:
    """The columns in which a kept row changes, by name, and by how much its digest does."""
    old, new, kept = change.old, change.new, change.kept
    if old is None or new is None or kept is None:
        return {}
    given = {name: value for name, value, before in zip(Planned._fields, new, old, strict=True) if value != before}
    if given:
        given["rule_version"] = change.rule_version
        if _in_calendars(old) != _in_calendars(new):
            given["is_later"] = True
    return {"plan_digest": change.digest - kept.plan_digest, **given}


def _in_calendars(row: Planned) -> tuple[Any, ...]:
    """Of which a change is one of the event itself: its days and whether it is tentative (RFC 5546, section 2.1.4)."""
    return row.due_on, row.window_ends, row.is_estimate or row.standing == Deadline.Standing.SUGGESTED
