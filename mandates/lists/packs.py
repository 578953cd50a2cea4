"""Everything about one session: reports, oral updates, panels, renewals and deadlines, each as an ordered queryset."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet

from mandates.models import Deadline, Mandate, MandateAction, Panel, Report, Resolution, Session, Standing

from .mandates import belonging_to
from .reports import ORAL, PANELS, with_row_facts


@dataclass(frozen=True, slots=True)
class SessionPack:
    """What hangs on `session` in the mandates of a reader's choice.

    `panels` are those that texts convene at it, `panel_reports` the reports on such; `renewals` are the mandates that
    it decides on; `decided` what its texts did to mandates."""

    session: Session
    reports: QuerySet
    addenda: QuerySet
    oral_updates: QuerySet
    panels: QuerySet
    panel_reports: QuerySet
    renewals: QuerySet
    decided: QuerySet
    deadlines: QuerySet


def pack_of(session: Session, mandates: QuerySet, today: date) -> SessionPack:
    """The pack of `session` for `mandates`. Deadlines: what is open, suggested ahead, or met."""
    owned = belonging_to(mandates)
    known = with_row_facts(Report.objects.filter(owned, session=session)).order_by("mandate__name", "pk")
    alive = known.filter(parent=None).exclude(obligation__standing=Standing.REJECTED)
    spoken, on_panels = Q(obligation__kind__in=ORAL), Q(obligation__kind__in=PANELS)
    ahead = Q(standing=Deadline.Standing.SUGGESTED, met_on=None) & (Q(due_on__gte=today) | Q(due_on=None))
    shown = Q(standing__in=[Deadline.Standing.FOLLOWED, Deadline.Standing.MET]) | ahead
    return SessionPack(
        session=session,
        reports=alive.exclude(spoken | on_panels),
        addenda=known.exclude(parent=None),
        oral_updates=alive.filter(spoken),
        panels=_panels(session, mandates),
        panel_reports=alive.filter(on_panels),
        renewals=mandates.filter(renewal_session=session).with_row_facts().order_by("name"),
        decided=MandateAction.objects.filter(owned, resolution__session=session)
        .exclude(what=MandateAction.What.THEME)
        .select_related("mandate", "resolution", "paragraph")
        .order_by("mandate__name", "pk"),
        deadlines=Deadline.objects.filter(shown, owned, session=session)
        .with_row_facts()
        .order_by(F("due_on").asc(nulls_last=True), "mandate__name", "pk"),
    )


def _panels(session: Session, mandates: QuerySet) -> QuerySet:
    """The panels convened at `session`, each with the mandates (`resolution.actions`) that its text is about. Where
    `mandates` are not all there are, those of other texts, and of texts about no mandate, are left out."""
    panels = Panel.objects.filter(session=session)
    if mandates.query.where:
        of_these = MandateAction.objects.filter(belonging_to(mandates)).values("resolution")
        panels = panels.filter(resolution__in=of_these)
    about = MandateAction.objects.select_related("mandate").order_by("mandate__name", "pk")
    return (
        panels.select_related("resolution", "paragraph")
        .prefetch_related(Prefetch("resolution__actions", about))
        .order_by("resolution__symbol", "pk")
    )


def mandates_of(text: Resolution) -> list[Mandate]:
    """The mandates that `text` is about, each once, from the rows of `text.actions` that are there already."""
    return list(dict.fromkeys(action.mandate for action in text.actions.all()))
