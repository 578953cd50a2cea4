"""Who sends: each worker and each run leaves a sign of life."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WorkerHeartbeatQuerySet(models.QuerySet):
    def alive(self, at):
        """Seen within its own time at the moment `at`, and not stopped."""
        return self.filter(stopped_at=None, expected_by__gte=at)

    def without_fault(self):
        return self.filter(failing_since=None)

    def missed(self, at):
        """Should have been seen again by the moment `at`, and was not."""
        return self.filter(stopped_at=None, expected_by__lt=at)


class WorkerHeartbeat(models.Model):
    """A worker, or the place of runs by cron: when it was last seen, and by when it has to be seen again.

    `fault` is what went wrong at its last look, again and again since the moment `failing_since`."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    is_watching = models.BooleanField(_("stays and watches"), default=False)
    started_at = models.DateTimeField(_("started"))
    seen_at = models.DateTimeField(_("last seen"))
    expected_by = models.DateTimeField(_("expected again by"))
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True)
    did = models.CharField(_("what it did"), max_length=250, blank=True)
    fault = models.CharField(_("what went wrong"), max_length=250, blank=True)
    failing_since = models.DateTimeField(_("goes wrong since"), null=True, blank=True)

    objects = WorkerHeartbeatQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_at"]
        verbose_name, verbose_name_plural = _("worker"), _("workers")
        constraints = [
            models.CheckConstraint(condition=Q(expected_by__gte=models.F("seen_at")), name="worker_is_expected_later")
        ]

    def __str__(self):
        return self.name
