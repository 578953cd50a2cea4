"""Who may see and do what: one table of roles, and querysets that views start from."""

from django.db.models import Q

from mandates.models import Deadline, Mail, Mandate, Role

MAY = {
    "reassign": {Role.HEAD, Role.ADMINISTRATOR},
    "move sessions": {Role.HEAD, Role.ADMINISTRATOR},
    "change rules": {Role.HEAD, Role.ADMINISTRATOR},
    "enter data": {Role.ADMINISTRATOR},
}


def may(person, act: str) -> bool:
    """Whether the role of `person` allows `act`, one of the keys of `MAY`."""
    return person.is_authenticated and (person.is_superuser or person.role in MAY[act])


def may_assign(person, deadline: Deadline) -> bool:
    """A head of unit reassigns anything; an officer hands on what is the officer's own, or takes what nobody has."""
    return may(person, "reassign") or deadline.officer in (person, None)


def mandates_for(person):
    """The mandates that `person` may read: every signed-in member of staff reads all."""
    return Mandate.objects.all() if person.is_authenticated else Mandate.objects.none()


def deadlines_for(person):
    """The deadlines that `person` may read and act on."""
    return Deadline.objects.all() if person.is_authenticated else Deadline.objects.none()


def mails_for(person):
    """The mails that `person` may read: the own, a head's those to the unit's people too, an administrator's all."""
    if may(person, "enter data"):
        return Mail.objects.all()
    return Mail.objects.filter(Q(person=person) | Q(person__unit__head=person))
