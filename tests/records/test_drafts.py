"""A text on its way in: read, decided upon fact by fact, and stored as people left it."""

from datetime import date
from itertools import pairwise

import pytest

from mandates.models import (
    DraftFact,
    ImportDraft,
    LogEntry,
    Mandate,
    MandateAction,
    ObligationSource,
    OpenQuestion,
    Paragraph,
    ReportingObligation,
    Request,
    Resolution,
    Standing,
)
from mandates.reading import ReadingError
from mandates.records import drafts
from mandates.records.draft_facts import as_decided
from mandates.records.foreseen import foreseen
from mandates.records.importing import NotAccepted, import_resolution
from mandates.records.predecessors import predecessor_of
from mandates.records.requests import confirm_request
from mandates.records.streams import confirm_stream
from tests.conftest import SHARED
from tests.invented import OPERATIVE, resolution_text

TEXT_53_5 = SHARED / "corpus" / "A_HRC_RES_53_5.json"
Kind, Decision = DraftFact.Kind, DraftFact.Decision


@pytest.fixture
def office(reference, today):
    return today(date(2026, 11, 24))


@pytest.fixture
def draft(office, officer, text_44_11):
    return drafts.make_draft(text_44_11, by=officer)


@pytest.fixture
def lights(office, officer):
    return drafts.make_draft(resolution_text(), by=officer)


def of_kind(draft, kind):
    return list(draft.facts.filter(kind=kind))


def accept_all(draft, by, *kinds):
    for fact in draft.facts.filter(kind__in=kinds or Kind.values):
        assert drafts.accept(fact, fact.version, by=by)


def test_a_draft_holds_every_fact_as_a_row_and_nothing_else_is_stored(draft):
    counts = {kind: draft.facts.filter(kind=kind).count() for kind in Kind.values}
    assert counts == {"check": 0, "front": 7, "mandate": 1, "decision": 1, "request": 9, "report": 2}
    assert not Resolution.objects.exists()
    assert not Mandate.objects.exists()
    assert not Request.objects.exists()


def test_the_noun_of_paragraph_11_is_not_offered_and_its_two_clauses_ask_different_people(draft):
    asks = [fact.value for fact in of_kind(draft, Kind.REQUEST) if fact.paragraph_key == "11"]
    assert [ask["addressees"][-1] for ask in asks] == ["Civil society", "States"]
    assert asks[0]["addressees"] != asks[1]["addressees"]


def test_each_fact_names_the_words_that_it_comes_from(draft):
    for fact in draft.facts.exclude(kind=Kind.MANDATE):
        assert draft.shown_text[fact.start : fact.end].strip()


def test_the_same_text_waits_only_once(draft, colleague, text_44_11):
    assert drafts.make_draft(text_44_11, by=colleague) == draft
    assert ImportDraft.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02 no text"])
def test_what_cannot_be_read_leaves_no_draft(office, officer, content):
    with pytest.raises(ReadingError):
        drafts.make_draft(content, by=officer)
    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize("act", [drafts.accept, drafts.reject])
def test_of_two_colleagues_the_first_wins_and_the_second_changes_nothing(draft, officer, colleague, act):
    fact = of_kind(draft, Kind.REQUEST)[0]
    seen = fact.version
    assert drafts.reject(fact, seen, by=colleague)
    assert not act(fact, seen, by=officer)
    fact.refresh_from_db()
    assert (fact.decision, fact.decided_by) == (Decision.REJECTED, colleague)


def test_a_decision_can_be_undone(draft, officer):
    fact = of_kind(draft, Kind.REQUEST)[0]
    drafts.accept(fact, fact.version, by=officer)
    assert drafts.reopen(fact, fact.version, by=officer)
    assert fact.decision == Decision.OPEN


def test_one_press_accepts_what_is_certain_and_leaves_what_is_not_and_what_was_decided(lights, officer):
    rejected = lights.facts.filter(kind=Kind.REQUEST, confidence="read").first()
    drafts.reject(rejected, rejected.version, by=officer)
    accept_all(lights, officer, Kind.MANDATE)
    drafts.accept_certain(lights, by=officer)
    left = lights.facts.undecided()
    assert {fact.confidence for fact in left} <= {"inferred", "please check"}
    assert left.filter(kind=Kind.REQUEST).get().value["addressees"] == ["Other"]
    rejected.refresh_from_db()
    assert rejected.decision == Decision.REJECTED


