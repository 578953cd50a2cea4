"""The mail that goes at once: what changed under somebody's feet."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from mandates.models import Mail, Notice, User

from . import links
from .frame import Letter, framed, in_language_of


def compose_notice(person: User, notices: Sequence[Notice], today: date, *, mail: Mail | None = None) -> Letter:
    """One mail to `person` about `notices`; its subject is the heading of the first, and how many more there are."""
    with in_language_of(person):
        subject = notices[0].heading
        if len(notices) > 1:
            subject = _("%(heading)s, and %(count)d more") % {"heading": subject, "count": len(notices) - 1}
        says = {"notices": [(notice, address_of(notice)) for notice in notices]}
        return framed(Mail.Kind.NOTICE, subject, says, person, today, mail)


def address_of(notice: Notice) -> str:
    """Where what changed stands on the desk; the inbox, where that has no page."""
    row = notice.entry and notice.entry.narrowest
    return settings.DESK_URL + row.get_absolute_url() if row else links.place("notices")
