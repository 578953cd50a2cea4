"""`manage.py load_reference`: what every office needs before its first text."""

from django.core.management.base import BaseCommand

from mandates.models import DayOff, Rule, Session, State
from mandates.records.loading import load_reference


class Command(BaseCommand):
    help = "Loads States, sessions, default rules and days off. What people changed stays as they left it."

    def handle(self, **options):
        load_reference()
        counts = (State.objects.count(), Session.objects.count(), Rule.objects.count(), DayOff.objects.count())
        self.stdout.write("Here now: {} States, {} sessions, {} rules, {} days off.".format(*counts))
