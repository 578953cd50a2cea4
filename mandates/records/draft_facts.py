"""From a read text to the rows of its draft, and back to a text that says what people decided."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mandates.models import DraftFact
from mandates.reading import (
    ReadCitation,
    ReadDecision,
    ReadFootnote,
    ReadPanel,
    ReadParagraph,
    ReadReport,
    ReadRequest,
    ReadResolution,
    ReadVoteList,
    ReadVotes,
)
from mandates.reading.doubts import front_doubts
from mandates.reading.facts import Span
from mandates.reading.places import NOWHERE, CameText, doubt_place, front_places, with_its_list, words_place

Kind = DraftFact.Kind
FRONT = ("symbol", "title", "session", "agenda_item", "adopted_on", "meeting", "adoption")  # in the order of a text
COLUMNS = ("in_favour", "against", "abstaining")


def kept_reading(text: ReadResolution) -> dict[str, Any]:
    """What the draft keeps of `text` as JSON: all but the facts, which are rows."""
    values = asdict(replace(text, decisions=(), requests=(), reports=()))
    values["adopted_on"] = text.adopted_on and text.adopted_on.isoformat()
    values["session_dates"] = [[first.isoformat(), last.isoformat()] for first, last in text.session_dates]
    return values


def restored(values: Mapping[str, Any]) -> ReadResolution:
    """The text that `kept_reading` kept, without its facts."""
    votes = values["votes"]
    lists = {name: ReadVoteList(votes[name]["count"], tuple(votes[name]["states"])) for name in COLUMNS if votes}
    restored_values = dict(values) | {
        "adopted_on": date.fromisoformat(values["adopted_on"]) if values["adopted_on"] else None,
        "session_dates": tuple(
            (date.fromisoformat(first), date.fromisoformat(last)) for first, last in values["session_dates"]
        ),
        "votes": ReadVotes(**lists) if votes else None,
        "paragraphs": tuple(ReadParagraph(**row) for row in values["paragraphs"]),
        "footnotes": tuple(ReadFootnote(**row) for row in values["footnotes"]),
        "citations": tuple(ReadCitation(**row) for row in values["citations"]),
        "panels": tuple(
            ReadPanel(row["paragraph"], tuple(row["sessions"]), row["words"], tuple(row["span"]))
            for row in values["panels"]
        ),
        "warnings": tuple(values["warnings"]),
        "decisions": (),
        "requests": (),
        "reports": (),
    }
    return ReadResolution(**restored_values)


def rows_of(text: ReadResolution, came: CameText, places: Mapping[str, Span]) -> list[DraftFact]:
    """The facts of `text` as rows, not stored yet, in the order in which the page shows them. Their words are located
    in the text as it came; `places` are those of its paragraphs. The mandate is suggested elsewhere: it depends on the
    office."""

    def row(kind: str, value: Any, paragraph: str = "", span: Span = NOWHERE, **more: Any) -> DraftFact:
        where = more.pop("where", None)
        if where is None:
            printed = text.paragraph(paragraph) if paragraph else None
            where = words_place(printed, span, places, came)
            if kind == Kind.REQUEST and where != NOWHERE:
                where = with_its_list(where, span, printed, text.paragraphs, places)
        return DraftFact(
            kind=kind, paragraph_key=paragraph, start=where[0], end=where[1], value=value, read_value=value, **more
        )

    fronts = front_places(text, came)
    rows = []
    for doubt in text.warnings:
        where = doubt_place(doubt, text, fronts, places, came)
        sure = {"confidence": "please check"}
        rows.append(row(Kind.CHECK, {"words": str(doubt)}, getattr(doubt, "paragraph", ""), where=where, **sure))
    for name, value in front_values(text).items():
        confidence, reason = _front_confidence(name, value, text, fronts[name], came.text)
        rows.append(row(Kind.FRONT, value, name=name, where=fronts[name], confidence=confidence, reason=reason))
    for kind, facts in ((Kind.DECISION, text.decisions), (Kind.REQUEST, text.requests), (Kind.REPORT, text.reports)):
        for fact in facts:
            for one in _each_recipient(fact) if isinstance(fact, ReadReport) else (fact,):
                value = _plain(one)
                sure = {"confidence": one.confidence, "reason": one.reason}
                rows.append(row(kind, value, one.paragraph, one.span, **sure))
    for position, each in enumerate(rows):
        each.position = 100 * (position + 1)  # room for what a person splits off
    return rows


def front_values(text: ReadResolution) -> dict[str, Any]:
    """The fields of the front matter as JSON; None is "the text does not say"."""
    votes = text.votes
    return {
        "symbol": text.symbol,
        "title": text.title,
        "session": {"number": text.session, "special": text.special_session} if text.session else None,
        "agenda_item": text.agenda_item,
        "adopted_on": text.adopted_on and text.adopted_on.isoformat(),
        "meeting": text.meeting,
        "adoption": {
            "how": text.adoption,
            **{name: getattr(votes, name).count if votes else None for name in COLUMNS},
            **{f"{name}_states": list(getattr(votes, name).states) if votes else [] for name in COLUMNS},
        }
        if text.adoption
        else None,
    }


def _front_confidence(name: str, value: Any, text: ReadResolution, where: Span, shown: str) -> tuple[str, str]:
    if value is None:
        return "please check", _("The text does not say it, or it was not found.")
    if name == "symbol" and shown[where[0] : where[1]] != value:
        return "inferred", _("The text prints the number; the rest follows from the body that adopted it.")
    if name == "adoption" and text.votes:
        wrong = [
            each
            for each in COLUMNS
            if len(getattr(text.votes, each).states) not in (0, getattr(text.votes, each).count)
        ]
        if wrong:
            return "please check", _("The States named are not as many as the text states.")
    if where == NOWHERE:
        return "inferred", _("It follows from other words of the text.")
    return "read", ""


def _each_recipient(report: ReadReport) -> Iterator[ReadReport]:
    """One report for each body that is to hear it, with the sessions that are that body's own."""
    if len(report.recipients) < 2:
        yield report
        return
    for code in report.recipients:
        yield replace(report, recipients=(code,), sessions=tuple(s for s in report.sessions if s.startswith(code)))


