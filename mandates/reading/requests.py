"""Requests: who is asked, by which verb, for what.

An ask is a verb in the third person that opens a paragraph or joins another ("…, and also invites States to …").
Participles ("urging") and nouns ("the requests of the Independent Expert") are none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mandates.reading.addressees import addressees_of, is_name_of_a_group, opens_with_somebody
from mandates.reading.facts import AskingVerb, Confidence, ReadParagraph, ReadRequest, Span
from mandates.reading.verbs import OPERATIVE

_words = str.split  # a table of words, many to a line

_VERBS: tuple[tuple[AskingVerb, str], ...] = (
    ("request", r"requests|asks"),
    ("invite", r"invites"),
    ("encourage", r"encourages"),
    ("urge", r"urges|exhorts|implores"),
    ("call upon", r"calls(?:\s*,?\s*(?!for\b|to\b|attention\b)[\w’]+(?:\s+this\s+regard)?,?){0,3}?\s+(?:upon|on)"),
    ("appeal", r"appeals(?:\s+\w+)?\s+to"),
)
_NOUNS: dict[str, AskingVerb] = {
    "request": "request",
    "call": "call upon",
    "invitation": "invite",
    "appeal": "appeal",
    "encouragement": "encourage",
    "demand": "urge",
}
_ADVERBS = (
    r"(?:(?:again|also|further|furthermore|strongly|once\s+again|once\s+more|urgently|earnestly|in\s+particular"
    r"|likewise|therefore|thus|hence|"
    r"accordingly|especially|especially\s+also|specifically|respectfully|solemnly|particularly|vigorously|firmly"
    r"|in\s+addition|"
    r"in\s+this\s+(?:regard|context|respect|connection)|in\s+that\s+(?:regard|context|respect|connection)"
    r"|to\s+(?:this|that)\s+end|"
    r"for\s+(?:this|that)\s+purpose|at\s+the\s+same\s+time|as\s+appropriate|where\s+appropriate)\s*,?\s+)"
)
_ALTERNATIVES = "|".join(f"(?P<v{place}>{pattern})" for place, (_, pattern) in enumerate(_VERBS))
_AGAIN = (
    r"(?P<again>(?:reiterates|renews|repeats|reaffirms|restates)\s*,?\s*(?:(?:also|once\s+again"
    r"|in\s+this\s+regard|further)\s*,?\s+)?(?:its|the)\s+"
    r"(?:(?:previous|earlier|urgent|strong|standing|repeated|open|firm|recommendation\s+and|requests?\s+and)\s+)*"
    r"(?P<noun>request|call|invitation|appeal|encouragement|demand)s?(?:\s+made)?\s+(?:to|upon|on"
    r"|that)\b(?!\s+(?:end|stop|halt)\b))"
)
_DECIDES = (
    r"(?P<decides>decides\s*,?\s*(?:[\w\s]{0,40},\s*)?(?:(?:also|further)\s+)?to\s+"
    r"(?P<infinitive>request|invite|encourage|urge|call\s+upon|appeal\s+to)\b)"
)
_HEAD = re.compile(rf"[“\"]?{_ADVERBS}{{0,3}}(?:{_ALTERNATIVES}|{_AGAIN}|{_DECIDES})\b", re.IGNORECASE)
# "calls upon A to act, and upon B to report": the verb is said once.
_WITHIN = _ALTERNATIVES.replace("requests|asks", "requests").replace("calls(?", "upon|calls(?")
_INNER = re.compile(
    rf"(?:(?<=[,;—–])|\band\b|\bbut\b)\s*(?:and\s+|but\s+)?,?\s*{_ADVERBS}{{0,3}}"
    rf"(?:{_WITHIN}|{_AGAIN})\b(?!\s+(?:of|from|by|for|made|addressed|received"
    rf"|to\s+visit|and|or|in\s+order|concerning|submitted|contained|emanating|were|are|is|have)\b|’)"
)
# What follows an asking verb that opens its clause and shows it to be one: somebody, not "the requests of".
_INFINITIVE = re.compile(
    r"(?P<comma>,\s*)?\b(?:and\s+)?(?:(?:not|never|neither)\s+)?(?<!-)to\s+"
    r"(?P<adverbs>(?:(?:(?!comply|apply|supply|rely|reply|multiply)[a-z]+ly|also|further|continue|not|better|again|always|jointly"
    r"|in\s+[a-z]+)\s*,?\s+(?:and\s+(?=[a-z]+ly\b))?){0,4})(?P<verb>[a-z][a-z-]+)\b"
)
_NOT_VERBS = frozenset(
    _words(
        "the a an all any their its his her this that these those which whom whose it them him us our each every both "
        "other such no human armed women men girls boys persons people peoples children youth victims civil "
        "international national regional local States enjoy-ment education health development water food housing "
        "peace justice information privacy sanitation adequate truth life liberty non-discrimination gender social "
        "economic cultural political effective-ly and or from in at by for with on of as where what whatever date "
        "climate racism violence discrimination torture date one two three four five humanitarian international"
    )
)
_NOT_AFTER = re.compile(
    r"\b(?:rights?|access|accession|relat(?:ed|ing)|pertaining|according|addressed|view|order|regard|respect"
    r"|relation|due|prior|"
    r"limited|approach(?:es)?|contributions?|position|able|ability|yet|continue|continues|wish|wishes|seek|seeks"
    r"|seeking|intends?|fail|fails|failed|"
    r"need|needs|willing|committed|commitments?|efforts?|threats?|attached|subject|response|responses|addition"
    r"|obstacles|barriers|solutions?|"
    r"opposed|belonging|applicable|exposed|vulnerable|next|close|have|has|had|mandated?|appointed|established"
    r"|designated|invited|requested|capacity|"
    r"steps|measures\s+taken|attempting|attempt|protocol|annexes?|annexed|decide|decides|choose|used|adhere"
    r"|acceded|similar|dedicated|Protocol)$"
)
# What accompanies an ask without being asked.
_ADJUNCT = re.compile(
    r"(?:and\s+)?(?:in\s+(?!particular\b|addition\s+to\b)|within|with(?!\s+the\s+participation\s+of\s+)|when"
    r"|while|taking|through|based|upon|after|under|on\s+the|as(?!\s+well\s+as)|where|"
    r"for|at|by|pursuant|following|without|during|bearing|guided|via|acting|prior|before|if|unless|building"
    r"|drawing|until|subject|"
    r"to\s+(?:that|this)\s+end|having|using|according|consistent|whenever|inter\s+alia\s+(?:by|through)"
    r"|also\s+(?:in|with|by)|including\s+(?:by|through|in|when|at|with)|together\s+with\s+the\s+participation|"
    r"recalling|recognizing|considering|working|on\s+(?:an?|their|its)|per|making|mindful|among|given|over"
    r"|throughout|together\s+with\s+their|"
    r"jointly|individually|particularly\s+(?:in|by|through)|especially\s+(?:in|by|through)|not\s+later|no\s+later"
    r"|once|since|whose|which|who|both|ahead|along|starting|whether|whatever|regardless|to\s+the\s+extent)\b"
)


@dataclass(frozen=True, slots=True)
class Ask:
    """An asking clause within one paragraph: verb, phrase of the addressee, and where the words of the duty lie."""

    key: str
    verb: AskingVerb
    addressees: tuple[str, ...]
    duty: str
    span: Span
    duty_at: int
    passive: bool


def all_asks(paragraphs: Sequence[ReadParagraph], about: str = "") -> dict[str, list[Ask]]:
    """The asking clauses of every operative paragraph, by its key. `about` is the State that the title names."""
    return {p.key: asks_in(p, about) for p in paragraphs if p.kind == "operative"}


def asks_in(paragraph: ReadParagraph, about: str = "") -> list[Ask]:
    """The asking clauses of one paragraph, in order. `about` is the State that the title names."""
    text = paragraph.text
    heads = [m for m in (_HEAD.match(text),) if m]
    for found in _INNER.finditer(text, heads[0].end() if heads else 0):
        if _calls_on(heads, found, text) if (found["v4"] or "").lower() == "upon" else _is_verb(found, text):
            heads.append(found)
    asks = list[Ask]()
    for place, head in enumerate(heads):
        end = heads[place + 1].start() if place + 1 < len(heads) else len(text)
        asks.append(_ask(paragraph.key, text, head, end, about, asks[-1].addressees if asks else ()))
    # "Calls upon all States, and encourages civil society, to cooperate": the first shares the duty of the second.
    for place in range(len(asks) - 2, -1, -1):
        if not asks[place].duty and asks[place + 1].duty and not asks[place].passive:
            later, ask = asks[place + 1], asks[place]
            asks[place] = Ask(ask.key, ask.verb, ask.addressees, later.duty, ask.span, later.duty_at, False)
    return asks


# How far the duty of the call before is looked for, in characters, so that a paragraph is read in step with its length.
_NEAR = 2_000


def _calls_on(heads: Sequence[re.Match[str]], found: re.Match[str], text: str) -> bool:
    """Whether an "upon" inside a paragraph goes on with a call: "calls upon A to act, and upon B to report"."""
    return (
        bool(heads)
        and _verb_of(heads[-1]) == "call upon"
        and opens_with_somebody(text[found.end() : found.end() + 200])
        and _duty_at(text[heads[-1].end() : min(found.start(), heads[-1].end() + _NEAR)]) is not None
        and _duty_at(text[found.end() : found.end() + 600]) is not None
    )


def _is_verb(found: re.Match[str], text: str) -> bool:
    """Whether an asking word inside a paragraph is the Council's verb and no noun: somebody must follow it."""
    after = text[found.end() : found.end() + 60].lstrip(" ,")
    if found["v0"]:  # "requests" is the noun more often than not
        return (
            re.match(
                r"(?:the\s+(?!requests)|all\b|that\b|its\b|any\b|other\b|relevant\b|both\b|those\b|States\b"
                r"|Governments\b|him\b|her\b|them\b|it\b|to\s+the\b|[A-Z])",
                after,
            )
            is not None
        )
    return True


