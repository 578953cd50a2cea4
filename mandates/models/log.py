"""One log: who did what, from what to what, and why. Written by `records` only; it outlives what it tells of."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .deadlines import Deadline, Rule
from .fields import Standing
from .follows import Follow
from .mandates import Mandate
from .reference import Session
from .reporting import Report, ReportingObligation
from .requests import Request
from .resolutions import Resolution

# The records that an entry names, of which one is its place on the desk, and who made it.
PLACES = ("by", "deadline", "report", "request", "resolution", "session", "rule", "mandate", "obligation")


class LogEntryQuerySet(models.QuerySet):
    def about(self, record):
        """The entries of one deadline, mandate, text, obligation, request, report, session or rule, newest first."""
        return self.filter(
            **{record._meta.model_name.replace("reportingobligation", "obligation"): record}
        ).with_row_facts()

    def of_feed(self, person):
        """What `person` did with their calendar address, newest first; the address itself is in no entry."""
        return self.filter(by=person, what=LogEntry.What.FEED).with_row_facts()

    def reaching(self, person, day):
        """Those of the mandates that `person` looks after on `day`, stands in for, or follows, and those of which the
        person was told: a session or a rule that moved the dates of several."""
        followed = Follow.objects.filter(person=person).mandates(day)
        own = Mandate.objects.of_officers([person], day)
        of_mandates = Q(mandate__in=own.values("pk")) | Q(mandate__in=followed.values("pk"))
        return self.filter(of_mandates | Q(pk__in=person.notices.values("entry")))

    def with_its_places(self):
        """With all that its words and `narrowest` ask for."""
        rows = self.select_related(*PLACES, "deadline__session", "report__session")
        return rows.defer("resolution__original_text")

    def with_row_facts(self):
        return self.select_related("by", "deadline", "obligation", "session", "rule")


class LogEntry(models.Model):
    """`at` is the real moment; `on` the business date that a person gave or the desk showed."""

    class What(models.TextChoices):
        IMPORTED = "imported", _("text read")
        PLANNED = "planned", _("dates planned")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")
        MET = "met", _("met")
        REOPENED = "reopened", _("reopened")
        ASSIGNED = "assigned", _("assigned")
        HANDED = "handed", _("handed over")
        RETURNED = "returned", _("came back")
        LATE = "late", _("became overdue")
        SNOOZED = "snoozed", _("snoozed")
        NOTE = "note", _("note")
        SET = "set", _("date set by hand")
        RELEASED = "released", _("date left to the rule again")
        OUTCOME = "outcome", _("outcome recorded")
        EDITED = "edited", _("edited")
        ENDED = "ended", _("ended")
        FEED = "feed", _("calendar address")
        ADDED = "added", _("added")

    at = models.DateTimeField(_("at"), auto_now_add=True)
    on = models.DateField(_("on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    what = models.CharField(_("what"), max_length=10, choices=What)
    from_value = models.CharField(_("from"), max_length=250, blank=True)
    to_value = models.CharField(_("to"), max_length=250, blank=True)
    why = models.TextField(_("why"), blank=True)
    mandate = models.ForeignKey(Mandate, models.CASCADE, null=True, blank=True, related_name="log")
    resolution = models.ForeignKey(Resolution, models.SET_NULL, null=True, blank=True, related_name="log")
    obligation = models.ForeignKey(ReportingObligation, models.SET_NULL, null=True, blank=True, related_name="log")
    request = models.ForeignKey(Request, models.SET_NULL, null=True, blank=True, related_name="log")
    report = models.ForeignKey(Report, models.SET_NULL, null=True, blank=True, related_name="log")
    deadline = models.ForeignKey(Deadline, models.SET_NULL, null=True, blank=True, related_name="log")
    session = models.ForeignKey(Session, models.CASCADE, null=True, blank=True, related_name="log")
    rule = models.ForeignKey(Rule, models.CASCADE, null=True, blank=True, related_name="log")

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name, verbose_name_plural = _("log entry"), _("log")

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_what_display()}"

    @property
    def narrowest(self):
        """The narrowest record that it is about and that has a page: a date before its mandate. None where all went.

        A stream stands on the page of its mandate, whichever text ended it."""
        of_a_stream = self.mandate if self.obligation_id else None
        rows = (
            self.deadline, self.report, self.request, of_a_stream, self.resolution, self.session, self.rule,
            self.mandate,
        )  # fmt: skip
        return next((row for row in rows if row), None)

    @property
    def tells_values(self) -> bool:
        """Whether its values say more than its word: that a suggestion is confirmed, "confirmed" has said."""
        return not (self.obligation_id and self.to_value in Standing.values)
