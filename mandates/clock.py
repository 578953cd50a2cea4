"""The only place that asks the time."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The day in Geneva, or the day that `demo --on` shows. Business dates take this; time stamps stay real."""
    return settings.SHOWN_DAY or timezone.localdate()


def now() -> datetime:
    """The real moment, on the wall of Geneva."""
    return timezone.localtime()


def is_shown_day() -> bool:
    """Whether the desk shows another day than the real one."""
    return settings.SHOWN_DAY is not None
