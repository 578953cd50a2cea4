"""Ending a stream of reports, and taking one up again: asked, shown what would go, then one press; and which streams a
text may end that says so of a reporting duty."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mandates.lists.wording import text_label, words_of
from mandates.models import LogEntry, Paragraph, ReportingObligation, Resolution, Standing
from mandates.permissions import mandates_for
from mandates.reading.doubts import ENDS_REPORTING, ends_reporting
from mandates.reading.symbols import SHORT, full_symbol, symbols_in
from mandates.records.deadlines import NotAccepted
from mandates.records.ending import end_stream, ending, take_up_stream

from .forms import DayInput
from .fragments import came_from
from .moving import made, show_moves


class EndForm(forms.Form):
    """What ends a stream: a paragraph of a text, or a day and the reason."""

    symbol = forms.CharField(
        label=gettext_lazy("Text that ends it"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Its symbol: 51/20, or A/HRC/RES/51/20. Leave it empty where no text does."),
    )
    paragraph = forms.CharField(
        label=gettext_lazy("Paragraph"), max_length=24, required=False, help_text=gettext_lazy("25, or 4(h).")
    )
    on = forms.DateField(
        label=gettext_lazy("Ended on"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy(
            "The day of adoption unless you give another. Reports to sessions that open after it are owed no more."
        ),
    )
    why = forms.CharField(
        label=gettext_lazy("Why it ends, kept in the log"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Needed where no text says so."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    def clean_symbol(self):
        symbol = self.cleaned_data["symbol"].strip()
        if symbol and full_symbol(symbol) is None and not Resolution.objects.named(symbol).exists():
            raise forms.ValidationError(
                _("“%(symbol)s” is no symbol of a text. Write 51/20, or A/HRC/RES/51/20."), params={"symbol": symbol}
            )
        return symbol


class TakeUpForm(forms.Form):
    why = forms.CharField(label=gettext_lazy("Why, kept in the log"), max_length=500, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


@require_http_methods(["GET", "POST"])
def end(request, pk):
    """Ask what ends the stream, show what would go, then end it by one press. `?symbol=51/20&paragraph=25` fills in
    what a text says."""
    obligation = _asked(request, pk)
    if obligation.ended_on or obligation.standing == Standing.REJECTED:
        return _not_now(request, obligation, _("The stream is not in force any more. Nothing was changed."))
    form = EndForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            given = ending(**form.cleaned_data)
            told = end_stream(obligation, given, by=request.user, seen=request.POST.get("seen"))
        except NotAccepted as refused:
            form.add_error(None, str(refused))
        else:
            if told.is_applied:
                return made(request, told, _("The stream has ended."), came_from(request, obligation.mandate))
            by = [(_("By"), "", given.label)] if given.label else []
            return _shown(request, obligation, form, told, [(form.fields["on"].label, "", given.on), *by])
    text = Resolution.objects.named(form["symbol"].value() or "").defer("original_text").first()
    key = form["paragraph"].value() or ""
    context = {
        "heading": _("End a stream of reports"),
        "note": _(
            "Nothing is written before you have seen what goes. What was given stays, and so does what is owed to"
            " sessions that have opened."
        ),
        "text": text,
        "quoted": text and Paragraph.objects.filter(resolution=text, key=key).exclude(key="").first(),
    }
    return _form(request, obligation, form, context)


@require_http_methods(["GET", "POST"])
def take_up(request, pk):
    """Take up again a stream that ended by mistake: asked, shown what comes back, then done by one press."""
    obligation = _asked(request, pk)
    if not obligation.ended_on:
        return _not_now(request, obligation, _("The stream goes on already. Nothing was changed."))
    form = TakeUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        seen, why = request.POST.get("seen"), form.cleaned_data["why"]
        try:
            told = take_up_stream(obligation, by=request.user, why=why, seen=seen)
        except NotAccepted as refused:
            form.add_error(None, str(refused))
        else:
            if told.is_applied:
                words = _("The stream goes on again.")
                return made(request, told, words, came_from(request, obligation.mandate))
            return _shown(request, obligation, form, told, [(_("Ended on"), obligation.ended_on, None)])
    context = {
        "heading": _("Take up a stream of reports again"),
        "note": _("It stands as before it ended. Nothing is written before you have seen what comes back."),
    }
    return _form(request, obligation, form, context)


def _asked(request, pk) -> ReportingObligation:
    streams = ReportingObligation.objects.select_related("mandate", "addressee").filter(
        mandate__in=mandates_for(request.user)
    )
    return get_object_or_404(streams, pk=pk)


def _not_now(request, obligation, words):
    messages.warning(request, words)
    return redirect(came_from(request, obligation.mandate))


def _form(request, obligation, form, context):
    context |= {
        "place": "mandates",
        "stream": obligation,
        "what": words_of(obligation),
        "form": form,
        "next": came_from(request, obligation.mandate),
        "sources": [
            (text_label(row.resolution.symbol, row.paragraph_key), row.resolution.get_absolute_url())
            for row in obligation.sources.select_related("resolution").defer("resolution__original_text")
        ],
    }
    return render(request, "ending.html", context, status=422 if form.is_bound else 200)


def _shown(request, obligation, form, told, changes):
    """What would go or come back. Nothing is written yet."""
    ends = isinstance(form, EndForm)
    back = came_from(request, obligation.mandate)
    context = {
        "place": "mandates",
        "heading": _("What would go if this stream ends") if ends else _("What would come back with this stream"),
        "back_at": back,
        "back": str(obligation.mandate),
        "what": words_of(obligation),
        "changes": changes,
        "why": form.cleaned_data["why"],
        "action": request.path,
        "fields": [*((name, value) for name, value in form.data.items() if name in form.fields), ("next", back)],
        "press": _("End the stream") if ends else _("Take it up again"),
        "stays": _(
            "Nothing is written before you press. What was given stays, and so does what is owed to sessions that have"
            " opened."
        )
        if ends
        else _("Nothing is written before you press."),
        "may_apply": True,
    }
    return show_moves(request, told, context)


def endings(path: str) -> Prefetch:
    """The entries of the log by which streams ended, newest first, as `endings`; `path` leads from the rows there."""
    ended = LogEntry.objects.filter(what=LogEntry.What.ENDED).select_related("by", "resolution")
    return Prefetch(path, ended.defer("resolution__original_text"), to_attr="endings")


@dataclass(frozen=True, slots=True)
class StreamThere:
    """A stream that a text may end, or has ended: in words, where it stands, and the address that ends it."""

    words: str
    mandate: str
    at: str
    end_at: str = ""

    @classmethod
    def of(cls, row: ReportingObligation, end_at: str = "") -> "StreamThere":
        return cls(words_of(row), str(row.mandate), f"{row.mandate.get_absolute_url()}#stream-{row.pk}", end_at)


def may_be_ended(symbol: str, key: str, words: str, mandates: Iterable[int], on: str = "") -> list[StreamThere]:
    """The streams in force that the paragraph `key` of the text `symbol` may end, in these `words`: those that the
    texts it names ask for, then the others of the mandates to which the text belongs. What the text itself asks for
    first is not among them."""
    named = [f"A/HRC/{series}/{short}" for short in SHORT.findall(words) for series in ("RES", "DEC")]
    streams = ReportingObligation.objects.in_force().select_related("mandate", "addressee").order_by("mandate", "pk")
    streams = streams.exclude(sources__resolution__symbol=symbol, sources__relation="created")
    asked = list(streams.filter(sources__resolution__symbol__in=[*named, *symbols_in(words)]).distinct())
    others = [row for row in streams.filter(mandate__in=list(mandates)) if row not in asked]
    ground = {"symbol": Resolution(symbol=symbol).reference, "paragraph": key, "on": on}
    asked_with = urlencode({name: value for name, value in ground.items() if value})
    return [StreamThere.of(row, f"{reverse('end_stream', args=[row.pk])}?{asked_with}") for row in [*asked, *others]]


@dataclass(frozen=True, slots=True)
class EndsReporting:
    """What a text that ends a reporting duty has ended here so far, and what it may end."""

    words: str  # the warning that it carries while nobody has looked at it
    ended: list[StreamThere]
    may_end: list[StreamThere]


def ends_by(text: Resolution) -> EndsReporting:
    """Of `text`, which comes with its paragraphs and actions."""
    rows = ReportingObligation.objects.exclude(ended_on=None).select_related("mandate", "addressee")
    ended = rows.filter(log__resolution=text, log__what=LogEntry.What.ENDED).distinct()
    may_end = []
    saying = [row for row in text.paragraphs.all() if ends_reporting(row.text)]
    if saying and ENDS_REPORTING in text.warnings:
        words, mandates = " ".join(row.text for row in saying), [act.mandate_id for act in text.actions.all()]
        may_end = may_be_ended(text.symbol, saying[0].key, words, mandates)
    return EndsReporting(ENDS_REPORTING, [StreamThere.of(row) for row in ended], may_end)
