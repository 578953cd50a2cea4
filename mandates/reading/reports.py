"""Reporting requests: who owes what to which body, at which sessions, how often, by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mandates.reading.addressees import addressees_of
from mandates.reading.deliveries import ELSEWHERE, RECIPIENT, Delivery, deliveries
from mandates.reading.doubts import EVERY_FEW_YEARS
from mandates.reading.facts import Confidence, Mode, ReadParagraph, ReadReport, Recurrence, ReportKind
from mandates.reading.frequency import ANNUAL, BIENNIAL, FEW_YEARS, PROGRAMME, REGULAR, counts_for
from mandates.reading.requests import Ask
from mandates.reading.sessions import MONTH, MONTHS

_DATE = re.compile(
    rf"\b(?P<how>by|before|no\s+later\s+than|not\s+later\s+than|until"
    rf"|prior\s+to)\s+(?:(?P<end>the\s+end\s+of)\s+)?(?:(?P<day>\d{{1,2}})\s+)?(?:(?P<month>{MONTH})"
    rf"\s+)?(?P<year>20\d{{2}})\b(?!\s+(?:Agenda|meeting|session))"
)
_RELATIVE = re.compile(r"\bat\s+(?:the|its)\s+(?:subsequent|following|next|same)\s+(?:[\w-]+\s+)?session\b")
# The Council's session by its month: which one that is follows from the calendar, and is not read.
HELD_IN = re.compile(
    rf"(?<!starting\s)(?<!beginning\s)(?<!commencing\s)\bat\s+(?:its|the\s+(?:Human\s+Rights\s+)?Council’s)\s+"
    rf"(?:regular\s+)?(?P<session>session\s+(?:(?:to\s+be\s+)?held\s+)?(?:in|of)\s+)?(?P<month>{MONTH})\s+"
    rf"(?P<year>20\d{{2}})(?(session)|\s+session)\b"
)
_WITHIN = re.compile(r"\bwithin\s+(?:\w+\s+){1,2}(?:years?|months?)\s+of\b")
_MODES: dict[str, Mode] = {"before": "before", "prior": "before", "until": "until"}
_THEREAFTER = re.compile(r"\b(?:thereafter|subsequently|the\s+first\s+of\s+which|continue\s+to\s+do\s+so)\b")
_CONTENT = re.compile(
    r"\bin\s+(?:his|her|its|their|the)\s+(?:(?:next|annual|future|forthcoming|regular|respective|first|upcoming"
    r"|said)\s+)*(?:thematic\s+)?reports?\b"
)


@dataclass(frozen=True, slots=True)
class _Duty:
    """A stretch of a paragraph that says what somebody has to do."""

    key: str
    addressee: str
    text: str
    at: int
    inferred: str = ""
    lead: str = ""


def read_reports(
    paragraphs: Sequence[ReadParagraph], asks: Mapping[str, Sequence[Ask]], body: str, session: int | None
) -> tuple[ReadReport, ...]:
    """The reporting requests of the operative paragraphs.

    `asks` are the asking clauses by the key of their paragraph; `body` is the body that speaks ("it" is that body),
    `session` its regular session of the Council, by which a session's number is told to be the Council's or the
    Assembly's. One row for each
    recipient where their sessions or frequency differ.
    """
    reports, lists = list[ReadReport](), set[str]()
    for duty in _duties(paragraphs, asks):
        if duty.at < 0:
            lists.add(duty.key.rpartition("(")[0])
        before: Recurrence | None = None
        for delivery in deliveries(duty.text, body, session):
            rows = list(_rows(duty, delivery, before))
            reports += rows
            before = rows[-1].recurrence if rows else before
    # what is owed stands in the list, not in the words that lead to it
    return tuple(report for report in reports if report.kind != "other" or report.paragraph not in lists)


# "to submit:" and the list below says what.
_TO_GIVE = re.compile(
    r"\bto\s+(?:[a-z]+\s+)?(?:submit|present|provide|prepare|deliver|give|produce|issue)\b[^:]{0,200}(?=:$)",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"(?:an?|the|its|his|her|their|one|two|three|annual|biennial|regular|oral|written|final|interim|comprehensive|first)\b",
    re.IGNORECASE,
)


def _duties(paragraphs: Sequence[ReadParagraph], found: Mapping[str, Sequence[Ask]]) -> Iterator[_Duty]:
    owner, listed, leads = "", False, dict[int, str]()
    for paragraph in paragraphs:
        if paragraph.kind != "operative":
            continue
        text = paragraph.text
        asks = found.get(paragraph.key, ())
        to_give = _TO_GIVE.search(text)
        leads[paragraph.level] = f"{to_give[0]} " if to_give else ""
        if paragraph.level > 1:
            if asks:
                for ask in asks:
                    yield _Duty(paragraph.key, _first(ask.addressees), ask.duty, ask.duty_at)
            elif owner and listed:
                lead = leads.get(paragraph.level - 1, "") if _GIVEN.match(text) else ""
                why = "Who reports is taken from the paragraph above."
                given = f"{lead}{text[0].lower()}{text[1:]}" if lead else text
                yield _Duty(paragraph.key, owner, given, -len(lead), why)
            continue
        owner, listed = "", text.rstrip().endswith((":", "following")) or ":" in text[-3:]
        first = asks[0].span[0] if asks else len(text)
        if re.search(r"\b(?:decides|extends|renews|establishes|resolves)\b", text[:first], re.IGNORECASE):
            decided = text[:first]
            named = [who for who in addressees_of(decided) if who in _OFFICES]
            owner = named[0] if named else "Other"
            # "decides to transmit the reports": the Council's own act, nobody owes anything
            if not re.search(r"\bdecides\s+to\s+(?:transmit|submit|forward|bring)\b", decided, re.IGNORECASE):
                yield _Duty(paragraph.key, owner, decided, 0, "Who reports is taken from the mandate named.")
        for place, ask in enumerate(asks):
            if ask.passive and place and re.match(r"(?:the|this|that|those|these)\b", ask.duty):
                continue  # "requests that the study be made available …" belongs to the ask before it
            owner = _first(ask.addressees)
            duty = ask.duty
            if listed and (
                made := re.match(
                    r"to\s+(?:\w+ly\s+)?(?:establish|appoint|create|dispatch|designate)\s+(?:an?|the)\b", duty
                )
            ):
                # the list that follows is the mandate of what is to be established
                owner = next(
                    (who for who in addressees_of(duty[made.end() : made.end() + 160]) if who in _OFFICES), owner
                )
            if place + 1 < len(asks) and asks[place + 1].passive:
                duty = text[ask.duty_at : asks[place + 1].duty_at + len(asks[place + 1].duty)]
            yield _Duty(paragraph.key, _first(ask.addressees), duty, ask.duty_at, "", text[ask.span[0] : ask.duty_at])
        listed = listed or (not asks and not owner)


_OFFICES = (
    "Special Rapporteur", "Independent Expert", "Working Group", "Commission of inquiry", "Fact-finding "
    "mission", "Expert Mechanism",
    "Advisory Committee", "High Commissioner", "OHCHR", "Secretary-General", "Other",
)  # fmt: skip


def _first(addressees: tuple[str, ...]) -> str:
    return next((who for who in addressees if who in _OFFICES), addressees[0])


@lru_cache(maxsize=8)  # asked for each of the deliveries of one duty, which may be many
def _limit_in(lead: str, text: str) -> str:
    """The words of a time limit in a duty: "within six months"; "" where it has none."""
    found = _WITHIN.search(lead + text)
    return found[0] if found else ""


def _rows(duty: _Duty, delivery: Delivery, before: Recurrence | None) -> Iterator[ReadReport]:
    clause = duty.text[delivery.begin : delivery.end]
    if _CONTENT.search(clause) and not delivery.named:
        return
    date = _DATE.search(clause)
    by_date = (
        None
        if date is None
        # "by 2030" is a year for the world; "until 2027" says how long a report comes back
        or not (date["end"] or date["month"] or date["how"] == "until")
        or re.search(r"Agenda|between|since", clause[max(0, date.start() - 12) : date.start()])
        else _day(date)
    )
    months = [
        found[0]
        for found in HELD_IN.finditer(clause)
        if not ELSEWHERE.search(clause[max(0, found.start() - 50) : found.start()])
    ]
    limited = by_date or _limit_in(duty.lead, duty.text) or months
    places = {code: _place(code, clause) for code in delivery.bodies}
    rows = dict[tuple[tuple[str, ...], Recurrence | None, Mode | None], list[str]]()
    words_of = dict[Recurrence | None, list[str]]()
    for code, sessions in delivery.bodies.items():
        recurrence, words = _recurrence(clause, code, places, bool(sessions), delivery, before)
        few_years = recurrence is None and bool(words)
        if recurrence is None and not few_years and limited:
            recurrence = "once"
        mode: Mode | None = delivery.modes.get(code)
        if mode is None and by_date and date:
            mode = _MODES.get(date["how"].split()[0], "by")
        if mode == "at" and (few_years or recurrence in ("annual", "biennial")) and _THEREAFTER.search(clause):
            mode = "from"
        rows.setdefault((tuple(sessions), recurrence, mode), []).append(code)
        words_of.setdefault(recurrence, []).extend(words)
    confidence: Confidence = "inferred" if duty.inferred else "read"
    reason = duty.inferred
    if delivery.implied:
        confidence, reason = "please check", "The text does not say to whom the report goes."
    for (named, recurrence, mode), codes in rows.items():
        if recurrence is None and words_of[None]:
            confidence, reason = "please check", EVERY_FEW_YEARS
        elif recurrence is None and not named:
            confidence, reason = "please check", "The text names neither a session nor a frequency."
        told = [*delivery.words, *words_of.get(recurrence, [])]
        if by_date and date:
            told.append(date[0])
        relative = _RELATIVE.search(clause)
        told += [words for words in (relative and relative[0], *months, _limit_in(duty.lead, duty.text)) if words]
        yield ReadReport(
            paragraph=duty.key,
            addressee=duty.addressee,
            kind=_kind(delivery.product, clause),
            recipients=tuple(codes),
            sessions=named,
            recurrence=recurrence,
            mode=mode,
            by_date=by_date,
            words="; ".join(dict.fromkeys(w for w in told if w)),
            span=(max(duty.at + delivery.begin, 0), max(duty.at + delivery.end, 0)),
            confidence=confidence,
            reason=reason,
        )


def _place(code: str, clause: str) -> tuple[int, int]:
    """Where the clause names the recipient `code`, as a span; (-1, -1) where it is only understood."""
    for found in RECIPIENT.finditer(clause):
        if found[code]:
            return found.span()
    return -1, -1


def _recurrence(
    clause: str,
    code: str,
    places: dict[str, tuple[int, int]],
    has_sessions: bool,
    delivery: Delivery,
    before: Recurrence | None,
) -> tuple[Recurrence | None, list[str]]:
    """How often `code` is reported to, and the words that say so."""
    order = sorted((span, body) for body, span in places.items() if span[0] >= 0)
    for name, pattern in (("annual", ANNUAL), ("biennial", BIENNIAL), ("regular", REGULAR), (None, FEW_YEARS)):
        for found in pattern.finditer(clause):
            if counts_for(code, found, clause, order):
                return name, [found[0]]  # type: ignore[return-value]
    mode = delivery.modes.get(code)
    if has_sessions:
        if mode == "from":
            return before or "annual", []
        return "once", []
    if programme := PROGRAMME.search(clause):
        return "regular", [programme[0]]
    if any(delivery.bodies.values()):
        return "once", []
    if re.match(r"an?\s", delivery.product) and "continue" not in clause[:40]:
        return "once", []
    if before in ("annual", "regular") and re.search(r"\balso\b", clause[:40]):
        return before, []
    return None, []


def _kind(product: str, clause: str) -> ReportKind:
    product = product.lower() or next(
        (
            found[0]
            for found in re.finditer(r"\b(?:oral\s+(?:report|update)|summary|update|study|report)", clause[:120])
        ),
        "",
    )
    if "oral" in product or "briefing" in product or re.match(r"(?:[a-z]+\s+){1,4}?orally\b", clause):
        return "oral_update"
    if (
        "summary" in product
        or "summaries" in product
        or re.search(r"report,?\s+in\s+the\s+form\s+of\s+a\s+summary", clause)
    ):
        return "summary"
    if "report" in product:
        return (
            "panel_report"
            if re.search(
                r"report\s+(?:on|of)\s+the\s+(?:panel|discussion"
                "|debate)",
                clause,
            )
            else "report"
        )
    if "update" in product:
        return "update"
    if "stud" in product:
        return "study"
    return "other"


def _day(found: re.Match[str]) -> str:
    year = found["year"]
    if found["month"] is None:
        return f"{year}-12-31"
    month = next(n for name, n in MONTHS.items() if name.lower() == found["month"].lower())
    return f"{year}-{month:02d}" + (f"-{int(found['day']):02d}" if found["day"] else "")
