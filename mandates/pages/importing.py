"""The import page: texts are brought, read, looked at fact by fact, and confirmed.

Every action is a plain form or link."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from mandates.models import DraftFact, ImportDraft, Mandate, MandateAction, Resolution
from mandates.permissions import mandates_for
from mandates.records import drafts as records
from mandates.records.predecessors import text_before

from .confirming import filed_words
from .draft_page import draft_context, draft_with_facts
from .fragments import asks_for_a_fragment, render_page
from .import_forms import BringForm

Kind = DraftFact.Kind
A_PAGE = 40
PASTED = gettext_lazy("The pasted text")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one text: the name of where it stood, its draft, or the sentence that says why it was not read."""

    name: str
    draft: ImportDraft | None = None
    is_new: bool = False
    why: str = ""


@require_http_methods(["GET", "POST"])
def bring(request):
    """The texts that wait, and the form that brings new ones. POST reads all that is brought: one that cannot be read
    says why, the others go on. `outcome` names a mandate for the outcome of whose renewal they are brought."""
    if request.method == "GET":
        return _bring_page(request, BringForm())
    form = BringForm(request.POST, request.FILES)
    if not form.is_valid():
        if form.is_too_large:  # it is not sent back either
            form.data = form.data.copy()
            form.data["pasted"] = ""
        return _bring_page(request, form, status=422)
    mandate = _outcome_of(request)
    outcomes = [
        outcome for name, content in _brought(form.cleaned_data) for outcome in _read(name, content, request, mandate)
    ]
    if len(outcomes) == 1 and outcomes[0].draft:
        if not outcomes[0].is_new:
            messages.info(request, _waits_already(outcomes[0].draft))
        return _go(request, outcomes[0].draft.get_absolute_url())
    if all(outcome.draft for outcome in outcomes):
        messages.success(request, _said_of(outcomes))
        return _go(request, reverse("import"))
    pasted_is_kept = any(each.draft is None and each.name.startswith(str(PASTED)) for each in outcomes)
    form.data = form.data.copy()
    form.data["pasted"] = request.POST.get("pasted", "") if pasted_is_kept else ""
    return _bring_page(request, form, outcomes=outcomes, status=422)


def _said_of(outcomes):
    """The drafts that were made, each with its address: "2 texts were read: A/HRC/RES/44/11, A/HRC/RES/44/12"."""
    made = [each for each in outcomes if each.draft]
    words = ngettext("%d text was read:", "%d texts were read:", len(made)) % len(made)
    rows = [(each.draft.get_absolute_url(), each.draft, _known_before(each)) for each in made]
    return format_html("{} {}.", words, format_html_join(", ", '<a href="{}">{}</a>{}', rows))


def _waits_already(draft: ImportDraft) -> str:
    day = date_format(localtime(draft.made_at), "j M Y, H:i")
    who = draft.made_by.short_name if draft.made_by else _("somebody")
    words = _("This text was brought before, by %(person)s on %(day)s, and waits here. Nothing was doubled.")
    return words % {"person": who, "day": day}


def _known_before(outcome: Outcome) -> str:
    """What to say behind a text that was brought before: it waited, or is here, or another draft of it waits."""
    if not outcome.is_new:
        return format_html(" ({})", _("it waited already"))
    draft = outcome.draft
    here = Resolution.objects.read_here().filter(symbol=draft.symbol).first()
    other = ImportDraft.objects.open().of_text(draft.symbol, draft.title).exclude(pk=draft.pk).first()
    said = [
        format_html('{} <a href="{}">{}</a>', words, known.get_absolute_url(), known)
        for words, known in ((_("it is here already:"), here), (_("another draft of it waits:"), other))
        if known
    ]
    return format_html(" ({})", format_html_join(", ", "{}", [(each,) for each in said])) if said else ""


def _brought(cleaned):
    """(name, what was brought), a file still unread."""
    if cleaned["pasted"].strip():
        yield "", cleaned["pasted"].replace("\r\n", "\n")
    for file in cleaned["files"]:
        yield file.name, file


def _outcome_of(request) -> Mandate | None:
    """The mandate for the outcome of whose renewal a text is brought; None for a text that is brought for itself."""
    slug = request.POST.get("outcome", "") or request.GET.get("outcome", "")
    return mandates_for(request.user).filter(slug=slug).first() if slug else None


def _read(name, content, request, mandate):
    """What came of each text in one paste or file; a file over the limit is not even read into memory."""
    shown = name or str(PASTED)
    if name and content.size > records.FILE_LIMIT:
        return [Outcome(shown, why=_("The file is larger than 20 MiB and was not read."))]
    try:
        texts = list(
            records.bring(content.read() if name else content, source=name, by=request.user, outcome_of=mandate)
        )
    except records.ReadingError as error:
        return [Outcome(shown, why=_(str(error)))]
    places = [shown]
    if len(texts) > 1:
        words = _("%(name)s, text %(number)d of %(all)d")
        places = [words % {"name": shown, "number": n, "all": len(texts)} for n in range(1, len(texts) + 1)]
    return [
        Outcome(place, each.draft, each.is_new, each.why and _(each.why))
        for place, each in zip(places, texts, strict=True)
    ]


def _go(request, address):
    return HttpResponseClientRedirect(address) if asks_for_a_fragment(request) else redirect(address)


