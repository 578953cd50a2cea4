"""The list of mandates: an address to a queryset."""

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from mandates.models import CountryVisit, Mandate, MandateAction, MandateHolder

from .filters import ListFilter

MONTHS = {"spring": (1, 2, 3, 4), "summer": (5, 6, 7), "autumn": (8, 9, 10, 11, 12)}  # in which its sessions open


def whose_mandates(mandates, who, reader, today):
    """Those of `who`: "me" as owner, deputy or stand-in of today, "unit", "nobody" without an owner; all for anything
    else."""
    if who == "me":
        return mandates.of_officers([reader], today)
    if who == "unit":
        return mandates.of_unit(reader.unit_id) if reader.unit_id else mandates.none()
    return mandates.filter(owner=None) if who == "nobody" else mandates


def belonging_to(mandates) -> Q:
    """The condition that a row is one of `mandates`, a queryset: none where these are all there are. A database would
    look up each of all mandates before it minds anything else that is asked."""
    return Q(mandate__in=mandates.order_by().values("pk")) if mandates.query.where else Q()


class MandateFilter(ListFilter):
    """`who` me or unit, `state` of the renewal, `kind`, `season` of the session that decides, `q` name, holder, symbol
    or State visited. A choice that there is not filters nothing."""

    who = django_filters.ChoiceFilter(
        label=_("Whose"),
        method="filter_who",
        choices=[("me", _("Mine, as owner or deputy")), ("unit", _("My unit’s")), ("nobody", _("Without an owner"))],
        empty_label=_("Everybody’s"),
    )
    state = django_filters.ChoiceFilter(
        label=_("Renewal"), field_name="renewal_state", choices=Mandate.RenewalState.choices, empty_label=_("Any state")
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Mandate.Kind.choices, empty_label=_("Any kind"))
    season = django_filters.ChoiceFilter(
        label=_("Renewal decided in"),
        method="filter_season",
        choices=Mandate.Season.choices,
        empty_label=_("Any season"),
    )
    q = django_filters.CharFilter(label=_("Name, holder, symbol or State visited"), method="filter_words")

    class Meta:
        model = Mandate
        fields = ["who", "state", "kind", "season", "q"]

    def filter_who(self, mandates, _name, who):
        return whose_mandates(mandates, who, self.reader, self.today)

    def filter_season(self, mandates, _name, season):
        return mandates.filter(renewal_session__opens_on__month__in=MONTHS[season])

    def filter_words(self, mandates, _name, words):
        words = " ".join(words.split())
        of_it = OuterRef("pk")
        return mandates.filter(
            Q(name__icontains=words)
            | Q(short_name__icontains=words)
            | Exists(MandateHolder.objects.filter(mandate=of_it, name__icontains=words))
            | Exists(MandateAction.objects.filter(mandate=of_it, resolution__symbol__icontains=words))
            | Exists(CountryVisit.objects.filter(mandate=of_it, state__name__icontains=words))
        )
