"""The outbox: reminders kept with their mail before it is sent, one worker's claim on it, and how it was settled.

Each function is one transaction. A mail goes through these states, and a worker that dies at any point leaves it in
one of them:

    waiting ──take──▶ claimed ──hand_over──▶ claimed, handed over ──settle──▶ sent, failed (tried again), dead
       ◀──release_abandoned──┘                      └──release_abandoned──▶ in doubt

Before `hand_over` nothing can have been sent, so an abandoned claim is free again. After it only the worker itself
knows; what it could not write down is in doubt, and is never sent again unless a person says so. What a server
accepted it may still send back, hours later: `came_back`.
"""

from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from mandates.models import Deadline, Follow, Mail, Notice, NoticeSent, Recall, Reminder, User

from .many_rows import insert
from .turns import unhurried

LEASE = timedelta(minutes=5)  # longer than a mail server may take to answer each part of one mail
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
PAUSES = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR, 24 * HOUR]  # after the first try, the second, …
TRIES = len(PAUSES) + 1
TRIES_REFUSED = 3  # where the server says that it never will
A_DAY = timedelta(days=1)
NOTICES_KEEP = timedelta(days=7)  # what is older and was not told by mail stays in the page

# Asked twice a mail, while the mail server waits. Written out they take a quarter of the processor's time.
HANDED_OVER = """UPDATE mandates_mail SET handed_at = %s, subject = %s, text = %s, "to" = %s
    WHERE id = %s AND claimed_by = %s AND state = 'claimed' AND handed_at IS NULL"""
ACCEPTED = """UPDATE mandates_mail SET state = 'sent', sent_at = %s, error = '', next_attempt_at = NULL
    WHERE id = %s AND claimed_by = %s AND state IN ('claimed', 'doubt')"""


class ToTell(NamedTuple):
    """A reminder that is not kept yet: the columns that make it one, as in `Reminder`."""

    deadline_id: int
    due_on: date
    rule_code: str
    lead: int
    person_id: int


def queue(by_person: Mapping[int, Sequence[ToTell]], people: Mapping[int, User], *, on: date) -> int:
    """Keep the reminders of each of `people` for one mail of the day `on`; returns how many mails are new.

    What a person's mail waits with already is joined, so that it stays one mail. Who had the digest of the day is told
    the rest with the next one: a date that moves after it is told at once by the notice of what moved it. Call it
    within `turns.alone`, in which the reminders were looked for: then none of them is kept yet."""
    mails, number = mails_for([people[pk] for pk in by_person], Mail.Kind.DIGEST, on)
    told = {mails[pk]: reminders for pk, reminders in by_person.items() if pk in mails and reminders}
    if of_other_days := [mail.pk for mail in told if mail.begun_on != on]:
        Mail.objects.filter(pk__in=of_other_days).update(begun_on=on)
    rows = ((*reminder, mail.pk) for mail, reminders in told.items() for reminder in reminders)
    insert(Reminder, (*ToTell._fields, "mail_id"), rows)
    return number


def mails_for(people: Collection[User], kind: str, on: date) -> tuple[dict[int, Mail], int]:
    """The mail of a kind for each of these people, by person: the one that waits and may be joined, or a new one of the
    day `on`; none to who had the digest of the day already, for a digest. And how many are new."""
    # Locked: one that a worker takes at this moment is written already, and may not be joined any more.
    pending = Mail.objects.select_for_update().filter(kind=kind, state__in=Mail.PENDING)
    theirs = pending.filter(person__in=[person.pk for person in people])
    waiting = {mail.person_id: mail for mail in theirs.order_by("-pk")}
    is_digest = kind == Mail.Kind.DIGEST
    had = set(Mail.objects.digests_of(on).values_list("person", flat=True)) if is_digest else set()
    new = [
        Mail(person=person, kind=kind, on=on, begun_on=on, to=person.email, claimed_at=timezone.now())
        for person in people
        if person.pk not in waiting and person.pk not in had
    ]
    Mail.objects.bulk_create(new, batch_size=500)
    return waiting | {mail.person_id: mail for mail in new}, len(new)


def _by_person(notices: Iterable[Notice]) -> dict[User, list[Notice]]:
    found: dict[User, list[Notice]] = {}
    for notice in notices:
        found.setdefault(notice.person, []).append(notice)
    return found


def _put_into(mails: Mapping[int, Mail], told: Mapping[User, Iterable[Notice]]) -> None:
    NoticeSent.objects.bulk_create(
        NoticeSent(notice=notice, mail=mails[person.pk])
        for person, notices in told.items()
        if person.pk in mails
        for notice in notices
    )


