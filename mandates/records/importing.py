"""From a read text to rows: one transaction a text, twice is the same as once, a text that fails leaves nothing."""

import hashlib
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandates.models import (
    Citation,
    Footnote,
    Mandate,
    MandateAction,
    Paragraph,
    Resolution,
    State,
    User,
    Vote,
)
from mandates.reading import ReadingError, ReadResolution, read
from mandates.reading.states import known_state

from .deadlines import NotAccepted
from .log import logged
from .mandates_named import mandate_concerned, mandate_named
from .obligations import store_obligation, store_requests
from .planning import Replanned, replan
from .read_words import mandate_owed
from .sessions_named import known_body, named_session, session_row

ACTION_WORDS = {
    "establish": MandateAction.What.CREATES,
    "extend": MandateAction.What.EXTENDS,
    "modify": MandateAction.What.MODIFIES,
    "discontinue": MandateAction.What.ENDS,
}


@dataclass(slots=True)
class Imported:
    """What importing one text did. `is_new` is False, and all counts 0, where the same text was there already."""

    resolution: Resolution
    is_new: bool
    mandates: list[Mandate] = field(default_factory=list)
    paragraphs: int = 0
    requests: int = 0
    obligations: int = 0
    replanned: Replanned = field(default_factory=Replanned)


def _kind(symbol: str) -> str:
    series = symbol.split("/")
    if "DEC" in series:
        return Resolution.Kind.DECISION
    return Resolution.Kind.STATEMENT if "PRST" in series else Resolution.Kind.RESOLUTION


def _store_text(text: ReadResolution, original: str, digest: str) -> Resolution:
    """The row of the text itself; one that was only known of is filled in."""
    votes = text.votes
    session = None
    if text.session and text.body:
        session = session_row(
            text.body,
            text.session,
            special=text.special_session,
            dates=text.session_dates,
            source=_("front matter of %(symbol)s") % {"symbol": text.symbol},
        )
    resolution = Resolution.objects.filter(symbol=text.symbol).first() or Resolution(symbol=text.symbol)
    resolution.kind = _kind(text.symbol)
    resolution.body = known_body(text.body)
    resolution.session = session
    resolution.session_dates = [[first.isoformat(), last.isoformat()] for first, last in text.session_dates]
    resolution.title = text.title or resolution.title
    resolution.agenda_item = text.agenda_item or resolution.agenda_item
    resolution.adopted = text.adopted_on.isoformat() if text.adopted_on else resolution.adopted
    resolution.meeting = text.meeting or resolution.meeting
    resolution.adoption = text.adoption or ("recorded_vote" if votes else resolution.adoption)
    for name in ("in_favour", "against", "abstaining"):
        setattr(resolution, name, getattr(votes, name).count if votes else getattr(resolution, name))
    if resolution.adoption == "without_vote":
        resolution.in_favour = resolution.against = resolution.abstaining = None
    resolution.warnings = list(text.warnings)
    resolution.confidence = "text"
    resolution.original_text, resolution.digest, resolution.imported_at = original, digest, timezone.now()
    resolution.save()
    return resolution


def _store_paragraphs(resolution: Resolution, text: ReadResolution) -> dict[str, Paragraph]:
    rows = Paragraph.objects.bulk_create(
        Paragraph(
            resolution=resolution,
            position=position,
            kind=paragraph.kind,
            number=paragraph.number or "",
            key=paragraph.key,
            level=paragraph.level,
            verb=paragraph.verb or "",
            text=paragraph.text,
        )
        for position, paragraph in enumerate(text.paragraphs)
    )
    by_key = {row.key: row for row in rows}
    Footnote.objects.bulk_create(
        Footnote(resolution=resolution, paragraph=by_key.get(note.paragraph), marker=note.marker, text=note.text)
        for note in text.footnotes
    )
    Citation.objects.bulk_create(
        Citation(resolution=resolution, paragraph=by_key.get(cited.paragraph), symbol=cited.symbol[:60])
        for cited in text.citations
    )
    return by_key


def _store_votes(resolution: Resolution, text: ReadResolution) -> None:
    """Replace what was known of the vote by what the text prints; a name that is no State is kept as printed."""
    if not text.votes:
        return
    states = dict(State.objects.values_list("name", "pk"))
    cast: dict[str, Vote] = {}
    for position in Vote.Position.values:
        for name in getattr(text.votes, position).states:
            state = states.get(known_state(name) or name)
            cast.setdefault(name, Vote(resolution=resolution, state_id=state, name_as_printed=name, position=position))
    resolution.votes.all().delete()
    seen: set[int] = set()
    for vote in cast.values():
        if vote.state_id in seen:
            vote.state_id = None  # printed twice under two names: the reader has warned of it
        seen.add(vote.state_id)
    Vote.objects.bulk_create(cast.values())


