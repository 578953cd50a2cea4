"""Reporting requests: who owes what to which body, at which sessions, how often, by when.

A duty is read as a row of deliveries. Each begins at a verb of delivering ("to submit", "to report", "and to present")
or at another product of the same verb ("an oral update at …, and a comprehensive report at …"). Within a delivery the
bodies reported to and the sessions named are paired in the order of the words: "its" session is that of the body last
named; a number that only the other body can reach belongs to that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mandates.reading.addressees import addressees_of
from mandates.reading.facts import Confidence, Mode, ReadParagraph, ReadReport, Recurrence, ReportKind
from mandates.reading.requests import Ask
from mandates.reading.sessions import MONTH, MONTHS, ORDINAL, ordinal

_BODY_NAMES = (
    ("HRC", r"Human\s+Rights?\s+Council|(?<!Security\s)(?<!Social\s)Council"),
    ("GA", r"(?:Third\s+Committee\s+of\s+the\s+)?General\s+Assembly|Third\s+Committee|Assembly"),
    ("SC", r"Security\s+Council"),
    ("ECOSOC", r"Economic\s+and\s+Social\s+Council"),
    ("CSW", r"Commission\s+on\s+the\s+Status\s+of\s+Women|Commission(?=\s+and\s+to\s+the\s+(?:General\s+)?Assembly)"),
    ("CHR", r"Commission\s+on\s+Human\s+Rights(?!\s+in)"),
)
_BODY = "|".join(f"(?P<{code}>{names})" for code, names in reversed(_BODY_NAMES))
_PLAIN_BODY = "|".join(names for _, names in reversed(_BODY_NAMES))
_ADVERBS = r"(?:(?:also|further|continue|then|regularly|annually|periodically|orally|[a-z]+ly|,)\s+(?:to\s+)?){0,3}"
_DELIVER = re.compile(
    rf"(?:\b[Tt]o\s+|(?<=and\s)|(?<=report\s)(?=be\s)|(?<=study\s)(?=be\s)|(?<=summary\s)(?=be\s)|(?<=or\s)|^|\b(?:shall|should|will|must)\s+){_ADVERBS}(?P<verb>submit|present|report|provide|prepare|deliver|transmit|brief|inform|update|produce|issue|compile|draft|make\s+(?=(?:an?\s+)?(?:oral|annual|interim|final)\b)|give(?=\s+an?\s)|undertake(?=\s+an?\s[^,]{{0,60}}study)|conduct(?=\s+an?\s[^,]{{0,60}}study)|elaborate(?=\s+an?\s[^,]{{0,60}}(?:report|study))|finali[sz]e(?=\s+(?:the|an?|its)\s[^,]{{0,40}}(?:report|study))|Report|Submit|Present|Provide|Prepare|Undertake|be\s+(?:submitted|presented|transmitted|made\s+available))\b(?!\s+(?:of|violations|abuses|allegations|incidents|them\s+to\s+justice))"
)
_OTHER_VERB = re.compile(r"(?:,|\band)\s+(?:also\s+)?to\s+(?:\w+ly\s+)?(?!(?:be|the|its|their|a|an|all|any|both|other|that|this|those|it|them|each|relevant|report|present|submit)\b)[a-z]+")
_NEW_PRODUCT = r"(?P<article>an?|its\s+(?=(?:next|final|first|annual|latest|own|comprehensive|interim|updated|subsequent|report\b)[\w\s-]*)|(?:his|her|their)\s+(?=(?:next|final|first|annual|latest|comprehensive|interim|subsequent)[\w\s-]*)|the\s+(?=(?:next|final|first|annual|said\s+annual)\s)|regular|annual|biennial|detailed|oral|periodic|comprehensive|two|three|updated|yearly|additional|further|written|quarterly|interim|information|such\s+reports)"
_PRODUCT = re.compile(
    rf"(?<!in\s)(?<!of\s)(?<!from\s)(?<!on\s)(?<!by\s)\b{_NEW_PRODUCT}\b\s*(?P<adjectives>(?:[\w’/-]+,?\s+){{0,6}}?)(?P<noun>reports?|updates?|study|studies|summary|summaries|briefings?|presentations?|analysis(?=\s+(?:report|to\s+the))|recommendations(?=\s+to\s+the\s+(?:Human|Council|General))|information(?=\s+(?:to\s+the\s+(?:Human|Council|General)|on)))\b"
)
_INFORMATION = re.compile(r"\binformation(?=\s+to\s+the\s+(?:Human\s+Rights\s+Council|Council|General\s+Assembly))")
_RECIPIENT = re.compile(
    rf"(?:\b(?:to|with|before)\s+(?:both\s+)?(?:also\s+)?(?:the\s+)?|\band\s+(?:also\s+)?(?:to\s+)?(?:annually\s+|regularly\s+)?(?:the\s+)?|(?<=provide\s)(?:the\s+)|(?<=present\s)(?:the\s+)|(?<=brief\s)(?:the\s+)|(?<=inform\s)(?:the\s+)|(?<=update\s)(?:the\s+)|(?<=submit\s)(?:the\s+)|,\s*(?:the\s+))(?:{_BODY})(?!’s\s+(?!\w+(?:-\w+)?\s+session))(?!\s+(?:resolution|decision|to\s+[a-z]+\s|resolutions))"
)
_IT = re.compile(r"(?<=provide\s)it\b|(?<=present\s)it\s+with\b|(?<=update\s)it\b|(?<=inform\s)it\b|(?<=report\s)to\s+it\b")
_SESSIONS = re.compile(
    rf"(?<!\w)(?P<lead>(?:(?:[Nn]ot?\s+later\s+than|[Ss]tarting|[Bb]eginning|[Cc]ommencing|[Pp]rior\s+to|in\s+advance\s+of|ahead\s+of|as\s+(?:of|from)|until|before|by|from|at|for(?:\s+its\s+consideration\s+at)?|during|through|with\s+effect\s+from|in|and|preferably|preceding|on)\s+(?:(?:from|at|with|in|by|no\s+later\s+than|its\s+consideration\s+at|the\s+(?:end|start|beginning|opening)\s+of|each\s+of)\s+)*)*)"
    rf"(?P<whose>its|their|the\s+(?:Human\s+Rights\s+)?Council’s|the\s+(?:General\s+)?Assembly’s|the|a|their\s+respective|the\s+following)?\s*(?:next\s+)?\b(?P<ordinals>(?:{ORDINAL})(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+(?:(?:at|from)\s+)?(?:its\s+|the\s+)?|\s+to\s+|\s*[–-]\s*)(?:{ORDINAL}))*)\s+(?:regular\s+|main\s+)?sessions?\b(?P<of>\s+of\s+(?:the\s+)?(?P<ofbody>[A-Z][\w-]+(?:\s+(?:(?:of|on|the|for)\s+)*[A-Z][\w-]+)*))?"
)
_ANNUAL = re.compile(
    r"\b(?:annually|yearly|each\s+year|every\s+year|on\s+an?\s+(?:annual|yearly)\s+basis|once\s+a\s+year|(?<!next\s)annual(?=\s+(?:[\w-]+\s+){0,3}?(?:reports?|updates?|study|studies|summary|basis|oral|written|thematic)\b))"
)
_BIENNIAL = re.compile(r"\b(?:biennially|every\s+two\s+years|every\s+second\s+year|on\s+a\s+biennial\s+basis|biennial(?=\s+(?:[\w-]+\s+){0,2}?(?:reports?|updates?|study)))")
_REGULAR = re.compile(
    r"\b(?:regularly|periodically|on\s+a\s+(?:regular|periodic)\s+basis|at\s+regular\s+intervals|at\s+each\s+of\s+its\s+(?:regular\s+)?sessions|at\s+each\s+session|at\s+every\s+session|(?:regular|periodic|quarterly)(?=\s+(?:[\w-]+\s+){0,2}?(?:reports?|updates?|briefings?)))"
)
_PROGRAMME = re.compile(
    r"\b(?:in\s+(?:accordance|conformity|line)\s+with|according\s+to|under|within)\s+(?:its|their|the)\s+(?:respective\s+)?(?:annual\s+)?programmes?\s+of\s+work"
)
_DATE = re.compile(
    rf"\b(?P<how>by|before|no\s+later\s+than|not\s+later\s+than|until|prior\s+to)\s+(?:(?P<end>the\s+end\s+of)\s+)?(?:(?P<day>\d{{1,2}})\s+)?(?:(?P<month>{MONTH})\s+)?(?P<year>20\d{{2}})\b(?!\s+(?:Agenda|meeting|session))"
)
_RELATIVE = re.compile(r"\bat\s+(?:the|its)\s+(?:subsequent|following|next|same)\s+(?:[\w-]+\s+)?session\b")
_WITHIN = re.compile(r"\bwithin\s+(?:\w+\s+){1,2}(?:years?|months?)\s+of\b")
_DEFINITE = re.compile(r"\b(?:it|them|the\s+(?:said\s+|above-mentioned\s+)?(?:report|study|update|summary|findings|results|outcome|conclusions))\b")
# A session at which something else was held.
_ELSEWHERE = re.compile(r"\b(?:held|organi[sz]ed|convened|adopted|hosted|scheduled|discussed|considered)\s+(?:[\w-]+\s+){0,3}$")
_PLURAL = re.compile(r"\b(?:submit|present|provide|produce)\s+(?:\w+\s+)?reports\b")
# "in the report to be presented": the words tell what a report shall hold, not that one is owed.
_IN_REPORT = re.compile(r"\bin\s+(?:the|his|her|its|their)\s+[\w\s-]{0,20}reports?\s+(?:to\s+)?$")
_CONTENT = re.compile(r"\bin\s+(?:his|her|its|their|the)\s+(?:(?:next|annual|future|forthcoming|regular|respective|first|upcoming|said)\s+)*(?:thematic\s+)?reports?\b")


_OFTEN = re.compile(f"{_ANNUAL.pattern}|{_BIENNIAL.pattern}|{_REGULAR.pattern}|{_PROGRAMME.pattern}")


@dataclass(slots=True)
class _Delivery:
    """One product on its way: whom it goes to, with the sessions of each, and the words of time."""

    verb: str
    begin: int
    end: int
    text: str
    product: str = ""
    bodies: dict[str, list[str]] = field(default_factory=dict)
    modes: dict[str, Mode] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    named: bool = False
    implied: bool = False


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

    `asks` are the asking clauses by the key of their paragraph, `body` is the body that speaks ("it" is that body), `session` its session, by which a session's number is told to
    be the Council's or the Assembly's. One row for each recipient where their sessions or frequency differ.
    """
    reports = list[ReadReport]()
    for duty in _duties(paragraphs, asks):
        before: Recurrence | None = None
        for delivery in _deliveries(duty.text, body, session):
            rows = list(_rows(duty, delivery, before))
            reports += rows
            before = rows[-1].recurrence if rows else before
    return tuple(reports)


