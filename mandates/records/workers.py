"""Signs of life of those who send."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce

from mandates.models import WorkerHeartbeat

KEPT = timedelta(days=7)  # a worker that was not seen for so long is forgotten
FROM_RUN_TO_RUN = timedelta(hours=26)  # a run once a day, and what a day of 25 hours and a long run add


def beat(
    name: str, *, at: datetime, within: timedelta = FROM_RUN_TO_RUN, did: str = "", is_watching: bool = False
) -> None:
    """Record that `name` was seen at the moment `at` and will be seen again `within` so long. `did` "" keeps what it
    did last."""
    seen = {"seen_at": at, "expected_by": at + within, "stopped_at": None, "is_watching": is_watching}
    if did:
        seen["did"] = did[:250]
    WorkerHeartbeat.objects.update_or_create(name=name, defaults=seen, create_defaults={"started_at": at, **seen})


def keep_fault(name: str, fault: str, *, at: datetime) -> None:
    """Record what went wrong when `name` looked at the moment `at`, and since when something does; "" where all went
    well."""
    since = Coalesce("failing_since", Value(at)) if fault else None
    WorkerHeartbeat.objects.filter(name=name).update(fault=fault[:250], failing_since=since)


@transaction.atomic
def stopped(name: str, *, at: datetime) -> None:
    """Record that `name` stopped as it was asked to: nobody expects it any more. Forgets those long gone."""
    WorkerHeartbeat.objects.filter(name=name).update(stopped_at=at, seen_at=at, expected_by=at)
    WorkerHeartbeat.objects.filter(is_watching=True, seen_at__lt=at - KEPT).delete()