def test_one_press_accepts_no_decision_on_a_mandate_that_is_not_here_and_that_nobody_accepted(draft, officer):
    drafts.accept_certain(draft, by=officer)
    mandate, decision = draft.facts.get(kind=Kind.MANDATE), draft.facts.get(kind=Kind.DECISION)
    assert (mandate.decision, mandate.confidence, mandate.value["mandate"]) == (Decision.OPEN, "please check", None)
    assert decision.decision == Decision.OPEN
    drafts.confirm(draft, by=officer)
    assert not Mandate.objects.exists()
    assert ImportDraft.objects.open().filter(pk=draft.pk).exists()  # its reports and its decision wait
    drafts.accept(mandate, mandate.version, by=officer)
    drafts.accept_certain(draft, by=officer)
    decision.refresh_from_db()
    assert decision.decision == Decision.ACCEPTED


def test_confirming_stores_what_was_said_of_each_fact(draft, officer, colleague):
    first, second, third, *_rest = of_kind(draft, Kind.REQUEST)
    drafts.accept(first, first.version, by=colleague)
    drafts.reject(second, second.version, by=officer)
    drafts.edit(third, third.version, third.value | {"text": "to let the Expert in"}, by=officer)
    accept_all(draft, officer, Kind.MANDATE)
    imported = drafts.confirm(draft, by=officer)
    by_words = {request.text: request for request in Request.objects.all()}
    assert len(by_words) == 8
    assert second.value["text"] not in by_words
    assert by_words[first.value["text"]].confirmed_by == colleague
    assert by_words["to let the Expert in"].standing == Standing.CONFIRMED
    assert Request.objects.suggested().count() == 6
    assert imported.resolution.reference == "44/11"
    draft.refresh_from_db()
    assert (draft.state, draft.settled_by, draft.resolution) == ("confirmed", officer, imported.resolution)


def test_the_log_says_who_confirmed_rejected_and_changed_what(draft, officer, colleague):
    first, second, third, *_rest = of_kind(draft, Kind.REQUEST)
    drafts.accept(first, first.version, by=colleague)
    drafts.reject(second, second.version, by=colleague)
    drafts.edit(third, third.version, third.value | {"text": "to let the Expert in"}, by=officer)
    text = drafts.confirm(draft, by=officer).resolution
    said = {(entry.what, entry.by) for entry in LogEntry.objects.all()}
    assert said >= {("imported", officer), ("confirmed", colleague), ("rejected", colleague), ("edited", officer)}
    rejected = LogEntry.objects.get(what="rejected", resolution=text)
    assert rejected.from_value == second.value["text"][:250]


def test_an_accepted_stream_is_followed_since_today_and_the_other_stays_a_suggestion(draft, officer, office):
    council, _assembly = of_kind(draft, Kind.REPORT)
    accept_all(draft, officer, Kind.MANDATE)
    drafts.accept(council, council.version, by=officer)
    drafts.confirm(draft, by=officer)
    followed = ReportingObligation.objects.get(recipient="HRC")
    assert (followed.standing, followed.followed_since, followed.confirmed_by) == ("confirmed", office, officer)
    assert ReportingObligation.objects.get(recipient="GA").standing == Standing.SUGGESTED


def test_a_session_that_the_text_names_is_a_suggestion_too_while_nobody_confirmed_it(lights, officer):
    accept_all(lights, officer, Kind.MANDATE)
    drafts.confirm(lights, by=officer)
    stream = ReportingObligation.objects.get()
    assert (stream.standing, [str(session) for session in stream.named_sessions.all()]) == ("suggested", ["HRC63"])


def test_a_decision_that_nobody_confirmed_is_a_question_and_no_date_hangs_on_it(lights, officer):
    accept_all(lights, officer, Kind.MANDATE)
    imported = drafts.confirm(lights, by=officer)
    mandate = imported.mandates[0]
    assert mandate.actions.get().what == MandateAction.What.THEME
    assert not mandate.renewal_state
    assert "60/90" in OpenQuestion.objects.get(mandate=mandate).words


