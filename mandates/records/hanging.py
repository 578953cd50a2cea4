"""Which mandates hang on a session: only they are replanned when it moves."""

from datetime import date, timedelta

from django.db.models import Q

from mandates.models import CountryVisit, Deadline, Mandate, MandateHolder, ReportingObligation, Session
from mandates.planning.holders import YEARS_IN_OFFICE

NEAR = timedelta(days=300)  # three sessions: one that moves farther is another session
VISITS = timedelta(days=3 * 366)  # from a visit to the latest session at which its report may be heard


def mandates_hanging_on(session: Session) -> list[int]:
    """The mandates of which a term, a report or a deadline hangs on `session`."""
    by_deadline = Deadline.objects.filter(session=session).order_by().values_list("mandate_id", flat=True).distinct()
    by_obligation = (
        ReportingObligation.objects.filter(named_sessions=session).order_by().values_list("mandate_id", flat=True)
    )
    return sorted({*by_deadline, *by_obligation})


def mandates_counting_from(session: Session, *opens_on: date | None) -> set[int]:
    """The mandates whose dates may move with `session`: by a deadline, a report, a term that begins or ends with it, or
    a text adopted there. The Third Committee's days count for the session of the Assembly to which it belongs.

    The session before is over when this one opens, where its own end is not known. Appointments and reports on visits
    may go to this session from one nearby; a stream that is followed since a day near it may begin with it: `opens_on`
    are the days on which it opened and will open."""
    if session.kind == Session.Kind.ORGANIZATIONAL:
        return set()
    alike = list(Session.objects.filter(body=session.body, number=session.number))
    regular = Session.objects.filter(body=session.body, kind=Session.Kind.REGULAR)
    alike += regular.filter(number=session.number - 1, closes_on=None)
    by_text = Q(actions__resolution__session__in=alike) | Q(reports__session__in=alike)
    by_term = Q(actions__effective_session__in=alike) | Q(actions__until_session__in=alike)
    ids = set(Mandate.objects.filter(by_text).order_by().values_list("pk", flat=True))
    ids.update(Mandate.objects.filter(by_term | Q(renewal_session__in=alike)).values_list("pk", flat=True))
    return ids.union(
        *(mandates_hanging_on(row) for row in alike),
        *(_with_people_visits_or_streams_near(day) for day in opens_on if day),
    )


def _with_people_visits_or_streams_near(opens_on: date) -> set[int]:
    """The mandates of whose holders the six years end near that day, or that made a visit in the years before it, or
    without a term of which a stream is followed since a day near it, or of which a stream ended near it."""
    begun = opens_on.replace(year=opens_on.year - YEARS_IN_OFFICE, day=1)
    since = ((begun - NEAR).isoformat(), (begun + NEAR).isoformat())
    appointed = Session.objects.filter(opens_on__range=since)
    held = Q(took_office__range=since) | Q(appointed__range=since) | Q(appointed_at__in=appointed)
    visited = ((opens_on - VISITS).isoformat(), (opens_on + NEAR).isoformat())
    near = (opens_on - NEAR, opens_on + NEAR)
    begun_or_ended = Q(followed_since__range=near, mandate__renewal_session=None) | Q(ended_on__range=near)
    return {
        *MandateHolder.objects.filter(held).values_list("mandate", flat=True),
        *CountryVisit.objects.filter(ends__range=visited).values_list("mandate", flat=True),
        *ReportingObligation.objects.filter(begun_or_ended).values_list("mandate", flat=True),
    }
