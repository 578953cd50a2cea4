"""What the measurements of reminding share: a database of their own, an office with dates that are due, and processes
that they start and that nobody else's run is mixed up with."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = date(2026, 3, 30)


@contextmanager
def own_database(url: str) -> Iterator[str]:
    """The address of an empty database that lives as long as the `with`: a file for `url` "sqlite", otherwise one
    beside the database that `url` names on PostgreSQL."""
    if url == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/desk.sqlite3"
        return
    import psycopg

    name = f"desk_reminding_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def environment(database: str, port: int | None = None) -> dict[str, str]:
    """For a process that works on `database` and sends to the mail server on `port`."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "DJANGO"))}
    return known | {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "EMAIL_URL": f"smtp://127.0.0.1:{port or 1}",
        "PYTHONPATH": str(ROOT),
    }


def started(module: str, *words: str, env: dict[str, str] | None = None) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def mail_server(accepted: Path, *, chaos: int | None = None) -> Iterator[int]:
    """The port of a mail server that writes what it accepts into the file `accepted`; with `chaos` one that misbehaves,
    by chances that this number seeds."""
    words = ["mail_sink", str(accepted)] if chaos is None else ["mail_server", str(accepted), str(chaos)]
    server = started(f"tests.benchmarks.{words[0]}", *words[1:])
    try:
        yield int(server.stdout.readline())
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


def make_office(database: str, *, people: int, dates: int) -> None:
    """Fill `database`: so many people, each with so many dates of which to be told on `TODAY`, in a process apart."""
    made = started(__name__, str(people), str(dates), env=environment(database))
    if made.wait():
        raise RuntimeError("The office could not be made.")
    made.stdout.close()


def _make(people: int, dates: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from mandates.models import Body, Deadline, Mandate, Resolution, Rule, Session, User
    from mandates.records.loading import load_rules

    call_command("migrate", verbosity=0)
    load_rules()
    rule = Rule.objects.get(code="H6")
    session = Session.objects.create(body=Body.COUNCIL, number=62, opens_on=date(2026, 6, 15))
    text = Resolution.objects.create(symbol="A/HRC/RES/62/9001", title="Made up to measure on")
    officers = User.objects.bulk_create(
        User(
            username=f"invented-{n}",
            first_name="Invented",
            last_name=f"Officer {n}",
            email=f"officer-{n}@office.invalid",
            password="!",
        )
        for n in range(people)
    )
    mandates = Mandate.objects.bulk_create(
        Mandate(name=f"Invented subject {n}", slug=f"invented-{n}", owner=officer) for n, officer in enumerate(officers)
    )
    due_on = TODAY + timedelta(days=14)
    Deadline.objects.bulk_create(
        (
            Deadline(
                mandate=mandate, key=f"H6|{n}", rule=rule, step=rule.step, session=session, source_resolution=text,
                source_paragraph="9", anchor=rule.anchor, offset_words=rule.offset, due_on=due_on, late_after=due_on,
            )
            for mandate in mandates
            for n in range(dates)
        ),
        batch_size=2000,
    )  # fmt: skip


if __name__ == "__main__":
    _make(int(sys.argv[1]), int(sys.argv[2]))