def test_a_decision_that_was_confirmed_starts_its_term(lights, officer):
    accept_all(lights, officer, Kind.DECISION)
    mandate = drafts.confirm(lights, by=officer).mandates[0]
    mandate.refresh_from_db()
    assert (mandate.runs_on.resolution.reference, str(mandate.renewal_session)) == ("60/90", "HRC69")


def test_a_draft_is_confirmed_once(draft, officer, colleague):
    accept_all(draft, officer, Kind.MANDATE)
    assert drafts.confirm(draft, by=officer)
    assert drafts.confirm(draft, by=colleague) is None
    assert LogEntry.objects.filter(what="imported").count() == 1


def test_a_settled_draft_takes_no_decision_any_more(draft, officer):
    fact = of_kind(draft, Kind.REQUEST)[0]
    drafts.discard(draft, by=officer)
    assert not drafts.accept(fact, fact.version, by=officer)
    assert drafts.take_back(draft, by=officer)
    assert drafts.accept(fact, fact.version, by=officer)


def test_a_text_that_cannot_be_filed_stays_a_draft(draft, officer):
    symbol = draft.facts.get(name="symbol")
    drafts.reject(symbol, symbol.version, by=officer)
    with pytest.raises(NotAccepted):
        drafts.confirm(draft, by=officer)
    draft.refresh_from_db()
    assert draft.is_open
    assert not Resolution.objects.exists()


def test_a_request_is_split_in_two_which_both_stay_to_be_confirmed(draft, officer):
    ask = of_kind(draft, Kind.REQUEST)[1]
    words = ask.value["text"]
    at = words.index("to supply all")
    second = drafts.split(ask, ask.version, at, by=officer)
    assert (ask.decision, second.decision) == (Decision.OPEN, Decision.OPEN)
    assert second.value["text"].startswith("to supply all necessary information")
    assert words.startswith(ask.value["text"])
    assert [fact.pk for fact in of_kind(draft, Kind.REQUEST)][1:3] == [ask.pk, second.pk]
    drafts.confirm(draft, by=officer)
    assert Request.objects.count() == 10


def test_a_request_split_twice_keeps_the_order_of_the_words_and_each_part_lights_up_its_own(lights, officer):
    whole = lights.facts.get(kind=Kind.REQUEST, paragraph_key="2", value__verb="request")
    words = whole.value["text"]
    drafts.split(whole, whole.version, words.index("lighthouses"), by=officer)
    drafts.split(whole, whole.version, whole.value["text"].index("keepers"), by=officer)
    parts = list(lights.facts.filter(kind=Kind.REQUEST, paragraph_key="2", value__verb="request"))
    assert [part.value["text"].split()[0] for part in parts] == ["to", "keepers", "lighthouses"]
    lit = [lights.shown_text[part.start : part.end] for part in parts]
    assert [each.split()[0] for each in lit[1:]] == ["keepers", "lighthouses"]
    assert lit[0].endswith("supply the")
    assert [part.end <= after.start for part, after in pairwise(parts)] == [True, True]


def test_what_falls_due_is_known_before_anything_is_stored(draft):
    text = as_decided(draft.read_as, draft.facts.all(), with_open_decisions=True).text
    plan = foreseen(text)[0]
    assert [str(renewal.renewal_session) for renewal in plan.renewals] == ["HRC53"]
    assert {report.recipient for report in plan.reports} == {"HRC", "GA"}
    assert not Mandate.objects.exists()


def test_the_mandate_is_suggested_by_its_name_and_the_last_text_on_it_comes_before(office, officer):
    before = import_resolution(resolution_text(), by=officer)
    renewed = resolution_text("69/4", "Sixty-ninth session", "3–28 July 2028", "14 July 2028",
                              "Mandate of Independent Expert on lighthouses and coastal signals")  # fmt: skip
    draft = drafts.make_draft(renewed, by=officer)
    fact = draft.facts.get(kind=Kind.MANDATE)
    assert fact.value["mandate"] == before.mandates[0].pk
    assert fact.confidence == "inferred"
    text = as_decided(draft.read_as, draft.facts.all(), with_open_decisions=True).text
    assert predecessor_of(before.mandates[0], text) == before.resolution


