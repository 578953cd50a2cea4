"""A worker that stays: it looks again and again for what is due, until it is asked to stop."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from threading import Event

from django.db import Error, connections

from mandates import clock
from mandates.records.planning import replan
from mandates.records.turns import alone
from mandates.records.workers import beat, stopped

from .sending import Sending, send_due_reminders
from .workers import Worker

SILENCE = timedelta(minutes=5)  # a worker that says nothing for longer is missed


def watch(
    stop: Event,
    *,
    pause: float,
    say: Callable[[str], None],
    today: Callable[[], date] = clock.today,
    now: Callable[[], datetime] = clock.now,
    plan: Callable[[date], None] | None = None,
) -> None:
    """Send what is due, every `pause` seconds, until `stop` is set; the mail at hand is finished then.

    Every new day of Geneva all dates are planned first, as cron's run does. A database or mail server that cannot be
    reached is said and waited for. `today` and `now` are the clock, `plan` what a new day begins with."""
    plan = plan or plan_every_mandate
    planned_for = None
    within = max(SILENCE, 3 * timedelta(seconds=pause))
    with Worker() as name:

        def seen(did: str = "") -> None:
            beat(name, at=now(), within=within, did=did, is_watching=True)

        while not stop.is_set():
            try:
                seen()
                if planned_for != (day := today()):
                    plan(day)
                    planned_for = day
                sending = send_due_reminders(day, at=now(), is_stopping=stop.is_set, beat=seen)
                seen(in_words(sending))
                if sending.sent or sending.unsent:
                    say(in_words(sending))
                connections.close_all()  # an hour later the database may have ended an idle connection
            except Error as error:
                say(f"The database could not be used, and is tried again: {error}")
                connections.close_all()
            stop.wait(pause)
        stopped(name, at=now())


def plan_every_mandate(today: date) -> None:
    """What became late since yesterday, or is a suggestion from today, stands so before it is told."""
    with alone("plan every mandate"):
        replan(None, today)


def in_words(sending: Sending) -> str:
    words = f"{sending.sent} sent, {sending.unsent} kept for the next run"
    return f"{words}; the mail server could not be reached" if sending.server_said else words
