"""A person's calendar feed: copy its address, choose what it gives, renew it, revoke it."""

from datetime import date
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mandates import clock
from mandates.models import CalendarFeed, LogEntry, Mandate
from mandates.records.calendars import choose_for_feed, make_feed, revoke_feed


class FeedForm(forms.Form):
    """What a feed gives."""

    whose = forms.ChoiceField(
        label=gettext_lazy("Which deadlines"), choices=CalendarFeed.Whose.choices, widget=forms.RadioSelect
    )
    alarms = forms.BooleanField(
        label=gettext_lazy("With alarms"),
        required=False,
        help_text=gettext_lazy(
            "At eight in the morning of each day on which the desk would write to you. What is not confirmed is silent."
        ),
    )


@require_http_methods(["GET", "POST"])
def calendar(request):
    """The address of the reader's feed with its choices; a POST changes them, or makes the first address."""
    feed = CalendarFeed.objects.running().filter(person=request.user).first()
    chosen = {"whose": feed.whose, "alarms": feed.alarms} if feed else {"whose": CalendarFeed.Whose.MINE}
    form = FeedForm(request.POST if request.method == "POST" else None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        if choose_for_feed(request.user, **form.cleaned_data):
            messages.success(request, _("Changed. Your calendar shows it when it looks next; the address stays."))
        else:
            make_feed(request.user, **form.cleaned_data)
            messages.success(request, _("Your calendar address is made. Copy it into your calendar program."))
        return redirect("calendar")
    address = settings.DESK_URL + reverse("personal_feed", args=[feed.secret]) if feed else ""
    public = settings.DESK_URL + reverse("public_feed")
    context = {
        "place": "deadlines",
        "feed": feed,
        "form": form,
        "address": address,
        "subscribe": _subscribing(address),
        "changes": settings.DESK_URL + reverse("own_changes", args=[feed.secret]) if feed else "",
        "of_mandates": _feeds_of_mandates(feed, clock.today()) if feed else [],
        "public_changes": settings.DESK_URL + reverse("public_changes"),
        "public": public,
        "subscribe_public": _subscribing(public),
        "log": LogEntry.objects.of_feed(request.user)[:10],
    }
    return render(request, "calendar.html", context, status=422 if form.is_bound else 200)


@require_POST
def renew(request):
    """Give the reader another address; the one before stops at once."""
    make_feed(request.user)
    messages.success(request, _("A new address is made, and the one before has stopped. Copy the new one."))
    return redirect("calendar")


@require_POST
def revoke(request):
    """Stop the reader's address."""
    if revoke_feed(request.user):
        messages.success(request, _("Revoked: nobody can read your calendar under that address any more."))
    return redirect("calendar")


def _feeds_of_mandates(feed: CalendarFeed, today: date) -> list[tuple[Mandate, str]]:
    """The mandates that the reader looks after today, each with the address of its own feed of changes."""
    own = Mandate.objects.of_officers([feed.person_id], today).order_by("name")
    return [
        (mandate, settings.DESK_URL + reverse("mandate_changes", args=[feed.secret, mandate.slug])) for mandate in own
    ]


def _subscribing(address: str) -> str:
    """The same address as calendar programs take it from a click."""
    return f"webcal:{address.removeprefix(urlsplit(address).scheme + ':')}" if address else ""