def test_a_mandate_of_another_name_is_suggested_where_the_paragraphs_are_alike(office, officer):
    before = import_resolution(resolution_text(), by=officer)
    renamed = [OPERATIVE[0].replace("lighthouses and coastal signals", "safety at sea"), *OPERATIVE[1:]]
    later = resolution_text(
        "69/4", "Sixty-ninth session", "3–28 July 2028", "14 July 2028", "Safety at sea", tuple(renamed)
    )
    fact = drafts.make_draft(later, by=officer).facts.get(kind=Kind.MANDATE)
    assert fact.value["mandate"] == before.mandates[0].pk
    assert fact.confidence == "please check"


def test_another_mandate_can_be_chosen(lights, officer):
    other = Mandate.objects.create(name="Special Rapporteur on harbours", slug="harbours")
    fact = lights.facts.get(kind=Kind.MANDATE)
    drafts.edit(fact, fact.version, fact.value | {"mandate": other.pk}, by=officer)
    accept_all(lights, officer, Kind.DECISION)
    imported = drafts.confirm(lights, by=officer)
    assert imported.mandates == [other]
    assert set(Request.objects.values_list("mandate", flat=True)) == {other.pk}


CHANGED = (*OPERATIVE[:2], "Thanks all those who keep watch", OPERATIVE[3], OPERATIVE[4])  # paragraph 3 asks no more


@pytest.fixture
def there(office, officer):
    """60/90 is here, its requests of paragraphs 2 and 3 and its stream confirmed by a person."""
    imported = import_resolution(resolution_text(), by=officer)
    for request in Request.objects.filter(sources__paragraph_key__in=["2", "3"]):
        confirm_request(request, by=officer)
    return imported.resolution


def test_another_text_under_the_same_symbol_is_stored_only_where_a_person_says_so(there, officer):
    draft = drafts.make_draft(resolution_text(operative=CHANGED), by=officer)
    with pytest.raises(NotAccepted, match="is here already"):
        drafts.confirm(draft, by=officer)
    assert there.paragraphs.get(key="3").text.startswith("Encourages")
    assert not there.versions.exists()


def test_a_text_that_is_replaced_is_kept_as_a_version_and_what_goes_on_keeps_its_rows(there, officer):
    kept = {row.key: row.pk for row in there.paragraphs.all()}
    asked = {s.paragraph_key + s.request.verb: s.request_id for s in there.request_sources.select_related("request")}
    stream = ObligationSource.objects.get(resolution=there).obligation
    draft = drafts.make_draft(resolution_text(operative=CHANGED), by=officer)
    accept_all(draft, officer)
    drafts.confirm(draft, by=officer, replaces=True)
    version = there.versions.get()
    assert version.replaced_by == officer
    assert "Encourages the Independent Expert" in version.original_text
    assert {row.key: row.pk for row in there.paragraphs.filter(key__in=["1", "2", "4", "5", "PP1"])} == {
        key: kept[key] for key in ("1", "2", "4", "5", "PP1")
    }
    assert there.paragraphs.get(key="3").text.startswith("Thanks")
    still = Request.objects.in_force().filter(sources__resolution=there)
    assert {pk for key, pk in asked.items() if not key.startswith("3")} == set(still.values_list("pk", flat=True))
    assert Request.objects.get(pk=asked["3encourage"]).ended_on is not None  # a person had confirmed it: it is kept
    assert ObligationSource.objects.get(resolution=there).obligation == stream
    assert MandateAction.objects.filter(resolution=there).count() == 1


def test_a_suggestion_that_the_new_reading_does_not_make_goes(office, officer):
    there = import_resolution(resolution_text(), by=officer).resolution
    draft = drafts.make_draft(resolution_text(operative=CHANGED), by=officer)
    drafts.confirm(draft, by=officer, replaces=True)
    assert not Request.objects.filter(verb="encourage").exists()
    assert Paragraph.objects.filter(resolution=there).count() == 6


