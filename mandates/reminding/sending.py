"""Sending what is due: claimed, sent, settled, one mail after the other over one connection."""

from dataclasses import dataclass, field
from datetime import date
from email.utils import formataddr
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import Count

from mandates.models import Deadline, Mail, Reminder, ReportingObligation, User
from mandates.records.reminders import claim, settle_failed, settle_sent

from .digest import Digest, compose
from .telling import Telling, what_to_tell

PATIENCE = 30  # seconds for any answer of the mail server
TRIES = 3  # how often a person's mail is written anew because another run was first with a part of it
REFUSALS = (SMTPException, OSError, ValueError)  # ValueError: an address that no mail can carry


@dataclass(slots=True)
class Sending:
    """What a run did: mails sent; mails not accepted, which stay for the next run, with what the server said; mails
    claimed by a run of which nobody knows whether it sent them; people who cannot be reached; dates without officer.

    `server_said` is set where the mail server could not be reached and the run ended there."""

    sent: int = 0
    unsent: int = 0
    refused: list[tuple[User, str]] = field(default_factory=list)
    in_doubt: int = 0
    unreachable: list[User] = field(default_factory=list)
    without_officer: int = 0
    server_said: str = ""


class MailServerSilent(Exception):
    """No connection to the mail server; the message is what the system said."""


class Post:
    """One connection for a whole run, opened when the first mail goes and anew after a refusal."""

    def __init__(self):
        self._connection = get_connection(timeout=getattr(settings, "EMAIL_TIMEOUT", None) or PATIENCE)
        self._is_open = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def open(self) -> None:
        if self._is_open:
            return
        try:
            self._connection.open()
        except (SMTPException, OSError) as error:
            self.close()
            raise MailServerSilent(str(error)) from error
        self._is_open = True

    def send(self, message: EmailMultiAlternatives) -> None:
        """Raises one of `REFUSALS` where the server did not accept the message."""
        try:
            self._connection.send_messages([message])
        except REFUSALS:
            self.close()
            raise

    def close(self) -> None:
        self._is_open = False
        try:
            self._connection.close()
        except (SMTPException, OSError):
            return  # it was broken already, which is why it is closed


def send_due_reminders(today: date) -> Sending:
    """Send every person one digest of what is to be told on `today`, and record it. Safe to run at any time, twice, or
    at the same moment in two places: what one run has claimed, no other sends.

    A mail that the server does not accept frees its reminders for the next run. What a run has claimed and not settled,
    because it was stopped in between, is not sent again: it may have arrived, and is counted as in doubt."""
    sending = Sending()
    claimed_before = set(Mail.objects.filter(state=Mail.State.CLAIMED).values_list("pk", flat=True))
    telling = what_to_tell(today)
    sending.without_officer = telling.without_officer
    waiting = dict(
        ReportingObligation.objects.awaiting_confirmation()
        .order_by()
        .values_list("mandate__owner")
        .annotate(Count("pk"))
    )
    people = User.objects.filter(pk__in=telling.by_person)
    reachable = [person for person in people if person.is_active and person.email]
    sending.unreachable = [person for person in people if person not in reachable]
    with Post() as post:
        for number, person in enumerate(reachable):
            try:
                _tell(person, telling, waiting.get(person.pk, 0), today, post, sending)
            except MailServerSilent as silence:
                sending.server_said = str(silence)
                sending.unsent += len(reachable) - number
                break
    sending.in_doubt = Mail.objects.filter(pk__in=claimed_before, state=Mail.State.CLAIMED).count()
    return sending


def _tell(person: User, telling: Telling, suggestions: int, today: date, post: Post, sending: Sending) -> None:
    post.open()  # before anything is claimed: a silent server leaves no mail in doubt
    for _try in range(TRIES):
        reminders = telling.by_person.get(person.pk)
        if not reminders:
            return
        digest = compose(person, _deadlines(reminders), today, heads_told=telling.heads_told, suggestions=suggestions)
        mail = claim(reminders, to=person, on=today, subject=digest.subject, text=digest.text)
        if mail:
            break
        telling = what_to_tell(today)  # another run was first with a part: what is left is written anew
    else:
        sending.unsent += 1
        return
    try:
        post.send(_message(mail, person, digest))
    except REFUSALS as refusal:
        settle_failed(mail, str(refusal))
        sending.unsent += 1
        sending.refused.append((person, str(refusal)))
    else:
        settle_sent(mail)
        sending.sent += 1


def _deadlines(reminders: list[Reminder]) -> list[Deadline]:
    rows = Deadline.objects.with_row_facts().select_related("mandate__deputy")
    return list(rows.filter(pk__in={reminder.deadline_id for reminder in reminders}))


def _message(mail: Mail, person: User, digest: Digest) -> EmailMultiAlternatives:
    host = urlsplit(settings.DESK_URL).hostname
    message = EmailMultiAlternatives(
        subject=digest.subject,
        body=digest.text,
        to=[formataddr((str(person), mail.to))],
        headers={
            "Message-ID": f"<reminder-{mail.pk}-{mail.claimed_at:%Y%m%d%H%M%S}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(digest.html, "text/html")
    return message
