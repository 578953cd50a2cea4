"""Rows found by their keys, which the database picks first.

A row of a list joins a dozen tables. PostgreSQL weighs eight joins and leaves the others as written, the picking of the
rows last of all: it would read every deadline to show forty. With `pk__picked` the keys are there before it joins
anything. To SQLite, which looks up the rows of a subquery anyhow, it is the same as `pk__in`.
"""

from django.db import models
from django.db.models.lookups import In


@models.BigAutoField.register_lookup
class Picked(In):
    """`filter(pk__picked=rows.values("pk")[:40])`: the same rows as `pk__in`; takes a queryset, or `Keys`."""

    lookup_name = "picked"

    def get_rhs_op(self, connection, rhs):
        return f"= ANY(ARRAY{rhs})" if connection.vendor == "postgresql" else super().get_rhs_op(connection, rhs)
