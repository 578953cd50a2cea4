"""How long replanning takes: `DATABASE_URL=… python -m tests.benchmarks.replanning [MANDATES] [YEARS]`.

An empty database is filled with a made-up office of so many mandates (6,300 unless told), which goes back so many years
(3 unless told: these have more than 36,000 reports). Then everything is replanned,
and one session and one rule are changed; all of that is rolled back, so that it can be run again.
"""

# ruff: noqa: E402  (Django is set up before its models are imported)

import os
import sys
import time
from contextlib import contextmanager
from datetime import date, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction

from mandates.models import Deadline, Mandate, Report, Rule, Session
from mandates.records.changing import move_session
from mandates.records.loading import is_empty
from mandates.records.office import make_office
from mandates.records.planning import replan
from mandates.records.rules import change_rule

DAY = date(2026, 3, 30)


@contextmanager
def measured(words: str):
    """Print how long it took by the clock and, for a busy machine, how much of it this process was at work."""
    started, at_work = time.perf_counter(), time.process_time()
    said: list[object] = []
    yield said
    spent, worked = time.perf_counter() - started, time.process_time() - at_work
    sys.stdout.write(f"{words}: {spent:.2f} s, {worked:.2f} s of work{''.join(f'; {part}' for part in said)}\n")
    sys.stdout.flush()


@contextmanager
def rolled_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def main(mandates: int = 6300, years: int = 3) -> None:
    call_command("migrate", verbosity=0, skip_checks=True)
    if is_empty():
        with measured(f"Office of {mandates} mandates made"):
            make_office(mandates, on=DAY, years=years)
    counts = [f"{model.objects.count()} {model._meta.verbose_name_plural}" for model in (Mandate, Report, Deadline)]
    sys.stdout.write(f"{connection.vendor}: {', '.join(counts)}\n")
    with rolled_back():
        with measured("Everything replanned, nothing to change") as said:
            said.append(replan(None, DAY))
        with measured("Everything replanned a day later") as said:
            said.append(replan(None, DAY + timedelta(days=1)))
    one = list(Mandate.objects.order_by("pk").values_list("pk", flat=True)[100:101])
    with rolled_back(), measured("One mandate replanned") as said:
        said.append(replan(one, DAY))
    session = Session.objects.get(body="HRC", kind="regular", number=62)
    a_week = {"opens_on": session.opens_on + timedelta(days=7), "closes_on": session.closes_on}
    with measured("HRC62 a week later, preview") as said:
        preview = move_session(session, a_week, by=None, why="measured", today=DAY)
        said.append(preview.counts)
    with rolled_back(), measured("HRC62 a week later, applied") as said:
        done = move_session(session, a_week, by=None, why="measured", seen=preview.fingerprint, today=DAY)
        said.append(f"applied: {done.is_applied}, notices: {len(done.told)}")
    rule = Rule.objects.get(code="H7")
    with measured("H7 a week earlier, preview") as said:
        preview = change_rule(rule, {"offset": "-P11W"}, by=None, why="measured", today=DAY)
        said.append(preview.counts)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