def _store_actions(resolution: Resolution, text: ReadResolution, paragraphs, by: User | None) -> list[MandateAction]:
    actions = []
    for decision in text.decisions:
        mandate = mandate_named(decision.mandate, by=by)
        until_session = named_session(decision.until)
        action, _created = MandateAction.objects.update_or_create(
            mandate=mandate,
            resolution=resolution,
            what=ACTION_WORDS[decision.action],
            paragraph_key=decision.paragraph,
            defaults={
                "paragraph": paragraphs.get(decision.paragraph),
                "term": decision.term or "",
                "effective_session": named_session(decision.effective_from),
                "until_session": until_session,
                "until": None if until_session else decision.until,
                "confidence": "text",
            },
        )
        # What was known of this text from elsewhere is now said by the text itself.
        known = MandateAction.objects.filter(mandate=mandate, resolution=resolution).exclude(pk=action.pk)
        known.filter(paragraph=None).exclude(confidence="").delete()
        actions.append(action)
    return actions


@transaction.atomic
def store(text: ReadResolution, original: str, *, by: User | None = None) -> Imported:
    """Store what was read. Raises NotAccepted, with nothing written, for a text that cannot be filed."""
    if not text.symbol:
        raise NotAccepted(
            _("No document symbol was found in this text, and none follows from its title. Nothing was kept.")
        )
    if not text.operative:
        raise NotAccepted(_("No operative paragraph was found in this text. Nothing was kept."))
    digest = hashlib.sha256(original.encode()).hexdigest()
    known = Resolution.objects.filter(symbol=text.symbol).first()
    if known and known.digest == digest:
        return Imported(known, is_new=False)
    if known and known.original_text:
        raise NotAccepted(
            _("%(symbol)s is here already, with another text. The text that was here is kept; nothing was changed.")
            % {"symbol": text.symbol}
        )
    resolution = _store_text(text, original, digest)
    paragraphs = _store_paragraphs(resolution, text)
    _store_votes(resolution, text)
    actions = _store_actions(resolution, text, paragraphs, by)
    mandate = mandate_concerned(text, [action.mandate for action in actions], by=by)
    if mandate and not actions:
        MandateAction.objects.get_or_create(mandate=mandate, resolution=resolution, what=MandateAction.What.THEME)
    renews = any(action.what == MandateAction.What.EXTENDS for action in actions)
    decided = dict(zip((decision.mandate for decision in text.decisions), (a.mandate for a in actions), strict=True))
    imported = Imported(
        resolution,
        is_new=True,
        mandates=list(dict.fromkeys([*decided.values(), *([mandate] if mandate else [])])),
        paragraphs=len(text.paragraphs),
        requests=store_requests(resolution, text.requests, paragraphs, mandate, renews=renews),
    )
    for report in text.reports if mandate else ():
        owed_under = decided[mandate_owed(report, text, list(decided))] if decided else mandate
        imported.obligations += store_obligation(
            resolution, text, report, owed_under, paragraphs.get(report.paragraph), renews=renews
        )
    logged("imported", by=by, to_value=resolution.symbol, resolution=resolution, mandate=mandate)
    imported.replanned = replan([each.pk for each in imported.mandates])
    return imported


def import_resolution(content: bytes | str, *, source: str = "", by: User | None = None) -> Imported:
    """Read `content` (a file's bytes, or pasted text) and store it.

    Raises ReadingError where it cannot be read, NotAccepted where it cannot be filed; either way nothing is written."""
    text = read(content, source=source)
    return store(text, _as_came(content, text), by=by)


def _as_came(content: bytes | str, text: ReadResolution) -> str:
    """The text as it came; for a file that is no plain text, its paragraphs one after the other."""
    if isinstance(content, str):
        return content
    try:
        plain = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        plain = "\0"
    if "\0" not in plain:
        return plain
    return "\n\n".join(f"{row.number} {row.text}".strip() for row in text.paragraphs)


__all__ = ["Imported", "NotAccepted", "ReadingError", "import_resolution", "store"]
