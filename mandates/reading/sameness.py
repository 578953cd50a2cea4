"""By what two texts are known to be the same: by what they say, not by the bytes in which they came.

A file and what is copied out of it differ in spaces, line ends, marks of emphasis and running heads; the letters and
figures of the paragraphs are the same, and so is what the masthead and the end say.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Protocol

from mandates.reading.facts import ReadResolution
from mandates.reading.places import counts


class _Paragraph(Protocol):
    @property
    def text(self) -> str: ...


def letters_of(words: str) -> str:
    """The letters and plain figures of `words`, small; marks of footnotes, signs and spaces are none."""
    return "".join(filter(counts, words)).casefold()


def same_paragraphs(one: Iterable[_Paragraph], other: Iterable[_Paragraph]) -> bool:
    """Whether the paragraphs say the same, word for word, wherever one ends."""
    return letters_of("".join(p.text for p in one)) == letters_of("".join(p.text for p in other))


def digest_of(text: ReadResolution) -> str:
    """A figure that two texts share only where they say the same: symbol, masthead, vote, and the words and
    numbers of the paragraphs, wherever one ends: copied out of a PDF, two may run together."""
    votes = text.votes and asdict(text.votes)
    said = (
        text.symbol,
        letters_of(text.title or ""),
        (text.session, text.special_session, text.agenda_item, text.meeting),
        text.adopted_on and text.adopted_on.isoformat(),
        (text.adoption, votes),
        [p.number for p in text.paragraphs if p.number],
        letters_of("".join(p.text for p in text.paragraphs)),
    )
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
