"""What a person says of one fact of a text on its way in: accept, reject, change, split.

HTMX swaps the row of the fact. A colleague who was first is answered 409 with the row as it now stands, a field that is
wrong 422 with the form as typed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import reswap, retarget

from mandates.models import DraftFact, ImportDraft
from mandates.records import drafts as records
from mandates.records.draft_facts import as_decided

from .confirming import Confirming
from .draft_page import draft_context, draft_with_facts, head_context, what_will_be_of
from .drafted import Progress, row_of_fact
from .fact_forms import form_for
from .fragments import asks_for_a_fragment, render_page
from .splitting import SplitForm

Kind = DraftFact.Kind
CHANGES_THE_PAGE = {"symbol", "adopted_on"}  # fields of the front matter on which other parts of the page hang


def _fact(pk, fact) -> DraftFact:
    return get_object_or_404(DraftFact.objects.select_related("draft", "decided_by", "added_by"), pk=fact, draft=pk)


def _version(request) -> int:
    version = request.POST.get("version", "")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1


DECIDING = {"accept": records.accept, "reject": records.reject, "reopen": records.reopen}


@require_POST
def decide(request, pk, fact, act):
    """Accept, reject or reopen a fact, as it was seen."""
    found = _fact(pk, fact)
    if act == "reject" and not row_of_fact(found).may_reject:
        raise Http404
    done = DECIDING[act](found, _version(request), by=request.user)
    if done and found.name == "symbol" and act != "accept":  # whether the text has one decides what confirming does
        return whole_answer(request, found, sent="")
    return _answer(request, found, done)


@require_http_methods(["GET", "POST"])
def edit(request, pk, fact):
    """Change a fact; whoever changes it has confirmed it."""
    found = _fact(pk, fact)
    if not row_of_fact(found).may_edit:
        raise Http404
    is_posted = request.method == "POST"
    form = form_for(found, request.POST if is_posted else None)
    if not is_posted or not form.is_valid():
        return _form(request, found, form, _("Change"), status=422 if is_posted else 200)
    done = records.edit(found, _version(request), form.changed_value(), by=request.user)
    if done and (found.kind == Kind.MANDATE or found.name in CHANGES_THE_PAGE):
        return whole_answer(request, found, sent=row_of_fact(found).form_id)
    return _answer(request, found, done, typed=request.POST)


@require_http_methods(["GET", "POST"])
def split(request, pk, fact):
    """Make two requests of one."""
    found = _fact(pk, fact)
    if not row_of_fact(found).may_split:
        raise Http404
    is_posted = request.method == "POST"
    form = SplitForm(request.POST if is_posted else None, fact=found)
    if not is_posted or not form.is_valid():
        return _form(request, found, form, _("Split"), status=422 if is_posted else 200)
    second = records.split(found, _version(request), int(form.cleaned_data["at"]), by=request.user)
    if second is None:
        return _answer(request, found, False)
    return whole_answer(request, second, sent=row_of_fact(found).form_id)


def _answer(request, fact: DraftFact, done: bool, typed=None):
    """The row as it now stands with the progress; without HTMX the page, at the next fact that is open."""
    if not asks_for_a_fragment(request):
        if not done:
            messages.warning(request, _was_first(fact))
        following = fact.draft.facts.undecided().filter(position__gt=fact.position).first()
        return redirect(f"{fact.draft.get_absolute_url()}#fact-{(following if done and following else fact).pk}")
    fact = _fact(fact.draft_id, fact.pk)
    facts = list(fact.draft.facts.all())
    context = {
        "row": row_of_fact(fact),
        "draft": fact.draft,
        "progress": Progress.of(facts),
        "confirming": Confirming.of(fact.draft, facts),
        "said": "" if done else _was_first(fact),
        "typed": None if done else typed,
        "news": _who_added_since(request, fact.draft),
    }
    if done and fact.kind == Kind.FRONT:
        text = as_decided(fact.draft.read_as, facts, with_open_decisions=True).text
        context |= head_context(fact.draft, text) | {"with_head": True}
    if done and fact.kind in (Kind.DECISION, Kind.REPORT):
        context["will_be"] = what_will_be_of(draft_with_facts(fact.draft_id))
    return render(request, "import_draft.html#row", context, status=200 if done else 409)


def _who_added_since(request, draft: ImportDraft) -> str:
    """The colleague who added or split a fact that the page, as the person has it open, does not show; "" for none."""
    if request.POST.get("facts", "") in ("", str(draft.facts.count())):
        return ""
    newest = draft.facts.select_related("decided_by").order_by("-pk").first()
    return newest.decided_by.short_name if newest.decided_by else _("A colleague")


def whole_answer(request, fact: DraftFact, *, sent: str):
    """All that was read, anew, since other parts of the page hang on what changed; forms that are open stay as they
    are, but for the one with the id `sent`."""
    if not asks_for_a_fragment(request):
        return redirect(f"{fact.draft.get_absolute_url()}#fact-{fact.pk}")
    context = draft_context(draft_with_facts(fact.draft_id)) | {"focus": fact.pk, "sent": sent}
    return retarget(reswap(render(request, "import_draft.html#changed", context), "outerHTML"), "#read-as")


def _was_first(fact: DraftFact) -> str:
    if not fact.draft.is_open:
        return _("Nothing changed: the text is settled already.")
    person = fact.decided_by.short_name if fact.decided_by else _("a colleague")
    return _("Nothing changed: %(person)s was first. This is how it stands now.") % {"person": person}


def _form(request, fact: DraftFact, form, button, status):
    row = row_of_fact(fact)
    context = {
        "place": "import",
        "heading": button,
        "what": row.spoken,
        "row": row,
        "draft": fact.draft,
        "form": form,
        "button": button,
        "action": request.path,
        "back": f"{fact.draft.get_absolute_url()}#fact-{fact.pk}",
    }
    response = render_page(request, "import_fact.html", "form", context, status=status)
    if status == 422:  # it was sent to take the place of the row: the form takes that of the form
        return retarget(reswap(response, "outerHTML"), f"#fact-{fact.pk} .form")
    return response
