"""What was sent to whom because of which date: kept before sending, claimed by one worker, settled after."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .deadlines import Deadline
from .fields import one_of
from .notices import Notice

RECALLED, SNOOZED_AGAIN = "recall", "snoozed"  # what stands in a reminder's `rule_code` where no rule is the reason


class MailQuerySet(models.QuerySet):
    def to_send(self, at):
        """Not accepted yet, and the pause after the last try is over at the moment `at`."""
        return self.filter(state__in=Mail.PENDING).filter(Q(next_attempt_at=None) | Q(next_attempt_at__lte=at))

    def digests_of(self, day):
        """The digests with which people were told of the day, and which can be joined no more. One that was not needed
        in the end told nothing."""
        over = [Mail.State.WAITING, Mail.State.FAILED, Mail.State.MOOT]
        return self.filter(kind=Mail.Kind.DIGEST, begun_on=day).exclude(state__in=over)

    def to_look_at(self):
        """Those with which a person has to do something: given up, in doubt, or come back."""
        return self.filter(state__in=Mail.TO_LOOK_AT)


class Mail(models.Model):
    """One mail to one person: the digest of a day, a notice of what changed under somebody's feet, the saved views of a
    Monday.

    `claimed_by` is the worker that has it in hand. `handed_at` is set just before its content goes to the mail server:
    claimed and not handed over, it was certainly not sent; handed over and not settled, nobody knows."""

    class Kind(models.TextChoices):
        DIGEST = "digest", _("digest")
        NOTICE = "notice", _("notice")
        VIEWS = "views", _("saved views")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be sent")
        CLAIMED = "claimed", _("being sent")
        SENT = "sent", _("accepted by the mail server")
        FAILED = "failed", _("not accepted, tried again later")
        DEAD = "dead", _("given up")
        DOUBT = "doubt", _("in doubt")
        DELAYED = "delayed", _("delayed on its way")
        BOUNCED = "bounced", _("came back")
        MOOT = "moot", _("not needed any more")

    PENDING = [State.WAITING, State.FAILED]
    TO_LOOK_AT = [State.DEAD, State.DOUBT, State.BOUNCED]

    # Protected: what was sent to whom is proof, and outlasts an account, which is closed and never deleted then.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mails", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=6, choices=Kind, default=Kind.DIGEST)
    on = models.DateField(_("day"))
    # The day of which it tells; `on` goes along with later tries.
    begun_on = models.DateField(_("day of which it tells"), null=True, editable=False)
    to = models.EmailField(_("address"))
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    text = models.TextField(_("text"), blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_attempt_at = models.DateTimeField(_("tried again from"), null=True, blank=True)
    claimed_by = models.CharField(_("in the hands of"), max_length=80, blank=True)
    claimed_at = models.DateTimeField(_("claimed"), default=timezone.now)
    handed_at = models.DateTimeField(_("handed to the mail server"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    returned_at = models.DateTimeField(_("reported on"), null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True)
    error = models.TextField(_("what the mail server said"), blank=True)
    asked_again_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    asked_again = models.PositiveSmallIntegerField(_("times sent again by a person"), default=0, editable=False)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["-claimed_at", "-pk"]
        verbose_name, verbose_name_plural = _("mail"), _("mails")
        constraints = [
            one_of(
                "state",
                ["waiting", "claimed", "sent", "failed", "dead", "doubt", "delayed", "bounced", "moot"],
                "mail_state_is_known",
            ),
            one_of("kind", ["digest", "notice", "views"], "mail_kind_is_known"),
        ]
        indexes = [
            models.Index(fields=["-claimed_at", "-id"], name="mail_by_newest"),
            models.Index(fields=["state", "next_attempt_at"], condition=~Q(state="sent"), name="mail_not_accepted_yet"),
        ]

    def __str__(self):
        return f"{self.to}: {self.subject}"


class Reminder(models.Model):
    """One (deadline, its due date, rule, lead, person): told once, whatever happens. A moved date reminds anew.

    `rule_code` is "recall" where a person asked to be told again on the day `due_on`, and "snoozed" where the head of
    unit hears of the snooze number `lead`."""

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="reminders", verbose_name=_("deadline"))
    due_on = models.DateField(
        _("due date when it was told"), help_text=_("The last day in time, where no day is known.")
    )
    rule_code = models.CharField(_("rule"), max_length=8)
    lead = models.SmallIntegerField(_("days before"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reminders", verbose_name=_("person")
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


class NoticeSent(models.Model):
    """That a notice went into a mail: once."""

    notice = models.OneToOneField(Notice, models.CASCADE, related_name="sent", verbose_name=_("notice"))
    mail = models.ForeignKey(Mail, models.CASCADE, related_name="notices", verbose_name=_("mail"))

    class Meta:
        verbose_name, verbose_name_plural = _("notice by mail"), _("notices by mail")

    def __str__(self):
        return str(self.notice)
