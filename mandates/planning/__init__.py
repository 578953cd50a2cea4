"""Obligations and a session calendar to dated steps, each with its reason.

Values in, values out; no clock, no Django."""

from .facts import (
    Adjustment,
    AgreedSlot,
    Anchor,
    CalendarRow,
    Holder,
    MandateFacts,
    Obligation,
    Plan,
    PlannedDate,
    PlannedRenewal,
    PlannedReport,
    ReportRecord,
    SessionDates,
    SessionName,
    Source,
    Term,
    Visit,
)
from .offset_lines import parse_offset
from .plans import Planner, plan
from .rules import Rule, shipped_days_off, shipped_rules
from .sessions import Calendar, read_calendar, shipped_calendar

__all__ = [
    "Adjustment",
    "AgreedSlot",
    "Anchor",
    "Calendar",
    "CalendarRow",
    "Holder",
    "MandateFacts",
    "Obligation",
    "Plan",
    "PlannedDate",
    "PlannedRenewal",
    "PlannedReport",
    "Planner",
    "ReportRecord",
    "Rule",
    "SessionDates",
    "SessionName",
    "Source",
    "Term",
    "Visit",
    "parse_offset",
    "plan",
    "read_calendar",
    "shipped_calendar",
    "shipped_days_off",
    "shipped_rules",
]
