"""A text on its way in: what was read of it, and what people have said of each fact. Nothing else follows from it.

Each fact is a row of its own, so that a decision is kept at once and two colleagues can work on one text."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .fields import one_of
from .mandates import Mandate
from .resolutions import Resolution


class ImportDraftQuerySet(models.QuerySet):
    def open(self):
        """Neither confirmed nor discarded."""
        return self.filter(state=ImportDraft.State.OPEN)

    def of_text(self, symbol, title):
        """Drafts of the text with this symbol, as people left it; of one without a symbol, those with its title."""
        standing = {"facts__kind": DraftFact.Kind.FRONT, "facts__name": "symbol" if symbol else "title"}
        return self.filter(**standing, facts__value=symbol or title) if symbol or title else self.none()

    def with_row_facts(self):
        """With what a row of the list prints: who brought it, how many facts it has and how many are decided."""
        decided = Q(facts__decision__in=[DraftFact.Decision.ACCEPTED, DraftFact.Decision.REJECTED])
        return (
            self.select_related("made_by", "settled_by", "resolution")
            .defer("original_text", "shown_text", "read_as", "places", "resolution__original_text")
            .annotate(number_of_facts=models.Count("facts"), number_decided=models.Count("facts", filter=decided))
            .order_by("-made_at", "-pk")
        )


class ImportDraft(models.Model):
    """A text that was read and waits for a person. `read_as` is what the reader gave, without the facts that are rows.

    `shown_text` is the text as it came, without the dress of its file; `original_text` is what the text's record will
    keep. `start` and `end` of the facts count in `shown_text`, and so do the pairs of `places`: where each paragraph
    stands, by its key."""

    class State(models.TextChoices):
        OPEN = "open", _("to confirm")
        CONFIRMED = "confirmed", _("confirmed")
        DISCARDED = "discarded", _("discarded")

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    source = models.CharField(_("file"), max_length=200, blank=True)
    symbol = models.CharField(_("document symbol as read"), max_length=60, blank=True)
    title = models.TextField(_("title as read"), blank=True)
    shown_text = models.TextField(_("text as it came"))
    original_text = models.TextField(_("text to keep"))
    digest = models.CharField(max_length=64, editable=False)  # of what was read
    read_as = models.JSONField(_("what was read"), default=dict)
    places = models.JSONField(default=dict, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("brought by")
    )
    made_at = models.DateTimeField(_("read"), auto_now_add=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    resolution = models.ForeignKey(
        Resolution, models.SET_NULL, null=True, blank=True, related_name="drafts", verbose_name=_("text")
    )
    outcome_of = models.ForeignKey(
        Mandate,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("brought for the outcome of the renewal of"),
    )

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name, verbose_name_plural = _("text to confirm"), _("texts to confirm")
        constraints = [
            models.UniqueConstraint(fields=["digest"], condition=Q(state="open"), name="a_text_waits_once"),
            one_of("state", ["open", "confirmed", "discarded"], "import_draft_state_is_known"),
        ]

    def __str__(self):
        return self.symbol or self.source or str(_("Text without a symbol"))

    def get_absolute_url(self):
        return reverse("import_draft", args=[self.pk])

    @property
    def is_open(self):
        return self.state == self.State.OPEN


class DraftFactQuerySet(models.QuerySet):
    def undecided(self):
        return self.filter(decision=DraftFact.Decision.OPEN)

    def accepted(self):
        return self.filter(decision=DraftFact.Decision.ACCEPTED)


class DraftFact(models.Model):
    """One fact that was read: `read_value` as the reader gave it, `value` as it stands now; null is "not said".

    Of a fact that a person added since the reader missed it, `read_value` is what was added first, `confidence` blank.
    `version` counts the decisions: who decides names the version that was seen, so that only one of two wins."""

    class Kind(models.TextChoices):
        CHECK = "check", _("place to look at")
        FRONT = "front", _("front matter")
        MANDATE = "mandate", _("mandate")
        DECISION = "decision", _("decision on a mandate")
        REQUEST = "request", _("request")
        REPORT = "report", _("reporting stream")

    class Decision(models.TextChoices):
        OPEN = "open", _("not confirmed")
        ACCEPTED = "accepted", _("confirmed")
        REJECTED = "rejected", _("rejected")

    draft = models.ForeignKey(ImportDraft, models.CASCADE, related_name="facts", verbose_name=_("text"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    name = models.CharField(_("name"), max_length=12, blank=True, help_text=_("Which field of the front matter."))
    position = models.PositiveIntegerField(_("position"))
    paragraph_key = models.CharField(_("paragraph"), max_length=24, blank=True)
    start = models.PositiveIntegerField(default=0, editable=False)
    end = models.PositiveIntegerField(default=0, editable=False)
    read_value = models.JSONField(_("as read"), null=True, blank=True)
    value = models.JSONField(_("as it stands"), null=True, blank=True)
    confidence = models.CharField(_("how sure the reader is"), max_length=12, blank=True)
    reason = models.TextField(_("why"), blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("added by")
    )
    decision = models.CharField(_("decision"), max_length=8, choices=Decision, default=Decision.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = DraftFactQuerySet.as_manager()

    class Meta:
        ordering = ["draft", "position", "pk"]
        verbose_name, verbose_name_plural = _("fact to confirm"), _("facts to confirm")
        constraints = [
            one_of("kind", ["check", "front", "mandate", "decision", "request", "report"], "draft_fact_kind_is_known"),
            one_of("decision", ["open", "accepted", "rejected"], "draft_fact_decision_is_known"),
            one_of("confidence", ["read", "inferred", "please check"], "draft_fact_confidence_is_one_of_three"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.name or self.paragraph_key}"

    @property
    def is_open(self):
        return self.decision == self.Decision.OPEN

    @property
    def is_added(self):
        """Whether a person added it, since the reader had missed it."""
        return not self.confidence

    @property
    def is_removed(self):
        """Whether it was added and taken out again, so that nothing is left of it."""
        return self.is_added and self.decision == self.Decision.REJECTED

    @property
    def is_edited(self):
        """Whether a person changed what was read, or what was added first."""
        return self.value != self.read_value


class ResolutionVersion(models.Model):
    """A text as it was before a later reading took its place."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="versions", verbose_name=_("text"))
    original_text = models.TextField(_("text as it came"))
    digest = models.CharField(max_length=64, editable=False)
    paragraphs = models.JSONField(_("paragraphs"), default=list)
    imported_at = models.DateTimeField(_("read here"), null=True, blank=True)
    replaced_at = models.DateTimeField(_("replaced"), auto_now_add=True)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        ordering = ["resolution", "-replaced_at"]
        verbose_name, verbose_name_plural = _("earlier reading"), _("earlier readings")

    def __str__(self):
        return f"{self.resolution}, {self.replaced_at:%Y-%m-%d}"
