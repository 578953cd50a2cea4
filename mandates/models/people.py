"""The people of the office and their units."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import one_of


class UnitQuerySet(models.QuerySet):
    def head_is_closed(self):
        """Those whose head’s account is closed: what a head is told reaches nobody there."""
        return self.filter(head__is_active=False)


class Unit(models.Model):
    """A unit of the office, with its head, who hears of what is late."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    head = models.ForeignKey(
        "User", models.SET_NULL, null=True, blank=True, related_name="heads", verbose_name=_("head of unit")
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name, verbose_name_plural = _("unit"), _("units")

    def __str__(self):
        return self.name


class Role(models.TextChoices):
    OFFICER = "officer", _("desk officer")
    HEAD = "head", _("head of unit")
    ADMINISTRATOR = "administrator", _("administrator")


class User(AbstractUser):
    """A member of staff. `is_demonstration` marks accounts that only `demo` makes and offers."""

    role = models.CharField(_("role"), max_length=14, choices=Role, default=Role.OFFICER)
    unit = models.ForeignKey(
        Unit, models.SET_NULL, null=True, blank=True, related_name="people", verbose_name=_("unit")
    )
    language = models.CharField(
        _("language"), max_length=8, blank=True, help_text=_("Of pages and mails. Empty: as the browser asks.")
    )
    is_demonstration = models.BooleanField(_("demonstration account"), default=False, editable=False)

    class Meta(AbstractUser.Meta):
        ordering = ["last_name", "first_name", "username"]
        constraints = [one_of("role", Role, "user_role_is_known")]

    def __str__(self):
        return self.get_full_name() or self.username

    @property
    def short_name(self):
        """As lists print it: R. Okonjo."""
        return f"{self.first_name[0]}. {self.last_name}" if self.first_name and self.last_name else str(self)
