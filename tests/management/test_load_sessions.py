"""`load_sessions`: what is new, what differs, and nothing of a file that cannot be read."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from mandates.models import Session
from mandates.records.loading import load_reference

HEAD = "body,session,kind,start,end,source\n"


@pytest.fixture
def load(db, tmp_path, capsys, today):
    today(date(2026, 3, 30))
    load_reference()

    def loaded(lines, *options):
        file = tmp_path / "calendar.csv"
        file.write_text(HEAD + lines, encoding="utf-8")
        call_command("load_sessions", str(file), *options)
        return capsys.readouterr().out

    return loaded


def kept(number, kind="regular", body="HRC"):
    return Session.objects.get(body=body, kind=kind, number=number)


def test_new_sessions_are_added_and_differing_ones_kept_and_listed(load):
    said = load("HRC,62,regular,2026-06-22,,one letter\nHRC,65,regular,2027-06-14,2027-07-09,another\n")
    assert "1 new, 0 completed, 1 differ, 0 the same." in said
    assert "New: HRC65." in said
    assert "HRC62: 15 June 2026 to no day here, 22 June 2026 to no day in the file; kept as it is." in said
    assert "--replace" in said
    assert kept(62).opens_on == date(2026, 6, 15)
    assert (kept(65).opens_on, kept(65).source) == (date(2027, 6, 14), "another")


def test_days_of_the_file_are_taken_where_asked_and_the_first_plan_kept(load):
    load("HRC,62,regular,2026-06-22,2026-07-10,one letter\n", "--replace")
    assert (kept(62).opens_on, kept(62).planned_opens_on) == (date(2026, 6, 22), date(2026, 6, 15))


def test_running_it_again_changes_nothing(load):
    load("HRC,65,regular,2027-06-14,2027-07-09,another\n")
    assert "0 new, 0 completed, 0 differ, 1 the same." in load("HRC,65,regular,2027-06-14,2027-07-09,another\n")


def test_organizational_special_and_third_committee_sessions_are_read(load):
    load("HRC,19th cycle,organizational,2025-12-08,2025-12-08,PRST\nGA,81,third-committee,2026-10-02,,a page\n")
    assert kept(19, "organizational").opens_on == date(2025, 12, 8)
    assert kept(81, "third-committee", "GA").opens_on == date(2026, 10, 2)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("HRC,65,regular,soon,,x\n", "Line 2 of the calendar, column start"),
        ("HRC,65,regular,2027-06-14,2027-06-01,x\n", "before it opens"),
        ("HRC,65,ordinary,2027-06-14,,x\n", "the kind “ordinary”"),
    ],
)
def test_file_that_cannot_be_read_changes_nothing(load, lines, said):
    with pytest.raises(CommandError, match=said) as refused:
        load("HRC,64,regular,2027-02-22,,good\n" + lines if "Line 2" not in said else lines)
    assert "Nothing was changed." in str(refused.value)
    assert not Session.objects.filter(number=64, body="HRC", opens_on__isnull=False).exists()
