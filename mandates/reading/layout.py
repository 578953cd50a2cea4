"""Lines to blocks: one block a paragraph, heading or masthead line, without the dress of the page.

What a page adds (running heads, page numbers, job numbers) goes; what a scraper runs together is taken apart; lines
that a page's width has broken are joined. Where the source does not say whether a line begins a paragraph, the words
and the width of the page decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from mandates.reading.letters import CAPITALS
from mandates.reading.sources import Line
from mandates.reading.verbs import PREAMBULAR_OPENER, opens_operative

_words = str.split  # a table of words, many to a line

_SYMBOL = r"(?:A|E|S|CRC|CEDAW)/[A-Z0-9./()\-]{2,40}(?:\s?\(\d{4}\))?"
# What only the page says. Job numbers: "GE.20-09822(E)" (Geneva), "20-09822 (E)" (New York).
_FURNITURE = re.compile(
    rf"""(?:
      (?:\d{{1,3}}(?:/\d{{1,3}})?\s+)?GE\.\d{{2}}-\d{{4,6}}(?:\s*\([A-Z]\))?(?:\s+\d{{5,6}}\b)*(?:\s+\d{{1,3}}(?:/\d{{1,3}})?)?
    | (?:\d{{1,3}}/\d{{1,3}}\s+)?\d{{2}}-\d{{5}}(?:\s*\([A-Z]\))?(?:\s+\d{{1,3}}/\d{{1,3}})?
    | \*\s?\d{{6,8}}\s?\*
    | {_SYMBOL}(?:\s+\d{{1,3}}(?:/\d{{1,3}})?)?
    | \d{{1,3}}(?:/\d{{1,3}})?\s+{_SYMBOL}
    | (?:page|p\.)\s+\d{{1,3}}(?:\s+of\s+\d{{1,3}})?
    | [-–—]\s?\d{{1,3}}\s?[-–—]
    | please\s+recycle.{{0,10}}
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_PAGE_NUMBER = re.compile(r"\d{1,3}(?:/\d{1,3})?")
OPENING = re.compile(
    r"\*?(?:(?:The|THE)\s+(?:Human\s+Rights\s+Council|General\s+Assembly|Economic\s+and\s+Social\s+Council|"
    r"Security\s+Council|Commission\s+on\s+(?:Human\s+Rights|the\s+Status\s+of\s+Women)|Conference"
    r"|Advisory\s+Committee|"
    r"Sub-?\s?Commission\s+on\s+[\w\s]{5,60}|HUMAN\s+RIGHTS\s+COUNCIL|GENERAL\s+ASSEMBLY|SECURITY\s+COUNCIL))\s*(?:,\*?|$)"
)
# A decision or a statement has no opening line; it says at which meeting it was made.
MADE_AT = re.compile(r"At\s+(?:its|the)\s+.{1,60}?\bmeeting\b", re.IGNORECASE)
NUMBER = re.compile(rf"(\d{{1,3}})\s?[.)]\s*(?=[“\"'(\[*{CAPITALS}])")
LETTER = re.compile(r"\(\s?([a-z]{1,2}|[ivx]{1,5})\s?\)\s*(?=\S)")
_BACK = re.compile(
    r"(?:\d{1,3}(?:st|nd|rd|th)\s+(?:\(?\w+\)?\s+)?meeting\b|\[?\s?Adopted\s+(?:by|without)|In\s+favour\s?:?"
    r"|Against\s?:|"
    r"Abstaining\s?:|Annex(?:\s+[IVX]+)?$|Appendix$|Resolution\s+adopted\s+by|Agenda\s+items?\s+\d|"
    r"(?:S-)?\d{1,3}/\d{1,3}(?:\.\s+[A-Z]|\.?$))",
)
_DAY = re.compile(r"\d{1,2}\s+[A-Z][a-z]+\s+\d{4}\W?$")
# A hard space does not break a line.
_FIRST_CHUNK = re.compile(r"[^ \t]*?[^\W\d_]{2}-(?=[^\W\d_]-?[^\W\d_])|[^ \t]+")
_UNFINISHED = re.compile(
    r"\b(?:the|an?|of|and|or|to|in|on|for|with|by|from|at|its|their|his|her|as|that|which|under|between)$"
)
MOST_MISSING = 3  # paragraphs: a number further on is one that the text quotes
# A word that a number follows: "para. 5".
_CUT_SHORT = re.compile(r"\b(?:arts?|chaps?|cols?|nos?|paras?|pp?|sects?|sers?|vols?)\.$", re.IGNORECASE)
_FINAL = (",", ";", ".", ":", "]", ";”", ",”", ".”", "?", "and", "or")


def is_furniture(line: str) -> bool:
    """Whether the page said this line and not the text: a running head, a page number, a job number."""
    return len(line) < 90 and _FURNITURE.fullmatch(line) is not None


def blocks(lines: Iterable[Line]) -> list[str]:
    """The blocks of a text in reading order, each on one line (tabs kept), without marks of emphasis."""
    kept = _without_furniture([piece for line in lines for piece in taken_apart(line)])
    return [block.replace("\u00a0", " ") for block in _joined(kept, _page_width(kept))]


def _without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines without what pages add. After a page's edge the source no longer says where a paragraph starts."""
    furniture = [is_furniture(line.text) for line in lines]
    paged = sum(furniture) >= 2
    kept, edge = list[Line](), False
    for line, is_dress, edge_follows in zip(lines, furniture, [*furniture, True][1:], strict=True):
        number = _PAGE_NUMBER.fullmatch(line.text) if paged and (edge or edge_follows) else None
        if is_dress or (number and (edge or line.text.isdecimal())):  # "44/12" at a page's end may be that of a text
            edge = True
            continue
        kept.append(Line(line.text, line.starts and not (edge and kept)))
        edge = False
    return kept


_GLUE = re.compile(
    r"\*{4,}|(?<=\S)\*{2,3}(?=[^\s*,;.:)\]])"  # bold ends and something else begins without a space
    r"|(?<=[,;.:)\]’”])\*(?=[A-Z“])"  # an emphasised word right after the stop
)
_GLUED_WORD = re.compile(r"(?<=[a-z0-9)’”],)(?=[A-Z][a-z]+)")
_GLUED_NUMBER = re.compile(rf"(?<=[a-z0-9)’”];)(?=(?:\d{{1,3}}\.|\([a-z]\))\s?\*?[{CAPITALS}])")


def taken_apart(line: Line) -> list[Line]:
    """The paragraphs that a scraper has run together in `line`, mostly one, without stars of emphasis."""
    apart, starts = list[Line](), line.starts
    pieces = _GLUE.split(line.text) if "*" in line.text and len(line.text) > 3 else [line.text]
    for piece in pieces:
        if "*" in piece:
            piece = _without_stars(piece)
        cuts = [m.start() for m in _GLUED_WORD.finditer(piece) if PREAMBULAR_OPENER.match(piece, m.start())]
        cuts += [m.start() for m in _GLUED_NUMBER.finditer(piece)]
        if (opening := OPENING.match(piece)) and opening.end() < len(piece):
            cuts.append(opening.end())
        for begin, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(piece)], strict=True):
            if words := piece[begin:end].strip():
                apart.append(Line(words, starts))
                starts = True
    return apart


