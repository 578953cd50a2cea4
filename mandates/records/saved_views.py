"""What a person keeps of lists: saved, renamed, put in order, mailed on Mondays or not; and the looks of a Monday."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max

from mandates.models import Mail, MondayLook, SavedView, User

from .reminders import mails_for


@transaction.atomic
def save_view(person: User, name: str, *, of: str, query: str, mailed_since: date | None) -> SavedView | None:
    """Keep the list `of` under `query` as the last view of `person`; None where they have one of that `name`."""
    last = person.saved_views.aggregate(last=Max("position"))["last"]
    view, is_new = SavedView.objects.get_or_create(
        person=person,
        name=name,
        defaults={"of": of, "query": query, "mailed_since": mailed_since, "position": (last or 0) + 1},
    )
    return view if is_new else None


@transaction.atomic
def rename(view: SavedView, name: str) -> bool:
    """Give `view` another name. False where another view of its person has it."""
    if SavedView.objects.filter(person=view.person_id, name=name).exclude(pk=view.pk).exists():
        return False
    SavedView.objects.filter(pk=view.pk).update(name=name)
    return True


def mail_on_mondays(view: SavedView, *, since: date | None) -> None:
    """Have `view` by mail on the Mondays after the day `since`; not any more where that is None."""
    SavedView.objects.filter(pk=view.pk).update(mailed_since=since)


@transaction.atomic
def move_up(view: SavedView) -> None:
    """Let `view` and the one before it change places."""
    views = list(SavedView.objects.select_for_update().filter(person=view.person_id))
    place = views.index(view)
    if place:
        views[place - 1], views[place] = views[place], views[place - 1]
    for position, each in enumerate(views, start=1):
        each.position = position
    SavedView.objects.bulk_update(views, ["position"])


def forget(view: SavedView) -> None:
    """Keep `view` no more. Mails of it that were sent stay; one that waits leaves it out."""
    view.delete()


def queue_views(by_person: Mapping[User, Iterable[SavedView]], empty: Iterable[SavedView], *, monday: date, on: date):
    """Keep the views of `monday` for one mail a person, and that those that are `empty` were looked at.

    What a person's Monday mail waits with already is joined. Call it within `turns.alone`, in which the views were
    looked for: then none of them was looked at yet."""
    mails, _new = mails_for(by_person, Mail.Kind.VIEWS, on)
    looks = [MondayLook(view=view, monday=monday, mail=mails[who.pk]) for who in by_person for view in by_person[who]]
    looks += [MondayLook(view=view, monday=monday) for view in empty]
    MondayLook.objects.bulk_create(looks)
