"""The list of requests: an address to a queryset, ordered by whom the texts ask."""

import django_filters
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from mandates.models import Addressee, Mandate, Request, RequestSource, Resolution, Standing

from .filters import WHOSE, ListFilter


class RequestFilter(ListFilter):
    """`standing` (nothing given: in force), `who`, `verb`, `addressee` (its number), `mandate` (its short form in
    addresses), `text` 44/11, `q` words asked."""

    standing = django_filters.ChoiceFilter(
        label=_("Standing"),
        method="filter_standing",
        choices=[
            (Standing.SUGGESTED, _("Suggested, to decide")),
            (Standing.CONFIRMED, _("Confirmed")),
            (Standing.REJECTED, _("Rejected")),
            ("ended", _("No longer asked")),
        ],
        empty_label=_("In force"),
    )
    who = django_filters.ChoiceFilter(
        label=_("Whose mandates"),
        method="filter_who",
        choices=list(WHOSE.items()),
        empty_label=_("Everybody’s"),
    )
    verb = django_filters.ChoiceFilter(label=_("Verb"), choices=Request.Verb.choices, empty_label=_("Any verb"))
    addressee = django_filters.ModelChoiceFilter(
        label=_("Asked of"), queryset=Addressee.objects.all(), method="filter_addressee", empty_label=_("Anybody")
    )
    mandate = django_filters.ModelChoiceFilter(
        label=_("Mandate"), queryset=Mandate.objects.all(), to_field_name="slug", empty_label=_("Any mandate")
    )
    text = django_filters.CharFilter(label=_("Text, as in 44/11"), method="filter_text")
    q = django_filters.CharFilter(label=_("Words"), method="filter_words")

    class Meta:
        model = Request
        fields = ["standing", "who", "verb", "addressee", "mandate", "text", "q"]

    @property
    def qs(self):
        """In force unless the address names a standing."""
        named = self.is_bound and self.form.is_valid() and self.form.cleaned_data.get("standing")
        return super().qs if named else super().qs.in_force()

    def filter_standing(self, requests, _name, standing):
        if standing == "ended":
            return requests.exclude(ended_on=None)
        if standing == Standing.REJECTED:
            return requests.filter(standing=standing)
        return requests.in_force().filter(standing=standing)

    def filter_who(self, requests, _name, who):
        person = self.reader
        if who == "me":
            return requests.of_officers([person], self.today)
        return requests.filter(mandate__unit=person.unit) if person.unit_id else requests.none()

    def filter_addressee(self, requests, _name, addressee):
        asked = Request.addressees.through.objects.filter(request=OuterRef("pk"), addressee=addressee)
        return requests.filter(Exists(asked))

    def filter_text(self, requests, _name, reference):
        reference = " ".join(reference.split()).upper().replace("DEC ", "DEC/")
        sources = RequestSource.objects.filter(
            request=OuterRef("pk"), resolution__in=Resolution.objects.named(reference)
        )
        return requests.filter(Exists(sources))

    def filter_words(self, requests, _name, words):
        words = " ".join(words.split())
        return requests.filter(Q(text__icontains=words) | Q(mandate__name__icontains=words))


def by_addressee(requests):
    """`requests` ordered by the first of those whom they ask, then by mandate."""
    first = Addressee.objects.filter(requests=OuterRef("pk")).order_by("name").values("name")[:1]
    return requests.annotate(first_addressee=Subquery(first)).order_by("first_addressee", "mandate", "pk")
