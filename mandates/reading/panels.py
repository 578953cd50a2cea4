"""Panel discussions that a text convenes, with the sessions at which they are to be held."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mandates.reading.deliveries import ELSEWHERE, SESSIONS, mode_of, session_of
from mandates.reading.facts import ReadPanel, ReadParagraph
from mandates.reading.sessions import ORDINAL, ordinal

# What the body does now, one act to the next; only the first two convene.
_ACT = re.compile(
    r"\b(?:(?P<convenes>decides|requests)|invites|encourages|urges|calls\s+upon|recalls|reaffirms|reiterates|welcomes"
    r"|notes|takes\s+note|stresses|expresses|looks\s+forward|commends|acknowledges)\b",
    re.IGNORECASE,
)
_CONVENING = re.compile(
    r"\b[Tt]o\s+(?:[a-z]+ly\s+)?(?:convene|organi[sz]e|hold|schedule|incorporate|include|host)\b"
    r"|\bthat\s+(?P<said>(?:the\s+themes?\s+(?:of|for)\s+)?)(?=(?:an?|the|its|one|two|three)\s)"
)
# A panel that something else is about, or goes to, has a preposition before it: "the report on the panel discussion".
_PANEL = re.compile(
    r"\b(?P<about>(?:of|on|to|for|in|from|by|with|after|following|during|at|under|into)\s+)?"
    r"(?P<panel>(?:an?|the|its|one|two|three)\s+(?:(?!(?:an?|the|its)\s)[\w-]+\s+){0,6}?"
    r"panels?\b(?:\s+(?:discussions?|debates?)\b)?)(?!\s+(?:of|report)\b)"
)
_PAST = re.compile(rf"(?<!be\s){ELSEWHERE.pattern}")  # "to be held" is to come
_FAR = 300  # characters from the word that convenes to the panel
_NEXT_DUTY = re.compile(r"(?:,|\band)\s+(?:(?:also|further|then|subsequently)\s+)?to\s+(?!be\b)[a-z]+|;")
_A_REPORT = re.compile(r"\b(?:reports?|summary|summaries|submit\w*|present(?:ed)?\s+(?:to|at))\b")
_LOOSE_END = re.compile(r"(?:[\s,;:.]|\b(?:and|also|further|to\s+this\s+end))+$")


def read_panels(paragraphs: Sequence[ReadParagraph], body: str, session: int | None) -> tuple[ReadPanel, ...]:
    """The panels that the operative paragraphs convene at a session that they name, in order.

    `body` is the body that speaks ("its" session is that body's), `session` the one at which it does: a panel at an
    earlier one is remembered, not convened."""
    found, convenes = list[ReadPanel](), False
    for paragraph in paragraphs:
        acts = [(act.start(), bool(act["convenes"])) for act in _ACT.finditer(paragraph.text)]
        if paragraph.level == 1:
            convenes = bool(acts and acts[-1][1])
        else:
            acts.insert(0, (0, convenes))  # "Requests the Office:" and below it "(a) To convene …"
        ends = [*(begin for begin, _convenes in acts[1:]), len(paragraph.text)]
        for (begin, may_convene), end in zip(acts, ends, strict=False):
            if may_convene:
                found += _convened(paragraph, begin, end, body, session)
    return tuple(found)


def _convened(paragraph: ReadParagraph, begin: int, end: int, body: str, session: int | None) -> Iterator[ReadPanel]:
    """The panels that one act convenes, the words from `begin` to `end` of the paragraph."""
    done = begin
    for convening in _CONVENING.finditer(paragraph.text, begin, end):
        at = convening.start("said") if convening["said"] is not None else convening.end()
        panel = _PANEL.search(paragraph.text, convening.end(), min(end, convening.end() + _FAR))
        if convening.start() < done or panel is None or panel["about"]:
            continue
        if convening["said"] is not None and panel.start() != convening.end():
            continue
        duty = _NEXT_DUTY.search(paragraph.text, panel.end(), end)
        done = duty.start() if duty else end
        named = _sessions(paragraph.text, at, panel.end("panel"), done, body, session)
        if named is None:
            continue
        sessions, place = named
        first = at if convening["said"] is not None else min(panel.start("panel"), place)
        last = first + len(_LOOSE_END.sub("", paragraph.text[first:done]))
        yield ReadPanel(paragraph.key, sessions, paragraph.text[first:last], (first, last))


def _sessions(
    text: str, begin: int, panel_ends: int, end: int, body: str, session: int | None
) -> tuple[tuple[str, ...], int] | None:
    """The sessions at which the panel is to be held, and where the words that name them begin."""
    for mark in SESSIONS.finditer(text, begin, end):
        lead = (mark["lead"] or "").strip()
        if _PAST.search(text[max(0, mark.start() - 50) : mark.start()]):
            continue
        if not lead or mode_of(lead) not in ("at", "from") or _A_REPORT.search(text, panel_ends, mark.start()):
            return None
        code = session_of(mark, body)
        numbers = [ordinal(words) or 0 for words in re.findall(ORDINAL, mark["ordinals"], re.IGNORECASE)]
        if code is None or (code == body and session is not None and min(numbers) < session):
            return None
        return tuple(f"{code}{number}" for number in numbers), mark.start()
    return None
