"""The list of renewals: an address to the mandates whose renewal it asks for, those that press most first."""

import django_filters
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Value, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mandates.models import Mandate, MandateAction, MandateHolder

from .filters import ListFilter
from .mandates import whose_mandates
from .sessions import next_council_sessions

COMING = 3  # sessions: what the head of unit looks at before each of them
RenewalState, What = Mandate.RenewalState, MandateAction.What
ENDINGS = {"merged": What.MERGES, "replaced": What.REPLACES, "retired": What.ENDS}
STATES = [
    ("in force", _("In force")),
    ("due", _("Due")),
    ("not recorded", _("Due, outcome not recorded")),
    ("renewed", _("Renewed")),
    ("adapted", _("Adapted")),
    ("merged", _("Merged")),
    ("replaced", _("Replaced")),
    ("retired", _("Ended")),
    ("gap", _("With a gap")),
]


class RenewalFilter(ListFilter):
    """`sessions` next: decided at one of the next three; `state`, `who` me or unit, `q` name or holder."""

    sessions = django_filters.ChoiceFilter(
        label=_("Decided at"),
        method="filter_sessions",
        choices=[("next", _("One of the next three sessions"))],
        empty_label=_("Any session"),
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), method="filter_state", choices=STATES, empty_label=_("Any state")
    )
    who = django_filters.ChoiceFilter(
        label=_("Whose"),
        method="filter_who",
        choices=[("me", _("Mine, as owner or deputy")), ("unit", _("My unit’s"))],
        empty_label=_("Everybody’s"),
    )
    q = django_filters.CharFilter(label=_("Name or holder"), method="filter_words")

    class Meta:
        model = Mandate
        fields = ["sessions", "state", "who", "q"]

    @property
    def qs(self):
        """Outcome not recorded first, then by the opening of the session that decides; ended ones last."""
        pressing = Case(
            When(renewal_state=RenewalState.NOT_RECORDED, then=Value(0)),
            When(renewal_state=RenewalState.ENDED, then=Value(2)),
            default=Value(1),
        )
        session = (
            F("renewal_session__opens_on").asc(nulls_last=True),
            F("renewal_session__number").asc(nulls_last=True),
        )
        return super().qs.order_by(pressing, *session, "name")

    def filter_sessions(self, mandates, _name, _value):
        coming = next_council_sessions(self.today, COMING)
        return mandates.filter(
            renewal_session__body="HRC", renewal_session__kind="regular", renewal_session__number__in=coming
        )

    def filter_state(self, mandates, _name, state):
        match state:
            case "in force":
                return mandates.filter(renewal_state=RenewalState.IN_FORCE)
            case "due":
                return mandates.filter(renewal_state=RenewalState.DUE)
            case "not recorded":
                return mandates.outcome_not_recorded()
            case "gap":
                return mandates.filter(renewal_gap=True)
            case "renewed" | "adapted":
                what = What.EXTENDS if state == "renewed" else What.MODIFIES
                return mandates.filter(runs_on__what=what).exclude(renewal_state=RenewalState.ENDED)
        ended = MandateAction.objects.filter(mandate=OuterRef("pk"), what=ENDINGS[state])
        return mandates.filter(Exists(ended), renewal_state=RenewalState.ENDED)

    def filter_who(self, mandates, _name, who):
        return whose_mandates(mandates, who, self.reader, self.today)

    def filter_words(self, mandates, _name, words):
        words = " ".join(words.split())
        held = MandateHolder.objects.filter(mandate=OuterRef("pk"), name__icontains=words)
        return mandates.filter(Q(name__icontains=words) | Q(short_name__icontains=words) | Exists(held))


def ending_of(mandate: Mandate) -> MandateAction | None:
    """What ended `mandate`, which comes `with_renewal_facts`; None while it goes on."""
    is_ended = mandate.renewal_state == RenewalState.ENDED
    return mandate.endings[-1] if mandate.endings and is_ended else None


def renewal_word(mandate: Mandate) -> str:
    """The state of a renewal in a word, an ended mandate by what ended it; `mandate` comes `with_renewal_facts`."""
    ended = ending_of(mandate)
    if ended is None:
        return mandate.get_renewal_state_display() or gettext("no term recorded")
    return {What.MERGES: gettext("merged"), What.REPLACES: gettext("replaced"), What.ENDS: gettext("ended")}[ended.what]


def with_renewal_facts(mandates):
    """With all that a row prints: the text that it runs on, its session, its holders, and the text that ended it."""
    endings = MandateAction.objects.filter(what__in=ENDINGS.values()).select_related("resolution")
    return mandates.select_related(
        "owner", "runs_on__resolution", "runs_on__paragraph", "renewal_session"
    ).prefetch_related(
        Prefetch("holders", MandateHolder.objects.select_related("appointed_at")),
        Prefetch("actions", endings.order_by("resolution__adopted", "pk"), to_attr="endings"),
    )
