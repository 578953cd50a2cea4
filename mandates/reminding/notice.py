"""The mail that goes at once: what changed under somebody's feet."""

from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from mandates.models import Mail, Notice, User

from . import links
from .digest import Digest


def compose_notice(person: User, notices: Sequence[Notice], mail: Mail | None = None) -> Digest:
    """One mail to `person` about `notices`; its subject is the heading of the first, and how many more there are."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = notices[0].heading
        if len(notices) > 1:
            subject = _("%(heading)s, and %(count)d more") % {"heading": subject, "count": len(notices) - 1}
        context = {
            "subject": subject,
            "notices": notices,
            "desk": settings.DESK_URL + reverse("desk"),
            "choices": settings.DESK_URL + reverse("reminders"),
            "stop": links.stop_address(person, Mail.Kind.NOTICE),
            "acknowledge": links.acknowledge_address(mail) if mail else "",
            "language": settings.LANGUAGE_CODE,
        }
        text = render_to_string("email/notice.txt", context).strip() + "\n"
        return Digest(subject, text, render_to_string("email/notice.html", context).strip())
