"""The front matter of a text on its way in, in words: its fields, its session, its vote checked against the names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mandates.models import Resolution, Session, Vote

from .resolutions import checked
from .spelled import session_words, span_words


@dataclass(frozen=True, slots=True)
class Tally:
    """A recorded vote as it stands in a draft, checked against the names: "47 States named, tally agrees"."""

    text: Resolution
    agrees: bool
    check: str


def tally(adoption: Mapping[str, Any]) -> Tally:
    """The tally of the vote that the front matter's `adoption` states; nothing to check where it states none."""
    positions = Vote.Position.values
    row = Resolution(adoption=adoption["how"] or "", **{name: adoption[name] for name in positions})
    votes = [Vote(position=name) for name in positions for _state in adoption[f"{name}_states"]]
    return Tally(row, *checked(row, votes)) if row.in_favour is not None else Tally(row, True, "")


def session_told(number: int, *, special: bool) -> str:
    """A session as the text names it: "44th session", "30th special session"."""
    kind = Session.Kind.SPECIAL if special else Session.Kind.REGULAR
    return session_words(Session(number=number, kind=kind))


def front_label(name: str) -> str:
    return {
        "symbol": _("Symbol"),
        "title": _("Title"),
        "session": _("Session"),
        "agenda_item": _("Agenda item"),
        "adopted_on": _("Adopted"),
        "meeting": _("Meeting"),
        "adoption": _("Adoption"),
    }[name]


def front_words(name: str, value) -> str:
    """A field of the front matter in words; "not recorded" where the text does not say it."""
    if value in (None, ""):
        return _("not recorded")
    match name:
        case "session":
            return session_told(value["number"], special=value["special"])
        case "adopted_on":
            return span_words(value, None)
        case "adoption":
            if value["how"] == "without_vote":
                return _("without a vote")
            counts = [value[n] for n in ("in_favour", "against", "abstaining")]
            return _("recorded vote, %(counts)s") % {"counts": "–".join("?" if c is None else str(c) for c in counts)}
    return str(value)
