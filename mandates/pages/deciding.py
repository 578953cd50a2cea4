"""What a person says of one fact of a text on its way in: accept, reject, change, split.

HTMX swaps the row of the fact. Where a colleague was first the answer is 409 with the row as it now stands, and with
the form as typed where there was one; a field that is wrong is 422 with the form as typed."""

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
    if not done:
        return _form_again(request, found, form, _("Change"))
    if found.kind == Kind.MANDATE or found.name in CHANGES_THE_PAGE:
        return whole_answer(request, found, sent=row_of_fact(found).form_id)
    return _answer(request, found, done)


@require_http_methods(["GET", "POST"])
def split(request, pk, fact):
    """Make two requests of one."""
    found = _fact(pk, fact)
    is_posted = request.method == "POST"
    if found.kind != Kind.REQUEST or not (is_posted or row_of_fact(found).may_split):
        raise Http404
    if is_posted and found.version != _version(request):
        return _form_again(request, found, SplitForm(request.POST, fact=found), _("Split"))
    form = SplitForm(request.POST if is_posted else None, fact=found)
    if not is_posted or not form.is_valid():
        return _form(request, found, form, _("Split"), status=422 if is_posted else 200)
    second = records.split(found, _version(request), int(form.cleaned_data["at"]), by=request.user)
    if second is None:
        return _form_again(request, found, SplitForm(request.POST, fact=found), _("Split"))
    return whole_answer(request, second, sent=row_of_fact(found).form_id)


def _answer(request, fact: DraftFact, done: bool):
    """The row as it now stands with the progress; without HTMX the page, at the next fact that is open."""
    if not asks_for_a_fragment(request):
        if not done:
            messages.warning(request, _("%(who)s This is how it stands now.") % {"who": _was_first(request, fact)})
        following = fact.draft.facts.undecided().filter(position__gt=fact.position).first()
        return redirect(f"{fact.draft.get_absolute_url()}#fact-{(following if done and following else fact).pk}")
    context = _row_context(request, fact)
    fact, facts = context["row"].fact, context["facts"]
    if not done:
        context["said"] = _("%(who)s This is how it stands now.") % {"who": _was_first(request, fact)}
    if done and fact.kind == Kind.FRONT:
        text = as_decided(fact.draft.read_as, facts, with_open_decisions=True).text
        context |= head_context(fact.draft, text) | {"with_head": True}
    if done and fact.kind in (Kind.DECISION, Kind.REPORT):
        context["will_be"] = what_will_be_of(draft_with_facts(fact.draft_id))
    return render(request, "import_draft.html#row", context, status=200 if done else 409)


def _row_context(request, fact: DraftFact) -> dict:
    """What the row of `fact` prints as it now stands, with the progress and the word on the button."""
    fact = _fact(fact.draft_id, fact.pk)
    facts = list(fact.draft.facts.all())
    return {
        "row": row_of_fact(fact),
        "draft": fact.draft,
        "facts": facts,
        "progress": Progress.of(facts),
        "confirming": Confirming.of(fact.draft, facts),
        "news": _who_added_since(request, fact.draft),
    }


def _form_again(request, fact: DraftFact, form, button: str):
    """What was typed, in its form, beside the fact as it now stands: somebody was first, and nothing was written."""
    context = _row_context(request, fact)
    fact = context["row"].fact
    context |= _form_context(request, fact, form, button) | {
        "again": _was_first(request, fact),
        "version": fact.version,
        "may_send": fact.draft.is_open and (context["row"].may_split or not isinstance(form, SplitForm)),
    }
    if asks_for_a_fragment(request):
        return render(request, "import_draft.html#row", context, status=409)
    return render(request, "import_fact.html", context, status=409)


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


def _was_first(request, fact: DraftFact) -> str:
    if not fact.draft.is_open:
        return _("Nothing changed: the text is settled already.")
    if fact.decided_by == request.user:
        return _("Nothing changed: you decided on it since this page or form was opened.")
    person = fact.decided_by.short_name if fact.decided_by else _("a colleague")
    return _("Nothing changed: %(person)s was first.") % {"person": person}


def _form_context(request, fact: DraftFact, form, button: str) -> dict:
    row = row_of_fact(fact)
    return {
        "place": "import",
        "heading": button,
        "what": row.spoken,
        "row": row,
        "draft": fact.draft,
        "form": form,
        "version": form.data["version"] if form.is_bound and "version" in form.data else fact.version,
        "may_send": True,
        "button": button,
        "action": request.path,
        "back": f"{fact.draft.get_absolute_url()}#fact-{fact.pk}",
    }


def _form(request, fact: DraftFact, form, button, status):
    context = _form_context(request, fact, form, button)
    response = render_page(request, "import_fact.html", "form", context, status=status)
    if status == 422:  # it was sent to take the place of the row: the form takes that of the form
        return retarget(reswap(response, "outerHTML"), f"#fact-{fact.pk} .form")
    return response
