"""The worker that stays: its signs of life, a new day, and how it stops."""

import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import InterfaceError, OperationalError

from mandates.models import WorkerHeartbeat
from mandates.records.workers import FROM_RUN_TO_RUN, beat, stopped
from mandates.reminding import watching
from mandates.reminding.watching import SILENCE, watch

from .conftest import MONDAY

pytestmark = pytest.mark.django_db
GENEVA = ZoneInfo("Europe/Zurich")
ROOT = Path(__file__).resolve().parent.parent.parent


class Clock:
    """A clock that a test sets; `stop` is set once the worker has looked so many times."""

    def __init__(self, *moments):
        self.moments = list(moments)
        self.looks = 0
        self.stop = Event()
        self.stop.wait = self._next  # a pause is over at once, and the clock stands at the next moment

    def now(self):
        return self.moments[min(self.looks, len(self.moments) - 1)]

    def today(self):
        return self.now().astimezone(GENEVA).date()

    def _next(self, _seconds):
        self.looks += 1
        if self.looks >= len(self.moments):
            self.stop.set()


@pytest.fixture
def watched(monkeypatch):
    """Let a worker look at each of the moments, and say which days it planned and what it said."""
    monkeypatch.setattr(watching.connections, "close_all", lambda: None)  # the test's own connection stays

    def watched(*moments, plan=None):
        clock, planned, said = Clock(*moments), [], []
        watch(clock.stop, pause=60, say=said.append, today=clock.today, now=clock.now, plan=plan or planned.append)
        return planned, said

    return watched


def at(*moment):
    return datetime(*moment, tzinfo=GENEVA)


def test_a_worker_sends_what_falls_due_while_it_watches_and_plans_once_a_day(due, mail_server, officer, watched):
    due("H6", date(2026, 4, 2))
    planned, said = watched(
        at(2026, 3, 29, 23, 58), at(2026, 3, 29, 23, 59), at(2026, 3, 30, 0, 0), at(2026, 3, 30, 0, 1)
    )
    assert planned == [date(2026, 3, 29), MONDAY]
    assert [message["Subject"] for message in mail_server.to(officer.email)] == [
        "1 due within 7 days",  # the lead of fourteen days, which nobody was told, on Sunday
        "1 due within 7 days",  # the lead of three days, from midnight on Monday
    ]
    assert said == ["1 sent, 0 kept for the next run"] * 2


def test_a_night_in_which_the_clock_changes_has_one_day_after_the_other(due, mail_server, watched):
    first = datetime(2026, 10, 24, 21, 30, tzinfo=UTC)
    planned, _said = watched(*(first + timedelta(minutes=30 * number) for number in range(56)))
    assert planned == [date(2026, 10, 24), date(2026, 10, 25), date(2026, 10, 26)]


def test_a_worker_leaves_signs_of_life_and_says_when_it_stops(due, mail_server, watched):
    due("H6", date(2026, 4, 2))
    moments = [at(2026, 3, 30, 6, 0), at(2026, 3, 30, 6, 1)]
    watched(*moments)
    worker = WorkerHeartbeat.objects.get()
    assert (worker.started_at, worker.seen_at) == (moments[0], moments[1])
    assert worker.is_watching
    assert worker.stopped_at == moments[1]
    assert worker.did == "0 sent, 0 kept for the next run"


def test_a_database_that_cannot_be_reached_is_waited_for(due, mail_server, watched, monkeypatch):
    due("H6", date(2026, 4, 2))
    original, failing = watching.send_due_reminders, [OperationalError("server closed the connection")]

    def once_broken(*words, **names):
        if failing:
            raise failing.pop()
        return original(*words, **names)

    monkeypatch.setattr(watching, "send_due_reminders", once_broken)
    _planned, said = watched(at(2026, 3, 30, 6, 0), at(2026, 3, 30, 6, 1))
    assert "server closed the connection" in said[0]
    assert said[1] == "1 sent, 0 kept for the next run"


@pytest.fixture
def failing(monkeypatch):
    """Let preparing fail so many times, as a fault of the desk's own would; it works again after that."""

    def failing(times):
        original, left = watching.send_due_reminders, [KeyError("a rule that nobody knows")] * times

        def broken(*words, **names):
            if left:
                raise left.pop()
            return original(*words, **names)

        monkeypatch.setattr(watching, "send_due_reminders", broken)

    return failing


