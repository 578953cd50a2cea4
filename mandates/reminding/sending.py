"""Sending what is due: looked for, kept in the outbox, then claimed, handed over and settled, mail after mail."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from time import monotonic

from django.db import Error
from django.db.models import Count
from django.utils import timezone

from mandates import clock
from mandates.models import Mail, User
from mandates.records.following import tell_of_late
from mandates.records.handovers import tell_of_returns
from mandates.records.reminders import (
    hand_over,
    leave_out,
    put_back,
    queue,
    queue_notices,
    release_abandoned,
    settle_failed,
    settle_in_doubt,
    settle_sent,
    take,
)
from mandates.records.turns import alone

from .hours import begins
from .monday import prepare_views
from .post import ClaimLost, MailServerSilent, NoAnswer, Post, Refused
from .telling import Wishes, what_to_tell
from .workers import Worker, is_gone
from .writing import Writing, message_of, text_to_keep

LOG = logging.getLogger(__name__)
AT_ONCE = 50  # mails that a worker claims and writes in one go
SIGN_OF_LIFE = 60  # seconds: a mail server may take as long for each of them


@dataclass(slots=True)
class Sending:
    """What a run did: mails sent; mails not accepted, which are tried again, with what the server said; all mails that
    are in doubt or given up by now; people who cannot be reached; dates without officer.

    `server_said` is set where the mail server could not be reached and the run ended there."""

    sent: int = 0
    unsent: int = 0
    refused: list[tuple[User, str]] = field(default_factory=list)
    in_doubt: int = 0
    given_up: int = 0
    unreachable: list[User] = field(default_factory=list)
    without_officer: int = 0
    server_said: str = ""


def send_due_reminders(
    today: date,
    *,
    at: datetime | None = None,
    is_stopping: Callable[[], bool] = lambda: False,
    beat: Callable[[], None] = lambda: None,
) -> Sending:
    """Send every person one digest of what is to be told on `today`, and what changed under their feet, and record it.
    Safe to run at any time, twice, or at the same moment in two places: what one run has claimed, no other sends.

    `at` is the moment, now where none is given: for hours that people chose, and for the pauses after a refusal. A mail
    that the server does not accept waits and is tried again by a later run. What a run has handed over and not settled,
    because it was stopped in between, is not sent again: it may have arrived, and is in doubt. Between two mails it is
    asked whether the run `is_stopping`, and a sign of life goes to `beat`."""
    at = at or clock.now()
    sending = Sending()
    with Worker() as worker:
        release_abandoned(at=at, is_gone=is_gone)
        prepare(today, at, sending)
        deliver(worker, today, at, sending, is_stopping, beat)
    left = dict(Mail.objects.to_look_at().order_by().values_list("state").annotate(Count("pk")))
    sending.in_doubt, sending.given_up = left.get(Mail.State.DOUBT, 0), left.get(Mail.State.DEAD, 0)
    return sending


def prepare(today: date, at: datetime, sending: Sending) -> None:
    """Keep in the outbox what is to be told; one worker at a time, so that nothing is looked for twice."""
    with alone("prepare reminders"):
        tell_of_returns(today)
        tell_of_late(today)
        telling = what_to_tell(today, at)
        sending.without_officer = telling.without_officer
        people = User.objects.in_bulk(telling.by_person)
        reachable = {pk: person for pk, person in people.items() if person.is_active and person.email}
        sending.unreachable = [person for pk, person in people.items() if pk not in reachable]
        if reachable:
            queue({pk: telling.by_person[pk] for pk in reachable}, reachable, on=today)
        before = begins(max(today, timezone.localdate(at)))  # what happens on a day is told with the mail of the next
        queue_notices(on=today, at=at, before=before, wanting=lambda since: Wishes(today, at).wanting_digests(since))
        prepare_views(today, at)


def deliver(
    worker: str,
    today: date,
    at: datetime,
    sending: Sending,
    is_stopping: Callable[[], bool] = lambda: False,
    beat: Callable[[], None] = lambda: None,
) -> None:
    """Send what the outbox holds, over one connection, a few mails claimed at a time."""
    with Post() as post:
        while not is_stopping() and (mails := take(worker, at=at, on=today, how_many=AT_ONCE)):
            beat()
            seen_at = monotonic()
            writing = Writing(mails, today)
            for number, mail in enumerate(mails):
                if is_stopping():
                    put_back(mails[number:])
                    return
                if monotonic() - seen_at >= SIGN_OF_LIFE:
                    beat()
                    seen_at = monotonic()
                try:
                    _deliver_one(mail, writing, worker, at, post, sending)
                except MailServerSilent as silence:
                    put_back(mails[number:])
                    sending.server_said = str(silence)
                    sending.unsent += Mail.objects.to_send(at).count()
                    return
                except BaseException:
                    put_back(mails[number + 1 :])
                    raise


def _deliver_one(mail: Mail, writing: Writing, worker: str, at: datetime, post: Post, sending: Sending) -> None:
    try:
        written = writing.write(mail)
        message = message_of(mail, written.letter) if written.letter else None
    except Error:
        raise
    except Exception as fault:  # a fault in one mail must not hold up those of everybody else
        LOG.exception("Mail %s could not be written.", mail.pk)
        said = f"It could not be written: {type(fault).__name__}: {fault}"
        settle_failed(mail, worker, said, at=at)
        sending.unsent += 1
        sending.refused.append((mail.person, said))
        return
    if written.left_out or message is None:
        leave_out(mail, worker, written.left_out, is_empty=message is None)
    if message is None:
        return
    letter, kept = written.letter, text_to_keep(written.letter.text)
    try:
        if not mail.person.is_active or not mail.person.email:
            raise Refused("no mail address, or the account is not active", for_good=True)
        post.send(message, lambda: hand_over(mail, worker, subject=letter.subject, text=kept))
    except ClaimLost:
        return
    except NoAnswer as silence:
        settle_in_doubt(mail, worker, str(silence))
    except Refused as refused:
        words = {"subject": letter.subject[:250], "text": kept}
        settle_failed(mail, worker, str(refused), at=at, for_good=refused.for_good, **words)
        sending.unsent += 1
        sending.refused.append((mail.person, str(refused)))
    else:
        settle_sent(mail, worker)
        sending.sent += 1
