"""What was sent to whom because of which date: claimed before sending, settled after."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .deadlines import Deadline
from .fields import one_of


class Mail(models.Model):
    """One digest to one person."""

    class State(models.TextChoices):
        CLAIMED = "claimed", _("being sent")
        SENT = "sent", _("accepted by the mail server")
        FAILED = "failed", _("not accepted")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mails", verbose_name=_("person"))
    on = models.DateField(_("day"))
    to = models.EmailField(_("address"))
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.CLAIMED)
    claimed_at = models.DateTimeField(_("claimed"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    error = models.TextField(_("what the mail server said"), blank=True)

    class Meta:
        ordering = ["-claimed_at", "-pk"]
        verbose_name, verbose_name_plural = _("mail"), _("mails")
        constraints = [one_of("state", ["claimed", "sent", "failed"], "mail_state_is_known")]

    def __str__(self):
        return f"{self.to}: {self.subject}"


class Reminder(models.Model):
    """One (deadline, its due date, rule, lead, person): told once, whatever happens. A moved date reminds anew."""

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="reminders", verbose_name=_("deadline"))
    due_on = models.DateField(
        _("due date when it was told"), help_text=_("The last day in time, where no day is known.")
    )
    rule_code = models.CharField(_("rule"), max_length=8)
    lead = models.SmallIntegerField(_("days before"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders", verbose_name=_("person")
    )
    mail = models.ForeignKey(Mail, models.CASCADE, related_name="reminders", verbose_name=_("mail"))

    class Meta:
        ordering = ["-pk"]
        verbose_name, verbose_name_plural = _("reminder"), _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["deadline", "due_on", "rule_code", "lead", "person"], name="reminder_is_sent_once"
            )
        ]

    def __str__(self):
        return f"{self.deadline}, {self.lead} → {self.person}"
