"""The secret address of a person's calendar feed: made, renewed, revoked, its choices changed; each is logged.

The log says what was done and never the address: whoever reads the log is not to read the calendar.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandates.models import CalendarFeed, User

from .log import in_the_offices_language, logged


@in_the_offices_language
@transaction.atomic
def make_feed(person: User, *, whose: str | None = None, alarms: bool | None = None) -> CalendarFeed:
    """A new address for `person`. One that runs is revoked at the same moment; what is not given is kept from it."""
    old = CalendarFeed.objects.running().filter(person=person).first()
    _stop(person)
    feed = CalendarFeed.objects.create(
        person=person,
        whose=whose or (old.whose if old else CalendarFeed.Whose.MINE),
        alarms=alarms if alarms is not None else bool(old and old.alarms),
    )
    logged("feed", by=person, to_value=_("renewed; the address before has stopped") if old else _("made"))
    return feed


@in_the_offices_language
@transaction.atomic
def revoke_feed(person: User) -> bool:
    """Stop the address of `person` for good; whether one was running."""
    was_running = _stop(person)
    if was_running:
        logged("feed", by=person, to_value=_("revoked"))
    return was_running


@in_the_offices_language
@transaction.atomic
def choose_for_feed(person: User, *, whose: str, alarms: bool) -> bool:
    """Change what the running address of `person` gives; the address stays. Whether one was running."""
    feed = CalendarFeed.objects.running().select_for_update().filter(person=person).first()
    if feed is None:
        return False
    before = _chosen(feed)
    feed.whose, feed.alarms = whose, alarms
    if _chosen(feed) != before:
        feed.save(update_fields=["whose", "alarms"])
        logged("feed", by=person, from_value=before, to_value=_chosen(feed))
    return True


def _stop(person: User) -> bool:
    return bool(CalendarFeed.objects.running().filter(person=person).update(revoked_at=timezone.now()))


def _chosen(feed: CalendarFeed) -> str:
    words = {"whose": feed.get_whose_display()}
    return (_("%(whose)s, with alarms") if feed.alarms else _("%(whose)s, without alarms")) % words