def _verb_of(head: re.Match[str]) -> AskingVerb:
    if noun := head["noun"]:
        return _NOUNS[noun.lower()]
    groups = head.groupdict()
    if infinitive := groups.get("infinitive"):
        first = infinitive.split()[0].lower()
        return "call upon" if first == "call" else "appeal" if first == "appeal" else first  # type: ignore[return-value]
    return next(verb for place, (verb, _) in enumerate(_VERBS) if head[f"v{place}"])


def _ask(key: str, text: str, head: re.Match[str], end: int, about: str, earlier: tuple[str, ...]) -> Ask:
    lead_in = re.match(r"[\s,]*(?:(?:and|but)\b[\s,]*)?", head[0])
    begin = head.start() + (lead_in.end() if lead_in else 0)
    rest = text[head.end() : end]
    verb = _verb_of(head)
    if that := re.match(r"\s*,?\s*that\b\s*", rest):
        return _passive(key, text, begin, head.end() + that.end(), end, verb, about)
    if head["noun"] and head[0].endswith("that"):
        return _passive(key, text, begin, head.end(), end, verb, about)
    at = _duty_at(rest)
    phrase = rest if at is None else rest[:at]
    duty = "" if at is None else rest[at:]
    lead = len(duty) - len(duty.lstrip(" ,:"))
    duty_at = head.end() + (at or 0) + lead
    if stated := _stated_at(duty):
        end = head.end() + (at or 0) + stated
        duty = duty[:stated]
    duty = _trimmed(duty)
    who = _who(_without_adjuncts(phrase), text[: head.start()], about, earlier)
    if at is None and not rest.rstrip().endswith(":"):
        # nobody is asked "to" do anything: "Encourages the further development of …"
        who = who if opens_with_somebody(phrase) else ("Unspecified",)
        duty = _trimmed(rest) if who == ("Unspecified",) else ""
    return Ask(key, verb, who, duty, (begin, begin + len(_trimmed(text[begin:end]))), duty_at, False)


