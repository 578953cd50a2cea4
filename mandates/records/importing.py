"""From a read text to rows: one transaction a text, twice is the same as once, a text that fails leaves nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandates.models import (
    Citation,
    Footnote,
    Mandate,
    MandateAction,
    Panel,
    Paragraph,
    ReportingObligation,
    Request,
    Resolution,
    State,
    User,
    Vote,
)
from mandates.reading import BroughtText, ReadDecision, ReadingError, ReadResolution, read_each
from mandates.reading.sameness import digest_of
from mandates.reading.states import known_state

from .deadlines import NotAccepted
from .following import said_of_a_text, tell_followers
from .log import logged
from .mandates_named import mandate_concerned, mandate_named
from .obligations import store_obligation, store_requests
from .planning import Ground, Replanned, replan
from .read_words import mandate_owed
from .replacing import ACTION_WORDS, Before, set_aside
from .sessions_named import known_body, named_session, session_row


@dataclass(slots=True)
class Imported:
    """What importing one text did. `is_new` is False, and all counts 0, where the same text was there already.

    `asked` are the requests in the order of the text's asking clauses, `streams` those of its reporting requests, one
    for each recipient; a known one among them got a source more."""

    resolution: Resolution
    is_new: bool
    mandates: list[Mandate] = field(default_factory=list)
    paragraphs: int = 0
    requests: int = 0
    obligations: int = 0
    asked: list[Request] = field(default_factory=list)
    streams: list[ReportingObligation] = field(default_factory=list)
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
    resolution.session = session or resolution.session
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


def _store_paragraphs(resolution: Resolution, text: ReadResolution, kept: Mapping[int, Paragraph]) -> dict:
    """The rows of the paragraphs by key, stored with their notes, citations and panels. `kept` are rows that go on, by
    their place in the new text."""
    rows = []
    for position, paragraph in enumerate(text.paragraphs):
        row = kept.get(position) or Paragraph(resolution=resolution)
        row.position, row.kind, row.number = position, paragraph.kind, paragraph.number or ""
        row.key, row.level = paragraph.key, paragraph.level
        row.verb, row.text = paragraph.verb or "", paragraph.text
        rows.append(row)
    Paragraph.objects.bulk_update(
        [row for row in rows if row.pk], ["position", "kind", "number", "key", "level", "verb", "text"], batch_size=200
    )
    Paragraph.objects.bulk_create(row for row in rows if not row.pk)
    by_key = {row.key: row for row in rows}
    Footnote.objects.bulk_create(
        Footnote(resolution=resolution, paragraph=by_key.get(note.paragraph), marker=note.marker, text=note.text)
        for note in text.footnotes
    )
    Citation.objects.bulk_create(
        Citation(resolution=resolution, paragraph=by_key.get(cited.paragraph), symbol=cited.symbol[:60])
        for cited in text.citations
    )
    Panel.objects.bulk_create(
        Panel(resolution=resolution, paragraph=by_key[panel.paragraph], session=session, words=panel.words)
        for panel in text.panels
        for session in map(named_session, panel.sessions)
        if session  # None for a body whose sessions the office does not keep
    )
    return by_key


def store_votes(resolution: Resolution, text: ReadResolution) -> None:
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


def store_actions(
    resolution: Resolution, text: ReadResolution, paragraphs, chosen: Mapping[str, Mandate], by: User | None
) -> list[MandateAction]:
    """What `text` decides on mandates, one row a decision; `paragraphs` are its rows by key."""
    actions = []
    for decision in text.decisions:
        mandate = chosen.get(decision.mandate) or mandate_named(decision.mandate, by=by)
        until_session = named_session(decision.until)
        # What was known of this text from elsewhere, or recorded without its paragraph, is now said by the text itself.
        known = MandateAction.objects.filter(mandate=mandate, resolution=resolution, paragraph=None)
        known.filter(what=ACTION_WORDS[decision.action], paragraph_key="").update(paragraph_key=decision.paragraph)
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
        known.exclude(pk=action.pk).exclude(confidence="").delete()
        actions.append(action)
    return actions


def _still_said(resolution: Resolution, undecided: Collection[ReadDecision], paragraphs) -> list[MandateAction]:
    """What was stored of the text before and is among `undecided` now, with the rows of its paragraphs."""
    keys = {decision.paragraph for decision in undecided}
    stayed = list(resolution.actions.filter(paragraph_key__in=keys).select_related("mandate"))
    for action in stayed:
        action.paragraph = paragraphs.get(action.paragraph_key)
    MandateAction.objects.bulk_update(stayed, ["paragraph"])
    return stayed


def check_can_be_filed(text: ReadResolution) -> None:
    """Raise NotAccepted for a text without a symbol or without operative paragraphs."""
    if not text.symbol:
        raise NotAccepted(
            _("No document symbol was found in this text, and none follows from its title. Nothing was kept.")
        )
    if not text.operative:
        raise NotAccepted(_("No operative paragraph was found in this text. Nothing was kept."))


@transaction.atomic
def store(
    text: ReadResolution,
    original: str,
    *,
    by: User | None = None,
    chosen: Mapping[str, Mandate] | None = None,
    said_is_confirmed: bool = True,
    replaces: bool = False,
    undecided: Collection[ReadDecision] = (),
    makes_mandates: bool = True,
    ground: Ground | None = None,
    digest: str = "",
) -> Imported:
    """Store what was read. Raises NotAccepted, with nothing written, for a text that cannot be filed. `digest` is that
    of the text as it was read, where people have changed it since.

    `chosen` are mandates that a person chose, by the name that the text uses; "" is the one to which the requests
    belong. With `said_is_confirmed` off, streams that the text says outright are suggestions too. With `replaces`,
    another text under the same symbol makes room: it is kept as a version; what it decides stays where the
    new reading says it too, be it only among `undecided`. With `makes_mandates` off, requests and streams belong to
    a chosen mandate or one that is decided on, and to no other. `ground` serves a run of many texts."""
    check_can_be_filed(text)
    digest = digest or digest_of(text)
    known = Resolution.objects.filter(symbol=text.symbol).first()
    if known and known.digest == digest:
        return Imported(known, is_new=False)
    before = Before()
    if known and known.original_text:
        if not replaces:
            raise NotAccepted(
                _("%(symbol)s is here already, with another text. The text that was here is kept; nothing was changed.")
                % {"symbol": text.symbol}
            )
        before = set_aside(known, text, by=by, undecided=undecided)
    chosen = chosen or {}
    resolution = _store_text(text, original, digest)
    paragraphs = _store_paragraphs(resolution, text, before.paragraphs)
    store_votes(resolution, text)
    actions = store_actions(resolution, text, paragraphs, chosen, by)
    stayed = _still_said(resolution, undecided, paragraphs) if before.paragraphs else []
    mandate = chosen.get("")
    if mandate is None and (makes_mandates or actions or stayed):
        mandate = mandate_concerned(text, [action.mandate for action in actions or stayed], by=by)
    if mandate and not actions and not stayed:
        MandateAction.objects.get_or_create(mandate=mandate, resolution=resolution, what=MandateAction.What.THEME)
    renews = any(action.what == MandateAction.What.EXTENDS for action in [*actions, *stayed])
    decided = dict(zip((decision.mandate for decision in text.decisions), (a.mandate for a in actions), strict=True))
    asked = store_requests(resolution, text.requests, paragraphs, mandate, renews=renews, known=before.requests)
    owed = []
    for report in text.reports if mandate else ():
        owed_under = decided[mandate_owed(report, text, list(decided))] if decided else mandate
        paragraph = paragraphs.get(report.paragraph)
        owed += store_obligation(
            resolution, text, report, owed_under, paragraph,
            renews=renews, said_is_confirmed=said_is_confirmed, known=before.streams,
        )  # fmt: skip
    concerned = [
        *decided.values(),
        *(action.mandate for action in stayed),
        *([mandate] if mandate else []),
        *before.settle(resolution, by=by),
    ]
    entry = logged("imported", by=by, to_value=resolution.symbol, resolution=resolution, mandate=mandate)
    tell_followers(entry, said_of_a_text(entry, dict.fromkeys(concerned)))
    return Imported(
        resolution,
        is_new=True,
        mandates=list(dict.fromkeys(concerned)),
        paragraphs=len(text.paragraphs),
        requests=sum(is_new for _request, is_new in asked),
        obligations=sum(is_new for _stream, is_new in owed),
        asked=[request for request, _is_new in asked],
        streams=[stream for stream, _is_new in owed],
        replanned=replan([each.pk for each in dict.fromkeys(concerned)], ground=ground),
    )


def import_text(brought: BroughtText, *, by: User | None = None, ground: Ground | None = None) -> Imported:
    """Store one text of what was brought.

    Raises ReadingError where it could not be read, NotAccepted where it cannot be filed; either way nothing is
    written."""
    return store(brought.said(), brought.words, by=by, ground=ground)


def import_resolution(content: bytes | str, *, source: str = "", by: User | None = None) -> Imported:
    """Read `content` (a file's bytes, or a text), which holds one text, and store it. Raises as `import_text`, and
    NotAccepted for more than one."""
    brought, *others = read_each(content, source=source)
    if others:
        raise NotAccepted(_("It holds %(number)d texts. Nothing was kept.") % {"number": len(others) + 1})
    return import_text(brought, by=by)


__all__ = ["Imported", "NotAccepted", "ReadingError", "import_resolution", "import_text", "store"]
