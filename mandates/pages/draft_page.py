"""What the page of a draft says of the whole text: the vote, what confirming will make, the text that is here already,
the text before."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mandates import clock
from mandates.lists.comparing import Asks, Comparison, asks_of, comparison
from mandates.lists.wording import term_words
from mandates.models import Body, DraftFact, ImportDraft, Mandate, ReportingObligation, Request, Resolution
from mandates.reading import ReadReport, ReadResolution
from mandates.reading.sameness import letters_of, same_paragraphs
from mandates.records.draft_facts import Decided, as_decided, front_values, restored
from mandates.records.foreseen import foreseen
from mandates.records.obligations import same_request
from mandates.records.predecessors import predecessor_of

from .came import marked_text
from .confirming import Confirming
from .drafted import Progress, body_words, sections_of
from .front_matter import front_label, session_told, tally
from .spelled import session_named, span_words

Kind = DraftFact.Kind
MOST_OTHERS = 5  # drafts of the same text that are named


@dataclass(slots=True)
class WhatWillBe:
    """What confirming sets in motion, in lines of (kind, words, small print)."""

    lines: list[tuple[str, str, str]] = field(default_factory=list)


def what_will_be(text: ReadResolution) -> WhatWillBe:
    """Renewals and reports that would follow from `text`, before anything is stored."""
    found = WhatWillBe()
    today = clock.today()
    for plan in foreseen(text):
        for renewal in plan.renewals:
            session = (
                session_named(str(renewal.renewal_session)) if renewal.renewal_session else _("a session not known yet")
            )
            words = _("%(term)s; decided again at %(session)s") % {
                "term": term_words(renewal.term.duration) or _("length not recorded"),
                "session": session,
            }
            small = ""
            if renewal.anniversary:
                small = _("anniversary %(day)s") % {"day": span_words(renewal.anniversary, None)}
            found.lines.append((_("renewal"), words, small))
        by_body: dict[str, list[str]] = {}
        for report in plan.reports:
            when = (
                session_named(str(report.session)) if report.session else span_words(report.by_on, None) or report.words
            )
            by_body.setdefault(body_words([report.recipient]), []).append(when)
        if by_body:
            words = "; ".join(f"{body}: {', '.join(dict.fromkeys(whens))}" for body, whens in by_body.items())
            dates = [step.due_on for step in plan.dates if step.due_on]
            past = sum(day < today for day in dates)
            small = ngettext("%(all)d date, %(past)d of them past", "%(all)d dates, %(past)d of them past", len(dates))
            found.lines.append((_("reports"), words, small % {"all": len(dates), "past": past}))
    return found


def what_will_be_of(draft: ImportDraft) -> WhatWillBe:
    """The same for a draft as people have left it."""
    return what_will_be(as_decided(draft.read_as, draft.facts.all(), with_open_decisions=True).text)


@dataclass(slots=True)
class There:
    """The text that is here already under the same symbol: the same word for word, another one, or only known of.
    `front` names what of the front matter is another one where the paragraphs are the same, None where they are not."""

    text: Resolution
    is_same: bool
    is_only_known_of: bool
    comparison: Comparison | None = None
    front: str | None = None


def there_already(decided: Decided, draft: ImportDraft) -> There | None:
    text = decided.text
    known = Resolution.objects.filter(symbol=text.symbol or "").first() if text.symbol else None
    if known is None or (known.pk == draft.resolution_id and known.digest == draft.digest):
        return None
    found = There(known, known.digest == draft.digest, not known.original_text)
    if not found.is_same and not found.is_only_known_of:
        found.comparison = _beside(known, decided, _("as it is here"), _("as it came now"))
        if same_paragraphs(known.paragraphs.all(), text.paragraphs):
            found.front = ", ".join(_other_front(known, text))
    return found


def _other_front(known: Resolution, text: ReadResolution) -> list[str]:
    """The labels of the fields of the front matter that `known` has otherwise than `text`."""
    tally = [known.in_favour, known.against, known.abstaining]
    votes = text.votes
    read = [votes.in_favour.count, votes.against.count, votes.abstaining.count] if votes else [None] * 3
    session = known.session and known.session.number
    fields = {
        "title": (letters_of(known.title), letters_of(text.title or "")),
        "session": (session, text.session),
        "agenda_item": (known.agenda_item, text.agenda_item or ""),
        "adopted_on": (known.adopted, text.adopted_on and text.adopted_on.isoformat()),
        "meeting": (known.meeting, text.meeting),
        "adoption": ((known.adoption, tally), (text.adoption or "", read)),
    }
    return [front_label(name) for name, (here, came) in fields.items() if here != came]


@dataclass(frozen=True, slots=True)
class OtherDraft:
    """Another draft of the same text that waits; `is_same` where its paragraphs are the same, word for word."""

    draft: ImportDraft
    is_same: bool


def other_drafts(draft: ImportDraft, text: ReadResolution) -> list[OtherDraft]:
    """What else waits of the text of `draft`, which stands as `text` by now."""
    waiting = ImportDraft.objects.open().of_text(text.symbol, text.title).exclude(pk=draft.pk)
    return [
        OtherDraft(each, same_paragraphs(restored(each.read_as).paragraphs, text.paragraphs))
        for each in waiting.select_related("made_by")[:MOST_OTHERS]
    ]


def before_it(decided: Decided, facts: Iterable[DraftFact]) -> tuple[Resolution | None, Comparison | None]:
    """The text before, of the mandate as it stands now, and the comparison with it where its text is here."""
    chosen = next((f.value["mandate"] for f in facts if f.kind == Kind.MANDATE and f.value["mandate"]), None)
    mandate = Mandate.objects.filter(pk=chosen).first() if chosen else None
    before = predecessor_of(mandate, decided.text) if mandate else None
    if before is None or not before.paragraphs.exists():
        return before, None
    name = Resolution(symbol=decided.text.symbol or "").short_symbol or _("this text")
    return before, _beside(before, decided, before.short_symbol, name)


def _beside(old: Resolution, decided: Decided, old_name: str, new_name: str) -> Comparison:
    old_asks = asks_of(old)
    known = list(Request.objects.filter(pk__in=set().union(*old_asks.requests.values())).prefetch_related("addressees"))
    streams = ReportingObligation.objects.filter(pk__in=set().union(*old_asks.streams.values()))
    owed = {(row.addressee.name, row.recipient, row.kind): row.pk for row in streams.select_related("addressee")}
    new_asks = Asks()
    for place, ask in enumerate(decided.text.requests):
        found = same_request(known, ask)
        if found:
            known.remove(found)
        new_asks.requests[ask.paragraph].add(found.pk if found else f"new {place}")
    for place, report in enumerate(decided.text.reports):
        new_asks.streams[report.paragraph].add(owed.get(_stream_key(report), f"new {place}"))
    return comparison(old_name, list(old.paragraphs.all()), new_name, list(decided.text.paragraphs), old_asks, new_asks)


def _stream_key(report: ReadReport) -> tuple[str, str, str]:
    return report.addressee, (report.recipients or (Body.COUNCIL.value,))[0], report.kind


def draft_context(draft: ImportDraft) -> dict:
    """All that the page of `draft` prints; `draft` comes with its facts."""
    facts = list(draft.facts.all())
    for fact in facts:
        fact.draft = draft
    decided = as_decided(draft.read_as, facts, with_open_decisions=True)
    text = decided.text
    before, compared = before_it(decided, facts)
    return {
        **head_context(draft, text),
        "place": "import",
        "sections": sections_of(facts, text, draft),
        "progress": Progress.of(facts),
        "came": marked_text(draft, facts),
        "will_be": what_will_be(text) if draft.is_open else None,
        "others": other_drafts(draft, text) if draft.is_open else [],
        "there": there_already(decided, draft) if draft.is_open else None,
        "confirming": Confirming.of(draft, facts),
        "before": before,
        "comparison": compared,
    }


def head_context(draft: ImportDraft, text: ReadResolution) -> dict:
    """What the head of the page says of the whole text as it stands."""
    return {
        "draft": draft,
        "text": text,
        "name": Resolution(symbol=text.symbol or "").short_symbol or draft.source or _("Text without a symbol"),
        "session": session_told(text.session, special=text.special_session) if text.session else "",
        "vote": tally(front_values(text)["adoption"]) if text.votes else None,
        "counts": counts_words(text),
    }


def counts_words(text: ReadResolution) -> list[str]:
    """What the text holds, in words: "13 preambular and 17 operative paragraphs", "9 requests", …"""
    operative = [p for p in text.operative if p.level == 1] or text.operative
    parts = {"pre": len(text.preambular), "op": len(operative)}
    lines = [_("%(pre)d + %(op)d paragraphs") % parts]
    for number, words in (
        (len(text.requests), ngettext("%d request", "%d requests", len(text.requests))),
        (len(text.reports), ngettext("%d reporting stream", "%d reporting streams", len(text.reports))),
        (len(text.decisions), ngettext("%d decision on a mandate", "%d decisions on a mandate", len(text.decisions))),
    ):
        if number:
            lines.append(words % number)
    return lines


WITH_FACTS = Prefetch("facts", DraftFact.objects.select_related("decided_by", "added_by").order_by("position", "pk"))


def draft_with_facts(pk: int) -> ImportDraft:
    """The draft with all that its page reads of it. Raises Http404."""
    return get_object_or_404(
        ImportDraft.objects.select_related("made_by", "settled_by", "resolution").prefetch_related(WITH_FACTS), pk=pk
    )