def _bring_page(request, form, *, outcomes=(), status=200):
    waiting = Paginator(ImportDraft.objects.open().with_row_facts(), A_PAGE).get_page(request.GET.get("page"))
    settled = ImportDraft.objects.exclude(state=ImportDraft.State.OPEN).with_row_facts()[:10]
    context = {
        "place": "import",
        "form": form,
        "page": waiting,
        "settled": settled,
        "said": _said_of(outcomes) if any(each.draft for each in outcomes) else "",
        "outcome_of": _outcome_of(request),
        "not_read": [each for each in outcomes if not each.draft],
    }
    return render_page(request, "import.html", "bring", context, status=status)


@require_GET
def draft(request, pk):
    """One text: as it came on the left, what was read on the right."""
    return render_page(request, "import_draft.html", "changed", draft_context(draft_with_facts(pk)))


@require_POST
def accept_certain(request, pk):
    """Accept at once all that the reader is certain of."""
    found = get_object_or_404(ImportDraft, pk=pk)
    number = records.accept_certain(found, by=request.user)
    words = ngettext("%d fact confirmed.", "%d facts confirmed.", number) % number
    if asks_for_a_fragment(request):
        context = draft_context(draft_with_facts(pk)) | {"said": words}
        return render(request, "import_draft.html#changed", context)
    messages.success(request, words)
    return redirect(found)


@require_POST
def confirm(request, pk):
    """Store the text as people left it; `do=replace` lets a text that is here already make room."""
    found = get_object_or_404(ImportDraft, pk=pk)
    replaces = request.POST.get("do") == "replace"
    seen = (request.POST.get("symbol", ""), request.POST.get("instead_of", ""))
    if "symbol" not in request.POST and not replaces:
        seen = None
    try:
        imported = records.confirm(found, by=request.user, replaces=replaces, seen=seen)
    except records.SeenOtherwise as refused:
        context = draft_context(draft_with_facts(pk)) | {"refused": str(refused)}
        return render(request, "import_draft.html", context, status=409)
    except records.NotAccepted as refused:
        messages.error(request, format_html("{} {}", str(refused), _("The draft stays as it is.")))
        return redirect(found)
    if imported is None:
        return _settled_by_another(request, found)
    found.refresh_from_db()
    if found.is_open:
        messages.success(request, filed_words(found))
        return redirect(found)
    confirmed = found.facts.accepted().exclude(kind=Kind.CHECK).count()
    left_out = found.facts.filter(decision=DraftFact.Decision.REJECTED).count()
    still_open = sum(fact.is_open for fact in found.facts.exclude(kind=Kind.CHECK))
    words = ngettext("Kept: %d fact confirmed.", "Kept: %d facts confirmed.", confirmed) % confirmed
    if left_out:
        words = f"{words} {ngettext('%d left out.', '%d left out.', left_out) % left_out}"
    if still_open:
        more = ngettext("%d stays a suggestion.", "%d stay suggestions.", still_open)
        words = f"{words} {more % still_open}"
    messages.success(request, format_html("{}{}", words, _compare_link(imported)))
    return redirect(_next_after(found, imported.resolution))


def _next_after(draft: ImportDraft, text: Resolution) -> str:
    """Where confirming `draft` leads: to its text; of one brought for the outcome of a renewal to that outcome, with
    the text chosen, or to the mandate where the text itself says that it goes on or ends."""
    mandate = draft.outcome_of
    if mandate is None:
        return text.get_absolute_url()
    if mandate.actions.filter(resolution=text).exclude(what=MandateAction.What.THEME).exists():
        return mandate.get_absolute_url()
    return f"{reverse('outcome', args=[mandate.slug])}?{urlencode({'text': text.reference})}"


def _compare_link(imported) -> str:
    """The way to the comparison with the text before, where both texts are here."""
    for mandate in imported.mandates:
        before = text_before(mandate, imported.resolution)
        if before and before.original_text:
            address = reverse("compare", args=[imported.resolution.reference, before.reference])
            words = _("Compare with %(text)s") % {"text": before.short_symbol}
            return format_html(' <a href="{}">{}</a>', address, words)
    return ""


@require_POST
def discard(request, pk):
    """Put the text away; nothing of it is stored, and it can be taken back."""
    found = get_object_or_404(ImportDraft, pk=pk)
    if not records.discard(found, by=request.user):
        return _settled_by_another(request, found)
    link = format_html('<a href="{}">{}</a>', found.get_absolute_url(), found)
    words = (
        _("The rest was left out; the text is filed:")
        if found.resolution_id
        else _("Put away, nothing of it was stored:")
    )
    messages.success(request, format_html("{} {}", words, link))
    return redirect("import")


@require_POST
def take_back(request, pk):
    """Take a discarded text up again."""
    found = get_object_or_404(ImportDraft, pk=pk)
    if not records.take_back(found, by=request.user):
        messages.warning(request, _("Nothing changed: it is not put away, or the same text waits already."))
    return redirect(found)


def _settled_by_another(request, found):
    found.refresh_from_db()
    person = found.settled_by.short_name if found.settled_by else _("somebody")
    words = _("Nothing changed: %(person)s was first. The text is %(state)s.")
    messages.warning(request, words % {"person": person, "state": found.get_state_display()})
    return redirect(found)
