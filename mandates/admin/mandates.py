"""Mandates with what texts do to them, their holders, visits and open questions."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from mandates.models import CountryVisit, Mandate, MandateAction, MandateHolder, OpenQuestion

from .entering import MANDATES, DeskAdmin, ForAdministrators
from .forms import ActionForm, ActionsOnce, NoDoubles, tie_to_paragraphs

SOURCE = (_("Where this was found"), {"fields": ["source", "confidence", "notes"], "classes": ["collapse"]})


class ActionOnMandateInline(ForAdministrators, admin.TabularInline):
    model = MandateAction
    fk_name = "mandate"
    form = ActionForm
    formset = ActionsOnce
    fields = ["resolution", "what", "paragraph_key", "term", "effective_session", "until_session", "until"]
    autocomplete_fields = ["resolution", "effective_session", "until_session"]
    extra = 0


class HoldersOnce(NoDoubles):
    once = (("name",),)


class HolderInline(ForAdministrators, admin.TabularInline):
    model = MandateHolder
    formset = HoldersOnce
    fields = ["name", "nationality", "appointed", "appointed_at", "took_office", "left", "source", "confidence"]
    autocomplete_fields = ["appointed_at"]
    extra = 0


class VisitInline(ForAdministrators, admin.TabularInline):
    model = CountryVisit
    fields = ["state", "status", "starts", "ends", "holder", "report_symbol", "report_session"]
    autocomplete_fields = ["state", "holder", "report_session"]
    extra = 0
    classes = ["collapse"]


class QuestionInline(ForAdministrators, admin.TabularInline):
    model = OpenQuestion
    fields = ["words", "source", "settled_on", "settled_by"]
    autocomplete_fields = ["settled_by"]
    extra = 0
    classes = ["collapse"]


@admin.register(Mandate)
class MandateAdmin(DeskAdmin):
    subject = MANDATES
    list_display = ["name", "kind", "owner", "deputy", "unit", "renewal_state", "renewal_session"]
    list_filter = ["renewal_state", "kind", "unit"]
    list_select_related = ["owner", "deputy", "unit", "renewal_session"]
    search_fields = ["name", "short_name", "holders__name"]
    autocomplete_fields = ["owner", "deputy", "unit"]
    prepopulated_fields = {"slug": ["short_name"]}
    inlines = [ActionOnMandateInline, HolderInline, VisitInline, QuestionInline]
    readonly_fields = ["renewal_state", "runs_on", "renewal_session", "anniversary", "renewal_gap"]
    fieldsets = [
        (None, {"fields": ["name", "short_name", "slug", "kind"]}),
        (_("Who works on it"), {"fields": ["owner", "deputy", "unit"]}),
        (_("Planning"), {"fields": ["slot", "followed_since"]}),
        (_("Worked out from texts and calendar"), {"fields": readonly_fields}),
    ]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        tie_to_paragraphs(form.instance.actions)


@admin.register(MandateAction)
class ActionAdmin(DeskAdmin):
    subject = MANDATES
    form = ActionForm
    list_display = ["mandate", "what", "resolution", "paragraph_key", "term", "effective_session", "until_session"]
    list_filter = ["what", "confidence"]
    list_select_related = ["mandate", "resolution", "effective_session", "until_session"]
    search_fields = ["mandate__name", "mandate__short_name", "resolution__symbol"]
    autocomplete_fields = ["mandate", "resolution", "effective_session", "until_session"]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        tie_to_paragraphs(MandateAction.objects.filter(pk=form.instance.pk))


@admin.register(MandateHolder)
class HolderAdmin(DeskAdmin):
    subject = MANDATES
    list_display = ["name", "mandate", "appointed", "took_office", "left", "confidence"]
    list_filter = ["confidence", "mandate__kind"]
    list_select_related = ["mandate"]
    search_fields = ["name", "mandate__name", "mandate__short_name"]
    autocomplete_fields = ["mandate", "appointed_at"]
    fieldsets = [
        (None, {"fields": ["mandate", "name", "nationality"]}),
        (_("Time in office"), {"fields": ["appointed", "appointed_at", "took_office", "left"]}),
        SOURCE,
    ]


@admin.register(CountryVisit)
class VisitAdmin(DeskAdmin):
    subject = MANDATES
    list_display = ["state", "mandate", "status", "starts", "ends", "holder", "report_symbol"]
    list_filter = ["status", "confidence"]
    list_select_related = ["state", "mandate", "holder"]
    search_fields = ["state__name", "mandate__name", "mandate__short_name", "report_symbol"]
    autocomplete_fields = ["mandate", "state", "holder", "report_session"]
    fieldsets = [
        (None, {"fields": ["mandate", "state", "status", "starts", "ends", "holder"]}),
        (_("Report on the visit"), {"fields": ["report_symbol", "report_session"]}),
        SOURCE,
    ]


@admin.register(OpenQuestion)
class QuestionAdmin(DeskAdmin):
    subject = MANDATES
    plans = False
    list_display = ["words", "mandate", "settled_on", "settled_by"]
    list_filter = [("settled_on", admin.EmptyFieldListFilter)]
    list_select_related = ["mandate", "settled_by"]
    search_fields = ["words", "mandate__name", "mandate__short_name"]
    autocomplete_fields = ["mandate", "settled_by"]