_MANDATES = frozenset(
    [
        "Special Rapporteur",
        "Independent Expert",
        "Working Group",
        "Commission of inquiry",
        "Fact-finding mission",
        "Expert Mechanism",
    ]
)
_PRONOUN = re.compile(
    r"\s*(?:(?:also|again)\s+)?(?:him|her|it|them|him\s+or\s+her|(?:the\s+)?(?:(?:new|current"
    r"|said)\s+)?mandate[\s-]holder)\s*,?\s*$"
)
_ABSTRACT = re.compile(
    r"\s*(?:(?:the|its|all|any|greater|further|continued|continuing|enhanced|prompt|immediate|increased|early"
    r"|full|strong|more|international|regional|[a-z]+ive|[a-z]+ed|[a-z]+ent)\s*,?\s+(?:and\s+)?){0,5}"
    r"(?!institution|conference|alliance|audience|organi[sz]ation|commission|administration|government|delegation|association|corporation"
    r"|mission|federation|parliament|department|foundation|population|entit|communit|universit|authorit|facilit)"
    r"(?:[a-z-]+(?:tion|tions|ment|ance|ence|ency|sion|sions|ity|ness|ing)|efforts?|use|work|release|removal"
    r"|renewal|advocacy|dialogue|discussions?|return|support|progress|exchange|access|approval|withdrawal|steps"
    r"|initiatives?)\b"
    r"(?=\s*(?:$|[,;:]|(?:of|in|by|among|between|for|to|with|and|on|through|at|from|as|that|which|without)\b))"
)


