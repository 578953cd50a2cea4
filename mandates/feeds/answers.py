"""What all feeds have in common: whose address it is, which mandates are asked for, and the answer, sent once."""

import hashlib
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _

from mandates.models import CalendarFeed, Mandate

MOST_WORDS = 6  # of those by which a theme is asked for


class Revoked(Exception):
    """The address was revoked, or its person has left."""


def feed_at(secret: str) -> CalendarFeed:
    """The feed whose address holds `secret`. Http404 for one that we never gave, Revoked for one that stopped."""
    feed = get_object_or_404(CalendarFeed.objects.at(secret).select_related("person"))
    if feed.revoked_at or not feed.person.is_active:
        raise Revoked
    return feed


def gone() -> HttpResponse:
    """410: the address has stopped for good."""
    return HttpResponse(_("This feed address was revoked."), status=410, content_type="text/plain")


def mandates_asked(address):
    """The mandates that `?mandate=`, a short form in addresses, and `?q=`, words of a name, choose; None for all."""
    slug, words = address.get("mandate"), address.get("q", "").split()[:MOST_WORDS]
    if not slug and not words:
        return None
    named = Mandate.objects.filter(slug=slug) if slug else Mandate.objects.all()
    for word in words:
        named = named.filter(name__icontains=word) | named.filter(short_name__icontains=word)
    return named


def answered(request, body: bytes, *, kind: str, filename: str, changed_at: datetime | None = None) -> HttpResponse:
    """The answer with `body`, or 304 where the asker has it; search engines are asked to leave it out."""
    response = HttpResponse(body, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    response["X-Robots-Tag"] = "noindex"
    response["ETag"] = etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    changed = int(changed_at.timestamp()) if changed_at else None
    if changed is not None:
        response["Last-Modified"] = http_date(changed)
    return get_conditional_response(request, etag=etag, last_modified=changed, response=response)
