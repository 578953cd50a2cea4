"""Reports of mail servers on mails that they had accepted first (RFC 3464): one came back, or is delayed.

A report is believed where it names one of our mails: by its signed Message-ID, which stands in the mail that comes
back, in the envelope's identifier (RFC 3461) and, where the office has an address for what comes back, in the address
that the report was sent to. Nobody else can make that name."""

import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_binary_file, message_from_string
from email.message import Message
from pathlib import Path
from typing import BinaryIO

from mandates.records.reminders import came_back

from .links import MAIL_NAME, mail_named

ADDRESSED = ("To", "Delivered-To", "X-Original-To", "Envelope-To")
ENDED, GOES_ON = ("failed",), ("delayed",)  # RFC 3464, section 2.3.3; the other actions say that it arrived


@dataclass(frozen=True, slots=True)
class Report:
    """What a mail server says of one mail: its number, how often a person had let it be sent again, whether that is the
    server's last word, and the words."""

    mail: int
    asked_again: int
    is_final: bool
    said: str


@dataclass(slots=True)
class Reading:
    """What became of the messages that were read. `known` are reports that were read before, or say nothing new."""

    bounced: int = 0
    delayed: int = 0
    known: int = 0
    others: int = 0  # no reports, or not about mails of ours


def messages_in(path: Path) -> Iterator[Message]:
    """The messages of a Maildir or of an mbox file, as they lie there; nothing is moved or marked."""
    kept = mailbox.Maildir(path, create=False) if path.is_dir() else mailbox.mbox(path, create=False)
    try:
        yield from kept
    finally:
        kept.close()


def message_from(stream: BinaryIO) -> Message:
    """The one message that a mail server pipes."""
    return message_from_binary_file(stream)


def read_bounces(messages: Iterator[Message], *, at: datetime) -> Reading:
    """Record what `messages` report of our mails, at the moment `at`. Twice is the same as once."""
    reading = Reading()
    for message in messages:
        report = report_of(message)
        if report is None:
            reading.others += 1
        elif not came_back(report.mail, report.said, at=at, is_final=report.is_final, asked_again=report.asked_again):
            reading.known += 1
        elif report.is_final:
            reading.bounced += 1
        else:
            reading.delayed += 1
    return reading


def report_of(message: Message) -> Report | None:
    """What `message` reports of a mail of ours, or None: no report, not ours, or that it arrived."""
    status = next((part for part in message.walk() if part.get_content_type() == "message/delivery-status"), None)
    blocks = status.get_payload() if status is not None and status.is_multipart() else []
    if not blocks or (named := _named_in(message, blocks[0])) is None:
        return None
    for block in blocks:
        action = _words(block["Action"]).lower()
        if action in ENDED + GOES_ON:
            return Report(*named, action in ENDED, _said(block))
    return None


def _said(block: Message) -> str:
    """The server's words, without the kind of their code: "550 5.1.1 No such user"; its status where there are none."""
    return _words(block["Diagnostic-Code"]).partition(";")[2].strip() or _words(block["Status"])


def _named_in(message: Message, envelope: Message) -> tuple[int, int] | None:
    places = [envelope["Original-Envelope-Id"], *(message[name] for name in ADDRESSED)]
    for part in message.walk():
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            places.append(part.get_payload(0)["Message-ID"])
        elif part.get_content_type() == "text/rfc822-headers":
            places.append(message_from_string(str(part.get_payload()))["Message-ID"])
    for place in places:
        for found in MAIL_NAME.finditer(_words(place)):
            if (named := mail_named(found[0])) is not None:
                return named
    return None


def _words(header: object) -> str:
    # With signs that no text may hold: one report that a database refuses would stop all that are read after it.
    return re.sub(r"[\s\x00-\x1f]+", " ", str(header or "")).strip()
