"""How long planning takes: `python -m tests.benchmarks.planning [MANDATES]`. No database, one core."""

import sys
import time
from dataclasses import replace
from datetime import date

from mandates.planning import Calendar, Planner, shipped_calendar, shipped_rules
from tests.planning.known import DAYS_OFF, solidarity


def main(mandates: int = 6000) -> None:
    today = date(2026, 3, 30)
    office = [replace(solidarity(), name=f"Mandate {number}") for number in range(mandates)]
    started = time.perf_counter()
    planner = Planner(Calendar(shipped_calendar(), today), shipped_rules(), today, DAYS_OFF)
    plans = [planner.plan(facts) for facts in office]
    spent = time.perf_counter() - started
    reports, dates = sum(len(plan.reports) for plan in plans), sum(len(plan.dates) for plan in plans)
    sys.stdout.write(f"{mandates} mandates, {reports} reports, {dates} dates: {spent:.1f} s\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
