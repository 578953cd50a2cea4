"""Reference data: States with their regional groups, sessions with their dates, days off of the duty stations."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .fields import SeenInCalendars, one_of


class RegionalGroup(models.TextChoices):
    AFRICA = "African States", _("African States")
    ASIA = "Asia-Pacific States", _("Asia-Pacific States")
    EASTERN_EUROPE = "Eastern European States", _("Eastern European States")
    LATIN_AMERICA = "Latin American and Caribbean States", _("Latin American and Caribbean States")
    WESTERN_EUROPE = "Western European and other States", _("Western European and other States")
    OBSERVERS = "Observer States", _("Observer States")


class State(models.Model):
    """A Member State, or an observer State, under the name that votes print today."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    regional_group = models.CharField(_("regional group"), max_length=40, choices=RegionalGroup, blank=True)
    other_names = models.JSONField(_("other names"), default=list, blank=True, help_text=_("As older votes print it."))

    class Meta:
        ordering = ["name"]
        verbose_name, verbose_name_plural = _("State"), _("States")
        constraints = [one_of("regional_group", RegionalGroup, "state_regional_group_is_known")]

    def __str__(self):
        return self.name


class Body(models.TextChoices):
    COUNCIL = "HRC", _("Human Rights Council")
    ASSEMBLY = "GA", _("General Assembly")
    ECOSOC = "ECOSOC", _("Economic and Social Council")
    SECURITY_COUNCIL = "SC", _("Security Council")
    COMMISSION = "CHR", _("Commission on Human Rights")
    OTHER = "other", _("another body")


class SessionQuerySet(models.QuerySet):
    def of(self, body, number, kind="regular"):
        return self.filter(body=body, number=number, kind=kind)


def check_parts(parts) -> None:
    """Refuse parts that are no pairs of days, or that do not follow one another."""
    try:
        days = [date.fromisoformat(day) for first, last in parts for day in (first, last)]
    except (TypeError, ValueError):
        days = None
    if days is None or days != sorted(days):
        raise ValidationError(
            _("The parts of the session cannot be read. Give the first and the last day of each, earliest first.")
        )


class Session(SeenInCalendars):
    """A session of a body. Dates that nobody announced stay empty; estimates are worked out, never stored here.

    `opens_on` and `closes_on` are the days that count: as held, or as planned while it is ahead. The days first
    announced are kept beside them once they differ. An interrupted session is one row with its `parts`, [["2020-02-24",
    "2020-03-13"], ["2020-06-15", "2020-06-23"]]: everything is counted from its first opening and its last day, and
    nothing is ever asked of one part alone.
    """

    class Kind(models.TextChoices):
        REGULAR = "regular", _("regular session")
        SPECIAL = "special", _("special session")
        ORGANIZATIONAL = "organizational", _("organizational session")
        THIRD_COMMITTEE = "third-committee", _("Third Committee")

    body = models.CharField(_("body"), max_length=8, choices=Body, default=Body.COUNCIL)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.REGULAR)
    number = models.PositiveSmallIntegerField(_("number"))
    opens_on = models.DateField(_("opens"), null=True, blank=True)
    closes_on = models.DateField(_("closes"), null=True, blank=True)
    planned_opens_on = models.DateField(
        _("opening first planned"), null=True, blank=True, help_text=_("Where it was to open before it was moved.")
    )
    planned_closes_on = models.DateField(_("last day first planned"), null=True, blank=True)
    parts = models.JSONField(
        _("parts"), default=list, blank=True, validators=[check_parts], help_text=_("Of a session that was suspended.")
    )
    source = models.TextField(_("source"), blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "body", "-number"]
        verbose_name, verbose_name_plural = _("session"), _("sessions")
        constraints = [
            models.UniqueConstraint(fields=["body", "kind", "number"], name="session_is_named_once"),
            one_of("body", Body, "session_body_is_known"),
            one_of("kind", ["regular", "special", "organizational", "third-committee"], "session_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on"))
                | models.Q(closes_on=None)
                | models.Q(opens_on=None),
                name="session_closes_after_it_opens",
                violation_error_message=_("A session cannot close before it opens."),
            ),
            models.CheckConstraint(
                condition=models.Q(planned_closes_on__gte=models.F("planned_opens_on"))
                | models.Q(planned_closes_on=None)
                | models.Q(planned_opens_on=None),
                name="session_was_planned_to_close_after_it_opens",
                violation_error_message=_("A session cannot be planned to close before it opens."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("session", args=[self.address])

    def clean(self):
        """The parts of an interrupted session begin and end with it."""
        days = [day for part in self.parts or () for day in part]
        ends = [day and day.isoformat() for day in (self.opens_on, self.closes_on)]
        if days and [days[0], days[-1]] != ends:
            raise ValidationError(
                {"parts": _("The first part begins when the session opens, the last one ends when it closes.")}
            )

    @classmethod
    def from_db(cls, db, field_names, values):
        session = super().from_db(db, field_names, values)
        if {"opens_on", "closes_on"} <= set(field_names):
            session._kept_dates = (session.opens_on, session.closes_on)
        return session

    def save(self, *args, **kwargs):
        """A session whose dates are not those that were kept has moved in calendars, too."""
        dates = (self.opens_on, self.closes_on)
        if self.pk and getattr(self, "_kept_dates", dates) != dates:
            self.sequence, self.changed_at = self.sequence + 1, timezone.now()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "sequence", "changed_at"}
        super().save(*args, **kwargs)
        self._kept_dates = dates

    @property
    def name(self):
        """As the field says it: HRC62, HRC S-36, GA81."""
        prefix = {"special": " S-", "organizational": " organizational ", "third-committee": " Third Committee "}
        return f"{self.body}{prefix.get(self.kind, '')}{self.number}"

    @property
    def address(self):
        """As addresses say it: hrc62, hrcs-36, hrc-organizational-18, ga-third-committee-80."""
        infix = {"special": "s-", "organizational": "-organizational-", "third-committee": "-third-committee-"}
        return f"{self.body.lower()}{infix.get(self.kind, '')}{self.number}"


class DutyStation(models.TextChoices):
    GENEVA = "Geneva", _("Geneva")
    NEW_YORK = "New York", _("New York")


class DayOff(models.Model):
    """A day on which a duty station does not work. Weekends need not be listed."""

    station = models.CharField(_("duty station"), max_length=10, choices=DutyStation, default=DutyStation.GENEVA)
    on = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        ordering = ["-on", "station"]
        verbose_name, verbose_name_plural = _("day off"), _("days off")
        constraints = [
            models.UniqueConstraint(fields=["station", "on"], name="day_off_is_listed_once"),
            one_of("station", DutyStation, "day_off_station_is_known"),
        ]

    def __str__(self):
        return f"{self.on:%Y-%m-%d} {self.name}"
