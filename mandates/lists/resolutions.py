"""The list of texts: an address to a queryset."""

import re

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mandates.models import Adoption, Resolution, Session

from .filters import ListFilter


class ResolutionFilter(ListFilter):
    """`session` HRC44, `year` of adoption, `kind`, `adoption`, `text` read or known, `q` title or symbol."""

    text = django_filters.ChoiceFilter(
        label=_("Text"),
        method="filter_text",
        choices=[("read", _("Read here")), ("known", _("Known by its facts only"))],
        empty_label=_("All texts"),
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Resolution.Kind.choices, empty_label=_("Any kind"))
    adoption = django_filters.ChoiceFilter(
        label=_("Adopted"),
        method="filter_adoption",
        choices=[*Adoption.choices, ("unknown", _("how, not recorded here"))],
        empty_label=_("In any way"),
    )
    session = django_filters.CharFilter(label=_("Session, as in HRC44"), method="filter_session")
    year = django_filters.NumberFilter(label=_("Year of adoption"), method="filter_year")
    q = django_filters.CharFilter(label=_("Title or symbol"), method="filter_words")

    class Meta:
        model = Resolution
        fields = ["text", "kind", "adoption", "session", "year", "q"]

    def filter_text(self, texts, _name, which):
        return texts.read_here() if which == "read" else texts.filter(original_text="")

    def filter_adoption(self, texts, _name, adoption):
        return texts.filter(adoption="" if adoption == "unknown" else adoption)

    def filter_session(self, texts, _name, name):
        """HRC44 or HRC S-36; a name that is none finds nothing, rather than everything."""
        named = re.fullmatch(r"([A-Z]+)\s*(S-)?\s*(\d{1,4})", name.strip().upper())
        if not named:
            return texts.none()
        kind = Session.Kind.SPECIAL if named[2] else Session.Kind.REGULAR
        return texts.filter(session__body=named[1], session__kind=kind, session__number=int(named[3]))

    def filter_year(self, texts, _name, year):
        return texts.filter(adopted__startswith=f"{int(year):04d}")

    def filter_words(self, texts, _name, words):
        words = " ".join(words.split())
        return texts.filter(Q(title__icontains=words) | Q(symbol__icontains=words.replace("DEC ", "DEC/")))
