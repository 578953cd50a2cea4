"""Mandates and the place of head of unit handed over: until a day, for good, and when an account is closed. Each
function is one transaction.

What is to come back by itself is a row that is read (`models.handovers`), never a change that something would have to
undo; what is for good is a change of the mandate. Mails that were claimed or sent before stay as they were; those still
waiting leave out what has gone to somebody else, who is told of it anew."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from mandates.models import Deadline, HandOver, LogEntry, Mandate, User
from mandates.permissions import mandates_to_hand_over, units_to_hand_over

from .deadlines import NotAccepted, lock_mandates
from .handover_words import (
    Party,
    tell_of_end,
    tell_of_end_for_good,
    tell_of_hand_over,
    tell_of_return,
)
from .log import in_the_offices_language, logged
from .spans import days_in_words, first_and_last

LOOKED_AHEAD = timedelta(days=30)  # what is handed over for good is shown, and told, so far


def falls_due(away: User, mandates: Iterable[Mandate], first: date, last: date | None) -> QuerySet[Deadline]:
    """What is `away`'s of `mandates`, open, and late by the day `first` or due from then to `last`, earliest first;
    thirty days ahead for a hand-over without a last day."""
    last = last or first + LOOKED_AHEAD
    acting = HandOver.objects.acting(first)
    theirs = Deadline.objects.for_officer(away, acting).filter(mandate__in=[mandate.pk for mandate in mandates])
    due = theirs.overdue(first) | theirs.due_between(first, last)
    return due.select_related("mandate", "session").order_by("due_on", "pk")


@in_the_offices_language
@transaction.atomic
def hand_over_until(
    mandates: Iterable[Mandate],
    *,
    away: User,
    to: User,
    from_on: date,
    until: date,
    note: str = "",
    by: User,
    today: date,
    as_head: bool = False,
) -> HandOver:
    """Let `to` act for `away` in `mandates` from the day `from_on` to the day `until`, both included; `as_head` also be
    told what `away` would be told as head of unit.

    Raises NotAccepted, with nothing written: to oneself or a closed account; for days that are past; of a mandate in
    which `away` has nothing, or which one of the two hands to somebody else on one of these days."""
    mandates = _held(mandates)
    _check(mandates, away, to, today, as_head=as_head)
    if from_on < today:
        raise NotAccepted(_("Give a first day from today on. Nothing was changed."))
    if until < from_on:
        raise NotAccepted(_("The last day cannot lie before the first. Nothing was changed."))
    _check_days(mandates, away, to, from_on, until)
    if as_head:
        _check_heads_days(away, to, from_on, until)
    due = list(falls_due(away, mandates, from_on, until))
    days = {"from_on": from_on, "until": until}
    row = HandOver.objects.create(away=away, to=to, as_head=as_head, note=note.strip(), made_by=by, **days)
    row.mandates.set(mandates)
    named = {"person": to, "days": days_in_words(from_on, until)}
    done = {"by": by, "on": today, "from_value": away, "why": row.note}
    whom = _("%(person)s, %(days)s") % named
    entries = [logged("handed", to_value=whom, mandate=each, **done) for each in mandates]
    if as_head:
        entries.append(logged("handed", to_value=_("%(person)s, as head of unit, %(days)s") % named, **done))
    tell_of_hand_over(Party(away, to, by), mandates, due, from_on, until, entries[0], as_head=as_head)
    return row


@transaction.atomic
def hand_over_for_good(
    mandates: Iterable[Mandate], *, away: User, to: User, note: str = "", by: User, today: date
) -> list[LogEntry]:
    """Give `to` the place of `away` in `mandates`, owner or deputy, and the open dates assigned to `away`, from today
    on; returns the entries of the log, one a mandate. A hand-over of these mandates until a day ends with it, since
    nothing of them is `away`'s any more. The new owner of a mandate is not its deputy as well: that place is free then.

    Raises NotAccepted, with nothing written, as `hand_over_until`, and for a mandate in which `away` only stands in."""
    mandates = _held(mandates)
    _check(mandates, away, to, today)
    own = set(_assigned_to(away).filter(mandate__in=mandates).values_list("mandate", flat=True))
    for each in mandates:
        if away.pk not in (each.owner_id, each.deputy_id) and each.pk not in own:
            words = _("%(person)s only stands in for %(mandate)s: hand it on until a day. Nothing was changed.")
            raise NotAccepted(words % {"person": away.short_name, "mandate": each})
    due = list(falls_due(away, mandates, today, None))
    entries = [_give(each, away, to, note=note, by=by, today=today) for each in mandates]
    freed = _take_out(mandates, away, today, by)
    tell_of_end_for_good(Party(away, to, by), freed, entries[0])
    tell_of_hand_over(Party(away, to, by), mandates, due, today, None, entries[0])
    return entries


@transaction.atomic
def end_hand_over(row: HandOver, *, by: User, today: date) -> bool:
    """Let the person who is away act again from today on, or take back a hand-over that has not begun. False, with
    nothing written, where it is over already."""
    mandates = _held(row.mandates.all())
    running = HandOver.objects.not_over(today).filter(pk=row.pk)
    if not running.update(ended_on=today, ended_by=by, is_return_told=True):
        return False
    entries = _returned(row, mandates, by=by, on=today)
    tell_of_end(Party(row.away, row.to, by), mandates, entries[0] if entries else None)
    return True


@transaction.atomic
def tell_of_returns(today: date) -> int:
    """Log and tell that mandates came back, once a hand-over whose last day is past; returns how many there were.

    Nothing hangs on it: who acts on a day is read from the hand-overs. A run that comes late tells it late."""
    came_back = HandOver.objects.came_back(today).filter(is_return_told=False).select_related("away", "to")
    told = 0
    for row in came_back:
        if not HandOver.objects.filter(pk=row.pk, is_return_told=False).update(is_return_told=True):
            continue  # another run was first
        mandates = list(row.mandates.all())
        entries = _returned(row, mandates, by=None, on=row.until + timedelta(days=1))
        if entries:
            due = list(falls_due(row.away, mandates, today, None))
            tell_of_return(Party(row.away, row.to, None), mandates, due, row.until, entries[0])
        told += 1
    return told


@in_the_offices_language
def _returned(row: HandOver, mandates: Iterable[Mandate], *, by: User | None, on: date) -> list[LogEntry]:
    done = {"by": by, "on": on, "from_value": row.to}
    entries = [logged("returned", to_value=row.away, mandate=each, **done) for each in mandates]
    if row.as_head:
        entries.append(logged("returned", to_value=_("%(person)s, as head of unit") % {"person": row.away}, **done))
    return entries


@in_the_offices_language
@transaction.atomic
def leave_office(person: User, *, by: User, today: date) -> list[Mandate]:
    """See to what is left when the account of `person` is closed; returns the mandates that have no owner now.

    The deputy of each own mandate becomes its owner; where there is none, nobody is, and the desk says so to heads of
    unit. Open dates assigned to the person go back to the owners of their mandates; hand-overs by and to the person
    end."""
    mandates = _held(
        Mandate.objects.filter(Q(owner=person) | Q(deputy=person) | Q(pk__in=_assigned_to(person).values("mandate")))
    )
    for each in mandates:
        successor = each.deputy if each.owner_id == person.pk else None
        if successor == person or (successor and not successor.is_active):
            successor = None
        _give(each, person, successor, note=_("The account was closed."), by=by, today=today)
    for row in HandOver.objects.not_over(today).filter(Q(away=person) | Q(to=person)):
        end_hand_over(row, by=by, today=today)
    return [each for each in mandates if each.owner_id is None]


def _assigned_to(person: User) -> QuerySet[Deadline]:
    return Deadline.objects.open().filter(assigned_to=person).order_by()


def _held(mandates: Iterable[Mandate]) -> list[Mandate]:
    """The mandates as they stand, held until the transaction ends, by name."""
    chosen = Mandate.objects.filter(pk__in=[mandate.pk for mandate in mandates])
    lock_mandates(chosen)
    return list(chosen.select_related("owner", "deputy").order_by("name"))


def _check(mandates: list[Mandate], away: User, to: User, today: date, *, as_head: bool = False) -> None:
    if as_head and not units_to_hand_over(away, today).exists():
        words = _("%(person)s heads no unit and stands in for no head. Nothing was changed.")
        raise NotAccepted(words % {"person": away.short_name})
    if not mandates and not as_head:
        raise NotAccepted(_("Choose at least one mandate. Nothing was changed."))
    if away.pk == to.pk:
        raise NotAccepted(_("Choose somebody else: nobody stands in for oneself. Nothing was changed."))
    if not to.is_active:
        words = _("The account of %(person)s is closed. Choose somebody else; nothing was changed.")
        raise NotAccepted(words % {"person": to.short_name})
    own = set(mandates_to_hand_over(away, today).values_list("pk", flat=True))
    for each in mandates:
        if each.pk not in own:
            words = _("%(person)s has nothing to hand over in %(mandate)s any more. Nothing was changed.")
            raise NotAccepted(words % {"person": away.short_name, "mandate": each})


def _check_days(mandates: list[Mandate], away: User, to: User, first: date, last: date) -> None:
    """One mandate of one person goes to one colleague on one day, and never round in a circle."""
    others = HandOver.objects.overlapping(first, last).filter(away__in=[away, to], mandates__in=mandates)
    for other in others.select_related("away", "to").distinct()[:1]:
        taken = other.mandates.filter(pk__in=[each.pk for each in mandates]).first()
        if other.away_id == away.pk:
            words = _(
                "%(mandate)s is with %(to)s from %(first)s to %(last)s already. End that hand-over first, or choose "
                "other days or mandates. Nothing was changed."
            )
        else:
            words = _(
                "%(away)s hands %(mandate)s to %(to)s from %(first)s to %(last)s. Choose somebody else, or other days. "
                "Nothing was changed."
            )
        raise NotAccepted(words % _named(other, taken))


def _check_heads_days(away: User, to: User, first: date, last: date) -> None:
    """The place of one head goes to one colleague on one day, and never round in a circle."""
    others = HandOver.objects.overlapping(first, last).filter(away__in=[away, to], as_head=True)
    for other in others.select_related("away", "to")[:1]:
        if other.away_id == away.pk:
            words = _(
                "The place of head of unit is with %(to)s from %(first)s to %(last)s already. End that hand-over "
                "first, or choose other days. Nothing was changed."
            )
        else:
            words = _(
                "%(away)s hands the place of head of unit to %(to)s from %(first)s to %(last)s. Choose somebody else, "
                "or other days. Nothing was changed."
            )
        raise NotAccepted(words % _named(other))


def _named(row: HandOver, mandate: Mandate | None = None) -> dict:
    days = first_and_last(row.from_on, row.until)
    return {"mandate": mandate, "away": row.away.short_name, "to": row.to.short_name, **days}


@in_the_offices_language
def _give(mandate: Mandate, away: User, to: User | None, *, note: str, by: User, today: date) -> LogEntry:
    """Put `to` into each place that `away` has in `mandate`; where `to` is None the places are free then."""
    if mandate.owner_id == away.pk:
        mandate.owner = to
    elif mandate.deputy_id == away.pk:
        mandate.deputy = to
    if mandate.deputy_id in (mandate.owner_id, away.pk):
        mandate.deputy = None
    mandate.save(update_fields=["owner", "deputy"])
    assigned = _assigned_to(away).filter(mandate=mandate)
    given = list(assigned)
    assigned.update(assigned_to=to if to != mandate.owner else None)
    whom = to or mandate.owner
    for deadline in given:
        logged(
            "assigned", by=by, on=today, from_value=away, to_value=whom, why=note, deadline=deadline, mandate=mandate
        )
    return logged("handed", by=by, on=today, from_value=away, to_value=to or _("nobody"), why=note, mandate=mandate)


def _take_out(mandates: list[Mandate], away: User, today: date, by: User) -> dict[User, list[Mandate]]:
    """Take `mandates`, given away for good, out of the hand-overs by `away` that are not over; returns what each
    stand-in is free of."""
    freed: dict[User, list[Mandate]] = {}
    rows = HandOver.objects.not_over(today).filter(away=away, mandates__in=mandates).select_related("to").distinct()
    for row in rows:
        held = set(row.mandates.values_list("pk", flat=True))
        theirs = freed.setdefault(row.to, [])
        theirs += [each for each in mandates if each.pk in held and each not in theirs]
        row.mandates.remove(*mandates)
        if not row.mandates.exists() and not row.as_head:
            HandOver.objects.filter(pk=row.pk).update(ended_on=today, ended_by=by, is_return_told=True)
    return freed
