"""The outbox as a table to take away: one line a mail and date, with the rule and what became of it."""

import csv

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mandates.lists.mails import MailFilter
from mandates.models import Reminder
from mandates.permissions import mails_for

AT_ONCE = 500


class _Line:
    """What csv writes to: gives the line back."""

    def write(self, line):
        return line


@require_GET
def mails_as_csv(request):
    """The mails that the address asks for, as the page of the same address shows them, all pages at once."""
    chosen = MailFilter(request.GET, mails_for(request.user).select_related("person"), reader=request.user)
    response = StreamingHttpResponse(_lines(chosen.qs.defer("text")), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mails.csv"'
    return response


def _lines(mails):
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow([
        _("Day"), _("Person"), _("Address"), _("Subject"), _("Kind"), _("What became of it"), _("Tries"), _("Sent"),
        _("Seen"), _("What the mail server said"), _("Mandate"), _("Step"), _("Due when it was told"), _("Rule"),
        _("Days before"),
    ])  # fmt: skip
    page = []
    for mail in mails.iterator(chunk_size=AT_ONCE):
        page.append(mail)
        if len(page) == AT_ONCE:
            yield from _page(writer, page)
            page = []
    yield from _page(writer, page)


def _page(writer, mails):
    told: dict[int, list[Reminder]] = {}
    for reminder in Reminder.objects.filter(mail__in=mails).select_related("deadline__mandate").order_by("due_on"):
        told.setdefault(reminder.mail_id, []).append(reminder)
    for mail in mails:
        about_mail = [
            mail.on.isoformat(), str(mail.person), mail.to, mail.subject, mail.get_kind_display(),
            mail.get_state_display(), mail.attempts, _moment(mail.sent_at), _moment(mail.acknowledged_at), mail.error,
        ]  # fmt: skip
        for reminder in told.get(mail.pk, [None]):
            about_date = (
                [
                    str(reminder.deadline.mandate), reminder.deadline.step_words, reminder.due_on.isoformat(),
                    reminder.rule_code, reminder.lead,
                ]
                if reminder
                else [""] * 5
            )  # fmt: skip
            yield writer.writerow([_safe(value) for value in about_mail + about_date])


def _moment(at) -> str:
    return timezone.localtime(at).isoformat(sep=" ", timespec="seconds") if at else ""


def _safe(value):
    """A spreadsheet calculates what begins like a formula: such words get a quotation mark in front."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
