"""A recorded vote: the stated counts and the lists of States, reconciled with each other.

The lists hold names with commas' neighbours inside them ("United Kingdom of Great Britain and Northern Ireland",
"Venezuela (Bolivarian Republic of)"), and end in "A and B", "A, and B" or "A, B".
"""

from __future__ import annotations

import re

from mandates.reading.facts import ReadVoteList, ReadVotes
from mandates.reading.sessions import NUMBER_WORDS
from mandates.reading.states import known_state

# All 193 Member States by their longest names take some 4,000 characters.
_LONGEST = 20_000
_COUNT = r"(\d{1,3}|none|no|nil|zero|" + "|".join(NUMBER_WORDS) + r")"
_STATED = re.compile(
    rf"(?:recorded|roll-?\s?call|registered)\s+vote\s+of\s+{_COUNT}(?:\s+votes?)?(?:\s+in"
    rf"\s+favour)?\s*(?:,\s*)?(?:to|against|-|–)\s*{_COUNT}"
    rf"(?:\s+against)?(?:\s*,?\s*(?:with|and)?\s*{_COUNT}\s+(?:abstentions?|abstaining))?",
    re.IGNORECASE,
)
_COLUMN = re.compile(
    r"(?:(?<=[\n.\]:)*])|^)\s*(in\s+favour|against|abstaining|abstentions?)\s*:?\s*(?=[\n:]|[A-Z])", re.IGNORECASE
)
_COLUMN_INLINE = re.compile(r"\b(In\s+favour|Against|Abstaining|Abstentions?)\s*:", re.IGNORECASE)


def _number(word: str | None) -> int:
    if word is None:
        return 0
    if word.isdigit():
        return int(word)
    return NUMBER_WORDS.get(word.lower(), 0)


def read_votes(text: str) -> ReadVotes | None:
    """The vote printed in `text` (what stands after the paragraphs, its blocks on lines).

    Without stated figures the counts are those of the lists. None where the text records no vote.
    """
    text = text[:_LONGEST]
    stated = _STATED.search(text)
    columns = _columns(text[stated.end() :] if stated else text)
    if stated is None and not columns.get("in_favour"):
        return None
    counts = [_number(figure) for figure in stated.groups()] if stated else [-1, -1, -1]
    lists = list[ReadVoteList]()
    for key, count in zip(("in_favour", "against", "abstaining"), counts, strict=True):
        names = states_of(columns.get(key, ""), count if count >= 0 else None)
        lists.append(ReadVoteList(len(names) if count < 0 else count, tuple(names)))
    return ReadVotes(*lists)


def _columns(text: str) -> dict[str, str]:
    heads = list(_COLUMN.finditer(text)) or list(_COLUMN_INLINE.finditer(text))
    found = dict[str, str]()
    for place, head in enumerate(heads):
        key = re.sub(r"\s+", "_", head[1].lower())
        key = "abstaining" if key.startswith("abst") else key
        end = heads[place + 1].start() if place + 1 < len(heads) else len(text)
        words = text[head.end() : end].lstrip(": \n")
        words = words.split("]", 1)[0]
        if key not in found:
            found[key] = (
                re.split(r"\n\s*\n|\n(?=[¹²³⁰⁴-⁹*])", words.strip(), maxsplit=1)[0]
                if place == len(heads) - 1
                else words
            )
    return found


_NOT_A_NAME = re.compile(r"(?:none|nil|no\s+votes?|-|–|—)?", re.IGNORECASE)


def states_of(words: str, stated: int | None = None) -> list[str]:
    """The names of a list of States, as printed, in order.

    A part that is no known name is split at an "and" where that makes known names of both sides; where neither
    side is known, the last "and" splits it if `stated` says that a name is missing.
    """
    words = re.sub(r"\s+", " ", words.replace("*", "")).strip().strip("[].;: ")
    names = list[str]()
    for part in _parts(words):
        part = re.sub(r"^and\s+", "", part.strip().strip(".;"))
        if not part or _NOT_A_NAME.fullmatch(part):
            continue
        names += _split_at_and(part)
    if (
        stated is not None
        and len(names) == stated - 1
        and names
        and known_state(names[-1]) is None
        and " and " in names[-1]
    ):
        before, _, after = names[-1].rpartition(" and ")
        names[-1:] = [before.strip(), after.strip()]
    return names


def _parts(words: str) -> list[str]:
    parts, depth, begin = list[str](), 0, 0
    for place, character in enumerate(words):
        if character == "(":
            depth += 1
        elif character == ")":
            depth = max(0, depth - 1)
        elif character in ",;" and depth == 0:
            parts.append(words[begin:place])
            begin = place + 1
    parts.append(words[begin:])
    return parts


def _split_at_and(part: str) -> list[str]:
    if known_state(part) or len(part) > 400:
        return [part]
    if " and " not in part:
        # two names whose comma was forgotten
        for space in re.finditer(" ", part[:120]):
            before, after = part[: space.start()], part[space.end() :]
            if known_state(before) and known_state(after):
                return [before, after]
        return [part]
    places = [m.start() for m in re.finditer(r" and ", part)][:8]
    for place in reversed(places):
        before, after = part[:place].strip(), part[place + 5 :].strip()
        if known_state(before) and known_state(after):
            return [before, after]
    for place in reversed(places):
        before, after = part[:place].strip(), part[place + 5 :].strip()
        if known_state(before):
            return [before, *_split_at_and(after)]
        if known_state(after):
            return [*_split_at_and(before), after]
    return [part]
