"""What reading a resolution gives: plain values, the same names as the command `parse_resolution` prints.

Nothing here computes a date that the text does not print. `None` is "the text does not say". Spans are
(start, end) offsets into the `text` of the paragraph whose `key` the fact names; (0, 0) where the words
could not be located.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Adoption = Literal["recorded_vote", "without_vote"]
ParagraphKind = Literal["preambular", "operative", "heading", "annex"]
Confidence = Literal["read", "inferred", "please check"]
Action = Literal["establish", "extend", "discontinue", "modify"]
AskingVerb = Literal["request", "invite", "encourage", "urge", "call upon", "appeal"]
ReportKind = Literal["report", "oral_update", "update", "study", "summary", "panel_report", "other"]
Recurrence = Literal["annual", "biennial", "regular", "once"]
Mode = Literal["at", "from", "by", "before", "until"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """One block of the text, in reading order.

    `text` is one line in the original spelling, without number and markup. `number` is as printed, without its
    full stop ("12", "(a)"); `level` 1 is a numbered paragraph, 2 a lettered one, 3 a roman one.
    `key` is how other facts name it: "12", "4(h)", "2(e)(i)" for operative paragraphs, "PP3" for the third
    preambular one, "A5" for the fifth paragraph of an annex, "H1" for a heading. It is unique within a text.
    """

    kind: ParagraphKind
    number: str | None
    level: int
    verb: str | None
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class ReadVoteList:
    """One column of a recorded vote: the stated count and the States, names as printed, in printed order."""

    count: int
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadVotes:
    """A recorded vote. `count` is what the text states; where it differs from the list, a warning says so."""

    in_favour: ReadVoteList
    against: ReadVoteList
    abstaining: ReadVoteList


@dataclass(frozen=True, slots=True)
class ReadFootnote:
    """A footnote, tied to the paragraph that carries its mark (`paragraph` None where no mark was found)."""

    marker: str
    paragraph: str | None
    text: str


@dataclass(frozen=True, slots=True)
class ReadCitation:
    """A document symbol that the text names, normalised (`A/HRC/44/44/Add.1`), with the paragraph that names it.

    A symbol named in a footnote counts for the paragraph that carries the footnote's mark. `paragraph` is None
    for one named outside paragraphs (masthead, unattached footnote).
    """

    symbol: str
    paragraph: str | None


@dataclass(frozen=True, slots=True)
class ReadDecision:
    """What a paragraph does to a mandate.

    `term` is an ISO 8601 duration ("P3Y", "P18M"). `effective_from` names a session ("HRC56"). `until` is a
    session ("HRC55"), a day, a month or a year as precise as the text ("2021-12-31", "2011-06", "2012").
    """

    paragraph: str
    action: Action
    mandate: str
    term: str | None = None
    effective_from: str | None = None
    until: str | None = None
    span: Span = (0, 0)
    confidence: Confidence = "read"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """One asking clause: who is asked (`addressees`, canonical), and what (`text`)."""

    paragraph: str
    verb: AskingVerb
    addressees: tuple[str, ...]
    text: str
    span: Span = (0, 0)
    confidence: Confidence = "read"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A reporting request: who owes what to whom, at which sessions or by which date.

    `recipients` and `sessions` use the codes of bodies ("HRC", "GA", "HRC56", "GA79"). `by_date` is a day, month
    or year as precise as the text. `words` are the time words as printed.
    """

    paragraph: str
    addressee: str
    kind: ReportKind
    recipients: tuple[str, ...]
    sessions: tuple[str, ...] = ()
    recurrence: Recurrence | None = None
    mode: Mode | None = None
    by_date: str | None = None
    words: str = ""
    span: Span = (0, 0)
    confidence: Confidence = "read"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReadPanel:
    """A panel discussion that a paragraph convenes at `sessions` ("HRC63"); of one that comes back, the first.

    `words` are those of the text, the subject of the panel and how often it is held with them.
    """

    paragraph: str
    sessions: tuple[str, ...]
    words: str
    span: Span = (0, 0)


class Doubt(str):
    """A sentence for a desk officer on what looks wrong. It knows the words that it speaks of, where there are any: a
    paragraph by its key, a field of the front matter by its name, or words as they are printed, after that field."""

    paragraph: str
    printed: str
    front: str

    def __new__(cls, sentence: str, *, paragraph: str = "", printed: str = "", front: str = "") -> Doubt:
        doubt = super().__new__(cls, sentence)
        doubt.paragraph, doubt.printed, doubt.front = paragraph, printed, front
        return doubt


@dataclass(frozen=True, slots=True)
class ReadResolution:
    """A resolution, decision or statement as read from one file.

    `session_dates` are (first day, last day) pairs, more than one where the session was interrupted.
    `warnings` are sentences for a desk officer, each a `Doubt` as long as it was not kept and restored.
    """

    source: str
    symbol: str | None
    body: str | None
    title: str | None
    session: int | None
    special_session: bool
    session_dates: tuple[tuple[date, date], ...]
    agenda_item: str | None
    adopted_on: date | None
    meeting: int | None
    adoption: Adoption | None
    votes: ReadVotes | None
    paragraphs: tuple[ReadParagraph, ...] = ()
    footnotes: tuple[ReadFootnote, ...] = ()
    citations: tuple[ReadCitation, ...] = ()
    decisions: tuple[ReadDecision, ...] = ()
    requests: tuple[ReadRequest, ...] = ()
    reports: tuple[ReadReport, ...] = ()
    panels: tuple[ReadPanel, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    @property
    def preambular(self) -> tuple[ReadParagraph, ...]:
        """The preambular paragraphs, in order."""
        return tuple(p for p in self.paragraphs if p.kind == "preambular")

    @property
    def operative(self) -> tuple[ReadParagraph, ...]:
        """The operative paragraphs and their sub-paragraphs, in order."""
        return tuple(p for p in self.paragraphs if p.kind == "operative")

    def paragraph(self, key: str) -> ReadParagraph | None:
        """The paragraph with this key, e.g. "4(h)"; None where there is none."""
        return next((p for p in self.paragraphs if p.key == key), None)