def _without_stars(text: str) -> str:
    # A star before a space opens a footnote of the masthead; every other one is emphasis, or such a footnote's mark.
    note = re.match(r"\*{1,3}\s+(?=[A-Z])", text)
    return (note[0] if note else "") + text[note.end() if note else 0 :].replace("*", "")


def _page_width(lines: Sequence[Line]) -> int | None:
    """The width at which every line was broken, where one width explains every broken line; else None.

    A line is broken at width W if the next line's first word would not have fitted within W.
    """
    begin = next((place for place, line in enumerate(lines) if OPENING.match(line.text)), 0)
    lines = lines[begin:]
    if len(lines) < 12:
        return None
    soft = [(a.text, b.text) for a, b in pairwise(lines) if not b.starts and b.text[:1].islower()]
    if len(soft) < 8:
        return None
    width = max(len(a) for a, _ in soft)
    tight = sum(1 for a, b in soft if len(a) + 1 + _first_chunk(b) > width)
    return width if tight >= 0.97 * len(soft) and max(len(line.text) for line in lines) <= width + 2 else None


def _first_chunk(text: str) -> int:
    found = _FIRST_CHUNK.match(text)
    return len(found[0]) if found else len(text)


def _joined(lines: Sequence[Line], width: int | None) -> list[str]:
    found, words = list[str](), _vocabulary(lines)
    last, opened, numbered, expected = "", False, False, 1
    for line in lines:
        text = line.text
        number = NUMBER.match(text)
        begins = line.starts
        if not found:
            begins = True
        elif begins:
            # an empty line within a sentence: a page's edge or double spacing, no paragraph
            begins = not (opened and text[:1].islower() and not found[-1].endswith(_FINAL))
        else:
            begins = _begins(found[-1], last, text, width, number, expected, opened, numbered)
        if begins:
            found.append(text)
            if OPENING.match(text):
                opened, numbered, expected = True, False, 1
            if number and opened:
                numbered, expected = True, int(number[1]) + 1
        else:
            found[-1] = _bridge(found[-1], text, words)
        last = text
    return found