def test_paragraphs_that_change_places_keep_their_rows(there, officer):
    swapped = (OPERATIVE[0], OPERATIVE[2], OPERATIVE[1], *OPERATIVE[3:])
    third, second = (there.paragraphs.get(key=key).pk for key in "32")
    draft = drafts.make_draft(resolution_text(operative=swapped), by=officer)
    drafts.confirm(draft, by=officer, replaces=True)
    assert (there.paragraphs.get(key="2").pk, there.paragraphs.get(key="3").pk) == (third, second)
    assert Request.objects.filter(standing=Standing.CONFIRMED, ended_on=None).count() == 3


def test_confirming_a_text_that_is_here_word_for_word_confirms_what_is_there(office, officer, text_44_11):
    import_resolution(text_44_11)
    draft = drafts.make_draft(text_44_11, by=officer)
    accept_all(draft, officer)
    assert not drafts.confirm(draft, by=officer).is_new
    assert Request.objects.filter(standing=Standing.CONFIRMED, confirmed_by=officer).count() == 9
    assert ReportingObligation.objects.filter(standing=Standing.CONFIRMED).count() == 2


def test_a_stored_decision_stays_while_nobody_decides_on_the_new_reading(office, officer):
    mandate = import_resolution(resolution_text(), by=officer).mandates[0]
    changed = (OPERATIVE[1], OPERATIVE[0], *OPERATIVE[2:4])
    draft = drafts.make_draft(resolution_text(operative=changed), by=officer)
    drafts.confirm(draft, by=officer, replaces=True)
    action = MandateAction.objects.get(mandate=mandate)
    assert (action.what, action.term, action.paragraph_key, action.paragraph.key) == ("extends", "P3Y", "2", "2")
    mandate.refresh_from_db()
    assert str(mandate.renewal_session) == "HRC69"
    assert not OpenQuestion.objects.exists()


def test_a_stored_decision_goes_where_a_person_rejects_it_in_the_new_reading(office, officer):
    mandate = import_resolution(resolution_text(), by=officer).mandates[0]
    draft = drafts.make_draft(resolution_text(operative=CHANGED), by=officer)
    decision = draft.facts.get(kind=Kind.DECISION)
    drafts.reject(decision, decision.version, by=officer)
    drafts.confirm(draft, by=officer, replaces=True)
    assert not MandateAction.objects.filter(mandate=mandate, what="extends").exists()
    mandate.refresh_from_db()
    assert mandate.renewal_session is None


def test_a_text_whose_mandate_nobody_confirmed_is_filed_without_making_one(lights, officer):
    text = drafts.confirm(lights, by=officer).resolution
    assert not Mandate.objects.exists()
    assert Request.objects.suggested().filter(sources__resolution=text, mandate=None).count() == 4


def test_what_waits_for_a_mandate_stays_in_the_draft_and_becomes_suggestions_when_it_is_named(lights, officer):
    text = drafts.confirm(lights, by=officer).resolution
    lights.refresh_from_db()
    assert (lights.state, lights.resolution, lights.settled_by) == ("open", text, None)
    assert not ReportingObligation.objects.exists()
    accept_all(lights, officer, Kind.MANDATE)
    assert drafts.confirm(lights, by=officer).resolution == text
    mandate = Mandate.objects.get()
    assert set(Request.objects.values_list("mandate", "standing")) == {(mandate.pk, "suggested")}
    assert ReportingObligation.objects.get(mandate=mandate).standing == Standing.SUGGESTED
    assert not mandate.actions.exclude(what="theme").exists()
    assert "60/90" in OpenQuestion.objects.get(mandate=mandate).words
    lights.refresh_from_db()
    assert (lights.state, lights.settled_by) == ("confirmed", officer)


def test_what_is_decided_while_it_waits_is_done_when_the_mandate_is_named(lights, officer):
    drafts.confirm(lights, by=officer)
    accept_all(lights, officer)
    drafts.confirm(lights, by=officer)
    mandate = Mandate.objects.get()
    assert str(mandate.renewal_session) == "HRC69"
    assert Request.objects.filter(mandate=mandate, standing=Standing.CONFIRMED).count() == Request.objects.count() == 4
    assert ReportingObligation.objects.get().standing == Standing.CONFIRMED
    assert LogEntry.objects.filter(what="imported").count() == 1


