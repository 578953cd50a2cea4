"""What a person of the office is to know though nothing falls due: told once a change, read once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .follows import Follow
from .log import PLACES, LogEntry


class NoticeQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)

    def for_person(self, person):
        return self.filter(person=person)

    def to_mail(self, since):
        """Those not read and not mailed yet, from the moment `since` on, of people whom mail reaches."""
        waiting = self.unread().filter(sent=None, created_at__gte=since, person__is_active=True)
        return waiting.exclude(person__email="").select_related("person")

    def with_row_facts(self):
        """With the entry of the log that each tells of, its place on the desk, and for what the person was told."""
        return (
            self.select_related(*(f"entry__{name}" for name in PLACES))
            .defer("entry__resolution__original_text")
            .prefetch_related(models.Prefetch("follows", Follow.objects.with_row_facts()))
        )


class Notice(models.Model):
    """A notice to one person of one change, `entry`. The first line says what was done, the rest which dates moved.

    `is_own`: it changed something under the person's own feet, and is mailed at once. Otherwise the person hears of it
    for what `follows` names, in the mail of the day where that is wanted, and here."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("person")
    )
    text = models.TextField(_("text"))
    entry = models.ForeignKey(
        LogEntry, models.CASCADE, null=True, blank=True, related_name="notices", verbose_name=_("log entry")
    )
    is_own = models.BooleanField(_("of the person’s own"), default=True)
    follows = models.ManyToManyField(Follow, blank=True, related_name="notices", verbose_name=_("followed"))
    created_at = models.DateTimeField(_("told"), auto_now_add=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name, verbose_name_plural = _("notice"), _("notices")
        constraints = [models.UniqueConstraint(fields=["person", "entry"], name="person_is_told_once_of_a_change")]
        indexes = [models.Index(fields=["person"], condition=Q(read_at=None), name="unread_by_person")]

    def __str__(self):
        return self.heading

    @property
    def heading(self):
        return self.text.partition("\n")[0]

    @property
    def lines(self):
        """The dates that moved, one a line."""
        return self.text.splitlines()[1:]
