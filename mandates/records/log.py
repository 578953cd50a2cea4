"""Writing the log: every change of a record says who, from what, to what, and why."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.conf import settings
from django.utils import translation

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


def in_the_offices_language(write: Callable) -> Callable:
    """Let `write` put down its words in the language of the office: what is kept in the log, in a notice or beside a
    fact is read by everybody, whatever language its writer reads in."""

    @wraps(write)
    def written(*args, **kwargs):
        with translation.override(settings.LANGUAGE_CODE):
            return write(*args, **kwargs)

    return written
