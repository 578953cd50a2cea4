"""Two people at the same moment, each with a connection of their own: on PostgreSQL, where that can happen."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from mandates.models import LogEntry
from mandates.records.deadlines import record_met, set_date
from mandates.records.planning import replan

from .test_planning import BUSIER_DAY, only

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite gives a transaction that writes the whole database"
    ),
]


def at_once(*acts):
    """Do `acts` at the same moment, each in a thread with its own connection; what each gave, or its error."""
    start, gave = Barrier(len(acts)), [None] * len(acts)

    def done(place, act):
        start.wait(timeout=10)
        try:
            gave[place] = act()
        except Exception as error:
            gave[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=done, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return gave


def test_of_two_who_meet_a_deadline_at_the_same_moment_one_wins(sample, officer, colleague):
    sample(BUSIER_DAY)
    gave = at_once(
        lambda: record_met(only("H7", "HRC62"), on=BUSIER_DAY, by=officer),
        lambda: record_met(only("H7", "HRC62"), on=BUSIER_DAY, by=colleague),
    )
    assert sorted(entry is None for entry in gave) == [False, True], gave
    assert LogEntry.objects.filter(what="met").count() == 1


def test_two_steps_of_one_mandate_are_met_at_the_same_moment(sample, officer, colleague):
    sample(BUSIER_DAY)
    gave = at_once(
        lambda: record_met(only("H7", "HRC62"), on=BUSIER_DAY, by=officer),
        lambda: record_met(only("G1", "GA81"), on=BUSIER_DAY, by=colleague),
    )
    assert all(isinstance(entry, LogEntry) for entry in gave), gave


def test_a_date_set_while_everything_is_replanned_stays(sample, officer):
    sample(BUSIER_DAY)
    submit, day = only("H7", "HRC62"), date(2026, 4, 20)
    gave = at_once(
        lambda: replan(None), lambda: set_date(submit, day, by=officer, reason="Slot agreed"), lambda: replan(None)
    )
    assert not [error for error in gave if isinstance(error, Exception)], gave
    assert (only("H7", "HRC62").due_on, only("H7", "HRC62").set_by_hand) == (day, True)
