"""The commands that fill a database: one clear outcome each, and a status that a script can ask."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from mandates.models import Deadline, Mandate, Resolution, Rule, Session, State
from mandates.records.loading import SAMPLE

TEXT = SAMPLE / "resolution-44-11.txt"


def test_a_bad_file_among_good_ones_leaves_nothing_and_does_not_stop_the_others(db, tmp_path, capsys):
    call_command("load_reference")
    bad, missing = tmp_path / "a-letter.txt", tmp_path / "gone.txt"
    bad.write_text("Dear colleague, the resolution follows tomorrow.")
    with pytest.raises(CommandError, match="2 of 3 texts were not stored") as stopped:
        call_command("import_resolution", str(bad), str(missing), str(TEXT))
    assert stopped.value.returncode == 1
    assert [text.symbol for text in Resolution.objects.all()] == ["A/HRC/RES/44/11"]
    said = capsys.readouterr()
    assert "1 stored, 0 there already, 2 not stored." in said.out
    assert "a-letter.txt" in said.err
    assert "gone.txt" in said.err


def test_a_file_that_is_there_already_is_said_to_be(db, capsys):
    call_command("load_reference")
    call_command("import_resolution", str(TEXT))
    call_command("import_resolution", str(TEXT))
    assert "0 stored, 1 there already, 0 not stored." in capsys.readouterr().out


def test_reference_data_that_people_changed_stays_changed(db):
    call_command("load_reference")
    Session.objects.filter(body="HRC", number=62).update(opens_on=date(2026, 6, 22))
    Rule.objects.filter(code="H7").update(offset="-P11W", changed_why="Agreed with document management")
    counts = State.objects.count(), Session.objects.count(), Rule.objects.count()
    call_command("load_reference")
    assert (State.objects.count(), Session.objects.count(), Rule.objects.count()) == counts
    assert Session.objects.get(body="HRC", number=62, kind="regular").opens_on == date(2026, 6, 22)
    assert Rule.objects.get(code="H7").offset == "-P11W"


def test_an_office_is_made_of_so_many_mandates_on_the_day_asked_for(db, capsys):
    call_command("make_office", mandates=2, on=date(2026, 3, 30))
    assert Mandate.objects.count() == 2
    assert "2 mandates," in capsys.readouterr().out
    assert Deadline.objects.filter(due_on__gt=date(2026, 3, 30)).exists()


def test_an_office_is_not_poured_over_another(db):
    call_command("make_office", mandates=1, on=date(2026, 3, 30))
    with pytest.raises(CommandError, match="holds an office already"):
        call_command("make_office", mandates=1)
    assert Mandate.objects.count() == 1


def test_replanning_says_what_moved(db, capsys):
    call_command("load_reference")
    call_command("import_resolution", str(TEXT))
    Session.objects.filter(body="HRC", number=53, kind="regular").update(opens_on=date(2023, 6, 26))
    capsys.readouterr()
    call_command("replan", on=date(2023, 1, 10))
    said = capsys.readouterr().out
    assert said.startswith("Mandates planned: 1.")
    assert " 0 moved" not in said