def _duties(paragraphs: Sequence[ReadParagraph], found: Mapping[str, Sequence[Ask]]) -> Iterator[_Duty]:
    owner, listed = "", False
    for paragraph in paragraphs:
        if paragraph.kind != "operative":
            continue
        text = paragraph.text
        asks = found.get(paragraph.key, ())
        if paragraph.level > 1:
            if asks:
                for ask in asks:
                    yield _Duty(paragraph.key, _first(ask.addressees), ask.duty, ask.duty_at)
            elif owner and listed:
                yield _Duty(paragraph.key, owner, text, 0, "Who reports is taken from the paragraph above.")
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
            if listed and (made := re.match(r"to\s+(?:\w+ly\s+)?(?:establish|appoint|create|dispatch|designate)\s+(?:an?|the)\b", duty)):
                # the list that follows is the mandate of what is to be established
                owner = next((who for who in addressees_of(duty[made.end() : made.end() + 160]) if who in _OFFICES), owner)
            if place + 1 < len(asks) and asks[place + 1].passive:
                duty = text[ask.duty_at : asks[place + 1].duty_at + len(asks[place + 1].duty)]
            yield _Duty(paragraph.key, _first(ask.addressees), duty, ask.duty_at, "", text[ask.span[0] : ask.duty_at])
        listed = listed or not asks and not owner


