"""`manage.py remind`: one run, for cron."""

from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from mandates import clock
from mandates.records.planning import replan
from mandates.reminding.sending import Sending, send_due_reminders


class Command(BaseCommand):
    help = "Sends each person one mail of what is overdue or coming up; what was sent is not sent again."

    def add_arguments(self, parser):
        parser.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="as if today were this day")

    def handle(self, *, on, **options):
        if not settings.EMAIL_IS_SET:
            raise CommandError(
                "Nothing was sent: no mail server is set. Give its address, as in EMAIL_URL=smtp://user:password@host:25."
            )
        today = on or clock.today()
        replan(
            None, today
        )  # what became late since yesterday, or is a suggestion from today, stands so before it is told
        sending = send_due_reminders(today)
        self.stdout.write(f"{sending.sent} sent, {sending.unsent} kept for the next run.")
        for line in what_needs_a_look(sending):
            self.stderr.write(line)
        if sending.unsent:
            raise SystemExit(1)


def what_needs_a_look(sending: Sending) -> list[str]:
    """One line for each thing of a run that a person should see to."""
    lines = [f"Not accepted for {person} ({person.email}): {said}" for person, said in sending.refused]
    if sending.server_said:
        lines.append(f"The mail server could not be reached: {sending.server_said}")
    if sending.in_doubt:
        mails = "1 mail is" if sending.in_doubt == 1 else f"{sending.in_doubt} mails are"
        lines.append(f"{mails} in doubt, and not sent again: a run was stopped while sending, or sends still.")
        lines.append(f"See {settings.DESK_URL}{reverse('mails')}")
    for person in sending.unreachable:
        lines.append(f"{person} was not told: no mail address, or the account is not active.")
    if sending.without_officer:
        dates = "1 date has" if sending.without_officer == 1 else f"{sending.without_officer} dates have"
        lines.append(f"{dates} no officer to be told: the mandate has neither owner nor deputy.")
    return lines
