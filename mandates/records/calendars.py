"""The secret address of a person's calendar feed: made, renewed, revoked, its choices changed."""

from django.db import transaction
from django.utils import timezone

from mandates.models import CalendarFeed, User


@transaction.atomic
def make_feed(person: User, *, whose: str | None = None, alarms: bool | None = None) -> CalendarFeed:
    """A new address for `person`. One that runs is revoked at the same moment; what is not given is kept from it."""
    old = CalendarFeed.objects.running().filter(person=person).first()
    revoke_feed(person)
    return CalendarFeed.objects.create(
        person=person,
        whose=whose or (old.whose if old else CalendarFeed.Whose.MINE),
        alarms=alarms if alarms is not None else bool(old and old.alarms),
    )


def revoke_feed(person: User) -> bool:
    """Stop the address of `person` for good; whether one was running."""
    return bool(CalendarFeed.objects.running().filter(person=person).update(revoked_at=timezone.now()))


def choose_for_feed(person: User, *, whose: str, alarms: bool) -> bool:
    """Change what the running address of `person` gives; the address stays. Whether one was running."""
    return bool(CalendarFeed.objects.running().filter(person=person).update(whose=whose, alarms=alarms))