_OFFICES = (
    "Special Rapporteur", "Independent Expert", "Working Group", "Commission of inquiry", "Fact-finding mission", "Expert Mechanism",
    "Advisory Committee", "High Commissioner", "OHCHR", "Secretary-General", "Other",
)  # fmt: skip


def _first(addressees: tuple[str, ...]) -> str:
    return next((who for who in addressees if who in _OFFICES), addressees[0])


def _deliveries(text: str, body: str, session: int | None) -> list[_Delivery]:
    starts = [m for m in _DELIVER.finditer(text) if not _IN_REPORT.search(text[max(0, m.start() - 40) : m.start()])]
    found = list[_Delivery]()
    for place, start in enumerate(starts):
        end = starts[place + 1].start() if place + 1 < len(starts) else len(text)
        clause = text[start.start() : end]
        # a further duty that delivers nothing ends the clause
        for other in _OTHER_VERB.finditer(clause, start.end() - start.start()):
            clause = clause[: other.start()]
            break
        found += _in_clause(start["verb"].lower().split()[0], clause, start.start(), body, session)
    return _merged(found, body)


def _in_clause(verb: str, clause: str, at: int, body: str, session: int | None) -> list[_Delivery]:
    products = [m for m in _PRODUCT.finditer(clause) if not _belongs_to_another(m, clause)]
    current = _Delivery(verb, at, at + len(clause), clause)
    deliveries = [current]
    marks = sorted(
        [
            *((m.start(), "product", m) for m in products),
            *((m.start(), "body", m) for m in _RECIPIENT.finditer(clause)),
            *((m.start(), "it", m) for m in _IT.finditer(clause)),
            *((m.start("ordinals"), "session", m) for m in _SESSIONS.finditer(clause)),
        ],
        key=lambda mark: mark[0],
    )
    if verb in ("report", "brief", "inform", "update"):
        current.product = {"report": "report", "update": "update", "brief": "briefing"}.get(verb, "information")
    elif _PLURAL.search(clause):
        current.product = "reports"
    elif _INFORMATION.search(clause):
        current.product = "information"
    last_body, covered = "", -1
    for place, what, mark in marks:
        if place < covered and what == "body":
            continue
        if what == "product":
            name = f"{mark['article']} {mark['adjectives'] or ''}{mark['noun']}".lower()
            if current.product and any(current.bodies.values()) and re.search(r"(?:and|,)\s+(?:also\s+)?$", clause[: mark.start()]):
                current = _Delivery(verb, at + mark.start(), at + len(clause), clause[mark.start() :])
                deliveries.append(current)
                current.product = name
            elif not current.product or current.product in ("report", "briefing", "update") and verb in ("report", "brief", "inform", "update"):
                current.product = current.product or name
        elif what == "body":
            last_body = next(code for code, _ in _BODY_NAMES if mark[code])
            current.bodies.setdefault(last_body, [])
        elif what == "it":
            last_body = body
            current.bodies.setdefault(body, [])
        else:
            if _ELSEWHERE.search(clause[max(0, mark.start() - 50) : mark.start()]):
                continue
            covered = mark.end()
            code = _whose(mark, last_body, current, body, session)
            if code is None:
                continue
            numbers = [ordinal(o) for o in re.findall(ORDINAL, mark["ordinals"], re.IGNORECASE)]
            current.bodies.setdefault(code, [])
            current.modes.setdefault(code, _mode(mark["lead"] or ""))
            for number in numbers:
                own = code if _plausible(code, number or 0, session) or not _other(code, number or 0, session) else _other(code, number or 0, session)
                if own != code and own not in current.bodies and not mark["of"]:
                    own = code
                current.bodies.setdefault(own, [])
                current.modes.setdefault(own, _mode(mark["lead"] or ""))
                if f"{own}{number}" not in current.bodies[own]:
                    current.bodies[own].append(f"{own}{number}")
            current.words.append(" ".join(mark[0].split()))
            current.named = True
    return deliveries


