"""Texts of the Council with their paragraphs, votes, and what they do to mandates."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mandates.models import Body, Citation, Footnote, MandateAction, Panel, Paragraph, Resolution, Session, Vote
from mandates.reading.symbols import SHORT, council_session_of

from .entering import TEXTS, DeskAdmin, ForAdministrators
from .forms import ActionForm, ActionsOnce, NoDoubles, tie_to_paragraphs


class ParagraphForm(forms.ModelForm):
    """A paragraph as a person types it off: its kind, the number as printed, the words."""

    class Meta:
        model = Paragraph
        fields = ["kind", "number", "text", "verb", "key", "position"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "cols": 70})}
        help_texts = {
            "key": gettext_lazy("Left empty, it follows from kind and number: 16, 4(h), PP3."),
            "position": gettext_lazy("Left empty, it comes after the last."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].required = self.fields["position"].required = False


class ParagraphsInOrder(NoDoubles):
    """Gives every paragraph its place and its name where the person left them to the desk."""

    once = (("key",), ("position",))

    def clean(self):
        kept = self.kept_forms()
        position = max((form.cleaned_data.get("position") or 0 for form in kept), default=0)
        for form in kept:
            if form.cleaned_data.get("position") is None:
                position += 1
                _give(form, "position", position)
        preambular, top = 0, ""
        for form in sorted(kept, key=lambda form: form.cleaned_data["position"]):
            preambular += form.cleaned_data.get("kind") == Paragraph.Kind.PREAMBULAR
            key = form.cleaned_data.get("key") or _key(form.cleaned_data, preambular, top)
            _give(form, "key", key)
            form.instance.level = 1 + key.count("(")
            top = key.partition("(")[0]
        super().clean()


def _give(form, name, value):
    form.cleaned_data[name] = value
    setattr(form.instance, name, value)


def _key(typed: dict, preambular: int, top: str) -> str:
    """The name of a paragraph from what is printed: "16." is 16, "(h)" under 4 is 4(h), preambular ones are counted."""
    number = (typed.get("number") or "").strip().rstrip(".")
    if typed.get("kind") == Paragraph.Kind.PREAMBULAR:
        return f"PP{preambular}"
    if typed.get("kind") == Paragraph.Kind.OPERATIVE and number:
        return f"{top}{number}" if number.startswith("(") else number
    return f"{typed.get('kind')} {typed['position']}"


class ParagraphInline(ForAdministrators, admin.StackedInline):
    model = Paragraph
    form = ParagraphForm
    formset = ParagraphsInOrder
    fields = [("kind", "number", "verb"), "text", ("key", "position")]
    extra = 3
    classes = ["collapse"]

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else self.extra


class ActionOfTextInline(ForAdministrators, admin.TabularInline):
    model = MandateAction
    form = ActionForm
    formset = ActionsOnce
    fields = ["mandate", "what", "paragraph_key", "term", "effective_session", "until_session", "until"]
    autocomplete_fields = ["mandate", "effective_session", "until_session"]
    extra = 1

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else self.extra


class VoteForm(forms.ModelForm):
    """A vote of a State of the list; a name that the list does not have is typed as it is printed."""

    class Meta:
        model = Vote
        fields = ["state", "name_as_printed", "position"]
        help_texts = {"name_as_printed": gettext_lazy("Left empty, it is the State's name of today.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name_as_printed"].required = False

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("name_as_printed"):
            state = cleaned.get("state")
            if state is None:
                raise ValidationError(_("Choose the State, or type its name as the text prints it."))
            cleaned["name_as_printed"] = self.instance.name_as_printed = state.name
        return cleaned


class VotesOnce(NoDoubles):
    once = (("state",), ("name_as_printed",))


class VoteInline(ForAdministrators, admin.TabularInline):
    model = Vote
    form = VoteForm
    formset = VotesOnce
    autocomplete_fields = ["state"]
    extra = 0
    classes = ["collapse"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("state")


class OfThisText:
    """A choice of paragraphs is one of this text's."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "paragraph":
            pk = request.resolver_match.kwargs.get("object_id")
            kwargs["queryset"] = Paragraph.objects.filter(resolution=pk).select_related("resolution")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class FootnoteInline(ForAdministrators, OfThisText, admin.TabularInline):
    model = Footnote
    extra = 0
    classes = ["collapse"]


class CitationInline(ForAdministrators, OfThisText, admin.TabularInline):
    model = Citation
    extra = 0
    classes = ["collapse"]