def test_confirmed_again_without_a_mandate_it_waits_on_and_nothing_is_stored_twice(lights, officer):
    drafts.confirm(lights, by=officer)
    drafts.confirm(lights, by=officer)
    lights.refresh_from_db()
    assert lights.is_open
    assert (Resolution.objects.count(), Request.objects.count()) == (1, 4)


def test_a_filed_text_does_not_become_another_by_a_change_of_its_symbol(lights, officer):
    drafts.confirm(lights, by=officer)
    symbol = lights.facts.get(name="symbol")
    drafts.edit(symbol, symbol.version, "A/HRC/RES/60/91", by=officer)
    with pytest.raises(NotAccepted, match="is filed as A/HRC/RES/60/90 already"):
        drafts.confirm(lights, by=officer)
    assert Resolution.objects.count() == 1


def test_the_decision_on_a_second_mandate_waits_while_the_first_is_taken_up(office, officer):
    other = "Decides to extend the mandate of the Special Rapporteur on harbours for a period of three years"
    draft = drafts.make_draft(resolution_text(operative=(*OPERATIVE[:4], other)), by=officer)
    first, second = of_kind(draft, Kind.DECISION)
    assert first.value["mandate"] != second.value["mandate"]
    drafts.accept(first, first.version, by=officer)
    drafts.confirm(draft, by=officer)
    draft.refresh_from_db()
    assert draft.is_open
    drafts.accept(second, second.version, by=officer)
    drafts.confirm(draft, by=officer)
    draft.refresh_from_db()
    assert not draft.is_open
    assert set(MandateAction.objects.values_list("mandate__name", "what")) == {
        (first.value["mandate"], "extends"), (second.value["mandate"], "extends"),
    }  # fmt: skip


def test_nothing_waits_where_the_text_asks_for_no_report_and_decides_on_no_mandate(office, officer):
    draft = drafts.make_draft(resolution_text(title="Safety at sea", operative=OPERATIVE[1:3]), by=officer)
    drafts.confirm(draft, by=officer)
    draft.refresh_from_db()
    assert draft.state == "confirmed"


def test_a_mandate_whose_name_differs_is_not_taken_up_unless_a_person_says_so(office, officer):
    import_resolution(resolution_text(), by=officer)
    renamed = [OPERATIVE[0].replace("lighthouses and coastal signals", "safety at sea"), *OPERATIVE[1:]]
    draft = drafts.make_draft(
        resolution_text("69/4", "Sixty-ninth session", "3–28 July 2028", "14 July 2028", "Safety", tuple(renamed)),
        by=officer,
    )
    drafts.accept_certain(draft, by=officer)
    with pytest.raises(NotAccepted, match="the names differ"):
        drafts.confirm(draft, by=officer)
    assert Resolution.objects.count() == 1
    accept_all(draft, officer, Kind.MANDATE)
    assert drafts.confirm(draft, by=officer).mandates == [Mandate.objects.get()]


def test_a_text_that_comes_again_belongs_to_the_mandate_it_was_filed_under_whatever_its_name(lights, officer):
    other = Mandate.objects.create(name="Special Rapporteur on harbours", slug="harbours")
    fact = lights.facts.get(kind=Kind.MANDATE)
    drafts.edit(fact, fact.version, fact.value | {"mandate": other.pk}, by=officer)
    accept_all(lights, officer, Kind.DECISION)
    drafts.confirm(lights, by=officer)
    again = drafts.make_draft(resolution_text(operative=CHANGED), by=officer)
    assert again.facts.get(kind=Kind.MANDATE).value["mandate"] == other.pk
    accept_all(again, officer, Kind.DECISION)
    drafts.confirm(again, by=officer, replaces=True)
    assert Mandate.objects.get() == other
    assert MandateAction.objects.get(what="extends").mandate == other


def test_a_mandate_that_was_deleted_after_it_was_chosen_is_to_be_chosen_again(lights, officer):
    other = Mandate.objects.create(name="Special Rapporteur on harbours", slug="harbours")
    fact = lights.facts.get(kind=Kind.MANDATE)
    drafts.edit(fact, fact.version, fact.value | {"mandate": other.pk}, by=officer)
    other.delete()
    with pytest.raises(NotAccepted, match="was deleted since"):
        drafts.confirm(lights, by=officer)
    fact.refresh_from_db()
    assert (fact.decision, fact.value["mandate"]) == (Decision.OPEN, None)
    lights.refresh_from_db()
    assert lights.is_open


