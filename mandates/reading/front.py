"""The masthead: body, symbol, title, session and its dates, agenda item, day of adoption."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from mandates.reading.facts import Doubt
from mandates.reading.letters import CAPITALS
from mandates.reading.sessions import MONTH, ORDINAL, SESSION_DATES_LINE, day_of, ordinal, session_dates
from mandates.reading.symbols import body_of, resolution_symbol

_BODIES = (
    ("HRC", r"Human\s+Rights\s+Council"),
    ("CHR", r"Commission\s+on\s+Human\s+Rights"),
    ("ECOSOC", r"Economic\s+and\s+Social\s+Council"),
    ("SC", r"Security\s+Council"),
    ("GA", r"General\s+Assembly"),
)
_NUMBER = r"(?:(?P<kind>PRST|OS/PRST|DEC)[\s/]+)?(?P<number>(?:S-|ES-)?\d{1,4}/(?:PRST/)?\d{1,4}(?:\s?[A-Z])?)"
_TITLE = re.compile(
    rf"^(?:(?:Draft\s+)?(?:Resolution|Decision)\s+)?{_NUMBER}(?:\s*\.\s*|\s+|$)(?P<title>.*)$", re.DOTALL
)
_MAY_BEGIN = re.compile(rf"[\"“‘'(\[0-9{CAPITALS}]")
_SC_TITLE = re.compile(r"^Resolution\s+(?P<number>\d{1,4}\s?\(\d{4}\))\s*(?P<title>.*)$", re.IGNORECASE)
_SESSION = re.compile(
    rf"(?P<ordinal>{ORDINAL})\s+(?:(?P<kind>special|emergency\s+special|organizational|regular|substantive"
    rf"|resumed)\s+)?"
    r"session\b",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    rf"adopted\s+by\s+the\s+[\w\s,*]{{5,90}}?\bon\s+(\d{{1,2}})\s+({MONTH})\s+(\d{{4}})", re.IGNORECASE
)
# "At its 58th meeting, on 1 April 2022, the Human Rights Council decided to adopt the following text:" leads to the
# text of a decision, much the same sentence to a statement by the President.
_AT_MEETING = re.compile(
    rf"At\s+(?:its|the)\s+(?:{ORDINAL})\s+(?:plenary\s+)?meeting(?:,?\s+(?:held\s+)?on\s+(\d{{1,2}})\s+({MONTH})"
    r"\s+(\d{4}))?",
    re.IGNORECASE,
)
_AGENDA = re.compile(r"agenda\s+items?\s+(\d{1,3}(?:\s*\([a-z]\))?)", re.IGNORECASE)
_DAY = re.compile(rf"^(\d{{1,2}})\s+({MONTH})\s+(\d{{4}})\b", re.IGNORECASE)


@dataclass(slots=True)
class Front:
    """What the masthead says; None where it does not say it."""

    symbol: str | None = None
    body: str | None = None
    title: str | None = None
    number: str | None = None
    form: str = "RES"
    session: int | None = None
    special_session: bool = False
    session_dates: tuple[tuple[date, date], ...] = ()
    agenda_item: str | None = None
    adopted_on: date | None = None
    warnings: list[str] = field(default_factory=list)


def read_front(blocks: Sequence[str], opening: str, heads: str) -> Front:
    """The masthead in `blocks`, before the opening line (`opening`, e.g. "The Human Rights Council,").

    `heads` are the running heads and job lines of the pages, where a symbol may stand.
    """
    front = Front()
    text = "\n".join(blocks)
    _read_title(front, blocks)
    front.symbol = resolution_symbol(text) or resolution_symbol(heads)
    if front.symbol:
        front.body = body_of(front.symbol)
    if front.body is None:
        front.body = next((body for body, name in _BODIES if re.search(name, opening, re.IGNORECASE)), None)
    if front.body is None:
        by = re.search(r"adopted\s+by\s+the\s+([\w\s]{5,60})", text, re.IGNORECASE)
        place = by[1] if by else text
        front.body = next((body for body, name in _BODIES if re.search(name, place, re.IGNORECASE)), None)
    _read_session(front, blocks)
    if item := _AGENDA.search(text):
        front.agenda_item = re.sub(r"\s+", " ", item[1])
    adopted = _ADOPTED.search(text) or _AT_MEETING.search(text)
    if adopted and adopted[1]:
        front.adopted_on = day_of(*adopted.groups())
        if front.adopted_on is None:
            day = " ".join(adopted.groups())
            front.warnings.append(Doubt(f"The day of adoption cannot be: {day}.", printed=day))
    if re.search(r"\bdecision\s+adopted\b", text, re.IGNORECASE) or (
        (front.number or "").split("/")[-1:]
        and re.fullmatch(r"1\d\d", (front.number or "/").split("/")[-1])
        and front.body == "HRC"
    ):
        front.form = "DEC"
    elif re.search(r"\bstatement\s+by\s+the\s+president|President[’']s\s+statement", text, re.IGNORECASE):
        front.form = "PRST"
    if front.symbol is None:
        front.symbol = _inferred_symbol(front)
    return front


def numbered_title(words: str) -> re.Match[str] | None:
    """The number and the title in a line such as "44/11. Human rights and …"; None where it is no such line."""
    found = _SC_TITLE.match(words) or _TITLE.match(words)
    return found if found and (not found["title"] or _MAY_BEGIN.match(found["title"])) else None


def _read_title(front: Front, blocks: Sequence[str]) -> None:
    for place, block in enumerate(blocks):
        words = " ".join(block.split())
        found = numbered_title(words)
        if found is None:
            continue
        front.number = re.sub(r"\s+", " ", found["number"]).strip()
        if "kind" in found.re.groupindex and found["kind"]:
            front.form = found["kind"].split("/")[-1]
        rest = [found["title"], *(" ".join(b.split()) for b in blocks[place + 1 :])]
        kept = [
            r for r in rest
            if r and not r.startswith(("*", "¹", "[")) and not r.startswith("Adopted") and not _AT_MEETING.match(r)
            and not (_AGENDA.match(r) or _DAY.match(r) or SESSION_DATES_LINE.fullmatch(r))
            and not r.startswith("Resolution adopted")
        ]  # fmt: skip
        title = re.sub(r"\s*[¹²³⁰⁴-⁹*]+$", "", " ".join(kept)).strip()
        front.title = title or None
        return
    # no number: the last line before the opening that is none of the masthead's own
    for block in reversed(blocks):
        words = " ".join(block.split())
        if re.match(rf"(?:resolution|decision|mandate)\b|[{CAPITALS}]", words) and not re.match(
            r"(?:United\s+Nations|General\s+Assembly|Human\s+Rights\s+Council|Distr|Original|Agenda"
            r"|Resolution\s+adopted|Decision\s+adopted|Adopted|\*)",
            words,
            re.IGNORECASE,
        ) and not _SESSION.search(words) and not SESSION_DATES_LINE.fullmatch(words):  # fmt: skip
            front.title = words.strip("* ") or None
            return


def _read_session(front: Front, blocks: Sequence[str]) -> None:
    for place, block in enumerate(blocks):
        words = " ".join(block.split())
        if _TITLE.match(words) and "session" not in words[:60]:
            break
        found = _SESSION.match(words) or (_SESSION.search(words) if len(words) < 140 else None)
        if found is None:
            continue
        front.session = ordinal(found["ordinal"])
        front.special_session = "special" in (found["kind"] or "").lower()
        for later in [words[found.end() :], *blocks[place + 1 : place + 4]]:
            line = re.sub(r"^Geneva,?\s*|^\(|\)$", "", " ".join(later.split()).strip(" ,"))
            if len(line) < 90 and SESSION_DATES_LINE.fullmatch(line):
                front.session_dates = session_dates(line)
                if not front.session_dates:
                    words = f"The days of the session could not be read: {line}."
                    front.warnings.append(Doubt(words, printed=line))
                break
        break
    if front.session is None and front.number and "/" in front.number:
        before = front.number.split("/")[0]
        front.special_session = before.startswith(("S-", "ES-"))
        figure = re.sub(r"\D", "", before)
        if front.body in ("HRC", "GA") and figure:
            front.session = int(figure)


def _inferred_symbol(front: Front) -> str | None:
    number = (front.number or "").replace(" ", "") if front.body != "GA" else (front.number or "")
    if not number:
        return None
    if front.body == "SC":
        return "S/RES/" + re.sub(r"\s?\(", " (", front.number or "") if "(" in number else None
    if "/" not in number:
        return None
    number = number.replace("PRST/", "")
    start = {"HRC": "A/HRC/", "GA": "A/", "ECOSOC": "E/", "CHR": "E/CN.4/"}.get(front.body or "")
    return f"{start}{front.form}/{number}" if start else None
