"""Rows found by their keys: those that the database picks first, and any number that the caller has.

A row of a list joins a dozen tables. PostgreSQL weighs eight joins and leaves the others as written, the picking of the
rows last of all: it would read every deadline to show forty. With `pk__picked` the keys are there before it joins
anything. To SQLite, which looks up the rows of a subquery anyhow, it is the same as `pk__in`.
"""

from django.db import models
from django.db.models.lookups import In, Lookup


@models.BigAutoField.register_lookup
class Picked(In):
    """`filter(pk__picked=rows.values("pk")[:40])`: the same rows as `pk__in`; takes a queryset only."""

    lookup_name = "picked"

    def get_rhs_op(self, connection, rhs):
        return f"= ANY(ARRAY{rhs})" if connection.vendor == "postgresql" else super().get_rhs_op(connection, rhs)


@models.BigAutoField.register_lookup
@models.ForeignKey.register_lookup
class Among(Lookup):
    """`filter(mandate__among=ids)`: the same rows as `mandate__in`, with all keys in one parameter.

    Of a list, `__in` makes a parameter of each key, and both Django and the database read each of them; a replanning
    asks twenty times for the rows of the same two thousand mandates. No limit of parameters holds for it either. None
    is no row's key, and left out."""

    lookup_name = "among"
    prepare_rhs = False

    def get_prep_lookup(self):
        return list(self.rhs)  # a query may be written more than once

    def as_postgresql(self, compiler, connection):
        return self._sql(compiler, connection, "= ANY(%s::bigint[])", "{%s}")

    def as_sqlite(self, compiler, connection):
        return self._sql(compiler, connection, "IN (SELECT value FROM json_each(%s))", "[%s]")

    def _sql(self, compiler, connection, operator, form):
        column, params = self.process_lhs(compiler, connection)
        keys = ",".join(str(key) for key in self.rhs if key is not None)
        return f"{column} {operator}", [*params, form % keys]
