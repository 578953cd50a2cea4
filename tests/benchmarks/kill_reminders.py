"""What is lost and what is doubled when the worker is killed: `python -m tests.benchmarks.kill_reminders --times 200`.

A mail server on loopback stalls, refuses for now and hangs up, before and after it has accepted a mail, while workers
send: one on SQLite, two on PostgreSQL. Again and again one of them is ended by SIGKILL after a random time or a
random number of mails, whichever is sooner, and another begins. Then the rest is sent, and every person's mails are
counted in what the server accepted.

A mail counts as lost where it was not accepted and is not in doubt, as doubled where it was accepted twice. Only
processes that this command started are ended. `--postgresql URL` (or DATABASE_URL) names a server on which it makes a
database of its own; without either only SQLite is measured, and it says so.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from threading import Event

from tests.benchmarks.reminding_ground import ROOT, TODAY, environment, mail_server, make_office, own_database

PAUSE = 0.02  # seconds from look to look
SHORT = timedelta(milliseconds=100)  # in place of pauses of minutes and hours
PATIENCE = 0.25  # seconds: the server stalls for longer
LIVES = 1.3  # a worker lives at most so many times as long as the first one took to its first mail,
MAILS = 12  # and dies at the latest after so many mails: otherwise the first few would send them all
IN_HAND = 4  # one kill in so many must meet mails in hand; otherwise nothing was measured
AT_MOST = 300  # seconds for what is left at the end


def _worker() -> None:
    """What a forked worker does until it is killed."""
    from mandates.reminding.watching import watch

    watch(Event(), pause=PAUSE, say=lambda words: None, today=lambda: TODAY, plan=lambda day: None)


def _finish() -> None:
    """Send what is left, until nothing waits any more."""
    from mandates.models import Mail, Reminder
    from mandates.reminding.sending import send_due_reminders

    until = time.monotonic() + AT_MOST
    while time.monotonic() < until:
        send_due_reminders(TODAY)
        waiting = Mail.objects.filter(state__in=[*Mail.PENDING, Mail.State.CLAIMED]).exists()
        if not waiting and Reminder.objects.exists():
            return
        time.sleep(PAUSE)


def _forked(work) -> int:
    process = os.fork()
    if process:
        return process
    try:
        work()
    finally:
        os._exit(0)


def _ended(process: int, by: signal.Signals | None = None) -> None:
    if by is not None:
        os.kill(process, by)
    os.waitpid(process, 0)


def _in_hand() -> bool:
    """Whether a killed worker had left a mail between claim and record."""
    from django.db import connection

    from mandates.models import Mail

    found = Mail.objects.filter(state=Mail.State.CLAIMED).exists()
    connection.close()
    return found


def _count(accepted: Path) -> int:
    return accepted.read_bytes().count(b"\n")


def _until_the_first(accepted: Path) -> float:
    """Seconds until the mail server has a first mail; a kill that always comes sooner would meet no work at all."""
    began = time.monotonic()
    while not _count(accepted):
        if time.monotonic() - began > AT_MOST:
            raise TimeoutError("No mail was sent.")
        time.sleep(PAUSE)
    return time.monotonic() - began


def _let_work(accepted: Path, chance: random.Random, longest: float) -> None:
    """Wait for a random time up to `longest`, or until a random number of mails has gone out, whichever is sooner."""
    until = time.monotonic() + chance.uniform(0.01, longest)
    enough = _count(accepted) + chance.randint(0, MAILS)
    while time.monotonic() < until and _count(accepted) <= enough:
        time.sleep(chance.uniform(0.001, PAUSE))


def _measure(times: int, workers: int, accepted: Path, chance: random.Random) -> bool:
    """Kill and count, in a process whose settings name the database and the mail server. True where all is well."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connections

    from mandates.models import Mail, User
    from mandates.records import reminders

    settings.EMAIL_TIMEOUT = PATIENCE
    reminders.PAUSES[:] = [SHORT] * len(reminders.PAUSES)
    began, busy = time.monotonic(), 0
    running = [_forked(_worker) for _number in range(workers)]
    try:
        longest = LIVES * _until_the_first(accepted)
        for _time in range(times):
            _let_work(accepted, chance, longest)
            _ended(running.pop(0), signal.SIGKILL)
            busy += _in_hand()
            running.append(_forked(_worker))
    finally:
        for process in running:
            _ended(process, signal.SIGKILL)
    _ended(_forked(_finish))
    connections.close_all()

    got = Counter(line.split()[0] for line in accepted.read_text().splitlines())
    states = {mail.to or mail.person.email: mail.state for mail in Mail.objects.select_related("person")}
    people = list(User.objects.values_list("email", flat=True))
    doubtful = [email for email, state in states.items() if state == Mail.State.DOUBT]
    lost = [email for email in people if not got[email] and states.get(email) != Mail.State.DOUBT]
    doubled = [email for email in people if got[email] > 1]
    said_sent = [email for email, state in states.items() if state == Mail.State.SENT and not got[email]]
    counts = Counter(states.values())
    sys.stdout.write(
        f"{connections['default'].vendor}, {workers} at once: {times} kills within {longest:.1f} s, {busy} "
        f"of them with mails in hand, {time.monotonic() - began:.0f} s; {len(people)} people: accepted {len(got)}, "
        f"lost {len(lost)}, doubled {len(doubled)}, in doubt {len(doubtful)} "
        f"(of which accepted {sum(got[email] for email in doubtful)}), given up {counts[Mail.State.DEAD]}, "
        f"recorded as sent and not accepted {len(said_sent)}, left waiting "
        f"{sum(counts[state] for state in [*Mail.PENDING, Mail.State.CLAIMED])}\n"
    )
    if busy * IN_HAND < times:
        sys.stdout.write("Too few kills met a mail in hand: this says nothing.\n")
        return False
    return not (lost or doubled or said_sent or Mail.objects.count() != len(people))


def _on(url: str, times: int, seed: int, people: int) -> bool:
    workers = 1 if url == "sqlite" else 2
    with own_database(url) as database, tempfile.TemporaryDirectory() as folder:
        accepted = Path(folder) / "accepted"
        make_office(database, people=people, dates=2)
        with mail_server(accepted, chaos=seed) as port:
            words = [str(number) for number in (times, workers, seed)]
            return not subprocess.call(
                [sys.executable, "-m", "tests.benchmarks.kill_reminders", "--measure", *words, str(accepted)],
                cwd=ROOT,
                env=environment(database, port),
            )


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--times", type=int, default=200)
    asked.add_argument("--people", type=int, default=None, help="eight a kill, unless said otherwise")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--postgresql", default=os.environ.get("DATABASE_URL", ""))
    asked.add_argument("--only", choices=["sqlite", "postgresql"])
    asked.add_argument("--measure", nargs=4, help=argparse.SUPPRESS)
    asked = asked.parse_args()
    if asked.measure:
        times, workers, seed = (int(word) for word in asked.measure[:3])
        return not _measure(times, workers, Path(asked.measure[3]), random.Random(seed))
    has_server = asked.postgresql.startswith("postgres")
    if not has_server and asked.only != "sqlite":
        sys.stdout.write("Left out: PostgreSQL. Name a server with --postgresql postgresql://….\n")
    urls = (["sqlite"] if asked.only != "postgresql" else []) + (
        [asked.postgresql] if has_server and asked.only != "sqlite" else []
    )
    people = asked.people or asked.times * 8
    results = [_on(url, asked.times, asked.seed, people) for url in urls]
    return not all(results)


if __name__ == "__main__":
    sys.exit(main())
