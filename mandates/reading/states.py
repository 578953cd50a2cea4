"""The States that can vote in the Council or the Assembly, by any name that a text prints for them.

Names and regional groups are kept in sample/states.csv (name, regional_group, other_names separated by "|").
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

_STATES = Path(__file__).parent.parent / "sample" / "states.csv"


def _folded(name: str) -> str:
    name = re.sub(r"\s+", " ", re.sub(r"[‘’ʼ`´]", "'", name)).strip().strip(".").casefold()
    name = re.sub(r"\s*([‐‑–-])\s*", "-", name)
    return name.removeprefix("the ")


@cache
def _names() -> dict[str, str]:
    names = dict[str, str]()
    with _STATES.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            for name in (row["name"], *filter(None, row["other_names"].split("|"))):
                names[_folded(name)] = row["name"]
    return names


def known_state(name: str) -> str | None:
    """The name under which we keep the State that a text prints as `name` ("Swaziland" is Eswatini); else None."""
    return _names().get(_folded(name))


@cache
def joined_names() -> tuple[str, ...]:
    """The known names that hold an "and" of their own, folded; a list must not be split inside them."""
    return tuple(name for name in _names() if " and " in name)


@cache
def state_names_pattern() -> str:
    """A pattern of every name that a text may use for a State within a sentence, longest first."""
    with _STATES.open(encoding="utf-8", newline="") as rows:
        names = [n for row in csv.DictReader(rows) for n in (row["name"], *filter(None, row["other_names"].split("|")))]
    names += [re.sub(r"\s*\(.*\)$", "", name) for name in names]
    return "|".join(sorted({re.escape(n) for n in names if not n.startswith(("the ", "The "))}, key=len, reverse=True))


def state_named_in(title: str) -> str | None:
    """The one State that a title names, as printed; None where it names none or several."""
    found = set(re.findall(rf"(?<![\w-])(?:{state_names_pattern()})(?![\w-])", title))
    longest = {name for name in found if not any(name != other and name in other for other in found)}
    return longest.pop() if len(longest) == 1 else None
