"""The inbox: what somebody changed under the reader's feet, and what happened to what the reader follows."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mandates.models import Notice

A_PAGE = 40


@require_GET
def notices(request):
    """The reader's inbox, 40 a page, newest first: what is not read yet, or with `?read=all` everything."""
    shows_all = request.GET.get("read") == "all"
    own = Notice.objects.for_person(request.user)
    wanted = (own if shows_all else own.unread()).with_row_facts()
    page = Paginator(wanted, A_PAGE).get_page(request.GET.get("page"))
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
