"""A duty as a row of deliveries: what is delivered, to which bodies, at which of their sessions.

Each delivery begins at a verb of delivering ("to submit", "to report", "and to present") or at another product of the
same verb ("an oral update at …, and a comprehensive report at …"). Within it, the bodies reported to and the sessions
named are paired in the order of the words: "its" session is that of the body last named; a number that only the other
body can reach belongs to that one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mandates.reading.facts import Mode
from mandates.reading.frequency import OFTEN
from mandates.reading.sessions import ORDINAL, ordinal

_BODY_NAMES = (
    ("HRC", r"Human\s+Rights?\s+Council|(?<!Security\s)(?<!Social\s)Council"),
    ("GA", r"(?:Third\s+Committee\s+of\s+the\s+)?General\s+Assembly|Third\s+Committee|Assembly"),
    ("SC", r"Security\s+Council"),
    ("ECOSOC", r"Economic\s+and\s+Social\s+Council"),
    ("CSW", r"Commission\s+on\s+the\s+Status\s+of\s+Women|Commission(?=\s+and\s+to\s+the\s+(?:General\s+)?Assembly)"),
    ("CHR", r"Commission\s+on\s+Human\s+Rights(?!\s+in)"),
)
_BODY = "|".join(f"(?P<{code}>{names})" for code, names in reversed(_BODY_NAMES))
_ADVERBS = r"(?:(?:also|further|continue|then|regularly|annually|periodically|orally|[a-z]+ly|,)\s+(?:to\s+)?){0,3}"
_DELIVER = re.compile(
    rf"(?:\b[Tt]o\s+|(?<=and\s)|(?<=report\s)(?=be\s)|(?<=study\s)(?=be\s)|(?<=summary\s)(?=be\s)|(?<=or\s)|^"
    rf"|\b(?:shall|should|will|must)\s+){_ADVERBS}(?P<verb>submit|present|report|provide|prepare|deliver|transmit"
    rf"|brief|inform|update|produce|issue|compile|draft|make\s+(?=(?:an?\s+)?(?:oral|annual|interim|final)\b)"
    rf"|give(?=\s+an?\s)|undertake(?=\s+an?\s[^,]{{0,60}}study)|conduct(?=\s+an?\s[^,]{{0,60}}study)"
    rf"|elaborate(?=\s+an?\s[^,]{{0,60}}(?:report|study))|finali[sz]e(?=\s+(?:the|an?|its)\s[^,]{{0,40}}(?:report"
    rf"|study))|Report|Submit|Present|Provide|Prepare|Undertake|be\s+(?:submitted|presented|transmitted"
    rf"|made\s+available))\b(?!\s+(?:of|violations|abuses|allegations|incidents|them\s+to\s+justice))"
)
_OTHER_VERB = re.compile(
    r"(?:,|\band)\s+(?:also\s+)?to\s+(?:\w+ly\s+)?(?!(?:be|the|its|their|a|an|all|any|both|other|that|this|those"
    r"|it|them|each|relevant|report|present|submit|continue\s+to\s+do\s+so)\b)[a-z]+"
)
_NEW_PRODUCT = (
    r"(?P<article>an?"
    r"|its\s+(?=(?:next|final|first|annual|latest|own|comprehensive|interim|updated|subsequent|report\b)[\w\s-]*)"
    r"|(?:his|her|their)\s+(?=(?:next|final|first|annual|latest|comprehensive|interim|subsequent)[\w\s-]*)"
    r"|the\s+(?=(?:next|final|first|annual|said\s+annual)\s)"
    r"|regular|annual|biennial|detailed|oral|periodic|comprehensive|two|three|updated|yearly|additional|further|written"
    r"|quarterly|interim|information|such\s+reports)"
)
_PRODUCT = re.compile(
    rf"(?<!in\s)(?<!of\s)(?<!from\s)(?<!on\s)(?<!(?<!followed\s)by\s)\b{_NEW_PRODUCT}\b\s*"
    rf"(?P<adjectives>(?:(?!and\s+an?\s)[\w’/-]+,?\s+){{0,6}}?)(?P<noun>reports?|updates?|study|studies|summary|summaries|briefings?|presentations?"
    rf"|analysis(?=\s+(?:report|to\s+the))|recommendations(?=\s+to\s+the\s+(?:Human|Council|General))"
    rf"|information(?=\s+(?:to\s+the\s+(?:Human|Council|General)|on)))\b"
)
_INFORMATION = re.compile(r"\binformation(?=\s+to\s+the\s+(?:Human\s+Rights\s+Council|Council|General\s+Assembly))")
RECIPIENT = re.compile(
    rf"(?:\b(?:to|with|before)\s+(?:both\s+)?(?:also\s+)?(?:the\s+)?|\band\s+(?:also\s+)?(?:to\s+)?(?:annually\s+"
    rf"|regularly\s+)?(?:the\s+)?|(?<=provide\s)(?:the\s+)|(?<=present\s)(?:the\s+)|(?<=brief\s)(?:the\s+)"
    rf"|(?<=inform\s)(?:the\s+)|(?<=update\s)(?:the\s+)|(?<=submit\s)(?:the\s+)"
    rf"|,\s*(?:the\s+))(?:{_BODY})(?!’s\s+(?!\w+(?:-\w+)?\s+session))(?!\s+(?:resolution|decision|to\s+[a-z]+\s"
    rf"|resolutions))"
)
_IT = re.compile(
    r"(?<=provide\s)it\b|(?<=present\s)it\s+with\b|(?<=update\s)it\b|(?<=inform\s)it\b|(?<=report\s)to\s+it\b"
)
# At most twelve sessions in a row, and a few words that lead to them: so a paragraph of any length is read in step with
# its length.
_LEAD_IN = (
    r"[Nn]ot?\s+later\s+than|[Ss]tarting|[Bb]eginning|[Cc]ommencing|[Pp]rior\s+to|in\s+advance\s+of|ahead\s+of"
    r"|as\s+(?:of|from)|until|before|by|from|at|for(?:\s+its\s+consideration\s+at)?|during|through"
    r"|with\s+effect\s+from|in|and|preferably|preceding|on"
)
_LEAD_ON = r"with|no\s+later\s+than|its\s+consideration\s+at|the\s+(?:end|start|beginning|opening)\s+of|each\s+of"
SESSIONS = re.compile(
    rf"(?<!\w)(?P<lead>(?:(?:{_LEAD_IN})\s+(?:(?:{_LEAD_IN}|{_LEAD_ON})\s+){{0,5}})?)"
    rf"(?P<whose>its|their|the\s+(?:Human\s+Rights\s+)?Council’s|the\s+(?:General\s+)?Assembly’s|the|a"
    rf"|their\s+respective|the\s+following)?\s*(?:next\s+)?\b(?<!every\s)"
    rf"(?P<ordinals>(?:{ORDINAL})(?:(?:\s*,\s*(?:and\s+)?"
    rf"|\s+and\s+(?:(?:at|from)\s+)?(?:its\s+|the\s+)?|\s+(?:to|until|through)\s+(?:its\s+|the\s+)?|\s*[–-]\s*)"
    rf"(?:{ORDINAL})){{0,11}})\s+(?:regular\s+"
    rf"|main\s+)?sessions?\b(?P<of>\s+of\s+(?:the\s+)?(?P<ofbody>[A-Z][\w-]+(?:\s+(?:(?:of|on|the"
    rf"|for)\s+)*[A-Z][\w-]+)*))?"
)
_DEFINITE = re.compile(
    r"\b(?:it|them|the\s+(?:said\s+|above-mentioned\s+)?(?:report|study|update|summary|findings|results|outcome"
    r"|conclusions))\b"
)
# A session at which something else was held.
ELSEWHERE = re.compile(
    r"\b(?:held|organi[sz]ed|convened|adopted|hosted|scheduled|discussed|considered)\s+(?:[\w-]+\s+){0,3}$"
)
_OF_BEFORE = re.compile(r"(?:[\w-]+\s+){1,3}(?:it|them)\b")  # "and to present it": what was asked for before
_PLURAL = re.compile(r"\b(?:submit|present|provide|produce)\s+(?:\w+\s+)?reports\b")
# "in the report to be presented": the words tell what a report shall hold, not that one is owed.
_IN_REPORT = re.compile(r"\bin\s+(?:the|his|her|its|their)\s+[\w\s-]{0,20}reports?\s+(?:to\s+)?$")


@dataclass(slots=True)
class Delivery:
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


def deliveries(text: str, body: str, session: int | None) -> list[Delivery]:
    """What the duty `text` delivers, in order. `body` is the body that speaks, `session` its session."""
    starts = [m for m in _DELIVER.finditer(text) if not _IN_REPORT.search(text[max(0, m.start() - 40) : m.start()])]
    found = list[Delivery]()
    for place, start in enumerate(starts):
        end = starts[place + 1].start() if place + 1 < len(starts) else len(text)
        clause = text[start.start() : end]
        # a further duty that delivers nothing ends the clause
        for other in _OTHER_VERB.finditer(clause, start.end() - start.start()):
            clause = clause[: other.start()]
            break
        found += _in_clause(start["verb"].lower().split()[0], clause, start.start(), body, session)
    return _merged(found, body)


def _in_clause(verb: str, clause: str, at: int, body: str, session: int | None) -> list[Delivery]:
    products = [m for m in _PRODUCT.finditer(clause) if not _belongs_to_another(m, clause)]
    current = Delivery(verb, at, at + len(clause), clause)
    found = [current]
    marks = sorted(
        [
            *((m.start(), "product", m) for m in products),
            *((m.start(), "body", m) for m in RECIPIENT.finditer(clause)),
            *((m.start(), "it", m) for m in _IT.finditer(clause)),
            *((m.start("ordinals"), "session", m) for m in SESSIONS.finditer(clause)),
        ],
        key=lambda mark: mark[0],
    )
    if verb in ("report", "brief", "inform", "update"):
        current.product = {"report": "report", "update": "update", "brief": "briefing"}.get(verb, "information")
    elif _PLURAL.search(clause):
        current.product = "reports"
    elif _INFORMATION.search(clause):
        current.product = "information"
    # After a comma stands the next product, or the one of the session before ("at its first session, a report on wax").
    last_session = max((start for start, what, _ in marks if what == "session"), default=-1)
    spoken = {code for _, what, mark in marks if what == "body" for code, _ in _BODY_NAMES if mark[code]}
    last_body, covered = "", -1
    before: tuple[int, Mode] = (-1, "at")  # where the session named before ends, and its mode
    for place, what, mark in marks:
        if place < covered and what == "body":
            continue
        if what == "product":
            name = f"{mark['article']} {mark['adjectives'] or ''}{mark['noun']}".lower()
            if (
                current.product
                and any(current.bodies.values())
                and re.search(r"(?:and|,|followed\s+by)\s+(?:also\s+)?$", clause[: mark.start()])
                and (place < last_session or clause[: mark.start()].rstrip()[-1:] != ",")
            ):
                current = Delivery(verb, at + mark.start(), at + len(clause), clause[mark.start() :])
                found.append(current)
                current.product = name
            elif not current.product or (
                current.product in ("report", "briefing", "update") and verb in ("report", "brief", "inform", "update")
            ):
                current.product = current.product or name
        elif what == "body":
            last_body = next(code for code, _ in _BODY_NAMES if mark[code])
            if last_body == "HRC" and body in ("SC", "ECOSOC") and "Human" not in mark[0]:
                last_body = body  # "the Council" is the one that speaks
            current.bodies.setdefault(last_body, [])
        elif what == "it":
            last_body = body
            current.bodies.setdefault(body, [])
        else:
            if ELSEWHERE.search(clause[max(0, mark.start() - 50) : mark.start()]):
                continue
            covered = mark.end()
            code = session_of(mark, last_body or next(iter(current.bodies), "") or body)
            if code is None:
                continue
            mode = mode_of(mark["lead"] or "")
            # "starting from the … session of the Council and the … session of the Assembly": one word leads both
            if (mark["lead"] or "").strip() in ("", "and") and not clause[before[0] : mark.start()].strip(" ,"):
                mode = before[1]
            before = mark.end(), mode
            numbers = [ordinal(o) or 0 for o in re.findall(ORDINAL, mark["ordinals"], re.IGNORECASE)]
            if (
                code == "HRC"
                and session is not None
                and max(numbers) < session
                and not _other(code, max(numbers), session)
            ):
                continue  # a session long over is another body's: "its seventeenth session" of an Expert Mechanism
            for number in numbers:
                own = code if _plausible(code, number, session) else _other(code, number, session) or code
                if own != code and own not in spoken and not mark["of"]:
                    own = code
                current.bodies.setdefault(own, [])
                current.modes.setdefault(own, mode)
                if f"{own}{number}" not in current.bodies[own]:
                    current.bodies[own].append(f"{own}{number}")
            current.words.append(" ".join(mark[0].split()))
            current.named = True
    return found


def _belongs_to_another(product: re.Match[str], clause: str) -> bool:
    before = clause[: product.start()]
    return (
        re.search(
            r"\b(?:in|of|from|(?<!followed\s)by|through|within|contained\s+in|pursuant\s+to|preparation\s+of|including"
            r"|follow-up\s+to|to)\s+$",
            before[-24:],
        )
        is not None
    )


def session_of(mark: re.Match[str], otherwise: str) -> str | None:
    """The body whose session `mark`, a match of SESSIONS, names: `otherwise` where the words leave it open, None for a
    body that we do not know."""
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
    return otherwise


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


def mode_of(lead: str) -> Mode:
    """What the words that lead to a session say: at it, from it on, by it …"""
    lead = lead.lower()
    if re.search(r"starting|(?<!the\s)beginning|commencing|as\s+(?:of|from)|effect\s+from|\bfrom\b", lead):
        return "from"
    if re.search(r"before|prior|advance|ahead", lead):
        return "before"
    if re.search(r"\bby\b|later", lead):
        return "by"
    if re.search(r"until|through", lead):
        return "until"
    return "at"


def _merged(found: list[Delivery], body: str) -> list[Delivery]:
    """Deliveries that name a recipient or a session; a product without either is what the next one delivers."""
    kept, waiting = list[Delivery](), ""
    begin = -1
    for delivery in found:
        if (
            not delivery.bodies
            and delivery.verb == "present"
            and re.match(r"an?\s.*(?:report|update|study|summary)", delivery.product)
            and " to the " not in delivery.text[:200]
        ):
            delivery.bodies[body] = []
            delivery.implied = True
        if not delivery.bodies:
            waiting = delivery.product or waiting
            begin = delivery.begin if waiting and begin < 0 else begin
            continue
        if (
            not delivery.product
            and delivery.verb in ("provide", "prepare", "produce", "issue", "compile", "make", "give")
            and not waiting
        ):
            continue
        if waiting and not delivery.product:
            delivery.product = waiting
            delivery.begin = begin
        elif waiting and "report" in delivery.product and "report" not in waiting:
            delivery.product = waiting if "summary" in waiting or "study" in waiting else delivery.product
        if (
            not delivery.product
            and not delivery.named
            and not _DEFINITE.search(delivery.text)
            and not OFTEN.search(delivery.text)
        ):
            waiting, begin = "", -1
            continue
        waiting, begin = "", -1
        if not delivery.product and kept and _OF_BEFORE.match(delivery.text):
            delivery.product = kept[-1].product
        kept.append(delivery)
    return kept
