"""What a person enters is planned like what was read, logged, and answered with what moved."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from mandates.models import (
    CountryVisit,
    DayOff,
    Deadline,
    LogEntry,
    Mandate,
    MandateAction,
    MandateHolder,
    ReportingObligation,
    Resolution,
    Rule,
    State,
    Vote,
)

pytestmark = pytest.mark.django_db
THREE_PARAGRAPHS = [
    {"kind": "preambular", "text": "Recalling resolution 44/11,"},
    {"kind": "operative", "number": "1.", "text": "Decides to extend the mandate for three years;"},
    {"kind": "operative", "number": "2.", "text": "Requests a report to the Council every year."},
]


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)] or [
        str(message) for message in response.context["messages"]
    ]


def wrong(response):
    """What the page says is wrong, if the form came back."""
    context = response.context
    if "adminform" not in context:
        return []
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    return [context["adminform"].form.errors, *(formset.errors + formset.non_form_errors() for formset in formsets)]


@pytest.fixture
def entered_text(enter, mandate, session):
    """Resolution 53/5 typed in: three paragraphs, and what it does to the mandate."""

    def entered(**fields):
        facts = {"symbol": "A/HRC/RES/53/5", "kind": "resolution", "body": "HRC", "session": session(53).pk}
        facts |= {"title": "Human rights and international solidarity", "adopted": "2023-07-12"}
        action = {"mandate": mandate.pk, "what": "extends", "paragraph_key": "1.", "term": "P3Y"}
        response = enter("resolution", facts | fields, rows={"actions": [action], "paragraphs": THREE_PARAGRAPHS})
        assert not Resolution.objects.exists() or wrong(response) == []
        return response

    return entered


def test_a_resolution_typed_in_starts_the_term_and_gives_the_dates_of_its_renewal(entered_text, mandate):
    answer = said(entered_text())
    text = Resolution.objects.get()
    keys = [(row.position, row.key, row.level) for row in text.paragraphs.all()]
    assert keys == [(1, "PP1", 1), (2, "1", 1), (3, "2", 1)]
    assert MandateAction.objects.get().paragraph.key == "1"
    mandate.refresh_from_db()
    assert mandate.runs_on.resolution == text
    assert mandate.renewal_session.name == "HRC62"
    note = Deadline.objects.get(mandate=mandate, rule__code="N3", session__number=62)
    assert note.due_on == date(2026, 3, 23)  # deadline rules, section 5: S - 12 weeks for the 62nd
    assert any("dates are new" in line for line in answer)


def test_a_stream_typed_in_and_confirmed_gives_the_chain_of_its_reports(entered_text, enter, mandate, expert):
    entered_text()
    facts = {"mandate": mandate.pk, "addressee": expert.pk, "recipient": "HRC", "kind": "report"}
    facts |= {"recurrence": "annual", "standing": "confirmed"}
    source = {"resolution": Resolution.objects.get().pk, "paragraph_key": "2", "relation": "created"}
    answer = enter("reportingobligation", facts, rows={"sources": [source]})
    assert wrong(answer) == []
    stream = ReportingObligation.objects.get()
    assert stream.followed_since == date(2026, 3, 30)
    assert stream.confirmed_by.username == "admin"
    assert stream.sources.get().paragraph.text.startswith("Requests a report")
    submitted = Deadline.objects.get(obligation=stream, rule__code="H7", session__number=62)
    assert submitted.due_on == date(2026, 4, 2)  # ten weeks before 15 June 2026 is Easter Monday
    assert (submitted.source_resolution.short_symbol, submitted.source_paragraph) == ("53/5", "2")
    assert any("dates are new" in line for line in said(answer))


def test_what_was_entered_stands_in_the_log_with_who_and_what(entered_text, enter, mandate, administrator):
    entered_text()
    text = Resolution.objects.get()
    entry = LogEntry.objects.about(text).get()
    assert (entry.by, entry.what) == (administrator, "edited")
    assert "3 paragraphs added" in entry.to_value
    enter("resolution", {"adopted": "2023-07-13"}, pk=text.pk)
    entry = LogEntry.objects.about(text).first()
    assert (entry.from_value, entry.to_value) == ("Adopted 2023-07-12", "Adopted 2023-07-13")


def test_a_form_that_changes_nothing_writes_nothing(entered_text, enter):
    entered_text()
    answer = enter("resolution", {}, pk=Resolution.objects.get().pk)
    assert wrong(answer) == []
    assert LogEntry.objects.count() == 1


def test_a_text_taken_from_a_mandate_takes_its_dates_along(entered_text, client, mandate):
    entered_text()
    assert mandate.deadlines.exists()
    text = Resolution.objects.get()
    action = MandateAction.objects.get()
    address, sent = reverse("admin:mandates_mandateaction_delete", args=[action.pk]), {"post": "yes"}
    seen = client.post(address, sent).context["told"].fingerprint
    assert mandate.deadlines.exists()  # what would go is shown first
    answer = client.post(address, sent | {"_seen": seen}, follow=True)
    assert not mandate.deadlines.exists()
    assert LogEntry.objects.about(text).filter(to_value="deleted").exists()
    assert any("went" in line for line in said(answer))


def test_a_text_is_entered_under_the_name_that_people_use_and_its_session_follows(enter, office, session):
    enter("resolution", {"symbol": "53/5", "title": "…"})
    text = Resolution.objects.get()
    assert (text.symbol, text.session) == ("A/HRC/RES/53/5", session(53))


def test_a_text_that_is_here_already_comes_back(enter, office):
    enter("resolution", {"symbol": "53/5", "title": "…"})
    assert "already exists" in enter("resolution", {"symbol": "53/5", "title": "…"}).content.decode()
    assert Resolution.objects.count() == 1


def test_a_paragraph_under_another_is_named_with_it(enter, office):
    rows = [
        {"kind": "operative", "number": "4.", "text": "Requests the expert:"},
        {"kind": "operative", "number": "(a)", "text": "To report;"},
        {"kind": "operative", "number": "(b)", "text": "To visit;"},
        {"kind": "operative", "number": "5.", "text": "Decides to remain seized."},
    ]
    enter("resolution", {"symbol": "A/HRC/RES/50/8", "title": "…"}, rows={"paragraphs": rows})
    assert [row.key for row in Resolution.objects.get().paragraphs.all()] == ["4", "4(a)", "4(b)", "5"]


def test_two_paragraphs_of_one_number_come_back_with_a_sentence_and_nothing_is_kept(enter, office):
    rows = [
        {"kind": "operative", "number": "1.", "text": "Decides;"},
        {"kind": "operative", "number": "1.", "text": "?"},
    ]
    answer = enter("resolution", {"symbol": "A/HRC/RES/50/8", "title": "…"}, rows={"paragraphs": rows})
    assert "“1” stands here twice" in answer.content.decode()
    assert not Resolution.objects.exists()


def test_votes_are_entered_by_state_and_a_state_votes_once(enter, office):
    rows = [{"state": State.objects.get(name=name).pk, "position": "in_favour"} for name in ("Cuba", "Togo")]
    enter("resolution", {"symbol": "A/HRC/RES/50/8", "title": "…"}, rows={"votes": rows})
    assert sorted(Vote.objects.values_list("name_as_printed", flat=True)) == ["Cuba", "Togo"]
    answer = enter("resolution", {"symbol": "A/HRC/RES/50/9", "title": "…"}, rows={"votes": [rows[0], rows[0]]})
    assert "stands here twice" in answer.content.decode()


def test_a_term_that_is_no_duration_comes_back_with_how_to_write_it(enter, mandate):
    action = {"mandate": mandate.pk, "what": "extends", "term": "a while"}
    answer = enter("resolution", {"symbol": "A/HRC/RES/53/5", "title": "…"}, rows={"actions": [action]})
    assert "Write three years, 3 years or P3Y" in answer.content.decode()


def test_a_term_is_typed_as_people_write_it(enter, mandate):
    action = {"mandate": mandate.pk, "what": "extends", "term": "eighteen months"}
    assert wrong(enter("resolution", {"symbol": "A/HRC/RES/53/5", "title": "…"}, rows={"actions": [action]})) == []
    assert mandate.actions.get().term == "P18M"


def test_a_holder_and_a_visit_are_entered(enter, mandate):
    holder = {"mandate": mandate.pk, "name": "Obiora Okafor", "took_office": "2017-08"}
    assert wrong(enter("mandateholder", holder)) == []
    visit = {"mandate": mandate.pk, "state": State.objects.get(name="Sweden").pk, "status": "carried out"}
    visit |= {"starts": "2018-04-16", "ends": "2018-04-27", "holder": MandateHolder.objects.get().pk}
    assert wrong(enter("countryvisit", visit)) == []
    assert str(CountryVisit.objects.get().state) == "Sweden"
    assert LogEntry.objects.about(mandate).count() == 2


def test_a_session_that_moves_moves_the_dates_that_count_from_it_and_says_so(entered_text, enter, mandate, session):
    entered_text()
    answer = enter("session", {"opens_on": "2026-06-22", "closes_on": "2026-07-10"}, pk=session(62).pk)
    assert wrong(answer) == []
    note = Deadline.objects.get(mandate=mandate, rule__code="N3", session__number=62)
    assert note.due_on == date(2026, 3, 30)  # 12 weeks before 22 June 2026
    assert any("moved" in line for line in said(answer))


def test_a_date_set_by_hand_stays_when_the_session_moves(entered_text, enter, mandate, session, officer):
    from mandates.records.deadlines import set_date

    entered_text()
    note = Deadline.objects.get(mandate=mandate, rule__code="N3", session__number=62)
    set_date(note, date(2026, 4, 1), by=officer, reason="agreed with the sponsor")
    answer = enter("session", {"opens_on": "2026-06-22", "closes_on": "2026-07-10"}, pk=session(62).pk)
    note.refresh_from_db()
    assert note.due_on == date(2026, 4, 1)
    assert any("1 set by hand stayed" in line for line in said(answer))


def test_a_new_session_is_entered(enter, office):
    facts = {"body": "GA", "kind": "third-committee", "number": 81, "opens_on": "2026-10-02", "source": "A/C.3/81/1"}
    assert wrong(enter("session", facts)) == []


def test_a_day_off_moves_what_would_fall_on_it(entered_text, enter, mandate):
    entered_text()
    enter("dayoff", {"station": "Geneva", "on": "2026-03-23", "name": "Office closed"})
    assert DayOff.objects.filter(name="Office closed").exists()
    note = Deadline.objects.get(mandate=mandate, rule__code="N3", session__number=62)
    assert note.due_on == date(2026, 3, 20)


def test_a_rule_that_is_changed_moves_its_dates_and_keeps_who_and_why(entered_text, enter, mandate, administrator):
    entered_text()
    rule = Rule.objects.get(code="N3")
    answer = enter("rule", {"offset": "-P10W", "changed_why": "The sponsor asks for it later."}, pk=rule.pk)
    assert wrong(answer) == []
    rule.refresh_from_db()
    assert (rule.offset, rule.changed_by) == ("-P10W", administrator)
    note = Deadline.objects.get(mandate=mandate, rule__code="N3", session__number=62)
    assert note.due_on == date(2026, 4, 2)  # ten weeks before 15 June 2026 is Easter Monday
    entry = LogEntry.objects.get(why="The sponsor asks for it later.")
    assert entry.from_value == "Offset -P12W"
    assert entry.to_value == f"Rule {rule}: Offset -P10W"


def test_a_rule_is_not_changed_without_a_reason(enter, office):
    rule = Rule.objects.get(code="N3")
    assert "Say why the rule is changed" in enter("rule", {"offset": "-P10W"}, pk=rule.pk).content.decode()
    rule.refresh_from_db()
    assert rule.offset == "-P12W"


def test_an_offset_that_planning_cannot_read_comes_back_with_every_form_that_it_can(enter, office):
    rule = Rule.objects.get(code="N3")
    answer = enter("rule", {"offset": "ten weeks ago", "changed_why": "?"}, pk=rule.pk).content.decode()
    assert "“ten weeks ago” cannot be read" in answer
    assert "5 working days after" in answer


@pytest.mark.parametrize(("typed", "kept"), [("1, 7,28", "28,7,1"), ("-1", "-1"), ("", "")])
def test_leads_are_kept_earliest_first_with_days_after_too(enter, office, typed, kept):
    rule = Rule.objects.get(code="H8")
    answer = enter("rule", {"owner_leads": typed, "changed_why": "tell them so"}, pk=rule.pk)
    assert wrong(answer) == []
    rule.refresh_from_db()
    assert rule.owner_leads == kept
    assert not any("Planned" in line for line in said(answer)), "leads move no date"


def test_leads_that_are_no_days_come_back(enter, office):
    rule = Rule.objects.get(code="H8")
    answer = enter("rule", {"owner_leads": "two weeks", "changed_why": "?"}, pk=rule.pk)
    assert "is no list of days" in answer.content.decode()


def test_who_becomes_administrator_may_enter_data_and_who_was_one_no_more(enter, colleague, unit):
    enter("user", {"role": "administrator"}, pk=colleague.pk)
    colleague.refresh_from_db()
    assert colleague.is_staff
    enter("user", {"role": "officer"}, pk=colleague.pk)
    colleague.refresh_from_db()
    assert not colleague.is_staff
    assert colleague.unit == unit


def test_an_administrator_does_not_change_an_account_above_the_roles(client, django_user_model, administrator):
    person = django_user_model.objects.create_user("moreau", role="administrator", is_staff=True)
    client.force_login(person)
    address = reverse("admin:mandates_user_change", args=[administrator.pk])
    assert client.post(address, {"role": "officer"}).status_code == 403
    assert client.get(reverse("admin:auth_user_password_change", args=[administrator.pk])).status_code == 403


def test_a_mandate_entered_by_mistake_goes_with_its_log(enter, client, mandate):
    enter("mandateholder", {"mandate": mandate.pk, "name": "Nobody"})
    client.post(reverse("admin:mandates_mandate_delete", args=[mandate.pk]), {"post": "yes"})
    assert not Mandate.objects.exists()
    assert LogEntry.objects.get().from_value.endswith("International solidarity")
