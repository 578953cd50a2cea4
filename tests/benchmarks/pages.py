"""How long each list takes: `DATABASE_URL=… python -m tests.benchmarks.pages [--visits 15] [--explain] [ADDRESS…]`.

Prints, for the person who owns most mandates, the lowest and the median time of the view after three visits that warm
it, the queries of one visit with session and reader, how long these take in the database, and the size of the answer,
as it is and compressed. `--explain` shows how the database finds the rows of its slowest query. Nothing passes or fails
here."""

# ruff: noqa: E402  (Django is set up before its models are imported)

import argparse
import gzip
import os
import statistics
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mandates.settings")
os.environ.update(HTTPS="off", STATIC_MANIFEST="off")

import django

django.setup()

from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mandates import clock
from mandates.models import Deadline, Mandate, User

LISTS = (
    "/", "/?who=all", "/?who=unit",
    "/deadlines/", "/deadlines/?who=me", "/deadlines/?when=overdue", "/deadlines/?standing=suggested",
    "/deadlines/?standing=not_recorded", "/deadlines/?standing=met", "/deadlines/?standing=all",
    "/deadlines/?session=HRC62", "/deadlines/?q=lanterns", "/deadlines/?page=50",
    "/deadlines/?view=month", "/deadlines/?view=year",
    "/mandates/", "/mandates/?q=lanterns", "/renewals/", "/reports/", "/reports/compliance/", "/requests/",
    "/resolutions/", "/sessions/", "/sessions/HRC62/", "/sessions/HRC62/pack/", "/forecast/", "/not-recorded/",
    "/mails/", "/notices/", "/rules/", "/find/?q=lanterns", "/feeds/public.ics",
)  # fmt: skip


def visits(client: Client, path: str, times: int) -> tuple[list[float], object]:
    """Seconds of each visit after three that warm the page, shortest first, and the last answer."""
    took = []
    for _visit in range(times + 3):
        started = time.perf_counter()
        answer = client.get(path)
        size = len(answer.getvalue())
        took.append(time.perf_counter() - started)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answers {answer.status_code}, {size} bytes.")
    return sorted(took[3:]), answer


def explained(queries: list[dict]) -> str:
    slowest = max(queries, key=lambda query: float(query["time"]))
    with connection.cursor() as cursor:
        how = "EXPLAIN (ANALYZE, BUFFERS)" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
        cursor.execute(f"{how} {slowest['sql'].replace('%', '%%')}", ())
        lines = [str(row[-1]) for row in cursor.fetchall()]
    return "\n    ".join([f"{float(slowest['time']) * 1000:.0f} ms: {slowest['sql']}", *lines])


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("addresses", nargs="*", default=LISTS)
    asked.add_argument("--visits", type=int, default=15)
    asked.add_argument("--explain", action="store_true")
    given = asked.parse_args()
    owner = User.objects.annotate(many=Count("owns")).order_by("-many", "pk").first()
    client = Client(headers={"host": "localhost"})
    client.force_login(owner)
    counted = ", ".join(f"{model.objects.count()} {model._meta.verbose_name_plural}" for model in (Mandate, Deadline))
    sys.stdout.write(f"{connection.vendor}: {counted}, on {clock.today()}, as {owner}\n")
    sys.stdout.write(f"{'':34} lowest  median  in SQL  queries    kB  gzipped\n")
    for path in given.addresses or LISTS:
        took, answer = visits(client, path, given.visits)
        with CaptureQueriesContext(connection) as queries:
            client.get(path).getvalue()
        in_sql = sum(float(query["time"]) for query in queries.captured_queries)
        body = answer.getvalue()
        sys.stdout.write(
            f"{path:34} {took[0] * 1000:6.0f}  {statistics.median(took) * 1000:6.0f}  {in_sql * 1000:6.0f}  "
            f"{len(queries):7}  {len(body) / 1000:4.0f}  {len(gzip.compress(body)) / 1000:7.1f}\n"
        )
        sys.stdout.flush()
        if given.explain:
            sys.stdout.write(f"    {explained(queries.captured_queries)}\n")


if __name__ == "__main__":
    main()
