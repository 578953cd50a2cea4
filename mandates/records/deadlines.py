"""What people do with a deadline. Each function is one transaction; each returns the log entry, or None where
nothing was written because a colleague had been first."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mandates.models import Deadline, LogEntry, Mandate, Report, User
from mandates.planning.rules import DIALOGUE, ISSUE, OUTCOME, REPORT_STAGES, SUBMISSION, VISIT_REQUESTS

from .following import said_of_a_step, tell_followers
from .log import in_the_offices_language, logged


class NotAccepted(Exception):
    """What a person asked cannot be done; the message says why and what to do. Nothing was written."""


# How many stages a report has passed, 0 to 7, once a step that stands for one of them is met.
STAGE_AFTER = {stage: place for place, stage in enumerate(REPORT_STAGES, start=1)}


def lock_mandates(mandates: QuerySet[Mandate]) -> list[int]:
    """Hold `mandates` until the transaction ends, always in the same order, and give their keys: what is done to their
    dates happens one after the other. On SQLite a transaction that writes has the whole database to itself."""
    return list(mandates.select_for_update().order_by("pk").values_list("pk", flat=True))


def _hold(deadline: Deadline) -> None:
    lock_mandates(Mandate.objects.filter(pk=deadline.mandate_id))


def update_stages(reports: Iterable[int]) -> None:
    """Count the stage of each report from its met steps and from what is recorded of it."""
    ids = list(reports)
    passed: dict[int, int] = defaultdict(int)
    met = Deadline.objects.met().filter(report__among=ids)
    for report_id, stage in met.values_list("report_id", "rule__stage"):
        passed[report_id] = max(passed[report_id], STAGE_AFTER.get(stage, 0))
    changed: dict[int, list[int]] = defaultdict(list)
    known = Report.objects.filter(pk__among=ids).order_by()
    for pk, before, *days in known.values_list("pk", "stage", *RECORDS.values()):
        recorded = [STAGE_AFTER[stage] for stage, day in zip(RECORDS, days, strict=True) if day]
        reached = max(passed[pk], *recorded, 0)
        if reached != before:
            changed[reached].append(pk)
    for stage, pks in changed.items():
        Report.objects.filter(pk__among=pks).update(stage=stage)


# The stages that are kept with their day on the report itself: a step that stands for one, once met, records it.
RECORDS = {SUBMISSION: "submitted_on", ISSUE: "issued_on", DIALOGUE: "presented_on"}


def records_the_report(deadline: Deadline) -> bool:
    """Whether meeting `deadline` says something of its report, so that other steps of it close as well."""
    return deadline.report_id is not None and deadline.rule is not None and deadline.rule.stage in RECORDS


def _note_on_report(deadline: Deadline, *, was: date | None, now: date | None) -> bool:
    """Keep on the report what a met (or reopened) step says of it; whether other steps close or open with that."""
    if not records_the_report(deadline):
        return False
    name = RECORDS[deadline.rule.stage]
    return bool(Report.objects.filter(pk=deadline.report_id, **{name: was}).update(**{name: now}))


def _plan_again(deadline: Deadline) -> None:
    from .planning import replan  # planning writes deadlines, and counts stages through this module

    replan([deadline.mandate_id])


def needs_an_outcome(deadline: Deadline) -> bool:
    """Whether `deadline` is met by recording which text decided on the mandate, and by nothing else."""
    return deadline.rule is not None and deadline.rule.stage == OUTCOME


def _is_met_by_its_report(deadline: Deadline) -> bool:
    """Whether the step would stand met without the person's tick: a symbol or a later day is recorded."""
    if not records_the_report(deadline):
        return False
    report = Report.objects.get(pk=deadline.report_id)
    own = RECORDS[deadline.rule.stage]
    later = {
        "submitted_on": (report.symbol, report.issued_on, report.presented_on),
        "issued_on": (report.presented_on,),
    }
    return any(later.get(own, ()))


@in_the_offices_language
@transaction.atomic
def record_met(deadline: Deadline, *, on: date, by: User | None) -> LogEntry | None:
    """Close `deadline` as met on the day `on`: also one that lay before it was followed and was not recorded.

    Meeting the submission records the report as submitted, and that closes the steps before it. A suggestion is not
    met: it is confirmed first. Raises NotAccepted for the outcome of a renewal, which is recorded with its text."""
    if needs_an_outcome(deadline):
        raise NotAccepted(
            _("Say which text decided on the mandate, and how: record the outcome. Until then it stays due.")
        )
    _hold(deadline)
    open_ones = (Deadline.objects.open() | Deadline.objects.not_recorded()).filter(pk=deadline.pk)
    if not open_ones.update(met_on=on, met_by=by, snoozed_until=None):
        return None
    # The State was reminded: the next reminder is counted from this one.
    counts_on = deadline.visit_id is not None and deadline.rule.applies_to == VISIT_REQUESTS
    if _note_on_report(deadline, was=None, now=on) or counts_on:
        _plan_again(deadline)
    update_stages([deadline.report_id])
    entry = logged("met", by=by, on=on, to_value=on.isoformat(), deadline=deadline)
    if records_the_report(deadline):
        day = date_format(on, "j F Y")
        tell_followers(entry, said_of_a_step(deadline, _("done on %(day)s.") % {"day": day}))
    return entry


