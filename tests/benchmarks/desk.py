"""How long the desk takes, and how many queries: `DATABASE_URL=… python -m tests.benchmarks.desk`.

Prints, for the person who owns most mandates, the median of the view's time over 15 visits after three that warm it,
the queries of one visit with session and reader, and the size of the answer. Nothing passes or fails here."""

import os
import statistics
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mandates.settings")
os.environ.update(HTTPS="off", STATIC_MANIFEST="off")

VISITS = 15


def main() -> None:
    import django

    django.setup()
    from django.db import connection
    from django.db.models import Count
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from mandates.models import Deadline, Mandate, User

    owner = User.objects.annotate(many=Count("owns")).order_by("-many", "pk").first()
    client = Client(headers={"host": "localhost"})
    client.force_login(owner)
    for path in ("/", "/?who=all", "/deadlines/", "/mandates/"):
        for _warming in range(3):
            client.get(path)
        took = []
        for _visit in range(VISITS):
            started = time.perf_counter()
            answer = client.get(path)
            took.append(time.perf_counter() - started)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        print(
            f"{path:12} {statistics.median(took) * 1000:6.1f} ms, lowest {min(took) * 1000:.1f}, "
            f"{len(queries)} queries, {len(answer.content) / 1000:.0f} kB"
        )
    print(f"{connection.vendor}: {Mandate.objects.count()} mandates, {Deadline.objects.count()} deadlines, as {owner}")


if __name__ == "__main__":
    main()
