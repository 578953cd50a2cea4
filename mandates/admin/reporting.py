"""Reporting obligations with their sources, and the reports under them."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from mandates import clock
from mandates.models import ObligationSource, Report, ReportingObligation, Standing
from mandates.records.deadlines import update_stages

from .entering import REPORTING, DeskAdmin, ForAdministrators
from .mandates import SOURCE
from .requests import DecidedAdmin, SourceAdmin, SourceInline


class ObligationForm(forms.ModelForm):
    """A confirmed stream is followed from today where the person names no other day."""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("standing") == Standing.CONFIRMED and not cleaned.get("followed_since"):
            cleaned["followed_since"] = clock.today()
        return cleaned


class ObligationSourceInline(SourceInline):
    model = ObligationSource
    fields = ["resolution", "paragraph_key", "relation", "words"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "words":
            field.widget = forms.TextInput(attrs={"size": 40})
        return field


@admin.register(ReportingObligation)
class ObligationAdmin(DecidedAdmin):
    form = ObligationForm
    list_display = ["mandate", "kind", "recipient", "addressee", "recurrence", "standing", "followed_since", "ended_on"]
    list_filter = ["standing", "recipient", "kind", "recurrence"]
    list_select_related = ["mandate", "addressee"]
    search_fields = ["mandate__name", "mandate__short_name", "addressee__name", "sources__resolution__symbol"]
    autocomplete_fields = ["mandate", "addressee", "named_sessions"]
    readonly_fields = ["confirmed_by", "confirmed_at"]
    inlines = [ObligationSourceInline]
    fieldsets = [
        (None, {"fields": ["mandate", "addressee", "recipient", "kind"]}),
        (_("When"), {"fields": ["recurrence", "named_sessions", "mode", "by_date", "words"]}),
        (_("Standing"), {"fields": ["standing", "followed_since", "ended_on", "confirmed_by", "confirmed_at"]}),
    ]


@admin.register(ObligationSource)
class ObligationSourceAdmin(SourceAdmin):
    list_display = ["obligation", "resolution", "paragraph_key", "relation", "words"]
    list_select_related = ["obligation__mandate", "resolution"]
    search_fields = ["obligation__mandate__name", "resolution__symbol", "words"]
    autocomplete_fields = ["obligation", "resolution"]
    fields = ["obligation", "resolution", "paragraph_key", "relation", "words", "confidence", "reason"]

    def mandates_concerned(self, source):
        return [source.obligation.mandate_id]


class AddendumInline(ForAdministrators, admin.TabularInline):
    model = Report
    fk_name = "parent"
    verbose_name, verbose_name_plural = _("addendum"), _("addenda")
    fields = ["symbol", "title", "document_date", "issued_on"]
    extra = 0


@admin.register(Report)
class ReportAdmin(DeskAdmin):
    """A report, as far as it is recorded. What is recorded of it meets and closes its steps."""

    subject = REPORTING
    list_display = ["__str__", "mandate", "session", "obligation", "submitted_on", "issued_on", "presented_on"]
    list_filter = [("symbol", admin.EmptyFieldListFilter), "session__body", "confidence"]
    list_select_related = ["mandate", "session", "obligation__mandate"]
    search_fields = ["symbol", "title", "mandate__name", "mandate__short_name"]
    autocomplete_fields = ["mandate", "obligation", "session", "parent", "author"]
    inlines = [AddendumInline]
    fieldsets = [
        (None, {"fields": ["mandate", "obligation", "session", "parent"]}),
        (_("Document"), {"fields": ["symbol", "title", "author", "pursuant_to", "document_date"]}),
        (_("Steps"), {"fields": ["agreed_slot_on", "submitted_on", "issued_on", "presented_on", "late_reason"]}),
        SOURCE,
    ]

    def save_formset(self, request, form, formset, change):
        for addendum in formset.save(commit=False):
            addendum.mandate, addendum.session = form.instance.mandate, form.instance.session
            addendum.save()
        for addendum in formset.deleted_objects:
            addendum.delete()

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        update_stages([form.instance.pk])
