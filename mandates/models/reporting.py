"""Reporting obligations, their sources, and the reports that fall due under them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .fields import PartialDateField, Sourced, Standing, one_of
from .mandates import Mandate, MandateHolder
from .reference import Body, Session
from .requests import Addressee, FromParagraph, Relation
from .resolutions import Paragraph, Resolution

RECURRING = ["annual", "biennial", "regular"]


class ReportingObligationQuerySet(models.QuerySet):
    def in_force(self):
        return self.exclude(standing=Standing.REJECTED).filter(ended_on=None)

    def awaiting_confirmation(self):
        """Streams that a text suggests and nobody has confirmed: they remind nobody."""
        return self.in_force().filter(standing=Standing.SUGGESTED)

    def of_officers(self, people, day):
        return self.filter(mandate__in=Mandate.objects.of_officers(people, day).order_by().values("pk"))

    def with_row_facts(self):
        return self.select_related("mandate", "addressee", "confirmed_by").prefetch_related(
            "sources__resolution", "named_sessions"
        )


class ReportingObligation(models.Model):
    """A stream of reports: who reports, to which body, of which kind. It belongs to the mandate, not to one text."""

    class Kind(models.TextChoices):
        REPORT = "report", _("report")
        ORAL_UPDATE = "oral_update", _("oral update")
        UPDATE = "update", _("update")
        STUDY = "study", _("study")
        SUMMARY = "summary", _("summary")
        PANEL_REPORT = "panel_report", _("report on a panel")
        OTHER = "other", _("other")

    class Recurrence(models.TextChoices):
        ANNUAL = "annual", _("every year")
        BIENNIAL = "biennial", _("every second year")
        REGULAR = "regular", _("regularly")
        EACH_SESSION = "each session", _("at each session")
        EVENT = "event", _("tied to an event outside the calendar")
        ONCE = "once", _("once")

    class Mode(models.TextChoices):
        AT = "at", _("at the session")
        FROM = "from", _("from the session on")
        BY = "by", _("by the session")
        BEFORE = "before", _("before the session")
        UNTIL = "until", _("until the session")

    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="obligations", verbose_name=_("mandate"))
    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="obligations", verbose_name=_("who reports"))
    recipient = models.CharField(_("to"), max_length=8, choices=Body)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.REPORT)
    recurrence = models.CharField(_("how often"), max_length=12, choices=Recurrence, blank=True)
    mode = models.CharField(_("named sessions count as"), max_length=6, choices=Mode, blank=True)
    named_sessions = models.ManyToManyField(Session, blank=True, related_name="+", verbose_name=_("sessions named"))
    by_date = PartialDateField(_("date named"))
    noted_session = models.ForeignKey(
        Session,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("session that shows the slot"),
        help_text=_(
            "Of the season that the text names, or of the report that it takes note of: the slot of a stream without "
            "an earlier report."
        ),
    )
    words = models.TextField(_("words of time"), blank=True)
    standing = models.CharField(_("standing"), max_length=10, choices=Standing, default=Standing.SUGGESTED)
    followed_since = models.DateField(
        _("followed since"),
        null=True,
        blank=True,
        help_text=_(
            "What lies before this day without a record is “not recorded”; after it, past and unmet, it is late."
        ),
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    is_example = models.BooleanField(_("example"), default=False, editable=False)
    ended_on = models.DateField(_("ended"), null=True, blank=True)

    objects = ReportingObligationQuerySet.as_manager()

    class Meta:
        ordering = ["mandate", "recipient", "pk"]
        verbose_name, verbose_name_plural = _("reporting obligation"), _("reporting obligations")
        constraints = [
            models.UniqueConstraint(
                fields=["mandate", "addressee", "recipient", "kind"],
                condition=Q(recurrence__in=RECURRING, ended_on=None) & ~Q(standing="rejected"),
                name="one_stream_of_a_kind_for_a_mandate",
                violation_error_message=_("This mandate has such a stream already: add a source to it instead."),
            ),
            models.CheckConstraint(
                condition=~Q(standing="confirmed") | Q(followed_since__isnull=False),
                name="confirmed_obligation_is_followed_since_a_day",
                violation_error_message=_("A confirmed stream needs the day since when it is followed."),
            ),
            one_of("recipient", Body, "obligation_recipient_is_known"),
            one_of("standing", Standing, "obligation_standing_is_known"),
            one_of("recurrence", [*RECURRING, "each session", "event", "once"], "obligation_recurrence_is_known"),
            one_of("mode", ["at", "from", "by", "before", "until"], "obligation_mode_is_known"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} → {self.recipient}, {self.mandate}"


class ObligationSource(FromParagraph):
    """The paragraph that creates, repeats or renews an obligation."""

    obligation = models.ForeignKey(
        ReportingObligation, models.CASCADE, related_name="sources", verbose_name=_("reporting obligation")
    )
    resolution = models.ForeignKey(
        Resolution, models.PROTECT, related_name="obligation_sources", verbose_name=_("text")
    )
    paragraph = models.ForeignKey(
        Paragraph,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="obligation_sources",
        verbose_name=_("paragraph"),
    )
    words = models.TextField(_("words of time"), blank=True)

    class Meta:
        ordering = ["obligation", "resolution__adopted", "pk"]
        verbose_name, verbose_name_plural = _("source of an obligation"), _("sources of obligations")
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "resolution", "paragraph_key"], name="obligation_has_a_source_once"
            ),
            one_of("relation", Relation, "obligation_source_relation_is_known"),
        ]


class ReportQuerySet(models.QuerySet):
    def recorded(self):
        """Reports of which a symbol or a day is known; the rest only fall due."""
        return self.exclude(symbol=None, document_date=None, submitted_on=None, issued_on=None, presented_on=None)


class Report(Sourced):
    """A report to one session: it falls due under an obligation, and carries what was recorded of it.

    `stage` counts the steps that it has passed, 0 to 7: forecast, inputs, draft, clearance, submitted, issued,
    presented. An addendum has a parent and no obligation of its own."""

    STAGES = (
        _("Forecast"), _("Inputs"), _("Draft"), _("Clearance"), _("Submitted"), _("Issued"), _("Presented"),
    )  # fmt: skip

    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="reports", verbose_name=_("mandate"))
    obligation = models.ForeignKey(
        ReportingObligation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("reporting obligation"),
    )
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("session")
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="addenda", verbose_name=_("addendum to")
    )
    symbol = models.CharField(_("document symbol"), max_length=60, null=True, blank=True, unique=True)
    title = models.TextField(_("title"), blank=True)
    author = models.ForeignKey(
        MandateHolder, models.SET_NULL, null=True, blank=True, related_name="wrote", verbose_name=_("author")
    )
    pursuant_to = models.CharField(_("pursuant to, as it says"), max_length=60, blank=True)
    document_date = PartialDateField(_("date on the document"))
    submitted_on = models.DateField(_("submitted"), null=True, blank=True)
    agreed_slot_on = models.DateField(
        _("slot date agreed with document management"),
        null=True,
        blank=True,
        help_text=_("Replaces the ten weeks, or 15 July, as the day on which to submit."),
    )
    issued_on = models.DateField(_("issued"), null=True, blank=True)
    dialogue_on = models.DateField(
        _("day of the dialogue"),
        null=True,
        blank=True,
        help_text=_("As the programme of work has it, ahead of the day; “presented” says that it was held."),
    )
    presented_on = models.DateField(_("presented"), null=True, blank=True)
    words = models.PositiveIntegerField(_("words"), null=True, blank=True)
    late_reason = models.TextField(_("why it is late"), blank=True)
    stage = models.PositiveSmallIntegerField(_("stage"), default=0, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["mandate", "-session__number", "pk"]
        verbose_name, verbose_name_plural = _("report"), _("reports")
        constraints = [
            models.UniqueConstraint(fields=["obligation", "session"], name="one_report_a_session_for_an_obligation"),
            models.CheckConstraint(condition=~Q(symbol=""), name="report_symbol_is_null_where_unknown"),
            models.CheckConstraint(condition=Q(stage__lte=7), name="report_has_seven_stages"),
        ]

    def __str__(self):
        return self.symbol or f"{_('Report')}, {self.session or '–'}"

    def get_absolute_url(self):
        return reverse("report", args=[self.pk])

    def clean(self):
        self.symbol = self.symbol or None

    @property
    def is_recorded(self):
        """Whether anything of it is known beyond that it falls due."""
        return any((self.symbol, self.document_date, self.submitted_on, self.issued_on, self.presented_on))
