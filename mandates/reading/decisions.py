"""Decisions about mandates: established, extended, discontinued, modified; for how long, from when, until when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from mandates.reading.facts import Action, Confidence, ReadDecision, ReadParagraph
from mandates.reading.sessions import MONTH, MONTHS, NUMBER_WORDS, ORDINAL, ordinal

_NUMBER = r"(?:\d{1,2}|" + "|".join(sorted((w for w in NUMBER_WORDS if len(w) > 2), key=len, reverse=True)) + ")"
_BODIES = (
    r"(?:[Ss]pecial\s+[Rr]apporteur|[Ii]ndependent\s+(?:[Hh]uman\s+[Rr]ights\s+)?[Ee]xpert\b(?!\s+[Mm]echanism)"
    r"|(?:[Oo]pen-ended\s+)?(?:[Ii]ntergovernmental\s+)?[Ww]orking\s+[Gg]roup|"
    r"[Cc]ommission\s+of\s+[Ii]nquiry|[Cc]ommission\s+on\s+[Hh]uman\s+[Rr]ights\s+in"
    r"|[Ff]act-[Ff]inding\s+[Mm]ission|[Ee]xpert\s+[Mm]echanism|(?:[Ii]nvestigative\s+"
    r"|[Aa]ccountability\s+)?[Mm]echanism|"
    r"[Gg]roup\s+of\s+(?:\w+\s+){0,6}?[Ee]xperts|[Tt]eam\s+of\s+(?:\w+\s+){0,4}?[Ee]xperts|[Ii]nvestigation"
    r"|[Mm]ission\b|[Ss]pecial\s+[Rr]epresentative|[Dd]esignated\s+expert"
    r"|[Pp]anel\s+of\s+(?:\w+\s+){0,4}?[Ee]xperts|[Ff]orum\s+on)"
)
_BY = r"(?:decides?|resolves?|agrees)\b[^;:]{0,160}?\b"
# A mandate may be made through somebody else: "Requests the High Commissioner to appoint an independent expert".
_ASKED = (
    r"\b(?:requests|invites|mandates|entrusts|authorizes)\s+(?:also\s+)?(?:the\s+)?(?:United\s+Nations\s+)?"
    r"(?:Secretary-General|High\s+Commissioner|Office\s+of|President|Advisory\s+Committee)\b"
    r"(?:[^;:]{0,60}?|[^;:]{0,400}?(?:,|\band)\s+)"
)
_EXTEND = re.compile(
    rf"(?:{_BY}to\s+(?:\w+ly\s+)?(?:also\s+)?(?:extend|renew|prolong"
    r"|(?:continue|maintain)(?=,?\s+(?:for\s+[^,;:]{3,40},?\s+)?the\s+mandate\s+of))|\b(?:extends|renews|prolongs)"
    rf"|{_ASKED}to\s+(?P<asked>extend|renew|prolong))\b"
    r"(?P<between>[^;:]{0,200}?)(?:\b(?P<of>mandates?|terms?\s+of\s+office|tenure)\s+of\b|\bits\s+mandate\b)",
    re.IGNORECASE,
)
_EXTENDED = re.compile(
    rf"{_BY}that\s+(?:the\s+)?mandate\s+of\s+(?P<what>(?:(?!\b(?:shall|will|should"
    rf"|be)\b)[^;:]){{5,200}}?)\s+(?:(?:shall|will|should)\s+be|be|is|are)\s+(?:extended|renewed|prolonged)",
    re.IGNORECASE,
)
_ESTABLISH = re.compile(
    rf"(?:{_BY}to\s+(?:\w+ly\s+)?(?:also\s+)?(?:establish|create|appoint|set\s+up|dispatch|constitute"
    rf"|designate)(?:\s+and\s+(?:dispatch|deploy|send|appoint))?|^(?:\w+\s+)?(?:establishes|appoints|creates)"
    rf"|{_ASKED}to\s+(?:\w+ly\s+)?(?P<asked>establish|appoint|designate|dispatch|nominate|set\s+up)"
    r"(?:\s+and\s+(?:dispatch|deploy|send|appoint))?)\b"
    r"(?P<between>\s*(?:,[^,;:]{0,120},(?:[^,;:]{0,120},)?)?\s*(?:for\s+[^,]{3,40},\s*)?)\s*"
    r"(?:(?:an?|the)\s+mandate\s+(?:of|for)\s+|(?=(?:an?|one|two)\s))"
    rf"(?P<what>(?:(?!\b(?:to|and\s+to|for\s+a|for\s+the)\b)[^;:.]){{0,94}}?{_BODIES})",
    re.IGNORECASE,
)
_END = re.compile(
    rf"{_BY}(?:(?:to\s+(?:discontinue|terminate|end|abolish|conclude|bring\s+to\s+an\s+end)|not\s+to\s+(?:extend"
    rf"|renew))\s+(?P<what>(?:the\s+)?mandates?\s+of\s+[^;:]{{5,200}})"
    rf"|that\s+(?P<that>the\s+mandate\s+of\s+[^;:]{{5,160}}?)\s+(?:shall|will|should)\s+(?:be\s+(?:discontinued"
    rf"|terminated)|come\s+to\s+an\s+end|end|expire))",
    re.IGNORECASE,
)
_MODIFY = re.compile(
    rf"{_BY}to\s+(?:\w+ly\s+)?(?:modify|amend|expand|broaden|revise|rename|merge|adjust|strengthen|widen|change"
    rf"|reconfigure|transform|convert)\s+(?P<what>(?:the\s+)?(?:scope\s+of\s+the\s+|title\s+of\s+the\s+"
    rf"|name\s+of\s+the\s+)?(?:mandates?|title|name|{_BODIES})\b[^;:]{{0,200}})",
    re.IGNORECASE,
)
# "Decides to extend the mandate of one, and to renew the mandate of another".
_ANOTHER_ONE = re.compile(
    r",?\s+and\s+(?:also\s+)?(?=to\s+(?:also\s+)?(?:extend|renew|prolong|discontinue|terminate|end|abolish)\s+"
    r"the\s+mandates?\s+of\b)",
    re.IGNORECASE,
)
# "… to extend the mandate of one and the mandate of another for a period of one year": one verb, one term perhaps.
_AND_THE_MANDATE = re.compile(r",?\s+and\s+(?=the\s+mandate\s+of\b)", re.IGNORECASE)
_AND_THE_HOLDER = re.compile(rf",?\s+(?:and\s+)?(?:of\s+)?the\s+(?={_BODIES})")
_ACTIONS: tuple[tuple[Action, re.Pattern[str]], ...] = (
    ("discontinue", _END),
    ("extend", _EXTEND),
    ("extend", _EXTENDED),
    ("establish", _ESTABLISH),
    ("modify", _MODIFY),
)
_TERM = re.compile(
    rf"(?:(?:a|an|the|another|further|additional|second|third|final|renewable|initial|new|fixed"
    rf"|single)\s+){{0,3}}(?:(?:period|term)\s+of\s+)?(?:(?:a|an|another)\s+)?(?:further\s+"
    rf"|additional\s+)?(?P<n>{_NUMBER}|a)(?:\s*\(\d+\))?[\s-](?:further\s+|additional\s+|more\s+)?(?P<unit>years?"
    rf"|months?|weeks?)\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\bfor\s+(?:another|a\s+further|an\s+additional|one\s+more)\s+(?P<unit>year|month)\b", re.IGNORECASE
)
_SESSION = rf"(?:its|the|the\s+(?:Human\s+Rights\s+)?Council’s)\s+(?P<ordinal>{ORDINAL})\s+(?:regular\s+)?session"
_END_OF = r"the\s+(?:end|conclusion|close)\s+of"
_EFFECTIVE = re.compile(
    rf"(?:(?:effective|starting|beginning|commencing|with\s+effect)\s+(?:from|at|as\s+of|as\s+from|on"
    rf"|with)?\s*(?:the\s+)?(?:end|conclusion|close|beginning|opening)?\s*(?:of\s+)?"
    rf"|\b(?:from|as\s+of|following|after|upon)\s+{_END_OF}\s+){_SESSION}",
    re.IGNORECASE,
)
_ENDS_AT = re.compile(rf"\b(?:at|with|upon|on)\s+{_END_OF}\s+{_SESSION}", re.IGNORECASE)
_UNTIL_SESSION = re.compile(
    rf"(?:until|through|up\s+to|to)\s+(?:the\s+)?(?:end\s+of\s+|conclusion\s+of\s+)?{_SESSION}", re.IGNORECASE
)
_UNTIL_DAY = re.compile(
    rf"until\s+(?:(?P<end>the\s+end\s+of)\s+)?(?:(?P<day>\d{{1,2}})\s+)?(?:(?P<month>{MONTH})"
    rf"\s+)?(?P<year>\d{{4}})\b",
    re.IGNORECASE,
)
_NAME_ENDS = re.compile(
    r"\s*(?:;|:|\(|\s(?:for\s+(?:[\w-]+\s+){1,2}(?:years?|months?|weeks?)\b"
    r"|(?:at|with|upon|from|as\s+(?:from|of)|following|after)\s+the\s+(?:end|conclusion|close)\b"
    r"|for\s+(?:a\b|an\b|another|one|two|three|the\s+(?:period|duration)|\d)|until\b"
    r"|as\s+(?:established|set|contained|provided|defined|outlined|laid)|"
    r"in\s+(?:accordance|conformity|line|order)|on\s+the\s+(?:same|basis)|under\s+the\s+same|pursuant|established"
    r"|set\s+out|with\s+(?:a|the)\s+(?:mandate|following|view|aim|task)|effective|starting|tasked|mandated|"
    r"whose|which|who|to\s+(?:enable|be|continue|cover|allow|investigate|monitor|undertake|carry|provide|assess"
    r"|examine|establish|assist|support|report|follow|make|advise|present|ensure|include)|"
    r"and\s+(?:to\s|(?:also\s+)?(?:requests|invites|decides|calls|urges|encourages))|composed|comprising"
    r"|consisting|appointed|by\s+(?:one|two|three|a\s+(?:further|period)))\b"
    # A title may hold commas ("a safe, clean, healthy … environment"): one ends it only before such words.
    r"|,\s*(?:for|as|in|on|of|whose|which|who|to|under|until|with|within|by|at|pursuant|established|set|composed"
    r"|comprising|consisting|effective|starting|taking|including|also|based|requests|invites|urges|"
    r"and\s+(?:to|also|further|in\s+this|requests|invites|decides|calls|urges|encourages|that|its|with))\b)"
)
_PURPOSE = re.compile(
    r"(?<!\bright)(?<!\brights)(?<!access)(?<!relating)(?<!related)\s+to\s+(?:\w+ly\s+)?(?!the\b|an?\b|safe\b"
    r"|all\b)[a-z]+"
)


def read_decisions(paragraphs: Sequence[ReadParagraph], body: str, title: str = "") -> tuple[ReadDecision, ...]:
    """The decisions about mandates in the operative paragraphs. `body` is who decides: "its" session is that "
    "body's."""
    decisions = list[ReadDecision]()
    parent: ReadParagraph | None = None
    for paragraph in paragraphs:
        if paragraph.kind != "operative":
            continue
        if paragraph.level == 1:
            parent = paragraph
        # a sub-paragraph is read with the verb that its parent gives it: "Decides: (a) To extend …"
        lead = ""
        if paragraph.level > 1 and parent is not None and re.match(r"(?:\w+\s+)?decides\b", parent.text, re.IGNORECASE):
            if re.search(r"\b(?:shall|tasks|mandate)\b[^;]{0,60}:$", parent.text) or not re.match(
                r"to\b", paragraph.text, re.IGNORECASE
            ):
                continue
            lead = "Decides "
        elif paragraph.level > 1:
            continue
        decisions += [_with_full_name(found, paragraphs, title) for found in _decisions_in(paragraph, lead, body)]
    return tuple(decisions)


