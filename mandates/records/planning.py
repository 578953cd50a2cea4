"""Replanning: what planning gives for the stored facts, laid beside the stored deadlines, then applied.

`replan` does both, in one transaction. A date that a person has set stays; so does everything that a person has met,
assigned or noted.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from mandates import clock
from mandates.models import (
    Deadline,
    LogEntry,
    Mandate,
    MandateAction,
    Recall,
    Reminder,
    Report,
    ReportingObligation,
    Resolution,
)
from mandates.planning import facts as values
from mandates.planning.outlines import EVERYTHING, Outline, Scope, latest_sessions
from mandates.planning.renewals import running_renewal

from .deadlines import lock_mandates, update_stages
from .facts import KnownReport, facts_of, known_reports, reference_of
from .ground import ALL, Ground, Only, key_text, link_reports
from .plan_rows import HALF, Change, Planned, kept_beside, kept_columns, number_of, what_counts, write

AT_ONCE = 300  # mandates planned in one go: memory stays flat, queries few
AT_ONCE_IN_PART = 2500  # where only some sessions are: the dates of a session are found together, so in few goes
RENEWAL_STATES = {
    "in force": Mandate.RenewalState.IN_FORCE,
    "due": Mandate.RenewalState.DUE,
    "outcome not recorded": Mandate.RenewalState.NOT_RECORDED,
    "retired": Mandate.RenewalState.ENDED,
    "merged": Mandate.RenewalState.ENDED,
    "replaced": Mandate.RenewalState.ENDED,
}


@dataclass(slots=True)
class Replanned:
    """What replanning did, or would do: how many dates are new, moved, gone, kept though the ground moved."""

    mandates: int = 0
    created: int = 0
    changed: int = 0
    moved: int = 0
    removed: int = 0
    kept_by_hand: int = 0
    kept_done: int = 0

    def __add__(self, other: "Replanned") -> "Replanned":
        return Replanned(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(slots=True)
class Changes:
    """The first half of replanning for some mandates: rows to write, rows to remove, and the counts of both."""

    written: list[Change] = field(default_factory=list)
    removed: list[Change] = field(default_factory=list)
    orphaned: list[Change] = field(default_factory=list)
    mandates: list[Mandate] = field(default_factory=list)
    counts: Replanned = field(default_factory=Replanned)
    stages: set[int] = field(default_factory=set)
    of: list[Mandate] = field(default_factory=list)  # those that were planned
    due_no_more: list[int] = field(default_factory=list)  # reports of which no more is known than that they fell due


class Batch:
    """Some mandates on their way through a replanning: their facts, plans, rows, and what changes in them."""

    def __init__(self, mandates: Sequence[Mandate], ground: Ground, only: Only = ALL):
        self.mandates, self.ground, self.only = mandates, ground, only
        self.changes = Changes(counts=Replanned(mandates=len(mandates)), of=list(mandates))

    def plan(
        self,
        known: list[KnownReport],
        facts: dict[int, values.MandateFacts],
        outlines: dict[int, Outline],
    ) -> None:
        """The plan of each mandate, and the rows of the reports that fall due under it; `outlines` where there are."""
        scope = Scope(self.only.sessions) if self.only.sessions is not None else EVERYTHING
        planner, ids = self.ground.planner, [mandate.pk for mandate in self.mandates]
        self.plans = {pk: planner.plan(facts[pk], outline=outlines.get(pk), only=scope) for pk in ids}
        self.reports, recognised = link_reports(known, self.mandates, self.plans, self.ground)
        self.given_elsewhere = {report.pk for report in known if report.told_by != report.mandate_id}
        if recognised:  # a report just recognised as one that fell due meets its steps
            known = known_reports(ids)
            facts = facts_of(self.mandates, self.ground.calendar, known)
            self.plan(known, facts, {})
        elif self.only == ALL:
            due = {
                (report.obligation, self.ground.session_id(report.session))
                for planned in self.plans.values()
                for report in planned.reports
                if report.session
            }
            planned = {pk for place, pk in self.reports.items() if place in due}
            self.changes.due_no_more = [row.pk for row in known if row.only_falls_due and row.pk not in planned]

    def compare(self) -> Changes:
        """Lay the plans beside what is kept."""
        ids = [mandate.pk for mandate in self.mandates]
        acting = MandateAction.objects.filter(mandate__among=ids).exclude(what=MandateAction.What.THEME)
        self.actions: dict[tuple, int] = {}
        self.texts: dict[str, int] = {}
        for mandate_id, text_id, symbol, pk in acting.values_list("mandate", "resolution", "resolution__symbol", "pk"):
            self.actions[mandate_id, text_id] = pk
            self.texts[reference_of(symbol)] = text_id
        sourced = Resolution.objects.filter(obligation_sources__obligation__mandate__among=ids)
        self.texts.update(
            {reference_of(symbol): pk for pk, symbol in sourced.order_by().values_list("pk", "symbol").distinct()}
        )
        stored = self.only.of(Deadline.objects.filter(mandate__among=ids), self.ground).order_by()
        columns = ("mandate", "key", "pk", "plan_digest", "met_on", "standing")
        kept = {(mandate_id, key): row for mandate_id, key, *row in stored.values_list(*columns)}
        is_part = self.only != ALL
        differing: dict[int, tuple[Planned, int]] = {}
        for mandate in self.mandates:
            if self._renewal(mandate):
                self.changes.mandates.append(mandate)
            own = mandate.pk
            for step in self.plans[own].dates:
                links = self._links(step, own)
                number = self.ground.columns.made(step, links[0]) + number_of_links(links)
                key = key_text(step.key)
                found = kept.pop((own, key), None)
                if found is None and links[3] in self.given_elsewhere:
                    continue  # its dates stand with the mandate that gave it
                if found is None:
                    self._new(Change(own, key, None, self._row(step, links), number))
                elif found[1] == number:
                    continue
                elif is_part and (found[2] is not None or found[3] == step.standing == Deadline.Standing.MET):
                    # What is done keeps its day; what else is said of it follows with the next replanning of all.
                    self.changes.counts.kept_done += 1
                else:
                    differing[found[0]] = (self._row(step, links), number)
        for row, old in sorted(kept_beside(differing)):  # by key: a preview lists the same moves each time
            new, number = differing[row.pk]
            new, stays_done = what_counts(new, old, row)
            change = Change(row.mandate_id, row.key, old, new, number, row, stays_done=stays_done)
            self._changed(change, new.rule_id)
        self._gone([row[0] for row in kept.values()])
        self.ground.columns.forget()
        return self.changes

    def _links(self, step: values.PlannedDate, mandate_id: int) -> tuple:
        """The rows that a date belongs to, in the order of the columns."""
        ground, source = self.ground, step.source
        session_id = ground.session_id(step.session)
        text_id = self.texts.get(source.text) if source else None
        belongs_to_all = step.obligation is None and step.visit is None and step.holder is None
        return (
            ground.rule_ids[step.by.code],
            step.by.step,
            step.obligation,
            self.reports.get((step.obligation, session_id)) if step.obligation is not None else None,
            self.actions.get((mandate_id, text_id)) if belongs_to_all else None,
            step.visit,
            step.holder,
            session_id,
            text_id,
            source.paragraph if source else "",
        )

    def _row(self, step: values.PlannedDate, links: tuple) -> Planned:
        day = self.ground.columns.of(step.day)
        return Planned._make((*links, *day, step.because, step.is_event, step.standing))

    def _new(self, change: Change) -> None:
        change.rule_version = self.ground.versions[change.new.rule_id]
        self.changes.written.append(change)
        self.changes.counts.created += 1
        if change.new.standing == Deadline.Standing.MET and change.new.report_id:
            self.changes.stages.add(change.new.report_id)

    def _changed(self, change: Change, rule_id: int) -> None:
        counts, new, old = self.changes.counts, change.new, change.old
        change.rule_version = self.ground.versions[rule_id]
        self.changes.written.append(change)
        counts.kept_by_hand += change.ground_moved
        counts.kept_done += change.stays_done
        if new == old:
            return
        counts.changed += 1
        counts.moved += change.is_moved
        if new.standing != old.standing and new.report_id:
            self.changes.stages.add(new.report_id)

    def _gone(self, pks: list[int]) -> None:
        """Rows that nothing calls for any more: removed, or only put aside where a person has worked on them, was told
        of them by mail, which stays provable, or asked to be told again, whatever happens."""
        if not pks:
            return
        noted: set[int] = set()
        for known in (LogEntry, Reminder, Recall):
            named = known.objects.filter(deadline__among=pks).order_by()
            noted.update(named.values_list("deadline", flat=True))
        rows = kept_columns(pks)
        owed_by = dict(
            ReportingObligation.objects.filter(pk__among={old.obligation_id for _row, old in rows}).values_list(
                "pk", "mandate"
            )
        )
        for row, old in rows:
            if owed_by.get(old.obligation_id, row.mandate_id) != row.mandate_id:
                continue  # what this mandate gave under a stream that another one took over stays told here
            touched = row.met_on or row.set_by_hand or row.assigned_to_id or row.snoozes or row.pk in noted
            change = Change(row.mandate_id, row.key, old, None, kept=row)
            (self.changes.orphaned if touched else self.changes.removed).append(change)
        self.changes.counts.removed = len(self.changes.removed)

    def _renewal(self, mandate: Mandate) -> bool:
        """Set the worked-out columns of `mandate` from the term that it runs on; whether anything changed."""
        names = ("renewal_state", "runs_on_id", "renewal_session_id", "anniversary", "renewal_gap")
        before = [getattr(mandate, name) for name in names]
        latest = running_renewal(self.plans[mandate.pk].renewals)
        mandate.renewal_state = RENEWAL_STATES.get(latest.state, "") if latest else ""
        mandate.runs_on_id = latest and self.actions.get((mandate.pk, self.texts.get(latest.source.text)))
        ahead = None if mandate.renewal_state == Mandate.RenewalState.ENDED else latest
        mandate.renewal_session_id = ahead and self.ground.session_id(ahead.renewal_session)
        mandate.anniversary = ahead and ahead.anniversary
        mandate.renewal_gap = bool(ahead and ahead.gap)
        return before != [getattr(mandate, name) for name in names]


def number_of_links(links: tuple) -> int:
    """The part of a digest that stands for the rows that a date belongs to; another Python may count otherwise, and
    every row is then written once more."""
    _rule, _step, obligation, report, action, visit, holder, session, text, paragraph = links
    return (
        hash(
            (
                obligation or 0,
                report or 0,
                action or 0,
                visit or 0,
                holder or 0,
                session or 0,
                text or 0,
                number_of(paragraph),
            )
        )
        % HALF
    )


def planned_changes(
    mandates: Sequence[Mandate], ground: Ground, only: Only = ALL, before: Ground | None = None
) -> Iterable[Changes]:
    """The first half: what replanning would change in these mandates.

    With `before`, the ground on which they were planned, only the dates of `only` are looked at in mandates whose
    outline stays the same: dates at other sessions stay where it does."""
    ids = [mandate.pk for mandate in mandates]
    known = known_reports(ids)
    facts = facts_of(mandates, ground.calendar, known)
    outlines: dict[int, Outline] = {}
    changed: set[int] = set()
    if before is not None and only.sessions is not None:
        outlines, changed = _outlined(facts, ground, only.sessions, before)
    in_part = [mandate for mandate in mandates if mandate.pk not in changed]
    whole = [mandate for mandate in mandates if mandate.pk in changed]
    for some, part in ((in_part, only), (whole, ALL)):
        if some:
            batch = Batch(some, ground, part)
            own = {mandate.pk for mandate in some}
            rows = known if len(own) == len(ids) else [row for row in known if row.mandate_id in own]
            batch.plan(rows, facts, outlines)
            yield batch.compare()


def _outlined(
    facts: dict[int, values.MandateFacts], ground: Ground, sessions: frozenset[values.SessionName], before: Ground
) -> tuple[dict[int, Outline], set[int]]:
    """The outlines of these mandates, and for which of them it is another one than `before`.

    An outline that asked for none of the `sessions` is what it was; only the others are drawn twice."""
    calendar = ground.calendar
    latest_moved = latest_sessions(calendar) != latest_sessions(before.calendar)
    outlines: dict[int, Outline] = {}
    changed: set[int] = set()
    for pk, known in facts.items():
        calendar.asked_for = set()
        outlines[pk] = ground.planner.outline(known)
        may_differ = latest_moved or not sessions.isdisjoint(calendar.asked_for)
        if may_differ and before.planner.outline(known).shape != outlines[pk].shape:
            changed.add(pk)
    calendar.asked_for = None
    return outlines, changed


def _forget_reports_that_fall_due_no_more(reports: Sequence[int]) -> None:
    """Remove those of `reports` that no kept date names, and of which nobody wrote anything."""
    unnamed = Report.objects.filter(pk__among=reports, title="", addenda=None, deadlines=None, log=None).order_by()
    Report.objects.filter(pk__in=list(unnamed.values_list("pk", flat=True))).delete()


def _apply(changes: Changes) -> None:
    write(changes.written)
    Deadline.objects.filter(pk__among=[change.kept.pk for change in changes.removed]).delete()
    # Nothing calls for these any more, but a person knows of them: they stay to be seen, and remind nobody.
    orphaned = Deadline.objects.filter(pk__among=[change.kept.pk for change in changes.orphaned])
    orphaned.exclude(standing=Deadline.Standing.NOT_RECORDED).update(
        standing=Deadline.Standing.NOT_RECORDED,
        because="No text or rule calls for this step any more.",
        plan_digest=0,
        changed_at=timezone.now(),
    )
    if changes.due_no_more:
        _forget_reports_that_fall_due_no_more(changes.due_no_more)
    Mandate.objects.bulk_update(
        changes.mandates, ["renewal_state", "runs_on", "renewal_session", "anniversary", "renewal_gap"], batch_size=200
    )
    update_stages(changes.stages)


@transaction.atomic
def replan(
    mandate_ids: Iterable[int] | None = None,
    today: date | None = None,
    ground: Ground | None = None,
    *,
    only: Only = ALL,
    before: Ground | None = None,
    seen: Callable[[Changes], None] | None = None,
    writes: bool = True,
) -> Replanned:
    """Plan the given mandates (all of them with None) as on `today`, and store what changed.

    A run of many small plannings may give its `ground`, found once. `only` and `before`: see `planned_changes`.
    `seen` is shown what changes, some mandates at a time; without `writes` nothing else happens.

    Planning twice is the same as once. Dates that a person set stay; their receipt says what the rule would give.
    Dates of what is done stay, too."""
    wanted = Mandate.objects.order_by("pk")
    if mandate_ids is not None:
        wanted = wanted.filter(pk__among=list(mandate_ids))
    ids = lock_mandates(wanted)
    ground = ground.as_it_stands() if ground else Ground(today or clock.today(), only.rules)
    total = Replanned()
    at_once = AT_ONCE if only.sessions is None else AT_ONCE_IN_PART
    for start in range(0, len(ids), at_once):
        with _looking_for_no_cycles():
            mandates = list(Mandate.objects.filter(pk__among=ids[start : start + at_once]).order_by("pk"))
            for changes in planned_changes(mandates, ground, only, before):
                if seen is not None:
                    seen(changes)
                if writes:
                    _apply(changes)
                total += changes.counts
    return total


@contextmanager
def _looking_for_no_cycles() -> Iterator[None]:
    """Leave out Python's search for cycles: plans are many small values without any, and a quarter of the time went
    into looking through them again and again. What is not used any more is freed all the same."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
