"""Replanning: what planning gives for the stored facts, laid beside the stored deadlines, then applied.

`replan` does both, in one transaction. A date that a person has set stays; so does everything that a person has met,
assigned or noted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from mandates import clock
from mandates.models import Deadline, LogEntry, Mandate, MandateAction, Report, ReportingObligation, Resolution, Session
from mandates.models import Rule as RuleRow
from mandates.planning import facts as values
from mandates.planning.plans import Planner
from mandates.planning.renewals import running_renewal

from .deadlines import lock_mandates, update_stages
from .facts import facts_of, kept_calendar, kept_days_off, kept_rules, session_name

AT_ONCE = 300  # mandates planned in one go: memory stays flat, queries few
RENEWAL_STATES = {
    "in force": Mandate.RenewalState.IN_FORCE,
    "due": Mandate.RenewalState.DUE,
    "outcome not recorded": Mandate.RenewalState.NOT_RECORDED,
    "retired": Mandate.RenewalState.ENDED,
    "merged": Mandate.RenewalState.ENDED,
    "replaced": Mandate.RenewalState.ENDED,
}
PLANNED_FIELDS = [
    "rule_id", "step", "obligation_id", "report_id", "action_id", "session_id", "source_resolution_id",
    "source_paragraph", "anchor", "anchor_on", "anchor_source", "offset_words", "counted_on", "planned_on",
    "adjustments", "because", "due_on", "window_ends", "late_after", "is_estimate", "is_event", "standing",
]  # fmt: skip
CALENDAR_FIELDS = ["sequence", "changed_at"]  # what calendars of other programs go by


@dataclass(slots=True)
class Replanned:
    """What replanning did, or would do: how many dates are new, moved, gone, kept though the ground moved."""

    mandates: int = 0
    created: int = 0
    changed: int = 0
    moved: int = 0
    removed: int = 0
    kept_by_hand: int = 0

    def __add__(self, other: "Replanned") -> "Replanned":
        return Replanned(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(slots=True)
class Changes:
    """The first half of replanning for some mandates: rows to write, rows to remove, and the counts of both."""

    written: list[Deadline] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    orphaned: list[int] = field(default_factory=list)
    mandates: list[Mandate] = field(default_factory=list)
    counts: Replanned = field(default_factory=Replanned)
    stages: set[int] = field(default_factory=set)
    of: list[int] = field(default_factory=list)  # the mandates that were planned
    planned_reports: set[int] = field(default_factory=set)


def key_text(key: tuple) -> str:
    """A plan's key as one line: `H7|HRC62|12`."""
    return "|".join(str(part) for part in key)


class Ground:
    """The rows that a plan's values name, found once for all mandates of a run; missing sessions are made."""

    def __init__(self, today: date):
        self.today = today
        self.calendar = kept_calendar(today)
        self.planner = Planner(self.calendar, kept_rules(), today, kept_days_off())
        self.rule_ids = dict(RuleRow.objects.values_list("code", "pk"))
        self.dated_sessions = _dated_sessions()
        self.sessions = {
            session_name(session): session.pk
            for session in Session.objects.exclude(kind__in=["organizational", "third-committee"])
        }

    def as_it_stands(self) -> "Ground":
        """This ground, or a new one where sessions got their dates since: a text that is imported may give them."""
        return self if self.dated_sessions == _dated_sessions() else Ground(self.today)

    def session_id(self, name: values.SessionName | None) -> int | None:
        """The row of the session; one that nobody has announced yet gets a row without dates."""
        if name is None:
            return None
        if name not in self.sessions:
            kind = Session.Kind.SPECIAL if name.is_special else Session.Kind.REGULAR
            row, _created = Session.objects.get_or_create(body=name.body, kind=kind, number=name.number)
            self.sessions[name] = row.pk
        return self.sessions[name]


def _dated_sessions() -> int:
    return Session.objects.exclude(opens_on=None).count()


def _link_reports(mandates: Sequence[Mandate], plans: dict[int, values.Plan], ground: Ground) -> tuple[dict, bool]:
    """A row for every report that falls due, by (obligation, session), and whether a recorded report was recognised.

    A report that was recorded without its obligation belongs to the one that falls due at its session; a row that said
    no more than that it falls due makes room for it."""
    rows: dict[tuple, Report] = {}
    unlinked: dict[tuple, list[Report]] = defaultdict(list)
    known = Report.objects.filter(mandate__in=mandates, parent=None, session__isnull=False)
    for report in known.defer("title", "source", "notes"):
        if report.obligation_id:
            rows[report.obligation_id, report.session_id] = report
        elif report.is_recorded:
            unlinked[report.mandate_id, report.session_id].append(report)
    new: list[Report] = []
    recognised: list[Report] = []
    emptied: list[int] = []
    for mandate in mandates:
        for due in plans[mandate.pk].reports:
            if due.session is None:
                continue
            place = (due.obligation, ground.session_id(due.session))
            found = rows.get(place)
            waiting = unlinked.get((mandate.pk, place[1]))
            if waiting and (found is None or not (found.is_recorded or found.agreed_slot_on)):
                emptied += [found.pk] if found else []
                rows[place] = waiting.pop(0)
                rows[place].obligation_id = due.obligation
                recognised.append(rows[place])
            elif found is None:
                rows[place] = Report(mandate=mandate, obligation_id=due.obligation, session_id=place[1])
                new.append(rows[place])
    Report.objects.filter(pk__in=emptied).delete()
    Report.objects.bulk_update(recognised, ["obligation"], batch_size=500)
    Report.objects.bulk_create(new, batch_size=1000)
    return {place: report.pk for place, report in rows.items()}, bool(recognised)


