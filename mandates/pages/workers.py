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
    """Every worker, newest first; red where none was seen within its time, or each of those meets a fault."""
    at = clock.now()
    rows = list(WorkerHeartbeat.objects.all()[:50])
    for row in rows:
        row.mark, row.is_missed = ("shut", False) if row.stopped_at else ("done", False)
        if not row.stopped_at and row.expected_by < at:
            row.mark, row.is_missed = "late", True
        row.is_failing = bool(row.failing_since) and not row.stopped_at and not row.is_missed
        if row.is_failing:
            row.mark = "late"
    alive = WorkerHeartbeat.objects.alive(at)
    context = {
        "rows": rows,
        "is_alive": alive.exists(),
        "is_well": alive.without_fault().exists(),
        "last": rows[0].seen_at if rows else None,
        "waiting": Mail.objects.to_send(at).count(),
        "to_look_at": Mail.objects.to_look_at().count(),
    }
    return render(request, "workers.html", context)


@never_cache
@login_not_required
@require_safe
def health(request):
    """For monitoring: 200 “sending” where a worker or run was seen within its time and met no fault. 503 “something
    wrong” where each of those meets one, “nobody sends” where none was seen. It says no more than that."""
    alive = WorkerHeartbeat.objects.alive(clock.now())
    if alive.without_fault().exists():
        return HttpResponse("sending\n", content_type="text/plain; charset=utf-8")
    words = "something goes wrong\n" if alive.exists() else "nobody sends\n"
    return HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