def test_a_worker_outlives_a_fault_says_it_and_tries_again(due, mail_server, watched, failing, caplog):
    due("H6", date(2026, 4, 2))
    failing(2)
    _planned, said = watched(*(at(2026, 3, 30, 6, minute) for minute in range(3)))
    assert said[:2] == ["Something went wrong, and is tried again: KeyError: 'a rule that nobody knows'"] * 2
    assert said[2] == "1 sent, 0 kept for the next run"
    assert "Traceback" in caplog.text
    worker = WorkerHeartbeat.objects.get()
    assert (worker.fault, worker.failing_since) == ("", None), "it works again"
    assert worker.stopped_at


def test_a_worker_that_meets_a_fault_again_and_again_shows_what_and_since_when(due, mail_server, watched, failing):
    failing(9)
    moments = [at(2026, 3, 30, 6, minute) for minute in range(3)]
    watched(*moments)
    worker = WorkerHeartbeat.objects.get()
    assert worker.fault == "KeyError: 'a rule that nobody knows'"
    assert worker.failing_since == moments[0]
    assert worker.seen_at == moments[-1], "it is still there"


def test_where_planning_fails_what_is_known_is_told_all_the_same_and_planning_is_tried_again(
    due, mail_server, officer, watched
):
    due("H6", date(2026, 4, 2))
    tries = []

    def plan(day):
        tries.append(day)
        raise ValueError("a session without a body")

    _planned, said = watched(at(2026, 3, 30, 6, 0), at(2026, 3, 30, 6, 1), plan=plan)
    assert tries == [MONDAY, MONDAY]
    assert len(mail_server.to(officer.email)) == 1
    assert said[0] == "Something went wrong, and is tried again: ValueError: a session without a body"
    assert WorkerHeartbeat.objects.get().fault == "ValueError: a session without a body"


def test_a_mail_server_that_is_silent_is_said_and_the_worker_stays(due, settings, watched):
    due("H6", date(2026, 4, 2))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    _planned, said = watched(at(2026, 3, 30, 6, 0), at(2026, 3, 30, 6, 1))
    assert said == ["0 sent, 1 kept for the next run; the mail server could not be reached"] * 2
    worker = WorkerHeartbeat.objects.get()
    assert worker.fault.startswith("The mail server could not be reached: "), "whoever looks after the desk hears of it"
    assert worker.failing_since == at(2026, 3, 30, 6, 0)


def test_a_fault_without_a_word_is_a_fault(due, watched):
    def plan(day):
        raise InterfaceError

    watched(at(2026, 3, 30, 6, 0), plan=plan)
    assert WorkerHeartbeat.objects.get().fault == "InterfaceError"


def test_a_run_by_cron_is_expected_again_on_the_next_day(due, mail_server, rules):
    call_command("remind", on=MONDAY)
    run = WorkerHeartbeat.objects.get()
    assert not run.is_watching
    assert run.expected_by - run.seen_at == FROM_RUN_TO_RUN > timedelta(hours=25)
    call_command("remind", on=MONDAY)
    assert WorkerHeartbeat.objects.count() == 1


def test_a_worker_is_alive_for_its_time_then_missed_and_a_stopped_one_is_neither():
    start = at(2026, 3, 30, 6, 0)
    beat("worker", at=start, within=SILENCE, is_watching=True)
    asked = WorkerHeartbeat.objects
    assert asked.alive(start + SILENCE).exists()
    assert not asked.missed(start + SILENCE).exists()
    late = start + SILENCE + timedelta(seconds=1)
    assert asked.missed(late).exists()
    assert not asked.alive(late).exists()
    stopped("worker", at=start)
    assert not asked.missed(late).exists()
    assert not asked.alive(start).exists()


def test_a_worker_that_stays_goes_by_the_clock(db):
    with pytest.raises(CommandError, match="--on is for one run"):
        call_command("remind", "--watch", on=MONDAY)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_the_command_stops_cleanly_when_it_is_asked_to(tmp_path, number):
    """The real process, as a service manager starts and stops it."""
    env = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/desk.sqlite3",
        "EMAIL_URL": "smtp://127.0.0.1:1",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(ROOT),
    }
    manage = [sys.executable, "-m", "django"]
    subprocess.run([*manage, "migrate", "-v", "0"], cwd=ROOT, env=env, check=True)
    with subprocess.Popen([*manage, "remind", "--watch"], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as one:
        assert "Watching every 60 seconds" in one.stdout.readline()
        one.send_signal(number)
        assert one.communicate(timeout=60)[0].strip() == "Stopped. What is left waits for the next run."
    assert one.returncode == 0
