"""A text on its way in: read, looked at by people fact by fact, then stored as they left it.

Every decision is one row, written at once; who decides names the version of the fact that was seen, so that of two
colleagues exactly one is first."""

import re
from collections.abc import Collection, Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from mandates.models import DraftFact, ImportDraft, Resolution, User
from mandates.reading import ReadingError
from mandates.reading.sources import FILE_LIMIT

from .bringing import bring, make_draft
from .draft_additions import say_who_added
from .draft_facts import as_decided
from .draft_mandates import (
    ask_about,
    certain,
    chosen_mandates,
    reopen_lost_choices,
    settle_questions,
    waiting_for_a_mandate,
)
from .importing import Imported, NotAccepted, check_can_be_filed, store
from .log import in_the_offices_language, logged
from .requests import confirm_request
from .streams import confirm_stream
from .unconfirmed import warn_of_unconfirmed
from .word_for_word import do_to_what_is_here

Kind, Decision = DraftFact.Kind, DraftFact.Decision


class SeenOtherwise(NotAccepted):
    """What confirming would do is no longer what the person saw."""


@transaction.atomic
def _decide(fact: DraftFact, version: int, by: User | None, **new: Any) -> bool:
    """Write `new` where the fact still is what the person saw and its draft is open; whether that was so."""
    _locked(fact.draft_id)
    seen = DraftFact.objects.filter(pk=fact.pk, version=version, draft__state=ImportDraft.State.OPEN)
    written = seen.update(decided_by=by, decided_at=timezone.now(), version=F("version") + 1, **new)
    fact.refresh_from_db()
    return bool(written)


def _locked(draft_id: int) -> None:
    """Hold the draft until the transaction ends: nothing is decided on it while it is being stored."""
    ImportDraft.objects.select_for_update().only("pk").get(pk=draft_id)


def accept(fact: DraftFact, version: int, *, by: User) -> bool:
    """The fact is as it stands. False, with nothing written, where a colleague was first; so for all that follows."""
    return _decide(fact, version, by, decision=Decision.ACCEPTED)


def reject(fact: DraftFact, version: int, *, by: User) -> bool:
    """The text does not say so: the fact is left out."""
    return _decide(fact, version, by, decision=Decision.REJECTED)


def reopen(fact: DraftFact, version: int, *, by: User) -> bool:
    """Undo a decision; what was changed stays changed."""
    return _decide(fact, version, by, decision=Decision.OPEN)


def edit(fact: DraftFact, version: int, value: dict | str | int | None, *, by: User) -> bool:
    """The fact is `value` instead; whoever changes a fact has confirmed it."""
    return _decide(fact, version, by, value=value, decision=Decision.ACCEPTED)


@in_the_offices_language
@transaction.atomic
def split(fact: DraftFact, version: int, at: int, *, by: User) -> DraftFact | None:
    """Make two requests of one: `at` is where in `value["text"]` the second begins. Both stay to be confirmed.

    Gives the second; None, with nothing written, where a colleague was first."""
    text = fact.value["text"]
    first, second = re.sub(r"(?:[\s,;]|\band\b)+$", "", text[:at]), text[at:].lstrip(" ,;")
    start, end = fact.value["span"]
    whole_end = fact.end
    cut = max(end - len(text) + at, start)
    if not _decide(fact, version, by, value=fact.value | {"text": first, "span": [start, cut]}, decision=Decision.OPEN):
        return None
    came = ImportDraft.objects.values_list("shown_text", flat=True).get(pk=fact.draft_id)
    place = _place_of(second, came, fact.start, fact.end)
    DraftFact.objects.filter(draft=fact.draft_id, position__gt=fact.position).update(position=F("position") + 1)
    DraftFact.objects.filter(pk=fact.pk).update(end=len(came[:place].rstrip()) if place > fact.start else fact.end)
    fact.refresh_from_db()
    return DraftFact.objects.create(
        draft_id=fact.draft_id,
        kind=fact.kind,
        position=fact.position + 1,
        paragraph_key=fact.paragraph_key,
        start=place,
        end=whole_end,
        value=fact.value | {"text": second, "span": [cut, end]},
        read_value=fact.read_value,
        confidence=fact.confidence,
        reason=_("Split off by %(person)s.") % {"person": by.short_name},
        decided_by=by,
    )


