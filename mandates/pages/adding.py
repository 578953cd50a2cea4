"""Adding a fact that the reader missed: its paragraph, the words that it rests on, then the form of its kind."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mandates.models import DraftFact, ImportDraft, Mandate, Request
from mandates.reading import ReadResolution
from mandates.records import draft_additions as records
from mandates.records.draft_facts import restored

from .came import add_address
from .deciding import whole_answer
from .drafted import ADD_WORDS, form_id_to_add
from .fact_forms import FORMS, DecisionForm
from .fragments import render_page

Kind = DraftFact.Kind
BLANK = {
    Kind.REQUEST: {"verb": "request", "addressees": [], "text": ""},
    Kind.REPORT: {
        "addressee": "", "kind": "report", "recipients": [], "sessions": [], "recurrence": None, "mode": None,
        "by_date": None, "words": "",
    },
    Kind.DECISION: {"action": "extend", "mandate": "", "term": None, "effective_from": None, "until": None},
}  # fmt: skip
FIRST_ASKED = {Kind.REQUEST: "addressees", Kind.REPORT: "addressee", Kind.DECISION: "action"}
KINDS = ("operative", "annex", "preambular")  # of paragraphs, in the order in which facts are looked for


class PlaceForm(forms.Form):
    """Where a fact stands: the paragraph, and of its words those that the fact rests on."""

    paragraph = forms.ChoiceField(label=gettext_lazy("Paragraph"))
    rests_on = forms.CharField(
        label=gettext_lazy("The words it rests on"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("As they stand in the paragraph. Leave it empty for the whole paragraph."),
    )

    def __init__(self, data=None, *, text: ReadResolution, initial=None):
        self.text = text
        super().__init__(data, initial=initial, auto_id="fnew-%s")
        in_order = [p for kind in KINDS for p in text.paragraphs if p.kind == kind]
        self.fields["paragraph"].choices = [(p.key, f"{p.key}. {p.text[:70]}") for p in in_order]

    def clean(self):
        paragraph = self.text.paragraph(self.cleaned_data.get("paragraph", ""))
        if paragraph and "rests_on" in self.cleaned_data:
            self.cleaned_data["span"] = records.span_of(self.cleaned_data["rests_on"], paragraph)
            if self.cleaned_data["span"] is None:
                words = _("These words do not stand in paragraph %(key)s. Copy them from the text as it came.")
                self.add_error("rests_on", words % {"key": paragraph.key})
        return self.cleaned_data

    @property
    def place(self) -> dict:
        """The part of the fact's value that says where it stands."""
        return {"paragraph": self.cleaned_data["paragraph"], "span": list(self.cleaned_data["span"])}


class NewDecisionForm(DecisionForm):
    """A decision that is added says which mandate it is on, where the draft has several."""

    mandate = forms.ChoiceField(label=gettext_lazy("Mandate"), required=False)
    field_order = ["mandate"]

    def __init__(self, data=None, *, fact: DraftFact):
        super().__init__(data, fact=fact)
        if len(self._chosen) > 1:
            self.fields["mandate"].choices = [(each["name"], self._called(each)) for each in self._chosen]
        else:
            del self.fields["mandate"]

    @cached_property
    def _chosen(self) -> list[dict]:
        return list(self.fact.draft.facts.filter(kind=Kind.MANDATE).values_list("value", flat=True))

    @staticmethod
    def _called(chosen: dict) -> str:
        known = Mandate.objects.filter(pk=chosen["mandate"]).first() if chosen["mandate"] else None
        return str(known or chosen["new_name"])

    def changed_value(self):
        names = [each["name"] for each in self._chosen]
        return super().changed_value() | {"mandate": self.cleaned_data.get("mandate") or (names[0] if names else "")}


def _place_asked_for(asked, draft: ImportDraft) -> dict:
    """What the address says of the place: a paragraph with or without its words, or from where to where in the text as
    it came."""
    start, end = asked.get("from", ""), asked.get("to", "")
    if start.isdecimal() and end.isdecimal() and len(start + end) < 20:
        begun = {key: place for key, place in draft.places.items() if place[0] <= int(start)}
        marked = draft.shown_text[int(start) : int(end)].strip()
        return {"paragraph": max(begun, key=lambda key: begun[key][0], default=""), "rests_on": marked}
    return {name: asked[name] for name in ("paragraph", "rests_on") if name in asked}


def _begun(kind: str, place: dict, text: ReadResolution) -> dict:
    """The value with which the form begins: of a request the words, and the verb, that the paragraph has."""
    value = dict(BLANK[kind])
    paragraph = text.paragraph(place.get("paragraph", ""))
    if kind == Kind.REQUEST and paragraph:
        opening = f"{paragraph.verb or ''} {place.get('rests_on', '')[:40]}".casefold()
        value["text"] = place.get("rests_on") or paragraph.text
        value["verb"] = next((verb for verb in Request.Verb.values if verb.split()[0] in opening), value["verb"])
    return value


@require_http_methods(["GET", "POST"])
def add(request, pk, kind):
    """Add a fact of `kind`; `?paragraph=11`, or `?from=…&to=…` in the text as it came, begins the form."""
    if kind not in records.MAY_BE_ADDED:
        raise Http404
    draft = get_object_or_404(ImportDraft, pk=pk)
    text = restored(draft.read_as)
    place = _place_asked_for(request.GET, draft)
    blank = DraftFact(draft=draft, kind=kind, value=_begun(kind, place, text))
    data = request.POST if request.method == "POST" else None
    where = PlaceForm(data, text=text, initial=place)
    form = (NewDecisionForm if kind == Kind.DECISION else FORMS[kind])(data, fact=blank)
    if place.get("paragraph"):  # the place is known: on to what the fact says
        form.fields[FIRST_ASKED[kind]].widget.attrs["autofocus"] = True
    if data is None or not (where.is_valid() & form.is_valid()):
        return _form(request, draft, kind, where, form, status=200 if data is None else 422)
    added = records.add(draft, kind, form.changed_value() | where.place, by=request.user)
    if added is None:
        words = _("Nothing was added: the text is settled already. What you typed is still here, to be copied.")
        form.add_error(None, words)
        return _form(request, draft, kind, where, form, status=409)
    return whole_answer(request, added, sent=form_id_to_add(kind))


def _form(request, draft, kind, where, form, status):
    context = {
        "place": "import",
        "draft": draft,
        "kind": kind,
        "form_id": form_id_to_add(kind),
        "heading": ADD_WORDS[kind],
        "others": [(ADD_WORDS[other], add_address(draft, other)) for other in records.MAY_BE_ADDED if other != kind],
        "where": where,
        "form": form,
        "back": f"{draft.get_absolute_url()}#section-{kind}",
    }
    return render_page(request, "import_add.html", "form", context, status=status)
