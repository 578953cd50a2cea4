"""The inbox: what somebody changed under the reader's feet, and what happened to what the reader follows."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mandates.models import Follow, LogEntry, Notice

A_PAGE = 40
FOLLOWS = Prefetch("follows", Follow.objects.with_row_facts())
JOINED = [
    f"entry__{name}"
    for name in ("by", "deadline", "obligation", "session", "rule", "mandate", "resolution", "report__session")
]


@require_GET
def notices(request):
    """The reader's inbox, 40 a page, newest first: what is not read yet, or with `?read=all` everything."""
    shows_all = request.GET.get("read") == "all"
    own = Notice.objects.for_person(request.user)
    wanted = (own if shows_all else own.unread()).select_related(*JOINED).defer("entry__resolution__original_text")
    page = Paginator(wanted.prefetch_related(FOLLOWS), A_PAGE).get_page(request.GET.get("page"))
    for notice in page:
        notice.place = place_of(notice.entry) if notice.entry else None
    context = {"place": "notices", "page": page, "shows_all": shows_all}
    return render(request, "notices.html", context)


@require_POST
def read(request, pk=None):
    """Mark one notice as read, or all of them. Those of others stay as they are."""
    unread = Notice.objects.for_person(request.user).unread()
    marked = (unread.filter(pk=pk) if pk else unread).update(read_at=timezone.now())
    if not marked:
        messages.warning(request, _("Nothing changed: it was read already."))
    return redirect("notices")


def place_of(entry: LogEntry) -> tuple[str, str] | None:
    """Where to see what an entry of the log is about, the narrowest first: an address and its words."""
    if entry.deadline_id:
        return entry.deadline.get_absolute_url(), _(entry.deadline.step)
    if entry.report_id:
        return reverse("report", args=[entry.report_id]), str(entry.report)
    for row in (entry.resolution, entry.session, entry.rule, entry.mandate):
        if row:
            return row.get_absolute_url(), str(row)
    return None
