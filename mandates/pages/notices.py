"""What a person is to know though nothing falls due: which of the own dates somebody moved, and why."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mandates.models import Notice

MOST_READ = 30


@require_GET
def notices(request):
    """The reader's notices: those not read yet, then the last ones that were."""
    own = Notice.objects.for_person(request.user).select_related("entry__session", "entry__rule")
    read = own.exclude(read_at=None)[:MOST_READ]
    return render(request, "notices.html", {"place": "notices", "unread": list(own.unread()), "read": list(read)})


@require_POST
def read(request, pk=None):
    """Mark one notice as read, or all of them. Those of others stay as they are."""
    unread = Notice.objects.for_person(request.user).unread()
    marked = (unread.filter(pk=pk) if pk else unread).update(read_at=timezone.now())
    if not marked:
        messages.warning(request, _("Nothing changed: it was read already."))
    return redirect("notices")
