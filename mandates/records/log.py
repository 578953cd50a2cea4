"""Writing the log: every change of a record says who, from what, to what, and why."""

from datetime import date
from typing import Any

from mandates import clock
from mandates.models import LogEntry, User


def logged(
    what: str,
    *,
    by: User | None,
    on: date | None = None,
    from_value: Any = "",
    to_value: Any = "",
    why: str = "",
    **about: Any,
) -> LogEntry:
    """Write one entry; `about` names what it is about: deadline=…, mandate=…, obligation=…, resolution=….

    An entry about a deadline is also one about its mandate, so that the mandate shows it."""
    if "deadline" in about and "mandate" not in about:
        about["mandate"] = about["deadline"].mandate
    return LogEntry.objects.create(
        what=what,
        by=by,
        on=on or clock.today(),
        from_value=str(from_value or "")[:250],
        to_value=str(to_value or "")[:250],
        why=why,
        **about,
    )
