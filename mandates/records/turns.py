"""One at a time: what two workers must not do at the same moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def alone(doing: str) -> Iterator[None]:
    """A transaction in which nobody else is `doing` the same. On PostgreSQL a lock of that name, given back with the
    transaction, however it ends; on SQLite every writer waits for the one before from the start of its transaction."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [doing])
        yield
