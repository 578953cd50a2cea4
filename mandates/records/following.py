"""What a person follows, kept; and those who follow a mandate, told of what happened to it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from mandates.models import Deadline, Follow, LogEntry, Mandate, MandateAction, MandateHolder, Notice, User, gone_over


def follow(person: User, of: Mandate | User, *, why: str = "", by_mail: bool = True) -> tuple[Follow, bool]:
    """Let `person` follow a mandate or another person; whether that is new. Followed already, it stays as it was."""
    what = {"mandate": of} if isinstance(of, Mandate) else {"colleague": of}
    return Follow.objects.get_or_create(person=person, **what, defaults={"why": why.strip(), "by_mail": by_mail})


def change_follow(person: User, follow: int, *, why: str, by_mail: bool) -> bool:
    """Change the note of what `person` follows, and whether it is mailed. False where there is no such follow."""
    return bool(Follow.objects.filter(person=person, pk=follow).update(why=why.strip(), by_mail=by_mail))


def unfollow(person: User, follow: int) -> bool:
    """End what `person` follows; what was told of it stays in the inbox and is not mailed. False where it had ended."""
    return bool(Follow.objects.filter(person=person, pk=follow).delete()[1].get("mandates.Follow"))


class Followers:
    """By which follows people hear of which mandate, looked up once for all mandates."""

    def __init__(self) -> None:
        self._of_mandates: dict[int, list[Follow]] = defaultdict(list)
        self._of_people: dict[int, list[Follow]] = defaultdict(list)
        went = gone_over()
        for row in Follow.objects.filter(person__is_active=True).order_by("pk"):
            if row.colleague_id:
                self._of_people[row.colleague_id].append(row)
                continue
            place, seen = row.mandate_id, set()
            while place and place not in seen:
                self._of_mandates[place].append(row)
                seen.add(place)
                place = went.get(place)

    def of(self, mandate: Mandate) -> list[Follow]:
        """The follows that reach `mandate`: of itself, of one that went over into it, of its owner or deputy."""
        found = [*self._of_mandates.get(mandate.pk, ())]
        for person in {mandate.owner_id, mandate.deputy_id} - {None}:
            found += self._of_people.get(person, ())
        return found


@transaction.atomic
def tell_followers(entry: LogEntry, said: Mapping[Mandate, str]) -> list[Notice]:
    """One notice to each person who follows any of these mandates, with what is `said` of each; none to whoever did it.

    The first mandate makes the heading, every other one a line."""
    told: dict[int, dict[Mandate, list[Follow]]] = defaultdict(dict)
    for mandate in said:
        for row in Follow.objects.reaching(mandate).filter(person__is_active=True):
            if row.person_id != entry.by_id:
                told[row.person_id].setdefault(mandate, []).append(row)
    notices = {
        person: Notice(
            person_id=person,
            entry=entry,
            is_own=False,
            text="\n".join(f"{mandate}: {said[mandate]}" for mandate in mandates),
        )
        for person, mandates in told.items()
    }
    kept = Notice.objects.bulk_create(notices.values())
    tie((notices[person], row) for person, mandates in told.items() for follows in mandates.values() for row in follows)
    return kept


def tie(pairs: Iterable[tuple[Notice, Follow]]) -> None:
    """Keep by which follows people were told."""
    through = Notice.follows.through
    once = {(notice.pk, row.pk) for notice, row in pairs}
    through.objects.bulk_create(through(notice_id=notice, follow_id=row) for notice, row in sorted(once))


def said_of_a_text(entry: LogEntry, mandates: Iterable[Mandate]) -> dict[Mandate, str]:
    """What followers hear of `entry`, by which a text came: its symbol, and what it does to each of `mandates`."""
    acts: dict[int, list[str]] = defaultdict(list)
    for action in entry.resolution.actions.order_by("pk"):
        acts[action.mandate_id].append(action.get_what_display())
    return {
        mandate: _("%(text)s %(does)s.")
        % {"text": entry.resolution, "does": ", ".join(acts[mandate.pk]) or _("is a new text")}
        for mandate in mandates
    }


def said_of_an_entry(rows: Iterable) -> dict[Mandate, str]:
    """What followers hear of rows that an administrator entered, changed or removed: of mandate holders, and of what
    texts do. Of other rows, nothing."""
    said: dict[Mandate, list[str]] = defaultdict(list)
    for row in rows:
        match row:
            case MandateHolder():
                said[row.mandate].append(_("mandate holder %(name)s") % {"name": row.name})
            case MandateAction():
                said[row.mandate].append(f"{row.resolution} {row.get_what_display()}")
    return {mandate: _("%(what)s: entered or changed.") % {"what": "; ".join(words)} for mandate, words in said.items()}


def said_of_a_step(deadline: Deadline, words: str) -> dict[Mandate, str]:
    """What followers hear of a step of a report: "Submit the report, HRC62: done on 2 April 2026."."""
    return {deadline.mandate: f"{deadline.step_and_session}: {words}"}
