"""Rules that a person can edit, and the deadlines that they give."""

from django.conf import settings
from django.core.validators import int_list_validator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .fields import SeenInCalendars, one_of
from .handovers import Acting
from .mandates import CountryVisit, Mandate, MandateAction, MandateHolder
from .reference import Session
from .reporting import Report, ReportingObligation
from .resolutions import Resolution


class Stage(models.TextChoices):
    """Which stage of a report, or of a renewal, a step is."""

    CALL = "call", _("call for inputs published")
    FORECAST = "forecast", _("forecast entered")
    INPUTS = "inputs", _("inputs in")
    OUTLINE = "outline", _("outline agreed")
    DRAFT = "draft", _("draft cleared")
    SUBMISSION = "submission", _("submitted")
    ISSUE = "issue", _("issued")
    DIALOGUE = "dialogue", _("presented in a dialogue")
    ADOPTION = "adoption", _("action on the draft resolution")
    OUTCOME = "outcome", _("outcome of the renewal")


class EndingRecord(models.TextChoices):
    """The record that ends a step by itself."""

    SUBMISSION = "submission", _("the report is recorded as submitted")
    ISSUE = "issue", _("the report is recorded as issued")
    DIALOGUE = "dialogue", _("the dialogue is recorded")
    SYMBOL_AND_DIALOGUE = "symbol and dialogue", _("symbol and dialogue are recorded")
    OUTCOME = "outcome", _("the outcome of the renewal is recorded")
    SUCCESSOR = "successor", _("the successor is recorded")
    ANSWER = "answer", _("the answer of the State is recorded")


