"""What all mails share: in which language they are written, and the frame around what each of them says."""

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from mandates.models import Mail, User

from . import links

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


def framed(kind: str, subject: str, says: Mapping[str, object], person: User, today: date, mail: Mail | None) -> Letter:
    """The mail of one `Mail.Kind` to `person`: its own template, which extends the frame, printed with what it `says`.

    `mail` is the row that goes out, for the link that acknowledges it. Call it `in_language_of` the person."""
    context = {
        **says,
        "subject": subject,
        "today": today,
        "acknowledge": links.acknowledge_address(mail) if mail else "",
        "desk": links.place("desk"),
        "mails": links.place("mails"),
        "choices": links.place("reminders"),
        "stop": links.stop_address(person, kind),
        "language": translation.get_language(),
    }
    # An address that is kept may ask for a sign that no mail and no database takes, and the mail repeats what it asks.
    text = render_to_string(f"email/{kind}.txt", context).strip().replace("\x00", "\ufffd") + "\n"
    html = render_to_string(f"email/{kind}.html", context).strip().replace("\x00", "\ufffd")
    # Indents and empty lines are a third of a mail, and say nothing to its reader.
    return Letter(subject, text, INDENTS.sub("\n", html))