def _decisions_in(paragraph: ReadParagraph, lead: str, body: str) -> list[ReadDecision]:
    """What `paragraph`, read with the words `lead` before it, does to mandates: to one, or in the same breath to
    another one too."""
    text = paragraph.text
    cuts = [found.end() for found in _ANOTHER_ONE.finditer(text)]
    shared = None if cuts else _second_mandate(lead + text)
    if shared is not None:
        cuts = [shared - len(lead)]
    first = _decision(paragraph.key, lead, text[: cuts[0]] if cuts else text, 0, body)
    if first is None:
        return []
    found = [first]
    for begin, end in pairwise([*cuts, len(text)]):
        other = _decision(
            paragraph.key, "Decides " if shared is None else "Decides to extend ", text[begin:end], begin, body
        )
        if other is not None and other.mandate != first.mandate:
            found.append(other)
    if shared is not None:
        found = [_with_term_of(each, found) for each in found]
    return [named for each in found for named in _each_holder(each, text)]


def _second_mandate(text: str) -> int | None:
    """Where the second mandate begins that the verb of the first extends as well; nothing else may stand between."""
    extended, second = _EXTEND.search(text), _AND_THE_MANDATE.search(text)
    if extended is None or second is None or "," in text[extended.end() : second.start()]:
        return None
    return second.end() if extended.end() <= second.start() else None


