"""New rows by the ten thousand: COPY on PostgreSQL, one prepared statement on SQLite.

`bulk_create` makes an object of each row and asks each field for each value; here a row is a tuple from the start.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Model

WRITTEN: dict[type, Callable[[Any], str]] = {  # what both databases take as text
    date: date.isoformat,
    datetime: lambda at: connection.ops.adapt_datetimefield_value(at) or "",
    list: json.dumps,
}


def insert(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write `rows`, whose values are those of the columns `names` (`mandate_id`, not `mandate`), as new rows of
    `model`; every other column gets the default of its field. Nothing is validated but by the database, and no signal
    is sent."""
    given = [model._meta.get_field(name).column for name in names]
    others = [field for field in model._meta.concrete_fields if not field.primary_key and field.column not in given]
    defaults = tuple(_written(field.get_default()) for field in others)
    columns = ", ".join(connection.ops.quote_name(name) for name in (*given, *(field.column for field in others)))
    table = connection.ops.quote_name(model._meta.db_table)
    whole = ((*map(_written, row), *defaults) for row in rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in whole:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * (len(given) + len(others)))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", whole)


def _written(value: Any) -> Any:
    written = WRITTEN.get(type(value))
    return value if written is None else written(value)


def look_at_all() -> None:
    """Let the database count what it holds, so that it finds rows well: after many were written at once."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
