"""The chain of texts as a list: one row a text, with everything it does to the mandate and how that is known."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import ngettext

from mandates.models import MandateAction, Request, Resolution

from .spelled import action_words, paragraph_words
from .terms import late_renewals

NEWEST_YEARLY = 3  # yearly texts that stand in the list at once; the older ones are opened
ASKS = re.compile(r"\s*\bAsks: (.+?)(?:\.(?=\s|$)|$)", re.DOTALL)


@dataclass(slots=True)
class TextRow:
    """One text of the chain. `asks` are what sources say it asks, where its paragraphs are not kept here."""

    text: Resolution
    address: str
    is_yearly: bool = True
    is_spare: bool = False  # a yearly text that stands in the list only once it is opened
    did: list[tuple[str, str, str]] = field(default_factory=list)  # (words, paragraph in words, its address)
    sources: list[MandateAction] = field(default_factory=list)
    besides: list[str] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)

    @property
    def notes(self) -> str:
        """The notes of the text, without what the row says already."""
        return notes_left(self.text)

    @property
    def other_sources(self) -> list[MandateAction]:
        """The sources of what it does that say something else than those of the text."""
        own = (self.text.source, self.text.confidence, self.text.notes)
        return [a for a in self.sources if (a.source, a.confidence, a.notes) != own and (a.source or a.notes)]


def asks_noted(text: Resolution) -> list[str]:
    """What sources say that `text` asks, kept in its notes as "Asks: …"; nothing where the text itself is read here."""
    return [] if text.digest else [found[1].strip() for found in ASKS.finditer(text.notes)]


def notes_left(text: Resolution) -> str:
    """The notes of `text` without what `asks_noted` says of it."""
    return text.notes if text.digest else ASKS.sub("", text.notes).strip()


def place_of(action: MandateAction) -> str:
    """Where the paragraph that acts stands."""
    return action.resolution.get_absolute_url() + (f"#{action.paragraph.anchor}" if action.paragraph else "")


def text_rows(actions: Sequence[MandateAction], asked: Sequence[Request]) -> list[TextRow]:
    """The chain of texts, newest first; `actions` oldest first, `asked` with its sources."""
    rows: dict[int, TextRow] = {}
    late = late_renewals(actions)
    for action in actions:
        text = action.resolution
        row = rows.setdefault(text.pk, TextRow(text, text.get_absolute_url(), asks=asks_noted(text)))
        row.is_yearly &= action.what == MandateAction.What.THEME
        where = paragraph_words(action.paragraph_key) if action.paragraph_key else ""
        row.did.append((action_words(action), where, place_of(action) if where else ""))
        row.sources.append(action)
        if action.pk in late:
            days, before = late[action.pk]
            words = ngettext(
                "%(days)d day after the anniversary of %(text)s",
                "%(days)d days after the anniversary of %(text)s",
                days,
            )
            row.besides.append(words % {"days": days, "text": before})
    for pk, number in _first_asked(asked).items():
        if pk in rows:
            words = ngettext("%d request asked here first", "%d requests asked here first", number)
            rows[pk].besides.append(words % number)
    newest_first = list(reversed(rows.values()))
    for row in [row for row in newest_first if row.is_yearly][NEWEST_YEARLY:]:
        row.is_spare = True
    return newest_first


def _first_asked(asked: Sequence[Request]) -> dict[int, int]:
    """How many requests each text asked first."""
    first: dict[int, int] = defaultdict(int)
    for request in asked:
        for source in request.sources.all():
            if source.relation == "created":
                first[source.resolution_id] += 1
    return first


def agenda_item(actions: Sequence[MandateAction]) -> tuple[str, str]:
    """The agenda item of the newest text that has one, and that text: ("3", "56/4"); empty where none is recorded."""
    for action in reversed(actions):
        if action.resolution.agenda_item:
            return action.resolution.agenda_item, action.resolution.short_symbol
    return "", ""
