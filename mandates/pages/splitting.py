"""Where one request can be split in two, and the form that asks where."""

import re

from django import forms
from django.utils.translation import gettext_lazy

from mandates.models import DraftFact

PLACES = re.compile(r";\s+|,?\s+and\s+(?=\w)|,\s+(?=(?:as well as|to|including)\b)|,\s+")
MOST_PLACES = 12


def places_to_split(text: str) -> list[int]:
    """Where in the words of a request a second one may begin: after its "and" and semicolons, or else its commas."""
    places = [found for found in PLACES.finditer(text) if found.start() > 0 and found.end() < len(text)]
    strong = [found for found in places if re.search(r"and|;", found[0])] or places
    return [found.end() for found in strong[:MOST_PLACES]]


class SplitForm(forms.Form):
    """Where the second of two requests begins in the words of one."""

    at = forms.ChoiceField(label=gettext_lazy("The second request begins at"), widget=forms.RadioSelect)

    def __init__(self, data=None, *, fact: DraftFact):
        super().__init__(data, auto_id=f"f{fact.pk}-%s")
        text = fact.value["text"]
        self.fields["at"].choices = [(str(place), f"… {text[place : place + 70]} …") for place in places_to_split(text)]