@pytest.fixture
def again(office, officer):
    """60/90 is here and came once more, word for word."""
    import_resolution(resolution_text(), by=officer)
    return drafts.make_draft(resolution_text(), by=officer)


def test_what_is_changed_and_rejected_in_a_text_that_is_here_is_done_there_and_logged(again, officer):
    first, second, *_rest = of_kind(again, Kind.REQUEST)
    title = again.facts.get(name="title")
    drafts.edit(
        first, first.version, first.value | {"text": "to light all lamps", "addressees": ["States"]}, by=officer
    )
    drafts.reject(second, second.version, by=officer)
    drafts.edit(title, title.version, "Lights", by=officer)
    text = drafts.confirm(again, by=officer).resolution
    changed = Request.objects.get(text="to light all lamps")
    assert (changed.standing, [str(each) for each in changed.addressees.all()]) == ("confirmed", ["States"])
    assert Request.objects.get(standing=Standing.REJECTED).text == second.value["text"]
    text.refresh_from_db()
    assert text.title == "Lights"
    assert LogEntry.objects.get(what="edited", request=changed).by == officer
    assert LogEntry.objects.filter(what="edited", resolution=text, why="title").exists()


MISREAD = "does not belong to session 61"
GAP = "has no number"


@pytest.mark.parametrize("is_here", [False, True], ids=["a new text", "one that is here"])
def test_a_text_is_warned_of_no_longer_once_what_was_wrong_is_corrected_or_a_person_has_looked(
    office, officer, is_here
):
    asked = [*OPERATIVE[:4], "Requests States to paint their lighthouses"]
    words = resolution_text(session="Sixty-first session", operative=asked).replace("5. Requests States to", "Urges to")
    if is_here:
        import_resolution(words)
    draft = drafts.make_draft(words, by=officer)
    assert [any(warned in each for each in draft.read_as["warnings"]) for warned in (MISREAD, GAP)] == [True, True]
    accept_all(draft, officer, Kind.MANDATE)
    session = draft.facts.get(name="session")
    drafts.edit(session, session.version, {"number": 60, "special": False}, by=officer)
    text = drafts.confirm(draft, by=officer).resolution
    text.refresh_from_db()
    assert [any(warned in each for each in text.warnings) for warned in (MISREAD, GAP)] == [False, True]

    again = drafts.make_draft(words, by=officer)
    accept_all(again, officer, Kind.MANDATE)
    (gap,) = [fact for fact in of_kind(again, Kind.CHECK) if GAP in fact.value["words"]]
    drafts.accept(gap, gap.version, by=officer)
    session = again.facts.get(name="session")
    drafts.edit(session, session.version, {"number": 60, "special": False}, by=officer)
    drafts.confirm(again, by=officer)
    text.refresh_from_db()
    assert not any(GAP in each for each in text.warnings)


def with_malawi_in_favour(fact):
    """The vote of 44/11 as if a State that is not in its lists had voted for it too."""
    states = [*fact.value["in_favour_states"], "Malawi"]
    return fact.value | {"in_favour": 32, "in_favour_states": states}


@pytest.mark.parametrize("is_here", [False, True], ids=["a new text", "one that is here"])
def test_the_states_of_a_vote_are_stored_as_a_person_corrected_them_and_the_log_names_them(
    office, officer, text_44_11, is_here
):
    if is_here:
        import_resolution(text_44_11)
    draft = drafts.make_draft(text_44_11, by=officer)
    accept_all(draft, officer, Kind.MANDATE)
    vote = draft.facts.get(name="adoption")
    drafts.edit(vote, vote.version, with_malawi_in_favour(vote), by=officer)
    text = drafts.confirm(draft, by=officer).resolution
    text.refresh_from_db()
    assert (text.in_favour, text.votes.filter(position="in_favour").count(), text.votes.count()) == (32, 32, 48)
    assert text.votes.get(state__name="Malawi").position == "in_favour"
    said = " ".join(LogEntry.objects.filter(what="edited", resolution=text).values_list("to_value", flat=True))
    assert "Malawi" in said
    assert "Peru" not in said  # it stands there as before