def queue_notices(
    *, on: date, at: datetime, before: datetime, wanting: Callable[[Mapping[int, date]], Container[int]]
) -> int:
    """Keep notices that are neither read nor sent for a mail, one a person: of what changed under somebody's feet, at
    once, where it is wanted; of what happened before the moment `before` to what is followed by mail, in the digest of
    the day `on`: the one that waits, or a new one where the day had none yet, never a second.

    `wanting` gives those of some people who want a digest now, by their primary keys, each with the day from which
    something is to be told: the one after it happened. Returns how many mails are new. Call it within `turns.alone`."""
    by_mail = Follow.objects.filter(notices=OuterRef("pk"), by_mail=True)
    notices = list(
        Notice.objects.to_mail(since=at - NOTICES_KEEP)
        .exclude(is_own=True, person__mail_habit__notices=False)
        .filter(Q(is_own=True) | Q(Exists(by_mail), created_at__lt=before))
        .order_by("pk")
    )
    own, followed = (_by_person(row for row in notices if row.is_own == is_own) for is_own in (True, False))
    if followed:
        first = {person.pk: timezone.localdate(rows[0].created_at) + A_DAY for person, rows in followed.items()}
        wanted = wanting(first)
        followed = {person: rows for person, rows in followed.items() if person.pk in wanted}
    number = 0
    for told, kind in ((own, Mail.Kind.NOTICE), (followed, Mail.Kind.DIGEST)):
        if told:
            mails, new = mails_for(told, kind, on)
            _put_into(mails, told)
            number += new
    return number


@transaction.atomic
def take(worker: str, *, at: datetime, on: date, how_many: int) -> list[Mail]:
    """Claim up to `how_many` mails that are to be sent at the moment `at`, for the `worker`, oldest first.

    Rows that another worker is taking are passed over on PostgreSQL; on SQLite it is waited for. A mail that was tried
    on an earlier day becomes one of the day `on`: it is written anew."""
    rows = Mail.objects.select_for_update(skip_locked=True).to_send(at).order_by("pk")
    taken = list(rows.values_list("pk", flat=True)[:how_many])
    Mail.objects.filter(pk__in=taken).update(
        state=Mail.State.CLAIMED, claimed_by=worker, claimed_at=timezone.now(), handed_at=None, on=on
    )
    return list(Mail.objects.filter(pk__in=taken).select_related("person__mail_habit").order_by("pk"))


@transaction.atomic
def put_back(mails: Iterable[Mail]) -> None:
    """Free what was claimed and not handed over: the mails wait again, and this was no try."""
    claimed = Mail.objects.filter(pk__in=[mail.pk for mail in mails], state=Mail.State.CLAIMED, handed_at=None)
    claimed.filter(attempts=0).update(state=Mail.State.WAITING, claimed_by="")
    claimed.filter(attempts__gt=0).update(state=Mail.State.FAILED, claimed_by="")


@transaction.atomic
def release_abandoned(*, at: datetime, is_gone: Callable[[str], bool] = lambda worker: False) -> tuple[int, int]:
    """See to what workers left behind: those that `is_gone` knows to be gone, and those not heard of for a while.

    What was not handed over waits again; what was, is in doubt. Returns how many of each. A worker that was only slow
    and finds its claim gone sends nothing; one that comes to know that its mail was accepted still records it."""
    claimed = Mail.objects.filter(state=Mail.State.CLAIMED)
    workers = claimed.order_by().values_list("claimed_by", flat=True).distinct()
    gone = [worker for worker in workers if is_gone(worker)]
    late = at - LEASE
    left = claimed.filter(claimed_by__in=gone) | claimed.filter(claimed_at__lt=late, handed_at=None)
    handed = claimed.filter(claimed_by__in=gone, handed_at__isnull=False) | claimed.filter(handed_at__lt=late)
    doubted = handed.update(state=Mail.State.DOUBT, error="")
    free = list(left.filter(handed_at=None).only("pk"))
    if free:
        put_back(free)
    return len(free), doubted


def hand_over(mail: Mail, worker: str, *, subject: str, text: str) -> bool:
    """Record that the content of `mail` goes to the mail server now. False where the claim is not the worker's any
    more: then nothing may be sent."""
    return _is_updated(HANDED_OVER, subject[:250], text, mail.person.email, mail.pk, worker)


def settle_sent(mail: Mail, worker: str) -> None:
    """Record that the mail server accepted `mail`; also where others had to take it for doubtful by now.

    Should this be lost with the database's machine, the mail is in doubt; that it was handed over is never lost."""
    _is_updated(ACCEPTED + unhurried(), mail.pk, worker)


