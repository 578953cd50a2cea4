"""The texts of the Council: one table for resolutions, decisions and presidential statements, with what they hold."""

import re

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .fields import PartialDateField, Sourced, one_of, whole_date
from .reference import Body, Session, State


class Adoption(models.TextChoices):
    RECORDED_VOTE = "recorded_vote", _("by a recorded vote")
    WITHOUT_VOTE = "without_vote", _("without a vote")


SERIES = ("A/HRC/RES/", "A/HRC/", "E/CN.4/RES/", "")  # left out when people name a text; "" for a full symbol


class ResolutionQuerySet(models.QuerySet):
    def named(self, reference):
        """The text that people call `44/11`, `DEC/16/118` or by its full symbol."""
        return self.filter(symbol__in=[f"{series}{reference}" for series in SERIES])

    def read_here(self):
        """Those whose text is kept, not only known of."""
        return self.exclude(original_text="")

    def with_row_facts(self):
        return self.select_related("session")


class Resolution(Sourced):
    """A resolution, decision or presidential statement; a row may hold no more than that such a text exists."""

    class Kind(models.TextChoices):
        RESOLUTION = "resolution", _("resolution")
        DECISION = "decision", _("decision")
        STATEMENT = "statement", _("presidential statement")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.RESOLUTION)
    symbol = models.CharField(_("document symbol"), max_length=60, unique=True)
    body = models.CharField(_("body"), max_length=8, choices=Body, default=Body.COUNCIL)
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="resolutions", verbose_name=_("session")
    )
    session_dates = models.JSONField(_("session dates as printed"), default=list, blank=True)
    title = models.TextField(_("title"), blank=True)
    agenda_item = models.CharField(_("agenda item"), max_length=10, blank=True)
    adopted = PartialDateField(_("adopted"))
    meeting = models.PositiveSmallIntegerField(_("meeting"), null=True, blank=True)
    adoption = models.CharField(_("how adopted"), max_length=14, choices=Adoption, blank=True)
    in_favour = models.PositiveSmallIntegerField(_("in favour"), null=True, blank=True)
    against = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    abstaining = models.PositiveSmallIntegerField(_("abstaining"), null=True, blank=True)
    warnings = models.JSONField(_("what looked wrong"), default=list, blank=True)
    original_text = models.TextField(_("text as it came"), blank=True)
    digest = models.CharField(max_length=64, blank=True, editable=False)  # of what was read of it
    imported_at = models.DateTimeField(_("read here"), null=True, blank=True, editable=False)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        ordering = ["-adopted", "-pk"]
        verbose_name, verbose_name_plural = _("text of the Council"), _("texts of the Council")
        constraints = [
            one_of("kind", ["resolution", "decision", "statement"], "resolution_kind_is_known"),
            one_of("adoption", Adoption, "resolution_adoption_is_known"),
            models.CheckConstraint(
                condition=~models.Q(adoption="without_vote") | models.Q(in_favour=None, against=None, abstaining=None),
                name="resolution_without_a_vote_has_no_tally",
                violation_error_message=_("A text adopted without a vote has no tally."),
            ),
        ]

    def __str__(self):
        return self.short_symbol

    def get_absolute_url(self):
        return reverse("resolution", args=[self.reference])

    @property
    def reference(self):
        """The symbol without what everybody leaves out: 44/11, DEC/16/118, 2005/55. Addresses use it."""
        return next((self.symbol.removeprefix(p) for p in SERIES if p and self.symbol.startswith(p)), self.symbol)

    @property
    def short_symbol(self):
        """As people say it: 44/11, DEC 16/118, 2005/55."""
        return self.reference.replace("DEC/", "DEC ").replace("PRST/", "PRST ")

    @property
    def adopted_on(self):
        """The day of adoption, or None where only a month or a year is known."""
        return whole_date(self.adopted)


