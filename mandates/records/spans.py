"""Two days in words, as the log and notices have them: of a session, of a hand-over."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def first_and_last(first: date | None, last: date | None) -> dict[str, str]:
    """The two days in words, by the names under which sentences have them; "no day" for one that is not known."""
    return {name: date_format(day, "j F Y") if day else _("no day") for name, day in (("first", first), ("last", last))}


def days_in_words(first: date | None, last: date | None) -> str:
    return _("%(first)s to %(last)s") % first_and_last(first, last)