def _is_updated(update: str, *values: object) -> bool:
    """Run `update`, whose first value is this moment, as a transaction of its own; whether it met a row."""
    with connection.cursor() as cursor:
        cursor.execute(update, [connection.ops.adapt_datetimefield_value(timezone.now()), *values])
        return bool(cursor.rowcount)


def settle_failed(mail: Mail, worker: str, said: str, *, at: datetime, for_good: bool = False, **written: str) -> None:
    """Record that `mail` was certainly not accepted, and what the server `said`. It is tried again after a pause that
    grows; after the last try, or sooner where the refusal is `for_good`, it is given up and shown to administrators.

    Its reminders stay with it. `written` is what was to be sent: its `subject` and `text`."""
    tries = mail.attempts + 1
    given_up = tries >= (TRIES_REFUSED if for_good else TRIES)
    _in_hand(mail, worker).update(
        state=Mail.State.DEAD if given_up else Mail.State.FAILED,
        attempts=tries,
        next_attempt_at=None if given_up else at + PAUSES[tries - 1],
        handed_at=None,
        error=said,
        to=mail.person.email,
        **written,
    )


def settle_in_doubt(mail: Mail, worker: str, said: str) -> None:
    """Record that the server took the content of `mail` and did not answer: nobody knows whether it was accepted."""
    _in_hand(mail, worker).update(state=Mail.State.DOUBT, error=said)


def _in_hand(mail: Mail, worker: str):
    return Mail.objects.filter(pk=mail.pk, claimed_by=worker, state__in=[Mail.State.CLAIMED, Mail.State.DOUBT])


@transaction.atomic
def leave_out(mail: Mail, worker: str, reminders: Iterable[int], *, is_empty: bool) -> None:
    """Take the reminders with these keys out of a claimed `mail`: there is nothing to tell of them any more. Should
    there be again, they are told anew. A mail that `is_empty` by that goes away, or stays as one that was not needed
    where it had been tried."""
    claimed = Mail.objects.filter(pk=mail.pk, state=Mail.State.CLAIMED, claimed_by=worker, handed_at=None)
    if not claimed.exists():
        return
    Reminder.objects.filter(pk__in=list(reminders), mail=mail).delete()
    if is_empty and (mail.attempts or mail.asked_again_by_id):
        claimed.update(state=Mail.State.MOOT, next_attempt_at=None)
    elif is_empty:
        claimed.delete()


def came_back(number: int, said: str, *, at: datetime, is_final: bool, asked_again: int = 0) -> bool:
    """Record at the moment `at` that a mail server which had accepted the mail with this `number` sent it back, or is
    still trying where that was not its last word, and what it `said`. `asked_again`: how often a person had let the
    mail be sent again when the one left that came back.

    False where nothing changed: it is known already, the person has seen the mail, or it was sent again since."""
    before = [Mail.State.SENT, Mail.State.DOUBT] + ([Mail.State.DELAYED] if is_final else [])
    state = Mail.State.BOUNCED if is_final else Mail.State.DELAYED
    mail = Mail.objects.filter(pk=number, asked_again=asked_again, state__in=before, acknowledged_at=None)
    return bool(mail.update(state=state, error=said, returned_at=at))


def send_again(mail: Mail, *, by: User) -> bool:
    """Let `mail`, given up, in doubt or come back, be sent again, as the person `by` asked. False where it was none."""
    return bool(
        Mail.objects.filter(pk=mail.pk)
        .to_look_at()
        .update(
            state=Mail.State.WAITING,
            attempts=0,
            next_attempt_at=None,
            handed_at=None,
            claimed_by="",
            asked_again_by=by,
            asked_again=F("asked_again") + 1,
        )
    )


@transaction.atomic
def acknowledge(mail: Mail) -> bool:
    """Record that the person has seen `mail`. One that was in doubt has arrived, then. False where it was known."""
    at = timezone.now()
    Mail.objects.filter(pk=mail.pk, state=Mail.State.DOUBT).update(state=Mail.State.SENT, sent_at=at)
    Mail.objects.filter(pk=mail.pk, state__in=[Mail.State.DELAYED, Mail.State.BOUNCED]).update(state=Mail.State.SENT)
    return bool(Mail.objects.filter(pk=mail.pk, acknowledged_at=None).update(acknowledged_at=at))


def recall(deadline: Deadline, person: User, on: date, *, why: str = "") -> Recall:
    """Tell `person` again of `deadline` on the day `on`, whatever happens until then. Asked twice is asked once."""
    row, _created = Recall.objects.update_or_create(deadline=deadline, person=person, on=on, defaults={"why": why})
    return row
