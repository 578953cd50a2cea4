"""What lives on of a mandate that a text merges or replaces, and how it goes over to the mandate that takes it over.

Streams and requests go with their sources, what people confirmed and noted, and their open dates. Reports of which
nothing is open any more stay, with their dates, with the mandate that gave them. What the other mandate has from its
own text is not taken over twice: it ends here."""

from dataclasses import dataclass, field
from hashlib import blake2b

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mandates import clock
from mandates.models import Deadline, Mandate, MandateAction, Report, ReportingObligation, Request
from mandates.reading import ReadRequest

from .obligations import same_request, same_stream

WITH_SOURCES = ("sources__resolution", "named_sessions")


@dataclass(slots=True)
class GoingOver:
    """What goes over to the mandate `into`: streams and requests, with so many open dates. Those that are repeated it
    has from its own text."""

    into: Mandate
    streams: list[ReportingObligation] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    repeated_streams: list[ReportingObligation] = field(default_factory=list)
    repeated_requests: list[Request] = field(default_factory=list)
    dates: int = 0

    @property
    def repeated(self) -> list[ReportingObligation | Request]:
        return [*self.repeated_streams, *self.repeated_requests]

    @property
    def number(self) -> int:
        return len(self.streams) + len(self.requests)

    @property
    def fingerprint(self) -> str:
        """The same for the same streams and requests to the same mandate."""
        rows = [*self.streams, *self.requests, *self.repeated]
        parts = [str(self.into.pk), *sorted(f"{row._meta.model_name}{row.pk}" for row in rows)]
        return blake2b("|".join(parts).encode(), digest_size=4).hexdigest()

    @property
    def words(self) -> str:
        """ "2 streams of reports and 3 requests, with 5 open dates"."""
        streams, requests, dates = len(self.streams), len(self.requests), self.dates
        counted = _("%(streams)s and %(requests)s") % {
            "streams": ngettext("%d stream of reports", "%d streams of reports", streams) % streams,
            "requests": ngettext("%d request", "%d requests", requests) % requests,
        }
        return f"{counted}, {ngettext('with %d open date', 'with %d open dates', dates) % dates}"


def _open() -> Q:
    Standing = Deadline.Standing
    return Q(met_on=None, standing__in=[Standing.FOLLOWED, Standing.SUGGESTED])


def _living_on(mandate: Mandate):
    """The streams of `mandate` that live on: all in force but those that asked once and were given."""
    dates = mandate.deadlines.filter(obligation=OuterRef("pk")).order_by()
    asked_once = Q(recurrence="once") | Q(recurrence="") & (Q(named_sessions__isnull=False) | ~Q(by_date=None))
    given = mandate.obligations.filter(asked_once, Exists(dates)).exclude(Exists(dates.filter(_open())))
    in_force = mandate.obligations.in_force().select_related("addressee").prefetch_related(*WITH_SOURCES)
    return in_force.exclude(pk__in=given.values("pk"))


def going_over(mandate: Mandate, into: Mandate) -> GoingOver:
    """What would go over from `mandate` to `into` as things stand."""
    found = GoingOver(into)
    for stream in _living_on(mandate):
        named = bool(stream.named_sessions.all())
        place = (stream.addressee, stream.recipient, stream.kind, stream.recurrence or None, named)
        (found.repeated_streams if same_stream(into, *place) else found.streams).append(stream)
    known = list(into.requests.in_force().prefetch_related("addressees"))
    for request in mandate.requests.in_force().prefetch_related("addressees", "sources__resolution"):
        names = tuple(addressee.name for addressee in request.addressees.all())
        is_there = same_request(known, ReadRequest("", request.verb, names, request.text))
        (found.repeated_requests if is_there else found.requests).append(request)
    found.dates = mandate.deadlines.filter(_open(), obligation__in=found.streams).count()
    return found


def go_over(action: MandateAction, going: GoingOver) -> None:
    """Move what goes over by `action`, and keep with it what that was. Replanning both mandates is the caller's."""
    is_open = Deadline.objects.filter(_open(), report=OuterRef("pk"))
    told_here = Report.objects.filter(obligation__in=going.streams).exclude(Exists(is_open))
    _move(action.mandate, going.streams, going.requests, told_here, into=going.into)
    _update(going.repeated_streams, going.repeated_requests, ended_on=clock.today())
    action.into = going.into
    action.save(update_fields=["into"])
    action.moved_obligations.set([*going.streams, *going.repeated_streams])
    action.moved_requests.set([*going.requests, *going.repeated_requests])


def bring_back(action: MandateAction) -> Mandate | None:
    """Take back what went over by `action`, as far as it is still where it went; gives the mandate that had it."""
    into = action.into
    if into is None:
        return None
    streams = list(action.moved_obligations.filter(mandate=into))
    requests = list(action.moved_requests.filter(mandate=into))
    _move(into, streams, requests, Report.objects.none(), into=action.mandate)
    own = {"mandate": action.mandate_id}
    _update(action.moved_obligations.filter(**own), action.moved_requests.filter(**own), ended_on=None)
    return into


def _move(mandate: Mandate, streams, requests, staying, *, into: Mandate) -> None:
    """Let streams and requests of `mandate` belong to `into`, with the reports and dates that it has of them, apart
    from the reports `staying`."""
    stay = list(staying.values_list("pk", flat=True))
    dates = mandate.deadlines.filter(obligation__in=streams).exclude(report__in=stay)
    dates.update(mandate=into, plan_digest=0, changed_at=timezone.now())
    reports = mandate.reports.filter(Q(obligation__in=streams) | Q(parent__obligation__in=streams))
    reports.exclude(Q(pk__in=stay) | Q(parent__in=stay)).update(mandate=into)
    _update(streams, requests, mandate=into)


def _update(streams, requests, **new) -> None:
    ReportingObligation.objects.filter(pk__in=[row.pk for row in streams]).update(**new)
    Request.objects.filter(pk__in=[row.pk for row in requests]).update(**new)
