"""Confirming and rejecting what a text only suggests. All dates of a stream follow it, in the same transaction."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandates import clock
from mandates.models import LogEntry, Mandate, ReportingObligation, Standing, User
from mandates.models.reporting import RECURRING

from .deadlines import NotAccepted, lock_mandates
from .log import logged
from .moves import Told
from .planning import Replanned, replan


@dataclass(frozen=True, slots=True)
class StreamChange:
    """What became of a stream: the log entry, and what planning then changed."""

    entry: LogEntry
    replanned: Replanned


def _change(obligation: ReportingObligation, *, expect: str, by: User | None, why: str, **new) -> StreamChange | None:
    lock_mandates(Mandate.objects.filter(pk=obligation.mandate_id))
    if not ReportingObligation.objects.filter(pk=obligation.pk, standing=expect, ended_on=None).update(**new):
        return None
    obligation.refresh_from_db()
    what = {Standing.CONFIRMED: "confirmed", Standing.REJECTED: "rejected", Standing.SUGGESTED: "reopened"}[
        obligation.standing
    ]
    entry = logged(
        what,
        by=by,
        from_value=expect,
        to_value=obligation.standing,
        why=why,
        obligation=obligation,
        mandate=obligation.mandate,
    )
    return StreamChange(entry, replan([obligation.mandate_id]))


def foreseen(obligation: ReportingObligation, standing: Standing) -> Told:
    """What would become of its dates if `obligation` were confirmed today, rejected, or suggested again. Nothing is
    written. NotAccepted as of `reopen_stream`."""
    told = Told()
    if standing == Standing.SUGGESTED:
        check_its_place_is_free(obligation)
    since = clock.today() if standing == Standing.CONFIRMED else None
    with transaction.atomic():
        ReportingObligation.objects.filter(pk=obligation.pk).update(standing=standing, followed_since=since)
        replan([obligation.mandate_id], seen=told.see, writes=False)
        transaction.set_rollback(True)
    return told


@transaction.atomic
def confirm_stream(
    obligation: ReportingObligation,
    *,
    by: User | None,
    followed_since: date | None = None,
    is_example: bool = False,
    why: str = "",
) -> StreamChange | None:
    """Confirm a suggested stream: it is followed from `followed_since` (today unless given), reminds, and can be late.

    Returns None, with nothing written, where it was not a suggestion any more."""
    return _change(
        obligation,
        expect=Standing.SUGGESTED,
        by=by,
        why=why,
        standing=Standing.CONFIRMED,
        followed_since=followed_since or clock.today(),
        confirmed_by=by,
        confirmed_at=timezone.now(),
        is_example=is_example,
    )


@transaction.atomic
def reject_stream(obligation: ReportingObligation, *, by: User | None, why: str = "") -> StreamChange | None:
    """Reject a suggested stream: its dates go, the text and the stream stay to be seen. None where it was decided."""
    return _change(obligation, expect=Standing.SUGGESTED, by=by, why=why, standing=Standing.REJECTED)


@transaction.atomic
def reopen_stream(obligation: ReportingObligation, *, by: User | None, why: str = "") -> StreamChange | None:
    """Undo a confirmation or a rejection: the stream is a suggestion again. None where it is one already, or ended.

    NotAccepted, with nothing changed, where another such stream took the place of a rejected one."""
    if obligation.standing == Standing.SUGGESTED or obligation.ended_on:
        return None
    lock_mandates(Mandate.objects.filter(pk=obligation.mandate_id))
    check_its_place_is_free(obligation)
    return _change(
        obligation,
        expect=obligation.standing,
        by=by,
        why=why,
        standing=Standing.SUGGESTED,
        followed_since=None,
        confirmed_by=None,
        confirmed_at=None,
    )


def check_its_place_is_free(obligation: ReportingObligation) -> None:
    """NotAccepted where another stream has taken the place of `obligation`, which was rejected or had ended."""
    same = ReportingObligation.objects.in_force().exclude(pk=obligation.pk)
    place = {name: getattr(obligation, name) for name in ("mandate", "addressee", "recipient", "kind")}
    is_recurring = obligation.recurrence in RECURRING
    if is_recurring and same.filter(recurrence__in=RECURRING, **place).exists():
        raise NotAccepted(_("The mandate has another such stream by now. Nothing was changed."))


@transaction.atomic
def follow_since(obligation: ReportingObligation, day: date, *, by: User | None) -> StreamChange | None:
    """Change the day from which a confirmed stream is followed."""
    before = obligation.followed_since
    changed = ReportingObligation.objects.filter(pk=obligation.pk, standing=Standing.CONFIRMED)
    if not changed.update(followed_since=day):
        return None
    obligation.refresh_from_db()
    entry = logged("edited", by=by, from_value=before, to_value=day, obligation=obligation, mandate=obligation.mandate)
    return StreamChange(entry, replan([obligation.mandate_id]))