def _who(phrase: str, before: str, about: str, earlier: tuple[str, ...]) -> tuple[str, ...]:
    """The addressees of `phrase`.

    A pronoun is who the clause before asks (`earlier`), or else whom the words `before` last named; "the mandate
    holder" is the mandate that they first named. An abstract noun ("the implementation of …") asks nobody by name.
    """
    if _PRONOUN.match(phrase):
        if "holder" in phrase:
            named = [who for who in addressees_of(before[-600:], about) if who in _MANDATES]
            return (named[0],) if named else ("Special procedures",)
        if earlier and earlier != ("Unspecified",):
            return earlier
        named = [who for who in addressees_of(before[-300:], about) if who not in ("Other", "Unspecified")]
        return (named[-1],) if named else ("Other",)
    if _ABSTRACT.match(phrase):
        return ("Unspecified",)
    return addressees_of(phrase, about)


def _passive(key: str, text: str, begin: int, at: int, end: int, verb: AskingVerb, about: str) -> Ask:
    duty = text[at:end]
    words = duty.split()[:30]
    named = re.match(r"(?:(?!\b(?:be|is|are|should|shall|must)\b)[^,;])+", duty)
    subject = named[0] if named else ""
    passive = "be" in words[:26] or not subject
    who = ("Unspecified",) if passive else addressees_of(" ".join(subject.split()[:9]), about)
    return Ask(key, verb, who, _trimmed(duty), (begin, begin + len(_trimmed(text[begin:end]))), at, passive)


def _duty_at(rest: str) -> int | None:
    """Where the duty begins within the words after the asking verb: at its infinitive, or at a colon."""
    colon = rest.find(":")
    if that := re.search(
        r"\bthat\s+(?:he|she|they|it)\b", rest
    ):  # "its request to the Secretary-General that he ensure"
        colon = that.start() if colon < 0 else min(colon, that.start())
    for found in _INFINITIVE.finditer(rest) if "to" in rest else ():
        if colon >= 0 and found.start() > colon:
            break
        before = rest[: found.start()].rstrip()
        # "to continue the implementation": the adverb was the verb itself
        itself = re.match(r"continue\b", found["adverbs"] or "") is not None
        if not itself and (found["verb"] in _NOT_VERBS or found["verb"].endswith("’s")):
            continue
        if found["comma"] is None and _NOT_AFTER.search(before[-30:]):
            continue
        if not before.strip():
            continue
        return found.start()
    return colon if colon >= 0 else None


# What the Council says of something, where that ends the duty before it; words that are nouns as often are left out.
_NOUNS_TOO = frozenset(
    _words(
        "grants views requests supports reserves marks honours offers remains sets provides appeals demands directs "
        "finds pays sees shares transmits calls notes takes gives makes draws points looks thanks hails establishes "
        "identifies implements maintains determines requires undertakes defines designates considers continues "
        "extends promotes intends objects protests praises opposes suspends repeats urges invites encourages accepts "
        "adopts approves amends appoints assures authorizes authorises commits elects endorses entrusts expects "
        "instructs launches joins mandates refers respects restates retains seeks trusts wishes"
    )
)
_SAID = "|".join(verb for verb in OPERATIVE if verb not in _NOUNS_TOO)
_OF_WHAT = (
    r"(?=\s+(?:the|that|its|all|any|with|and|also|in\s+this|(?:deep|grave|serious|strong|great)"
    r"|(?<=expresses\s)concern|[A-Z])\b)"
)
_STATED = re.compile(
    rf"(?:[,;]\s*(?:(?:and|but)\s+)?,?\s*{_ADVERBS}{{0,3}}(?:[a-z]+ly\s+)?"
    rf"(?:(?:{_SAID}|notes(?!\s+and)){_OF_WHAT}|takes\s+note\b|looks\s+forward\s+to\b"
    r"|calls\s+(?:in\s+particular\s+)?for(?=\s+(?:the|an?|all)\b))"
    rf"|\s+and\s+{_ADVERBS}{{0,3}}(?:[a-z]+ly\s+)?(?:reiterates|reaffirms|regrets|deplores|condemns|welcomes"
    rf"|commends|expresses){_OF_WHAT})"
)
# "a law that protects the child, and recognizes its wish": said of somebody else.
_OF_ANOTHER = re.compile(r"\b(?:that|which|who)\s+(?:[a-z]+ly\s+)?(?!is\b|was\b|has\b|this\b)[a-z]+s\b[^;]{0,80}$")