def test_a_text_says_which_of_its_front_matter_nobody_confirmed_until_somebody_does(lights, officer):
    accept_all(lights, officer, Kind.MANDATE)
    symbol, title = (lights.facts.get(name=name) for name in ("symbol", "title"))
    drafts.accept(symbol, symbol.version, by=officer)
    text = drafts.confirm(lights, by=officer).resolution
    (warning,) = [words for words in text.warnings if "not yet confirmed" in words]
    assert "title" in warning
    assert "symbol" not in warning
    again = drafts.make_draft(resolution_text(), by=officer)
    title = again.facts.get(name="title")
    drafts.accept(title, title.version, by=officer)
    text = drafts.confirm(again, by=officer).resolution
    (warning,) = [words for words in text.warnings if "not yet confirmed" in words]
    assert "title" not in warning
    last = drafts.make_draft(resolution_text(), by=officer)
    accept_all(last, officer)
    assert not [words for words in drafts.confirm(last, by=officer).resolution.warnings if "not yet" in words]


def test_a_decision_that_became_a_question_can_be_confirmed_when_the_text_comes_again(lights, officer):
    accept_all(lights, officer, Kind.MANDATE)
    drafts.confirm(lights, by=officer)
    again = drafts.make_draft(resolution_text(), by=officer)
    accept_all(again, officer, Kind.DECISION)
    drafts.confirm(again, by=officer)
    assert str(Mandate.objects.get().renewal_session) == "HRC69"
    assert OpenQuestion.objects.get().settled_by == officer


def test_a_stream_that_is_here_is_not_changed_by_its_draft_and_the_draft_is_kept(again, officer):
    report = again.facts.get(kind=Kind.REPORT)
    drafts.edit(report, report.version, report.value | {"recurrence": "annual"}, by=officer)
    with pytest.raises(NotAccepted, match="correct the stream on its own page"):
        drafts.confirm(again, by=officer)
    again.refresh_from_db()
    assert again.is_open
    assert not LogEntry.objects.filter(what="edited").exists()


@pytest.mark.skipif(not TEXT_53_5.is_file(), reason="the shared corpus is not beside the project")
def test_open_requests_and_streams_of_44_11_go_on_in_53_5_with_their_history(office, officer, text_44_11):
    first = import_resolution(text_44_11, by=officer)
    for stream in ReportingObligation.objects.all():
        confirm_stream(stream, by=officer)
    asked, streams = set(Request.objects.values_list("pk", flat=True)), set(ReportingObligation.objects.all())
    draft = drafts.make_draft(TEXT_53_5.read_bytes(), source=TEXT_53_5.name, by=officer)
    suggested = draft.facts.get(kind=Kind.MANDATE)
    assert suggested.value["mandate"] == first.mandates[0].pk
    assert "44/11" in suggested.reason
    accept_all(draft, officer)
    drafts.confirm(draft, by=officer)
    assert set(Request.objects.values_list("pk", flat=True)) == asked
    assert set(ReportingObligation.objects.all()) == streams
    assert Request.objects.filter(sources__resolution__symbol="A/HRC/RES/53/5").count() == 8
    mandate = Mandate.objects.get()
    assert (mandate.runs_on.resolution.reference, str(mandate.renewal_session)) == ("53/5", "HRC62")


def test_a_paragraph_that_decides_on_two_mandates_makes_a_term_of_each(reference, officer):
    for name in ("honey", "wax"):
        Mandate.objects.create(name=f"Independent Expert on {name}", slug=name)
    both = (
        "Decides to extend the mandate of the Independent Expert on honey for a period of three years, and to renew the"
        " mandate of the Independent Expert on wax for a period of one year"
    )
    draft = drafts.make_draft(resolution_text(operative=(both, "Decides to remain seized of the matter")), by=officer)
    for fact in draft.facts.all():
        drafts.accept(fact, fact.version, by=officer)
    drafts.confirm(draft, by=officer)
    acts = MandateAction.objects.values_list("mandate__slug", "what", "term", "paragraph_key").order_by("mandate__slug")
    assert list(acts) == [("honey", "extends", "P3Y", "1"), ("wax", "extends", "P1Y", "1")]
