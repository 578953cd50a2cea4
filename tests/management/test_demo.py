"""The demonstration, as a person starts it: in a folder of its own, on this machine."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
import urllib.parse
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
        "EMAIL_URL": f"filemail:///{tmp_path}/mail",
        "SECRET_KEY": "only for tests",
        "PYTHONUNBUFFERED": "1",
    }


@contextmanager
def served(tmp_path, *arguments):
    """The demonstration while it serves: what it said until then, its address, and what it says further."""
    command = [sys.executable, "manage.py", "demo", "--port", str(free_port()), *arguments]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                yield "".join(said), found[0], process.stdout
                break
        else:
            pytest.fail("".join(said))
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()


def visitor():
    """Somebody with a browser that keeps cookies, on this machine."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor())


def page(address, reader=None):
    """The page at `address`. The address is said once the server listens, so there is nothing to wait for."""
    with (reader or visitor()).open(address, timeout=20) as answer:
        return answer.read().decode()


def signed_in(address, name):
    """A visitor who signed in with the one press for the person called `name`."""
    reader = visitor()
    forms = page(f"{address}sign-in/", reader)
    form = re.search(rf'<form[^>]* action="/(sign-in/as/\d+/)"(?:(?!</form>).)*{name}', forms, re.DOTALL)
    secret = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form[0])[1]
    sent = urllib.parse.urlencode({"csrfmiddlewaretoken": secret}).encode()
    reader.open(f"{address}{form[1]}", sent, timeout=20).close()
    return reader


def test_a_demonstration_loads_the_sample_offers_its_accounts_and_keeps_what_it_has(tmp_path):
    with served(tmp_path) as (said, address, _further):
        assert "The sample was loaded." in said
        assert "for demonstration only" in said
        assert "Lena Haddad" in page(f"{address}sign-in/")
    with served(tmp_path) as (said, _address, _further):
        assert "The database of the last run was found" in said


def test_another_day_is_shown_and_said(tmp_path):
    with served(tmp_path, "--on", "2026-03-30") as (said, address, _further):
        assert "Monday, 30 March 2026" in said
        assert "30 March 2026" in page(f"{address}sign-in/")


def test_the_mails_of_the_shown_day_are_sent_beside_it_and_stand_on_its_pages(tmp_path):
    with served(tmp_path, "--on", "2026-03-30") as (_said, address, further):
        sent = next(line for line in further if line.startswith("Mails: "))
        assert re.match(r"Mails: [1-9]\d* sent, 0 kept for the next run\.", sent)
        assert str(tmp_path / "mail") in sent
        assert page(f"{address}workers/health/") == "sending\n"
        person = signed_in(address, "Lena Haddad")
        assert "overdue" in page(f"{address}mails/", person)
    written = "".join(path.read_text() for path in (tmp_path / "mail").iterdir())
    assert "To: Lena Haddad <officer@demonstration.invalid>" in written
    assert f"{address}mail/" in written, "its links open the desk that is served"


def test_the_worker_ends_with_the_demonstration_and_says_so(tmp_path):
    with served(tmp_path) as (_said, _address, _further):
        pass
    with sqlite3.connect(tmp_path / "demo.sqlite3") as database:
        stopped = database.execute("SELECT stopped_at IS NOT NULL FROM mandates_workerheartbeat").fetchall()
    assert stopped == [(1,)]


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
