"""How fast reminders go out: `python -m tests.benchmarks.reminding [DATABASE_URL|sqlite] [--workers 2]`.

10,000 dates of 500 people are due; from looking for them to the last mail accepted by a mail server on loopback, all
in processes of their own. Prints mails and reminders a second, and counts lost and doubled ones."""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.benchmarks.reminding_ground import ROOT, environment, mail_server, make_office, own_database


def main(url: str, workers: int, people: int, dates: int) -> None:
    with own_database(url) as database, tempfile.TemporaryDirectory() as folder:
        accepted = Path(folder) / "accepted"
        make_office(database, people=people, dates=dates)
        with mail_server(accepted) as port:
            runs = [
                subprocess.Popen(
                    [sys.executable, "-m", "tests.benchmarks.reminding_run"],
                    cwd=ROOT,
                    env=environment(database, port),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
                for _number in range(workers)
            ]
            for run in runs:
                run.stdout.readline()
            for run in runs:
                run.stdin.write("go\n")
                run.stdin.flush()
            done = [json.loads(run.communicate()[0]) for run in runs]
        spent = max(run["ended"] for run in done) - min(run["began"] for run in done)
        got = Counter(accepted.read_text().splitlines())
    sent = sum(run["sent"] for run in done)
    sys.stdout.write(
        f"{workers} workers ({url.split(':')[0]}): {people * dates} reminders in {sent} mails in {spent:.1f} s: "
        f"{sent / spent:.0f} mails and {people * dates / spent:.0f} reminders a second; "
        f"{1000 * sum(run['cpu'] for run in done) / sent:.1f} ms of a worker's processor a mail; "
        f"lost {people - len(got)}, doubled {sum(got.values()) - len(got)}\n"
    )


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("url", nargs="?", default="sqlite")
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--people", type=int, default=500)
    asked.add_argument("--dates", type=int, default=20)
    asked = asked.parse_args()
    main(asked.url, asked.workers, asked.people, asked.dates)
