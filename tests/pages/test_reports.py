"""Reports from planned to presented, their length, and how many were submitted on time."""

import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from mandates.models import Deadline, LogEntry, Mandate, Report, Rule
from mandates.records.loading import load_rules


@pytest.fixture
def reader(client, officer, monday):
    client.force_login(officer)
    return client


@pytest.fixture
def report(easter):
    return easter.report


@pytest.fixture
def submission(deadline, mandate, stream, sessions):
    """Make a report with its submission: `submission(due_on=…, submitted_on=…)`."""
    numbers = iter(range(100, 200))

    def made(due_on, submitted_on=None, document_date="", mandate=mandate, **given):
        session = type(sessions[62]).objects.create(number=next(numbers))
        report = Report.objects.create(
            mandate=mandate, obligation=stream, session=session, submitted_on=submitted_on, document_date=document_date
        )
        return deadline(due_on=due_on, report=report, session=session, mandate=mandate, **given)

    return made


def numbers(page, which="all"):
    row = page.context[which]
    return {str(words): number for number, _at, words in row["numbers"]}


@pytest.mark.parametrize("path", ["/reports/", "/sessions/hrc62/pack/", "/forecast/?window=2025-10"])
def test_a_day_of_a_report_leads_to_its_receipt_in_one_click(reader, easter, path):
    leads = re.compile(rf'<a href="/deadlines/{easter.pk}/"><time datetime="2026-04-02"')
    assert leads.search(reader.get(path).content.decode())


def test_a_planned_day_that_passed_without_a_record_does_not_read_as_if_it_had_happened(reader, easter, deadline):
    dialogue = Rule.objects.create(
        code="H11", step="Hold the dialogue", anchor="S", offset="P0D", applies_to="all", stage="dialogue"
    )
    deadline(rule=dialogue, due_on=date(2026, 3, 16))
    assert 'Mon 16 Mar</time></a><small><span class="faint">not recorded' in reader.get("/reports/").content.decode()


def test_a_report_on_its_way_shows_its_stage_days_and_limit(reader, report):
    page = reader.get("/reports/")
    (row,) = page.context["rows"]
    each = row.on_the_way
    assert (each.stage, each.stage_word) == (4, "Clearance")
    assert each.submission.planned_on == date(2026, 4, 2)
    body = page.content.decode()
    assert "at most 10,700" in body
    assert "Independent Expert: report to the Council" in body


@pytest.mark.parametrize(
    ("asked", "number"),
    [("", 1), ("standing=late", 0), ("standing=presented", 0), ("standing=suggested", 0), ("standing=all", 1),
     ("who=me", 1), ("session=hrc+62", 1), ("session=HRC61", 0), ("session=nonsense", 0), ("mandate=solidarity", 1),
     ("q=solidarity", 1), ("q=A/HRC/9", 0)],
)  # fmt: skip
def test_the_address_is_the_list(reader, report, asked, number):
    assert len(reader.get(f"/reports/?{asked}").context["rows"]) == number


def test_a_late_report_says_by_how_much(reader, submission):
    submission(date(2026, 3, 20))
    page = reader.get("/reports/?standing=late")
    assert page.context["rows"][0].on_the_way.days_late == 10
    assert "10 days late" in page.content.decode()


def test_submitted_late_stays_late_by_the_days_between(reader, submission):
    one = submission(date(2026, 3, 20), submitted_on=date(2026, 3, 23), standing="met")
    each = reader.get(f"/reports/{one.report_id}/").context["each"]
    assert (each.days_late, each.is_submitted) == (3, True)
    assert "Submitted 3 days late." in reader.get(f"/reports/{one.report_id}/").content.decode()


def test_why_a_report_is_late_is_kept_and_shown_wherever_it_counts_as_late(reader, submission, officer):
    one = submission(date(2026, 3, 20))
    page = f"/reports/{one.report_id}/"
    assert "reason not recorded" in reader.get("/reports/").content.decode()
    reader.post(page, {"late_reason": "waiting for the remarks of a State"})
    assert (entry := LogEntry.objects.get(report=one.report_id)).by == officer
    assert "waiting for the remarks of a State" in entry.to_value
    for address in (page, "/reports/", "/reports/?standing=late", "/reports/compliance/?quarter=2026-1&which=missing"):
        body = reader.get(address).content.decode()
        assert "waiting for the remarks of a State" in body
        assert "reason not recorded" not in body
    one.refresh_from_db()
    assert (one.due_on, one.standing) == (date(2026, 3, 20), "followed")  # a reason moves and meets nothing