def _planned(mandates: Sequence[Mandate], ground: Ground) -> tuple[dict[int, values.Plan], dict]:
    """The plan of each mandate, and the rows of the reports that fall due under it."""
    recognised = True
    while recognised:  # a report just recognised as one that fell due meets its steps: at most once more
        facts = facts_of(mandates, ground.calendar)
        plans = {mandate.pk: ground.planner.plan(facts[mandate.pk]) for mandate in mandates}
        reports, recognised = _link_reports(mandates, plans, ground)
    return plans, reports


def _row(
    step: values.PlannedDate, mandate: Mandate, ground: Ground, reports: dict, texts: dict, actions: dict
) -> Deadline:
    session_id = ground.session_id(step.session)
    resolution_id = texts.get(step.source.text) if step.source else None
    return Deadline(
        mandate=mandate,
        key=key_text(step.key),
        rule_id=ground.rule_ids[step.rule],
        step=step.step,
        obligation_id=step.obligation,
        report_id=reports.get((step.obligation, session_id)),
        action_id=None if step.obligation else actions.get((mandate.pk, resolution_id)),
        session_id=session_id,
        source_resolution_id=resolution_id,
        source_paragraph=step.source.paragraph if step.source else "",
        anchor=step.anchor.name,
        anchor_on=step.anchor.on,
        anchor_source=step.anchor.source,
        offset_words=step.offset,
        counted_on=step.counted_on,
        planned_on=step.due_on,
        adjustments=[
            {
                "from": moved.from_on.isoformat(),
                "to": moved.to_on.isoformat(),
                "why": moved.why,
                "passed_over": list(moved.passed_over),
            }
            for moved in step.adjustments
        ],
        because=step.because,
        due_on=step.due_on,
        window_ends=step.window_ends,
        late_after=step.late_after,
        is_estimate=step.is_estimate,
        is_event=step.is_event,
        standing=step.standing,
    )


def _compare(new: Deadline, old: Deadline | None, changes: Changes) -> None:
    """Put `new` among what is written where it differs from `old`. What a person set by hand keeps its day."""
    if old is None:
        changes.written.append(new)
        changes.counts.created += 1
        if new.standing == Deadline.Standing.MET and new.report_id:
            changes.stages.add(new.report_id)
        return
    if old.set_by_hand:
        changes.counts.kept_by_hand += new.planned_on != old.planned_on
        late_after = None if new.is_event else old.due_on
        new.due_on, new.window_ends, new.late_after, new.is_estimate = old.due_on, None, late_after, False
    if all(getattr(new, name) == getattr(old, name) for name in PLANNED_FIELDS):
        return
    # `changed_at` of a new row is now; calendars must see a moved date as the same event, later in sequence.
    new.sequence = old.sequence + ((new.due_on, new.window_ends) != (old.due_on, old.window_ends))
    changes.written.append(new)
    changes.counts.changed += 1
    changes.counts.moved += new.due_on != old.due_on
    if new.standing != old.standing and new.report_id:
        changes.stages.add(new.report_id)


def _renewal(mandate: Mandate, renewals: Sequence[values.PlannedRenewal], ground: Ground, actions, texts) -> bool:
    """Set the worked-out columns of `mandate` from the term that it runs on; whether anything changed."""
    names = ("renewal_state", "runs_on_id", "renewal_session_id", "anniversary", "renewal_gap")
    before = [getattr(mandate, name) for name in names]
    latest = running_renewal(renewals)
    mandate.renewal_state = RENEWAL_STATES.get(latest.state, "") if latest else ""
    mandate.runs_on_id = latest and actions.get((mandate.pk, texts.get(latest.source.text)))
    ahead = None if mandate.renewal_state == Mandate.RenewalState.ENDED else latest
    mandate.renewal_session_id = ahead and ground.session_id(ahead.renewal_session)
    mandate.anniversary = ahead and ahead.anniversary
    mandate.renewal_gap = bool(ahead and ahead.gap)
    return before != [getattr(mandate, name) for name in names]