def _with_term_of(decision: ReadDecision, others: Sequence[ReadDecision]) -> ReadDecision:
    if decision.term or decision.until:
        return decision
    told = next((other for other in others if other.term or other.until), decision)
    return replace(decision, term=told.term, until=told.until, effective_from=told.effective_from)


def _each_holder(decision: ReadDecision, text: str) -> list[ReadDecision]:
    """A decision on "the mandates of the one and the other" as one for each."""
    if decision.action == "modify" or not re.search(r"\bmandates\s+of\b", text[slice(*decision.span)]):
        return [decision]
    return [replace(decision, mandate=_plain_name(name)) for name in _AND_THE_HOLDER.split(decision.mandate)]


def _decision(key: str, lead: str, words: str, at: int, body: str) -> ReadDecision | None:
    """What `words`, which stand at the place `at` in the paragraph `key`, do to a mandate when `lead` goes before."""
    text = lead + words
    action, found = _action_in(text)
    if action is None or found is None:
        return None
    groups = found.groupdict()
    named = _name(text, found, action)
    rest = text[found.start() :]
    sentence = re.split(
        r",?\s+and\s+(?:also\s+)?(?:requests|invites|encourages|calls\s+upon|urges)\b|;", rest, maxsplit=1
    )[0]
    until_session, until_day = _UNTIL_SESSION.search(sentence), _UNTIL_DAY.search(sentence)
    effective = _EFFECTIVE.search(sentence) or (_ENDS_AT.search(sentence) if action == "discontinue" else None)
    confidence: Confidence = "read"
    reason = ""
    if groups.get("asked"):
        confidence, reason = "inferred", "The mandate is created or extended through a request to somebody else."
    if action in ("modify", "discontinue"):
        confidence, reason = "please check", "Whether this changes a mandate is for a person to say."
    begin, end = max(0, found.start() - len(lead)), max(0, found.start() + len(sentence) - len(lead))
    return ReadDecision(
        paragraph=key,
        action=action,
        mandate=named,
        term=_term(sentence),
        effective_from=f"{body}{ordinal(effective['ordinal'])}" if effective else None,
        until=f"{body}{ordinal(until_session['ordinal'])}" if until_session else _day(until_day) if until_day else None,
        span=(at + begin, at + end),
        confidence=confidence,
        reason=reason,
    )


