"""What the words of a read text mean for planning, asked alike before anything is stored and when it is."""

import re
from collections.abc import Sequence

from mandates.planning import SessionName
from mandates.planning.facts import Recurrence
from mandates.reading import ReadReport, ReadResolution
from mandates.reading.sessions import ordinal

_COUNCIL_REPORT = re.compile(r"A/HRC/(\d+)/\d+(?:/Add\.\d+)*")
_NOTING = re.compile(r"\b(?:tak(?:es?|ing)\s+note|not(?:es|ing)|welcom(?:es|ing)|commend(?:s|ing))\b", re.IGNORECASE)
_REPORT_AT = re.compile(r"\breports?\b[^.;]*\bCouncil\b[^.;]{0,40}?\bat\s+its\s+([\w-]+)\s+session", re.IGNORECASE)
_EACH_SESSION = re.compile(r"\b(?:each|every)\s+(?:of\s+(?:its|their)\s+)?(?:regular\s+)?sessions?\b", re.IGNORECASE)
_EVERY_FEW_YEARS = re.compile(r"\bevery\s+(?!year|two|second|other)\w+\s+years\b", re.IGNORECASE)
_MANDATE_IN_TITLE = re.compile(r"\bmandates?\s+of\s+(?:the\s+)?(.+)", re.IGNORECASE)


def recurrence_of(report: ReadReport) -> Recurrence | None:
    """How often the report is owed: the reader's word for it, or a rhythm that only the words of time give.

    "event" is a rhythm tied to something outside the calendar (37/18, para. 8: the Olympic Games)."""
    if _EACH_SESSION.search(report.words):
        return "each session"
    if report.recurrence is None and _EVERY_FEW_YEARS.search(report.words):
        return "event"
    return report.recurrence


def recipients_of(report: ReadReport, text: ReadResolution) -> tuple[str, ...]:
    """The bodies that are to hear the report, by their codes: those named, those of the sessions named, or the body
    whose text it is."""
    named = tuple(dict.fromkeys(re.sub(r"(?:S-)?\d+$", "", name) for name in report.sessions))
    return report.recipients or named or (text.body or "HRC",)


def title_of(text: ReadResolution) -> str:
    """The name of the mandate that a text without any decision on a mandate is filed under."""
    title = text.title or text.symbol or text.source
    mandate = _MANDATE_IN_TITLE.search(title)
    return mandate[1] if mandate else title


def mandate_owed(report: ReadReport, text: ReadResolution, names: Sequence[str]) -> str:
    """The mandate under which a report is owed: decided in the same paragraph, named like who reports, or the first."""
    if len(names) == 1:
        return names[0]
    top = report.paragraph.partition("(")[0]
    same = [d.mandate for d in text.decisions if d.paragraph.partition("(")[0] == top]
    alike = [name for name in names if report.addressee.lower() in name.lower()]
    return next((name for name in same if name in alike), None) or (alike or same or list(names))[0]


def noted_report(text: ReadResolution, addressee: str) -> SessionName | None:
    """The session of the Council report that the text takes note of, a report of the same author before others.

    Known by its symbol, otherwise by the words "report … to the Council at its fiftieth session"."""
    found: list[tuple[tuple[bool, bool, bool, int], SessionName]] = []
    for paragraph in text.paragraphs:
        opening = f"{paragraph.verb or ''} {paragraph.text[:120]}"
        if paragraph.kind not in ("preambular", "operative") or not _NOTING.search(opening):
            continue
        numbers = {
            int(match[1])
            for citation in text.citations
            if citation.paragraph == paragraph.key and (match := _COUNCIL_REPORT.fullmatch(citation.symbol))
        }
        by_symbol = bool(numbers)
        if not numbers:
            numbers = {number for match in _REPORT_AT.finditer(paragraph.text) if (number := ordinal(match[1]))}
        for number in numbers:
            if text.session is None or text.body != "HRC" or text.special_session or number <= text.session:
                by_author = addressee.lower() in paragraph.text.lower()
                rank = (by_author, paragraph.kind == "operative", by_symbol, number)
                found.append((rank, SessionName("HRC", number)))
    return max(found)[1] if found else None
