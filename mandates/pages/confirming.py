"""What pressing Confirm will do with a draft as it stands: what is kept, and what waits in it for its mandate."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mandates.models import DraftFact, ImportDraft, MandateAction
from mandates.records.draft_mandates import waiting_for_a_mandate
from mandates.records.drafts import would_be_replaced

Kind = DraftFact.Kind


@dataclass(frozen=True, slots=True)
class Confirming:
    """`does` is the word on the button; `replaces` whether another text makes room; `waits` what cannot be kept yet, in
    words, "" where all can; `instead_of` the digest of the text that is here under the symbol."""

    does: str
    replaces: bool
    waits: str
    instead_of: str

    @classmethod
    def of(cls, draft: ImportDraft, facts: Sequence[DraftFact]) -> "Confirming":
        symbol = next(
            (f.value for f in facts if f.name == "symbol" and f.decision != DraftFact.Decision.REJECTED), None
        )
        instead_of = would_be_replaced(symbol)
        replaces = instead_of not in ("", draft.digest)
        is_here = bool(draft.resolution_id) or instead_of == draft.digest
        waits = "" if _is_settled_under(draft, symbol, instead_of) else _counted(waiting_for_a_mandate(facts))
        standing = [fact.kind for fact in facts if fact.decision != DraftFact.Decision.REJECTED]
        if replaces:
            does = _("Replace the text and confirm")
        elif waits:
            does = _("Keep what is confirmed so far") if is_here else _("File the text")
        elif Kind.REPORT in standing or Kind.DECISION in standing:
            does = _("Confirm and make dates")
        else:  # no date follows from it
            does = _("Confirm the text")
        return cls(does, replaces, waits, instead_of)


def _is_settled_under(draft: ImportDraft, symbol: str | None, digest: str) -> bool:
    """Whether the same text is here under a mandate already, so that nothing of it waits for one."""
    if draft.resolution_id or digest != draft.digest:
        return False
    return MandateAction.objects.filter(resolution__symbol=symbol).exists()


def _counted(waiting: Sequence[DraftFact]) -> str:
    """How many streams and decisions wait: "2 reporting streams and 1 decision on a mandate"."""
    streams = sum(fact.kind == Kind.REPORT for fact in waiting)
    decisions = len(waiting) - streams
    parts = []
    if streams:
        parts.append(ngettext("%d reporting stream", "%d reporting streams", streams) % streams)
    if decisions:
        parts.append(ngettext("%d decision on a mandate", "%d decisions on a mandate", decisions) % decisions)
    return _(" and ").join(parts)


def filed_words(draft: ImportDraft) -> str:
    """What to say when a text was filed and part of its draft waits."""
    link = format_html('<a href="{}">{}</a>', draft.resolution.get_absolute_url(), draft.resolution)
    waits = _counted(waiting_for_a_mandate(draft.facts.all()))
    words = _(
        "is filed. Its mandate is not named yet: here wait %(waits)s. Accept the mandate or choose one, then confirm."
    )
    return format_html("{} {}", link, words % {"waits": waits})
