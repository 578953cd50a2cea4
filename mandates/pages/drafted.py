"""The facts of a text on its way in as its page prints them: a row a fact, under headings, and how far people are."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mandates.lists.wording import term_words
from mandates.models import (
    Body,
    DraftFact,
    ImportDraft,
    Mandate,
    Paragraph,
    ReportingObligation,
    Request,
)
from mandates.reading import ReadResolution
from mandates.reading.doubts import ENDS_REPORTING
from mandates.records.draft_additions import MAY_BE_ADDED
from mandates.records.draft_facts import as_decided
from mandates.records.draft_mandates import certain
from mandates.records.predecessors import predecessor_of

from .came import add_address
from .ending import StreamThere, may_be_ended
from .front_matter import front_label, front_words, tally
from .paragraphs import asking_span
from .spelled import session_named, session_or_day, short_day, span_words
from .splitting import places_to_split

Kind = DraftFact.Kind
SURE = {"read": "done", "inferred": "part", "please check": "guess", "": "part"}
ADD_WORDS = {
    Kind.DECISION: gettext_lazy("Add a decision on a mandate"),
    Kind.REQUEST: gettext_lazy("Add a request"),
    Kind.REPORT: gettext_lazy("Add a reporting stream"),
}
ASKS_BY_A_NOUN = re.compile(r"\b(?:its|the)\s+\w+$")  # "Reiterates its request", which says to whom
TO_WHOM = re.compile(r"\s+(?:to|upon|on)\b")
DECIDED = {"open": "open", "accepted": "done", "rejected": "shut"}


def sure_words(confidence: str) -> str:
    """How sure the reader is, in one of three words; what a person added it did not read."""
    return {"read": _("read"), "inferred": _("inferred"), "please check": _("please check"), "": _("added")}[confidence]


@dataclass(slots=True)
class FactRow:
    """A fact as its row prints it. `lead` are the words that ask or decide, `of` whom, `quoted` what the text says;
    `was`, of one that a person changed, how it was read; `may_end`, of a place to look at, the streams that it may
    end."""

    fact: DraftFact
    at: str
    label: str
    lead: str = ""
    of: str = ""
    quoted: str = ""
    small: str = ""
    was: str = ""
    may_end: list[StreamThere] = field(default_factory=list)

    @property
    def form_id(self) -> str:
        return f"form-{self.fact.pk}"

    @property
    def is_front(self) -> bool:
        return self.fact.kind in (Kind.FRONT, Kind.MANDATE)

    @property
    def may_split(self) -> bool:
        return self.fact.kind == Kind.REQUEST and bool(places_to_split(self.fact.value["text"]))

    @property
    def may_edit(self) -> bool:
        return self.fact.kind != Kind.CHECK

    @property
    def may_reject(self) -> bool:
        """A mandate is changed for another one, not left out."""
        return self.fact.kind not in (Kind.CHECK, Kind.MANDATE)

    @property
    def sure_mark(self) -> str:
        return SURE[self.fact.confidence]

    @property
    def sure_word(self) -> str:
        return sure_words(self.fact.confidence)

    @property
    def mark(self) -> str:
        return DECIDED[self.fact.decision]

    @property
    def word(self) -> str:
        words = self.fact.get_decision_display()
        if self.fact.kind == Kind.CHECK:
            words = _("looked at") if not self.fact.is_open else _("to look at")
        if self.fact.is_removed:
            return _("removed")
        if self.fact.is_edited and not self.fact.is_open:
            words = _("changed and confirmed")
        return words

    @property
    def spoken(self) -> str:
        """The fact in a few words, for a screen reader's list of buttons."""
        label = "" if self.fact.kind == Kind.CHECK else self.label
        return " ".join(filter(None, [label, self.lead, self.of, self.quoted]))[:90]


def form_id_to_add(kind: str) -> str:
    """The id of the form that adds a fact of `kind`."""
    return f"form-add-{kind}"


@dataclass(slots=True)
class FactSection:
    """Facts of one kind under one heading; `add`, where a person may add one, is the address that does."""

    kind: str
    heading: str
    note: str
    rows: list[FactRow]
    decided: int
    add: str = ""

    @property
    def form_id(self) -> str:
        return form_id_to_add(self.kind)

    @property
    def add_words(self) -> str:
        return str(ADD_WORDS[self.kind])

    @property
    def count(self) -> int:
        return len(self.rows)


