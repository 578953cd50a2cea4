"""From an address to deadlines: whose, of which mandate, kind and session, how they stand, when they fall due.

Pages, feeds, exports and digests read the same addresses: `?who=me&mandate=international-solidarity&until=2026-06-14`.
What an address asks and nobody here knows is left out, and said (`left_out`).
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

import django_filters
from django.db.models import Count, F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mandates.models import Deadline, HandOver, Mandate, Session, Standing, User

from .filters import ListFilter

WEEK, MONTH = timedelta(days=7), timedelta(days=30)
COUNTED_UP_TO = 5_000  # beyond this many open dates nobody reads a number: choose a unit or a mandate

KINDS = [
    ("report", _("Reports")),
    ("renewal", _("Renewals")),
    ("appointment", _("Appointments")),
    ("visit", _("Visits")),
]
OF_KIND = {
    "report": Q(obligation__isnull=False),
    "renewal": Q(obligation=None, holder=None, visit=None),
    "appointment": Q(holder__isnull=False),
    "visit": Q(visit__isnull=False),
}
STANDINGS = [
    ("open", pgettext_lazy("deadlines", "Open")),
    ("suggested", _("Suggested")),
    ("not_recorded", _("Not recorded")),
    ("met", _("Done")),
    ("all", _("All")),
]
WHEN = [
    ("overdue", _("Overdue")),
    ("week", _("Next 7 days")),
    ("month", _("Next 30 days")),
    ("later", _("Later")),
    ("undated", _("Without a day")),
]
SESSION_NAME = re.compile(r"\s*([A-Za-z]+)\s*(S-)?(\d{1,4})\s*\Z")


def whose(deadlines, who, reader, acting, mandates=None):
    """Those of `who` on the day of `acting`: "me", "unit", a person's account name; everybody's for "" and "all".

    `mandates` are the keys of those on which the person acts, where the caller has them. A reader without a unit
    has no colleagues there: "unit" is then what is the reader's own."""
    if not who or who == "all":
        return deadlines
    if who == "unit" and reader.unit_id:
        return deadlines.filter(mandate__in=Mandate.objects.filter(unit=reader.unit_id).values("pk"))
    person = reader if who in ("me", "unit") else User.objects.filter(username=who).first()
    return deadlines.for_officer(person, acting, mandates) if person else deadlines.none()


def of_kind(deadlines, kind):
    """The steps of one kind, a key of `OF_KIND`; all of them for ""."""
    return deadlines.filter(OF_KIND[kind]) if kind else deadlines


def falling(deadlines, when, today):
    """Open ones that are overdue, fall due in the next 7 days, in the 23 after them, later, or on no known day."""
    match when:
        case "overdue":
            return deadlines.overdue(today)
        case "week":
            return deadlines.due_between(today, today + WEEK)
        case "month":
            return deadlines.due_between(today + WEEK + timedelta(days=1), today + MONTH)
        case "later":
            return deadlines.later_than(today + MONTH)
        case "undated":
            return deadlines.without_a_day()
    return deadlines


def hanging_on_outcomes(deadlines, today):
    """The suggested ones from `today` on that are to be followed if a mandate was extended: the outcome of its renewal
    is not recorded, and their stream of reports, where they have one, is confirmed."""
    stream = Q(obligation=None) | Q(obligation__standing=Standing.CONFIRMED)
    not_recorded = Mandate.objects.filter(renewal_state=Mandate.RenewalState.NOT_RECORDED).values("pk")
    return deadlines.suggested().filter(stream, due_on__gte=today, mandate__in=not_recorded)