def _stated_at(duty: str) -> int | None:
    """Where the duty ends because the Council goes on to say something of its own ("and regrets the lack of")."""
    for found in _STATED.finditer(duty):
        if found.start() and not _OF_ANOTHER.search(duty[max(0, found.start() - 120) : found.start()]):
            return found.start()
    return None


# With whom something is done: whoever is named there, to the end of the list, is not asked.
_COMPANY = re.compile(
    r"\b(?:consult|cooperat|collaborat|coordinat|partnership|conjunction|support\s+of|assistance\s+of|help\s+of"
    r"|taking\s+into|participation|dialogue)\w*"
)


def _without_adjuncts(phrase: str) -> str:
    """The phrase without what accompanies the ask ("in consultation with …", "within their mandates")."""
    kept, company, after = list[str](), False, False
    for part in re.split(r"\s*,\s*", phrase):
        if kept and _ADJUNCT.match(part):
            company = company or _COMPANY.search(part) is not None
            after = True
        elif company and not re.match(
            r"and\s+(?:encourages|invites|the\s+(?:Secretary|High|Office|Special|Independent|Working))", part
        ):
            continue
        elif not after or opens_with_somebody(part):
            kept.append(part)
    return ", ".join(kept)


def _trimmed(words: str) -> str:
    """The words without the stop, or the "and", that leads on to what follows."""
    words = words.strip(" ,:")
    while True:
        shorter = words.rstrip(" ,;:.").removesuffix(" and")
        if shorter == words:
            return words
        words = shorter


def read_requests(paragraphs: Sequence[ReadParagraph], asks: Mapping[str, Sequence[Ask]]) -> tuple[ReadRequest, ...]:
    """The asking clauses of the operative paragraphs; those of sub-paragraphs stand on their parent paragraph.

    `asks` are the clauses of `all_asks`, by the key of their paragraph. Where a list follows a colon, what is asked are
    the words of the list.
    """
    requests = list[ReadRequest]()
    for place, paragraph in enumerate(paragraphs):
        if paragraph.kind != "operative":
            continue
        for ask in asks.get(paragraph.key, ()):
            key = ask.key.split("(")[0].split("+")[0]
            confidence: Confidence = "read"
            reason = ""
            if "Other" in ask.addressees or ask.addressees == ("Unspecified",):
                confidence, reason = "please check", "It is not clear from the words who is asked."
            elif ask.addressees == ("Parties to conflict",) and is_name_of_a_group(paragraph.text[: ask.duty_at]):
                confidence, reason = "please check", "The name is taken for that of a party to the conflict."
            elif paragraph.level > 1:
                confidence, reason = "inferred", "The ask stands in a sub-paragraph and is shown on its paragraph."
            span = ask.span if key == paragraph.key else (0, 0)
            duty = ask.duty
            if ask is asks[paragraph.key][-1] and paragraph.text.endswith(":"):
                duty = " ".join(filter(None, (f"{duty}:" if duty else "", _listed(paragraphs, place, asks))))
            requests.append(ReadRequest(key, ask.verb, ask.addressees, duty.strip(), span, confidence, reason))
    return tuple(requests)


def _listed(paragraphs: Sequence[ReadParagraph], place: int, asks: Mapping[str, Sequence[Ask]]) -> str:
    """The words of the list under the paragraph at `place`, its parts joined by semicolons; of a part that asks
    somebody itself the words before that."""
    parts = list[str]()
    for below in paragraphs[place + 1 :]:
        if below.kind != "operative" or below.level <= paragraphs[place].level:
            break
        own = asks.get(below.key)
        parts.append(_trimmed(below.text[: own[0].span[0]] if own else below.text))
    return "; ".join(filter(None, parts))
