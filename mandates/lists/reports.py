"""The list of reports: an address to a queryset, and what is known of each on its way from planned to presented."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import django_filters
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mandates.models import Deadline, Mandate, Report, ReportingObligation, Session, Standing, whole_date
from mandates.planning.documents import word_limit
from mandates.planning.rules import DIALOGUE, ISSUE, REPORT_STAGES, SUBMISSION

from .filters import ListFilter
from .mandates import belonging_to, whose_mandates
from .wording import stage_on

SUBMITTED, ISSUED, PRESENTED = (REPORT_STAGES.index(stage) for stage in (SUBMISSION, ISSUE, DIALOGUE))
ORAL = (ReportingObligation.Kind.ORAL_UPDATE,)  # without a document
PANELS = (ReportingObligation.Kind.PANEL_REPORT, ReportingObligation.Kind.SUMMARY)
AT_ONCE = 2_000
A_YEAR = timedelta(days=366)
STANDINGS = [
    ("late", gettext_lazy("Late")),
    ("suggested", gettext_lazy("Not confirmed")),
    ("presented", gettext_lazy("Presented")),
    ("all", gettext_lazy("All")),
]


class ReportFilter(ListFilter):
    """`standing` (nothing given: on their way), `who` me or unit, `mandate` its short form, `session` HRC62, `q`."""

    standing = django_filters.ChoiceFilter(
        label=gettext_lazy("Standing"),
        method="filter_standing",
        choices=STANDINGS,
        empty_label=gettext_lazy("On their way"),
    )
    who = django_filters.ChoiceFilter(
        label=gettext_lazy("Whose"),
        method="filter_who",
        choices=[("me", gettext_lazy("Mine, as owner or deputy")), ("unit", gettext_lazy("My unit’s"))],
        empty_label=gettext_lazy("Everybody’s"),
    )
    mandate = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Mandate"), queryset=Mandate.objects.all(), to_field_name="slug"
    )
    session = django_filters.CharFilter(label=gettext_lazy("Session, as in HRC62"), method="filter_session")
    q = django_filters.CharFilter(label=gettext_lazy("Symbol, title or mandate"), method="filter_words")

    class Meta:
        model = Report
        fields = ["standing", "who", "mandate", "session", "q"]

    @property
    def qs(self):
        """On their way unless the address names a standing, by session; what may lie behind, newest first."""
        named = self.is_bound and self.form.is_valid() and self.form.cleaned_data.get("standing")
        if named in ("presented", "all"):
            return super().qs.order_by(F("session__opens_on").desc(nulls_last=True), "mandate__name", "pk")
        reports = super().qs if named else on_their_way(super().qs, self.today)
        return reports.order_by(F("session__opens_on").asc(nulls_last=True), "session__number", "mandate__name", "pk")

    def filter_standing(self, reports, _name, standing):
        match standing:
            case "late":
                late = Deadline.objects.overdue(self.today).filter(rule__stage=SUBMISSION)
                return reports.filter(pk__in=late.order_by().values("report"))
            case "suggested":
                ahead = Deadline.objects.suggested().filter(report=OuterRef("pk"))
                return reports.filter(obligation__standing=Standing.SUGGESTED).filter(Exists(ahead))
            case "presented":
                return reports.exclude(presented_on=None)
        return reports

    def filter_who(self, reports, _name, who):
        mandates = whose_mandates(Mandate.objects.order_by(), who, self.reader, self.today)
        return reports.filter(belonging_to(mandates))

    def filter_session(self, reports, _name, words):
        name = "".join(words.split()).upper()
        digits = name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ-")
        body = name[: len(name) - len(digits)]
        if not digits.isdecimal() or len(digits) > 4:
            return reports.none()
        kind = Session.Kind.SPECIAL if body.endswith("S-") else Session.Kind.REGULAR
        return reports.filter(session__in=Session.objects.of(body.removesuffix("S-"), int(digits), kind))

    def filter_words(self, reports, _name, words):
        for word in words.split()[:6]:
            reports = reports.filter(
                Q(symbol__icontains=word)
                | Q(title__icontains=word)
                | Q(mandate__name__icontains=word)
                | Q(mandate__short_name__icontains=word)
            )
        return reports


def on_their_way(reports, today: date):
    """Those of a confirmed stream of which a step is open still, and which are not presented.

    What was to come to a session more than a year ago is late, or not recorded, and on its way no more."""
    known = Session.objects.filter(Q(opens_on__gte=today - A_YEAR) | Q(opens_on=None))
    open_steps = Deadline.objects.open().filter(report=OuterRef("pk"))
    reports = reports.filter(obligation__standing=Standing.CONFIRMED, presented_on=None, session__in=known.values("pk"))
    return reports.filter(Exists(open_steps))


def with_row_facts(reports):
    """With all that a row prints, apart from its days (`on_the_way`)."""
    return reports.select_related("mandate__owner", "session", "obligation__addressee")


@dataclass(slots=True)
class Stage:
    """One of the seven stages: the day that was planned, what is known of it, and the step that stands for it."""

    name: str
    planned_on: date | None = None
    last_day: date | None = None  # the last on which it is in time
    is_met: bool = False
    is_suggested: bool = False
    on: date | None = None  # the day on which it happened, where that is known
    is_by_document: bool = False  # the day is the one printed on the document: no other was recorded
    deadline: int | None = None


@dataclass(slots=True)
class OnTheWay:
    """A report with its seven stages, its length against the limit, and how late it is."""

    report: Report
    stages: list[Stage]
    limit: int
    today: date
    text: str = ""  # the symbol of the text that asks for it, and its paragraph
    paragraph: str = ""

    @property
    def submission(self) -> Stage:
        return self.stages[SUBMITTED]

    @property
    def issue(self) -> Stage:
        return self.stages[ISSUED]

    @property
    def presentation(self) -> Stage:
        return self.stages[PRESENTED]

    @property
    def days_late(self) -> int:
        """Days after the last one on which submitting was in time: as submitted or, while it is open, up to today."""
        last, on = self.submission.last_day, self.submission.on
        if last is None or (on is None and self.submission.is_met):
            return 0
        return max(((on or self.today) - last).days, 0)

    @property
    def late_reason(self) -> str:
        """Why it is late, as a person recorded it; "" where it is not late, or nobody has."""
        return self.report.late_reason if self.days_late else ""

    @property
    def is_submitted(self) -> bool:
        return self.submission.is_met or self.submission.on is not None

    @property
    def stage(self) -> int:
        """The stage that is on, 1 to 7; of a report that is out, the one that it has reached."""
        report = self.report
        if report.presented_on:
            return PRESENTED + 1
        is_out = report.issued_on or report.document_date or (report.symbol and report.obligation_id is None)
        return ISSUED + 1 if is_out else stage_on(report.stage)

    @property
    def stage_word(self) -> str:
        return self.stages[self.stage - 1].name

    @property
    def words_over(self) -> int:
        """How many words it is too long; 0 where it is not, or its length is not recorded."""
        return max((self.report.words or 0) - self.limit, 0)


def on_the_way(reports: Iterable[Report], today: date) -> list[OnTheWay]:
    """These reports (with row facts), each with the days of its stages; one query for two thousand of them."""
    reports = list(reports)
    steps = defaultdict(dict)
    columns = (
        "report", "rule__stage", "pk", "due_on", "late_after", "met_on", "standing", "source_resolution__symbol",
        "source_paragraph",
    )  # fmt: skip
    # All steps are asked for, and others left aside here: without statistics SQLite would look up each rule's dates,
    # a hundred thousand, rather than each report's ten.
    for start in range(0, len(reports), AT_ONCE):
        rows = Deadline.objects.filter(report__in=[report.pk for report in reports[start : start + AT_ONCE]])
        for values in rows.order_by().values(*columns):
            if values["rule__stage"] in REPORT_STAGES:
                steps[values["report"]][REPORT_STAGES.index(values["rule__stage"])] = values
    return [_on_the_way(report, steps[report.pk], today) for report in reports]


def _on_the_way(report: Report, steps: dict, today: date) -> OnTheWay:
    recorded = {SUBMITTED: report.submitted_on, ISSUED: report.issued_on, PRESENTED: report.presented_on}
    stages = []
    for number, name in enumerate(Report.STAGES):
        step = steps.get(number)
        stage = Stage(str(name), on=recorded.get(number))
        if step:
            stage.planned_on, stage.last_day, stage.deadline = step["due_on"], step["late_after"], step["pk"]
            stage.is_met = step["met_on"] is not None or step["standing"] == Deadline.Standing.MET
            stage.is_suggested = step["standing"] == Deadline.Standing.SUGGESTED
            stage.on = stage.on or step["met_on"]
        stages.append(stage)
    if stages[SUBMITTED].on is None and whole_date(report.document_date):
        stages[SUBMITTED].on, stages[SUBMITTED].is_by_document = whole_date(report.document_date), True
    submission = steps.get(SUBMITTED, {})
    addressee = report.obligation.addressee.name if report.obligation_id else ""
    return OnTheWay(
        report=report,
        stages=stages,
        limit=word_limit(addressee),
        today=today,
        text=submission.get("source_resolution__symbol") or "",
        paragraph=submission.get("source_paragraph") or "",
    )


def titled(report: Report) -> str:
    """The title of `report`; while it has none, who reports and on what: "Report of the Independent Expert on …"."""
    if report.title:
        return report.title
    name, obligation = report.mandate.name, report.obligation
    kind = obligation.get_kind_display().capitalize() if obligation else _("Report")
    if obligation is None or name.startswith(obligation.addressee.name):
        return _("%(kind)s of the %(mandate)s") % {"kind": kind, "mandate": name}
    words = {"kind": kind, "addressee": obligation.addressee.name, "mandate": report.mandate}
    return _("%(kind)s of the %(addressee)s: %(mandate)s") % words
