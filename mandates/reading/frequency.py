"""How often: the words of frequency in a duty, and for which of its recipients they count."""

from __future__ import annotations

import re

ANNUAL = re.compile(
    r"\b(?:annually|yearly|each\s+year|every\s+year|on\s+an?\s+(?:annual|yearly)\s+basis|once\s+a\s+year"
    r"|(?<!next\s)annual(?=\s+(?:[\w-]+\s+){0,3}?(?:reports?|updates?|study|studies|summary|basis|oral|written"
    r"|thematic)\b))"
)
BIENNIAL = re.compile(
    r"\b(?:biennially|every\s+two\s+years|every\s+(?:second|other)\s+year|on\s+a\s+biennial\s+basis"
    r"|biennial(?=\s+(?:[\w-]+\s+){0,2}?(?:reports?|updates?|study)))"
)
REGULAR = re.compile(
    r"\b(?:regularly|periodically|every\s+(?:two|three|four|six)\s+months|monthly|on\s+a\s+(?:regular|periodic)\s+basis|at\s+regular\s+intervals"
    r"|at\s+each\s+of\s+its\s+(?:regular\s+)?sessions"
    r"|at\s+(?:each|every(?:\s+(?:other|second|third))?)\s+(?:regular\s+)?session"
    r"|(?:twice|two\s+times)\s+(?:a|each|every)\s+year|(?:regular"
    r"|periodic|quarterly)(?=\s+(?:[\w-]+\s+){0,2}?(?:reports?|updates?|briefings?)))"
)
# A rhythm from which no session can be told: which of the years are meant, only the first session named tells.
FEW_YEARS = re.compile(
    r"\b(?:every\s+(?:three|four|five|six|seven|eight|nine|ten|few|[3-9]|10)\s+years\b"
    r"|every\s+(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s+year\b"
    r"|(?:on\s+a\s+)?(?:tri|quadr|quinqu)ennial(?:ly|\s+(?:[\w-]+\s+){0,2}?(?:reports?|updates?|study|basis))\b)"
)
PROGRAMME = re.compile(
    r"\b(?:in\s+(?:accordance|conformity|line)\s+with|according\s+to|under|within)\s+(?:its|their"
    r"|the)\s+(?:respective\s+)?(?:annual\s+)?programmes?\s+of\s+work"
)
OFTEN = re.compile(f"{ANNUAL.pattern}|{BIENNIAL.pattern}|{REGULAR.pattern}|{FEW_YEARS.pattern}|{PROGRAMME.pattern}")


def counts_for(code: str, found: re.Match[str], clause: str, order: list[tuple[tuple[int, int], str]]) -> bool:
    """Whether the word of frequency `found` counts for the recipient `code`.

    `order` are the places of the recipients in the clause, in order. A word before the first counts for all, one
    between two for the one it stands with, one at the end for all (un-process, section 6, phrasings 2 to 10).
    """
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
    if re.search(r"(?:,\s+and|\bdo\s+so,?)\s+(?:also\s+)?$", clause[: found.start()]):
        return True  # "to the one, and to the other at its … session, and annually thereafter"
    between = clause[earlier[-1][0][1] : found.start()]
    return code == earlier[-1][1] if "session" in between else True
