"""Addresses under which a person's calendar program reads the desk."""

import secrets

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import one_of

# The address carries a signature that the database does not keep: who reads a copy of the database reads no feed.
_SIGNER = Signer(salt="calendar feed", sep=".")


def new_code() -> str:
    return secrets.token_urlsafe(18)


class CalendarFeedQuerySet(models.QuerySet):
    def running(self):
        return self.filter(revoked_at=None)

    def at(self, secret: str):
        """The feed whose address holds `secret`; none where the signature is not ours."""
        try:
            return self.filter(code=_SIGNER.unsign(secret))
        except BadSignature:
            return self.none()


class CalendarFeed(models.Model):
    """A secret address of one person; at most one runs. It is renewed by revoking it and making another."""

    class Whose(models.TextChoices):
        MINE = "me", _("my own deadlines")
        UNIT = "unit", _("my unit’s deadlines")
        ALL = "all", _("everybody’s deadlines")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feeds", verbose_name=_("person")
    )
    code = models.CharField(max_length=40, unique=True, default=new_code, editable=False)
    whose = models.CharField(_("whose"), max_length=4, choices=Whose, default=Whose.MINE)
    alarms = models.BooleanField(_("with alarms"), default=False)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name, verbose_name_plural = _("calendar feed"), _("calendar feeds")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(revoked_at=None), name="one_calendar_feed_a_person"
            ),
            one_of("whose", ["me", "unit", "all"], "calendar_feed_whose_is_known"),
        ]

    def __str__(self):
        return f"{self.person}, {self.get_whose_display()}"

    @property
    def secret(self) -> str:
        """What its address holds."""
        return _SIGNER.sign(self.code)
