"""A fact that the reader missed is added by a person, with the words it rests on, and goes the way of the others."""

from datetime import date

import pytest

from mandates.models import DraftFact, LogEntry, Mandate, MandateAction, ReportingObligation, Request, Standing
from mandates.reading import ReadParagraph
from mandates.records import drafts
from mandates.records.draft_additions import add, span_of
from mandates.records.importing import import_resolution
from tests.invented import OPERATIVE, resolution_text

Kind, Decision = DraftFact.Kind, DraftFact.Decision
THANKS = "Thanks all those who keep watch, and hopes that the Secretary-General will tell it once a year of their work"


@pytest.fixture
def draft(reference, today, officer):
    today(date(2026, 11, 24))
    return drafts.make_draft(resolution_text(operative=(*OPERATIVE[:4], THANKS)), by=officer)


ASKS = {"verb": "request", "addressees": ["Secretary-General"], "text": "to tell it of their work"}
REPORTS = {
    "addressee": "Secretary-General", "kind": "report", "recipients": ["HRC"], "sessions": [], "recurrence": "annual",
    "mode": None, "by_date": None, "words": "once a year",
}  # fmt: skip
SPAN = [THANKS.index("will tell"), THANKS.index(" of their")]


def add_here(draft, kind, value, by, key="5"):
    return add(draft, kind, value | {"paragraph": key, "span": SPAN}, by=by)


def accept(draft, by, **which):
    for fact in draft.facts.filter(**which):
        drafts.accept(fact, fact.version, by=by)


def test_what_was_added_lights_up_its_words_stands_in_their_order_and_is_confirmed_by_who_added_it(draft, officer):
    added = add_here(draft, Kind.REQUEST, ASKS, officer)
    assert draft.shown_text[added.start : added.end] == "will tell it once a year"
    assert (added.decision, added.decided_by, added.added_by) == (Decision.ACCEPTED, officer, officer)
    assert added.reason == "Added by L. Haddad."
    assert list(draft.facts.filter(kind=Kind.REQUEST))[-1] == added
    first = add(draft, Kind.REQUEST, ASKS | {"paragraph": "1", "span": [0, 7]}, by=officer)
    assert draft.facts.filter(kind=Kind.REQUEST).first() == first


def test_the_request_and_its_source_say_who_added_it_and_so_does_the_log(draft, officer, colleague):
    add_here(draft, Kind.REQUEST, ASKS, officer)
    accept(draft, colleague, kind=Kind.MANDATE)
    drafts.confirm(draft, by=colleague)
    request = Request.objects.get(text=ASKS["text"])
    source = request.sources.get()
    assert (request.standing, request.confirmed_by) == (Standing.CONFIRMED, officer)
    assert (source.paragraph_key, source.reason, source.confidence) == ("5", "Added by L. Haddad.", "")
    assert (source.start, source.end) == tuple(SPAN)
    entry = LogEntry.objects.get(what="added")
    assert (entry.by, entry.to_value, entry.why) == (officer, ASKS["text"], "para. 5")


def test_a_stream_that_was_added_is_followed_like_the_others(draft, officer):
    add_here(draft, Kind.REPORT, REPORTS, officer)
    accept(draft, officer, kind=Kind.MANDATE)
    drafts.confirm(draft, by=officer)
    stream = ReportingObligation.objects.get(addressee__name="Secretary-General")
    assert (stream.standing, stream.recurrence, stream.confirmed_by) == ("confirmed", "annual", officer)
    assert stream.sources.get().reason == "Added by L. Haddad."


def test_a_decision_that_was_added_acts_on_the_mandate_and_says_who_added_it(reference, today, officer):
    today(date(2026, 11, 24))
    silent = drafts.make_draft(resolution_text(title="Safety at sea", operative=(*OPERATIVE[1:3], THANKS)), by=officer)
    assert not silent.facts.filter(kind=Kind.MANDATE).exists()
    value = {"action": "extend", "mandate": "", "term": "P1Y", "effective_from": None, "until": None}
    add_here(silent, Kind.DECISION, value, officer, key="3")
    chosen = silent.facts.get(kind=Kind.MANDATE)
    assert (chosen.value["new_name"], chosen.is_open) == ("Safety at sea", True)
    drafts.confirm(silent, by=officer)
    action = MandateAction.objects.get(what="extends")
    assert (action.mandate.name, action.term, action.confidence) == ("Safety at sea", "P1Y", "")
    assert action.source == "Added by L. Haddad."


def test_what_was_removed_again_leaves_nothing_and_can_be_brought_back(draft, officer):
    added = add_here(draft, Kind.REQUEST, ASKS, officer)
    assert drafts.reject(added, added.version, by=officer)
    assert added.is_removed
    assert drafts.reopen(added, added.version, by=officer)
    drafts.reject(added, added.version, by=officer)
    drafts.confirm(draft, by=officer)
    assert not Request.objects.filter(text=ASKS["text"]).exists()
    assert not LogEntry.objects.filter(what__in=["added", "rejected"]).exists()


def test_the_same_fact_sent_twice_is_added_once(draft, officer):
    assert add_here(draft, Kind.REQUEST, ASKS, officer) == add_here(draft, Kind.REQUEST, ASKS, officer)


def test_nothing_is_added_to_a_settled_text(draft, officer):
    drafts.discard(draft, by=officer)
    assert add_here(draft, Kind.REQUEST, ASKS, officer) is None
    assert not draft.facts.filter(confidence="").exists()


def test_what_is_certain_to_the_reader_is_not_what_a_person_added(draft, officer):
    added = add_here(draft, Kind.REQUEST, ASKS, officer)
    drafts.reopen(added, added.version, by=officer)
    drafts.accept_certain(draft, by=officer)
    added.refresh_from_db()
    assert added.is_open


def test_a_fact_added_to_a_text_that_is_here_is_stored_there_and_touches_no_other(reference, today, officer):
    today(date(2026, 11, 24))
    import_resolution(resolution_text(), by=officer)
    before = dict(Request.objects.values_list("pk", "standing"))
    again = drafts.make_draft(resolution_text(), by=officer)
    whole = {"paragraph": "3", "span": again.facts.get(kind=Kind.REQUEST, paragraph_key="3").value["span"]}
    added = add(again, Kind.REQUEST, ASKS | whole, by=officer)
    removed = add(again, Kind.REQUEST, ASKS | whole | {"text": "nothing"}, by=officer)
    drafts.reject(removed, removed.version, by=officer)
    drafts.confirm(again, by=officer)
    assert Request.objects.get(text=ASKS["text"]).sources.get().reason == added.reason
    assert {pk: row for pk, row in Request.objects.values_list("pk", "standing") if pk in before} == before
    assert Mandate.objects.count() == 1


FOUND = [("to dim", (9, 15)), ("to\n dim", (9, 15)), ("", (0, 22)), ("to lit", None)]


@pytest.mark.parametrize(("words", "span"), FOUND)
def test_the_words_of_a_fact_are_found_in_its_paragraph_whatever_the_line_breaks(words, span):
    assert span_of(words, ReadParagraph("operative", "1", 1, "Requests", "Requests to dim a lamp", "1")) == span
