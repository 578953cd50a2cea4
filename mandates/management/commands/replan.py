"""`manage.py replan`: every date as the rules give it on the day."""

from datetime import date

from django.core.management.base import BaseCommand

from mandates import clock
from mandates.records.planning import replan


class Command(BaseCommand):
    help = "Plans every mandate again. Dates that a person set stay. Planning twice is the same as once."

    def add_arguments(self, parser):
        parser.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="as if today were this day")

    def handle(self, *, on, **options):
        done = replan(None, on or clock.today())
        self.stdout.write(
            f"Mandates planned: {done.mandates}. Dates: {done.created} new, {done.moved} moved, {done.removed} gone, "
            f"{done.kept_by_hand} kept as set by hand."
        )
