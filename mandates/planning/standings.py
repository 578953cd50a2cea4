"""Why a step stands as it does: followed, suggested, not recorded or met, in sentences from a closed list.

A recorded report meets its own submission step and closes the earlier ones. What others do (issue, dialogue) is met by
its own record; once the session is over it is no more than "not recorded".
"""

from __future__ import annotations

from datetime import date

from .facts import DateStanding, ReportRecord
from .rules import DIALOGUE, ISSUE, SUBMISSION, SYMBOL_AND_DIALOGUE, Rule

# Why a date or a report stands as it does. The list is closed, so that pages can translate it.
FOLLOWED = "Confirmed and followed."
RENEWAL_AHEAD = "The term of the mandate ends with this renewal."
NOT_CONFIRMED = "Suggested by the reader: until a person confirms the stream, it reminds nobody."
IF_EXTENDED = "Only if the mandate was extended: the outcome of its renewal is not recorded."
BEFORE_FOLLOWED = "It fell due before the stream was followed, and nothing is recorded."
RENEWAL_BEFORE_FOLLOWED = "It fell due before the renewal was followed, and nothing is recorded."
SESSION_OVER = "The session is over: nobody can act on this step any more."
NO_DAY_AND_OVER = "The session is over, and the day that this is counted from was not found."
RECORDED_AND_OVER = "The report is recorded and its session is over."
MET_BY_REPORT = "The report is recorded."
CLOSED_BY_REPORT = "Closed by the recorded report."
MET_BY_ISSUE = "The issue of the report is recorded."
MET_BY_DIALOGUE = "The dialogue is recorded."
MET_BY_BOTH = "Symbol and dialogue are recorded."
MET_BY_OUTCOME = "The outcome of the renewal is recorded."
OUTCOME_MISSING = "The renewal session is over and no outcome is recorded."
BEFORE_MANDATE_FOLLOWED = "It fell due before the mandate was followed, and nothing is recorded."
APPOINTMENT_AHEAD = "The six years of the mandate holder end after this session."
PROVIDED_EXTENDED = "Provided that the mandate itself is extended."
TOOK_OFFICE_UNKNOWN = "The day on which the mandate holder took office is not recorded: counted from the appointment."
HELD_UNTIL = "A mandate holder serves two terms of three years at most."
MET_BY_SUCCESSOR = "The successor is recorded."
UNANSWERED = "The State has not answered the request."
MET_BY_REMINDER = "A later reminder is recorded."
MET_BY_ANSWER = "The State has answered the request."
VISIT_AGREED = "The visit is agreed, or was carried out."
DATES_PROPOSED = "The days of the visit are only proposed."
WITHOUT_A_SESSION = "The text names no session that can be counted on: give it one to have dates."
REASONS = (
    FOLLOWED,
    RENEWAL_AHEAD,
    NOT_CONFIRMED,
    IF_EXTENDED,
    BEFORE_FOLLOWED,
    RENEWAL_BEFORE_FOLLOWED,
    SESSION_OVER,
    NO_DAY_AND_OVER,
    RECORDED_AND_OVER,
    MET_BY_REPORT,
    CLOSED_BY_REPORT,
    MET_BY_ISSUE,
    MET_BY_DIALOGUE,
    MET_BY_BOTH,
    MET_BY_OUTCOME,
    OUTCOME_MISSING,
    BEFORE_MANDATE_FOLLOWED,
    APPOINTMENT_AHEAD,
    PROVIDED_EXTENDED,
    TOOK_OFFICE_UNKNOWN,
    HELD_UNTIL,
    MET_BY_SUCCESSOR,
    UNANSWERED,
    MET_BY_REMINDER,
    MET_BY_ANSWER,
    VISIT_AGREED,
    DATES_PROPOSED,
    WITHOUT_A_SESSION,
)


def met_by(rule: Rule, record: ReportRecord, is_over: bool, today: date) -> tuple[DateStanding | None, str]:
    """What a record says of a step, by the record that ends it: met, or past acting upon; (None, "") for nothing."""
    if not record.is_recorded:
        return None, ""
    held = record.presented_on is not None and record.presented_on <= today
    issued = record.issued_on is not None and record.issued_on <= today
    if rule.ends_with == SUBMISSION:
        return "met", MET_BY_REPORT if rule.stage == SUBMISSION else CLOSED_BY_REPORT
    if rule.ends_with == SYMBOL_AND_DIALOGUE:
        return ("met", MET_BY_BOTH) if held and record.symbol else (None, "")
    if rule.ends_with == ISSUE and issued:
        return "met", MET_BY_ISSUE
    if rule.ends_with == DIALOGUE and held:
        return "met", MET_BY_DIALOGUE
    return ("not_recorded", RECORDED_AND_OVER) if rule.ends_with and is_over else (None, "")
