"""Who may see and do what: one table of roles, and querysets that views start from."""

from django.db.models import Q

from mandates.models import Deadline, HandOver, Mail, Mandate, Role, Unit
from mandates.models.handovers import Acting

MAY = {
    "reassign": {Role.HEAD, Role.ADMINISTRATOR},
    "move sessions": {Role.HEAD, Role.ADMINISTRATOR},
    "change rules": {Role.HEAD, Role.ADMINISTRATOR},
    "enter data": {Role.ADMINISTRATOR},
}


def may(person, act: str) -> bool:
    """Whether the role of `person` allows `act`, one of the keys of `MAY`."""
    return person.is_authenticated and (person.is_superuser or person.role in MAY[act])


def may_assign(person, deadline: Deadline, acting: Acting) -> bool:
    """A head of unit reassigns anything, and who stands in for one; an officer hands on what the officer acts on, or
    takes what nobody has."""
    return may(person, "reassign") or acting.acts_as_head(person.pk) or acting.officer(deadline) in (person, None)


def mandates_for(person):
    """The mandates that `person` may read: every signed-in member of staff reads all."""
    return Mandate.objects.all() if person.is_authenticated else Mandate.objects.none()


def mandates_to_hand_over(person, day, by=None):
    """The mandates in which `person` has something to hand over on `day`: as owner or deputy, standing in for somebody,
    or with an open date that was assigned to the person.

    With `by`, those of them that `by` may hand over: the person all, an administrator all, the head of a unit those of
    the unit."""
    stood_in_for = HandOver.objects.not_over(day).filter(to=person).order_by().values("mandates")
    assigned = Deadline.objects.open().filter(assigned_to=person).order_by().values("mandate")
    has = Q(owner=person) | Q(deputy=person) | Q(pk__in=stood_in_for) | Q(pk__in=assigned)
    found = Mandate.objects.filter(has)
    if by is None or by == person or may(by, "enter data"):
        return found
    return found.filter(unit__head=by)


def may_hand_over(by, person, mandate) -> bool:
    """Whether `by` may hand over what `person` has in `mandate`, which comes with its unit."""
    head = mandate.unit and mandate.unit.head_id
    return by == person or may(by, "enter data") or by.pk == head


def units_to_hand_over(person, day, by=None):
    """The units of which `person` may hand over the place of head on `day`: those that the person heads, or stands in
    for the head of. With `by`, those that `by` may hand over: the person all, an administrator all."""
    stood_in_for = HandOver.objects.not_over(day).filter(to=person, as_head=True).order_by().values("away")
    found = Unit.objects.filter(Q(head=person) | Q(head__in=stood_in_for))
    return found if by is None or by == person or may(by, "enter data") else found.none()


def hand_overs_for(person):
    """The hand-overs that `person` may end: the own, as the one or the other, a head's those of mandates of the unit,
    an administrator's all."""
    if may(person, "enter data"):
        return HandOver.objects.all()
    of_unit = HandOver.objects.filter(mandates__unit__head=person).order_by().values("pk")
    return HandOver.objects.filter(Q(away=person) | Q(to=person) | Q(pk__in=of_unit))


def deadlines_for(person):
    """The deadlines that `person` may read and act on."""
    return Deadline.objects.all() if person.is_authenticated else Deadline.objects.none()


def mails_for(person):
    """The mails that `person` may read: the own, a head's those to the unit's people too, an administrator's all."""
    if may(person, "enter data"):
        return Mail.objects.all()
    return Mail.objects.filter(Q(person=person) | Q(person__unit__head=person))