def _planned_changes(mandates: Sequence[Mandate], ground: Ground) -> Changes:
    plans, reports = _planned(mandates, ground)
    ids = [mandate.pk for mandate in mandates]
    sourced = Resolution.objects.filter(obligation_sources__obligation__mandate__in=ids).only("symbol")
    acting = Resolution.objects.filter(actions__mandate__in=ids).only("symbol")
    texts = {text.reference: text.pk for text in [*sourced, *acting]}
    actions = {
        (mandate_id, resolution_id): pk
        for mandate_id, resolution_id, pk in MandateAction.objects.filter(mandate__in=ids)
        .exclude(what=MandateAction.What.THEME)
        .values_list("mandate_id", "resolution_id", "pk")
    }
    kept: dict[tuple, Deadline] = {(row.mandate_id, row.key): row for row in Deadline.objects.filter(mandate__in=ids)}
    due = {
        (report.obligation, ground.session_id(report.session))
        for planned in plans.values()
        for report in planned.reports
        if report.session
    }
    changes = Changes(
        counts=Replanned(mandates=len(mandates)),
        of=ids,
        planned_reports={pk for place, pk in reports.items() if place in due},
    )
    for mandate in mandates:
        if _renewal(mandate, plans[mandate.pk].renewals, ground, actions, texts):
            changes.mandates.append(mandate)
        for step in plans[mandate.pk].dates:
            new = _row(step, mandate, ground, reports, texts, actions)
            _compare(new, kept.pop((mandate.pk, new.key), None), changes)
    noted = set(LogEntry.objects.filter(deadline__mandate__in=ids).values_list("deadline", flat=True))
    for row in kept.values():
        touched = row.met_on or row.set_by_hand or row.assigned_to_id or row.snoozes or row.pk in noted
        (changes.orphaned if touched else changes.removed).append(row.pk)
    changes.counts.removed = len(changes.removed)
    return changes


def _forget_reports_that_fall_due_no_more(planned: set[int], mandates: Sequence[int]) -> None:
    """Remove the rows of which nothing is known but that they fell due, where neither plan nor kept date names them."""
    unknown = Report.objects.filter(
        mandate__in=mandates, symbol=None, document_date=None, submitted_on=None, issued_on=None, presented_on=None,
        agreed_slot_on=None, dialogue_on=None, title="", parent=None, addenda=None, deadlines=None, log=None,
    )  # fmt: skip
    Report.objects.filter(pk__in=[pk for pk in unknown.values_list("pk", flat=True) if pk not in planned]).delete()


def _apply(changes: Changes) -> None:
    Deadline.objects.bulk_create(
        changes.written,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["mandate", "key"],
        update_fields=[name.removesuffix("_id") for name in [*PLANNED_FIELDS, *CALENDAR_FIELDS]],
    )
    Deadline.objects.filter(pk__in=changes.removed).delete()
    # Nothing calls for these any more, but a person has worked on them: they stay to be seen, and remind nobody.
    Deadline.objects.filter(pk__in=changes.orphaned).exclude(standing=Deadline.Standing.NOT_RECORDED).update(
        standing=Deadline.Standing.NOT_RECORDED,
        because="No text or rule calls for this step any more.",
        changed_at=timezone.now(),
    )
    _forget_reports_that_fall_due_no_more(changes.planned_reports, changes.of)
    Mandate.objects.bulk_update(
        changes.mandates, ["renewal_state", "runs_on", "renewal_session", "anniversary", "renewal_gap"], batch_size=200
    )
    update_stages(changes.stages)


@transaction.atomic
def replan(
    mandate_ids: Iterable[int] | None = None, today: date | None = None, ground: Ground | None = None
) -> Replanned:
    """Plan the given mandates (all of them with None) as on `today`, and store what changed.

    A run of many small plannings may give its `ground`, found once.

    Planning twice is the same as once. Dates that a person set stay; their receipt says what the rule would give."""
    wanted = Mandate.objects.order_by("pk")
    if mandate_ids is not None:
        wanted = wanted.filter(pk__in=list(mandate_ids))
    lock_mandates(wanted)
    ground = ground.as_it_stands() if ground else Ground(today or clock.today())
    total = Replanned()
    ids = list(wanted.values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        changes = _planned_changes(list(wanted.filter(pk__in=ids[start : start + AT_ONCE])), ground)
        _apply(changes)
        total += changes.counts
    return total


def mandates_hanging_on(session: Session) -> list[int]:
    """The mandates of which a term, a report or a deadline hangs on `session`."""
    by_deadline = Deadline.objects.filter(session=session).values_list("mandate_id", flat=True)
    by_obligation = ReportingObligation.objects.filter(named_sessions=session).values_list("mandate_id", flat=True)
    return sorted({*by_deadline, *by_obligation})


def counted_by_standing(mandate_ids: Iterable[int]) -> Counter:
    """How many deadlines of these mandates stand as followed, suggested, not recorded and met."""
    return Counter(Deadline.objects.filter(mandate__in=list(mandate_ids)).values_list("standing", flat=True))
