"""The page that adds a fact which the reader missed, and how the draft shows it."""

from datetime import date
from urllib.parse import quote

import pytest

from mandates.records import drafts
from mandates.records.draft_additions import add
from mandates.records.loading import load_reference
from tests.invented import OPERATIVE, resolution_text

FRAGMENT = {"HX-Request": "true"}
ASKED = {"paragraph": "5", "rests_on": "remain seized", "verb": "request", "addressees": "States", "text": "to remain"}


@pytest.fixture
def draft(db, today, officer, client):
    load_reference()
    today(date(2026, 11, 24))
    client.force_login(officer)
    return drafts.make_draft(resolution_text(), by=officer)


def at(draft, kind="request"):
    return f"/import/{draft.pk}/add/{kind}/"


def added_to(draft, officer):
    value = {"verb": "request", "addressees": ["States"], "text": "to remain", "paragraph": "5", "span": [0, 7]}
    return add(draft, "request", value, by=officer)


def test_a_request_is_added_and_shown_with_who_added_it_its_words_and_the_progress(client, draft):
    before = draft.facts.count()
    shown = client.post(at(draft), ASKED, follow=True).content.decode()
    fact = draft.facts.get(confidence="")
    assert f'id="w-{fact.pk}"' in shown
    assert ">remain seized</mark>" in shown
    assert "Added by L. Haddad." in shown
    assert f"<b>1 of {before + 1} decided</b>" in shown
    assert "Remove" in shown


def test_without_the_script_it_leads_back_to_the_fact(client, draft):
    answer = client.post(at(draft), ASKED)
    assert answer["Location"] == f"/import/{draft.pk}/#fact-{draft.facts.get(confidence='').pk}"


def test_the_fragment_brings_the_marks_of_the_text_too(client, draft):
    answer = client.post(at(draft), ASKED, headers=FRAGMENT)
    assert answer["HX-Retarget"] == "#read-as"
    assert 'hx-swap-oob="innerHTML:#came"' in answer.content.decode()


WRONG = [
    ({"rests_on": "words of another text"}, "These words do not stand in paragraph 5"),
    ({"paragraph": "99"}, "Select a valid choice"),
    ({"addressees": " ; "}, "Name at least one addressee"),
]


@pytest.mark.parametrize(("posted", "said"), WRONG)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(client, draft, posted, said):
    answer = client.post(at(draft), ASKED | posted, headers=FRAGMENT)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "to remain" in answer.content.decode()
    assert not draft.facts.filter(confidence="").exists()


def test_a_stream_and_a_decision_are_added_with_their_own_fields(client, draft):
    place = {"paragraph": "5", "rests_on": ""}
    report = {"addressee": "Secretary-General", "recipient": "GA", "kind": "report", "recurrence": "annual",
              "mode": "", "sessions": "", "by_date": "", "words": ""}  # fmt: skip
    decision = {"action": "modify", "term": "", "effective_from": "", "until": ""}
    assert client.post(at(draft, "report"), place | report).status_code == 302
    assert client.post(at(draft, "decision"), place | decision).status_code == 302
    stream, act = draft.facts.get(confidence="", kind="report"), draft.facts.get(confidence="", kind="decision")
    assert (stream.value["recipients"], stream.value["recurrence"]) == (["GA"], "annual")
    assert act.value["mandate"] == draft.facts.get(kind="mandate").value["name"]


def test_marked_words_begin_the_form_with_their_paragraph(client, draft):
    start = draft.shown_text.index("visit small islands")
    form = client.get(f"{at(draft)}?from={start}&to={start + len('visit small islands')}").context
    assert form["where"].initial == {"paragraph": "3", "rests_on": "visit small islands"}
    assert form["form"]["verb"].value() == "encourage"
    assert form["form"]["text"].value() == "visit small islands"


def test_every_paragraph_that_may_ask_has_a_way_to_add_to_it_and_the_text_stays_letter_for_letter(client, draft):
    shown = client.get(f"/import/{draft.pk}/").content.decode()
    for key in "12345":
        assert f'href="{at(draft)}?paragraph={quote(key)}"' in shown
    assert client.get(f"{at(draft)}?paragraph=4").context["where"].initial["paragraph"] == "4"


def test_a_kind_of_which_none_was_read_can_be_added_too(client, draft, officer):
    silent = drafts.make_draft(resolution_text("60/91", operative=OPERATIVE[1:3]), by=officer)
    shown = client.get(f"/import/{silent.pk}/").content.decode()
    assert shown.count("The reader found none.") == 2
    assert at(silent, "decision") in shown


def test_a_colleague_learns_of_it_with_the_next_decision(client, draft, colleague):
    seen = draft.facts.count()
    added_to(draft, colleague)
    fact = draft.facts.filter(kind="request").first()
    posted = {"version": fact.version, "facts": seen}
    answer = client.post(f"/import/{draft.pk}/facts/{fact.pk}/accept/", posted, headers=FRAGMENT)
    assert "T. Ibarra added to this text since you opened it." in answer.content.decode()


def test_it_can_be_changed_removed_and_brought_back(client, draft, officer):
    fact = added_to(draft, officer)
    way = f"/import/{draft.pk}/facts/{fact.pk}"
    changed = {"version": 0, "verb": "invite", "addressees": "States", "text": "to stay"}
    shown = client.post(f"{way}/edit/", changed, headers=FRAGMENT).content.decode()
    assert "Added as: request States to remain" in shown
    shown = client.post(f"{way}/reject/", {"version": 1}, headers=FRAGMENT).content.decode()
    assert "removed" in shown
    client.post(f"{way}/reopen/", {"version": 2})
    assert draft.facts.get(pk=fact.pk).is_open


def test_nothing_is_added_to_a_text_that_is_settled_and_what_was_typed_can_be_copied(client, draft, officer):
    drafts.discard(draft, by=officer)
    answer = client.post(at(draft), ASKED)
    assert answer.status_code == 409
    assert "the text is settled already" in answer.content.decode()
    assert "to remain</textarea>" in answer.content.decode()


@pytest.mark.parametrize("kind", ["front", "check", "mandate", "no-kind"])
def test_only_requests_streams_and_decisions_are_added(client, draft, kind):
    assert client.get(at(draft, kind)).status_code == 404
