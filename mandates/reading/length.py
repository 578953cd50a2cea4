"""How long a text is, counted as word processors count: what stands between spaces and is not a mark alone."""

from __future__ import annotations

from dataclasses import dataclass

from mandates.reading.sources import Source


@dataclass(frozen=True, slots=True)
class Length:
    """Words of the text, and those of footnotes that the file keeps apart from it."""

    words: int
    in_footnotes: int = 0


def length_of(source: Source) -> Length:
    """The words of `source`. Raised figures of footnote marks and bare marks of lists are no words."""
    return Length(
        words=sum(_words_in(line.text) for line in source.lines),
        in_footnotes=sum(_words_in(words) for _mark, words in source.footnotes),
    )


def _words_in(text: str) -> int:
    return sum(any(sign.isalpha() or sign.isdecimal() for sign in part) for part in text.split())
