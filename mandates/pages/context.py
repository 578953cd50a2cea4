"""What every page's template may print."""

from mandates import clock
from mandates.models import SavedView


def on_every_page(request):
    """`today` for every page, `shown_day` where the desk shows another day than the real one, and the reader's
    `saved_views`, asked for only where a page prints them."""
    today = clock.today()
    return {
        "today": today,
        "shown_day": today if clock.is_shown_day() else None,
        "saved_views": lambda: SavedView.objects.filter(person=request.user.pk),
    }