def _action_in(text: str) -> tuple[Action | None, re.Match[str] | None]:
    """The first thing, in the order of the table, that the words do to a mandate, and where they say it."""
    for action, pattern in _ACTIONS:
        found = pattern.search(text)
        if found and not _is_about_others(found, text):
            return action, found
    return None, None


_SHORT_NAME = re.compile(
    r"(?:[Ss]pecial\s+[Rr]apporteur|[Ii]ndependent\s+[Ee]xpert|[Ww]orking\s+[Gg]roup|[Ee]xpert\s+[Mm]echanism"
    r"|[Cc]ommission\s+of\s+[Ii]nquiry|[Ff]act-[Ff]inding\s+[Mm]ission)"
)


def _with_full_name(decision: ReadDecision, paragraphs: Sequence[ReadParagraph], title: str) -> ReadDecision:
    """The decision with the mandate's full name, where its own paragraph says only "the Special Rapporteur"."""
    if not _SHORT_NAME.fullmatch(decision.mandate):
        return decision
    named = re.compile(rf"{re.escape(decision.mandate)}\s+(?:on|in\s+the\s+field\s+of)\s+", re.IGNORECASE)
    for text in (title, *(p.text for p in paragraphs)):
        found = named.search(text)
        # "the report of the Special Rapporteur on …" names the report's subject
        if found and not re.search(r"\breports?\b[^.;]{0,60}$", text[: found.start()]):
            ends = _NAME_ENDS.search(text, found.end())
            full = text[found.start() : ends.start() if ends else len(text)]
            purpose = _PURPOSE.search(full, found.end() - found.start())
            full = _plain_name(full[: purpose.start()] if purpose else full)
            if len(full) < 200:
                return replace(
                    decision,
                    mandate=full,
                    confidence="inferred",
                    reason="The mandate's full name is taken from elsewhere in the text.",
                )
    return decision


