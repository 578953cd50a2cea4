"""Claiming a reminder before it is sent, and settling it after: one transaction each, so that nothing is told twice."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from mandates.models import Mail, Reminder, User


def claim(reminders: Iterable[Reminder], *, to: User, on: date, subject: str, text: str) -> Mail | None:
    """Claim `reminders` for one mail of the day `on` to the person `to`, who is told of them by nobody else from now.

    Returns the mail, not yet sent; None, with nothing written, where another run was first with any of them. A mail of
    the same day that the server had not accepted is taken up again, so that a refusal is one line and not one a run."""
    try:
        with transaction.atomic():
            mail = Mail.objects.select_for_update().filter(person=to, on=on, state=Mail.State.FAILED).first()
            mail = mail or Mail(person=to, on=on)
            mail.to, mail.subject, mail.text = to.email, subject[:250], text
            mail.state, mail.error, mail.claimed_at = Mail.State.CLAIMED, "", timezone.now()
            mail.save()
            # In one order, so that two runs wait for each other and never in a ring.
            rows = sorted(reminders, key=lambda row: (row.deadline_id, row.due_on, row.rule_code, row.lead))
            for row in rows:
                row.mail, row.person = mail, to
            Reminder.objects.bulk_create(rows)
    except IntegrityError:
        return None
    return mail


def settle_sent(mail: Mail) -> None:
    """Record that the mail server accepted `mail`."""
    Mail.objects.filter(pk=mail.pk, state=Mail.State.CLAIMED).update(state=Mail.State.SENT, sent_at=timezone.now())


@transaction.atomic
def settle_failed(mail: Mail, said: str) -> None:
    """Record that `mail` was not accepted and what the server `said`; its reminders are free for the next run."""
    if Mail.objects.filter(pk=mail.pk, state=Mail.State.CLAIMED).update(state=Mail.State.FAILED, error=said):
        Reminder.objects.filter(mail=mail).delete()
