"""Whether anybody sends: every worker with its last sign of life, and an answer for monitoring."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mandates import clock
from mandates.models import Mail, WorkerHeartbeat


@never_cache
@require_safe
def workers(request):
    """Every worker, newest first; red where none was seen within its time."""
    at = clock.now()
    rows = list(WorkerHeartbeat.objects.all()[:50])
    for row in rows:
        row.mark, row.is_missed = ("shut", False) if row.stopped_at else ("done", False)
        if not row.stopped_at and row.expected_by < at:
            row.mark, row.is_missed = "late", True
    context = {
        "rows": rows,
        "is_alive": WorkerHeartbeat.objects.alive(at).exists(),
        "last": rows[0].seen_at if rows else None,
        "waiting": Mail.objects.to_send(at).count(),
        "to_look_at": Mail.objects.to_look_at().count(),
    }
    return render(request, "workers.html", context)


@never_cache
@login_not_required
@require_safe
def health(request):
    """For monitoring: 200 “sending” where a worker or run was seen within its time, 503 “nobody sends” otherwise."""
    if WorkerHeartbeat.objects.alive(clock.now()).exists():
        return HttpResponse("sending\n", content_type="text/plain; charset=utf-8")
    return HttpResponse("nobody sends\n", status=503, content_type="text/plain; charset=utf-8")
