"""Lists that a person keeps under a name, and what became of them on each Monday."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .fields import one_of
from .reminders import Mail

KEPT_LISTS = ["deadlines", "mandates", "renewals", "reports", "requests", "resolutions"]  # by the names of their pages


class SavedViewQuerySet(models.QuerySet):
    def to_look_at(self, monday):
        """Those that go by mail on `monday`, chosen before it, and were not looked at for it yet."""
        looked_at = MondayLook.objects.filter(view=OuterRef("pk"), monday=monday)
        return self.filter(~Exists(looked_at), mailed_since__lt=monday)


class SavedView(models.Model):
    """A filtered list under a name of its person: which list, and the query of its address as it was asked.

    What the query says in relation to today ("the next 7 days") stays so. `mailed_since` is the day on which the person
    chose to have it by mail on Mondays, from the next one on; None where it is not mailed."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=80)
    of = models.CharField(_("list"), max_length=12)
    query = models.TextField(_("query"), blank=True)
    mailed_since = models.DateField(_("by mail on Mondays, chosen on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    made_at = models.DateTimeField(_("saved"), auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name, verbose_name_plural = _("saved view"), _("saved views")
        constraints = [
            one_of("of", KEPT_LISTS, "saved_view_is_of_a_known_list"),
            models.UniqueConstraint(fields=["person", "name"], name="saved_view_has_a_name_of_its_own"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{self.list_at}?{self.query}" if self.query else self.list_at

    @property
    def list_at(self):
        """The address of the list, without any filter."""
        return reverse(self.of)


class MondayLook(models.Model):
    """That a view was looked at for the mail of one Monday: once. `mail` is None where the list was empty, so that no
    mail went, or where it was empty by the time the mail was to go."""

    view = models.ForeignKey(SavedView, models.CASCADE, related_name="looks", verbose_name=_("view"))
    monday = models.DateField(_("Monday"))
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True, blank=True, related_name="looks", verbose_name=_("mail"))

    class Meta:
        ordering = ["-monday", "-pk"]
        verbose_name, verbose_name_plural = _("look at a view"), _("looks at views")
        constraints = [models.UniqueConstraint(fields=["view", "monday"], name="view_is_looked_at_once_a_monday")]

    def __str__(self):
        return f"{self.view}, {self.monday}"


def monday_of(day: date) -> date:
    """The Monday of the week of `day`."""
    return date.fromordinal(day.toordinal() - day.weekday())
