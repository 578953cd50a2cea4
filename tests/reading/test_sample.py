"""Resolution 44/11, as messy as a scraper left it. What is expected was counted by hand (findings, section 1)."""

from datetime import date

import pytest

from mandates.reading import read
from mandates.reading.states import known_state
from tests.reading.texts import SAMPLE


@pytest.fixture(scope="module")
def solidarity():
    return read(SAMPLE.read_bytes(), source=SAMPLE.name)


def test_masthead_is_read(solidarity):
    assert solidarity.symbol == "A/HRC/RES/44/11"
    assert solidarity.body == "HRC"
    assert solidarity.title == "Mandate of the Independent Expert on human rights and international solidarity"
    assert (solidarity.session, solidarity.special_session) == (44, False)
    assert solidarity.session_dates == ((date(2020, 6, 30), date(2020, 7, 17)),)
    assert solidarity.agenda_item == "3"
    assert solidarity.adopted_on == date(2020, 7, 16)
    assert solidarity.meeting == 27


def test_thirteen_preambular_and_seventeen_operative_paragraphs(solidarity):
    assert len(solidarity.preambular) == 13
    assert [p.number for p in solidarity.operative] == [str(n) for n in range(1, 18)]
    assert [p.verb for p in solidarity.operative[:3]] == ["Reaffirms", "Also reaffirms", "Reiterates"]
    assert not any(mark in p.text for p in solidarity.paragraphs for mark in "*¹\n")


def test_vote_is_31_to_15_with_1_abstention_and_names_all_47_members(solidarity):
    votes = solidarity.votes
    columns = (votes.in_favour, votes.against, votes.abstaining)
    assert solidarity.adoption == "recorded_vote"
    assert [c.count for c in columns] == [len(c.states) for c in columns] == [31, 15, 1]
    assert len({known_state(name) for c in columns for name in c.states}) == 47
    assert votes.in_favour.states[-1] == "Venezuela (Bolivarian Republic of)"
    assert votes.against.states[-2:] == ("Spain", "Ukraine")


def test_footnote_belongs_to_paragraph_9_and_names_two_documents(solidarity):
    [note] = solidarity.footnotes
    assert (note.marker, note.paragraph, note.text) == ("1", "9", "A/HRC/44/44 and Add.1.")
    assert [(c.symbol, c.paragraph) for c in solidarity.citations] == [
        ("A/HRC/44/44", "9"),
        ("A/HRC/44/44/Add.1", "9"),
    ]


def test_paragraph_10_extends_the_mandate_by_three_years(solidarity):
    [decision] = solidarity.decisions
    assert (decision.paragraph, decision.action, decision.term) == ("10", "extend", "P3Y")
    assert decision.mandate == "Independent Expert on human rights and international solidarity"
    assert decision.effective_from is None
    assert decision.until is None


def test_nine_asking_clauses_with_their_addressees(solidarity):
    everybody = {"States", "UN system", "International and regional organizations", "Civil society"}
    assert [(r.paragraph, r.verb, set(r.addressees)) for r in solidarity.requests] == [
        ("8", "urge", everybody),
        ("11", "request", everybody),
        ("11", "request", {"States"}),
        ("12", "request", {"Independent Expert"}),
        ("12", "invite", {"States", "International and regional organizations", "UN system"}),
        ("13", "request", {"Independent Expert"}),
        ("14", "request", {"Secretary-General", "High Commissioner"}),
        ("15", "request", {"Independent Expert"}),
        ("16", "request", {"Independent Expert"}),
    ]


def test_requests_of_the_expert_in_paragraph_11_are_a_noun(solidarity):
    last = [r for r in solidarity.requests if r.paragraph == "11"][-1]
    assert last.text.endswith("responding favourably to the requests of the Independent Expert to visit "
                              "their countries "
                              "to enable him to fulfil his mandate effectively")  # fmt: skip


def test_council_and_assembly_are_reported_to_regularly(solidarity):
    [report] = solidarity.reports
    assert (report.paragraph, report.addressee, report.kind) == ("16", "Independent Expert", "report")
    assert report.recipients == ("HRC", "GA")
    assert (report.recurrence, report.sessions, report.mode, report.by_date) == ("regular", (), None, None)
    assert "regularly" in report.words


def test_every_fact_points_at_its_words(solidarity):
    for fact in (*solidarity.decisions, *solidarity.requests, *solidarity.reports):
        begin, end = fact.span
        assert 0 <= begin < end <= len(solidarity.paragraph(fact.paragraph).text)
        assert fact.confidence == "read"
    asked = solidarity.requests[2]
    assert solidarity.paragraph("11").text[slice(*asked.span)].startswith("requests States to give serious")


def test_nothing_is_doubted(solidarity):
    assert solidarity.warnings == ()
