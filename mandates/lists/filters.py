"""What the filters of all lists share: who asks, on which day, what was asked, in words, and what nobody here knows."""

from datetime import date
from urllib.parse import urlencode

import django_filters
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from mandates import clock
from mandates.models import User

WHOSE = {"me": _("Mine"), "unit": _("My unit’s")}


class ListFilter(django_filters.FilterSet):
    """`ListFilter(request.GET, queryset, reader=request.user)`; `.qs` is what the address asks for, as on `today`.

    It asks for no request: mails of a list read the same address for the same reader, with nobody at a browser."""

    def __init__(self, data=None, queryset=None, *, reader: User, today: date | None = None, **more):
        self.reader, self.today = reader, today or clock.today()
        super().__init__(data, queryset, **more)

    @property
    def given(self) -> dict[str, str]:
        """What the address gives to filters of this list, in their order."""
        return {name: self.data[name] for name in self.filters if self.data.get(name)}

    @property
    def query(self) -> str:
        """The same as a query: `standing=late&who=me`."""
        return urlencode(self.given)

    @property
    def left_out(self) -> list[str]:
        """What the address asks and nobody here knows, any more or at all: it does not narrow the list."""
        return [value for name, value in self.given.items() if name in self.form.errors]

    @property
    def words(self) -> str:
        """What narrows the list, in one line: "Open, until: 14 June 2026"; "" where nothing does."""
        known = {name: value for name, value in self.given.items() if name not in self.form.errors}
        return ", ".join(self._word(name, value) for name, value in known.items())

    def _word(self, name: str, value: str) -> str:
        field, meant = self.form.fields[name], self.form.cleaned_data.get(name)
        if isinstance(self.filters[name], django_filters.ModelChoiceFilter):
            return f"{field.label}: {meant}"
        if isinstance(self.filters[name], django_filters.ChoiceFilter):
            return str(dict(field.choices).get(value, value))
        if name == "who" and value in WHOSE:
            return str(WHOSE[value])
        return f"{field.label}: {date_format(meant, 'j F Y') if isinstance(meant, date) else value}"