def _is_about_others(found: re.Match[str], text: str) -> bool:
    """Whether the words tell what somebody else did or may do ("in which it decided to extend", "to consider "
    "extending")."""
    before = text[max(0, found.start() - 40) : found.start()]
    return (
        re.search(r"(?:in\s+which|whereby|by\s+which|to\s+consider|decision\s+of|possibility)[^,;]*$", before)
        is not None
    )


_INTO = re.compile(r"\binto\s+(?:(?:[\w-]+\s+){0,3}mandate|that)\s+of\s+", re.IGNORECASE)


def _name(text: str, found: re.Match[str], action: Action) -> str:
    groups = found.groupdict()
    if action == "extend" and not groups.get("what"):
        rest = text[found.end() :] if groups.get("of") else ""
    elif action == "establish":
        rest = text[found.start("what") :]
        head = found.end("what") - found.start("what")
        ends = _NAME_ENDS.search(rest, head)
        rest = rest[: ends.start()] if ends else rest
        purpose = _PURPOSE.search(rest, head)  # "a mechanism to collect evidence"
        return _plain_name(rest[: purpose.start()] if purpose else rest)
    else:
        what = groups.get("what") or groups.get("that") or ""
        if action == "modify" and (into := _INTO.search(what)):
            what = what[into.end() :]  # what is merged lives on under the name that follows
        rest = re.sub(
            r"^(?:the\s+)?(?:(?:scope|title|name)\s+of\s+the\s+)?mandates?\s+of\s+", "", what, flags=re.IGNORECASE
        )
    ends = _NAME_ENDS.search(rest, 3)
    return _plain_name(rest[: ends.start()] if ends else rest)


def _plain_name(words: str) -> str:
    words = re.sub(r"\s+", " ", words).strip(" ,.;:").removesuffix(" and")
    # "the ongoing international commission of inquiry": that it goes on is no part of its name
    return re.sub(r"^(?:(?:the|an?|its|one)\s+)?(?:(?:ongoing|existing|current)\s+)?", "", words, flags=re.IGNORECASE)


def _term(sentence: str) -> str | None:
    for found in _TERM.finditer(sentence):
        before = sentence[max(0, found.start() - 12) : found.start()]
        if not re.search(r"(?:for|by|of|a|with|,)\s*(?:a\s+|an\s+)?$", before):
            continue
        if re.match(r"\s*(?:old|ago|of\s+age|earlier|later|before|prior)", sentence[found.end() :]):
            continue
        number = int(found["n"]) if found["n"].isdigit() else NUMBER_WORDS.get(found["n"].lower(), 0)
        if number:
            return f"P{number}{found['unit'][0].upper()}"
    if another := _ANOTHER.search(sentence):
        return f"P1{another['unit'][0].upper()}"
    return None


def _day(found: re.Match[str]) -> str:
    year = found["year"]
    if found["month"] is None:
        return f"{year}-12-31" if found["end"] else year
    month = next(n for name, n in MONTHS.items() if name.lower() == found["month"].lower())
    return f"{year}-{month:02d}" + (f"-{int(found['day']):02d}" if found["day"] else "")
