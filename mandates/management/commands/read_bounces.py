"""`manage.py read_bounces`: what mail servers report of mails that they had accepted first."""

import sys
from mailbox import Error, NoSuchMailboxError
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from mandates import clock
from mandates.reminding.bounces import message_from, messages_in, read_bounces


class Command(BaseCommand):
    help = (
        "Reads delivery reports (RFC 3464) and shows in the outbox which mails came back or are delayed. "
        "Safe to run twice; nothing in the mailbox is moved or deleted."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "mailbox",
            nargs="?",
            type=Path,
            help="a Maildir, or an mbox file; without it one message is read from the input",
        )

    def handle(self, *, mailbox, **options):
        try:
            messages = messages_in(mailbox) if mailbox else [message_from(sys.stdin.buffer)]
            reading = read_bounces(messages, at=clock.now())
        except (OSError, NoSuchMailboxError, Error) as error:
            raise CommandError(f"{mailbox} cannot be read as a Maildir or an mbox file: {error}") from error
        self.stdout.write(
            f"{reading.bounced} came back, {reading.delayed} delayed, {reading.known} known already, "
            f"{reading.others} not about mails of this desk."
        )
