"""What a person follows, kept; and those who follow a mandate, told of what happened to it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mandates import clock
from mandates.models import (
    Deadline,
    Follow,
    HandOver,
    LogEntry,
    Mandate,
    MandateAction,
    MandateHolder,
    Notice,
    User,
    gone_over,
    way_of,
)

from .log import in_the_offices_language, logged

LATELY = timedelta(days=7)  # what has been overdue for longer is no news to who follows it


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
    """By which follows people hear of which mandate on a day, looked up once for all mandates."""

    def __init__(self, day: date) -> None:
        self._of_mandates: dict[int, list[Follow]] = defaultdict(list)
        self._of_people: dict[int, list[Follow]] = defaultdict(list)
        went = gone_over()
        for row in Follow.objects.filter(person__is_active=True).order_by("pk"):
            if row.colleague_id:
                self._of_people[row.colleague_id].append(row)
                continue
            for place in (row.mandate_id, *way_of(row.mandate_id, went)):
                self._of_mandates[place].append(row)
        self._standing_in: dict[int, set[int]] = defaultdict(set)
        for mandate, to in HandOver.objects.in_force(day).order_by().values_list("mandates", "to"):
            self._standing_in[mandate].add(to)

    def of(self, mandate: Mandate) -> list[Follow]:
        """The follows that reach `mandate`: of itself, of one that went over into it, of its owner or deputy, or of who
        stands in for one of these."""
        found = [*self._of_mandates.get(mandate.pk, ())]
        for person in {mandate.owner_id, mandate.deputy_id, *self._standing_in.get(mandate.pk, ())} - {None}:
            found += self._of_people.get(person, ())
        return found


@transaction.atomic
def tell_followers(entry: LogEntry, said: Mapping[Mandate, str], *, but: int | None = None) -> list[Notice]:
    """One notice to each person who follows any of these mandates, with what is `said` of each; none to whoever did it,
    and to the person `but`, who knows.

    The first mandate makes the heading, every other one a line."""
    told: dict[int, dict[Mandate, list[Follow]]] = defaultdict(dict)
    for mandate in said:
        for row in Follow.objects.reaching(mandate, clock.today()).filter(person__is_active=True):
            if row.person_id not in (entry.by_id, but):
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


def tell_of_late(today: date) -> int:
    """Log and tell followers what became overdue lately of the mandates that they follow, each once for its day; not
    whoever acts on it, whose own reminders say so. Returns of how many dates.

    Call it where nobody else does the same."""
    follows = Follow.objects.filter(person__is_active=True)
    return _tell_of_late(follows, today) if follows.exists() else 0


@in_the_offices_language
@transaction.atomic
def _tell_of_late(follows: QuerySet[Follow], today: date) -> int:
    told = LogEntry.objects.filter(deadline=OuterRef("pk"), what=LogEntry.What.LATE, on__gt=OuterRef("late_after"))
    late = Deadline.objects.overdue(today).filter(~Exists(told), is_estimate=False, late_after__gte=today - LATELY)
    late = late.filter(mandate__in=follows.mandates(today).order_by().values("pk"))
    acting, told_of = HandOver.objects.acting(today), 0
    rows = late.select_related("mandate__owner", "mandate__deputy", "assigned_to", "session")
    for deadline in rows.order_by("late_after", "pk"):
        day = deadline.late_after
        entry = logged("late", by=None, on=today, to_value=day, deadline=deadline)
        words = _("overdue since %(day)s.") % {"day": date_format(day, "j F Y")}
        officer = acting.officer(deadline)
        tell_followers(entry, said_of_a_step(deadline, words), but=officer and officer.pk)
        told_of += 1
    return told_of


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