class Rule(models.Model):
    """A rule of the house as a row: anchor, offset, what ends it, on whose word; `planning` gives it its meaning."""

    code = models.CharField(_("code"), max_length=8, unique=True)
    step = models.CharField(_("step"), max_length=200, help_text=_("As an act: Submit the report."))
    done_word = models.CharField(_("word of its button"), max_length=30, help_text=_("What happened: Submitted."))
    anchor = models.CharField(_("anchor"), max_length=20)
    offset = models.CharField(_("offset"), max_length=120)
    is_ours = models.BooleanField(
        _("our own duty"), default=False, help_text=_("Rolls back to the last working day of the duty station.")
    )
    is_event = models.BooleanField(
        _("happens by itself"), default=False, help_text=_("A meeting or window that passes: it is never late.")
    )
    stage = models.CharField(
        _("stage that it is"),
        max_length=12,
        choices=Stage,
        blank=True,
        help_text=_("What a person records by marking the step as done."),
    )
    ends_with = models.CharField(
        _("ends as soon as"),
        max_length=20,
        choices=EndingRecord,
        blank=True,
        help_text=_("The record that ends the step by itself. Without one it stays until a person marks it as done."),
    )
    is_replaced_by_slot = models.BooleanField(
        _("an agreed slot date replaces it"),
        default=False,
        help_text=_("A date agreed with document management takes the place of the counted one."),
    )
    applies_to = models.CharField(_("applies to"), max_length=80)
    source = models.TextField(_("source"), blank=True)
    is_house_default = models.BooleanField(_("house default"), default=False)
    note = models.TextField(_("note"), blank=True)
    owner_leads = models.CharField(
        _("days before, for the owner"),
        max_length=40,
        blank=True,
        validators=[int_list_validator(allow_negative=True)],
        help_text=_("28,14,7,1. A minus sign means days after: -1."),
    )
    head_leads = models.CharField(
        _("days before, for the head of unit"),
        max_length=40,
        blank=True,
        validators=[int_list_validator(allow_negative=True)],
        help_text=_("7,-1 is seven days before and one day after."),
    )
    is_on = models.BooleanField(_("on"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    changed_why = models.TextField(_("why it was changed"), blank=True)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)

    class Meta:
        ordering = ["position", "code"]
        verbose_name, verbose_name_plural = _("rule"), _("rules")
        constraints = [
            one_of("stage", Stage, "rule_stage_is_known"),
            one_of("ends_with", EndingRecord, "rule_ends_with_a_known_record"),
        ]

    def __str__(self):
        return f"{self.code} {self.step}"

    def get_absolute_url(self):
        return reverse("rule", args=[self.code])


class RuleVersion(models.Model):
    """A rule as it stood under one version, the present one too; written by `records`, changed by nobody."""

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="versions", verbose_name=_("rule"))
    number = models.PositiveSmallIntegerField(_("version"))
    values = models.JSONField(_("as it stood"))
    made_at = models.DateTimeField(_("since"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    why = models.TextField(_("why"), blank=True)

    class Meta:
        ordering = ["rule", "-number"]
        verbose_name, verbose_name_plural = _("version of a rule"), _("versions of rules")
        constraints = [models.UniqueConstraint(fields=["rule", "number"], name="rule_has_a_version_once")]

    def __str__(self):
        return f"{self.rule.code}, {self.number}"


def kind_of(obligation, holder, visit) -> str:
    """What a step belongs to, by what it carries: report, appointment, visit, otherwise renewal."""
    if obligation is not None:
        return "report"
    return "appointment" if holder is not None else "visit" if visit is not None else "renewal"


class DeadlineQuerySet(models.QuerySet):
    def open(self):
        """Followed and not yet met. A suggestion is not open: it reminds nobody."""
        return self.filter(standing=Deadline.Standing.FOLLOWED, met_on=None)

    def overdue(self, today):
        """Open, and `today` is after the last day on which it was in time. Due today is not overdue."""
        return self.open().filter(late_after__lt=today)

    def due_between(self, first, last):
        """Open and falling due from `first` to `last`, both included; what is late already is not among them."""
        return (
            self.open().filter(due_on__lte=last).filter(Q(late_after__gte=first) | Q(is_event=True, due_on__gte=first))
        )

    def upcoming(self, today):
        return self.open().filter(Q(late_after__gte=today) | Q(is_event=True, due_on__gte=today))

    def later_than(self, day):
        return self.open().filter(due_on__gt=day)

    def without_a_day(self):
        """Followed, yet the day that they count from was not found."""
        return self.open().filter(due_on=None, late_after=None)

    def suggested(self):
        return self.filter(standing=Deadline.Standing.SUGGESTED, met_on=None)

    def not_recorded(self):
        """Past before anybody followed them, or past acting upon, and never recorded."""
        return self.filter(standing=Deadline.Standing.NOT_RECORDED, met_on=None)

    def met(self):
        return self.filter(Q(standing=Deadline.Standing.MET) | Q(met_on__isnull=False))

    def for_officer(self, person, acting: Acting, mandates=None):
        """Those on which `person` is to act on the day of `acting`: assigned to the person, or assigned to nobody in a
        mandate on which the person acts; those of whoever the person stands in for; and nothing that was handed over.

        `mandates` are the keys of the mandates on which the person acts (`acted_on_by`) where the caller has them;
        otherwise they are asked for."""
        if mandates is None:
            mandates = list(Mandate.objects.acted_on_by(person, acting).values_list("pk", flat=True))
        return self.assigned_for(person, acting) | self.unassigned_of(mandates)

    def assigned_for(self, person, acting: Acting):
        """Assigned to the person and not handed over, or to somebody for whom the person stands in."""
        assigned = Q(assigned_to=person)
        if given := acting.given_by(person.pk):
            assigned &= ~Q(mandate__in=given)
        for away, taken in acting.taken_by(person.pk).items():
            assigned |= Q(assigned_to=away, mandate__in=taken)
        return self.filter(assigned)

    def unassigned_of(self, mandates):
        """Of `mandates`, and assigned to nobody."""
        return self.filter(assigned_to=None, mandate__in=mandates)

    def ground_moved(self):
        """Set by a person, and the rule gives another day now than it gave then."""
        same = Q(planned_on=F("rule_gave_on")) | Q(planned_on=None, rule_gave_on=None)
        return self.filter(set_by_hand=True).exclude(same)

    def with_row_facts(self):
        """With all that a row of a list prints: 300 rows cost as many queries as 3."""
        return self.select_related(
            "mandate__owner", "mandate__deputy", "rule", "report", "session", "assigned_to", "source_resolution",
            "set_by", "obligation", "visit__state", "holder",
        )  # fmt: skip


class Deadline(SeenInCalendars):
    """One dated step, with everything that says why the date is what it is.

    Dates: `counted_on` is what the rule gives, `planned_on` the same after working days were minded, `due_on` what
    counts (a person may have set it). All are null where the anchor is not known. `late_after` is the last day on
    which the step is in time; null for what is never late. `key` is the plan's name for the step in this mandate.
    `rule_version` is the version of the rule that made the date as it stands. `plan_digest` stands for all that
    planning gave when the row was last compared: whoever writes a planned column by other means sets it to 0.
    """

    class Standing(models.TextChoices):
        FOLLOWED = "followed", _("followed")
        SUGGESTED = "suggested", _("suggested")
        NOT_RECORDED = "not_recorded", _("not recorded")
        MET = "met", _("met, by what is recorded")

    mandate = models.ForeignKey(
        Mandate, models.CASCADE, db_index=False, related_name="deadlines", verbose_name=_("mandate")
    )
    key = models.CharField(max_length=120, editable=False)
    rule = models.ForeignKey(
        Rule, models.PROTECT, db_index=False, null=True, blank=True, related_name="deadlines", verbose_name=_("rule")
    )
    rule_version = models.PositiveSmallIntegerField(_("version of the rule"), default=1, editable=False)
    step = models.CharField(_("step"), max_length=200)
    obligation = models.ForeignKey(
        ReportingObligation,
        models.CASCADE,
        db_index=False,
        null=True,
        blank=True,
        related_name="deadlines",
        verbose_name=_("reporting obligation"),
    )
    report = models.ForeignKey(
        Report, models.SET_NULL, null=True, blank=True, related_name="deadlines", verbose_name=_("report")
    )
    action = models.ForeignKey(
        MandateAction,
        models.SET_NULL,
        db_index=False,
        null=True,
        blank=True,
        related_name="deadlines",
        verbose_name=_("term of the mandate"),
    )
    visit = models.ForeignKey(
        CountryVisit,
        models.CASCADE,
        db_index=False,
        null=True,
        blank=True,
        related_name="deadlines",
        verbose_name=_("country visit"),
    )
    holder = models.ForeignKey(
        MandateHolder,
        models.CASCADE,
        db_index=False,
        null=True,
        blank=True,
        related_name="deadlines",
        verbose_name=_("mandate holder"),
    )
    session = models.ForeignKey(
        Session,
        models.PROTECT,
        db_index=False,
        null=True,
        blank=True,
        related_name="deadlines",
        verbose_name=_("session"),
    )
    source_resolution = models.ForeignKey(
        Resolution,
        models.PROTECT,
        db_index=False,
        null=True,
        blank=True,
        related_name="deadlines",
        verbose_name=_("text"),
    )
    source_paragraph = models.CharField(_("paragraph"), max_length=24, blank=True)

    anchor = models.CharField(_("anchor"), max_length=40, blank=True)
    anchor_on = models.DateField(_("day of the anchor"), null=True, blank=True)
    anchor_source = models.TextField(_("source of the anchor"), blank=True)
    offset_words = models.CharField(_("offset in words"), max_length=120, blank=True)
    counted_on = models.DateField(_("counted"), null=True, blank=True)
    planned_on = models.DateField(_("planned"), null=True, blank=True)
    adjustments = models.JSONField(_("adjustments"), default=list, blank=True)  # [{"from", "to", "why"}], ISO dates
    because = models.TextField(_("why it stands as it does"), blank=True)

    due_on = models.DateField(_("due"), null=True, blank=True)
    window_ends = models.DateField(_("window ends"), null=True, blank=True)
    late_after = models.DateField(_("in time until"), null=True, blank=True, editable=False)
    is_estimate = models.BooleanField(_("estimate"), default=False)
    is_event = models.BooleanField(_("happens by itself"), default=False)
    standing = models.CharField(_("standing"), max_length=12, choices=Standing, default=Standing.FOLLOWED)

    plan_digest = models.BigIntegerField(default=0, editable=False)

    set_by_hand = models.BooleanField(_("set by hand"), default=False)
    rule_gave_on = models.DateField(_("what the rule gave when it was set"), null=True, blank=True, editable=False)
    set_reason = models.TextField(_("reason"), blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, db_index=False, null=True, blank=True, related_name="+"
    )
    set_at = models.DateTimeField(null=True, blank=True)

    met_on = models.DateField(_("met on"), null=True, blank=True)
    met_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, db_index=False, null=True, blank=True, related_name="+"
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        db_index=False,
        null=True,
        blank=True,
        related_name="assigned_deadlines",
        verbose_name=_("assigned to"),
    )
    snoozed_until = models.DateField(_("snoozed until"), null=True, blank=True)
    snoozes = models.PositiveSmallIntegerField(_("times snoozed"), default=0)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name, verbose_name_plural = _("deadline"), _("deadlines")
        constraints = [
            models.UniqueConstraint(fields=["mandate", "key"], name="step_is_planned_once"),
            models.CheckConstraint(
                condition=Q(set_by_hand=False) | ~Q(set_reason="") & Q(due_on__isnull=False),
                name="date_set_by_hand_has_a_reason",
                violation_error_message=_("Say why the date was set by hand: replanning will keep it."),
            ),
            models.CheckConstraint(
                condition=Q(window_ends__gte=models.F("due_on")) | Q(window_ends=None) | Q(due_on=None),
                name="window_ends_after_it_begins",
            ),
            one_of("standing", ["followed", "suggested", "not_recorded", "met"], "deadline_standing_is_known"),
        ]
        indexes = [
            models.Index(
                fields=["late_after", "id"], condition=Q(standing="followed", met_on=None), name="open_by_last_day"
            ),
            models.Index(fields=["due_on", "id"], condition=Q(standing="followed", met_on=None), name="open_by_day"),
            # With the columns of their condition, so that SQLite, too, counts in these two without reading a row.
            models.Index(
                fields=["mandate", "due_on", "standing", "met_on"],
                condition=Q(standing="followed", met_on=None),
                name="open_by_mandate",
            ),
            models.Index(
                fields=["mandate", "session", "due_on", "standing", "met_on"],
                condition=Q(standing="not_recorded", met_on=None),
                name="not_recorded_by_mandate",
            ),
            models.Index(
                fields=["due_on", "id"], condition=Q(standing="suggested", met_on=None), name="suggested_by_day"
            ),
            models.Index(fields=["due_on", "id"], name="deadline_by_day"),
            models.Index(fields=["session", "due_on"], name="deadline_by_session"),
            # Each index is written anew with each date that moves, and a session moves ten thousand: there is none for
            # what is asked only when a stream goes over, or a text or stream is deleted.
            # Of a million dates few have one of these: an index of all of them says nothing of the few.
            *(
                models.Index(fields=[name], condition=Q(**{f"{name}__isnull": False}), name=f"deadline_with_{name}")
                for name in ("action", "visit", "holder", "set_by", "met_by", "assigned_to")
            ),
        ]

    def __str__(self):
        return self.step

    def get_absolute_url(self):
        return reverse("deadline", args=[self.pk])

    @property
    def step_words(self):
        """The step in the reader's language, where it is one of those that the shipped rules name."""
        return gettext(self.step)

    @property
    def step_and_session(self):
        """The step with the session at which it stands, if any: "Submit the report, HRC62"."""
        return f"{self.step_words}, {self.session}" if self.session else self.step_words

    @property
    def kind(self):
        return kind_of(self.obligation_id, self.holder_id, self.visit_id)

    @property
    def ground_moved(self):
        """Whether a person set the day and the rule gives another one now than it gave then."""
        return self.set_by_hand and self.planned_on != self.rule_gave_on

    def is_open(self):
        return self.standing == self.Standing.FOLLOWED and self.met_on is None

    def is_late(self, today):
        return self.is_open() and self.late_after is not None and self.late_after < today
