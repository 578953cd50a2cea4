"""Which paragraph of one text became which of another, and which of its words changed.

Numbers say nothing here: the paragraphs that 53/5 keeps of 44/11 all have other numbers. Pairs are found by likeness,
best first (design, part "compare"); then the words of each pair are compared by their longest common runs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal, Protocol

Change = Literal["same", "small", "reworded", "dropped", "new"]
CHANGES: tuple[Change, ...] = ("dropped", "new", "same", "small", "reworded")

ENOUGH = 0.55  # likeness from which two paragraphs are held to be one
SAME_VERB = 0.15  # added where both open with the same words: "Decides to extend" is reworded most of all
A_WORD_OR_TWO = 2  # words cut or put in, up to which a change is small
FAR_APART = 0.3  # share of common words below which the characters are not compared any more
LONG = 1_000  # words: in a longer paragraph the changed words are not looked for, since that takes time with its square
LONG_FOR_CHARACTERS = 4_000
MUCH = 25_000_000  # words of one text times words of the other, from which paragraphs are compared as bags of words
MANY_PAIRS = 40_000  # texts with more possible pairs are compared near the same place only
ALSO = re.compile(r"^(?:also|further|again|once (?:again|more))\s+", re.IGNORECASE)

_WORD = r"\w+(?:[-’'‑] ?\w+)*"
_WORDS = re.compile(rf"{_WORD}|[^\w\s]")
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‑": "-", "–": "-", "—": "-"})


class Worded(Protocol):
    """What is compared: a paragraph with the words that open it and its text. A row and a read value both do."""

    @property
    def verb(self) -> str | None: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words of one side: `changed` where the other side does not have it."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two paragraphs held to be one, or one that only one text has. `old` and `new` are places in the sequences given.

    `added` and `cut` count words, punctuation left out."""

    old: int | None
    new: int | None
    change: Change
    likeness: float = 0.0
    added: int = 0
    cut: int = 0
    old_runs: tuple[Run, ...] = field(default=())
    new_runs: tuple[Run, ...] = field(default=())


def compared(old: Sequence[Worded], new: Sequence[Worded]) -> list[Pair]:
    """Every paragraph of both texts once, in the order of the new text; dropped ones stand before what followed them.

    The work is bounded: see LONG and MANY_PAIRS."""
    partner = {j: (i, likeness) for i, j, likeness in paired(old, new)}
    kept = {i for i, _likeness in partner.values()}
    pairs = list[Pair]()
    at = 0
    for j in range(len(new)):
        following = next((partner[later][0] for later in range(j, len(new)) if later in partner), len(old))
        pairs.extend(_gone(old, range(at, following), kept))
        at = max(at, following)
        if j in partner:
            pairs.append(_pair(old, new, *partner[j], j))
        else:
            pairs.append(Pair(None, j, "new", new_runs=(Run(new[j].text, False),)))
    pairs.extend(_gone(old, range(at, len(old)), kept))
    return pairs


