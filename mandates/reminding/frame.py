"""What all mails share: in which language they are written, and the frame around what each of them says."""

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from mandates.models import Mail, User

from . import links

EDGE = "\ue000"  # around the name of a place: a sign of private use, and only where no word of a person stands
INDENTS = re.compile(r"\n\s+")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it is written: its subject, and what it says as text and as HTML."""

    subject: str
    text: str
    html: str


def in_language_of(person: User) -> AbstractContextManager:
    """Write in the language that `person` chose, otherwise in the office's, as long as this lasts."""
    return translation.override(person.language or settings.LANGUAGE_CODE)


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands at a place of a mail: as text, and as HTML that is ready."""

    text: str
    html: str

    @classmethod
    def of(cls, words: str) -> "Printed":
        return cls(words, escape(words))


def place(name: str) -> str:
    """Where `framed_alike` prints what is `printed` under this name."""
    return f"{EDGE}{name}{EDGE}"


def framed(kind: str, subject: str, says: Mapping[str, object], person: User, today: date, mail: Mail | None) -> Letter:
    """The mail of one `Mail.Kind` to `person`: its own template, which extends the frame, printed with what it `says`.

    `mail` is the row that goes out, for the link that acknowledges it. Call it `in_language_of` the person."""
    acknowledge, stop = _addresses(kind, person, mail)
    context = says | {"subject": subject, "acknowledge": acknowledge, "stop": stop}
    return Letter(subject, *(map(_sendable, _rendered(kind, today, context))))


def framed_alike(
    kind: str,
    subject: str,
    says: tuple[tuple[str, object], ...],
    printed: Mapping[str, Printed],
    person: User,
    today: date,
    mail: Mail | None,
) -> Letter:
    """As `framed`, for a mail that `says` what many others say, with other words at the `place`s in it: those that are
    `printed` there. What is alike is rendered once: it takes a fifth of the time of a mail."""
    acknowledge, stop = _addresses(kind, person, mail)
    at = {
        **printed,
        "subject": Printed.of(subject),
        "SUBJECT": Printed.of(subject.upper()),
        "acknowledge": Printed.of(acknowledge),
        "stop": Printed.of(stop),
    }
    text, html = _shape(kind, translation.get_language(), today, settings.DESK_URL, bool(acknowledge), says)
    return Letter(
        subject,
        _sendable("".join(at[part].text if number % 2 else part for number, part in enumerate(text))),
        _sendable("".join(at[part].html if number % 2 else part for number, part in enumerate(html))),
    )


@lru_cache(maxsize=64)
def _shape(
    kind: str, _language: str, today: date, _desk: str, is_acknowledged: bool, says: tuple[tuple[str, object], ...]
) -> list[list[str]]:
    """The text and the HTML of a mail, cut at its places: every second part is the name of one."""
    named = ("subject", "stop", "acknowledge") if is_acknowledged else ("subject", "stop")
    return [part.split(EDGE) for part in _rendered(kind, today, dict(says) | {name: place(name) for name in named})]


def _addresses(kind: str, person: User, mail: Mail | None) -> tuple[str, str]:
    return (links.acknowledge_address(mail) if mail else "", links.stop_address(person, kind))


def _rendered(kind: str, today: date, context: Mapping[str, object]) -> tuple[str, str]:
    """Text and HTML of the mail."""
    shared = {
        "today": today,
        "desk": links.place("desk"),
        "mails": links.place("mails"),
        "choices": links.place("reminders"),
        "language": translation.get_language(),
    }
    text, html = (render_to_string(f"email/{kind}.{form}", {**context, **shared}) for form in ("txt", "html"))
    return f"{text.strip()}\n", without_indents(html.strip())


def without_indents(html: str) -> str:
    """Indents and empty lines are a third of a mail, and say nothing to its reader."""
    return INDENTS.sub("\n", html)


def _sendable(content: str) -> str:
    """An address that is kept may ask for a sign that no mail and no database takes, and the mail repeats what it
    asks."""
    return content.replace("\x00", "\ufffd")
