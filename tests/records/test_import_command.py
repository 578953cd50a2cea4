"""`import_resolution`: folders and block lists go in; it can be stopped and run again."""

import json
import tracemalloc

import pytest
from django.core.management import CommandError, call_command

from mandates.management.commands import import_resolution as command
from mandates.models import Request, Resolution
from mandates.reading import read
from tests.conftest import SHARED
from tests.invented import resolution_text

CORPUS = SHARED / "corpus"


@pytest.fixture
def folder(tmp_path):
    """A folder with three texts: plain, as the registry's block list in a folder of its own, and a hidden one."""
    (tmp_path / "60-90.txt").write_text(resolution_text(), encoding="utf-8")
    (tmp_path / "registry").mkdir()
    blocks = [{"text": part} for part in resolution_text("60/91").split("\n\n")]
    (tmp_path / "registry" / "60-91.json").write_text(json.dumps(blocks), encoding="utf-8")
    (tmp_path / ".hidden").write_text(resolution_text("60/92"), encoding="utf-8")
    return tmp_path


def test_a_folder_goes_in_with_the_folders_in_it_whatever_the_kind_of_file(reference, folder, capsys):
    call_command("import_resolution", str(folder))
    assert set(Resolution.objects.values_list("symbol", flat=True)) == {"A/HRC/RES/60/90", "A/HRC/RES/60/91"}
    assert "2 stored, 0 there already, 0 not stored." in capsys.readouterr().out


def test_of_several_texts_in_one_file_each_goes_in_and_is_told(reference, tmp_path, capsys):
    several = tmp_path / "session.txt"
    several.write_text("\n\n".join(resolution_text(number) for number in ("60/90", "60/91", "60/92")), encoding="utf-8")
    call_command("import_resolution", str(several))
    assert Resolution.objects.count() == 3
    told = capsys.readouterr().out
    assert "session.txt, text 2 of 3: A/HRC/RES/60/91" in told
    assert "3 stored, 0 there already, 0 not stored." in told


def test_a_file_that_cannot_be_read_says_why_and_the_others_go_in(reference, folder, capsys):
    (folder / "a.bin").write_bytes(b"\x00\x01\x02\x03")
    with pytest.raises(CommandError, match="1 of 3 texts"):
        call_command("import_resolution", str(folder))
    assert "This is not a text, web page, Word or PDF file" in capsys.readouterr().err
    assert Resolution.objects.count() == 2


def test_a_file_far_over_the_limit_is_refused_without_being_read_whole(reference, tmp_path, capsys):
    with (tmp_path / "scan.txt").open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    tracemalloc.start()
    with pytest.raises(CommandError, match="1 of 1 texts"):
        call_command("import_resolution", str(tmp_path / "scan.txt"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "larger than 20 MiB" in capsys.readouterr().err
    assert peak < 100 * 1024 * 1024


def test_stopped_in_the_middle_it_says_how_far_it_came_and_goes_on_when_run_again(
    reference, folder, monkeypatch, capsys
):
    stores = command.import_text

    def until_stopped(text, *, ground):
        if text.read.source == "60-91.json":
            raise KeyboardInterrupt  # what Ctrl-C raises
        return stores(text, ground=ground)

    monkeypatch.setattr(command, "import_text", until_stopped)
    with pytest.raises(CommandError, match="Stopped after 1 of 2 files") as stopped:
        call_command("import_resolution", str(folder))
    monkeypatch.undo()
    assert stopped.value.returncode == 130
    assert Resolution.objects.count() == 1
    call_command("import_resolution", str(folder))
    assert "1 stored, 1 there already, 0 not stored." in capsys.readouterr().out
    assert Resolution.objects.count() == 2


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside the project")
def test_every_text_of_the_corpus_goes_in(reference, capsys):
    call_command("import_resolution", str(CORPUS))
    files = list(CORPUS.glob("*.json"))
    assert f"{len(files)} stored, 0 there already, 0 not stored." in capsys.readouterr().out
    asks = sum(len(read(path.read_bytes()).requests) for path in files)
    assert 0 < Request.objects.count() <= asks  # a request that a later text repeats is one