def _place_of(words: str, came: str, start: int, end: int) -> int:
    """Where `words` begin in the part of the text that came, whatever its line breaks; its start if they do not."""
    spaced = r"\s+".join(re.escape(word) for word in words.split())
    found = re.search(spaced, came[start:end]) if spaced else None
    return start + found.start() if found else start


@transaction.atomic
def accept_certain(draft: ImportDraft, *, by: User) -> int:
    """Accept at once all that is `certain`; how many facts that were."""
    _locked(draft.pk)
    accepted = [fact.pk for fact in certain(draft.facts.filter(draft__state=ImportDraft.State.OPEN))]
    return draft.facts.filter(pk__in=accepted).update(
        decision=Decision.ACCEPTED, decided_by=by, decided_at=timezone.now(), version=F("version") + 1
    )


def discard(draft: ImportDraft, *, by: User) -> bool:
    """Put the text away; nothing of it is stored, but what is filed already stays. False where it was settled."""
    return _settle(draft, ImportDraft.State.DISCARDED, by)


def take_back(draft: ImportDraft, *, by: User) -> bool:
    """Take a discarded text up again. False where it is not discarded, or the same text waits already."""
    if ImportDraft.objects.open().filter(digest=draft.digest).exists():
        return False
    discarded = ImportDraft.objects.filter(pk=draft.pk, state=ImportDraft.State.DISCARDED)
    try:
        with transaction.atomic():
            return bool(discarded.update(state=ImportDraft.State.OPEN, settled_by=None, settled_at=None))
    except IntegrityError:  # a colleague brought the same text at the same moment
        return False


def _settle(draft: ImportDraft, state: str, by: User | None) -> bool:
    is_first = ImportDraft.objects.open().filter(pk=draft.pk)
    return bool(is_first.update(state=state, settled_by=by, settled_at=timezone.now()))


def would_be_replaced(symbol: str | None) -> str:
    """The digest of the text that is here under `symbol`; "" where no text of it is here."""
    here = Resolution.objects.filter(symbol=symbol or "").exclude(original_text="")
    return here.values_list("digest", flat=True).first() or ""


def confirm(
    draft: ImportDraft, *, by: User, replaces: bool = False, seen: tuple[str, str] | None = None
) -> Imported | None:
    """Store the text as people left it. What they confirmed is confirmed by `by`, what nobody decided stays a
    suggestion, what they rejected is left out; the log says so. Of a text that is here word for word, what they
    decided is done to what is here.

    None, with nothing written, where a colleague settled the draft first. Raises NotAccepted, with the draft kept,
    where the text cannot be filed or it is not confirmed to which mandate it belongs; `replaces` lets a text that is
    here already make room. Decisions and reports whose mandate nobody has named yet cannot be stored: the text is
    filed, and the draft stays open with them; confirmed again, it brings them to the mandate. `seen` are the symbol
    and `would_be_replaced` as the person saw them: SeenOtherwise is raised where they are others by now."""
    reopen_lost_choices(draft)
    try:
        return _confirm(draft, by=by, replaces=replaces, seen=seen)
    except IntegrityError as error:
        raise NotAccepted(
            _("A colleague stored the same at the same moment. Look at it again, then confirm.")
        ) from error


