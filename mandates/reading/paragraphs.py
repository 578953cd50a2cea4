"""Blocks to paragraphs: masthead, preambular and operative paragraphs, headings, annexes, and what follows the "
"text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mandates.reading.facts import Doubt, ParagraphKind, ReadParagraph
from mandates.reading.layout import LETTER, MADE_AT, MOST_MISSING, NUMBER, OPENING
from mandates.reading.letters import CAPITALS
from mandates.reading.sources import ReadingError
from mandates.reading.verbs import PREAMBULAR_OPENER, opening_verb, opens_operative

PARAGRAPH_LIMIT = 4_000
_CORRIGENDUM = re.compile(r"Corrigend(?:um|a)\b|\S*/Corr\.\d", re.IGNORECASE)
_BARE_NUMBER = re.compile(rf"(\d{{1,3}})\s+(?=[{CAPITALS}])")
_SMALL = re.compile(r"(\d{1,3})\s?\.\s+(?=[a-z])")
_BULLET = re.compile(r"[•▪■◦‣·–—-]\s+(?=\S)")
_MEETING = re.compile(
    r"\[?\(?\s*(?:\d{1,3}(?:st|nd|rd|th)|Resumed\s+\d{1,3}(?:st|nd|rd|th))\s+(?:\(?[\w-]+\)?\s+){0,2}meeting\b",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    r"[\[(]\s*(?:Adopted|See\s+(?:chap|chapter)|Resolution\s+adopted)\b|Adopted\s+(?:by|without|at)\b"
    r"|In\s+favour\s?:",
    re.IGNORECASE,
)
_ANNEX = re.compile(r"(?:Annex|Appendix|ANNEX|APPENDIX)(?:es)?(?:\s+(?:[IVXivx]+|\d{1,2}|[A-Z]))?\.?(?=$|\s)")
_DAY = re.compile(r"\d{1,2}\s+[A-Z][a-z]+\s+\d{4}\.?$")
_ROMAN = re.compile(r"[ivx]+$")
_ENDS = (".", ";", ":", ",", ";”", ".”", "and", "or", "]")


@dataclass(slots=True)
class Structure:
    """A text taken into its parts. `back` is what follows the paragraphs: meeting, day, vote; its blocks on lines."""

    front: list[str] = field(default_factory=list)
    opening: str = ""
    paragraphs: list[ReadParagraph] = field(default_factory=list)
    back: str = ""
    warnings: list[str] = field(default_factory=list)


def read_structure(blocks: Sequence[str]) -> Structure:
    """The parts of a text given as blocks.

    Raises `ReadingError` where there is neither an opening line nor a paragraph that opens as resolutions do.
    """
    begin = next((place for place, block in enumerate(blocks) if OPENING.match(block.lstrip('“"‘ '))), None)
    found = Structure()
    if begin is None:
        begin = _first_paragraph(blocks)
        if begin is None and any(_CORRIGENDUM.match(block) for block in blocks[:20]):
            raise ReadingError(
                "This is a corrigendum: it mends words of a text and is none itself. Nothing was kept; bring the text "
                "as it was issued anew, or mend the words in the text that is here."
            )
        if begin is None:
            raise ReadingError(
                "No resolution was found in this text: it has no opening line such as “The Human Rights "
                "Council,” and no "
                "numbered paragraph. Nothing was kept; check that the right file was given."
            )
        found.front = list(blocks[:begin])
    else:
        found.front = list(blocks[:begin])
        found.opening = blocks[begin]
        begin += 1
    _Reading(found).read(blocks[begin:])
    if not found.paragraphs:
        raise ReadingError(
            "The text opens like a resolution, but no paragraph follows. Nothing was kept; the file may have "
            "been cut off."
        )
    return found


def _first_paragraph(blocks: Sequence[str]) -> int | None:
    for place, block in enumerate(blocks):
        if MADE_AT.match(block):
            return place
        number = NUMBER.match(block)
        if number and int(number[1]) == 1 and opens_operative(block, number.end()):
            return place
        if len(block) > 30 and block.endswith(",") and PREAMBULAR_OPENER.match(block):
            return place
        if place > 0 and len(block) > 40 and block.endswith((".", ";")) and opens_operative(block):
            return place
    return None


class _Reading:
    """One pass over the blocks after the opening line, knowing which number comes next."""

    def __init__(self, found: Structure) -> None:
        self.found = found
        self.section = "body"
        self.expected = 1
        self.operative = False
        self.numbered = False
        self.parent = ""
        self.letter = ""
        self.roman = ""
        self.back = list[str]()
        self.counts = {"preambular": 0, "heading": 0, "annex": 0}
        self.keys = dict[str, int]()

    def read(self, blocks: Sequence[str]) -> None:
        for block in blocks:
            block = block.strip()
            if self.section == "body" and self._ends_body(block):
                self.section = "back"
            if _ANNEX.match(block) and len(block) < 120 and (self.operative or self.section == "back"):
                self.section = "annex"
            elif self.section == "annex" and not self.back and (_is_meeting(block) or block.startswith("[Adopted")):
                self.section = "back"
            if self.section == "back":
                self.back.append(block)
            elif self.section == "annex":
                self._annex(block)
            else:
                self._body(block)
        self.found.back = "\n".join(self.back)

    def _ends_body(self, block: str) -> bool:
        if not self.found.paragraphs:
            return False
        return _is_meeting(block) or (len(block) < 400 and _ADOPTED.match(block) is not None)

    def _body(self, block: str) -> None:
        # a quoted text repeats its quotation mark before each paragraph
        block = re.sub(r"^[“\"‘]\s?(?=\d{1,3}\.|\([a-z]\))", "", block)
        if (number := NUMBER.match(block)) or (
            (number := _BARE_NUMBER.match(block)) and self._is_next_without_stop(int(number[1]), block, number.end())
        ):
            self._numbered(int(number[1]), block[number.end() :])
        elif letter := LETTER.match(block):
            self._lettered(letter[1], block[letter.end() :])
        elif (number := _SMALL.match(block)) and int(number[1]) == self.expected:
            self._numbered(int(number[1]), block[number.end() :])
        else:
            self._unnumbered(block)

    def _is_next_without_stop(self, number: int, block: str, at: int) -> bool:
        return number in (self.expected, self.expected + 1) and opens_operative(block, at)

    def _numbered(self, number: int, text: str) -> None:
        verb = opens_operative(text)
        inside = self.numbered and not verb and (number < self.expected or number > self.expected + MOST_MISSING)
        if inside:
            # a numbered list within a paragraph, such as a declaration that it quotes
            self._keep("operative", str(number), 2, text, f"{self.parent}({number})")
            return
        doubt = self._doubt_of_the_number(number)
        self.operative = self.numbered = True
        self.expected = number + 1
        self.parent = str(number)
        self.letter = self.roman = ""
        key = self._keep("operative", str(number), 1, text, str(number))
        if doubt:
            self.found.warnings.append(Doubt(doubt, paragraph=key))

    def _doubt_of_the_number(self, number: int) -> str:
        """What looks wrong where the next numbered paragraph is `number`; "" where nothing does."""
        before = self.expected - 1
        if self.numbered and number > self.expected:
            return f"The numbering jumps from {before} to {number}; a paragraph may be missing."
        if self.numbered and number < self.expected:
            return f"Paragraph {number} comes after paragraph {before}; the numbering may be wrong."
        if not self.numbered and number != 1 and not self.operative:
            return f"The first numbered paragraph is {number}; earlier ones may be missing."
        return ""

    def _lettered(self, letter: str, text: str) -> None:
        if not self.operative:
            self.counts["preambular"] += 1
            self._keep("preambular", f"({letter})", 2, text, f"PP{self.counts['preambular']}")
            return
        follows = _follows(self.letter, letter)
        nested = bool(
            _ROMAN.fullmatch(letter)
            and not (follows and letter == "i")
            and ((letter == "i" and self.letter) or (self.roman and _roman(letter) == _roman(self.roman) + 1))
            and not (follows and not self.roman)
        )
        if nested:
            self.roman = letter
            self._keep("operative", f"({letter})", 3, text, f"{self.parent}({self.letter})({letter})")
            return
        self.letter, self.roman = letter, ""
        self._keep("operative", f"({letter})", 2, text, f"{self.parent}({letter})")

    def _unnumbered(self, block: str) -> None:
        if bullet := _BULLET.match(block):
            kind: ParagraphKind = "operative" if self.operative else "preambular"
            self._loose(kind, block[bullet.end() :])
            return
        asks = opens_operative(block) and PREAMBULAR_OPENER.match(block) is None
        if (asks and not block.endswith(",")) or (MADE_AT.match(block) and not self.operative):
            self._without_number(block)
        elif len(block) < 160 and not block.endswith(_ENDS) and not PREAMBULAR_OPENER.match(block):
            self.counts["heading"] += 1
            self._keep("heading", None, 1, block, f"H{self.counts['heading']}")
        elif self.operative:
            self._loose("operative", block)
        else:
            self.counts["preambular"] += 1
            self._keep("preambular", None, 1, block, f"PP{self.counts['preambular']}")

    def _without_number(self, block: str) -> None:
        """A paragraph that opens like an operative one, but whose number is missing: it gets the next one as key."""
        doubt = f"A paragraph after paragraph {self.expected - 1} has no number." if self.numbered else ""
        self.operative = True
        key = str(self.expected)
        self.expected += 1
        self.parent, self.letter, self.roman = key, "", ""
        key = self._keep("operative", None, 1, block, key)
        if doubt:
            self.found.warnings.append(Doubt(doubt, paragraph=key))

    def _loose(self, kind: ParagraphKind, text: str) -> None:
        """A line without a number that belongs to the paragraph above: a bullet, a quoted target."""
        if kind == "preambular":
            self.counts["preambular"] += 1
            self._keep(kind, None, 2, text, f"PP{self.counts['preambular']}")
            return
        parent = f"{self.parent}({self.letter})" if self.letter else self.parent
        self._keep(kind, None, 3 if self.letter else 2, text, f"{parent}+")

    def _annex(self, block: str) -> None:
        number, level, text = None, 1, block
        if found := NUMBER.match(block):
            number, text = found[1], block[found.end() :]
        elif found := LETTER.match(block):
            number, level, text = f"({found[1]})", 2, block[found.end() :]
        self.counts["annex"] += 1
        self._keep("annex", number, level, text, f"A{self.counts['annex']}")

    def _keep(self, kind: ParagraphKind, number: str | None, level: int, text: str, key: str) -> str:
        """Keep a paragraph; gives its key, which is another one than `key` where that is taken."""
        if len(self.found.paragraphs) >= PARAGRAPH_LIMIT:
            raise ReadingError("The text has more than 4,000 paragraphs and was not read; it cannot be one resolution.")
        text = " ".join(text.split())
        seen = self.keys.get(key, 0) + 1
        self.keys[key] = seen
        if seen > 1 or key.endswith("+"):
            key = f"{key}{seen}" if key.endswith("+") else f"{key}+{seen}"
        verb = opening_verb(text) if kind in ("preambular", "operative") else None
        if verb and kind == "operative" and not opens_operative(text):
            verb = None
        self.found.paragraphs.append(ReadParagraph(kind, number, level, verb, text, key))
        return key


def _is_meeting(block: str) -> bool:
    return len(block) < 90 and _MEETING.match(block) is not None


def _follows(before: str, letter: str) -> bool:
    """Whether `letter` is the next in the alphabet after `before`: b after a, aa after z."""
    if not before:
        return letter == "a"
    if len(before) == 1 and len(letter) == 1:
        return ord(letter) == ord(before) + 1
    return (before == "z" and letter in ("aa", "a")) or (len(letter) == 2 and len(before) == 2 and letter > before)


def _roman(figure: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}.get(c, 0) for c in figure]
    return sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))
