"""Mandates, what the texts do to them, and who holds them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .fields import PartialDateField, Sourced, one_of
from .handovers import Acting, HandOver
from .people import Unit
from .reference import Session
from .resolutions import Paragraph, Resolution


class MandateQuerySet(models.QuerySet):
    def of_officers(self, people, day):
        """Those of which one of `people` is owner or deputy, or stands in for somebody on `day`."""
        stood_in_for = HandOver.objects.in_force(day).filter(to__in=people).order_by().values("mandates")
        return self.filter(Q(owner__in=people) | Q(deputy__in=people) | Q(pk__in=stood_in_for))

    def acted_on_by(self, person, acting: Acting):
        """Those whose dates, where nobody else was given them, are `person`'s to act on: as owner, as deputy where
        there is no owner, or standing in for one of these; without what the person has handed over."""
        own = Q(owner=person) | Q(owner=None, deputy=person)
        if given := acting.given_by(person.pk):
            own &= ~Q(pk__in=given)
        for away, mandates in acting.taken_by(person.pk).items():
            own |= Q(pk__in=mandates) & (Q(owner=away) | Q(owner=None, deputy=away))
        return self.filter(own)

    def of_unit(self, unit):
        return self.filter(unit=unit)

    def outcome_not_recorded(self):
        """Renewal session over, and nobody has recorded what the Council decided."""
        return self.filter(renewal_state=Mandate.RenewalState.NOT_RECORDED)

    def with_row_facts(self):
        return self.select_related("owner", "runs_on__resolution", "renewal_session")


class Mandate(models.Model):
    """A job that the Council gives to an expert, a working group or a commission.

    The renewal columns are worked out by `records.planning` from the texts and the calendar; nobody types them.
    """

    class Kind(models.TextChoices):
        THEMATIC = "thematic", _("thematic mandate")
        COUNTRY = "country", _("country mandate")
        INVESTIGATION = "investigation", _("commission or mission")
        OTHER = "other", _("other mandate")

    class Season(models.TextChoices):
        SPRING = "spring", _("spring session")
        SUMMER = "summer", _("June session")
        AUTUMN = "autumn", _("September session")

    class RenewalState(models.TextChoices):
        IN_FORCE = "in force", _("in force")
        DUE = "due", _("due")
        NOT_RECORDED = "outcome not recorded", _("due, outcome not recorded")
        ENDED = "ended", _("ended")

    name = models.CharField(_("name"), max_length=250, unique=True)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    slug = models.SlugField(_("short form in addresses"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="owns", verbose_name=_("owner")
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="deputises",
        verbose_name=_("deputy"),
    )
    unit = models.ForeignKey(
        Unit, models.SET_NULL, null=True, blank=True, related_name="mandates", verbose_name=_("unit")
    )
    slot = models.CharField(
        _("session of its Council report"),
        max_length=6,
        choices=Season,
        blank=True,
        help_text=_("Leave empty to follow the season of the last report."),
    )
    followed_since = models.DateField(
        _("renewal followed since"),
        null=True,
        blank=True,
        help_text=_("What lies before this day and was not recorded is “not recorded”, not late."),
    )
    is_example = models.BooleanField(
        _("example"), default=False, help_text=_("Holds invented choices, for demonstration.")
    )

    renewal_state = models.CharField(_("state"), max_length=20, choices=RenewalState, blank=True, editable=False)
    runs_on = models.ForeignKey(
        "MandateAction",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("runs on"),
    )
    renewal_session = models.ForeignKey(
        Session, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name=_("decided at")
    )
    anniversary = models.DateField(_("anniversary"), null=True, blank=True, editable=False)
    renewal_gap = models.BooleanField(_("anniversary before the renewal session opens"), default=False, editable=False)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name, verbose_name_plural = _("mandate"), _("mandates")
        constraints = [
            one_of("kind", ["thematic", "country", "investigation", "other"], "mandate_kind_is_known"),
            one_of("slot", ["spring", "summer", "autumn"], "mandate_slot_is_known"),
        ]

    def __str__(self):
        return self.short_name or self.name

    def get_absolute_url(self):
        return reverse("mandate", args=[self.slug])


class MandateAction(Sourced):
    """What a text does to a mandate: a row between the two, so that a decision may extend many mandates at once."""

    class What(models.TextChoices):
        CREATES = "creates", _("creates")
        EXTENDS = "extends", _("extends")
        MODIFIES = "modifies", _("adapts")
        MERGES = "merges", _("merges")
        REPLACES = "replaces", _("replaces")
        ENDS = "ends", _("ends")
        THEME = "theme", _("concerns the theme")

    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="actions", verbose_name=_("mandate"))
    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="actions", verbose_name=_("text"))
    paragraph = models.ForeignKey(
        Paragraph, models.SET_NULL, null=True, blank=True, related_name="actions", verbose_name=_("paragraph")
    )
    paragraph_key = models.CharField(_("paragraph"), max_length=24, blank=True, help_text=_("10, or 4(h)."))
    what = models.CharField(_("what the text does"), max_length=10, choices=What)
    term = models.CharField(
        _("term"),
        max_length=10,
        blank=True,
        help_text=_("ISO 8601 duration: P3Y is three years, P18M eighteen months."),
    )
    effective_session = models.ForeignKey(
        Session,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("effective from the end of"),
        help_text=_("Only where the text names a session; otherwise the term runs from adoption."),
    )
    until_session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("until session")
    )
    until = PartialDateField(_("until"))
    into = models.ForeignKey(
        Mandate,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="took_over_by",
        verbose_name=_("into which mandate"),
        help_text=_("Of a text that merges or replaces the mandate: the one to which what lives on went."),
    )
    moved_obligations = models.ManyToManyField(
        "ReportingObligation", editable=False, related_name="moves", verbose_name=_("streams that went over with it")
    )
    moved_requests = models.ManyToManyField(
        "Request", editable=False, related_name="moves", verbose_name=_("requests that went over with it")
    )

    class Meta:
        ordering = ["mandate", "resolution__adopted", "pk"]
        verbose_name, verbose_name_plural = _("what a text does to a mandate"), _("what the texts do to mandates")
        constraints = [
            models.UniqueConstraint(
                fields=["mandate", "resolution", "what", "paragraph_key"], name="text_does_a_thing_once_to_a_mandate"
            ),
            one_of(
                "what",
                ["creates", "extends", "modifies", "merges", "replaces", "ends", "theme"],
                "mandate_action_is_known",
            ),
            models.CheckConstraint(
                condition=Q(into=None) | Q(what__in=["merges", "replaces"]) & ~Q(into=models.F("mandate")),
                name="only_what_is_merged_or_replaced_goes_into_another_mandate",
            ),
            models.CheckConstraint(
                condition=Q(term="") | Q(term__regex=r"^P[0-9]+[YMWD]$"),
                name="mandate_action_term_is_a_duration",
                violation_error_message=_("Write the term as an ISO 8601 duration: P3Y is three years."),
            ),
        ]

    def __str__(self):
        return f"{self.resolution} {self.get_what_display()} {self.mandate}"


class MandateHolder(Sourced):
    """A person in the post. Dates are as precise as they are known; an unknown one stays empty."""

    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="holders", verbose_name=_("mandate"))
    name = models.CharField(_("name"), max_length=120)
    nationality = models.CharField(_("nationality"), max_length=120, blank=True)
    appointed = PartialDateField(_("appointed"))
    appointed_at = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("appointed at")
    )
    took_office = PartialDateField(_("took office"))
    left = PartialDateField(_("left"))

    class Meta:
        ordering = ["mandate", "pk"]
        verbose_name, verbose_name_plural = _("mandate holder"), _("mandate holders")
        constraints = [
            models.UniqueConstraint(fields=["mandate", "name"], name="holder_is_listed_once_for_a_mandate"),
            models.CheckConstraint(
                condition=Q(left__gte=models.F("took_office")) | Q(left=None) | Q(took_office=None),
                name="holder_leaves_after_taking_office",
                violation_error_message=_("A holder cannot leave before taking office."),
            ),
        ]

    def __str__(self):
        return self.name


class OpenQuestion(Sourced):
    """Something that a source hints at and nobody has seen: a text without a symbol, a date that two sources give
    differently. It is a question to a person, never a fact."""

    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="open_questions", verbose_name=_("mandate"))
    words = models.TextField(_("question"))
    settled_on = models.DateField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )

    class Meta:
        ordering = ["mandate", "pk"]
        verbose_name, verbose_name_plural = _("open question"), _("open questions")
        constraints = [models.UniqueConstraint(fields=["mandate", "words"], name="question_is_asked_once")]

    def __str__(self):
        return self.words


class CountryVisit(Sourced):
    """A country visit. An acknowledgement is not an acceptance. Its report is an addendum."""

    class Status(models.TextChoices):
        REQUESTED = "requested", _("requested")
        REMINDED = "reminded", _("reminder sent")
        ACKNOWLEDGED = "acknowledged", _("acknowledged, not accepted")
        ACCEPTED = "accepted", _("accepted")
        DATES_PROPOSED = "dates proposed", _("dates proposed")
        POSTPONED = "postponed", _("postponed")
        CARRIED_OUT = "carried out", _("carried out")
        DECLINED = "declined", _("declined")

    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="visits", verbose_name=_("mandate"))
    state = models.ForeignKey("State", models.PROTECT, related_name="visits", verbose_name=_("State"))
    status = models.CharField(_("state of play"), max_length=14, choices=Status, default=Status.REQUESTED)
    requested = PartialDateField(_("requested"))
    reminded = PartialDateField(_("last reminder"))
    starts = PartialDateField(_("first day"))
    ends = PartialDateField(_("last day"))
    holder = models.ForeignKey(
        MandateHolder, models.SET_NULL, null=True, blank=True, related_name="visits", verbose_name=_("mandate holder")
    )
    report_symbol = models.CharField(_("symbol of the report"), max_length=60, blank=True)
    report_session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("session of the report")
    )

    class Meta:
        ordering = ["mandate", "-starts"]
        verbose_name, verbose_name_plural = _("country visit"), _("country visits")
        constraints = [
            one_of(
                "status",
                [
                    "requested",
                    "reminded",
                    "acknowledged",
                    "accepted",
                    "dates proposed",
                    "postponed",
                    "carried out",
                    "declined",
                ],
                "visit_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(ends__gte=models.F("starts")) | Q(ends=None) | Q(starts=None),
                name="visit_ends_after_it_starts",
                violation_error_message=_("A visit cannot end before it starts."),
            ),
        ]

    def __str__(self):
        return f"{self.state} ({self.get_status_display()})"
