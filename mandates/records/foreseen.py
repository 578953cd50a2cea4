"""What confirming a text would set in motion, under the rules and the calendar that the office keeps."""

from dataclasses import dataclass, replace

from mandates import clock
from mandates.planning.facts import PlannedDate, PlannedRenewal, PlannedReport
from mandates.planning.plans import Planner
from mandates.reading import ReadResolution

from .explaining import mandates_in
from .facts import kept_calendar, kept_days_off, kept_rules


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What confirming would set in motion: per mandate name its renewals, the reports that fall due, and the dates."""

    mandate: str
    renewals: tuple[PlannedRenewal, ...]
    reports: tuple[PlannedReport, ...]
    dates: tuple[PlannedDate, ...]


def foreseen(text: ReadResolution) -> list[Foreseen]:
    """What `text` alone would set in motion under the rules and the calendar that the office keeps. Nothing is
    written, and what other texts have set in motion is not repeated."""
    today = clock.today()
    calendar = kept_calendar(today)
    planner = Planner(calendar, kept_rules(), today, kept_days_off())
    plans = []
    for facts, renewals in mandates_in(text, calendar):
        plan = planner.plan(replace(facts, followed_since=today), looks_further=False)
        plans.append(Foreseen(facts.name, tuple(renewals), plan.reports, plan.dates))
    return plans