def _plain(fact: ReadDecision | ReadRequest | ReadReport) -> dict[str, Any]:
    """The fact as JSON; how sure it is, and why, are columns of their own."""
    values = {name: value for name, value in asdict(fact).items() if name not in ("confidence", "reason")}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def fact_of(cls: type, row: DraftFact, *, as_read: bool = False) -> Any:
    """The value of reading that `row` stands for, as a person left it or `as_read`."""
    names = {each.name for each in fields(cls)}
    said = row.read_value if as_read else row.value
    values = {name: tuple(v) if isinstance(v, list) else v for name, v in said.items() if name in names}
    return cls(**values, confidence=row.confidence, reason=row.reason)


@dataclass(frozen=True, slots=True)
class Decided:
    """A text as people left it: what they rejected is out, what they changed is changed.

    `requests` and `reports` are the rows of `text.requests` and `text.reports`, in the same order. `open_decisions`
    are decisions on a mandate that nobody confirmed; they are not in `text`."""

    text: ReadResolution
    requests: tuple[DraftFact, ...]
    reports: tuple[DraftFact, ...]
    open_decisions: tuple[ReadDecision, ...]


def as_decided(values: Mapping[str, Any], rows: Iterable[DraftFact], *, with_open_decisions: bool = False) -> Decided:
    """The text that `values` (a draft's `read_as`) and the decisions on its `rows` make."""
    kept = [row for row in rows if row.decision != DraftFact.Decision.REJECTED]
    by_kind = {kind: [row for row in kept if row.kind == kind] for kind in Kind.values}
    as_read = restored(values)
    text = _with_front(as_read, {row.name: row.value for row in by_kind[Kind.FRONT]})
    looked_at = {row.value["words"] for row in by_kind[Kind.CHECK] if not row.is_open}
    decisions = [(row, fact_of(ReadDecision, row)) for row in by_kind[Kind.DECISION]]
    in_text = [each for row, each in decisions if with_open_decisions or not row.is_open]
    return Decided(
        text=replace(
            text,
            warnings=_still_warned_of(as_read, text, looked_at),
            decisions=tuple(in_text),
            requests=tuple(fact_of(ReadRequest, row) for row in by_kind[Kind.REQUEST]),
            reports=tuple(fact_of(ReadReport, row) for row in by_kind[Kind.REPORT]),
        ),
        requests=tuple(by_kind[Kind.REQUEST]),
        reports=tuple(by_kind[Kind.REPORT]),
        open_decisions=tuple(each for _row, each in decisions if each not in in_text),
    )


def _still_warned_of(as_read: ReadResolution, text: ReadResolution, looked_at: Collection[str]) -> tuple[str, ...]:
    """Of the warnings of `as_read` those that `text`, as people left it, still deserves and at which nobody looked;
    with what is wrong in it only now."""
    doubts = front_doubts(text)
    others = [words for words in as_read.warnings if words not in front_doubts(as_read)]
    return tuple(words for words in (*doubts, *others) if words not in looked_at)


def _with_front(text: ReadResolution, front: Mapping[str, Any]) -> ReadResolution:
    """`text` with the front matter as it stands; a field that was rejected is not known."""
    session = front.get("session") or {}
    adoption = front.get("adoption") or {}
    votes = None
    if adoption.get("how") == "recorded_vote" and adoption.get("in_favour") is not None:
        lists = {name: tuple(adoption[f"{name}_states"]) for name in COLUMNS}
        votes = ReadVotes(**{name: ReadVoteList(adoption[name] or 0, lists[name]) for name in COLUMNS})
    adopted = front.get("adopted_on")
    return replace(
        text,
        symbol=front.get("symbol") or None,
        title=front.get("title") or None,
        session=session.get("number"),
        special_session=bool(session.get("special")),
        agenda_item=front.get("agenda_item") or None,
        adopted_on=date.fromisoformat(adopted) if adopted else None,
        meeting=front.get("meeting"),
        adoption=adoption.get("how"),
        votes=votes,
    )
