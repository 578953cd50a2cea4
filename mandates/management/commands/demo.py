"""`manage.py demo`: an office to look at, on this machine only."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from threading import Event, Thread

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import run
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections

from mandates import clock
from mandates.models import User
from mandates.records.loading import is_empty, load_demonstration
from mandates.reminding.watching import watch

PAUSE = 5  # seconds until the worker looks again for what is to be told
BUSIER_DAY = date(2026, 3, 30)  # the 62nd session opens in eleven weeks; ten weeks before it is Easter Monday


class Command(BaseCommand):
    help = (
        "Creates a database, loads the sample, makes demonstration accounts and serves the desk on this machine. "
        "The mails of the day go into a folder."
    )

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--on",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="show the desk as on this day, in its own database",
        )

    def handle(self, *, port, on, **options):
        if not settings.DEMO:
            raise CommandError("Start it as `python manage.py demo`: it needs the settings of a demonstration.")
        _check_port(port)
        if _holds_an_office():
            raise CommandError(
                "This database holds an office. A demonstration takes an empty one. Nothing was changed."
            )
        call_command("migrate", verbosity=0)
        is_new = load_demonstration(clock.today())
        settings.CSRF_TRUSTED_ORIGINS = [f"http://127.0.0.1:{port}"]
        settings.DESK_URL = f"http://127.0.0.1:{port}"
        if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):  # a demonstration writes to nobody
            settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
            settings.EMAIL_FILE_PATH = settings.MAIL_FOLDER
        connections.close_all()
        signal.signal(signal.SIGTERM, signal.default_int_handler)

        def say(bound_port: int) -> None:
            self._say(bound_port, on, is_new)

        try:
            with _reminding(self._say_of_mails):
                run("127.0.0.1", port, get_wsgi_application(), threading=True, on_bind=say)
        except KeyboardInterrupt:
            self.stdout.write("\nStopped. The database stays for the next run.")

    def _say_of_mails(self, words: str) -> None:
        self.stdout.write(f"Mails: {words}. They lie in {settings.EMAIL_FILE_PATH}, and stand on the page “Mails”.")

    def _say(self, port: int, on: date | None, is_new: bool) -> None:
        accounts = ", ".join(
            f"{person.username} ({person}, {person.get_role_display()})"
            for person in User.objects.filter(is_demonstration=True).order_by("pk")
        )
        lines = [
            "The sample was loaded."
            if is_new
            else "The database of the last run was found; nothing that people did was changed.",
            f"Accounts, for demonstration only, one press each on the sign-in page: {accounts}.",
            f"Mandate Desk: http://127.0.0.1:{port}/  (Ctrl-C stops it)",
        ]
        if on:
            lines.insert(
                1, f"The desk is shown as on {on:%A, %-d %B %Y}, in a database of its own; time stamps stay real."
            )
        else:
            lines.append(f"A busier day to look at: manage.py demo --on {BUSIER_DAY.isoformat()}")
        self.stdout.write("\n".join(lines))


@contextmanager
def _reminding(say: Callable[[str], None]) -> Iterator[None]:
    """Let a worker send what falls due as long as this lasts; at its end the mail at hand is finished."""
    stop = Event()
    worker = Thread(target=watch, args=(stop,), kwargs={"pause": PAUSE, "say": say}, name="reminding")
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join()


def _holds_an_office() -> bool:
    """Whether the database is more than an empty one or that of an earlier demonstration."""
    if User._meta.db_table not in connection.introspection.table_names():
        return False
    return User.objects.filter(is_demonstration=False).exists() or not (is_empty() or User.objects.exists())


def _check_port(port: int) -> None:
    """One clear line where the port is taken, before anything else happens."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            raise CommandError(f"Port {port} cannot be used. Take another: manage.py demo --port {port + 1}") from None
