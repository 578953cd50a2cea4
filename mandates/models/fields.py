"""Values that models share: dates as precise as they are known, and how sure a fact is."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


def validate_partial_date(value: str) -> None:
    """Accept `2011`, `2011-06` and `2011-06-16`, and no day that the calendar does not have."""
    found = PARTIAL_DATE.match(value)
    try:
        if not found:
            raise ValueError
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        raise ValidationError(
            _("“%(value)s” is not a date. Write 2011-06-16, or 2011-06 or 2011 where no more is known."),
            code="partial_date",
            params={"value": value},
        ) from None


class PartialDateField(models.CharField):
    """An ISO date as precise as it is known: `2011`, `2011-06` or `2011-06-16`; null where unknown. Sorts as text."""

    default_validators = [validate_partial_date]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("help_text", _("2011-06-16, or 2011-06 or 2011 where no more is known."))
        kwargs.update(null=True, blank=True)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for key in ("null", "blank"):
            kwargs.pop(key, None)
        return name, path, args, kwargs

    def get_prep_value(self, value):
        return super().get_prep_value(value.isoformat() if isinstance(value, date) else value) or None

    def clean(self, value, model_instance):
        value = value or None
        return super().clean(value, model_instance) if value else None


def whole_date(value: str | None) -> date | None:
    """The day that a partial date names, or None where it names only a month, a year or nothing."""
    return date.fromisoformat(value) if value and len(value) == 10 else None


class Confidence(models.TextChoices):
    """How sure a fact is; blank where a person of the office entered it."""

    TEXT = "text", _("seen in the document")
    SECONDARY = "secondary", _("secondary source")
    UNVERIFIED = "unverified", _("not verified")
    DERIVED = "derived", _("derived")


class Standing(models.TextChoices):
    """What nobody confirmed is a suggestion, and reminds nobody."""

    SUGGESTED = "suggested", _("suggested")
    CONFIRMED = "confirmed", _("confirmed")
    REJECTED = "rejected", _("rejected")


class Sourced(models.Model):
    """A fact with where it was found and how sure that is."""

    source = models.TextField(_("source"), blank=True, help_text=_("Document symbol or page where this was found."))
    confidence = models.CharField(_("how sure"), max_length=12, choices=Confidence, blank=True)
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        abstract = True


class SeenInCalendars(models.Model):
    """A row that calendars of other programs show as an event.

    `sequence` rises when its dates move, `changed_at` is the moment of its last change: RFC 5545, SEQUENCE and
    LAST-MODIFIED. Whoever writes its dates raises them."""

    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


def one_of(field: str, choices: type[models.TextChoices] | list[str], name: str) -> models.CheckConstraint:
    """The database, too, accepts only the values that `choices` names, or none."""
    values = getattr(choices, "values", choices)
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": [*values, ""]}), name=name)
