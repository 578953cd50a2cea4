"""Recording what the Council decided on a mandate that was up for renewal, and taking a mistaken record back."""

from datetime import date

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mandates.lists.wording import session_label, term_words, text_label
from mandates.models import Mandate, MandateAction, Resolution, Session
from mandates.models.fields import validate_partial_date
from mandates.permissions import mandates_for
from mandates.records.deadlines import NotAccepted
from mandates.records.renewal import (
    GOES_OVER,
    OUTCOMES,
    action_without_successor,
    decide_outcome,
    outcome_to_withdraw,
    told_successor,
    withdraw_outcome,
)
from mandates.records.terms import term_as_kept

from .moving import made, show_moves
from .spelled import action_words, paragraph_words, span_words

WORDS = {
    "renewed": gettext_lazy("Renewed: it goes on as it is"),
    "adapted": gettext_lazy("Adapted: it goes on with changes"),
    "merged": gettext_lazy("Merged into another mandate"),
    "replaced": gettext_lazy("Replaced by another mandate"),
    "retired": gettext_lazy("Ended"),
}


class OutcomeForm(forms.Form):
    what = forms.ChoiceField(
        label=gettext_lazy("What the Council decided"),
        choices=[(what, WORDS[word]) for word, what in OUTCOMES.items()],
        widget=forms.RadioSelect,
    )
    symbol = forms.CharField(
        label=gettext_lazy("Text"), max_length=60, help_text=gettext_lazy("Its symbol: 62/7, or A/HRC/RES/62/7.")
    )
    adopted = forms.CharField(
        label=gettext_lazy("Adopted"),
        max_length=10,
        validators=[validate_partial_date],
        help_text=gettext_lazy("2026-07-08, or 2026-07 where the day is not known."),
    )
    paragraph = forms.CharField(
        label=gettext_lazy("Paragraph that decides it"),
        max_length=24,
        required=False,
        help_text=gettext_lazy("3, or 4(h)."),
    )
    term = forms.CharField(
        label=gettext_lazy("For how long"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Write three years, 3 years or P3Y. Leave it empty where the text ends the mandate."),
    )
    into = forms.ModelChoiceField(
        label=gettext_lazy("Into which mandate"),
        queryset=Mandate.objects.none(),
        required=False,
        empty_label=gettext_lazy("the one that the text names"),
        help_text=gettext_lazy(
            "If it is merged or replaced: what is open goes over. It stays here while nobody says where."
        ),
    )
    why = forms.CharField(label=gettext_lazy("Note, kept with it"), max_length=500, required=False)
    is_sure = forms.BooleanField(label=gettext_lazy("The day is right as typed"), required=False)

    def __init__(self, *args, mandates, session: Session | None = None, **kwargs):
        """`session` decides on the renewal; a day outside its dates is asked about once more. `mandates` are those that
        may take it over."""
        super().__init__(*args, label_suffix="", **kwargs)
        self.session, self.asks_again = session, False
        self.fields["into"].queryset = mandates

    def clean_term(self):
        try:
            return term_as_kept(self.cleaned_data["term"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None

    def clean(self):
        cleaned = super().clean()
        if lies_outside(cleaned.get("adopted"), self.session):
            self.asks_again = True
            if not cleaned.get("is_sure"):
                dates = {"session": self.session, "dates": span_words(self.session.opens_on, self.session.closes_on)}
                if self.session.closes_on:
                    words = _(
                        "This day lies outside %(session)s, %(dates)s. Correct it, or say below that it is right."
                    )
                else:
                    words = _("%(session)s opens only on %(dates)s. Correct the day, or say below that it is right.")
                self.add_error("adopted", words % dates)
        return cleaned

    def clean_into(self):
        """The mandate, where the outcome is one that another mandate takes over; otherwise none, whatever is chosen."""
        return self.cleaned_data["into"] if self.cleaned_data.get("what") in GOES_OVER else None

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields to print: whether the day is right is asked only where it looks wrong."""
        return [field for field in self if field.name != "is_sure" or self.asks_again]


def lies_outside(adopted: str | None, session: Session | None) -> bool:
    """Whether a day of adoption, as precise as it is known, cannot lie within `session`; an unknown end is no bound."""
    if not adopted or session is None or session.opens_on is None:
        return False
    ends = [session.opens_on, session.closes_on or date.max]
    opens, closes = (end.isoformat()[: len(adopted)] for end in ends)
    return not opens <= adopted <= closes


@require_http_methods(["GET", "POST"])
def outcome(request, slug):
    """Ask what the Council decided, show what would move, then record it by one press: its dates follow at once.

    `?text=62/7` begins with a text that is here: what it says of the mandate is filled in."""
    mandates = mandates_for(request.user).select_related("renewal_session", "runs_on__resolution")
    mandate = get_object_or_404(mandates, slug=slug)
    session, runs_on = mandate.renewal_session, mandate.runs_on
    typed = request.POST if request.method == "POST" else None
    text = Resolution.objects.named(request.GET.get("text", "")).first()
    others = mandates_for(request.user).exclude(pk=mandate.pk).exclude(renewal_state=Mandate.RenewalState.ENDED)
    form = OutcomeForm(typed, initial=_known(mandate, text), session=session, mandates=others)
    if request.method == "POST" and form.is_valid():
        typed = {name: value for name, value in form.cleaned_data.items() if name != "is_sure"}
        try:
            told = decide_outcome(mandate, seen=request.POST.get("seen"), by=request.user, **typed)
        except NotAccepted as refused:
            form.add_error(None, str(refused))
        else:
            if told.is_applied:
                words = _("Recorded: %(outcome)s.") % {"outcome": told.entry.to_value}
                return made(request, told, words, mandate.get_absolute_url())
            return _shown(request, mandate, form, told)
    context = {
        "place": "mandates",
        "mandate": mandate,
        "form": form,
        "text": text,
        "session": session and session_label(session.body, session.kind, session.number),
        "cite": text_label(runs_on.resolution.symbol, runs_on.paragraph_key) if runs_on else "",
        "term": term_words(runs_on.term) if runs_on else "",
    }
    return render(request, "outcome.html", context, status=422 if form.is_bound else 200)


def _known(mandate: Mandate, text: Resolution | None) -> dict:
    """What the form begins with: what is known of `text` and of what it does to `mandate`; without a text, of the
    outcome that lacks only the mandate that takes over."""
    if text is None:
        act = action_without_successor(mandate)
        text = act and act.resolution
    else:
        act = mandate.actions.filter(resolution=text).exclude(what=MandateAction.What.THEME).first()
    if text is None:
        return {"term": _("three years")}
    known = {
        "symbol": text.reference,
        "adopted": text.adopted or "",
        "term": _("three years"),
        "into": told_successor(mandate, text.symbol),
    }
    if act:
        known |= {"what": act.what, "paragraph": act.paragraph_key, "term": term_words(act.term)}
    return known


def _shown(request, mandate, form, told):
    """What would move with the outcome that was typed. Nothing is written yet."""
    typed, fields = form.cleaned_data, form.fields
    goes_on = typed["what"] not in (*GOES_OVER, MandateAction.What.ENDS)
    what = str(dict(fields["what"].choices)[typed["what"]])
    text = ", ".join(filter(None, [typed["symbol"], paragraph_words(typed["paragraph"])]))
    context = {
        "place": "mandates",
        "heading": _("What would move with this outcome"),
        "back_at": mandate.get_absolute_url(),
        "back": str(mandate),
        "changes": [
            (fields["what"].label, "", what),
            (fields["symbol"].label, "", text),
            (fields["adopted"].label, "", typed["adopted"]),
            *([(fields["term"].label, "", term_words(typed["term"]))] if goes_on and typed["term"] else []),
            *([(fields["into"].label, "", str(told.going.into))] if told.going else []),
        ],
        "why": typed["why"],
        "action": request.path,
        "fields": [(name, value) for name, value in form.data.items() if name in fields],
        "press": _("Record the outcome"),
        "may_apply": True,
        "going": told.going,
        "stays_behind": typed["what"] in GOES_OVER and not told.going,
    }
    return show_moves(request, told, context)


class WithdrawForm(forms.Form):
    why = forms.CharField(label=gettext_lazy("Why it is taken back, kept in the log"), max_length=500, required=False)


@require_http_methods(["GET", "POST"])
def withdraw(request, slug):
    """Take back an outcome that was recorded by mistake: GET asks, POST does it."""
    mandate = get_object_or_404(mandates_for(request.user), slug=slug)
    action = outcome_to_withdraw(mandate)
    if action is None:
        messages.warning(request, _("There is no recorded outcome to take back. Nothing was changed."))
        return redirect(mandate)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        entry = withdraw_outcome(mandate, by=request.user, why=form.cleaned_data["why"])
        if entry:
            words = _("Taken back: %(outcome)s. The dates were worked out anew.")
            messages.success(request, words % {"outcome": entry.from_value})
        return redirect(mandate)
    context = {
        "place": "mandates",
        "heading": _("Take the recorded outcome back"),
        "what": f"{action.resolution}: {action_words(action)}",
        "of": str(mandate),
        "form": form,
        "action": request.path,
        "button": _("Take it back"),
        "next": mandate.get_absolute_url(),
        "note": _("The mandate runs on the text before again, and its dates follow. The log keeps both steps."),
    }
    return render(request, "acting.html", context, status=422 if form.is_bound else 200)
