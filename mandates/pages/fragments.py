"""Page or fragment, and where to go on afterwards: decided here, once for all pages."""

from urllib.parse import urlsplit

from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

ASKED_FOR = ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"]


def asks_for_a_fragment(request) -> bool:
    """Whether HTMX asks for a part of a page. Back and forward send HX-Request too, yet need the whole page."""
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render_page(request, template, part, context, status=200):
    """The whole page `template`, or only its partial `part` when HTMX asks for a fragment.

    `part` is the name of a partial in `template`, or the path of another template (`parts/receipt.html`)."""
    if asks_for_a_fragment(request):
        template = part if "/" in part else f"{template}#{part}"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ASKED_FOR)
    return response


def came_from(request, default="desk") -> str:
    """The address on this desk to go back to: `next` as given, otherwise the page that the person came from.

    An address of another site, or none, gives `default` (a name or an address)."""
    for address in (request.POST.get("next"), request.GET.get("next"), request.headers.get("Referer")):
        if address and url_has_allowed_host_and_scheme(
            address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        ):
            parts = urlsplit(address)
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            # The address of this site may hold another in its path: //elsewhere is read as a site by a browser.
            if path.startswith("/") and path != request.path and url_has_allowed_host_and_scheme(path, None):
                return path
    return resolve_url(default)
