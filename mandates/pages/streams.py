"""Streams that a text suggests: as rows of the desk, and confirmed or rejected by a person."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from mandates import clock
from mandates.lists.wording import stream_words, text_label, text_place, words_of
from mandates.models import ObligationSource, ReportingObligation, Standing
from mandates.permissions import mandates_for
from mandates.records.deadlines import NotAccepted
from mandates.records.streams import confirm_stream, foreseen, reject_stream, reopen_stream

from .forms import DayInput
from .fragments import asks_for_a_fragment, came_from, render_page
from .moving import in_sentences


@dataclass(frozen=True, slots=True)
class Stream:
    """A suggested stream of reports as lists print it."""

    pk: int
    at: str
    words: str
    of: str
    mandate_at: str
    cite: str
    text_at: str
    of_time: str
    is_quoted: bool  # the paragraph is kept here, so that its words may stand in quotation marks


def suggested_streams(obligations) -> "StreamsFound":
    """`obligations` as rows, one query however many; slice what is given back to have fewer."""
    newest = ObligationSource.objects.filter(obligation=OuterRef("pk")).order_by("-resolution__adopted", "-pk")
    return StreamsFound(
        obligations.order_by("mandate__name", "recipient", "pk").values(
            "pk", "kind", "recipient", "recurrence", "words", "addressee__name",
            "mandate__name", "mandate__short_name", "mandate__slug",
            symbol=Subquery(newest.values("resolution__symbol")[:1]),
            paragraph=Subquery(newest.values("paragraph_key")[:1]),
            said=Subquery(newest.values("words")[:1]),
            kept_here=Subquery(newest.values("paragraph")[:1]),
        )
    )  # fmt: skip


class StreamsFound:
    """Rows of streams, read when they are asked for."""

    def __init__(self, values):
        self.values = values

    def __getitem__(self, some):
        return StreamsFound(self.values[some])

    def __iter__(self):
        places = {
            "stream": reverse("confirm_stream", args=[0]).removesuffix("0/confirm/"),
            "text": reverse("resolutions"),
        }
        places["mandate"] = reverse("mandates")
        return (_stream(values, places) for values in self.values)


def _stream(values, places) -> Stream:
    return Stream(
        pk=values["pk"],
        at=f"{places['stream']}{values['pk']}/",
        words=stream_words(values["addressee__name"], values["kind"], values["recipient"], values["recurrence"]),
        of=values["mandate__short_name"] or values["mandate__name"],
        mandate_at=f"{places['mandate']}{values['mandate__slug']}/",
        cite=text_label(values["symbol"], values["paragraph"]),
        text_at=places["text"] + text_place(values["symbol"], values["paragraph"]) if values["symbol"] else "",
        of_time=values["said"] or values["words"],
        is_quoted=values["kept_here"] is not None,
    )


BECOMES = {"confirm": Standing.CONFIRMED, "reject": Standing.REJECTED, "reopen": Standing.SUGGESTED}


class ConfirmForm(forms.Form):
    followed_since = forms.DateField(
        label=gettext_lazy("Followed since"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy(
            "What lies before this day without a record is “not recorded”; after it, it can be late."
        ),
    )


class RejectForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why it is no stream of reports"), required=False, max_length=500, widget=forms.TextInput
    )


class ReopenForm(forms.Form):
    why = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=500, widget=forms.TextInput)


@require_http_methods(["GET", "POST"])
def confirm(request, pk):
    """Confirm a suggested stream; its dates follow. GET asks since when; POST without a day means today."""
    return _decide(request, pk, ConfirmForm, "confirm")


@require_http_methods(["GET", "POST"])
def reject(request, pk):
    """Reject a suggested stream; its dates go, the text stays. GET asks why; POST needs no reason."""
    return _decide(request, pk, RejectForm, "reject")


@require_http_methods(["GET", "POST"])
def reopen(request, pk):
    """Take a confirmation or a rejection back: the stream is a suggestion again. GET asks why; POST needs no reason."""
    return _decide(request, pk, ReopenForm, "reopen")


def _decide(request, pk, form_class, act):
    obligation = get_object_or_404(
        ReportingObligation.objects.select_related("mandate", "addressee").filter(
            mandate__in=mandates_for(request.user)
        ),
        pk=pk,
    )
    back = came_from(request, default=obligation.mandate)
    is_posted = request.method == "POST"
    form = form_class(request.POST if is_posted else None, initial={"followed_since": clock.today()})
    if not is_posted or not form.is_valid():
        return _form(request, obligation, form, act, back, status=422 if is_posted else 200)
    if act == "confirm":
        done = confirm_stream(obligation, by=request.user, followed_since=form.cleaned_data["followed_since"])
    elif act == "reject":
        done = reject_stream(obligation, by=request.user, why=form.cleaned_data["why"])
    else:
        try:
            done = reopen_stream(obligation, by=request.user, why=form.cleaned_data["why"])
        except NotAccepted as refused:
            messages.warning(request, str(refused))
            return HttpResponseClientRedirect(back) if asks_for_a_fragment(request) else redirect(back)
    _say(request, obligation, done, act)
    if asks_for_a_fragment(request):  # dates come, go and move all over the page: it is read anew
        return HttpResponseClientRedirect(back)
    return redirect(back)


def _say(request, obligation, done, act):
    if done is None:
        obligation.refresh_from_db()
        messages.warning(
            request,
            _("Nothing changed: a colleague was first. The stream is now %(standing)s.")
            % {"standing": _("ended") if obligation.ended_on else Standing(obligation.standing).label},
        )
    elif act == "confirm":
        dates = done.replanned.created + done.replanned.changed
        words = ngettext(
            "Confirmed: %(dates)d date of it changed. It is followed since %(day)s.",
            "Confirmed: %(dates)d dates of it changed. It is followed since %(day)s.",
            dates,
        )
        messages.success(request, words % {"dates": dates, "day": date_format(obligation.followed_since, "j F Y")})
    elif act == "reopen":
        messages.success(request, _("Suggested again: its dates remind nobody until it is confirmed."))
    else:
        messages.success(request, _("Rejected: its dates are gone; the text, and what was decided, stay to be seen."))


def _what_would_move(obligation, standing) -> str:
    try:
        return in_sentences(foreseen(obligation, standing))
    except NotAccepted as refused:
        return str(refused)


def _form(request, obligation, form, act, back, status):
    words = words_of(obligation)
    heading, button, note = {
        "confirm": (
            _("Confirm a stream of reports"),
            _("Confirm"),
            _("All dates of the stream follow. Until it is confirmed it reminds nobody."),
        ),
        "reject": (
            _("Reject a stream of reports"),
            _("Reject"),
            _("All dates of the stream go. The text and the stream stay to be seen."),
        ),
        "reopen": (
            _("Suggest a stream of reports again"),
            _("Suggest again"),
            _("What was decided on it is taken back. Its dates are suggestions again and remind nobody."),
        ),
    }[act]
    if (obligation.standing == Standing.SUGGESTED) != (act == "reopen"):
        note = f"{note} {_what_would_move(obligation, BECOMES[act])}"
    context = {
        "place": "desk",
        "heading": heading,
        "what": words,
        "of": str(obligation.mandate),
        "form": form,
        "action": request.path,
        "target": f"#stream-{obligation.pk}",
        "button": button,
        "next": back,
        "note": note,
    }
    response = render_page(request, "acting.html", "form", context, status=status)
    return retarget(reswap(response, "outerHTML"), f"#stream-{obligation.pk} .form") if status == 422 else response
