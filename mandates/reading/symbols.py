"""Document symbols: where a text names them, and how they are written in full.

Forms: research.un.org/en/docs/symbols. "A/HRC/44/44 and Add.1" names two documents, A/HRC/44/44 and
A/HRC/44/44/Add.1; "A/HRC/13/31 and Corr.1 and 2" names three.
"""

from __future__ import annotations

import re

_SUFFIX = r"(?:Add|Corr|Rev|Amend|Summary)"
_ONE = re.compile(
    r"(?<![\w/.])"
    r"(?:(?:A|E|S|ST|T|DP|TD|HRI|CCPR|CERD|CEDAW|CRC|CRPD|CMW|CAT|CED|SPT|UNEP|FCCC|ISBA|IDB|GC|EC|ICC|LC|PBC|AC"
    r"|APLC)"
    rf"(?:/(?:{_SUFFIX}(?:\.\d{{1,3}})?|[A-Z]{{1,6}}\.\d{{1,4}}|E?S-\d{{1,3}}|[A-Z]{{1,6}}(?![a-z.])"
    rf"|\d{{1,4}})(?![\da-z])){{1,8}}"
    r"(?:\s?\(\d{4}\))?)"
)
_ALSO = re.compile(
    rf"(?:\s*,\s*|\s*,?\s+and\s+|\s*[–-]\s*)(?:(?P<kind>{_SUFFIX})\.)?(?P<number>\d{{1,3}})(?![\w/]|\s+(?:to|of"
    rf"|and\s+[a-z]))"
)
SHORT = re.compile(r"(?:S-)?\d{1,4}/\d{1,3}")


def symbols_in(text: str) -> list[str]:
    """The document symbols named in `text`, normalised, each once, in order of appearance."""
    if "/" not in text:
        return []
    found = dict[str, None]()
    for one in _ONE.finditer(text):
        symbol = re.sub(r"\s?\((\d{4})\)$", r" (\1)", one[0]).rstrip(".")
        if symbol.count("/") < 1 or not re.search(r"\d", symbol):
            continue
        found[symbol] = None
        place, kind = one.end(), None
        if last := re.search(rf"/({_SUFFIX})\.\d+$", symbol):
            kind = last[1]
        # "and Add.1", "Add.1–3", "and Corr.1 and 2"
        base = re.sub(rf"(/{_SUFFIX}\.\d+)+$", "", symbol) if kind else symbol
        previous = int(re.search(r"(\d+)$", symbol)[1]) if kind and re.search(r"(\d+)$", symbol) else None  # type: ignore[index]
        while more := _ALSO.match(text, place):
            if more["kind"] is None and kind is None:
                break
            kind = more["kind"] or kind
            number = int(more["number"])
            if more["kind"] is None and previous and re.match(r"\s*[–-]", more[0]) and 0 < number - previous <= 30:
                for between in range(previous + 1, number):
                    found[f"{base}/{kind}.{between}"] = None
            found[f"{base}/{kind}.{number}"] = None
            previous, place = number, more.end()
    return list(found)


RESOLUTION_SYMBOL = re.compile(
    r"(?<![\w/])(?:"
    r"A/HRC/(?:RES|DEC|PRST)/(?:S-\d{1,3}|OS/\d{1,3}|\d{1,3})/\d{1,3}|A/HRC/S-\d{1,3}/(?:RES|DEC)/\d{1,3}"
    r"|A/(?:RES|DEC)/(?:S-|ES-)?\d{1,3}/\d{1,4}(?:\s?[A-Z]\b)?|A/RES/\d{3,4}\s?\([A-Z\-]+\)"
    r"|E/(?:RES|DEC)/\d{4}/\d{1,4}|S/RES/\d{1,4}\s?\(\d{4}\)|S/PRST/\d{4}/\d{1,3}"
    r"|E/CN\.4/(?:RES|DEC)/\d{4}/\d{1,3})(?![/\d])"
)


def resolution_symbol(text: str) -> str | None:
    """The first symbol of a resolution, decision or statement in `text`, as printed but with single spaces."""
    found = RESOLUTION_SYMBOL.search(text)
    return re.sub(r"\s?\(", " (", found[0]) if found else None


def full_symbol(typed: str) -> str | None:
    """The whole symbol of the text that a person names, as "51/20" or in full; None for what is no symbol of one."""
    full = f"A/HRC/RES/{typed}" if SHORT.fullmatch(typed) else typed
    return full if resolution_symbol(full) == full else None


def council_session_of(symbol: str) -> tuple[int, bool] | None:
    """The Council session that a symbol names, and whether it is a special one: (36, True) for A/HRC/RES/S-36/1.

    None for a text of another body, and where the symbol names no session."""
    found = re.search(r"/(S-)?(\d{1,3})/\d+$", symbol) if body_of(symbol) == "HRC" else None
    return (int(found[2]), bool(found[1])) if found else None


def body_of(symbol: str) -> str | None:
    """The body that adopted the text with this symbol: HRC, GA, ECOSOC, SC or CHR; None where we do not know it."""
    return next((body for start, body in _BODIES if symbol.startswith(start)), None)


_BODIES = (
    ("A/HRC/", "HRC"),
    ("E/CN.4/", "CHR"),
    ("A/RES/", "GA"),
    ("A/DEC/", "GA"),
    ("E/RES/", "ECOSOC"),
    ("E/DEC/", "ECOSOC"),
    ("S/", "SC"),
)
