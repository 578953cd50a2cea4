"""The outline of a plan, before any day is counted, and which part of its dates is wanted.

With them one session that moves is replanned alone: where the outline stays the same, dates at other sessions do too.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from .facts import PlannedRenewal, SessionName
from .holders import Appointment
from .sessions import ASSEMBLY, COUNCIL, Calendar
from .streams import End


@dataclass(frozen=True, slots=True)
class Scope:
    """Which dates of a plan are wanted: those of some sessions; None is all of them, those without a session too."""

    sessions: frozenset[SessionName] | None = None

    def admits(self, session: SessionName | None) -> bool:
        return self.sessions is None or session in self.sessions


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Outline:
    """What falls due at which session: renewals, where streams end, reports, appointments, reports on visits.

    Two outlines with the same `shape` give the same dates at every session whose own days are the same: a session that
    moves is then replanned alone."""

    renewals: tuple[PlannedRenewal, ...]
    end: End
    sessions: dict[Hashable, tuple[SessionName, ...]]
    appointments: tuple[Appointment, ...]
    visits: dict[Hashable, SessionName | None]

    @property
    def shape(self) -> tuple[object, ...]:
        renewals = [(each.source, each.renewal_session, each.effective_session, each.state) for each in self.renewals]
        return (renewals, self.end, self.sessions, self.appointments, self.visits)


def latest_sessions(calendar: Calendar) -> tuple[SessionName | None, ...]:
    """What every outline depends on, whatever its mandate: which session of each body was the last to open."""
    return tuple(calendar.latest(body) for body in (COUNCIL, ASSEMBLY))


def sessions_that_answer_differently(name: SessionName) -> frozenset[SessionName]:
    """The sessions of which the calendar may say something else once `name` has other days: itself and, of regular
    sessions, the one before, which is over when the next one opens."""
    if name.is_special:
        return frozenset({name})
    return frozenset({name, SessionName(name.body, name.number - 1)})
