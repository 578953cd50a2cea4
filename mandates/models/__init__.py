"""What is kept, one module a subject."""

from .calendars import CalendarFeed
from .choices import MailHabit, Recall, ReminderChoice
from .deadlines import Deadline, EndingRecord, Rule, RuleVersion, Stage
from .drafts import DraftFact, ImportDraft, ResolutionVersion
from .fields import Confidence, PartialDateField, Standing, whole_date
from .follows import Follow, gone_into, gone_over, told_by_the_text, way_of
from .handovers import HandOver
from .log import LogEntry
from .mandates import CountryVisit, Mandate, MandateAction, MandateHolder, OpenQuestion
from .notices import Notice
from .people import Role, Unit, User
from .picked import Picked
from .reference import Body, DayOff, DutyStation, RegionalGroup, Session, State
from .reminders import Mail, NoticeSent, Reminder
from .reporting import ObligationSource, Report, ReportingObligation
from .requests import Addressee, Relation, Request, RequestSource
from .resolutions import Adoption, Citation, Footnote, Panel, Paragraph, Resolution, Vote
from .saved_views import MondayLook, SavedView
from .workers import WorkerHeartbeat

__all__ = [
    "Addressee",
    "Adoption",
    "Body",
    "CalendarFeed",
    "Citation",
    "Confidence",
    "CountryVisit",
    "DayOff",
    "Deadline",
    "DraftFact",
    "DutyStation",
    "EndingRecord",
    "Follow",
    "Footnote",
    "HandOver",
    "ImportDraft",
    "LogEntry",
    "Mail",
    "MailHabit",
    "Mandate",
    "MandateAction",
    "MandateHolder",
    "MondayLook",
    "Notice",
    "NoticeSent",
    "ObligationSource",
    "OpenQuestion",
    "Panel",
    "Paragraph",
    "PartialDateField",
    "Picked",
    "Recall",
    "RegionalGroup",
    "Relation",
    "Reminder",
    "ReminderChoice",
    "Report",
    "ReportingObligation",
    "Request",
    "RequestSource",
    "Resolution",
    "ResolutionVersion",
    "Role",
    "Rule",
    "RuleVersion",
    "SavedView",
    "Session",
    "Stage",
    "Standing",
    "State",
    "Unit",
    "User",
    "Vote",
    "WorkerHeartbeat",
    "gone_into",
    "gone_over",
    "told_by_the_text",
    "way_of",
    "whole_date",
]
