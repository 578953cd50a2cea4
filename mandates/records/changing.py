"""Changes under which many dates move: a session, a rule, a stream that ends, a whole calendar. Shown first, then made.

One function does both. It makes the change, replans, and looks at what moved. Without the fingerprint of what the
person has seen, or where that is no longer what moves, everything is rolled back and told; otherwise it stays, with one
entry in the log and one notice to each person whose dates moved. An interruption leaves nothing behind.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mandates import clock
from mandates.models import HandOver, Session, User
from mandates.planning.facts import CalendarRow, SessionName
from mandates.planning.outlines import sessions_that_answer_differently

from .deadlines import NotAccepted
from .facts import session_name
from .ground import ALL, Ground, Only
from .hanging import mandates_counting_from
from .log import in_the_offices_language, logged
from .moves import Told
from .planning import replan
from .sessions_named import session_values
from .spans import days_in_words

WHATEVER_MOVES = "*"  # in place of a fingerprint: for a program that asked nobody


@dataclass(slots=True)
class Made:
    """A change as it was written: what the log says of it, and the first words of the notices."""

    heading: str
    from_value: str
    to_value: str
    about: dict[str, Any] = field(default_factory=dict)
    what: str = "edited"  # a value of LogEntry.What
    on: date | None = None  # the business day, where it is not that on which it is done


@in_the_offices_language
def carry_out(
    make: Callable[[], Made],
    concerned: Callable[[], set[int] | None],
    *,
    only: Only = ALL,
    by: User | None,
    why: str,
    seen: str | None,
    today: date | None = None,
    tells_others_only: bool = False,
) -> Told:
    """Make a change, replan the mandates that are `concerned` (all with None; asked before it is made), and tell what
    moves.

    `seen` is the fingerprint of what the person has seen, None to be shown it. `only`: the dates that can move at all;
    for sessions, in those mandates in which nothing else does. `tells_others_only`: who does it has seen it all."""
    today = today or clock.today()
    with transaction.atomic():
        before = Ground(today) if only.sessions is not None else None
        ids = concerned()
        made = make()
        told = Told(acting=HandOver.objects.acting(today))
        writes = seen is not None
        if ids is None or ids:
            replan(ids, today, only=only, before=before, seen=told.see, writes=writes)
        told.leave_out_who_knows(by, all_of_it=tells_others_only)
        if not writes or seen not in (told.fingerprint, WHATEVER_MOVES):
            told.is_stale = writes
            transaction.set_rollback(True)
            return told
        told.is_applied = True
        told.entry = logged(
            made.what,
            by=by,
            on=made.on,
            from_value=made.from_value,
            to_value=_with_counts(made.to_value, told),
            why=why,
            **made.about,
        )
        told.tell(made.heading, told.entry)
    return told


def _with_counts(words: str, told: Told) -> str:
    moved = told.kinds["moves"]
    if not moved:
        return words
    counted = ngettext("%d date moved", "%d dates moved", moved) % moved
    return f"{words}; {counted}"


# Sessions

SESSION_FIELDS = ("opens_on", "closes_on", "planned_opens_on", "planned_closes_on", "parts", "source")
DATES = ("opens_on", "closes_on")


def move_session(
    session: Session,
    given: dict[str, Any],
    *,
    by: User | None,
    why: str,
    seen: str | None = None,
    today: date | None = None,
) -> Told:
    """Give `session` other values, some of SESSION_FIELDS, and replan what hangs on it. One that the office does not
    keep yet is kept from then on.

    The days first announced are kept beside the new ones. Raises NotAccepted, with nothing written, for a session that
    closes before it opens or parts that do not fit it."""

    def make() -> Made:
        name = {"body": session.body, "kind": session.kind, "number": session.number}
        row, _is_new = Session.objects.select_for_update().get_or_create(**name)
        before, days_before = days_in_words(row.opens_on, row.closes_on), (row.opens_on, row.closes_on)
        enter_session(row, given)
        who = by.short_name if by else _("The office")
        return Made(
            heading=_("%(person)s changed %(session)s: %(days)s.")
            % {"person": who, "session": row, "days": moved_in_words(days_before, (row.opens_on, row.closes_on))},
            from_value=f"{row}: {before}",
            to_value=f"{row}: {days_in_words(row.opens_on, row.closes_on)}",
            about={"session": row},
        )

    moves = any(name in given and given[name] != getattr(session, name) for name in DATES)
    only = Only(sessions=_answering(session))
    days = (session.opens_on, given.get("opens_on"))
    concerned = (lambda: mandates_counting_from(session, *days)) if moves and only.sessions else set
    return carry_out(make, concerned, only=only, by=by, why=why, seen=seen, today=today)


def _answering(session: Session) -> frozenset[SessionName]:
    """The sessions of which dates may move with the row; the Third Committee's days count for its Assembly session."""
    if session.kind == Session.Kind.ORGANIZATIONAL:
        return frozenset()
    if session.kind == Session.Kind.THIRD_COMMITTEE:
        return frozenset({SessionName(session.body, session.number)})
    return sessions_that_answer_differently(session_name(session))


