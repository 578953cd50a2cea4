"""The pages of sessions and rules: who may, what they show, what is refused."""

from datetime import date, timedelta

import pytest

from mandates.models import Deadline, Mandate, Notice, Rule, Session
from mandates.records.loading import load_reference, load_rules, load_sample
from mandates.records.moves import Told
from mandates.reminding.telling import what_to_tell

pytestmark = pytest.mark.django_db
DAYS = {"opens_on": "2026-06-22", "closes_on": "", "parts": "", "source": "one source", "why": "letter"}


@pytest.fixture
def office(today):
    day = today(date(2026, 3, 30))
    load_reference()
    return load_sample(day, followed_since=date(2025, 12, 1))


@pytest.fixture
def of_head(client, head):
    client.force_login(head)
    return client


def test_sessions_stand_with_their_source_what_hangs_on_them_and_estimates_marked(of_head, office):
    Session.objects.create(body="HRC", number=64)
    page = of_head.get("/sessions/")
    rows = {each["name"]: each for _heading, _id, rows in page.context["groups"] for each in rows}
    assert rows["HRC64"]["expected_on"] == date(2027, 2, 22)
    assert rows["HRC62"]["expected_on"] is None
    assert rows["HRC62"]["hanging"]["open"] > 0
    assert "HRC44" not in rows
    assert "HRC44" in of_head.get("/sessions/?all=1").content.decode()


@pytest.mark.parametrize("name", ["hrc62", "ga81", "hrcs-36", "hrc-organizational-18", "ga-third-committee-80"])
def test_every_kind_of_session_has_a_page(of_head, office, name):
    assert of_head.get(f"/sessions/{name}/").status_code == 200


@pytest.mark.parametrize("name", ["hrc999", "xyz1", "hrc", "62", "hrc0", "hrcs-90", "ecosoc5", "gas-1"])
def test_unknown_session_is_not_found(of_head, office, name):
    assert of_head.get(f"/sessions/{name}/").status_code == 404


def test_sessions_to_come_that_nobody_has_entered_stand_among_the_others(of_head, office):
    rows = {each["name"]: each for _heading, _id, rows in of_head.get("/sessions/").context["groups"] for each in rows}
    assert [rows[name]["expected_on"] for name in ("HRC64", "HRC65", "HRC66")] == [
        date(2027, 2, 22),
        date(2027, 6, 21),
        date(2027, 9, 13),
    ]
    committee = rows["GA Third Committee 81"]
    assert (committee["expected_on"], committee["row"].opens_on) == (None, None)  # never estimated
    assert committee["hanging"]["open"] == (
        Deadline.objects.filter(session__number=81, session__body="GA", rule__anchor="T").count()
    )
    assert not Session.objects.filter(
        number__in=(64, 65), body="HRC", kind="regular"
    ).exists()  # looking writes nothing


def test_session_that_the_pattern_expects_to_be_on_can_be_entered_still(of_head, office, today):
    today(date(2028, 2, 29))  # by the pattern HRC67 opened on the 28th, and nobody entered it
    rows = {each["name"]: each for _heading, _id, rows in of_head.get("/sessions/").context["groups"] for each in rows}
    assert rows["HRC67"]["expected_on"] == date(2028, 2, 28)
    desk = of_head.get("/").content.decode()
    assert "HRC68 opens in about 111 days, an estimate" in desk
    assert "HRC67 is on" not in desk


def test_head_announces_the_third_committee_and_the_dates_that_wait_for_it_get_their_days(of_head, office):
    """Deadline rules, section 4: without T only the fixed days are known; T is entered by hand."""
    issue = Deadline.objects.get(rule__code="G6", session__number=81, session__body="GA")
    assert issue.due_on is None
    assert "/sessions/ga-third-committee-81/" in of_head.get("/sessions/ga81/").content.decode()
    address = "/sessions/ga-third-committee-81/"
    assert of_head.get(address).status_code == 200
    days = {"opens_on": "2026-10-02", "closes_on": "2026-11-20", "parts": "", "source": "programme", "why": "out now"}
    seen = of_head.get(f"{address}preview/", days)
    assert not Session.objects.filter(kind="third-committee", number=81).exists()
    assert of_head.post(address, {**days, "seen": seen.context["fingerprint"]}).status_code == 302
    issue.refresh_from_db()
    assert issue.due_on == date(2026, 8, 21)  # six weeks before
    (committee,) = Session.objects.filter(kind="third-committee", number=81)
    assert committee.opens_on == date(2026, 10, 2)
    assert "out now" in of_head.get(address).content.decode()
    assert "out now" in of_head.get(f"/deadlines/{issue.pk}/").content.decode()  # its receipt tells why it moved


def test_two_heads_announce_one_session_and_the_second_sees_it_anew(of_head, office):
    address, days = "/sessions/hrc64/", {**DAYS, "opens_on": "2027-03-01"}
    seen = of_head.get(f"{address}preview/", days).context["fingerprint"]
    assert of_head.post(address, {**days, "seen": seen}).status_code == 302
    of_head.post(address, {**days, "opens_on": "2027-03-08", "seen": seen})
    assert Session.objects.filter(body="HRC", kind="regular", number=64).count() == 1


