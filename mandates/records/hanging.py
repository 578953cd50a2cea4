"""Which mandates hang on a session: only they are replanned when it moves."""

from datetime import timedelta

from django.db.models import Q

from mandates.models import Deadline, Mandate, ReportingObligation, Session

NEAR = timedelta(days=200)  # half a year: a session that moves farther is another session


def mandates_hanging_on(session: Session) -> list[int]:
    """The mandates of which a term, a report or a deadline hangs on `session`."""
    by_deadline = Deadline.objects.filter(session=session).values_list("mandate_id", flat=True)
    by_obligation = ReportingObligation.objects.filter(named_sessions=session).values_list("mandate_id", flat=True)
    return sorted({*by_deadline, *by_obligation})


def mandates_counting_from(session: Session) -> set[int]:
    """The mandates whose dates may move with `session`: by a deadline, a report, a term that begins or ends with it, or
    a text adopted there. The Third Committee's days count for the session of the Assembly to which it belongs.

    The session before is over when this one opens, where its own end is not known. Appointments and reports on visits
    may go to this session from one nearby; a stream that is followed since a day near it may begin with it."""
    if session.kind == Session.Kind.ORGANIZATIONAL:
        return set()
    alike = list(Session.objects.filter(body=session.body, number=session.number))
    regular = Session.objects.filter(body=session.body, kind=Session.Kind.REGULAR)
    alike += regular.filter(number=session.number - 1, closes_on=None)
    nearby = regular.filter(number__range=(session.number - 9, session.number + 9))
    beside = regular.filter(number__range=(session.number - 1, session.number + 1))
    by_text = Q(actions__resolution__session__in=alike) | Q(reports__session__in=alike)
    by_term = Q(actions__effective_session__in=alike) | Q(actions__until_session__in=alike)
    ids = set(Mandate.objects.filter(by_text).values_list("pk", flat=True))
    ids.update(Mandate.objects.filter(by_term | Q(renewal_session__in=alike)).values_list("pk", flat=True))
    movable = Q(holder__isnull=False, session__in=beside) | Q(visit__isnull=False, session__in=nearby)
    ids.update(Deadline.objects.filter(movable).values_list("mandate", flat=True))
    if session.opens_on:
        since = (session.opens_on - NEAR, session.opens_on + NEAR)
        begun = ReportingObligation.objects.filter(followed_since__range=since, mandate__renewal_session=None)
        ids.update(begun.values_list("mandate", flat=True))
    return ids.union(*(mandates_hanging_on(row) for row in alike))
