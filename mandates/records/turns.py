"""How transactions take their turns: what two workers must not do at the same moment, and what may be lost."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


def unhurried() -> str:
    """To add to the conditions of an UPDATE whose loss would do no harm: PostgreSQL need not have it on its disk before
    it goes on. Should the machine of the database fail within that second, it stands as if it had not happened; nothing
    else is touched. It holds to the end of the transaction: let that be the update's own."""
    return " AND set_config('synchronous_commit', 'off', true) = 'off'" if connection.vendor == "postgresql" else ""


@contextmanager
def alone(doing: str) -> Iterator[None]:
    """A transaction in which nobody else is `doing` the same. On PostgreSQL a lock of that name, given back with the
    transaction, however it ends; on SQLite every writer waits for the one before from the start of its transaction."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [doing])
        yield