def enter_session(row: Session, given: dict[str, Any]) -> None:
    """Write the values, and keep the first announced days beside them. NotAccepted where they do not fit together."""
    kept = {name: getattr(row, name) for name in DATES}
    for name, value in given.items():
        setattr(row, name, value)
    keep_first_plan(row, kept)
    try:
        row.full_clean()
    except ValidationError as error:
        raise NotAccepted(" ".join(error.messages)) from None
    row.save()


def keep_first_plan(session: Session, kept: dict[str, Any]) -> None:
    """Set the days first announced from those that were `kept`, where they differ now and none are known."""
    for name, first in kept.items():
        if first is not None and getattr(session, name) != first and getattr(session, f"planned_{name}") is None:
            setattr(session, f"planned_{name}", first)


def moved_in_words(before: tuple[date | None, date | None], now: tuple[date | None, date | None]) -> str:
    """What became of the opening and the last day of a session, each only where it is another one."""
    words = (
        (_("it opens on %(now)s, not on %(before)s"), _("it opens on %(now)s"), _("its opening is not known any more")),
        (_("it ends on %(now)s, not on %(before)s"), _("it ends on %(now)s"), _("its last day is not known any more")),
    )
    said = []
    for (both, first, gone), day, was in zip(words, now, before, strict=True):
        if day != was:
            days = {name: each and date_format(each, "j F Y") for name, each in (("now", day), ("before", was))}
            said.append((gone if day is None else both if was else first) % days)
    return "; ".join(said) or _("its days stay")


@dataclass(slots=True)
class CalendarRead:
    """What a calendar in a file says beside what the office keeps: names of the sessions that are new and of those of
    which it knows a day that was missing; for those that differ what is kept and what the file says."""

    new: list[str] = field(default_factory=list)
    completed: list[str] = field(default_factory=list)
    differing: list[tuple[str, str, str]] = field(default_factory=list)
    same: int = 0
    told: Told | None = None


def load_calendar(
    rows: Iterable[CalendarRow], *, replace: bool, by: User | None, source: str, today: date | None = None
) -> CalendarRead:
    """Add the sessions and days that the office does not have, and replan. Days that differ stay as they are kept,
    unless `replace`; a day that the file leaves empty was not found, and takes none away. One transaction; running it
    again changes nothing."""
    read = CalendarRead()
    kept = {(row.body, row.kind, row.number): row for row in Session.objects.all()}
    to_write: list[tuple[Session, dict[str, Any]]] = []
    for row in rows:
        session = kept.get((row.body, row.kind, row.number))
        if session is None or (
            session.opens_on is None and session.closes_on is None and (row.opens_on or row.closes_on)
        ):
            session = session or Session(body=row.body, kind=row.kind, number=row.number)
            read.new.append(session.name)
            to_write.append((session, {**session_values(row), "source": row.source or session.source}))
            continue
        given = {name: day for name in DATES if (day := getattr(row, name)) and day != getattr(session, name)}
        if not given:
            read.same += 1
            continue
        if any(getattr(session, name) for name in given):
            kept_days, other_days = (days_in_words(each.opens_on, each.closes_on) for each in (session, row))
            read.differing.append((session.name, kept_days, other_days))
            if not replace:
                continue
        else:
            read.completed.append(session.name)
        to_write.append((session, {**given, "source": row.source or session.source}))
    if to_write:
        read.told = _write_calendar(to_write, by=by, source=source, today=today)
    return read


def _write_calendar(to_write: list, *, by: User | None, source: str, today: date | None) -> Told:
    sessions = [session for session, _given in to_write]

    def make() -> Made:
        for session, given in to_write:
            enter_session(session, given)
        names = ", ".join(session.name for session in sessions)
        return Made(_("The session calendar was read: %(names)s.") % {"names": names}, "", f"{source}: {names}")

    opening = [(session, session.opens_on, given.get("opens_on")) for session, given in to_write]

    def concerned() -> set[int]:
        return set().union(*(mandates_counting_from(*each) for each in opening))

    only = Only(sessions=frozenset().union(*map(_answering, sessions)))
    return carry_out(make, concerned, only=only, by=by, why="", seen=WHATEVER_MOVES, today=today)
