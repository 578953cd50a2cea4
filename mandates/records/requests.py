"""Confirming and rejecting a request that the reader found."""

from django.db import transaction
from django.utils import timezone

from mandates.models import LogEntry, Request, Standing, User

from .log import logged


@transaction.atomic
def _decide(request: Request, standing: str, what: str, *, by: User, why: str = "") -> LogEntry | None:
    decided = Request.objects.suggested().filter(pk=request.pk)
    if not decided.update(standing=standing, confirmed_by=by, confirmed_at=timezone.now()):
        return None
    return logged(what, by=by, why=why, request=request, mandate=request.mandate)


def confirm_request(request: Request, *, by: User) -> LogEntry | None:
    """A person agrees that the text asks this. None where a colleague had decided first."""
    return _decide(request, Standing.CONFIRMED, "confirmed", by=by)


def reject_request(request: Request, *, by: User, why: str = "") -> LogEntry | None:
    """A person says that the text does not ask this. None where a colleague had decided first."""
    return _decide(request, Standing.REJECTED, "rejected", by=by, why=why)
