"""The demonstration, as a person starts it: in a folder of its own, on this machine."""

import os
import re
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(tmp_path):
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return {
        **kept,
        "DATABASE_URL": f"sqlite:///{tmp_path}/demo.sqlite3",
        "SECRET_KEY": "only for tests",
        "PYTHONUNBUFFERED": "1",
    }


@contextmanager
def served(tmp_path, *arguments):
    """The demonstration while it serves: what it said until then, and its address."""
    command = [sys.executable, "manage.py", "demo", "--port", str(free_port()), *arguments]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                yield "".join(said), found[0]
                break
        else:
            pytest.fail("".join(said))
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()


def page(address):
    """The page at `address`. The address is said once the server listens, so there is nothing to wait for."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(address, timeout=20) as answer:
        return answer.read().decode()


def test_a_demonstration_loads_the_sample_offers_its_accounts_and_keeps_what_it_has(tmp_path):
    with served(tmp_path) as (said, address):
        assert "The sample was loaded." in said
        assert "for demonstration only" in said
        assert "Lena Haddad" in page(f"{address}sign-in/")
    with served(tmp_path) as (said, _address):
        assert "The database of the last run was found" in said


def test_another_day_is_shown_and_said(tmp_path):
    with served(tmp_path, "--on", "2026-03-30") as (said, address):
        assert "Monday, 30 March 2026" in said
        assert "30 March 2026" in page(f"{address}sign-in/")


def test_a_database_that_holds_an_office_is_left_alone(tmp_path):
    command = [sys.executable, "manage.py"]
    office = environment(tmp_path) | {"HTTPS": "off"}
    for arguments in (["migrate", "-v0"], ["make_office", "--mandates", "1", "--on", "2026-03-30"]):
        subprocess.run([*command, *arguments], cwd=ROOT, env=office, check=True, capture_output=True)
    run = subprocess.run(
        [*command, "demo", "--port", str(free_port())], cwd=ROOT, env=office, capture_output=True, text=True
    )
    assert run.returncode == 1
    assert "This database holds an office." in run.stderr


def test_a_port_in_use_gives_one_clear_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = subprocess.run(
            [sys.executable, "manage.py", "demo", "--port", str(port)],
            cwd=ROOT, env=environment(tmp_path), capture_output=True, text=True,
        )  # fmt: skip
    assert run.returncode == 1
    assert (
        run.stderr.strip()
        == f"CommandError: Port {port} cannot be used. Take another: manage.py demo --port {port + 1}"
    )
    assert not (tmp_path / "demo.sqlite3").exists()
