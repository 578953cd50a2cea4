"""How dates are worked out: every rule of the house in words, with its source."""

from datetime import timedelta

from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from mandates import clock
from mandates.lists.wording import rule_words, said
from mandates.models import DayOff, Rule
from mandates.permissions import may

A_YEAR = timedelta(days=366)


@require_GET
def rules(request):
    """The rules as they are kept, in the order of the life of a report, then of a renewal; then the days off."""
    edits = may(request.user, "enter data") and request.user.is_staff
    rows = [printed_rule(rule, edits) for rule in Rule.objects.select_related("changed_by")]
    groups: dict[str, list] = {}
    for row in rows:
        groups.setdefault(row["applies_to"], []).append(row)
    context = {
        "place": "rules",
        "groups": groups.items(),
        "days_off": _days_off(),
        "days_off_at": _admin_address("dayoff_changelist") if edits else "",
    }
    return render(request, "rules.html", context)


def _days_off() -> list[dict]:
    """The days off of the year ahead, each once with the duty stations that have it."""
    today = clock.today()
    found: dict[tuple, list[str]] = {}
    for row in DayOff.objects.filter(on__range=(today, today + A_YEAR)).order_by("on", "station"):
        found.setdefault((row.on, row.name), []).append(row.get_station_display())
    return [{"on": on, "name": said(name), "stations": stations} for (on, name), stations in found.items()]


def printed_rule(rule, edits) -> dict:
    """What a page prints of `rule`; with `edits`, where the administration changes it."""
    return {
        "code": rule.code,
        "at": rule.get_absolute_url(),
        "version": rule.version,
        "step": said(rule.step),
        "words": rule_words(rule.offset, rule.anchor),
        "applies_to": capfirst(said(rule.applies_to)),
        "source": said(rule.source),
        "is_house_default": rule.is_house_default,
        "is_on": rule.is_on,
        "is_ours": rule.is_ours,
        "is_event": rule.is_event,
        "ends_with": rule.get_ends_with_display(),
        "is_replaced_by_slot": rule.is_replaced_by_slot,
        "note": said(rule.note),
        "owner": _leads(rule.owner_leads),
        "head": _leads(rule.head_leads),
        "changed_by": rule.changed_by,
        "changed_why": rule.changed_why,
        "admin_at": _admin_address("rule_change", rule.pk) if edits else "",
    }


def _leads(days: str) -> str:
    """Days before (after, with a minus) as one says them; "" where nobody is told."""
    numbers = [int(day) for day in days.split(",") if day]
    before = ", ".join(str(day) for day in numbers if day >= 0)
    after = ", ".join(str(-day) for day in numbers if day < 0)
    parts = []
    if before:
        last = [day for day in numbers if day >= 0][-1]
        parts.append(ngettext("%(days)s day before", "%(days)s days before", last) % {"days": before})
    if after:
        last = -[day for day in numbers if day < 0][-1]
        parts.append(ngettext("%(days)s day after", "%(days)s days after", last) % {"days": after})
    return gettext("; ").join(parts)


def _admin_address(what: str, *which: int) -> str:
    try:
        return reverse(f"admin:mandates_{what}", args=which)
    except NoReverseMatch:  # an office may leave it out of its administration
        return ""