@in_the_offices_language
@transaction.atomic
def reopen(deadline: Deadline, *, by: User | None) -> LogEntry | None:
    """Undo `record_met`. Raises NotAccepted where the recorded report meets the step, whatever a person ticked."""
    _hold(deadline)
    met_on = deadline.met_on
    if _is_met_by_its_report(deadline):
        raise NotAccepted(_("This step is met by the recorded report. Correct the report; nothing was changed."))
    # While it was done it kept its day, whatever moved since: the digest says that it is to be written anew.
    done = Deadline.objects.filter(pk=deadline.pk, met_on__isnull=False)
    if not done.update(met_on=None, met_by=None, plan_digest=0):
        return None
    _note_on_report(deadline, was=met_on, now=None)
    _plan_again(deadline)
    update_stages([deadline.report_id])
    entry = logged("reopened", by=by, from_value=met_on and met_on.isoformat(), deadline=deadline)
    if records_the_report(deadline):
        tell_followers(entry, said_of_a_step(deadline, _("open again.")))
    return entry


@transaction.atomic
def assign(deadline: Deadline, to: User | None, *, by: User, why: str = "") -> LogEntry | None:
    """Give `deadline` to the person `to`, or back to the owner of its mandate with None."""
    before = deadline.assigned_to
    changed = Deadline.objects.filter(pk=deadline.pk, assigned_to=before).update(assigned_to=to)
    if not changed or before == to:
        return None
    after = to or deadline.mandate.owner
    return logged(
        "assigned", by=by, from_value=before or deadline.mandate.owner, to_value=after, why=why, deadline=deadline
    )


@transaction.atomic
def snooze(deadline: Deadline, until: date, *, by: User, why: str = "") -> LogEntry | None:
    """Say nothing of `deadline` before the day `until`. The due date stays."""
    updated = Deadline.objects.open().filter(pk=deadline.pk, snoozes=deadline.snoozes)
    if not updated.update(snoozed_until=until, snoozes=deadline.snoozes + 1):
        return None
    return logged("snoozed", by=by, to_value=until.isoformat(), why=why, deadline=deadline)


def add_note(deadline: Deadline, words: str, *, by: User) -> LogEntry:
    """Keep the note `words` on `deadline`."""
    return logged("note", by=by, why=words, deadline=deadline)


@transaction.atomic
def set_date(deadline: Deadline, due_on: date, *, by: User, reason: str) -> LogEntry | None:
    """Set the date by hand. Replanning keeps it, and the receipt goes on showing what the rule would give.

    Raises NotAccepted without a reason."""
    if not reason.strip():
        raise NotAccepted(_("Say why the date is set by hand: replanning will keep it. The date was not changed."))
    _hold(deadline)
    before = deadline.due_on
    not_met = Deadline.objects.exclude(standing=Deadline.Standing.MET).filter(met_on=None)
    changed = not_met.filter(pk=deadline.pk, due_on=before, set_by_hand=deadline.set_by_hand).update(
        due_on=due_on,
        late_after=None if deadline.is_event else due_on,
        window_ends=None,
        set_by_hand=True,
        rule_gave_on=deadline.planned_on,
        is_estimate=False,
        set_reason=reason.strip(),
        set_by=by,
        set_at=timezone.now(),
        sequence=F("sequence") + int((due_on, None) != (before, deadline.window_ends) or deadline.is_estimate),
        changed_at=timezone.now(),
    )
    if not changed:
        return None
    return logged(
        "set",
        by=by,
        from_value=before and before.isoformat(),
        to_value=due_on.isoformat(),
        why=reason,
        deadline=deadline,
    )


@transaction.atomic
def release_date(deadline: Deadline, *, by: User) -> LogEntry | None:
    """Leave the date to its rule again: the next plan, made at once, gives it."""
    _hold(deadline)
    before = deadline.due_on
    released = Deadline.objects.filter(pk=deadline.pk, set_by_hand=True)
    left = {"set_by_hand": False, "rule_gave_on": None, "plan_digest": 0}  # the digest: to be written anew
    if not released.update(set_reason="", set_by=None, set_at=None, **left):
        return None
    _plan_again(deadline)
    deadline.refresh_from_db()
    return logged(
        "released",
        by=by,
        from_value=before and before.isoformat(),
        to_value=deadline.due_on and deadline.due_on.isoformat(),
        deadline=deadline,
    )