@transaction.atomic
def _confirm(draft: ImportDraft, *, by: User, replaces: bool, seen: tuple[str, str] | None) -> Imported | None:
    _locked(draft.pk)
    if not _settle(draft, ImportDraft.State.CONFIRMED, by):
        return None
    facts = [fact for fact in draft.facts.select_related("decided_by", "added_by") if not fact.is_removed]
    decided = as_decided(draft.read_as, facts)
    symbol = decided.text.symbol
    if seen is not None and seen != (symbol or "", would_be_replaced(symbol)):
        raise SeenOtherwise(
            _("The symbol, or the text that is here under it, changed since. Look at it again; nothing was stored.")
        )
    check_can_be_filed(decided.text)
    filed = _filed_as(draft, symbol)
    chosen = chosen_mandates(decided, facts, by)
    imported = store(
        decided.text, draft.original_text, by=by, chosen=chosen, said_is_confirmed=False, replaces=replaces,
        undecided=decided.open_decisions, makes_mandates=False, digest=draft.digest,
    )  # fmt: skip
    text = imported.resolution
    may_wait = imported.is_new or filed or not text.actions.exists()
    _keep_open(draft, text, waiting_for_a_mandate(facts) if may_wait else [])
    settled = set(draft.read_as["warnings"]) - set(decided.text.warnings)
    warn_of_unconfirmed(text, facts, is_new=imported.is_new, settled=settled)
    if not imported.is_new:
        imported.mandates = do_to_what_is_here(text, decided, facts, chosen, by=by, waited=bool(filed))
        say_who_added(facts, text)
        return imported
    for fact, request in zip(decided.requests, imported.asked, strict=True):
        if request and not fact.is_open:
            confirm_request(request, by=fact.decided_by or by)
    for fact, stream in zip(decided.reports, imported.streams, strict=False):
        if stream and not fact.is_open:
            confirm_stream(stream, by=fact.decided_by or by)
    settle_questions(text, facts, by=by)
    ask_about(decided.open_decisions, text, chosen)
    say_who_added(facts, text)
    _log_what_people_changed(facts, text)
    return imported


def _filed_as(draft: ImportDraft, symbol: str | None) -> Resolution | None:
    """The text as which an open draft is filed already. Raises NotAccepted where its symbol is another one by now."""
    filed = Resolution.objects.filter(drafts=draft).first()
    if filed and filed.symbol != symbol:
        raise NotAccepted(
            _("The text is filed as %(text)s already. Undo the change of its symbol here, then confirm.")
            % {"text": filed.symbol}
        )
    return filed


def _keep_open(draft: ImportDraft, text: Resolution, waiting: Collection[DraftFact]) -> None:
    """Note as what the draft is filed; it goes on being open where something waits in it."""
    kept = {"resolution": text}
    if waiting:
        kept |= {"state": ImportDraft.State.OPEN, "settled_by": None, "settled_at": None}
    ImportDraft.objects.filter(pk=draft.pk).update(**kept)


def _log_what_people_changed(facts: Iterable[DraftFact], resolution: Resolution) -> None:
    for fact in facts:
        if fact.kind == Kind.CHECK or fact.is_added:
            continue
        where = _("para. %(key)s") % {"key": fact.paragraph_key} if fact.paragraph_key else fact.name
        if fact.decision == Decision.REJECTED:
            what = fact.value.get("text") or fact.value.get("words") if isinstance(fact.value, dict) else fact.value
            logged("rejected", by=fact.decided_by, from_value=what, why=where, resolution=resolution)
        elif fact.is_edited and fact.kind != Kind.MANDATE:
            logged(
                "edited", by=fact.decided_by, from_value=_said(fact.read_value, fact.value),
                to_value=_said(fact.value, fact.read_value), why=where, resolution=resolution,
            )  # fmt: skip


def _said(value: Any, other: Any) -> str:
    """`value` for the log: of several fields those in which it differs from `other`."""
    if not isinstance(value, dict) or not isinstance(other, dict):
        return "" if value is None else str(value)
    changed = {name: said for name, said in value.items() if said != other.get(name) and name != "span"}
    for name, said in changed.items():
        if isinstance(said, list):
            changed[name] = ", ".join(each for each in said if each not in (other.get(name) or []))
    return "; ".join(f"{name}: {said}" for name, said in changed.items())


__all__ = [
    "FILE_LIMIT", "NotAccepted", "ReadingError", "SeenOtherwise", "accept", "accept_certain", "bring", "confirm",
    "discard", "edit", "make_draft", "reject", "reopen", "split", "take_back", "would_be_replaced",
]  # fmt: skip
