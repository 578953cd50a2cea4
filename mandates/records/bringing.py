"""Texts that are brought to be looked at: each is read and kept as a draft, from which nothing follows yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mandates.models import DraftFact, ImportDraft, Mandate, User
from mandates.reading import BroughtText, ReadingError, ReadResolution, read_each
from mandates.reading.places import CameText, paragraph_places
from mandates.reading.sameness import digest_of

from .draft_facts import kept_reading, rows_of
from .predecessors import suggested_mandates


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of one text that was brought: its draft, or None and the sentence that says why there is none.

    `is_new` is False where the same text waited already."""

    draft: ImportDraft | None
    is_new: bool = False
    why: str = ""


def bring(
    content: bytes | str, *, source: str = "", by: User | None, outcome_of: Mandate | None = None
) -> Iterator[Brought]:
    """Read every text in `content` and keep what was read, each as a draft of its own; of several, one that cannot be
    read does not stop the others. Raises ReadingError, with nothing written, where nothing could be read.

    `outcome_of` is the mandate for the outcome of whose renewal the texts are brought."""
    for text in read_each(content, source=source):
        try:
            draft, is_new = _kept(text, source, by, outcome_of)
        except ReadingError as refused:
            yield Brought(None, why=str(refused))
        else:
            yield Brought(draft, is_new)


def make_draft(content: bytes | str, *, source: str = "", by: User | None) -> ImportDraft:
    """The draft of the one text in `content`. Raises ReadingError, with nothing written, where it cannot be read."""
    text, *_others = read_each(content, source=source)
    return _kept(text, source, by)[0]


def _kept(
    text: BroughtText, source: str, by: User | None, outcome_of: Mandate | None = None
) -> tuple[ImportDraft, bool]:
    """Keep what was read of a text as a draft; the same text that waits already, in whatever bytes it came, is given
    back as it stands."""
    read, original = text.said(), text.words
    digest = digest_of(read)
    if waiting := _waiting(digest, outcome_of):
        return waiting, False
    shown = "\n".join(line.text for line in text.source.lines)
    came = CameText(shown)
    places = paragraph_places(read.paragraphs, came)
    rows = [*rows_of(read, came, places), *_mandate_rows(read)]
    try:
        with transaction.atomic():
            draft = ImportDraft.objects.create(
                source=source[:200],
                symbol=(read.symbol or "")[:60],
                title=read.title or "",
                shown_text=shown,
                original_text=original,
                digest=digest,
                read_as=kept_reading(read),
                places=places,
                made_by=by,
                outcome_of=outcome_of,
            )
            for row in rows:
                row.draft = draft
            DraftFact.objects.bulk_create(rows)
    except IntegrityError:  # a colleague brought the same text at the same moment
        waiting = _waiting(digest, outcome_of)
        if waiting is None:
            raise ReadingError(_("A colleague settled this text at the same moment. Bring it again.")) from None
        return waiting, False
    return draft, True


def _waiting(digest: str, outcome_of: Mandate | None) -> ImportDraft | None:
    """The open draft of the text with this digest, if any; where it is brought for an outcome, from now on for that."""
    waiting = ImportDraft.objects.open().filter(digest=digest).first()
    if waiting and outcome_of:
        ImportDraft.objects.filter(pk=waiting.pk).update(outcome_of=outcome_of)
    return waiting


def _mandate_rows(text: ReadResolution) -> list[DraftFact]:
    rows = []
    for place, found in enumerate(suggested_mandates(text)):
        value = {
            "name": found.name,
            "mandate": found.mandate and found.mandate.pk,
            "new_name": found.new_name or found.name,
        }
        rows.append(
            DraftFact(
                kind=DraftFact.Kind.MANDATE, position=place, value=value, read_value=value,
                confidence=found.confidence, reason=found.reason,
            )
        )  # fmt: skip
    return rows