def _belongs_to_another(product: re.Match[str], clause: str) -> bool:
    before = clause[: product.start()]
    return re.search(r"\b(?:in|of|from|by|through|within|contained\s+in|pursuant\s+to|preparation\s+of|including|follow-up\s+to|to)\s+$", before[-24:]) is not None


def _whose(mark: re.Match[str], last_body: str, delivery: _Delivery, body: str, session: int | None) -> str | None:
    """The body whose session is named; None for the session of a body that is no recipient here."""
    if of := mark["ofbody"]:
        for code, names in _BODY_NAMES:
            if re.match(rf"(?:{names})\b", of):
                return code
        return None
    whose = (mark["whose"] or "").lower()
    if "council’s" in whose:
        return "HRC"
    if "assembly’s" in whose:
        return "GA"
    return last_body or (next(iter(delivery.bodies), "") or body)


def _assembly_session(session: int | None) -> float:
    # The Council's sessions run three a year from 2006, the Assembly's 61st opened that autumn.
    return 61 + (session or 0) / 3


def _plausible(code: str, number: int, session: int | None) -> bool:
    if session is None or code not in ("HRC", "GA"):
        return True
    if code == "GA":
        return abs(number - _assembly_session(session)) <= 6
    return session <= number <= session + 20


def _other(code: str, number: int, session: int | None) -> str:
    other = "GA" if code == "HRC" else "HRC"
    return other if code in ("HRC", "GA") and _plausible(other, number, session) else ""


