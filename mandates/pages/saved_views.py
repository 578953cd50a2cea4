"""The views that a person keeps: a list with its filters, under a name, by mail on Mondays or not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from mandates import clock
from mandates.lists.kept import LISTS, filtered
from mandates.models import MailHabit, SavedView
from mandates.models.saved_views import monday_of
from mandates.records import saved_views as records

A_WEEK = timedelta(weeks=1)
LISTED = ("position", "pk", "name", "of", "query")  # what a list of views prints


class NameForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=SavedView._meta.get_field("name").max_length)


class SaveForm(NameForm):
    """A view to save; `at` is the address of the list as it was on the screen."""

    at = forms.CharField(widget=forms.HiddenInput)

    def clean_at(self):
        """The address as the list that it shows and its query; a page that is no such list cannot be kept."""
        try:
            parts = urlsplit(self.cleaned_data["at"])
            name = resolve(parts.path).url_name
        except (ValueError, Resolver404):  # no address at all, or none of this desk
            name = None
        if name not in LISTS:
            raise forms.ValidationError(_("This page is not a list that can be kept as a view."))
        return name, parts.query


@dataclass(slots=True)
class Kept:
    """A view as its page prints it: what it lists, what narrows it, what nobody knows any more."""

    view: SavedView
    of: str
    words: str
    left_out: list[str]

    @classmethod
    def of_view(cls, view: SavedView) -> "Kept":
        asked = filtered(view.of, view.query, view.person)
        return cls(view, str(LISTS[view.of].words), asked.words, asked.left_out)


def as_listed(rows: Iterable[Sequence]) -> list[SavedView]:
    """The views whose values `LISTED` another query brought along, in their person's order."""
    return [SavedView(**dict(zip(LISTED, row, strict=True))) for row in sorted(rows)]


def _page(request, form=None, status=200):
    views = request.user.saved_views.select_related("person")
    context = {
        "form": form,
        "kept": [Kept.of_view(view) for view in views],
        "is_off": MailHabit.objects.filter(person=request.user, views=False).exists(),
    }
    return render(request, "saved_views.html", context, status=status)


@require_GET
def saved_views(request):
    """One's own views, in one's own order."""
    return _page(request)


@require_POST
def save(request):
    """Keep the list at the address `at` under a name; `monday` has it by mail, too."""
    form = SaveForm(request.POST)
    if form.is_valid():
        of, asked = form.cleaned_data["at"]
        today = clock.today()
        view = records.save_view(
            request.user,
            form.cleaned_data["name"],
            of=of,
            query=filtered(of, asked, request.user).query,
            mailed_since=today if request.POST.get("monday") else None,
        )
        if view is not None:
            _say_saved(request, view, today)
            return redirect(view)
        form.add_error("name", _("You have a view of this name already. Give this one another."))
    return _page(request, form=form, status=422)


def _say_saved(request, view: SavedView, today: date) -> None:
    words = _("Saved as “%(name)s”.") % {"name": view.name}
    if view.mailed_since:
        words = f"{words} {_first_mail(today)}"
    messages.success(request, words)


def _first_mail(today: date) -> str:
    day = date_format(monday_of(today) + A_WEEK, "D j F")
    return _("It comes by mail on Mondays, from %(day)s on, and not when it is empty.") % {"day": day}


def _own(request, pk) -> SavedView:
    """The view, of which only its person may know."""
    return get_object_or_404(SavedView, pk=pk, person=request.user)


@require_POST
def rename(request, pk):
    view, form = _own(request, pk), NameForm(request.POST)
    if not form.is_valid() or not records.rename(view, form.cleaned_data["name"]):
        messages.error(request, _("Nothing changed. Give a name of at most 80 characters that none of your views has."))
    return redirect("saved_views")


@require_POST
def monday(request, pk):
    """Have a view by mail on Mondays, or not any more."""
    view, today = _own(request, pk), clock.today()
    is_on = bool(request.POST.get("on"))
    records.mail_on_mondays(view, since=today if is_on else None)
    messages.success(request, _first_mail(today) if is_on else _("It comes by mail no more."))
    return redirect("saved_views")


@require_POST
def move_up(request, pk):
    records.move_up(_own(request, pk))
    return redirect("saved_views")


@require_POST
def forget(request, pk):
    """Keep a view no more; the list itself stays where it is."""
    view = _own(request, pk)
    records.forget(view)
    messages.success(request, _("“%(name)s” is kept no more.") % {"name": view.name})
    return redirect("saved_views")
