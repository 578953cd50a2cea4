"""The filters of a list as links and fields: what is chosen is the address, so every choice is a link that can be
copied, and the fields are a plain form that keeps the other choices."""

from urllib.parse import urlencode

import django_filters
from django.utils.translation import gettext as _

from mandates.lists.filters import ListFilter


class Filters:
    """What the rail beside a list prints of its filter set.

    `groups`: for each filter with few choices (label, [(address, words, is current)]). `fields`: the bound fields of
    the rest. `kept`: the choices of the groups, as hidden inputs of the form. `taken`: [(words, address without it)]
    for choices that have no place of their own in the rail. `words`: what is chosen, in one line; `left_out`: what the
    address asks and nobody here knows."""

    def __init__(self, chosen: ListFilter, *, without: tuple[str, ...] = ()):
        form, given = chosen.form, chosen.given
        links = [
            n
            for n, kind in chosen.filters.items()
            if isinstance(kind, django_filters.ChoiceFilter) and n not in without
        ]
        links = [name for name in links if not isinstance(chosen.filters[name], django_filters.ModelChoiceFilter)]
        self.groups = []
        for name in links:
            choices = []
            for value, words in form.fields[name].choices:
                others = {key: known for key, known in given.items() if key != name}
                current = given.get(name, "") == str(value)
                choices.append(("?" + urlencode(others | ({name: value} if value else {})), words, current))
            self.groups.append((form.fields[name].label, choices))
        self.fields = [form[name] for name in chosen.filters if name not in links and name not in without]
        self.kept = [(name, value) for name, value in given.items() if name in links or name in without]
        self.taken = []
        for name in without:
            if form.cleaned_data.get(name) if form.is_valid() else None:
                others = {key: known for key, known in given.items() if key != name}
                self.taken.append((str(form.cleaned_data[name]), "?" + urlencode(others)))
        self.words = chosen.words or _("nothing left out")
        self.query, self.left_out = chosen.query, chosen.left_out
        self.address = f"?{self.query}" if self.query else ""
