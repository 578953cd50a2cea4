"""What a text asks of somebody: one request, as many sources as texts repeat it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .fields import Standing, one_of
from .mandates import Mandate
from .resolutions import Paragraph, Resolution


class Addressee(models.Model):
    """Whom texts ask, under one name for all its wordings; `Country: X` for one Government."""

    name = models.CharField(_("name"), max_length=120, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name, verbose_name_plural = _("addressee"), _("addressees")

    def __str__(self):
        return self.name


class RequestQuerySet(models.QuerySet):
    def in_force(self):
        """Neither rejected by a person nor dropped by a later text."""
        return self.exclude(standing=Standing.REJECTED).filter(ended_on=None)

    def suggested(self):
        return self.in_force().filter(standing=Standing.SUGGESTED)

    def of_officers(self, people, day):
        return self.filter(mandate__in=Mandate.objects.of_officers(people, day).order_by().values("pk"))

    def with_row_facts(self):
        return self.select_related("mandate").prefetch_related(
            "addressees", "sources__resolution", "sources__paragraph"
        )


class Request(models.Model):
    """An asking clause. It belongs to the mandate it serves; a text that repeats it adds a source."""

    class Verb(models.TextChoices):
        REQUEST = "request", _("request")
        INVITE = "invite", _("invite")
        ENCOURAGE = "encourage", _("encourage")
        URGE = "urge", _("urge")
        CALL_UPON = "call upon", _("call upon")
        APPEAL = "appeal", _("appeal")

    mandate = models.ForeignKey(
        Mandate, models.CASCADE, null=True, blank=True, related_name="requests", verbose_name=_("mandate")
    )
    verb = models.CharField(_("verb"), max_length=10, choices=Verb)
    addressees = models.ManyToManyField(Addressee, related_name="requests", verbose_name=_("addressees"))
    text = models.TextField(_("what is asked"))
    standing = models.CharField(_("standing"), max_length=10, choices=Standing, default=Standing.SUGGESTED)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    ended_on = models.DateField(_("no longer asked since"), null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["mandate", "pk"]
        verbose_name, verbose_name_plural = _("request"), _("requests")
        constraints = [
            one_of("verb", ["request", "invite", "encourage", "urge", "call upon", "appeal"], "request_verb_is_known"),
            one_of("standing", Standing, "request_standing_is_known"),
        ]

    def __str__(self):
        return self.text[:80]

    def get_absolute_url(self):
        return reverse("request", args=[self.pk])


class Relation(models.TextChoices):
    CREATED = "created", _("asked first")
    REPEATED = "repeated", _("repeated")
    RENEWED = "renewed", _("renewed")


class FromParagraph(models.Model):
    """Words of a paragraph from which something owed comes: `start` and `end` are counted in the paragraph's text."""

    paragraph_key = models.CharField(_("paragraph"), max_length=24, blank=True)
    relation = models.CharField(_("relation"), max_length=8, choices=Relation, default=Relation.CREATED)
    start = models.PositiveIntegerField(default=0, editable=False)
    end = models.PositiveIntegerField(default=0, editable=False)
    confidence = models.CharField(_("how sure the reader is"), max_length=12, blank=True)
    reason = models.TextField(_("why"), blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.resolution}, para. {self.paragraph_key}"


class RequestSource(FromParagraph):
    """The paragraph in which a text asks it."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="sources", verbose_name=_("request"))
    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="request_sources", verbose_name=_("text"))
    paragraph = models.ForeignKey(
        Paragraph, models.CASCADE, null=True, blank=True, related_name="request_sources", verbose_name=_("paragraph")
    )

    class Meta:
        ordering = ["request", "resolution__adopted", "pk"]
        verbose_name, verbose_name_plural = _("source of a request"), _("sources of requests")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "resolution", "paragraph_key"], name="request_has_a_source_once"
            ),
            one_of("relation", Relation, "request_source_relation_is_known"),
        ]
