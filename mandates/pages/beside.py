"""What is asked together with the rows of another query, to save queries: it is about none of these rows."""

from django.db.models import IntegerField, JSONField, Subquery
from django.db.models.functions import JSONArray


class NumberOf(Subquery):
    """How many rows a queryset has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


class ListOf(Subquery):
    """The rows of a queryset, each a list of its values `columns`; dates as ISO text, as JSON has them; None or an
    empty list where there are none."""

    template = "(SELECT json_group_array(json(listed.facts)) FROM (%(subquery)s) listed)"
    output_field = JSONField()

    def __init__(self, queryset, columns):
        super().__init__(queryset.order_by().annotate(facts=JSONArray(*columns)).values("facts"))

    def as_postgresql(self, compiler, connection, **extra):
        template = "(SELECT jsonb_agg(listed.facts) FROM (%(subquery)s) listed)"
        return self.as_sql(compiler, connection, template=template, **extra)
