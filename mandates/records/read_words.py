"""What the words of a read text mean for planning, asked alike before anything is stored and when it is."""

import re
from collections.abc import Sequence
from dataclasses import replace

from mandates.planning import SessionName
from mandates.planning.facts import Recurrence, Season
from mandates.planning.sessions import COUNCIL, Calendar, council_session, season_of
from mandates.reading import ReadReport, ReadResolution
from mandates.reading.frequency import FEW_YEARS
from mandates.reading.reports import HELD_IN
from mandates.reading.sessions import ordinal

_COUNCIL_REPORT = re.compile(r"A/HRC/(\d+)/\d+(?:/Add\.\d+)*")
_NOTING = re.compile(r"\b(?:tak(?:es?|ing)\s+note|not(?:es|ing)|welcom(?:es|ing)|commend(?:s|ing))\b", re.IGNORECASE)
_REPORT_AT = re.compile(r"\breports?\b[^.;]*\bCouncil\b[^.;]{0,40}?\bat\s+its\s+([\w-]+)\s+session", re.IGNORECASE)
_EACH_SESSION = re.compile(r"\b(?:each|every)\s+(?:of\s+(?:its|their)\s+)?(?:regular\s+)?sessions?\b", re.IGNORECASE)
_SUBSEQUENT = re.compile(r"\b(?:the|its)\s+(?:subsequent|following|next)\s+(?:regular\s+)?session\b", re.IGNORECASE)
_NEXT = re.compile(r"\bits\s+next\s+(?:regular\s+)?session\b", re.IGNORECASE)
_BIENNIAL = re.compile(r"\bbiennial(?:ly)?\b|\bevery\s+(?:two|second|other)\s+years?\b", re.IGNORECASE)
_SEASON = re.compile(
    r"\b(?:its|the|their|each|every)\s+(?:regular\s+)?"
    r"(?:(?P<spring>February|March|spring)|(?P<summer>June|summer)|(?P<autumn>September|autumn))\s+sessions?\b"
)
_SEASON_OF_MONTH: dict[str, Season] = {
    "February": "spring", "March": "spring", "June": "summer", "July": "summer", "September": "autumn",
    "October": "autumn",
}  # fmt: skip
_MANDATE_IN_TITLE = re.compile(r"\bmandates?\s+of\s+(?:the\s+)?(.+)", re.IGNORECASE)


def recurrence_of(report: ReadReport) -> Recurrence | None:
    """How often the report is owed: the reader's word for it, or a rhythm that only the words of time give.

    "event" is a rhythm tied to something outside the calendar (37/18, para. 8: the Olympic Games)."""
    if _EACH_SESSION.search(report.words):
        return "each session"
    if report.recurrence is None and FEW_YEARS.search(report.words):
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


def placed(report: ReadReport, text: ReadResolution) -> ReadReport:
    """`report` with the session that "the subsequent session" means: the one after that of the panel of its paragraph
    (51/17, para. 15); of a panel that comes back every two years the report does, too. Without a panel "its next
    session" is the Council's one after that of its text. "Its March 2026 session" is the Council's of that spring."""
    panels = [panel for panel in text.panels if panel.paragraph == report.paragraph]
    months = list(HELD_IN.finditer(report.words))
    if not report.sessions and len(months) == 1:
        return _at_the_one_in(months[0]["month"], int(months[0]["year"]), report, text)
    if report.sessions or report.by_date or not _SUBSEQUENT.search(report.words):
        return report
    if not panels and _NEXT.search(report.words):
        return _at_the_next(report, text)
    if len(panels) != 1:
        return report
    held = [int(name.removeprefix("HRC")) for name in panels[0].sessions if re.fullmatch(r"HRC\d+", name)]
    sessions = tuple(f"HRC{number + 1}" for number in held)
    if _BIENNIAL.search(panels[0].words) and len(sessions) == 1:
        return replace(report, sessions=sessions, recurrence="biennial", mode="from")
    return replace(report, sessions=sessions, recurrence="once", mode="at") if sessions else report


def _at_the_next(report: ReadReport, text: ReadResolution) -> ReadReport:
    """A report to "its next session". Which one of the Assembly is meant is for a person to say; it is owed once."""
    if report.recipients == ("GA",):
        return replace(report, recurrence=report.recurrence or "once")
    number = _next_session(text)
    if report.recipients != ("HRC",) or number is None:
        return report
    return replace(report, sessions=(f"HRC{number}",), recurrence="once", mode="at")


def _at_the_one_in(month: str, year: int, report: ReadReport, text: ReadResolution) -> ReadReport:
    """A report asked for once, to the Council's session of a month, where one that is still to come is held then."""
    season, first = _SEASON_OF_MONTH.get(month), _next_session(text) or 0
    if season is None or report.recipients != ("HRC",) or report.recurrence != "once":
        return report
    number = council_session(year, season)
    return replace(report, sessions=(f"HRC{number}",), mode="at") if number >= first else report


def _next_session(text: ReadResolution) -> int | None:
    """The Council's regular session after that of its text; a special session lies before one that has yet to open."""
    if text.body != "HRC" or text.session is None:
        return None
    if not text.special_session:
        return text.session + 1
    if text.adopted_on is None:
        return None
    latest = Calendar((), text.adopted_on).regular_session_on(COUNCIL, text.adopted_on)
    return latest.number + 1 if latest else None


def slot_session(report: ReadReport, text: ReadResolution) -> SessionName | None:
    """A session of the Council whose season is the slot of a stream without an earlier report: the last of the season
    that the paragraph names ("at its June session"), otherwise that of the report that the text takes note of."""
    named = _season_named(report, text)
    if named is None:
        return noted_report(text, report.addressee)
    latest = text.session if text.body == "HRC" and not text.special_session else None
    if latest is None:
        return SessionName("HRC", council_session(text.adopted_on.year, named)) if text.adopted_on else None
    return next(
        (name for number in range(latest, 0, -1) if season_of(name := SessionName("HRC", number)) == named), None
    )


def _season_named(report: ReadReport, text: ReadResolution) -> Season | None:
    """The season of the Council's sessions that the report's paragraph names, where it is one alone."""
    paragraph = text.paragraph(report.paragraph)
    found = {match.lastgroup for match in _SEASON.finditer(paragraph.text if paragraph else "")}
    return found.pop() if len(found) == 1 else None  # type: ignore[return-value]


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
