"""What looks wrong in the front matter and the vote of a text as they stand: as they were read, or as a person left
them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mandates.reading.facts import Doubt, ReadParagraph, ReadReport, ReadResolution, ReadVotes
from mandates.reading.states import known_state

VOTE = "adoption"  # the field of the front matter
_NUMBER = re.compile(r"[^/]*?(\d+)[^/]*/[^/]+$")  # "44/11", "S-36/1": the session, then the text
ENDS_REPORTING = "The text ends a reporting duty of earlier texts; nothing ends that stream until a person does."
EVERY_FEW_YEARS = "A report comes back every few years; only a session that the text names is planned, no later one."
_ENDS_REPORTING = re.compile(
    r"\bto\s+(?:end|discontinue|cease|conclude|terminate)\s+(?:the\s+|its\s+)?(?:\w+\s+)?reporting\b", re.IGNORECASE
)


def front_doubts(text: ReadResolution) -> tuple[str, ...]:
    """What is missing from the front matter of `text` or does not agree with the rest of it, in sentences."""
    return (*_missing(text), *_of_the_session(text), *(_of_the_vote(text.votes) if text.votes else ()))


def reports_ended(paragraphs: Iterable[ReadParagraph]) -> Iterator[str]:
    """Of paragraphs that end a reporting duty of earlier texts (51/20, para. 25): which one is for a person to say."""
    for paragraph in paragraphs:
        if paragraph.kind == "operative" and ends_reporting(paragraph.text):
            yield Doubt(ENDS_REPORTING, paragraph=paragraph.key)


def ends_reporting(words: str) -> bool:
    """Whether the words of a paragraph end a reporting duty: "to end reporting on"."""
    return _ENDS_REPORTING.search(words) is not None


def reports_of_few_years(reports: Iterable[ReadReport]) -> Iterator[str]:
    """Of paragraphs whose report comes back in a rhythm from which no session can be told."""
    for paragraph in dict.fromkeys(report.paragraph for report in reports if report.reason == EVERY_FEW_YEARS):
        yield Doubt(EVERY_FEW_YEARS, paragraph=paragraph)


def _missing(text: ReadResolution) -> Iterator[str]:
    symbol = text.symbol or ""
    if not symbol:
        yield "No symbol was found: neither a printed one, nor a number from which to infer it."
    if not text.title and text.body != "SC":
        yield "No title was found."
    if not text.adoption and text.body == "HRC" and "/DEC/" not in symbol and "/PRST/" not in symbol:
        yield "The text does not say how it was adopted."


def _of_the_session(text: ReadResolution) -> Iterator[str]:
    number = _NUMBER.search(text.symbol or "")
    if number and text.session and text.body in ("HRC", "GA") and int(number[1]) != text.session:
        words = f"The number {number[0]} does not belong to session {text.session}, which the masthead names."
        yield Doubt(words, front="session")
    days, adopted = text.session_dates, text.adopted_on
    if adopted and days and not days[0][0] <= adopted <= days[-1][1]:
        yield Doubt("The day of adoption lies outside the days of the session.", front="adopted_on")


def _of_the_vote(votes: ReadVotes) -> Iterator[str]:
    columns = (("in favour", votes.in_favour), ("against", votes.against), ("abstaining", votes.abstaining))
    everyone = [name for _words, column in columns for name in column.states]
    for words, column in columns:
        if unknown := [name for name in column.states if known_state(name) is None]:
            names = ", ".join(unknown)
            yield Doubt(
                f"The vote names what is no Member State as far as we know: {names}.", printed=unknown[0], front=VOTE
            )
        if everyone and column.count != len(column.states):
            listed = f"{len(column.states)} {'State' if len(column.states) == 1 else 'States'}"
            yield Doubt(f"The text states {column.count} {words}, but lists {listed}.", front=VOTE)
    known = [known_state(name) or name for name in everyone]
    if twice := sorted({name for name in known if known.count(name) > 1}):
        again = next(name for name in everyone if (known_state(name) or name) in twice)
        yield Doubt(f"The vote lists a State more than once: {', '.join(twice)}.", printed=again, front=VOTE)
    if not everyone and any(column.count for _words, column in columns):
        words = "The text states the figures of a recorded vote, but does not list the States."
        yield Doubt(words, front=VOTE)