def paired(old: Sequence[Worded], new: Sequence[Worded]) -> list[tuple[int, int, float]]:
    """(place in `old`, place in `new`, likeness) of the paragraphs that are one: likeness of characters, plus 0.15
    where the opening words are the same, best first, 0.55 at least; each paragraph at most once."""
    old_texts, new_texts = [_plain(p.text) for p in old], [_plain(p.text) for p in new]
    found = _word_for_word(old_texts, new_texts)
    rest_old = sorted({*range(len(old))} - {i for i, _j, _likeness in found})
    rest_new = sorted({*range(len(new))} - {j for _i, j, _likeness in found})
    old_words = {i: _WORDS.findall(old_texts[i]) for i in rest_old}
    new_words = {j: _WORDS.findall(new_texts[j]) for j in rest_new}
    likeness_of_two = _by_runs if _size(old_words) * _size(new_words) <= MUCH else _by_bags
    near = len(new) if len(rest_old) * len(rest_new) <= MANY_PAIRS else MANY_PAIRS // max(len(old), len(new))
    candidates = list[tuple[float, int, int, float]]()
    for i in rest_old:
        for j in rest_new:
            if abs(i * len(new) // len(old) - j) > near or not _may_be_one(old_texts[i], new_texts[j]):
                continue
            likeness = likeness_of_two(old_texts[i], new_texts[j], old_words[i], new_words[j])
            bonus = SAME_VERB if same_verb(old[i].verb, new[j].verb) else 0.0
            if likeness + bonus >= ENOUGH:
                candidates.append((likeness + bonus, i, j, likeness))
    taken_old, taken_new = set[int](), set[int]()
    for _worth, i, j, likeness in sorted(candidates, key=lambda each: (-each[0], abs(each[1] - each[2]), each[1])):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            found.append((i, j, likeness))
    return sorted(found)


def likeness_of(old: Sequence[Worded], new: Sequence[Worded]) -> float:
    """How much of the shorter text the longer one holds, 0 to 1, counted in characters of the paragraphs paired."""
    shorter = min(sum(len(p.text) for p in old), sum(len(p.text) for p in new))
    common = sum(likeness * min(len(old[i].text), len(new[j].text)) for i, j, likeness in paired(old, new))
    return min(common / shorter, 1.0) if shorter else 0.0


def counted(pairs: Iterable[Pair]) -> dict[Change, int]:
    """How many paragraphs were dropped, are new, the same, changed a little, reworded."""
    changes = [pair.change for pair in pairs]
    return {change: changes.count(change) for change in CHANGES}


def _gone(old: Sequence[Worded], places: Iterable[int], kept: set[int]) -> list[Pair]:
    return [Pair(i, None, "dropped", old_runs=(Run(old[i].text, False),)) for i in places if i not in kept]


def _pair(old: Sequence[Worded], new: Sequence[Worded], i: int, likeness: float, j: int) -> Pair:
    if _plain(old[i].text) == _plain(new[j].text):
        return Pair(i, j, "same", 1.0, 0, 0, (Run(old[i].text, False),), (Run(new[j].text, False),))
    old_runs, new_runs = word_runs(old[i].text, new[j].text)
    cut, added = _changed_words(old_runs), _changed_words(new_runs)
    change: Change = "small" if max(cut, added) <= A_WORD_OR_TWO else "reworded"
    return Pair(i, j, change, likeness, added, cut, old_runs, new_runs)


def word_runs(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The words of both, in runs that both have and runs that only one has. Joined, the runs give the text again."""
    left, right = _tokens(old), _tokens(new)
    if max(len(left), len(right)) > LONG:
        return (Run(old, True),), (Run(new, True),)
    plain_left, plain_right = [_plain(t).strip() for t in left], [_plain(t).strip() for t in right]
    old_runs, new_runs = list[Run](), list[Run]()
    for kind, a, b, c, d in SequenceMatcher(None, plain_left, plain_right, autojunk=False).get_opcodes():
        if b > a:
            old_runs.append(Run("".join(left[a:b]), kind != "equal"))
        if d > c:
            new_runs.append(Run("".join(right[c:d]), kind != "equal"))
    return tuple(old_runs), tuple(new_runs)


def _word_for_word(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, float]]:
    places = dict[str, list[int]]()
    for j, text in enumerate(new):
        places.setdefault(text, []).append(j)
    return [(i, places[text].pop(0), 1.0) for i, text in enumerate(old) if places.get(text)]


def same_verb(verb: str | None, other: str | None) -> bool:
    """Whether two paragraphs open with the same verb: "Also requests" and "Requests", "Takes note" and "Takes note
    with appreciation"."""
    one, two = (ALSO.sub("", words or "").casefold().split() for words in (verb, other))
    shorter = min(len(one), len(two))
    return shorter > 0 and one[:shorter] == two[:shorter]


def _may_be_one(old: str, new: str) -> bool:
    """Whether the likeness would be enough if all of the shorter paragraph stood in the longer one."""
    shorter, longer = sorted((len(old), len(new)))
    return shorter > 0 and 2 * shorter / (shorter + longer) >= ENOUGH - SAME_VERB


def _by_runs(old: str, new: str, old_words: list[str], new_words: list[str]) -> float:
    """Likeness by the longest common runs: of words first, of characters where the words are not far apart."""
    blocks = SequenceMatcher(None, old_words, new_words, autojunk=False).get_matching_blocks()
    by_words = _share(old_words, new_words, sum(len(w) for b in blocks for w in old_words[b.a : b.a + b.size]))
    if by_words < FAR_APART or max(len(old), len(new)) > LONG_FOR_CHARACTERS:
        return by_words
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _by_bags(old: str, new: str, old_words: list[str], new_words: list[str]) -> float:
    """Likeness by the words that stand in both, whatever their order."""
    common = Counter(old_words) & Counter(new_words)
    return _share(old_words, new_words, sum(len(word) * times for word, times in common.items()))


def _size(words: Mapping[int, Sequence[str]]) -> int:
    return sum(map(len, words.values()))


def _share(old_words: Sequence[str], new_words: Sequence[str], common: int) -> float:
    whole = sum(map(len, old_words)) + sum(map(len, new_words))
    return 2 * common / whole if whole else 0.0


def _changed_words(runs: Iterable[Run]) -> int:
    return sum(len(re.findall(_WORD, run.text)) for run in runs if run.changed)


def _tokens(text: str) -> list[str]:
    """Words and marks, each with the space that follows it: joined, they are the text again."""
    return re.findall(rf"{_WORD}\s*|[^\w\s]\s*|^\s+", text)


def _plain(text: str) -> str:
    """The words for comparing: straight marks, one space, no full stop or semicolon at the end."""
    text = re.sub(r"(?<=\w[-']) (?=\w)", "", re.sub(r"\s+", " ", text.translate(_MARKS)))
    return text.strip().rstrip(".;,").rstrip()
