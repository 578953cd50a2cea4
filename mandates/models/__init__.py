"""What is kept, one module a subject."""

from .calendars import CalendarFeed
from .deadlines import Deadline, Rule
from .drafts import DraftFact, ImportDraft, ResolutionVersion
from .fields import Confidence, PartialDateField, Standing, whole_date
from .log import LogEntry
from .mandates import CountryVisit, Mandate, MandateAction, MandateHolder, OpenQuestion
from .people import Role, Unit, User
from .reference import Body, DayOff, DutyStation, RegionalGroup, Session, State
from .reminders import Mail, Reminder
from .reporting import ObligationSource, Report, ReportingObligation
from .requests import Addressee, Relation, Request, RequestSource
from .resolutions import Adoption, Citation, Footnote, Paragraph, Resolution, Vote

__all__ = [
    "Addressee", "Adoption", "Body", "CalendarFeed", "Citation", "Confidence", "CountryVisit", "DayOff", "Deadline", "DraftFact", "DutyStation",
    "Footnote", "ImportDraft", "LogEntry", "Mail", "Mandate", "MandateAction", "MandateHolder", "ObligationSource", "OpenQuestion",
    "Paragraph", "PartialDateField", "RegionalGroup", "Relation", "Reminder", "Report", "ReportingObligation",
    "Request",
    "RequestSource", "Resolution", "ResolutionVersion", "Role", "Rule", "Session", "Standing", "State", "Unit", "User", "Vote", "whole_date",
]  # fmt: skip
