"""Feeds of changes: what is one's own or followed, and one mandate, under a person's secret address; the public record
for everybody, whole or of one mandate."""

from datetime import UTC, datetime
from itertools import chain
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.db.models.functions import Coalesce, Greatest, Length
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mandates import clock
from mandates.models import Confidence, LogEntry, Mandate, MandateAction, Report, Resolution
from mandates.permissions import mandates_for
from mandates.planning.rules import CALL

from .answers import Revoked, answered, feed_at, gone, mandates_asked
from .atom import Page, atom_of
from .entries import call_entry, log_entry, report_entry, text_entry
from .views import public_steps

A_PAGE = 50
LAST_PAGE = 200  # nobody reads further back in a feed, and every page costs what lies before it
NOTHING_YET = datetime(2026, 1, 1, tzinfo=UTC)  # when a feed without entries changed last
WHOLE_DAY = 10  # letters of a date of which the day is known


@login_not_required
@require_safe
def own_changes(request, secret):
    """What happened to what the person looks after today, stands in for or follows, newest first."""

    def entries(person):
        return LogEntry.objects.reaching(person, clock.today())

    return _private(request, secret, entries, _("What is yours and what you follow"), "changes")


@login_not_required
@require_safe
def mandate_changes(request, secret, slug):
    """All that happened to one mandate, newest first."""
    mandate = get_object_or_404(Mandate, slug=slug)

    def entries(person):
        return LogEntry.objects.filter(mandate__in=mandates_for(person).filter(pk=mandate.pk))

    return _private(request, secret, entries, mandate.name, f"mandates/{slug}")


def _private(request, secret, entries_for, title, name):
    try:
        feed = feed_at(secret)
    except Revoked:
        return gone()
    number = _number(request)
    entries = entries_for(feed.person).with_its_places().order_by("-pk")
    rows = list(entries[(number - 1) * A_PAGE : number * A_PAGE + 1])
    page = Page([log_entry(row) for row in rows[:A_PAGE]], number, len(rows) > A_PAGE)
    response = _answer(
        request,
        page,
        name=f"{name}/{feed.code}",
        title=title,
        subtitle=_("For %(person)s alone.") % {"person": feed.person},
        about_at=reverse("notices"),
        updated_at=feed.created_at,
    )
    patch_cache_control(response, private=True, no_cache=True)
    return response


@login_not_required
@require_safe
def public_changes(request, slug=None):
    """Texts, reports and calls for inputs that are out, newest first; nothing that is internal.

    `slug` or `?mandate=` one mandate by its short form in addresses, `?q=` words of its name."""
    if slug:
        mandate = get_object_or_404(Mandate, slug=slug)
        chosen, title = Mandate.objects.filter(pk=mandate.pk), mandate.name
    else:
        chosen, title = mandates_asked(request.GET), _("Human Rights Council: mandates")
    number = _number(request)
    entries = sorted(_public_entries(chosen, number * A_PAGE + 1), key=lambda entry: entry.updated_at, reverse=True)
    shown = entries[(number - 1) * A_PAGE :]
    response = _answer(
        request,
        Page(shown[:A_PAGE], number, len(shown) > A_PAGE),
        name=f"public/{slug}" if slug else "public",
        title=title,
        subtitle=_("Texts, reports and calls for inputs of the public record."),
        about_at=reverse("mandate", args=[slug]) if slug else reverse("mandates"),
        updated_at=NOTHING_YET,
    )
    patch_cache_control(response, public=True, max_age=3600)
    return response


def _public_entries(chosen, most):
    """The newest `most` of each kind. What no document or known source bears out is left out."""
    acts = MandateAction.objects.exclude(confidence=Confidence.UNVERIFIED).select_related("mandate").order_by("pk")
    reports = Report.objects.exclude(confidence=Confidence.UNVERIFIED).filter(symbol__isnull=False)
    calls = public_steps().filter(rule__stage=CALL, met_on__isnull=False)
    if chosen is not None:
        acts = acts.filter(mandate__in=chosen.values("pk"))
        reports, calls = (rows.filter(mandate__in=chosen.values("pk")) for rows in (reports, calls))
    texts = (
        Resolution.objects.annotate(known_to=Length("adopted"))
        .filter(known_to=WHOLE_DAY, pk__in=acts.values("resolution"))
        .exclude(confidence=Confidence.UNVERIFIED)
        .only("symbol", "title", "adopted")
        .prefetch_related(Prefetch("actions", acts, to_attr="acts"))
    )
    issued = reports.exclude(issued_on=None, presented_on=None).annotate(
        out_on=Greatest(Coalesce("issued_on", "presented_on"), Coalesce("presented_on", "issued_on"))
    )
    return chain(
        map(text_entry, texts.order_by("-adopted", "-pk")[:most]),
        map(report_entry, issued.select_related("mandate").order_by("-out_on", "-pk")[:most]),
        map(
            call_entry,
            calls.select_related("mandate", "session", "source_resolution")
            .defer("source_resolution__original_text")
            .order_by("-met_on", "-pk")[:most],
        ),
    )


def _answer(request, page, **feed):
    asked = {name: request.GET[name] for name in ("mandate", "q") if request.GET.get(name)}
    at = f"{request.path}?{urlencode(asked)}" if asked else request.path
    body = atom_of(page, at=at, **feed)
    changed_at = max((entry.updated_at for entry in page.entries), default=feed["updated_at"])
    return answered(request, body, kind="application/atom+xml", filename="changes.atom", changed_at=changed_at)


def _number(request) -> int:
    asked = request.GET.get("page", "")
    return min(max(int(asked), 1), LAST_PAGE) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
