"""Days counted without a calendar of sessions: months, and the days on which a duty station works.

Months are counted before weeks and days: "3½ months before" is three calendar months, then 15 days; "one month before"
is the same day of the month before, or its last day.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

DaysOff = Mapping[date, str]  # by name; weekends need not be listed
_ONE_DAY = timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """The same day so many months later (earlier where negative), or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year, month + 1, monthrange(year, month + 1)[1])


def is_working_day(day: date, days_off: DaysOff) -> bool:
    return day.weekday() < 5 and day not in days_off


def working_days_from(day: date, count: int, days_off: DaysOff) -> date:
    """The working day `count` working days after `day` (before it where negative)."""
    step = _ONE_DAY if count > 0 else -_ONE_DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day, days_off):
            day += step
    return day


def last_working_days(day: date, count: int, days_off: DaysOff) -> date:
    """The first of the last `count` working days up to and with `day`."""
    while not is_working_day(day, days_off):
        day -= _ONE_DAY
    return working_days_from(day, 1 - count, days_off)
