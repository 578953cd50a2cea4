"""What every page's template may print."""

from mandates import clock


def shown_day(request):
    """`today` for every page, and `shown_day` where the desk shows another day than the real one."""
    today = clock.today()
    return {"today": today, "shown_day": today if clock.is_shown_day() else None}
