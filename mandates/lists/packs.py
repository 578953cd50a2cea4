"""Everything about one session: reports, oral updates, panels, renewals and deadlines, each as an ordered queryset."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from mandates.models import Deadline, MandateAction, Report, Session, Standing

from .mandates import belonging_to
from .reports import ORAL, PANELS, with_row_facts


@dataclass(frozen=True, slots=True)
class SessionPack:
    """What hangs on `session` in the mandates of a reader's choice.

    `renewals` are the mandates that it decides on; `decided` what its texts did to mandates."""

    session: Session
    reports: QuerySet
    addenda: QuerySet
    oral_updates: QuerySet
    panels: QuerySet
    renewals: QuerySet
    decided: QuerySet
    deadlines: QuerySet


def pack_of(session: Session, mandates: QuerySet, today: date) -> SessionPack:
    """The pack of `session` for `mandates`. Deadlines: what is open, suggested ahead, or met."""
    owned = belonging_to(mandates)
    known = with_row_facts(Report.objects.filter(owned, session=session)).order_by("mandate__name", "pk")
    alive = known.filter(parent=None).exclude(obligation__standing=Standing.REJECTED)
    spoken, panels = Q(obligation__kind__in=ORAL), Q(obligation__kind__in=PANELS)
    ahead = Q(standing=Deadline.Standing.SUGGESTED, met_on=None) & (Q(due_on__gte=today) | Q(due_on=None))
    shown = Q(standing__in=[Deadline.Standing.FOLLOWED, Deadline.Standing.MET]) | ahead
    return SessionPack(
        session=session,
        reports=alive.exclude(spoken | panels),
        addenda=known.exclude(parent=None),
        oral_updates=alive.filter(spoken),
        panels=alive.filter(panels),
        renewals=mandates.filter(renewal_session=session).with_row_facts().order_by("name"),
        decided=MandateAction.objects.filter(owned, resolution__session=session)
        .exclude(what=MandateAction.What.THEME)
        .select_related("mandate", "resolution", "paragraph")
        .order_by("mandate__name", "pk"),
        deadlines=Deadline.objects.filter(shown, owned, session=session)
        .with_row_facts()
        .order_by(F("due_on").asc(nulls_last=True), "mandate__name", "pk"),
    )
