"""Rules, which people edit, and the deadlines that they give, which nobody types."""

from django import forms
from django.contrib import admin
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mandates.models import Deadline, Rule, RuleVersion
from mandates.planning.offset_lines import FORMS
from mandates.planning.rules import ANCHORS, APPLIES_TO
from mandates.planning.rules import Rule as RuleValues
from mandates.records.rules import MAKES_DATES, RULE_FIELDS, keep_version, leads_as_kept, new_version, offset_as_kept

from .entering import PLANNING, DeskAdmin
from .looking_up import ReadOnlyAdmin


class RuleForm(forms.ModelForm):
    """A rule, held against what planning can read."""

    anchor = forms.ChoiceField(
        label=gettext_lazy("Anchor"), help_text=gettext_lazy("One of the days, or the code of another rule.")
    )
    applies_to = forms.ChoiceField(label=gettext_lazy("Applies to"), choices=[(words, words) for words in APPLIES_TO])

    class Meta:
        model = Rule
        exclude: list[str] = []
        help_texts = {
            "offset": format_lazy("{}: {}.", gettext_lazy("One of"), "; ".join(FORMS)),
            "changed_why": gettext_lazy("Needed for every change; colleagues read it on the receipt of each date."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        codes = Rule.objects.exclude(pk=self.instance.pk).values_list("code", flat=True)
        self.fields["anchor"].choices = [(anchor, anchor) for anchor in (*ANCHORS, *codes)]

    def clean_offset(self):
        return offset_as_kept(self.cleaned_data["offset"])

    def clean_owner_leads(self):
        return leads_as_kept(self.cleaned_data["owner_leads"])

    def clean_head_leads(self):
        return leads_as_kept(self.cleaned_data["head_leads"])

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and self.has_changed() and "changed_why" not in self.changed_data:
            self.add_error("changed_why", _("Say why the rule is changed: the old reason does not cover it."))
        if not self.errors:
            try:
                RuleValues.from_row(cleaned)
            except ValueError as error:
                self.add_error(None, str(error))
        return cleaned


@admin.register(Rule)
class RuleAdmin(DeskAdmin):
    subject = PLANNING
    form = RuleForm
    why_field = "changed_why"
    list_display = ["code", "step", "anchor", "offset", "applies_to", "owner_leads", "head_leads", "is_on"]
    list_filter = ["is_on", "anchor", "applies_to", "is_ours", "is_house_default"]
    search_fields = ["code", "step", "source", "note"]
    readonly_fields = ["changed_by"]

    def get_readonly_fields(self, request, obj=None):
        """The code of a rule stays: dates, and what a step means for its report, hang on it."""
        return [*super().get_readonly_fields(request, obj), *(["code"] if obj else [])]

    fieldsets = [
        (None, {"fields": ["code", "step", "done_word", "is_on", "position"]}),
        (
            gettext_lazy("When"),
            {"fields": ["applies_to", "anchor", "offset", "is_replaced_by_slot", "is_ours", "is_event"]},
        ),
        (gettext_lazy("What it means, and what ends it"), {"fields": ["stage", "ends_with"]}),
        (gettext_lazy("Who is told"), {"fields": ["owner_leads", "head_leads"]}),
        (gettext_lazy("On whose word"), {"fields": ["source", "is_house_default", "note"]}),
        (gettext_lazy("This change"), {"fields": ["changed_why", "changed_by"]}),
    ]

    def mandates_concerned(self, rule):
        return None

    def moves_dates(self, form, formsets):
        return not MAKES_DATES.isdisjoint(form.changed_data)

    def save_model(self, request, obj, form, change):
        if form.has_changed():
            obj.changed_by = request.user
        if form.has_changed() and change:
            given = {name: form.cleaned_data[name] for name in form.changed_data if name in RULE_FIELDS}
            kept = Rule.objects.get(pk=obj.pk)
            new_version(kept, given, by=request.user, why=obj.changed_why)
            obj.version = kept.version
        super().save_model(request, obj, form, change)
        if not change:
            keep_version(obj, by=request.user, why=obj.changed_why)


@admin.register(RuleVersion)
class RuleVersionAdmin(ReadOnlyAdmin):
    """Rules as they stood; a version is made with every change of a rule."""

    subject = PLANNING
    list_display = ["rule", "number", "made_at", "made_by", "why"]
    list_filter = ["rule"]
    list_select_related = ["rule", "made_by"]
    search_fields = ["rule__code", "rule__step", "why"]


@admin.register(Deadline)
class DeadlineAdmin(ReadOnlyAdmin):
    """To look up; a deadline is worked out, and acted on from its page ("View on site")."""

    subject = PLANNING
    list_display = ["step", "mandate", "session", "due_on", "standing", "met_on", "assigned_to", "rule"]
    list_filter = ["standing", "is_estimate", "set_by_hand", ("met_on", admin.EmptyFieldListFilter), "rule"]
    list_select_related = ["mandate", "session", "assigned_to", "rule"]
    search_fields = ["step", "mandate__name", "mandate__short_name", "=rule__code"]
