"""Recording what the Council decided on a mandate that was up for renewal."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mandates.models.fields import validate_partial_date
from mandates.permissions import mandates_for
from mandates.records.deadlines import NotAccepted
from mandates.records.renewal import OUTCOMES, record_outcome

from .wording import session_label, term_words, text_label

WORDS = {
    "renewed": gettext_lazy("Renewed: it goes on as it is"),
    "adapted": gettext_lazy("Adapted: it goes on with changes"),
    "merged": gettext_lazy("Merged into another mandate"),
    "replaced": gettext_lazy("Replaced by another mandate"),
    "retired": gettext_lazy("Ended"),
}
TERMS = [
    ("P3Y", gettext_lazy("three years")),
    ("P2Y", gettext_lazy("two years")),
    ("P18M", gettext_lazy("eighteen months")),
    ("P1Y", gettext_lazy("one year")),
    ("P6M", gettext_lazy("six months")),
    ("", gettext_lazy("no term given")),
]


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
    term = forms.ChoiceField(label=gettext_lazy("For how long"), choices=TERMS, required=False)
    why = forms.CharField(label=gettext_lazy("Note, kept with it"), max_length=500, required=False)


@require_http_methods(["GET", "POST"])
def outcome(request, slug):
    """Ask what the Council decided, then record it: the dates that hung on it follow at once."""
    mandates = mandates_for(request.user).select_related("renewal_session", "runs_on__resolution")
    mandate = get_object_or_404(mandates, slug=slug)
    form = OutcomeForm(request.POST if request.method == "POST" else None, initial={"term": "P3Y"})
    if request.method == "POST" and form.is_valid():
        try:
            entry = record_outcome(mandate, by=request.user, **form.cleaned_data)
        except NotAccepted as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, _("Recorded: %(outcome)s. The dates were worked out anew.") % {"outcome": entry.to_value}
            )
            return redirect(mandate)
    session, runs_on = mandate.renewal_session, mandate.runs_on
    context = {
        "place": "mandates",
        "mandate": mandate,
        "form": form,
        "session": session and session_label(session.body, session.kind, session.number),
        "cite": text_label(runs_on.resolution.symbol, runs_on.paragraph_key) if runs_on else "",
        "term": term_words(runs_on.term) if runs_on else "",
    }
    return render(request, "outcome.html", context, status=422 if form.is_bound else 200)