class Paragraph(models.Model):
    """A paragraph in reading order. `key` is how everything else names it: `16`, `4(h)`, `PP3`."""

    class Kind(models.TextChoices):
        PREAMBULAR = "preambular", _("preambular paragraph")
        OPERATIVE = "operative", _("operative paragraph")
        HEADING = "heading", _("heading")
        ANNEX = "annex", _("annex")

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="paragraphs", verbose_name=_("text"))
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    number = models.CharField(_("number as printed"), max_length=12, blank=True)
    key = models.CharField(_("paragraph"), max_length=24)
    level = models.PositiveSmallIntegerField(_("level"), default=1)
    verb = models.CharField(_("words that act"), max_length=80, blank=True)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ["resolution", "position"]
        verbose_name, verbose_name_plural = _("paragraph"), _("paragraphs")
        constraints = [
            models.UniqueConstraint(fields=["resolution", "position"], name="paragraph_has_its_place"),
            models.UniqueConstraint(fields=["resolution", "key"], name="paragraph_is_named_once"),
            one_of("kind", ["preambular", "operative", "heading", "annex"], "paragraph_kind_is_known"),
        ]

    def __str__(self):
        return f"{self.resolution}, para. {self.key}"

    @property
    def anchor(self):
        """Where its address points: op-16, op-4-h, pp-3."""
        prefix = "op" if self.kind == self.Kind.OPERATIVE else "p"
        return f"{prefix}-{re.sub(r'[^0-9A-Za-z]+', '-', self.key).strip('-').lower()}"


class Footnote(models.Model):
    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="footnotes", verbose_name=_("text"))
    paragraph = models.ForeignKey(
        Paragraph, models.CASCADE, null=True, blank=True, related_name="footnotes", verbose_name=_("paragraph")
    )
    marker = models.CharField(_("mark"), max_length=8)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ["resolution", "pk"]
        verbose_name, verbose_name_plural = _("footnote"), _("footnotes")

    def __str__(self):
        return f"{self.marker} {self.text}"


class Citation(models.Model):
    """A document symbol that a text names."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="citations", verbose_name=_("text"))
    paragraph = models.ForeignKey(
        Paragraph, models.CASCADE, null=True, blank=True, related_name="citations", verbose_name=_("paragraph")
    )
    symbol = models.CharField(_("document symbol"), max_length=60, db_index=True)

    class Meta:
        ordering = ["resolution", "pk"]
        verbose_name, verbose_name_plural = _("citation"), _("citations")

    def __str__(self):
        return self.symbol


class Panel(models.Model):
    """A panel discussion that a text convenes at a session; of one that comes back, the first."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="panels", verbose_name=_("text"))
    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="panels", verbose_name=_("paragraph"))
    session = models.ForeignKey(Session, models.PROTECT, related_name="panels", verbose_name=_("session"))
    words = models.TextField(_("words of the text"))

    class Meta:
        ordering = ["resolution", "pk"]
        verbose_name, verbose_name_plural = _("panel"), _("panels")

    def __str__(self):
        return self.words


class Vote(models.Model):
    """What one State did in a recorded vote; the name as the text prints it is kept."""

    class Position(models.TextChoices):
        IN_FAVOUR = "in_favour", _("in favour")
        AGAINST = "against", _("against")
        ABSTAINING = "abstaining", _("abstaining")

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="votes", verbose_name=_("text"))
    state = models.ForeignKey(
        State, models.PROTECT, null=True, blank=True, related_name="votes", verbose_name=_("State")
    )
    name_as_printed = models.CharField(_("name as printed"), max_length=120)
    position = models.CharField(_("position"), max_length=10, choices=Position)

    class Meta:
        ordering = ["resolution", "name_as_printed"]
        verbose_name, verbose_name_plural = _("vote"), _("votes")
        constraints = [
            models.UniqueConstraint(fields=["resolution", "name_as_printed"], name="vote_is_cast_once"),
            models.UniqueConstraint(fields=["resolution", "state"], name="state_votes_once"),
            one_of("position", ["in_favour", "against", "abstaining"], "vote_position_is_known"),
        ]

    def __str__(self):
        return f"{self.name_as_printed}: {self.get_position_display()}"