def row_of_fact(fact: DraftFact, text: ReadResolution | None = None) -> FactRow:
    """The row of `fact`; `text` is its draft's, where the caller has it, for the words that ask."""
    row = _row(fact, text)
    if fact.is_edited:
        first = copy(fact)
        first.value = fact.read_value
        read = _row(first, text)
        row.was = " ".join(filter(None, [read.lead, read.of, read.quoted]))
    return row


def _row(fact: DraftFact, text: ReadResolution | None) -> FactRow:
    at = f"{fact.draft.get_absolute_url()}facts/{fact.pk}/"
    value = fact.value
    match fact.kind:
        case Kind.CHECK:
            label = fact.paragraph_key or (_("see") if fact.end else "")
            return FactRow(fact, at, label, of=value["words"], may_end=_may_end(fact))
        case Kind.FRONT:
            small = tally(value).check if fact.name == "adoption" and value else ""
            return FactRow(fact, at, front_label(fact.name), of=front_words(fact.name, value), small=small)
        case Kind.MANDATE:
            return _mandate_row(fact, at)
        case Kind.DECISION:
            return _decision_row(fact, at)
        case Kind.REQUEST:
            return _request_row(fact, at, text)
        case _:
            return _report_row(fact, at)


def _may_end(fact: DraftFact) -> list[StreamThere]:
    """The streams that the paragraph of `fact` may end, where it says that it ends a reporting duty."""
    if fact.value["words"] != ENDS_REPORTING or not fact.draft.is_open:
        return []
    said = {row.name: row.value for row in fact.draft.facts.all() if row.kind == Kind.FRONT}
    chosen = [row.value["mandate"] for row in fact.draft.facts.all() if row.kind == Kind.MANDATE]
    paragraph = _paragraph(fact)
    return may_be_ended(
        said.get("symbol") or "",
        fact.paragraph_key,
        paragraph.text if paragraph else "",
        filter(None, chosen),
        said.get("adopted_on") or "",
    )


def _mandate_row(fact: DraftFact, at: str) -> FactRow:
    pk, new_name = fact.value["mandate"], fact.value["new_name"]
    mandate = Mandate.objects.filter(pk=pk).first() if pk else None
    small = ""
    if mandate:
        before = predecessor_of(mandate, _text_of(fact.draft))
        if before:
            day = short_day(before.adopted)
            small = _("Comes after %(text)s of %(day)s.") % {"text": before.short_symbol, "day": day}
        else:
            small = _("No earlier text of it is recorded.")
    of = str(mandate) if mandate else _("a new one: %(name)s") % {"name": new_name} if new_name else _("none")
    return FactRow(fact, at, _("Mandate"), of=of, small=small)


def _text_of(draft: ImportDraft) -> ReadResolution:
    """Enough of the draft's text to find the one before: its symbol and day as they stand."""
    fronts = [fact for fact in draft.facts.all() if fact.kind == Kind.FRONT]
    return as_decided(draft.read_as | {"paragraphs": [], "footnotes": [], "citations": []}, fronts).text


def _decision_row(fact: DraftFact, at: str) -> FactRow:
    value = fact.value
    act, act_of = {
        "establish": (_("Creates the mandate"), _("Creates the mandate of")),
        "extend": (_("Extends the mandate"), _("Extends the mandate of")),
        "discontinue": (_("Ends the mandate"), _("Ends the mandate of")),
        "modify": (_("Adapts the mandate"), _("Adapts the mandate of")),
    }[value["action"]]
    words = [term_words(value["term"] or "")]
    if value["effective_from"]:
        words.append(_("from the end of %(session)s") % {"session": session_named(value["effective_from"])})
    if value["until"]:
        words.append(_("until %(day)s") % {"day": session_or_day(value["until"])})
    small = ", ".join(filter(None, words)) or _("length not recorded")
    return FactRow(
        fact, at, value["paragraph"], lead=act_of if value["mandate"] else act, of=value["mandate"], small=small
    )


