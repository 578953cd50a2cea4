"""A fact that the reader missed: a person adds it, with the words that it rests on."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mandates.models import DraftFact, ImportDraft, MandateAction, Resolution, User
from mandates.reading import ReadParagraph
from mandates.reading.facts import Span
from mandates.reading.places import NOWHERE, CameText, words_place

from .draft_facts import restored
from .log import in_the_offices_language, logged
from .mandates_named import as_a_name
from .read_words import title_of
from .replacing import ACTION_WORDS

Kind, Decision = DraftFact.Kind, DraftFact.Decision
MAY_BE_ADDED = (Kind.DECISION, Kind.REQUEST, Kind.REPORT)


def span_of(words: str, paragraph: ReadParagraph) -> Span | None:
    """Where `words` stand in the text of `paragraph`, whatever lies between their letters; the whole text for none.
    None where they do not stand in it."""
    if not words.strip():
        return 0, len(paragraph.text)
    found = CameText(paragraph.text).find(words)
    return None if found == NOWHERE else found


@in_the_offices_language
@transaction.atomic
def add(draft: ImportDraft, kind: str, value: Mapping[str, Any], *, by: User) -> DraftFact | None:
    """Add a fact; whoever adds one has confirmed it. `value` is that of its kind, with `paragraph`, a key of the draft,
    and `span`, its words in that paragraph. A decision or a report brings the choice of a mandate where the draft has
    none. The same fact added twice is added once.

    None, with nothing written, where the draft is settled."""
    if not ImportDraft.objects.select_for_update().open().filter(pk=draft.pk).exists():
        return None
    value = dict(value)
    same = draft.facts.filter(kind=kind, value=value).exclude(decision=Decision.REJECTED).first()
    if same:
        return same
    text = restored(draft.read_as)
    start, end = words_place(
        text.paragraph(value["paragraph"]), tuple(value["span"]), draft.places, CameText(draft.shown_text)
    )
    if kind != Kind.REQUEST and not draft.facts.filter(kind=Kind.MANDATE).exists():
        _ask_for_a_mandate(draft, as_a_name(title_of(text)))
    return DraftFact.objects.create(
        draft=draft, kind=kind, paragraph_key=value["paragraph"], start=start, end=end, value=value, read_value=value,
        position=_place_among(draft, kind, start), reason=_("Added by %(person)s.") % {"person": by.short_name},
        added_by=by, decision=Decision.ACCEPTED, decided_by=by, decided_at=timezone.now(),
    )  # fmt: skip


def _ask_for_a_mandate(draft: ImportDraft, new_name: str) -> None:
    value = {"name": "", "mandate": None, "new_name": new_name}
    DraftFact.objects.create(
        draft=draft, kind=Kind.MANDATE, position=0, value=value, read_value=value, confidence="please check",
        reason=_("The text names no mandate of the office. Choose one, or name the new one."),
    )  # fmt: skip


def _place_among(draft: ImportDraft, kind: str, start: int) -> int:
    """The position of a fact that begins at `start`, after those of its kind that begin before; later ones move on."""
    own = draft.facts.filter(kind=kind)
    before = own.filter(start__lte=start).aggregate(last=Max("position"))["last"]
    first = own.first()
    if before is None and first is not None:
        before = first.position - 1
    if before is None:
        return (draft.facts.aggregate(last=Max("position"))["last"] or 0) + 1
    draft.facts.filter(position__gt=before).update(position=F("position") + 1)
    return before + 1


def say_who_added(facts: Iterable[DraftFact], resolution: Resolution) -> None:
    """Write to the log, once, and on the rows of decisions, which of `facts` people added."""
    for fact in (fact for fact in facts if fact.is_added):
        what = str(fact.value.get("text") or fact.value.get("words") or fact.get_kind_display())
        entry = {"by": fact.added_by, "why": _("para. %(key)s") % {"key": fact.paragraph_key}}
        if not resolution.log.filter(what="added", to_value=what[:250], **entry).exists():
            logged("added", to_value=what, resolution=resolution, **entry)
        if fact.kind == Kind.DECISION:
            rows = MandateAction.objects.filter(
                resolution=resolution, paragraph_key=fact.paragraph_key, what=ACTION_WORDS[fact.value["action"]]
            )
            rows.update(confidence="", source=fact.reason)