class ResolutionForm(forms.ModelForm):
    """A text as a person knows it: 53/5 is enough for its symbol, and its symbol for the session."""

    SERIES = {Resolution.Kind.RESOLUTION: "RES", Resolution.Kind.DECISION: "DEC", Resolution.Kind.STATEMENT: "PRST"}

    def clean(self):
        cleaned = super().clean()
        symbol = " ".join(cleaned.get("symbol", "").split())
        if SHORT.fullmatch(symbol) and cleaned.get("body") == Body.COUNCIL:
            symbol = f"A/HRC/{self.SERIES[cleaned['kind']]}/{symbol}"
        cleaned["symbol"] = symbol
        of_session = council_session_of(symbol)
        if of_session and not cleaned.get("session"):
            number, is_special = of_session
            kind = Session.Kind.SPECIAL if is_special else Session.Kind.REGULAR
            cleaned["session"] = Session.objects.of(Body.COUNCIL, number, kind).first()
        return cleaned


@admin.register(Resolution)
class ResolutionAdmin(DeskAdmin):
    subject = TEXTS
    form = ResolutionForm
    list_display = ["short_symbol", "title", "kind", "session", "adopted", "adoption", "tally"]
    list_filter = ["kind", "body", "adoption", "confidence"]
    list_select_related = ["session"]
    search_fields = ["symbol", "title", "actions__mandate__name"]
    autocomplete_fields = ["session"]
    inlines = [ActionOfTextInline, ParagraphInline, VoteInline, FootnoteInline, CitationInline]
    readonly_fields = ["imported_at", "warnings"]
    fieldsets = [
        (None, {"fields": ["symbol", "kind", "body", "session", "title", "agenda_item"]}),
        (
            gettext_lazy("Adoption"),
            {"fields": ["adopted", "meeting", "adoption", ("in_favour", "against", "abstaining")]},
        ),
        (gettext_lazy("Where this was found"), {"fields": ["source", "confidence", "notes"], "classes": ["collapse"]}),
        (
            gettext_lazy("As it was read"),
            {"fields": ["original_text", "warnings", "imported_at"], "classes": ["collapse"]},
        ),
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "title":
            field.widget.attrs["rows"] = 2
        return field

    @admin.display(description=gettext_lazy("vote"))
    def tally(self, text):
        known = (text.in_favour, text.against, text.abstaining)
        return "–".join("?" if votes is None else str(votes) for votes in known) if any(known) else None

    def mandates_concerned(self, text):
        acted_on = text.actions.values_list("mandate", flat=True)
        owing = text.obligation_sources.values_list("obligation__mandate", flat=True)
        return {*acted_on, *owing}

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        tie_to_paragraphs(form.instance.actions)


@admin.register(Paragraph)
class ParagraphAdmin(DeskAdmin):
    subject = TEXTS
    plans = False
    list_display = ["resolution", "key", "kind", "verb", "text_begins"]
    list_filter = ["kind"]
    list_select_related = ["resolution"]
    search_fields = ["resolution__symbol", "=key", "text"]
    autocomplete_fields = ["resolution"]

    @admin.display(description=gettext_lazy("text"))
    def text_begins(self, paragraph):
        return paragraph.text[:100]


@admin.register(Vote)
class VoteAdmin(DeskAdmin):
    subject = TEXTS
    plans = False
    list_display = ["resolution", "name_as_printed", "state", "position"]
    list_filter = ["position", "state__regional_group"]
    list_select_related = ["resolution", "state"]
    search_fields = ["resolution__symbol", "name_as_printed", "state__name"]
    autocomplete_fields = ["resolution", "state"]


class PartOfText(DeskAdmin):
    subject = TEXTS
    plans = False
    list_select_related = ["resolution", "paragraph__resolution"]
    autocomplete_fields = ["resolution", "paragraph"]


@admin.register(Footnote)
class FootnoteAdmin(PartOfText):
    list_display = ["resolution", "marker", "text", "paragraph"]
    search_fields = ["resolution__symbol", "text"]


@admin.register(Citation)
class CitationAdmin(PartOfText):
    list_display = ["symbol", "resolution", "paragraph"]
    search_fields = ["symbol", "resolution__symbol"]


@admin.register(Panel)
class PanelAdmin(PartOfText):
    list_display = ["words", "session", "resolution", "paragraph"]
    list_select_related = ["resolution", "paragraph__resolution", "session"]
    list_filter = ["session__body"]
    search_fields = ["resolution__symbol", "words"]
    autocomplete_fields = ["resolution", "paragraph", "session"]
