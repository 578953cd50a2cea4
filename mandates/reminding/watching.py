"""A worker that stays: it looks again and again for what is due, until it is asked to stop."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from threading import Event

from django.db import Error, connections

from mandates import clock
from mandates.records.planning import replan
from mandates.records.turns import alone
from mandates.records.workers import beat, keep_fault, stopped

from .sending import Sending, send_due_reminders
from .workers import Worker

LOG = logging.getLogger(__name__)
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

    Every new day of Geneva all dates are planned first, as cron's run does. Whatever goes wrong is said, shown with the
    worker's signs of life, and tried again at the next look; where planning fails, what was planned before is told all
    the same. `today` and `now` are the clock, `plan` what a new day begins with."""
    plan = plan or plan_every_mandate
    planned_for = None
    within = max(SILENCE, 3 * timedelta(seconds=pause))

    def seen(did: str = "") -> None:
        beat(name, at=now(), within=within, did=did, is_watching=True)

    def plan_once(day: date) -> None:
        nonlocal planned_for
        seen()
        if planned_for != day:
            plan(day)
            planned_for = day

    def send(day: date) -> str:
        sending = send_due_reminders(day, at=now(), is_stopping=stop.is_set, beat=seen)
        seen(in_words(sending))
        if sending.sent or sending.unsent:
            say(in_words(sending))
        return of_the_mail_server(sending)

    with Worker() as name:
        while not stop.is_set():
            day = today()
            faults = [fault for step in (plan_once, send) if (fault := _what_went_wrong(step, day, say))]
            with suppress(Error):  # a database that cannot be used was said; it cannot keep that it cannot
                keep_fault(name, "; ".join(faults), at=now())
            connections.close_all()  # an hour later the database may have ended an idle connection
            stop.wait(pause)
        stopped(name, at=now())


def _what_went_wrong(step: Callable[[date], str | None], day: date, say: Callable[[str], None]) -> str:
    """Take one `step` of a look on the `day`; say the fault that it met, whichever, and return it, or what it says
    itself that went wrong; "" for none."""
    try:
        return step(day) or ""
    except Error as error:
        fault, words = str(error) or type(error).__name__, "The database could not be used, and is tried again"
    except Exception as error:
        fault, words = f"{type(error).__name__}: {error}", "Something went wrong, and is tried again"
        LOG.exception("A look of the worker met a fault.")
    say(f"{words}: {fault}")
    connections.close_all()
    return fault


def plan_every_mandate(today: date) -> None:
    """What became late since yesterday, or is a suggestion from today, stands so before it is told."""
    with alone("plan every mandate"):
        replan(None, today)


def in_words(sending: Sending) -> str:
    words = f"{sending.sent} sent, {sending.unsent} kept for the next run"
    return f"{words}; the mail server could not be reached" if sending.server_said else words


def of_the_mail_server(sending: Sending) -> str:
    """The fault of a run that reached no mail server; "" where it did, or had nothing to send. Its mails wait, and
    none of them is ever given up: whoever looks after the desk hears of it by the signs of life alone."""
    return f"The mail server could not be reached: {sending.server_said}" if sending.server_said else ""
