"""When a person wants mail: not before an hour of the day in Geneva, on working days only.

The hour is compared with the clock on the wall, so that a day of 23 or 25 hours needs no rule of its own: an hour that
is left out in spring has come once the clock has passed it, and one that comes twice in autumn has come the first time.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from mandates.models import DayOff, DutyStation, MailHabit

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """The day that counts and the time on the wall in Geneva. On a day that is not the real one every hour is past."""

    day: date
    hour: time

    @classmethod
    def of(cls, today: date, at: datetime) -> "Moment":
        local = timezone.localtime(at)
        return cls(today, local.time() if local.date() == today else time.max)


class DaysOff:
    """Geneva's days off, weekends included."""

    def __init__(self, listed: Container[date] | None = None):
        self._listed = set(_listed()) if listed is None else listed

    def __contains__(self, day: date) -> bool:
        return day.weekday() >= 5 or day in self._listed

    def told_on(self, day: date, *, before: bool) -> date:
        """The working day on which what falls on `day` is told: the one `before` it, or the one after."""
        while day in self:
            day += -A_DAY if before else A_DAY
        return day


def _listed():
    return DayOff.objects.filter(station=DutyStation.GENEVA).values_list("on", flat=True)


def begins(day: date) -> datetime:
    """The moment at which `day` begins in Geneva."""
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True, slots=True)
class Hours:
    """One person's habit, on one moment."""

    moment: Moment
    days_off: DaysOff
    from_hour: time | None = None
    working_days_only: bool = False

    @classmethod
    def of(cls, habit: MailHabit | None, moment: Moment, days_off: DaysOff) -> "Hours":
        if habit is None:
            return cls(moment, days_off)
        return cls(moment, days_off, habit.from_hour, habit.working_days_only)

    @property
    def is_silent(self) -> bool:
        """Whether the person wants no mail on this day at all."""
        return self.working_days_only and self.moment.day in self.days_off

    def has_come(self, day: date, lead: int = 0) -> bool:
        """Whether what falls on `day` is to be told by now. `lead` below nought counts days after: it waits for the
        next working day, where what comes before a date is told on the last one.

        An hour that no run met is made up for by the next run, on whatever day that is."""
        if self.working_days_only:
            day = self.days_off.told_on(day, before=lead >= 0)
        return day < self.moment.day or (day == self.moment.day and (self.from_hour or time.min) <= self.moment.hour)
