"""What a person chose about the own mail, on top of the rules."""

from django.conf import settings
from django.core.validators import int_list_validator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .deadlines import Deadline
from .fields import one_of
from .mandates import Mandate


class MailHabit(models.Model):
    """When a person gets mail at all. Without a row: at any hour, on every day, digests and notices both."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_habit", verbose_name=_("person")
    )
    digest = models.BooleanField(_("mail of what is due"), default=True)
    notices = models.BooleanField(_("mail at once when a session moves"), default=True)
    views = models.BooleanField(_("Monday mail of my saved views"), default=True)
    from_hour = models.TimeField(_("not before"), null=True, blank=True, help_text=_("In Geneva’s time."))
    working_days_only = models.BooleanField(
        _("on working days only"),
        default=False,
        help_text=_("What falls on another day is told on the working day before it; what is late, on the one after."),
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name, verbose_name_plural = _("mail habit"), _("mail habits")

    def __str__(self):
        return str(self.person)


class ReminderChoice(models.Model):
    """Whether and how long before a person is told of one kind of step, of one mandate, of both together, or, as a
    default of one's own, of every step of any mandate.

    It holds for the dates that are the person's own to meet; what a head of unit is told follows the rules."""

    class Kind(models.TextChoices):
        OWN = "own", _("what we do for a report")
        OTHERS = "others", _("what others publish")
        RENEWAL = "renewal", _("steps of a renewal")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminder_choices", verbose_name=_("person")
    )
    kind = models.CharField(_("kind of step"), max_length=8, choices=Kind, blank=True)
    mandate = models.ForeignKey(
        Mandate, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("mandate")
    )
    is_on = models.BooleanField(_("told by mail"), default=True)
    leads = models.CharField(
        _("days before"),
        max_length=40,
        blank=True,
        validators=[int_list_validator(allow_negative=True)],
        help_text=_("28,14,7,1; a minus sign means days after. Empty: as the rule has it."),
    )

    class Meta:
        ordering = ["mandate__name", "kind"]
        verbose_name, verbose_name_plural = _("choice of reminders"), _("choices of reminders")
        constraints = [
            one_of("kind", ["own", "others", "renewal"], "reminder_choice_kind_is_known"),
            models.UniqueConstraint(
                fields=["person", "kind", "mandate"],
                condition=Q(mandate__isnull=False),
                name="choice_is_made_once_for_a_mandate",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(mandate=None), name="choice_is_made_once_for_a_kind"
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.get_kind_display()} {self.mandate or ''}".strip()


class Recall(models.Model):
    """“Tell me again on this day, whatever happens”: also of what is met, moved, snoozed or an estimate by then."""

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="recalls", verbose_name=_("deadline"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="recalls", verbose_name=_("person")
    )
    on = models.DateField(_("day"))
    why = models.CharField(_("note to myself"), max_length=250, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["on", "pk"]
        verbose_name, verbose_name_plural = _("recall"), _("recalls")
        constraints = [
            models.UniqueConstraint(fields=["deadline", "person", "on"], name="recall_is_asked_once_for_a_day")
        ]

    def __str__(self):
        return f"{self.deadline}, {self.on} → {self.person}"