@pytest.mark.parametrize("name", ["hrcs-40", "hrc-organizational-19", "hrc66", "ga83"])
def test_session_that_is_called_can_be_entered(of_head, office, name):
    assert of_head.post(f"/sessions/{name}/", {**DAYS, "opens_on": "2026-12-07", "seen": "0-0"}).status_code == 302
    assert "7 Dec 2026" in of_head.get(f"/sessions/{name}/").content.decode()


def test_officer_looks_at_the_preview_and_does_not_apply_it(client, officer, office):
    client.force_login(officer)
    page = client.get("/sessions/hrc62/preview/", DAYS)
    assert page.status_code == 200
    assert not page.context["may_apply"]
    answer = client.post("/sessions/hrc62/", {**DAYS, "seen": page.context["fingerprint"]})
    assert answer.status_code == 403
    assert Session.objects.get(number=62, body="HRC", kind="regular").opens_on == date(2026, 6, 15)


def test_accepting_another_fingerprint_answers_409_with_the_moves_as_they_now_stand(of_head, office):
    page = of_head.get("/sessions/hrc62/preview/", DAYS)
    answer = of_head.post("/sessions/hrc62/", {**DAYS, "seen": "0-0"})
    assert answer.status_code == 409
    assert answer.context["fingerprint"] == page.context["fingerprint"] != Told().fingerprint
    assert of_head.post("/sessions/hrc62/", {**DAYS, "seen": page.context["fingerprint"]}).status_code == 302


@pytest.mark.parametrize("wrong", [{"closes_on": "2026-06-01"}, {"opens_on": "soon"}, {"why": ""}, {"parts": "later"}])
def test_values_that_do_not_fit_come_back_as_typed(of_head, office, wrong):
    answer = of_head.get("/sessions/hrc62/preview/", {**DAYS, **wrong})
    assert answer.status_code == 422
    assert answer.context["form"].errors


def test_rule_page_shows_versions_and_previews_a_change(of_head, office):
    rule = Rule.objects.get(code="H7")
    values = {
        "offset": "-P11W", "anchor": "S", "is_ours": "on", "is_on": "on", "owner_leads": rule.owner_leads,
        "head_leads": rule.head_leads, "source": rule.source, "note": rule.note, "why": "processing takes longer",
    }  # fmt: skip
    page = of_head.get("/rules/H7/preview/", values)
    assert page.status_code == 200
    assert any(row["step"] == "Submit the report" for group in page.context["groups"] for row in group["rows"])
    of_head.post("/rules/H7/", {**values, "seen": page.context["fingerprint"]})
    assert [version["number"] for version in of_head.get("/rules/H7/").context["versions"]] == [2, 1]
    due = Deadline.objects.get(rule__code="H7", session__number=62, session__body="HRC")
    receipt = of_head.get(f"/deadlines/{due.pk}/")
    line = next(line for line in receipt.context["lines"] if line.name == "Version")
    assert line.words == "H7, version 2"
    assert "processing takes longer" in line.soft
    assert any(entry.rule_id == rule.pk for entry in receipt.context["log"])


def test_whom_a_rule_tells_and_when_is_changed_on_its_page_and_holds(of_head, office, officer, head, unit):
    """Deadline rules, section 8: the table is rows that a person edits; loading the defaults again keeps them."""
    Mandate.objects.update(owner=officer, deputy=None, unit=unit)
    due = Deadline.objects.get(rule__code="H7", session__number=62, session__body="HRC")
    day = due.due_on - timedelta(days=10)

    def leads(person):
        told = what_to_tell(day).by_person.get(person.pk, [])
        return [row.lead for row in told if row.deadline_id == due.pk]

    assert (leads(officer), leads(head)) == ([14], [])
    rule = due.rule
    values = {
        "offset": rule.offset, "anchor": rule.anchor, "is_ours": "on", "is_on": "on", "owner_leads": "20, 12",
        "head_leads": "10,-1", "source": rule.source, "note": rule.note, "why": "the head asked for it",
    }  # fmt: skip
    seen = of_head.get("/rules/H7/preview/", values).context["fingerprint"]
    of_head.post("/rules/H7/", {**values, "seen": seen})
    load_rules()
    assert (leads(officer), leads(head)) == ([12], [10])
    assert "10 days before" in of_head.get("/rules/").content.decode()


@pytest.mark.parametrize("wrong", [{"offset": "soon"}, {"anchor": "Z"}, {"owner_leads": "a"}])
def test_rule_that_cannot_be_read_comes_back(of_head, office, wrong):
    values = {"offset": "-P11W", "anchor": "S", "is_on": "on", "why": "try", **wrong}
    assert of_head.get("/rules/H7/preview/", values).status_code == 422


def test_notices_of_others_are_neither_shown_nor_marked(client, officer, colleague):
    notice = Notice.objects.create(person=colleague, text="R. Okonjo changed HRC62. 1 date moves.\nline")
    client.force_login(officer)
    assert "HRC62" not in client.get("/notices/").content.decode()
    client.post(f"/notices/{notice.pk}/read/")
    client.post("/notices/read/")
    notice.refresh_from_db()
    assert notice.read_at is None
