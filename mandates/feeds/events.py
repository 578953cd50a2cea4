"""Deadlines and sessions as events of RFC 5545, as calendars of other programs read them.

Every event is a whole day or several. Its UID never changes, its SEQUENCE rises when the date moves: the calendar then
moves the event that it has, and makes no second one. What nobody has confirmed, and what is an estimate, is TENTATIVE
and never rings.
"""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from mandates.lists.reasons import adjustments_of, rule_of, source_of
from mandates.lists.wording import stage_on
from mandates.models import Body, Deadline, Report, Session, User
from mandates.planning.leads import leads
from mandates.planning.rules import ADOPTION, CALL, DIALOGUE, INPUTS

REFRESHED = timedelta(hours=6)  # how often a calendar program may look again
RINGS_AT = timedelta(hours=8)  # of the day of a lead: a whole day begins at midnight, and nobody wants to hear it then
A_DAY = timedelta(days=1)


def calendar_of(name: str, events: Iterable[Event]) -> bytes:
    """A calendar with `events`, as bytes; the same events give the same bytes, so that a change can be told."""
    calendar = Calendar()
    calendar.add("prodid", "-//Mandate Desk//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def step_event(deadline: Deadline, officer: User | None, *, alarms: bool) -> Event:
    """A step for a member of staff: the why-line, stage, officer, and the link to its receipt.

    `deadline` comes with its row facts and has a day; `officer` is whoever acts on it today. With
    `alarms` it rings at eight in the morning of each lead that its rule gives the owner."""
    is_tentative = deadline.is_estimate or deadline.standing == Deadline.Standing.SUGGESTED
    summary = _titled(_(deadline.step), deadline.session, str(deadline.mandate))
    if is_tentative:
        summary = _("%(summary)s (to be confirmed)") % {"summary": summary}
    address = settings.DESK_URL + reverse("deadline", args=[deadline.pk])
    event = _event(f"deadline-{deadline.pk}", deadline, deadline.due_on, deadline.window_ends, summary, is_tentative)
    event.add("description", "\n".join([*_why(deadline), *_standing(deadline, officer), address]))
    event.add("categories", _categories(deadline))
    event.add("url", address)
    if alarms and not is_tentative and deadline.rule:
        for lead in leads(deadline.rule.owner_leads):
            if lead > 0:
                event.add_component(_alarm(lead, summary))
    return event


def public_event(deadline: Deadline) -> Event:
    """A step that the public may know of: what, and by which text. No staff, no notes, no inner address.

    A step without a day stands on its session, which is all that is known of it; tentative is that, a presentation
    without its day in the programme of work, and a renewal that nobody has recorded yet."""
    session = deadline.session
    is_assembly = session is not None and session.body == Body.ASSEMBLY
    words = {
        CALL: _("Call for inputs"),
        INPUTS: _("Inputs due"),
        DIALOGUE: _("Report presented to the General Assembly")
        if is_assembly
        else _("Report presented to the Human Rights Council"),
        ADOPTION: _("Renewal of the mandate decided"),
    }
    days = (deadline.met_on or deadline.due_on, None if deadline.met_on else deadline.window_ends)
    is_tentative = deadline.is_estimate or not (days[0] and (days[1] is None or deadline.standing == "met"))
    if days[0] is None:
        days = (session.opens_on, session.closes_on)
    summary = _titled(words[deadline.rule.stage], session, str(deadline.mandate))
    # Moves of the session count all the while: once the step has a day of its own, it must not fall back behind them.
    event = _event(f"public-{deadline.pk}", deadline, *days, summary, is_tentative, session.sequence if session else 0)
    why = [words for words in (source_of(deadline), rule_of(deadline)) if words]
    event.add("description", _("Why: %(why)s.") % {"why": "; ".join(why)} if why else deadline.mandate.name)
    event.add("categories", _categories(deadline))
    if deadline.source_resolution:
        event.add("url", f"https://docs.un.org/en/{deadline.source_resolution.symbol}")
    return event


def session_event(session: Session) -> Event:
    """A session of the Council, or of the Third Committee, from its opening to its last day; only the opening, and
    tentative, while that day is not known. The Assembly meets the whole year: of it, the opening."""
    is_year_long = session.body == Body.ASSEMBLY and session.kind == Session.Kind.REGULAR
    closes_on = None if is_year_long else session.closes_on
    summary = session.name if closes_on else _("%(session)s opens") % {"session": session.name}
    event = _event(
        f"session-{session.body.lower()}-{session.kind}-{session.number}",
        session,
        session.opens_on,
        closes_on,
        summary,
        not (closes_on or is_year_long),
    )
    if not (closes_on or is_year_long):
        event.add("description", _("Its last day is not recorded."))
    event.add("categories", [_("Session")])
    return event


def _event(name, row, first, last, summary, is_tentative, more_sequence=0) -> Event:
    event = Event()
    event.add("uid", f"{name}@{urlsplit(settings.DESK_URL).hostname}")
    event.add("sequence", row.sequence + more_sequence)
    event.add("dtstamp", row.changed_at)
    event.add("last-modified", row.changed_at)
    event.add("dtstart", first)
    event.add("dtend", max(last or first, first) + A_DAY)
    event.add("transp", "TRANSPARENT")
    event.add("status", "TENTATIVE" if is_tentative else "CONFIRMED")
    event.add("summary", summary)
    return event


def _alarm(lead: int, summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", RINGS_AT - lead * A_DAY)
    alarm.add("description", summary)
    return alarm


def _titled(step: str, session: Session | None, mandate: str) -> str:
    words = {"step": step, "session": session, "mandate": mandate}
    return (_("%(step)s, %(session)s: %(mandate)s") if session else _("%(step)s: %(mandate)s")) % words


def _categories(deadline: Deadline) -> list[str]:
    kind = {
        "report": _("Report"),
        "renewal": _("Renewal"),
        "appointment": _("Appointment"),
        "visit": _("Visit"),
    }[deadline.kind]
    return [kind, str(deadline.session)] if deadline.session else [kind]


def _why(deadline: Deadline) -> list[str]:
    parts = [source_of(deadline), rule_of(deadline), *adjustments_of(deadline)]
    if deadline.set_by_hand:
        parts.append(deadline.set_reason)
    if deadline.is_estimate:
        parts.append(_("estimate"))
    parts = [words for words in parts if words]
    lines = [_("Why: %(why)s.") % {"why": "; ".join(parts)}] if parts else []
    return [*lines, _(deadline.because)] if deadline.standing == Deadline.Standing.SUGGESTED else lines


def _standing(deadline: Deadline, officer: User | None) -> list[str]:
    who = _("Officer: %(person)s.") % {"person": officer.short_name} if officer else _("No officer.")
    if not deadline.report:
        return [who]
    stage = stage_on(deadline.report.stage)
    words = {"stage": Report.STAGES[stage - 1], "number": stage, "all": len(Report.STAGES)}
    return [_("Stage: %(stage)s, %(number)d of %(all)d.") % words, who]
