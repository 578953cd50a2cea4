"""Sessions with their dates, days off, States: what every plan counts with."""

import re
from datetime import timedelta

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mandates.models import DayOff, Deadline, Session, State
from mandates.records.changing import DATES, keep_first_plan
from mandates.records.hanging import mandates_counting_from

from .entering import REFERENCE, DeskAdmin

NEAR = timedelta(days=14)  # no run of days off, weekends with them, moves a date farther


@admin.register(Session)
class SessionAdmin(DeskAdmin):
    subject = REFERENCE
    list_display = ["name", "kind", "opens_on", "closes_on", "source"]
    list_filter = ["body", "kind"]
    search_fields = ["number", "body", "source"]
    search_help_text = _("Body and number, as in HRC 62.")
    ordering = ["body", "kind", "-number"]

    def get_search_results(self, request, queryset, search_term):
        """HRC62 finds what HRC 62 does; 62 is the number, and not a part of 162."""
        for word in re.findall(r"\d+|[^\W\d_]+", search_term):
            queryset = queryset.filter(number=int(word)) if word.isdigit() else queryset.filter(_named(word))
        return queryset, False

    def mandates_concerned(self, session):
        return mandates_counting_from(session, session.opens_on)

    def save_model(self, request, obj, form, change):
        if change:
            keep_first_plan(obj, Session.objects.values(*DATES).get(pk=obj.pk))
        super().save_model(request, obj, form, change)


def _named(word: str) -> Q:
    if word.upper() == "S":
        return Q(kind=Session.Kind.SPECIAL)
    return Q(body__icontains=word) | Q(kind__icontains=word) | Q(source__icontains=word)


@admin.register(DayOff)
class DayOffAdmin(DeskAdmin):
    subject = REFERENCE
    list_display = ["on", "name", "station"]
    list_filter = ["station"]
    search_fields = ["name"]
    date_hierarchy = "on"

    def mandates_concerned(self, day_off):
        """Those with a date so near that the day could move it."""
        near = (day_off.on - NEAR, day_off.on + NEAR)
        dates = Deadline.objects.filter(
            Q(counted_on__range=near) | Q(planned_on__range=near) | Q(anchor_on__range=near)
        )
        return set(dates.values_list("mandate", flat=True))


class NamesField(forms.CharField):
    """A list of names, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [name.strip() for name in (value or "").splitlines() if name.strip()]

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)


class StateForm(forms.ModelForm):
    other_names = NamesField(
        label=_("Other names"), required=False, help_text=_("As older votes print it, one a line.")
    )


@admin.register(State)
class StateAdmin(DeskAdmin):
    form = StateForm
    subject = REFERENCE
    plans = False
    list_display = ["name", "regional_group"]
    list_filter = ["regional_group"]
    search_fields = ["name", "other_names"]
