"""`parse_resolution`: one line a file, errors as lines, and no database."""

import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.reading.texts import SAMPLE

ROOT = Path(__file__).parents[2]


def printed(*files):
    out = io.StringIO()
    try:
        call_command("parse_resolution", *map(str, files), stdout=out)
        status = 0
    except SystemExit as ended:
        status = ended.code
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_file_gets_its_line_in_order_and_an_error_does_not_stop_the_rest(tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    status, lines = printed(SAMPLE, empty, tmp_path / "missing.txt", tmp_path, SAMPLE)
    assert status == 1
    assert [line["source"] for line in lines] == [
        str(SAMPLE), str(empty), str(tmp_path / "missing.txt"), str(tmp_path), str(SAMPLE),
    ]  # fmt: skip
    assert ["error" in line for line in lines] == [False, True, True, True, False]
    assert set(lines[1]) == {"source", "error"}


def test_the_line_has_the_keys_of_the_contract():
    status, [line] = printed(SAMPLE)
    assert status == 0
    assert list(line) == [
        "source", "symbol", "body", "title", "session", "special_session", "session_dates", "agenda_item", "adopted_on",
        "meeting", "adoption", "votes", "paragraphs", "footnotes", "citations", "decisions", "requests", "reports",
        "warnings",
    ]  # fmt: skip
    assert list(line["paragraphs"][0]) == ["kind", "number", "level", "verb", "text"]
    assert line["session_dates"] == [["2020-06-30", "2020-07-17"]]
    assert line["votes"]["in_favour"]["count"] == 31
    assert set(line["decisions"][0]) == {"paragraph", "action", "mandate", "term", "effective_from", "until"}
    assert set(line["requests"][0]) == {"paragraph", "verb", "addressees", "text"}
    assert set(line["reports"][0]) == {
        "paragraph", "addressee", "kind", "recipients", "sessions", "recurrence", "mode", "by_date", "words",
    }  # fmt: skip


def test_standard_input_is_a_dash_and_no_database_is_touched(tmp_path):
    run = subprocess.run(
        [sys.executable, ROOT / "manage.py", "parse_resolution", "-"],
        input=SAMPLE.read_bytes(),
        capture_output=True,
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "DATABASE_URL": f"sqlite:///{tmp_path}/never.sqlite3", "SECRET_KEY": "x" * 60,
             "PYTHONIOENCODING": "ascii"},
        check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["source"] == "-"
    assert not (tmp_path / "never.sqlite3").exists()


@pytest.mark.parametrize("command", [["parse_resolution"], ["explain_dates", "--on", "2021-01-11"]])
def test_a_reader_that_has_enough_ends_the_command_quietly(command):
    words = [sys.executable, ROOT / "manage.py", *command, *[SAMPLE] * 40]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout.readline().startswith(b"{")
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 128 + signal.SIGPIPE


@pytest.mark.skipif(not (ROOT.parent / "shared" / "corpus").is_dir(), reason="the shared corpus is not here")
def test_every_labelled_text_is_structured():
    for path in sorted((ROOT.parent / "shared" / "corpus").glob("*.json"))[::9]:
        _, [line] = printed(path)
        assert any(p["kind"] == "operative" for p in line["paragraphs"]), path.name
