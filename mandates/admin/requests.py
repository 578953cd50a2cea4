"""What texts ask of whom."""

from django.contrib import admin
from django.utils import timezone

from mandates.models import Addressee, Request, RequestSource, Standing

from .entering import REPORTING, DeskAdmin, ForAdministrators
from .forms import SourceForm, SourcesOnce, tie_to_paragraphs

DECIDED = {Standing.CONFIRMED: "confirmed", Standing.REJECTED: "rejected", Standing.SUGGESTED: "reopened"}


class DecidedAdmin(DeskAdmin):
    """The entry of what the reader suggests and a person confirms or rejects, with its sources."""

    subject = REPORTING

    def what_was_done(self, form):
        """What the log says of an entry in which somebody decides on a suggestion; "edited" for any other."""
        is_decided = "standing" in form.changed_data and form.initial.get("standing")
        return DECIDED[form.instance.standing] if is_decided else "edited"

    def save_model(self, request, obj, form, change):
        if "standing" in form.changed_data:
            is_decided = obj.standing != Standing.SUGGESTED
            obj.confirmed_by = request.user if is_decided else None
            obj.confirmed_at = timezone.now() if is_decided else None
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        tie_to_paragraphs(form.instance.sources)


class SourceInline(ForAdministrators, admin.TabularInline):
    """The paragraphs that something rests on, at least one."""

    form = SourceForm
    formset = SourcesOnce
    autocomplete_fields = ["resolution"]
    extra = 0
    min_num = 1


class SourceAdmin(DeskAdmin):
    """One source for itself: the words that it holds are tied to their paragraph."""

    subject = REPORTING
    form = SourceForm
    list_filter = ["relation"]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        tie_to_paragraphs(type(form.instance).objects.filter(pk=form.instance.pk))


class RequestSourceInline(SourceInline):
    model = RequestSource
    fields = ["resolution", "paragraph_key", "relation"]


@admin.register(Request)
class RequestAdmin(DecidedAdmin):
    plans = False
    list_display = ["text", "verb", "mandate", "standing", "ended_on"]
    list_filter = ["standing", "verb", ("ended_on", admin.EmptyFieldListFilter)]
    list_select_related = ["mandate"]
    search_fields = ["text", "mandate__name", "mandate__short_name", "addressees__name", "sources__resolution__symbol"]
    autocomplete_fields = ["mandate", "addressees"]
    fields = ["mandate", "verb", "addressees", "text", "standing", "ended_on", "confirmed_by", "confirmed_at"]
    readonly_fields = ["confirmed_by", "confirmed_at"]
    inlines = [RequestSourceInline]


@admin.register(RequestSource)
class RequestSourceAdmin(SourceAdmin):
    plans = False
    list_display = ["request", "resolution", "paragraph_key", "relation"]
    list_select_related = ["request", "resolution"]
    search_fields = ["request__text", "resolution__symbol"]
    autocomplete_fields = ["request", "resolution"]
    fields = ["request", "resolution", "paragraph_key", "relation", "confidence", "reason"]


@admin.register(Addressee)
class AddresseeAdmin(DeskAdmin):
    """Whether a report has the steps of a mandate holder's depends on who reports: a new name can move dates."""

    subject = REPORTING
    list_display = ["name"]
    search_fields = ["name"]

    def mandates_concerned(self, addressee):
        return addressee.obligations.values_list("mandate", flat=True)
