"""Submitted on time or late: the reports whose submission fell due in a quarter, by mandate, with what lies behind."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from mandates.models import Deadline, whole_date
from mandates.planning.rules import SUBMISSION

from .mandates import belonging_to

STANDINGS = {
    "on time": _("Submitted on time"),
    "late": _("Submitted late"),
    "missing": _("Late, not submitted"),
    "ahead": _("Not due yet"),
    "not recorded": _("Not recorded"),
}
OVERDUE = ("late", "missing")  # of which a delay is counted


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months: `Quarter(2026, 1)` is January to March 2026, written 2026-1."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """The quarter written 2026-1; ValueError for anything else."""
        year, _dash, number = text.partition("-")
        if not (year.isdecimal() and len(year) == 4 and number in ("1", "2", "3", "4")) or int(year) < 2006:
            raise ValueError(f"“{text}” names no quarter. Write 2026-1.")
        return cls(int(year), int(number))

    @classmethod
    def ended(cls, today: date) -> "Quarter":
        """The last one that is over."""
        return cls(today.year, (today.month + 2) // 3).before

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        return self.after.first - timedelta(days=1)

    @property
    def before(self) -> "Quarter":
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def after(self) -> "Quarter":
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)


@dataclass(frozen=True, slots=True)
class Submission:
    """One report whose submission fell due: on which day, when it came, and how it stands (a key of `STANDINGS`)."""

    report: int
    deadline: int
    mandate: str
    slug: str
    session: str
    due_on: date
    submitted_on: date | None
    standing: str
    delay: int  # days after the last one in time; up to today where it is not submitted
    is_by_document: bool  # the day is the one printed on the document: no other was recorded
    why: str  # why it is late, as a person recorded it

    @property
    def words(self) -> str:
        return str(STANDINGS[self.standing])


@dataclass(slots=True)
class Compliance:
    """The numbers of one mandate, or of all together."""

    mandate: str
    slug: str
    submissions: list[Submission] = field(default_factory=list)

    def number(self, standing: str) -> int:
        return sum(each.standing == standing for each in self.submissions)

    @property
    def numbers(self) -> list[tuple[str, int]]:
        """How many stand how, in the order of `STANDINGS`."""
        return [(standing, self.number(standing)) for standing in STANDINGS]

    @property
    def due(self) -> int:
        return len(self.submissions)

    @property
    def share(self) -> int | None:
        """Per cent on time of those that fell due by now and are recorded; None where there is none."""
        known = sum(self.number(standing) for standing in ("on time", *OVERDUE))
        return round(100 * self.number("on time") / known) if known else None

    @property
    def delay(self) -> float | None:
        """Average delay in days of those that came late or are late still; None where none is."""
        delays = [each.delay for each in self.submissions if each.standing in OVERDUE]
        return sum(delays) / len(delays) if delays else None


def submissions_due(quarter: Quarter, today: date, mandates=None) -> list[Submission]:
    """What fell due in `quarter` in confirmed streams of `mandates` (a queryset; None for all), by mandate and day.

    One query. The slot agreed with document management is the day, where there is one."""
    rows = Deadline.objects.filter(
        rule__stage=SUBMISSION, due_on__range=(quarter.first, quarter.last), report__isnull=False
    ).exclude(standing=Deadline.Standing.SUGGESTED)
    if mandates is not None:
        rows = rows.filter(belonging_to(mandates))
    columns = (
        "pk", "report", "mandate__name", "mandate__short_name", "mandate__slug", "session__body", "session__number",
        "due_on", "late_after", "met_on", "standing", "report__submitted_on", "report__document_date",
        "report__late_reason",
    )  # fmt: skip
    found = rows.order_by("mandate__name", "due_on", "pk").values_list(*columns)
    return [_submission(*values, today=today) for values in found]


def _submission(
    pk,
    report,
    name,
    short_name,
    slug,
    body,
    number,
    due_on,
    late_after,
    met_on,
    standing,
    submitted_on,
    printed,
    why,
    *,
    today,
) -> Submission:
    recorded = submitted_on or met_on
    on = recorded or whole_date(printed)
    last = max(late_after or due_on, due_on)
    if on:
        word = "late" if on > last else "on time"
    elif standing != Deadline.Standing.FOLLOWED:
        word = "not recorded"
    else:
        word = "missing" if last < today else "ahead"
    delay = max(((on or today) - last).days, 0) if word in OVERDUE else 0
    session = f"{body}{number}" if number else ""
    return Submission(
        report=report,
        deadline=pk,
        mandate=short_name or name,
        slug=slug,
        session=session,
        due_on=due_on,
        submitted_on=on,
        standing=word,
        delay=delay,
        is_by_document=bool(on and not recorded),
        why=why if word in OVERDUE else "",
    )


def by_mandate(submissions: Iterable[Submission]) -> list[Compliance]:
    """The numbers of each mandate, in the order in which the mandates come."""
    found: dict[str, Compliance] = {}
    for each in submissions:
        found.setdefault(each.slug, Compliance(each.mandate, each.slug)).submissions.append(each)
    return list(found.values())
