"""`manage.py make_office --mandates 600`: an empty database becomes an office to measure on."""

import time
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from mandates import clock
from mandates.records.deadlines import NotAccepted
from mandates.records.office import YEARS, make_office


class Command(BaseCommand):
    help = "Fills an empty database with a made-up office to measure on. Refuses a database that holds anything."

    def add_arguments(self, parser):
        parser.add_argument("--mandates", type=int, default=60)
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same office")
        parser.add_argument("--years", type=int, default=YEARS, help="how far its texts and reports go back")
        parser.add_argument(
            "--on",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the day around which its dates lie; today unless given",
        )

    def handle(self, *, mandates, seed, years, on, **options):
        if mandates < 1 or years < 1:
            raise CommandError("Give at least one mandate and one year: --mandates 60 --years 10.")
        started = time.perf_counter()
        try:
            made = make_office(mandates, on=on or clock.today(), seed=seed, years=years)
        except NotAccepted as error:
            raise CommandError(str(error)) from None
        took = time.perf_counter() - started
        self.stdout.write(
            f"{made.mandates} mandates, {made.resolutions} resolutions, {made.requests} requests, "
            f"{made.deadlines} deadlines and {made.people} people were made up in {took:.0f} s."
        )
