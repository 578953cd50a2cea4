"""The short form of the kill test; the long one is `python -m tests.benchmarks.kill_reminders --times 200`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent


def test_workers_killed_at_random_points_lose_nothing_and_double_nothing(django_db_setup):
    """SIGKILL six times, against a server that stalls, refuses and hangs up, on the kind of database of this run."""
    if not hasattr(os, "fork"):
        pytest.skip("this machine cannot fork")
    url = os.environ.get("DATABASE_URL", "")
    only = "sqlite" if connection.vendor == "sqlite" else "postgresql"
    found = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.kill_reminders", "--times", "6", "--people", "90", "--only", only],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert found.returncode == 0, found.stdout + found.stderr
    assert "6 kills" in found.stdout
    assert "lost 0, doubled 0" in found.stdout
