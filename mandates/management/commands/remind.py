"""`manage.py remind`: one run, for cron; with `--watch` a worker that stays."""

import gc
import signal
import socket
from datetime import date
from threading import Event

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from mandates import clock
from mandates.records.workers import beat, keep_fault
from mandates.reminding.sending import Sending, send_due_reminders
from mandates.reminding.watching import in_words, of_the_mail_server, plan_every_mandate, watch


class Command(BaseCommand):
    help = "Sends each person one mail of what is overdue or coming up; what was sent is not sent again."

    def add_arguments(self, parser):
        parser.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="as if today were this day")
        parser.add_argument("--watch", action="store_true", help="stay and send what falls due, until it is stopped")
        parser.add_argument(
            "--pause", type=float, default=60, metavar="SECONDS", help="with --watch: how long from look to look"
        )

    def handle(self, *, on, watch, pause, **options):
        if not settings.EMAIL_IS_SET:
            raise CommandError(
                "Nothing was sent: no mail server is set. Give its address, as in EMAIL_URL=smtp://user:password@host:25."
            )
        gc.freeze()  # what is loaded now stays: the collector need not go through it again and again
        if watch:
            if on:
                raise CommandError("--on is for one run: a worker that stays goes by the clock.")
            self._watch(pause)
            return
        today = on or clock.today()
        name = f"runs on {socket.gethostname()[:60]}"
        plan_every_mandate(today)
        sending = send_due_reminders(today, beat=lambda: beat(name, at=clock.now()))
        beat(name, at=clock.now(), did=in_words(sending))
        keep_fault(name, of_the_mail_server(sending), at=clock.now())
        self.stdout.write(f"{sending.sent} sent, {sending.unsent} kept for the next run.")
        for line in what_needs_a_look(sending):
            self.stderr.write(line)
        if sending.unsent:
            raise SystemExit(1)

    def _watch(self, pause: float) -> None:
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write(f"Watching every {pause:g} seconds; Ctrl-C or SIGTERM stops after the mail at hand.")
        self.stdout.flush()
        watch(stop, pause=pause, say=self._say)
        self.stdout.write("Stopped. What is left waits for the next run.")

    def _say(self, words: str) -> None:
        self.stdout.write(f"{clock.now():%Y-%m-%d %H:%M:%S} {words}")
        self.stdout.flush()


def what_needs_a_look(sending: Sending) -> list[str]:
    """One line for each thing of a run that a person should see to."""
    lines = [f"Not accepted for {person} ({person.email}): {said}" for person, said in sending.refused]
    if sending.server_said:
        lines.append(of_the_mail_server(sending))
    if sending.in_doubt:
        mails = "1 mail is" if sending.in_doubt == 1 else f"{sending.in_doubt} mails are"
        lines.append(f"{mails} in doubt, and not sent again: a run was stopped while sending, or no answer came.")
        lines.append(f"See {settings.DESK_URL}{reverse('mails')}?state=doubt")
    if sending.given_up:
        mails = "1 mail was" if sending.given_up == 1 else f"{sending.given_up} mails were"
        lines.append(f"{mails} given up. See {settings.DESK_URL}{reverse('mails')}?state=dead")
    for person in sending.unreachable:
        units = ", ".join(map(str, person.heads.all())) if not person.is_active else ""
        why = f"the account is closed, and heads {units}. Enter another head" if units else ""
        lines.append(f"{person} was not told: {why or 'no mail address, or the account is not active'}.")
    if sending.without_officer:
        dates = "1 date has" if sending.without_officer == 1 else f"{sending.without_officer} dates have"
        lines.append(f"{dates} no officer to be told: the mandate has neither owner nor deputy.")
    return lines