def _request_row(fact: DraftFact, at: str, text: ReadResolution | None) -> FactRow:
    value = fact.value
    paragraph = text.paragraph(value["paragraph"]) if text else _paragraph(fact)
    words = paragraph.text if paragraph else ""
    span = asking_span(words, value["verb"], *value["span"])
    lead = str(Request.Verb(value["verb"]).label)
    asks_as_read = all(value[name] == fact.read_value[name] for name in ("verb", "span"))
    if span and asks_as_read and not fact.is_added:
        lead = words[slice(*span)]
        to_whom = TO_WHOM.match(words, span[1]) if ASKS_BY_A_NOUN.search(lead) else None
        lead += to_whom[0] if to_whom else ""
    return FactRow(fact, at, value["paragraph"], lead=lead, of=", ".join(value["addressees"]), quoted=value["text"])


def _paragraph(fact: DraftFact):
    found = next((p for p in fact.draft.read_as["paragraphs"] if p["key"] == fact.paragraph_key), None)
    return Paragraph(text=found["text"]) if found else None


def _report_row(fact: DraftFact, at: str) -> FactRow:
    value = fact.value
    is_other = value["kind"] == ReportingObligation.Kind.OTHER
    kind = _("other report") if is_other else str(ReportingObligation.Kind(value["kind"]).label)
    names = {"kind": kind[:1].upper() + kind[1:], "body": body_words(value["recipients"])}
    lead = _("%(kind)s to the %(body)s") % names
    parts = []
    if value["recurrence"]:
        parts.append(str(ReportingObligation.Recurrence(value["recurrence"]).label))
    parts += map(session_named, value["sessions"])
    if value["by_date"]:
        parts.append(_("by %(day)s") % {"day": span_words(value["by_date"], None)})
    of = f"{value['addressee']}; {', '.join(parts)}" if parts else value["addressee"]
    is_said = value["words"].casefold() in (part.casefold() for part in parts)
    quoted = "" if is_said else value["words"]
    return FactRow(fact, at, value["paragraph"], lead=lead, of=of, quoted=quoted)


def body_words(recipients: Sequence[str]) -> str:
    code = recipients[0] if recipients else Body.COUNCIL.value
    return str(Body(code).label) if code in Body.values else code


HEADINGS = (Kind.CHECK, Kind.MANDATE, Kind.FRONT, Kind.DECISION, Kind.REQUEST, Kind.REPORT)


def _heading(kind: str) -> tuple[str, str]:
    return {
        Kind.CHECK: (_("Places to look at"), ""),
        Kind.MANDATE: (_("Mandate, and the text before"), ""),
        Kind.FRONT: (_("Front matter"), _("Change what is wrong")),
        Kind.DECISION: (_("Decisions on a mandate"), ""),
        Kind.REQUEST: (_("Requests"), ""),
        Kind.REPORT: (_("Reporting streams"), _("What nobody confirms stays a suggestion and reminds nobody")),
    }[kind]


def sections_of(facts: Sequence[DraftFact], text: ReadResolution, draft: ImportDraft) -> list[FactSection]:
    """The facts under their headings, in the order of the page; kinds that the text has not, and to which nobody may
    add, are left out."""
    sections = []
    for kind in HEADINGS:
        rows = [row_of_fact(fact, text) for fact in facts if fact.kind == kind]
        add = add_address(draft, kind) if draft.is_open and kind in MAY_BE_ADDED else ""
        if rows or add:
            decided = sum(not row.fact.is_open for row in rows)
            sections.append(FactSection(kind, *_heading(kind), rows, decided, add))
    return sections


@dataclass(frozen=True, slots=True)
class Progress:
    """How far people have come: "6 of 9 decided", for all facts and for each kind."""

    decided: int
    all: int
    certain: int
    by_kind: dict[str, tuple[int, int]]

    @classmethod
    def of(cls, facts: Iterable[DraftFact]) -> "Progress":
        facts = list(facts)
        decided, number = Counter(), Counter()
        for fact in facts:
            number[fact.kind] += 1
            decided[fact.kind] += not fact.is_open
        by_kind = {kind: (decided[kind], number[kind]) for kind in number}
        return cls(sum(decided.values()), len(facts), len(certain(facts)), by_kind)

    @property
    def left(self) -> int:
        return self.all - self.decided