def test_no_reason_is_asked_of_a_report_in_time(reader, report):
    assert "reason not recorded" not in reader.get("/reports/").content.decode()


def test_recording_a_report_meets_its_submission(client, sample, officer):
    sample(date(2026, 3, 30))
    client.force_login(officer)
    submit = Deadline.objects.get(rule__code="H7", session__number=62)
    page = client.post(
        f"/reports/{submit.report_id}/",
        {"symbol": "A/HRC/62/38", "submitted_on": "2026-03-27", "words": "10700"},
        follow=True,
    )
    assert "Recorded." in page.content.decode()
    submit.refresh_from_db()
    assert submit.standing == Deadline.Standing.MET
    kept = Report.objects.get(pk=submit.report_id)
    assert (kept.symbol, kept.submitted_on, kept.words, kept.stage) == ("A/HRC/62/38", date(2026, 3, 27), 10700, 5)
    assert LogEntry.objects.filter(report=kept, by=officer).exists()
    body = page.content.decode()
    assert "10,700 counted" in body
    assert "too many" not in body


def drafted(words):
    document, kept = Document(), io.BytesIO()
    document.add_paragraph("word " * words)
    document.save(kept)
    return kept.getvalue()


def test_the_words_of_a_draft_are_counted_and_the_file_is_not_kept(reader, report, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    draft = SimpleUploadedFile("draft.docx", drafted(10_750))
    page = reader.post(f"/reports/{report.pk}/", {"draft": draft}, follow=True)
    body = page.content.decode()
    assert "Counted: 10,750 words." in body
    assert "The file was not kept." in body
    assert "50 too many" in body
    report.refresh_from_db()
    assert report.words == 10_750
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "old kind"),
        (b"PK\x03\x04broken", "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(reader, report, content, words):
    page = reader.post(f"/reports/{report.pk}/", {"draft": SimpleUploadedFile("draft.docx", content)})
    assert page.status_code == 422
    assert words in page.content.decode()
    report.refresh_from_db()
    assert report.words is None


def test_a_file_of_more_than_20_mib_is_not_read(reader, report):
    page = reader.post(f"/reports/{report.pk}/", {"draft": SimpleUploadedFile("d.txt", b"a " * (10 * 1024 * 1024 + 1))})
    assert page.status_code == 422
    assert "larger than 20 MiB" in page.content.decode()


def test_days_in_another_order_are_refused(reader, report):
    page = reader.post(f"/reports/{report.pk}/", {"submitted_on": "2026-03-20", "issued_on": "2026-03-19"})
    assert page.status_code == 422
    assert "in another order" in page.content.decode()


def test_a_symbol_of_another_report_is_refused(reader, report, mandate):
    load_rules()
    Report.objects.create(mandate=mandate, symbol="A/HRC/62/1")
    page = reader.post(f"/reports/{report.pk}/", {"symbol": "A/HRC/62/1"})
    assert page.status_code == 422
    assert "another report already" in page.content.decode()


@pytest.mark.parametrize("how_many", [1, 30])
def test_the_list_costs_the_same_for_one_report_as_for_thirty(reader, submission, how_many, django_assert_num_queries):
    for _number in range(how_many):
        submission(date(2026, 4, 2))
    with django_assert_num_queries(6):  # session, reader, number, reports, their days, views kept
        assert reader.get("/reports/").content.count(b'<tr id="report-') == how_many


@pytest.mark.parametrize(
    ("given", "standing", "delay"),
    [
        ({"submitted_on": date(2026, 2, 10)}, "Submitted on time", None),  # on the day itself
        ({"submitted_on": date(2026, 2, 13)}, "Submitted late", 3),
        ({"met_on": date(2026, 2, 12)}, "Submitted late", 2),
        ({"document_date": "2026-02-09", "standing": "met"}, "Submitted on time", None),
        ({}, "Late, not submitted", 48),  # 10 February to 30 March 2026
        ({"standing": "not_recorded"}, "Not recorded", None),
    ],
)
def test_a_submission_stands_as_its_days_say(reader, submission, given, standing, delay):
    submission(date(2026, 2, 10), **given)
    page = reader.get("/reports/compliance/?quarter=2026-1")
    assert numbers(page) == {**dict.fromkeys(numbers(page), 0), standing: 1}
    assert page.context["all"]["delay"] == delay


def test_the_table_has_numbers_by_mandate_and_the_average_delay_of_the_late(reader, submission, mandate):
    other = Mandate.objects.create(name="Another mandate", slug="another")
    submission(date(2026, 1, 5), submitted_on=date(2026, 1, 5))
    submission(date(2026, 1, 12), submitted_on=date(2026, 1, 16))
    submission(date(2026, 2, 2), submitted_on=date(2026, 2, 4), mandate=other)
    submission(date(2026, 4, 2))  # another quarter
    submission(date(2026, 3, 2), standing="suggested")
    page = reader.get("/reports/compliance/?quarter=2026-1")
    rows = {row["mandate"]: (row["due"], row["share"], row["delay"]) for row in page.context["rows"]}
    assert rows == {"Another mandate": (1, 0, 2), "Made-up solidarity": (2, 50, 4)}
    everything = page.context["all"]
    assert (everything["due"], everything["share"], everything["delay"]) == (3, 33, 3)


def test_behind_each_number_stands_the_list_that_makes_it(reader, submission):
    late = submission(date(2026, 1, 12), submitted_on=date(2026, 1, 16))
    submission(date(2026, 1, 5), submitted_on=date(2026, 1, 5))
    page = reader.get("/reports/compliance/?quarter=2026-1")
    (row,) = page.context["rows"]
    for number, at, _words in [*row["numbers"], (row["due"], row["at"], "")]:
        assert reader.get(f"/reports/compliance/{at.partition('#')[0]}").context["behind_number"] == number
    opened = reader.get("/reports/compliance/?quarter=2026-1&mandate=solidarity&which=late")
    assert [each.report for each in opened.context["behind"]] == [late.report_id]
    assert f'href="/reports/{late.report_id}/"' in opened.content.decode()


def test_a_real_report_was_fourteen_days_late(client, sample, officer):
    """The 56th session opened on 18 June 2024, so ten weeks before is 9 April; A/HRC/56/57 is dated 23 April."""
    sample(date(2026, 3, 30))
    client.force_login(officer)
    page = client.get("/reports/compliance/?quarter=2024-2&which=late")
    (behind,) = page.context["behind"]
    assert (behind.due_on, behind.submitted_on, behind.delay) == (date(2024, 4, 9), date(2024, 4, 23), 14)
    assert "by the date on the document" in page.content.decode()


@pytest.mark.parametrize("quarter", ["2026-5", "spring", "26-1", "2026"])
def test_what_is_no_quarter_is_said_and_the_last_one_shown(reader, easter, quarter):
    page = reader.get("/reports/compliance/", {"quarter": quarter})
    assert str(page.context["quarter"]) == "2025-4"
    assert "names no quarter" in page.content.decode()


@pytest.mark.parametrize("how_many", [1, 30])
def test_the_table_costs_the_same_for_one_report_as_for_thirty(reader, submission, how_many, django_assert_num_queries):
    for _number in range(how_many):
        submission(date(2026, 2, 2))
    with django_assert_num_queries(3):  # session, reader, submissions
        assert reader.get("/reports/compliance/?quarter=2026-1").context["all"]["due"] == how_many


def test_a_rule_that_is_not_of_submission_is_not_counted(reader, submission):
    rule = Rule.objects.create(
        code="H6", step="Clear", done_word="Cleared", anchor="S", offset="-P12W", applies_to="all"
    )
    submission(date(2026, 2, 2), rule=rule)
    assert reader.get("/reports/compliance/?quarter=2026-1").context["all"]["due"] == 0