def _mode(lead: str) -> Mode:
    lead = lead.lower()
    if re.search(r"starting|beginning|commencing|as\s+(?:of|from)|effect\s+from|\bfrom\b", lead):
        return "from"
    if re.search(r"before|prior|advance|ahead", lead):
        return "before"
    if re.search(r"\bby\b|later", lead):
        return "by"
    if re.search(r"until|through", lead):
        return "until"
    return "at"


def _merged(deliveries: list[_Delivery], body: str) -> list[_Delivery]:
    """Deliveries that name a recipient or a session; a product without either is what the next one delivers."""
    kept, waiting = list[_Delivery](), ""
    begin = -1
    for delivery in deliveries:
        if not delivery.bodies and delivery.verb == "present" and re.match(r"an?\s.*(?:report|update|study|summary)", delivery.product) and " to the " not in delivery.text[:200]:
            delivery.bodies[body] = []
            delivery.implied = True
        if not delivery.bodies:
            waiting = delivery.product or waiting
            begin = delivery.begin if waiting and begin < 0 else begin
            continue
        if not delivery.product and delivery.verb in ("provide", "prepare", "produce", "issue", "compile", "make", "give") and not waiting:
            continue
        if waiting and not delivery.product:
            delivery.product = waiting
            delivery.begin = begin
        elif waiting and "report" in delivery.product and "report" not in waiting:
            delivery.product = waiting if "summary" in waiting or "study" in waiting else delivery.product
        if not delivery.product and not delivery.named and not _DEFINITE.search(delivery.text) and not _OFTEN.search(delivery.text):
            waiting, begin = "", -1
            continue
        waiting, begin = "", -1
        kept.append(delivery)
    return kept


def _rows(duty: _Duty, delivery: _Delivery, before: Recurrence | None) -> Iterator[ReadReport]:
    clause = duty.text[delivery.begin : delivery.end]
    if _CONTENT.search(clause) and not delivery.named:
        return
    date = _DATE.search(clause)
    by_date = None if date is None or not (date["end"] or date["month"]) or re.search(r"Agenda|between|since", clause[max(0, date.start() - 12) : date.start()]) else _day(date)
    places = {code: _place(code, clause) for code in delivery.bodies}
    rows = dict[tuple[tuple[str, ...], Recurrence | None, Mode | None], list[str]]()
    words_of = dict[Recurrence | None, list[str]]()
    for code, sessions in delivery.bodies.items():
        recurrence, words = _recurrence(clause, code, places, bool(sessions), delivery, before)
        if recurrence is None and (by_date or _WITHIN.search(duty.lead + duty.text)):
            recurrence = "once"
        mode: Mode | None = delivery.modes.get(code)
        if mode is None and by_date and date:
            mode = "before" if date["how"].startswith(("before", "prior")) else "by"
        rows.setdefault((tuple(sessions), recurrence, mode), []).append(code)
        words_of.setdefault(recurrence, []).extend(words)
    confidence: Confidence = "inferred" if duty.inferred else "read"
    reason = duty.inferred
    if delivery.implied:
        confidence, reason = "please check", "The text does not say to whom the report goes."
    for (sessions, recurrence, mode), codes in rows.items():
        if recurrence is None and not sessions:
            confidence, reason = "please check", "The text names neither a session nor a frequency."
        told = [*delivery.words, *words_of.get(recurrence, [])]
        if by_date and date:
            told.append(date[0])
        told += [found[0] for found in (_RELATIVE.search(clause), _WITHIN.search(duty.lead + duty.text)) if found]
        yield ReadReport(
            paragraph=duty.key,
            addressee=duty.addressee,
            kind=_kind(delivery.product, clause),
            recipients=tuple(codes),
            sessions=sessions,
            recurrence=recurrence,
            mode=mode,
            by_date=by_date,
            words="; ".join(dict.fromkeys(w for w in told if w)),
            span=(duty.at + delivery.begin, duty.at + delivery.end),
            confidence=confidence,
            reason=reason,
        )


