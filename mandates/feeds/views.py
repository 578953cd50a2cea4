"""The feeds themselves: a person's, under a secret address, and the public one."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db.models import F, Q
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mandates import clock
from mandates.lists.deadlines import whose
from mandates.models import Deadline, HandOver, Rule, Session
from mandates.permissions import deadlines_for
from mandates.planning.rules import ADOPTION, CALL, DIALOGUE, INPUTS, VISITS

from .answers import Revoked, answered, feed_at, gone, mandates_asked
from .events import calendar_of, public_event, session_event, step_event

MOST_EVENTS = 2_000  # nobody looks at more; what lies furthest ahead waits for its time
SEEN_BACK = timedelta(days=90)  # sessions and public dates that are over stay so long


@login_not_required
@require_safe
def personal(request, secret):
    """The open deadlines of whoever the address belongs to, and what is suggested ahead, as tentative.

    404 for an address that we never gave; 410, for good, for one that was revoked or whose person has left."""
    try:
        feed = feed_at(secret)
    except Revoked:
        return gone()
    today = clock.today()
    ahead = Deadline.objects.suggested().filter(due_on__gte=today)
    acting = HandOver.objects.acting(today)
    deadlines = whose(deadlines_for(feed.person), feed.whose, feed.person, acting)
    shown = (deadlines & (Deadline.objects.open() | ahead)).filter(due_on__isnull=False)
    rows = shown.with_row_facts().order_by("due_on", "pk")[:MOST_EVENTS]
    events = [step_event(row, acting.officer(row), alarms=feed.alarms) for row in rows]
    events += [session_event(session) for session in _sessions(today)]
    response = _answer(request, calendar_of(_("Mandate Desk"), events))
    patch_cache_control(response, private=True, no_cache=True)
    return response


@login_not_required
@require_safe
def public(request):
    """Sessions, renewals, presentations and calls for inputs of what is confirmed; nothing that is internal.

    `?mandate=` its short form in addresses, `?q=` words of its name: a feed for a theme."""
    today = clock.today()
    since = today - SEEN_BACK
    deadlines = public_steps().filter(
        Q(due_on__gte=since) | Q(window_ends__gte=since) | Q(due_on=None, session__opens_on__gte=since)
    )
    if (mandates := mandates_asked(request.GET)) is not None:
        deadlines = deadlines.filter(mandate__in=mandates.values("pk"))
    rows = deadlines.select_related("mandate", "rule", "session", "source_resolution")
    rows = rows.order_by(F("due_on").asc(nulls_last=True), "pk")[:MOST_EVENTS]
    events = [session_event(session) for session in _sessions(today)]
    events += [public_event(row) for row in rows]
    response = _answer(request, calendar_of(_("Human Rights Council: mandates"), events))
    patch_cache_control(response, public=True, max_age=3600)
    return response


def public_steps():
    """Renewals, presentations, and calls for inputs that a person recorded as published, with the end of such a call.

    A call that is only planned is a date of the office, not of the public."""
    rules = list(Rule.objects.filter(is_on=True).exclude(applies_to=VISITS).values_list("stage", "pk"))

    def by(*stages):
        return Q(rule__in=[pk for stage, pk in rules if stage in stages])

    steps = Deadline.objects.filter(standing__in=[Deadline.Standing.FOLLOWED, Deadline.Standing.MET])
    called = steps.filter(by(CALL), met_on__isnull=False)
    published = by(CALL) & Q(met_on__isnull=False)
    closing = by(INPUTS) & Q(report__in=called.values("report"))
    return steps.filter(by(DIALOGUE, ADOPTION) | published | closing)


def _sessions(today):
    """The Council's sessions, and the Assembly's with its Third Committee, that are not long over."""
    dated = Session.objects.filter(body__in=["HRC", "GA"]).exclude(kind=Session.Kind.ORGANIZATIONAL)
    return dated.filter(Q(closes_on__gte=today - SEEN_BACK) | Q(closes_on=None, opens_on__gte=today - SEEN_BACK))


def _answer(request, body: bytes):
    return answered(request, body, kind="text/calendar", filename="mandate-desk.ics")
