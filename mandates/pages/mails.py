"""The mails that were sent, with their text: people see their own, administrators all."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from mandates.models import Deadline, Mail
from mandates.permissions import may

from .fragments import render_page

AT_A_TIME = 50
MARKS = {Mail.State.CLAIMED: "guess", Mail.State.SENT: "done", Mail.State.FAILED: "shut"}


def mails_for(person):
    """The mails that `person` may read."""
    return Mail.objects.all() if may(person, "enter data") else person.mails.all()


@require_GET
def mails(request):
    """The newest first, a page at a time; `?page=2` is the next."""
    rows = mails_for(request.user).select_related("person").annotate(dates=Count("reminders")).defer("text")
    page = Paginator(rows.order_by("-claimed_at", "-pk"), AT_A_TIME).get_page(request.GET.get("page"))
    for mail in page:
        mail.mark = MARKS[mail.state]
    context = {"page": page, "of_all": may(request.user, "enter data"), "failed": Mail.State.FAILED}
    return render_page(request, "mails.html", "rows", context)


@require_GET
def mail(request, pk):
    """One mail as it went out, and the dates because of which it did."""
    mail = get_object_or_404(mails_for(request.user).select_related("person"), pk=pk)
    leads = {}
    for reminder in mail.reminders.order_by("due_on", "pk"):
        reminder.days_after = -reminder.lead
        leads.setdefault(reminder.deadline_id, reminder)
    deadlines = Deadline.objects.filter(pk__in=leads).select_related("mandate", "session").in_bulk()
    told = [(deadlines[pk], reminder) for pk, reminder in leads.items()]
    return render(request, "mail.html", {"mail": mail, "mark": MARKS[mail.state], "told": told})