# First parts that keep their hyphen whether or not the text has the word elsewhere.
_PREFIXES = frozenset(
    _words(
        "non multi socio micro macro self co pre post anti inter intra sub re ex semi counter cross long short high "
        "low well decision follow capacity fact open human gender full half mid two three four five de pro pan trans "
        "ultra quasi vice"
    )
)


# The end of a word that is none itself: "princi-ples", "resour-ces", "Febru-ary".
_END_OF_A_WORD = re.compile(
    r"(?:[a-z]{0,2}(?:tions?|sions?|tional|ments?)|ples?|[a-z]?ces|ties|ty|ly|cal|nal|tives?|bly|ry|uary|ruary|tember|ing"
    r"|[tdrcp]ing)$"
)


def _vocabulary(lines: Sequence[Line]) -> frozenset[str]:
    """Every word of the text, where some line ends in a hyphen: by it a broken word is told from a compound."""
    if not any(line.text.endswith(("-", "‐")) for line in lines):
        return frozenset()
    return frozenset(word for line in lines for word in re.findall(r"[a-z]+(?:-[a-z]+)*(?![\w-])", line.text.lower()))


def _bridge(before: str, after: str, words: frozenset[str]) -> str:
    """Two lines of one paragraph. A hyphen at the line's end belongs to a compound, unless the text tells "
    "otherwise."""
    if before.endswith(("-", "‑", "‐")) and before[-2:-1].isalnum() and not re.match(r"(?:and|or|to)\b", after):
        first, second = re.search(r"([A-Za-z]+).$", before), re.match(r"[a-z]+", after)
        if first and second:
            one, two = first[1].lower(), second[0]
            is_end = two not in words or _END_OF_A_WORD.match(two) is not None
            broken = f"{one}{two}" in words or (one not in words and is_end and one not in _PREFIXES)
            if broken and f"{one}-{two}" not in words and one not in _PREFIXES:
                return before[:-1] + after
        return before + after
    if before.endswith(("–", "/")) and after[:1].isalnum():
        return before + after
    return f"{before} {after}"


def _begins(
    paragraph: str, last: str, text: str, width: int | None, number: re.Match[str] | None, expected: int,
    opened: bool, numbered: bool,
) -> bool:  # fmt: skip
    """Whether a line that the source merely breaks begins a paragraph after `paragraph`, whose last line is "
    "`last`."""
    ended = paragraph.endswith(_FINAL) or paragraph[-1:] in '”"⁰¹²³⁴⁵⁶⁷⁸⁹)'
    if OPENING.match(text) or _BACK.match(text) or (not opened and MADE_AT.match(text)):
        return True
    if _DAY.match(text) and (paragraph.endswith("meeting") or not opened):
        return not paragraph.endswith(" on")
    if number and opened and (ended or int(number[1]) == expected):
        ahead = int(number[1]) - expected
        if ahead and _CUT_SHORT.search(paragraph):
            return False
        return (
            ahead in (0, 1)
            or int(number[1]) == 1
            or (ended and opens_operative(text, number.end()))
            or (1 < ahead <= MOST_MISSING and paragraph.rstrip('”"’').endswith((";", ".")))
        )
    if LETTER.match(text) and ended and opened:
        return True
    if _BACK.match(paragraph):
        return (
            ends_short(last, text, width)
            and not paragraph.endswith((",", "and"))
            and not _is_state_list_start(paragraph)
        )
    if width is not None:
        if len(last) + 1 + _first_chunk(text) <= width:
            return not _UNFINISHED.search(paragraph) and (not text[:1].islower() or paragraph.endswith((";", ":")))
        if not opened:
            return False
    if not opened:
        return not text[:1].islower() and not paragraph.endswith(
            (",", " the", " of", " and", " for", " in", " on", " to")
        )
    if not numbered:
        return (
            paragraph.endswith((",", ";", ".", ":"))
            and (PREAMBULAR_OPENER.match(text) is not None or opens_operative(text))
            and not text.startswith("United")
        )
    return paragraph.endswith((";", ".")) and opens_operative(text)


def ends_short(last: str, text: str, width: int | None) -> bool:
    """Whether `last` ended before the page's edge, so that what follows was put on a new line on purpose."""
    return width is not None and len(last) + 1 + _first_chunk(text) <= width


def _is_state_list_start(paragraph: str) -> bool:
    return paragraph.endswith(("favour:", "Against:", "Abstaining:"))