def standing_as(deadlines, standing):
    """Those that stand as `standing`, one of `STANDINGS`."""
    match standing:
        case "suggested":
            return deadlines.suggested()
        case "not_recorded":
            return deadlines.not_recorded()
        case "met":
            return deadlines.met()
        case "all":
            return deadlines
    return deadlines.open()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many dates lie where; `not_recorded` is None where it was not counted.

    `is_bounded`: there are so many that what lies furthest ahead was not counted."""

    overdue: int = 0
    week: int = 0
    month: int = 0
    later: int = 0
    undated: int = 0
    report: int = 0
    renewal: int = 0
    appointment: int = 0
    visit: int = 0
    not_recorded: int | None = None
    is_bounded: bool = False

    @property
    def all(self) -> int:
        return sum(getattr(self, kind) for kind in OF_KIND)

    @property
    def ahead(self) -> int:
        return self.week + self.month + self.later


def tally(deadlines, kind, today, *, is_everybodys=False) -> Tally:
    """Count, in one query, what of `deadlines` lies where, of one `kind` (of `OF_KIND`) or all ("").

    Each kind is counted whatever kind is chosen: the numbers say what another choice would show. With
    `is_everybodys` there may be a hundred thousand: those that lie nearest are counted, and what is open only."""
    followed = Q(standing=Deadline.Standing.FOLLOWED)
    if is_everybodys:
        columns = ("pk", "standing", "late_after", "due_on", "is_event", "obligation", "holder", "visit")
        deadlines = deadlines.open().order_by("due_on", "pk").values(*columns)[:COUNTED_UP_TO]
        more = {}
    else:
        deadlines = deadlines.filter(met_on=None, standing__in=["followed", "not_recorded"])
        more = {"not_recorded": Count("pk", filter=Q(standing=Deadline.Standing.NOT_RECORDED))}
    shown = followed & OF_KIND[kind] if kind else followed
    ahead = shown & (Q(late_after__gte=today) | Q(is_event=True, due_on__gte=today))
    week, month = today + WEEK, today + MONTH
    counted = deadlines.aggregate(
        overdue=Count("pk", filter=shown & Q(late_after__lt=today)),
        week=Count("pk", filter=ahead & Q(due_on__lte=week)),
        month=Count("pk", filter=ahead & Q(due_on__gt=week, due_on__lte=month)),
        later=Count("pk", filter=ahead & Q(due_on__gt=month)),
        undated=Count("pk", filter=shown & Q(due_on=None, late_after=None)),
        **{kind: Count("pk", filter=followed & which) for kind, which in OF_KIND.items()},
        **more,
    )
    found = Tally(**counted)
    return replace(found, is_bounded=is_everybodys and found.all >= COUNTED_UP_TO)


def _is_known(name, value) -> bool:
    """Whether there is such a person, or such a mandate; nothing asked is known, and so are the words for groups."""
    if value and "\x00" in value:  # in no name, and PostgreSQL does not take the question
        return False
    if name == "who":
        return value in (None, "", "me", "unit", "all") or User.objects.filter(username=value).exists()
    return not value or Mandate.objects.filter(slug=value).exists()


class DeadlineFilter(ListFilter):
    """`DeadlineFilter(request.GET, queryset, reader=request.user)`; `.qs` are the deadlines that the address asks for,
    earliest first, those without a day last; `.chosen` is what it asks, with defaults filled in. `checked` are the
    filters whose value is looked up, and left out where nobody has that name: a query each where it is asked."""

    who = django_filters.CharFilter(label=_("Whose"), method="by_person")
    mandate = django_filters.CharFilter(label=_("Mandate"), field_name="mandate__slug")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=KINDS, method="by_kind")
    session = django_filters.CharFilter(label=_("Session"), method="by_session")
    standing = django_filters.ChoiceFilter(label=_("How it stands"), choices=STANDINGS, method="by_standing")
    when = django_filters.ChoiceFilter(label=_("When"), choices=WHEN, method="by_day")
    since = django_filters.DateFilter(label=_("from"), field_name="due_on", lookup_expr="gte")
    until = django_filters.DateFilter(label=_("until"), field_name="due_on", lookup_expr="lte")
    q = django_filters.CharFilter(label=_("words"), method="by_words")

    class Meta:
        model = Deadline
        fields = []

    def __init__(
        self, data=None, queryset=None, *, reader, today: date | None = None, checked=("who", "mandate"), **more
    ):
        data = (data or {}).copy()
        # A name that nobody here has would be an empty list that looks as if nothing were due.
        self.unknown = [data[name] for name in checked if not _is_known(name, data.get(name))]
        for name in checked:
            if data.get(name) in self.unknown:
                data[name] = ""
        super().__init__(data, queryset, reader=reader, today=today, **more)

    @cached_property
    def acting(self):
        """Who acts for whom on the day of the list; asked for once, and only where something needs it."""
        return HandOver.objects.acting(self.today)

    @property
    def chosen(self) -> dict[str, str]:
        """What the address asks, by name; "" where it does not ask, and `standing` "open" unless it says so."""
        known = self.form.cleaned_data if self.form.is_valid() or self.form.is_bound else {}
        values = {name: str(known.get(name) or "") for name in self.base_filters}
        values["standing"] = values["standing"] or "open"
        return values

    @property
    def left_out(self) -> list[str]:
        """What the address asks and nobody here knows."""
        session = self.chosen["session"]
        return self.unknown + super().left_out + ([session] if session and not SESSION_NAME.match(session) else [])

    @property
    def qs(self):
        return super().qs.order_by(F("due_on").asc(nulls_last=True), "pk")

    def filter_queryset(self, queryset):
        # "" asks too: a standing that is not given is "open".
        queryset = self.by_standing(queryset, "standing", self.form.cleaned_data.get("standing"))
        for name, value in self.form.cleaned_data.items():
            if value and name != "standing":
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def by_person(self, deadlines, name, value):
        return whose(deadlines, value, self.reader, self.acting)

    def by_kind(self, deadlines, name, value):
        return of_kind(deadlines, value)

    def by_session(self, deadlines, name, value):
        named = SESSION_NAME.match(value)
        if not named:
            return deadlines
        kind = Session.Kind.SPECIAL if named[2] else Session.Kind.REGULAR
        return deadlines.filter(session__in=Session.objects.of(named[1].upper(), int(named[3]), kind))

    def by_standing(self, deadlines, name, value):
        return standing_as(deadlines, value)

    def by_day(self, deadlines, name, value):
        return falling(deadlines, value, self.today)

    def by_words(self, deadlines, name, value):
        for word in value.split()[:6]:
            deadlines = deadlines.filter(
                Q(step__icontains=word)
                | Q(mandate__name__icontains=word)
                | Q(mandate__short_name__icontains=word)
                | Q(source_resolution__symbol__icontains=word)
            )
        return deadlines
