"""The outbox: what was sent to whom, when, because of which date and rule, with its text. People see their own mails,
heads those of their unit too, administrators all."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from mandates.lists.mails import TO_LOOK_AT, MailFilter
from mandates.models import Deadline, Mail, MailHabit, Notice, Reminder
from mandates.models.reminders import RECALLED, SNOOZED_AGAIN
from mandates.permissions import mails_for, may
from mandates.records.reminders import send_again

from .filters import Filters
from .fragments import came_from, render_page

AT_A_TIME = 50
MARKS = {
    Mail.State.WAITING: "open",
    Mail.State.CLAIMED: "part",
    Mail.State.SENT: "done",
    Mail.State.FAILED: "shut",
    Mail.State.DEAD: "late",
    Mail.State.DOUBT: "guess",
    Mail.State.DELAYED: "part",
    Mail.State.BOUNCED: "late",
    Mail.State.MOOT: "shut",
}


@require_GET
def mails(request):
    """The newest first, a page at a time, those that the address asks for; `?state=look` needs a person's eye."""
    readable = mails_for(request.user)
    chosen = MailFilter(request.GET, readable.select_related("person"), reader=request.user)
    rows = chosen.qs.annotate(dates=Count("reminders")).defer("text")
    page = Paginator(rows, AT_A_TIME).get_page(request.GET.get("page"))
    for mail in page:
        mail.mark = MARKS[mail.state]
    filters = Filters(chosen, without=("deadline",))
    person = chosen.form.cleaned_data.get("person") if chosen.form.is_valid() else None
    context = {
        "page": page,
        "filters": filters,
        "asked": filters.address.lstrip("?"),
        "of_others": may(request.user, "enter data") or request.user.heads.exists(),
        "pending": Mail.PENDING,
        "to_look_at": readable.to_look_at().count(),
        "look": TO_LOOK_AT,
        "habit": MailHabit.objects.filter(person=person, digest=False).first() if person else None,
    }
    return render_page(request, "mails.html", "answer", context)


@require_GET
def mail(request, pk):
    """One mail as it went out, and the dates because of which it did."""
    mail = get_object_or_404(mails_for(request.user).select_related("person", "asked_again_by"), pk=pk)
    leads = {}
    for reminder in mail.reminders.order_by("due_on", "pk"):
        leads.setdefault(reminder.deadline_id, reminder)
    deadlines = Deadline.objects.filter(pk__in=leads).select_related("mandate", "session").in_bulk()
    told = [(deadlines[pk], reminder, reason(reminder, deadlines[pk], mail.on)) for pk, reminder in leads.items()]
    context = {
        "mail": mail,
        "mark": MARKS[mail.state],
        "told": told,
        "notices": Notice.objects.filter(sent__mail=mail).with_row_facts().order_by("pk"),
        "may_send_again": mail.state in Mail.TO_LOOK_AT and _may_send_again(request.user, mail),
    }
    return render(request, "mail.html", context)


@require_POST
def again(request, pk):
    """Let a mail that was given up, is in doubt or came back be sent again by the next run."""
    mail = get_object_or_404(mails_for(request.user), pk=pk)
    if not _may_send_again(request.user, mail):
        raise PermissionDenied
    if send_again(mail, by=request.user):
        messages.success(request, _("It waits for the next run, and goes out with what stands then."))
    else:
        messages.warning(request, _("Nothing changed: it was not given up, in doubt or come back any more."))
    return redirect(came_from(request, default="mails"))


def _may_send_again(person, mail) -> bool:
    return person.pk == mail.person_id or may(person, "enter data")


def reason(reminder: Reminder, deadline: Deadline, on: date) -> str:
    """Why a person was told of `deadline` on the day `on`, in words: the rule, its lead, and how late it was by then; a
    recall; a third snooze."""
    if reminder.rule_code == RECALLED:
        return _("asked to be told again")
    if reminder.rule_code == SNOOZED_AGAIN:
        return _("snoozed %(times)d times") % {"times": reminder.lead}
    late = _days_late(reminder, deadline, on)
    if not late:
        return f"{reminder.rule_code}, {_lead_words(reminder.lead)}"
    words = ngettext("%(days)d day late", "%(days)d days late", late) % {"days": late}
    if late == -reminder.lead:
        return f"{reminder.rule_code}, {words}"
    return f"{reminder.rule_code}, {_lead_words(reminder.lead)}; {words}"


def _days_late(reminder: Reminder, deadline: Deadline, on: date) -> int:
    """How many days late it was on the day `on`; 0 where it was in time, or where nobody knows any more: a window that
    has moved since ended on another day."""
    late_after = deadline.late_after
    if reminder.due_on != (deadline.due_on or late_after):
        late_after = reminder.due_on if deadline.due_on == late_after else None
    return max((on - late_after).days, 0) if late_after else 0


def _lead_words(lead: int) -> str:
    if lead == 0:
        return _("on the day")
    if lead < 0:
        return ngettext("%(days)d day after", "%(days)d days after", -lead) % {"days": -lead}
    return ngettext("%(days)d day before", "%(days)d days before", lead) % {"days": lead}


def told_about(deadline: Deadline, reader) -> list[dict]:
    """Who was told of `deadline`, newest first, with what became of the mail; the mail itself where `reader` may."""
    readable = set(mails_for(reader).filter(reminders__deadline=deadline).values_list("pk", flat=True))
    rows = deadline.reminders.select_related("person", "mail").defer("mail__text").order_by("-mail__claimed_at", "-pk")
    return [
        {
            "reminder": row,
            "person": row.person,
            "why": reason(row, deadline, row.mail.on),
            "mail": row.mail,
            "mark": MARKS[row.mail.state],
            "is_readable": row.mail_id in readable,
        }
        for row in rows[:30]
    ]