def _place(code: str, clause: str) -> tuple[int, int]:
    """Where the clause names the recipient `code`, as a span; (-1, -1) where it is only understood."""
    for found in _RECIPIENT.finditer(clause):
        if found[code]:
            return found.span()
    return -1, -1


def _recurrence(
    clause: str, code: str, places: dict[str, tuple[int, int]], has_sessions: bool, delivery: _Delivery, before: Recurrence | None
) -> tuple[Recurrence | None, list[str]]:
    """How often `code` is reported to, and the words that say so.

    A word of frequency before the first recipient counts for all, one between two recipients for the one it stands
    with, one at the end for all (un-process, section 6, phrasings 2 to 10).
    """
    order = sorted((span, body) for body, span in places.items() if span[0] >= 0)
    for name, pattern in (("annual", _ANNUAL), ("biennial", _BIENNIAL), ("regular", _REGULAR)):
        for found in pattern.finditer(clause):
            if _counts_for(code, found, clause, order):
                return name, [found[0]]  # type: ignore[return-value]
    mode = delivery.modes.get(code)
    if has_sessions:
        if mode == "from":
            return before or "annual", []
        return "once", []
    if programme := _PROGRAMME.search(clause):
        return "regular", [programme[0]]
    if any(delivery.bodies.values()):
        return "once", []
    if re.match(r"an?\s", delivery.product) and "continue" not in clause[:40]:
        return "once", []
    if before in ("annual", "regular") and re.search(r"\balso\b", clause[:40]):
        return before, []
    return None, []


def _counts_for(code: str, found: re.Match[str], clause: str, order: list[tuple[tuple[int, int], str]]) -> bool:
    if len(order) < 2 or found.start() < order[0][0][0]:
        return True
    for (begin, end), body in order:
        if begin <= found.start() < end:  # "and annually to the General Assembly"
            return code == body
    earlier = [(span, body) for span, body in order if span[1] <= found.start()]
    later = [(span, body) for span, body in order if span[0] >= found.end()]
    if later:
        joined = re.search(r"\band\s+(?:also\s+)?,?\s*$", clause[: found.start()]) is not None
        return code == (later[0][1] if joined else earlier[-1][1])
    between = clause[earlier[-1][0][1] : found.start()]
    return code == earlier[-1][1] if "session" in between else True


def _kind(product: str, clause: str) -> ReportKind:
    product = product.lower() or next(
        (found[0] for found in re.finditer(r"\b(?:oral\s+(?:report|update)|summary|update|study|report)", clause[:120])), ""
    )
    if "oral" in product or "briefing" in product or re.match(r"(?:to\s+)?(?:report|update)\s+orally", clause):
        return "oral_update"
    if "summary" in product or "summaries" in product or re.search(r"report,?\s+in\s+the\s+form\s+of\s+a\s+summary", clause):
        return "summary"
    if "report" in product:
        return "panel_report" if re.search(r"report\s+(?:on|of)\s+the\s+(?:panel|discussion|debate)", clause) else "report"
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
