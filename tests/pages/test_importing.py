"""The import page and the comparison: what they show, and what they answer."""

import textwrap
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import strip_tags

from mandates.models import DraftFact, ImportDraft, Mandate, Request, Resolution
from mandates.records import drafts
from mandates.records.importing import import_resolution
from mandates.records.loading import SAMPLE, load_reference
from tests.invented import OPERATIVE, resolution_text
from tests.reading.texts import word_file

FRAGMENT = {"HX-Request": "true"}
LATER = ("69/4", "Sixty-ninth session", "3–28 July 2028", "14 July 2028")


@pytest.fixture
def office(db, today, officer, client):
    load_reference()
    today(date(2026, 11, 24))
    client.force_login(officer)


@pytest.fixture
def text_44_11():
    return (SAMPLE / "resolution-44-11.txt").read_text(encoding="utf-8")


@pytest.fixture
def draft(office, officer):
    return drafts.make_draft(resolution_text(), by=officer)


def file(name, content):
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def act(client, fact, what, version=None, **posted):
    address = f"/import/{fact.draft_id}/facts/{fact.pk}/{what}/"
    return client.post(address, {"version": fact.version if version is None else version, **posted}, headers=FRAGMENT)


def test_pasting_44_11_and_pressing_once_shows_all_that_was_read(client, office, text_44_11):
    shown = client.post("/import/", {"pasted": text_44_11}, follow=True).content.decode()
    for words in (
        "A/HRC/RES/44/11", "44th session", "16 July 2020", "13 + 17 paragraphs", "31–15–1", "47 States named",
        "tally agrees", "0 of 9 decided",
    ):  # fmt: skip
        assert words in shown
    assert not Resolution.objects.exists()


def test_nothing_brought_is_said_at_the_field(client, office):
    answer = client.post("/import/", {"pasted": "  "})
    assert answer.status_code == 422
    assert "Paste the words of a text, or choose a file." in answer.content.decode()


def test_of_many_files_one_that_cannot_be_read_says_why_and_the_others_go_on(client, office, text_44_11):
    files = [
        file("one.txt", text_44_11),
        file("broken.bin", b"\x00\x01\x02\x03 no text"),
        file("two.txt", resolution_text()),
    ]
    answer = client.post("/import/", {"files": files})
    assert answer.status_code == 422
    assert [(each.name, each.why) for each in answer.context["not_read"]] == [
        ("broken.bin", "This is not a text, web page, Word or PDF file; nothing was read.")
    ]
    shown = answer.content.decode()
    for made in ImportDraft.objects.all():
        assert f'<a href="{made.get_absolute_url()}">{made.symbol}</a>' in shown
    assert ImportDraft.objects.count() == 2


def test_many_texts_that_were_read_wait_in_a_list(client, office, text_44_11):
    answer = client.post("/import/", {"files": [file("a", text_44_11), file("b", resolution_text())]}, follow=True)
    assert answer.redirect_chain[-1][0] == "/import/"
    assert [str(each) for each in answer.context["page"]] == ["A/HRC/RES/60/90", "A/HRC/RES/44/11"]


def test_two_texts_in_one_paste_become_two_drafts_and_each_is_named(client, office, text_44_11):
    pasted = f"{text_44_11}\n\n{resolution_text()}"
    shown = client.post("/import/", {"pasted": pasted}, follow=True).content.decode()
    assert "2 texts were read:" in shown
    for symbol in ("A/HRC/RES/44/11", "A/HRC/RES/60/90"):
        draft = ImportDraft.objects.get(symbol=symbol)
        assert f'<a href="{draft.get_absolute_url()}">{symbol}</a>' in shown
        assert ("lighthouses" in draft.shown_text) == (symbol == "A/HRC/RES/60/90")


def test_a_text_that_waited_already_is_said_to_and_the_other_of_the_paste_is_new(client, draft, text_44_11):
    shown = client.post("/import/", {"pasted": f"{text_44_11}\n\n{resolution_text()}"}, follow=True).content.decode()
    assert f'<a href="{draft.get_absolute_url()}">A/HRC/RES/60/90</a> (it waited already)' in shown
    assert ImportDraft.objects.count() == 2


def test_of_two_texts_in_one_paste_one_that_was_cut_off_says_which_and_why(client, office):
    cut = resolution_text("60/91").partition("Recalling all its")[0]
    answer = client.post("/import/", {"pasted": f"{resolution_text()}\n\n{cut}"})
    assert answer.status_code == 422
    assert answer.context["not_read"][0].name == "The pasted text, text 2 of 2"
    assert "cut" in answer.context["not_read"][0].why
    assert "A/HRC/RES/60/90" in answer.context["said"]


def test_what_was_pasted_stays_in_the_form_where_it_cannot_be_read(client, office):
    answer = client.post("/import/", {"pasted": "A letter, and no resolution at all."})
    assert answer.status_code == 422
    assert "A letter, and no resolution at all." in answer.content.decode()


def test_a_file_over_20_mib_is_refused_in_one_sentence(client, office, monkeypatch):
    monkeypatch.setattr("mandates.records.drafts.FILE_LIMIT", 100)
    answer = client.post("/import/", {"files": [file("long.txt", resolution_text())]})
    assert "larger than 20 MiB" in answer.context["not_read"][0].why


@pytest.mark.parametrize("kind", ["request", "front", "decision", "report", "mandate"])
def test_a_decision_is_kept_at_once_and_answered_with_the_row_and_the_progress(client, draft, kind):
    fact = draft.facts.filter(kind=kind).first()
    answer = act(client, fact, "accept")
    fact.refresh_from_db()
    assert (answer.status_code, fact.decision) == (200, "accepted")
    shown = answer.content.decode()
    assert f'id="fact-{fact.pk}"' in shown
    assert f'id="done-{kind}" hx-swap-oob="true"' in shown


def test_a_colleague_was_first_is_409_with_the_row_as_it_now_stands(client, draft, colleague):
    fact = draft.facts.filter(kind="request").first()
    drafts.reject(fact, fact.version, by=colleague)
    answer = act(client, fact, "accept", version=0)
    assert answer.status_code == 409
    assert "T. Ibarra was first" in answer.content.decode()
    assert "rejected" in answer.content.decode()


TYPED = {
    "request": {"verb": "invite", "addressees": "States; Media", "text": "to light all lamps"},
    "decision": {"action": "modify", "term": "P2Y", "effective_from": "", "until": "HRC77"},
    "report": {"addressee": "Media", "recipient": "HRC", "kind": "study", "recurrence": "annual", "mode": "",
               "sessions": "HRC77", "by_date": "2031-05", "words": "by the light of day"},
    "mandate": {"mandate": "", "new_name": "Special Rapporteur on harbours"},
}  # fmt: skip


@pytest.mark.parametrize("headers", [FRAGMENT, {}], ids=["htmx", "plain forms"])
@pytest.mark.parametrize("kind", TYPED)
def test_what_was_typed_comes_back_in_its_form_where_somebody_was_first_and_can_be_sent_again(
    client, draft, colleague, kind, headers
):
    fact = draft.facts.filter(kind=kind).first()
    drafts.accept(fact, fact.version, by=colleague)
    address = f"/import/{draft.pk}/facts/{fact.pk}/edit/"
    answer = client.post(address, {"version": 0, **TYPED[kind]}, headers=headers)
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "T. Ibarra was first" in shown
    assert "Stored now:" in shown
    form = answer.context["form"]
    assert {name: form[name].value() for name in TYPED[kind]} == TYPED[kind]
    version = int(shown.split('name="version" value="')[-1].split('"')[0])
    assert client.post(address, {"version": version, **TYPED[kind]}, headers=headers).status_code in (200, 302)
    fact.refresh_from_db()
    assert fact.decided_by.username == "haddad"
    assert fact.is_edited


def test_a_form_that_was_open_while_what_is_certain_was_accepted_keeps_what_was_typed(client, draft):
    fact = draft.facts.filter(kind="request", confidence="read").first()
    client.post(f"/import/{draft.pk}/accept/", headers=FRAGMENT)
    answer = act(client, fact, "edit", **TYPED["request"])
    assert answer.status_code == 409
    assert "you decided on it since" in answer.content.decode()
    assert "to light all lamps</textarea>" in answer.content.decode()


def test_what_was_typed_on_a_text_that_is_settled_already_can_still_be_copied(client, draft):
    fact = draft.facts.filter(kind="request").first()
    drafts.discard(draft, by=None)
    answer = act(client, fact, "edit", **TYPED["request"])
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "to light all lamps</textarea>" in shown
    assert "cannot be kept here any more" in shown
    assert ">Change</button>" not in shown


def test_where_a_request_was_to_be_split_stays_chosen_where_somebody_was_first(client, draft, colleague):
    fact = draft.facts.filter(kind="request", paragraph_key="3").get()
    at = str(fact.value["text"].index("to consult"))
    drafts.accept(fact, fact.version, by=colleague)
    answer = act(client, fact, "split", at=at, version=0)
    assert answer.status_code == 409
    assert answer.context["form"]["at"].value() == at
    drafts.edit(fact, fact.version, fact.value | {"text": "to visit"}, by=colleague)
    assert act(client, fact, "split", at=at, version=0).status_code == 409


def test_without_the_script_an_action_leads_on_to_the_next_open_fact(client, draft):
    first, second = draft.facts.filter(kind="request")[:2]
    answer = client.post(f"/import/{draft.pk}/facts/{first.pk}/accept/", {"version": first.version})
    assert answer["Location"] == f"/import/{draft.pk}/#fact-{second.pk}"


EDITS = [
    ("front", "symbol", {"value": "53/5"}, "A/HRC/RES/53/5"),
    ("front", "session", {"number": "30", "special": "on"}, {"number": 30, "special": True}),
    ("front", "adopted_on", {"value": "2025-10-07"}, "2025-10-07"),
    ("front", "agenda_item", {"value": "10"}, "10"),
    ("front", "meeting", {"value": ""}, None),
    ("front", "adoption", {"how": "recorded_vote", "in_favour": "30", "against": "10", "abstaining": "7",
                           "against_states": "Malawi; Peru"},
     {"how": "recorded_vote", "in_favour": 30, "against": 10, "abstaining": 7, "in_favour_states": [],
      "against_states": ["Malawi", "Peru"], "abstaining_states": []}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "posted", "value"), EDITS, ids=[edit[1] for edit in EDITS])
def test_a_field_of_the_front_matter_is_changed(client, draft, kind, name, posted, value):
    fact = draft.facts.get(kind=kind, name=name)
    assert act(client, fact, "edit", **posted).status_code == 200
    fact.refresh_from_db()
    assert (fact.value, fact.decision) == (value, "accepted")


@pytest.fixture
def adoption(office, officer, text_44_11):
    """The vote of 44/11 as it was read: 31–15–1."""
    return drafts.make_draft(text_44_11, by=officer).facts.get(name="adoption")


def vote_with(fact, **changed):
    """The vote as the form posts it, with the States of a column as `changed` says."""
    posted = {name: "; ".join(said) if isinstance(said, list) else said for name, said in fact.value.items()}
    return posted | changed


def test_a_state_that_was_read_wrongly_is_moved_and_the_tally_is_reconciled_again_and_what_was_read_stays(
    client, adoption
):
    (abstained,) = adoption.value["abstaining_states"]
    favour = "; ".join([*adoption.value["in_favour_states"], abstained])
    shown = act(client, adoption, "edit", **vote_with(adoption, in_favour_states=favour, abstaining_states=""))
    words = shown.content.decode()
    assert "31 stated in favour, 32 named" in words
    assert words.count("tally does not agree") == 2  # in the row, and in the head of the page
    assert 'id="draft-head" hx-swap-oob="true"' in words
    posted = vote_with(adoption, in_favour_states=favour, abstaining_states="", in_favour="32", abstaining="0")
    words = act(client, adoption, "edit", version=1, **posted).content.decode()
    assert words.count("47 States named, tally agrees") == 2
    assert "32–15–0" in words
    assert "Read as: recorded vote, 31–15–1" in words


VOTES_WRONG = [
    ({"against_states": "Malawi; Atlantis"}, "“Atlantis” is no State that the desk knows."),
    ({"in_favour_states": "Peru", "against_states": "Peru"}, "Peru stands in two columns."),
    ({"in_favour": ""}, "Say how many, in all three columns"),
    ({"in_favour": "", "against": "", "abstaining": ""}, "Say how many, in all three columns"),
]


@pytest.mark.parametrize(("changed", "said"), VOTES_WRONG)
def test_a_name_that_is_no_state_or_stands_twice_or_a_figure_that_is_missing_is_said_at_the_field(
    client, adoption, changed, said
):
    answer = act(client, adoption, "edit", **vote_with(adoption, **changed))
    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.parametrize(("name", "posted", "was"), [
    ("session", {"number": "61", "special": ""}, "Read as: 60th session"),
    ("title", {"value": "Lights"}, "Read as: Mandate of the Independent Expert on lighthouses"),
    ("adopted_on", {"value": "2025-10-07"}, "Read as: 6 October 2025"),
    ("symbol", {"value": "60/91"}, "Read as: A/HRC/RES/60/90"),
])  # fmt: skip
def test_what_the_reader_read_stays_beside_what_a_person_made_of_it(client, draft, name, posted, was):
    shown = act(client, draft.facts.get(name=name), "edit", **posted).content.decode()
    assert was in shown
    assert was in client.get(f"/import/{draft.pk}/").content.decode()


def test_another_session_changes_the_head_too(client, draft):
    shown = act(client, draft.facts.get(name="session"), "edit", number="61").content.decode()
    assert "61st session" in shown.split('id="draft-head"')[1]


def test_a_request_is_changed(client, draft):
    fact = draft.facts.filter(kind="request").first()
    act(client, fact, "edit", verb="invite", addressees="States; Civil society", text="to let in the light")
    fact.refresh_from_db()
    assert (fact.value["verb"], fact.value["addressees"], fact.value["text"]) == (
        "invite", ["States", "Civil society"], "to let in the light",
    )  # fmt: skip
    assert fact.value["span"] == fact.read_value["span"]


def test_a_reporting_stream_is_changed(client, draft):
    fact = draft.facts.get(kind="report")
    act(client, fact, "edit", addressee="Secretary-General", recipient="GA", kind="study", recurrence="annual",
        mode="", sessions="GA81", by_date="", words="annually")  # fmt: skip
    fact.refresh_from_db()
    assert fact.value["recipients"] == ["GA"]
    assert fact.value["sessions"] == ["GA81"]
    assert (fact.value["recurrence"], fact.value["mode"], fact.value["by_date"]) == ("annual", None, None)


def test_a_decision_on_a_mandate_is_changed(client, draft):
    fact = draft.facts.get(kind="decision")
    act(client, fact, "edit", action="establish", term="P1Y", effective_from="HRC61", until="2027-06")
    fact.refresh_from_db()
    assert [fact.value[name] for name in ("action", "term", "effective_from", "until")] == [
        "establish", "P1Y", "HRC61", "2027-06",
    ]  # fmt: skip


WRONG = [
    ("symbol", {"value": "no symbol"}, "is no symbol of a text"),
    ("adopted_on", {"value": "the day before"}, "Enter a valid date"),
]


@pytest.mark.parametrize(("name", "posted", "said"), WRONG)
def test_a_field_that_is_wrong_is_422_with_the_form_as_typed(client, draft, name, posted, said):
    fact = draft.facts.get(name=name)
    answer = act(client, fact, "edit", **posted)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert posted["value"] in answer.content.decode()


def test_a_request_is_split_where_the_person_says(client, draft):
    fact = draft.facts.filter(kind="request", paragraph_key="3").get()
    form = client.get(f"/import/{draft.pk}/facts/{fact.pk}/split/")
    at = next(value for value, words in form.context["form"].fields["at"].choices if "to consult" in words)
    act(client, fact, "split", at=at)
    asks = draft.facts.filter(kind="request", paragraph_key="3")
    assert [ask.value["text"] for ask in asks] == ["to visit small islands", "to consult those who live on them"]


def test_confirming_leads_to_the_text_and_says_what_stays_a_suggestion(client, draft):
    act(client, draft.facts.get(kind="mandate"), "accept")
    client.post(f"/import/{draft.pk}/accept/")
    answer = client.post(f"/import/{draft.pk}/confirm/", follow=True)
    assert answer.redirect_chain[-1][0] == "/resolutions/60/90/"
    assert "Kept:" in answer.content.decode()
    assert Request.objects.filter(standing="confirmed").count() == 3


def test_a_draft_that_a_colleague_confirmed_is_not_confirmed_again(client, draft, colleague):
    mandate = draft.facts.get(kind="mandate")
    drafts.accept(mandate, mandate.version, by=colleague)
    drafts.confirm(draft, by=colleague)
    answer = client.post(f"/import/{draft.pk}/confirm/", follow=True)
    assert "T. Ibarra was first" in answer.content.decode()


def test_a_mandate_that_was_deleted_after_it_was_chosen_is_told_in_words(client, draft, officer):
    other = Mandate.objects.create(name="Special Rapporteur on harbours", slug="harbours")
    fact = draft.facts.get(kind="mandate")
    act(client, fact, "edit", mandate=other.pk, new_name="")
    other.delete()
    answer = client.post(f"/import/{draft.pk}/confirm/", follow=True)
    assert "was deleted since. Choose another one" in answer.content.decode()
    assert draft.facts.get(kind="mandate").is_open


def test_what_waits_for_its_mandate_is_told_before_and_after_and_until_it_is_named(client, draft):
    way = f"/import/{draft.pk}/"
    shown = client.get(way).content.decode()
    waits = "1 reporting stream and 1 decision on a mandate"
    assert f"Not yet: {waits}, which wait here until its mandate is accepted or chosen." in shown
    assert "File the text" in shown
    shown = client.post(f"{way}confirm/", follow=True).content.decode()
    assert f"Its mandate is not named yet: here wait {waits}." in shown
    assert f"The text is filed. Here wait {waits}" in shown
    assert "Leave the rest out" in shown
    assert "Keep what is confirmed so far" in shown
    assert way in client.get("/resolutions/60/90/").content.decode()
    shown = act(client, draft.facts.get(kind="mandate"), "accept").content.decode()
    assert 'id="confirm-does" hx-swap-oob="true">Confirm and make dates<' in shown
    assert waits not in shown
    answer = client.post(f"{way}confirm/", follow=True)
    assert answer.redirect_chain[-1][0] == "/resolutions/60/90/"


def test_the_button_promises_no_dates_where_none_follow(client, office, officer):
    draft = drafts.make_draft(resolution_text(operative=OPERATIVE[1:3]), by=officer)
    shown = client.get(draft.get_absolute_url()).content.decode()
    assert "Confirm the text</span>" in shown
    assert "Confirm and make dates" not in shown


def test_what_waits_can_be_left_out_and_the_text_stays_filed(client, draft):
    client.post(f"/import/{draft.pk}/confirm/")
    assert "The rest was left out" in client.post(f"/import/{draft.pk}/discard/", follow=True).content.decode()
    assert "the text is filed" in client.get(f"/import/{draft.pk}/").content.decode()
    assert Resolution.objects.get().reference == "60/90"


def test_a_draft_put_away_can_be_taken_up_again(client, draft):
    client.post(f"/import/{draft.pk}/discard/")
    assert "Put away." in client.get(f"/import/{draft.pk}/").content.decode()
    client.post(f"/import/{draft.pk}/take-back/")
    draft.refresh_from_db()
    assert draft.is_open


def test_a_text_that_is_here_already_is_shown_as_such_with_the_differences_and_the_choice(client, office, officer):
    import_resolution(resolution_text(), by=officer)
    other = drafts.make_draft(resolution_text(operative=(*OPERATIVE[:2], *OPERATIVE[3:])), by=officer)
    shown = client.get(f"/import/{other.pk}/").content.decode()
    assert "is here already, with another text" in shown
    assert "1 dropped" in shown
    assert "Replace the text and confirm" in shown
    assert "Leave 60/90 as it is" in shown
    seen = {"symbol": "A/HRC/RES/60/90", "instead_of": Resolution.objects.get().digest}
    assert all(f'name="{name}" value="{value}"' in shown for name, value in seen.items())
    client.post(f"/import/{other.pk}/confirm/", {"do": "replace"} | seen)
    assert Resolution.objects.get().versions.count() == 1


@pytest.mark.parametrize("headers", [{}, FRAGMENT], ids=["page", "fragment"])
def test_more_than_the_desk_takes_at_once_is_413_in_words(client, office, headers, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    client.raise_request_exception = False
    answer = client.post("/import/", {"pasted": "lighthouse " * 2_000}, headers=headers)
    assert answer.status_code == 413
    assert "Nothing was read. Paste at most 5 MiB" in answer.content.decode()


@pytest.mark.parametrize("seen", [{}, {"symbol": "A/HRC/RES/60/90", "instead_of": "another"},
                                  {"symbol": "A/HRC/RES/60/91", "instead_of": ""}])  # fmt: skip
def test_a_text_that_the_person_has_not_seen_is_not_replaced(client, office, officer, seen):
    import_resolution(resolution_text(), by=officer)
    other = drafts.make_draft(resolution_text(operative=OPERATIVE[:4]), by=officer)
    answer = client.post(f"/import/{other.pk}/confirm/", {"do": "replace"} | seen)
    assert answer.status_code == 409
    assert "Look at it again; nothing was stored." in answer.content.decode()
    assert "is here already, with another text" in answer.content.decode()
    assert not Resolution.objects.get().versions.exists()


def test_another_symbol_changes_heading_and_buttons_too(client, office, officer):
    here = import_resolution(resolution_text(), by=officer).resolution
    draft = drafts.make_draft(resolution_text("60/91", operative=OPERATIVE[:4]), by=officer)
    shown = act(client, draft.facts.get(name="symbol"), "edit", value="60/90").content.decode()
    assert 'id="draft-head" hx-swap-oob="true"' in shown
    assert '<span class="official">60/90</span>' in shown
    assert 'id="draft-bar" hx-swap-oob="true"' in shown
    assert "Replace the text and confirm" in shown
    assert f'name="instead_of" value="{here.digest}"' in shown


SESSIONS_WRONG = [
    ("decision", {"action": "extend", "term": "P3Y", "effective_from": "x HRC56 y", "until": ""}),
    ("decision", {"action": "extend", "term": "P3Y", "effective_from": "HRC56", "until": "XHRC56"}),
    ("report", {"recipient": "HRC", "sessions": "HRC056"}),
    ("report", {"recipient": "HRC", "sessions": "GA81"}),
]


@pytest.mark.parametrize(("kind", "posted"), SESSIONS_WRONG)
def test_what_is_no_session_of_the_body_is_said_at_the_field(client, draft, kind, posted):
    fact = draft.facts.get(kind=kind)
    report = {"addressee": "Secretary-General", "kind": "report", "recurrence": "", "mode": "", "by_date": ""}
    answer = act(client, fact, "edit", **(report if kind == "report" else {}), **posted)
    assert answer.status_code == 422
    assert "is no session" in answer.content.decode()
    fact.refresh_from_db()
    assert not fact.is_edited


def test_a_special_session_is_understood_as_the_council_writes_it(client, draft):
    fact = draft.facts.get(kind="decision")
    act(client, fact, "edit", action="extend", term="P3Y", effective_from="S-36", until="")
    fact.refresh_from_db()
    assert fact.value["effective_from"] == "HRCS-36"


def test_what_was_rejected_is_not_told_as_confirmed(client, draft, officer):
    mandate, ask = draft.facts.get(kind="mandate"), draft.facts.filter(kind="request").first()
    drafts.accept(mandate, mandate.version, by=officer)
    drafts.reject(ask, ask.version, by=officer)
    shown = client.post(f"/import/{draft.pk}/confirm/", follow=True).content.decode()
    assert "Kept: 1 fact confirmed. 1 left out." in shown


def test_a_pasted_text_over_5_mib_is_refused_in_one_sentence_and_not_sent_back(client, office):
    answer = client.post("/import/", {"pasted": "lighthouse " * 600_000})
    assert answer.status_code == 422
    assert "larger than 5 MiB" in answer.content.decode()
    assert "lighthouse lighthouse" not in answer.content.decode()


def test_without_saying_so_a_text_is_not_replaced(client, office, officer):
    import_resolution(resolution_text(), by=officer)
    other = drafts.make_draft(resolution_text(operative=OPERATIVE[:4]), by=officer)
    answer = client.post(f"/import/{other.pk}/confirm/", follow=True)
    assert "is here already, with another text" in answer.content.decode()
    assert Resolution.objects.get().paragraphs.filter(key="5").exists()


def test_words_of_the_text_are_never_markup(client, office, officer):
    evil = resolution_text(
        operative=("Requests all States to <b onclick=x>light</b> & keep <script>alert(1)</script>",)
    )
    draft = drafts.make_draft(evil, by=officer)
    shown = client.get(f"/import/{draft.pk}/").content.decode()
    assert "<script>alert" not in shown
    assert "<b onclick" not in shown


@pytest.mark.parametrize("paragraphs", [5, 40])
def test_the_page_of_a_draft_costs_the_same_for_few_facts_as_for_many(
    client, office, officer, paragraphs, django_assert_max_num_queries
):
    asks = tuple(f"Requests all States to keep light number {n} burning" for n in range(paragraphs))
    draft = drafts.make_draft(resolution_text(operative=(OPERATIVE[0], *asks)), by=officer)
    with django_assert_max_num_queries(18):
        client.get(f"/import/{draft.pk}/")


def decided_afterwards(client, decide, *, by):
    """The page of the text once `decide`, accepting or rejecting, was done to the decision that had stayed open."""
    again = client.post("/resolutions/60/90/again/")
    draft = ImportDraft.objects.open().get()
    assert again.url == draft.get_absolute_url()
    decision = draft.facts.get(kind="decision")
    decide(decision, decision.version, by=by)
    drafts.confirm(draft, by=by)
    return client.get("/resolutions/60/90/").content.decode()


def test_a_decision_that_nobody_confirmed_stands_beside_its_paragraph_and_can_still_be_decided(client, draft, officer):
    drafts.accept(mandate := draft.facts.get(kind="mandate"), mandate.version, by=officer)
    drafts.confirm(draft, by=officer)
    page = client.get("/resolutions/60/90/").content.decode()
    assert "suggested; no date hangs on it" in page
    assert "no change to the mandate" not in page
    assert Mandate.objects.get().runs_on is None
    page = decided_afterwards(client, drafts.accept, by=officer)
    assert "suggested; no date hangs on it" not in page
    assert "Extends the mandate, three years" in page
    assert "Concerns the theme" not in page
    assert str(Mandate.objects.get().runs_on.resolution) == "60/90"


def test_a_decision_that_is_rejected_afterwards_is_no_suggestion_any_more(client, draft, officer):
    drafts.accept(mandate := draft.facts.get(kind="mandate"), mandate.version, by=officer)
    drafts.confirm(draft, by=officer)
    page = decided_afterwards(client, drafts.reject, by=officer)
    assert "suggested; no date hangs on it" not in page
    assert "Concerns the theme, no change to the mandate" in page


def test_a_text_that_was_replaced_can_still_be_read_on_the_page_of_the_text(client, office, officer):
    import_resolution(resolution_text(), by=officer)
    assert "Earlier readings" not in client.get("/resolutions/60/90/").content.decode()
    later = resolution_text().replace("visit small islands", "visit large islands")
    drafts.confirm(drafts.make_draft(later, by=officer), by=officer, replaces=True)
    shown = client.get("/resolutions/60/90/")
    page = shown.content.decode()
    assert "Earlier readings" in page
    assert "visit large islands" in page
    assert "visit small islands" in page
    assert officer.short_name in page
    (reading,) = shown.context["earlier"]
    assert reading.became == "Of the operative paragraphs: 4 word for word, 1 a word or two changed."


@pytest.fixture
def two(office, officer):
    import_resolution(resolution_text(), by=officer)
    later = (OPERATIVE[1], OPERATIVE[0].replace("three years", "two more years"), *OPERATIVE[3:])
    import_resolution(resolution_text(*LATER, operative=later), by=officer)


def test_two_texts_are_compared_whichever_comes_first_in_the_address(client, two):
    for address in ("/resolutions/69/4/compare/60/90/", "/resolutions/60/90/compare/69/4/"):
        shown = client.get(address)
        assert (str(shown.context["old"]), str(shown.context["new"])) == ("60/90", "69/4")
    assert shown.context["comparison"].sentence == (
        "Of the operative paragraphs: 1 dropped, 3 word for word, 1 a word or two changed."
    )


def test_only_changes_leaves_out_what_is_the_same(client, two):
    shown = client.get("/resolutions/69/4/compare/60/90/?only=changes").content.decode()
    assert "Encourages the Independent Expert to visit" in shown
    assert "Decides to remain seized" not in shown.split("h-pre")[0]


def test_the_comparison_says_which_requests_go_on_and_which_are_not_repeated(client, two):
    words = client.get("/resolutions/69/4/compare/60/90/").context["comparison"].requests_words
    assert "3 requests go on" in words
    assert "1 request is not repeated" in words


def test_a_full_symbol_leads_to_the_short_address(client, two):
    answer = client.get(reverse("compare", args=["A/HRC/RES/69/4", "60/90"]))
    assert answer["Location"] == "/resolutions/69/4/compare/60/90/"


def test_a_text_that_was_not_read_here_cannot_be_compared_and_says_so(client, two):
    Resolution.objects.create(symbol="A/HRC/RES/35/3", adopted="2017-06-22")
    assert "The text of 35/3 was not read here." in client.get("/resolutions/60/90/compare/35/3/").content.decode()


def test_an_unknown_text_is_not_found(client, two):
    assert client.get("/resolutions/60/90/compare/1/1/").status_code == 404


@pytest.mark.parametrize("address", ["/import/", "/import/1/", "/resolutions/60/90/compare/69/4/"])
def test_who_is_not_signed_in_is_asked_to(client, db, address):
    assert client.get(address)["Location"].startswith("/sign-in/")


def test_facts_of_one_draft_are_not_reached_through_another(client, draft, officer):
    other = drafts.make_draft(resolution_text("60/91"), by=officer)
    fact = DraftFact.objects.filter(draft=other).first()
    assert client.post(f"/import/{draft.pk}/facts/{fact.pk}/accept/", {"version": 0}).status_code == 404
    assert ImportDraft.objects.open().count() == 2


@pytest.mark.parametrize(("kind", "what"), [
    ("mandate", "reject"), ("check", "reject"), ("check", "edit"), ("decision", "split"), ("front", "split"),
])  # fmt: skip
def test_what_the_page_does_not_offer_for_a_fact_is_not_done(client, officer, office, kind, what):
    draft = drafts.make_draft(resolution_text(session="Sixty-first session"), by=officer)
    fact = draft.facts.filter(kind=kind).first()
    assert act(client, fact, what).status_code == 404
    fact.refresh_from_db()
    assert fact.is_open


def test_a_request_of_one_ask_is_not_offered_to_be_split(client, draft):
    shown = client.get(draft.get_absolute_url()).content.decode()
    may = [f"/facts/{fact.pk}/split/" in shown for fact in draft.facts.filter(kind="request")]
    assert may == [False, False, True, False]  # "visit small islands and to consult"


@pytest.mark.parametrize("version", ["²", "9" * 5000, "-1", ""])
def test_a_version_that_is_no_number_is_that_of_nobody(client, draft, version):
    fact = draft.facts.filter(kind="request").first()
    assert act(client, fact, "accept", version=version).status_code == 409


def dressed(text):
    """The forms in which the same text comes again, by name."""
    return {
        "lines ended as on Windows": text.replace("\n", "\r\n"),
        "byte-order mark and spaces": "\ufeff" + text.replace(". ", ".  "),
        "broken at a page's width": "\n".join(line for part in text.split("\n") for line in textwrap.wrap(part, 80)),
        "Word": word_file([part for part in text.split("\n") if part.strip()]),
        "web page": "<!doctype html><body>"
        + "".join(f"<p>{part}</p>" for part in text.split("\n") if part.strip())
        + "</body>",
    }


DRESSES = list(dressed(resolution_text()))


@pytest.mark.parametrize("dress", DRESSES)
def test_a_text_that_waits_and_comes_again_in_other_dress_leads_to_its_draft(client, office, colleague, dress):
    waits = drafts.make_draft(resolution_text(), by=colleague)
    answer = client.post("/import/", {"files": [file("again", dressed(resolution_text())[dress])]}, follow=True)
    assert answer.redirect_chain[-1][0] == waits.get_absolute_url()
    assert "This text was brought before, by T. Ibarra on" in answer.content.decode()
    assert "Nothing was doubled." in answer.content.decode()
    assert ImportDraft.objects.count() == 1


@pytest.mark.parametrize("dress", DRESSES)
def test_a_text_that_is_here_and_comes_again_in_other_dress_is_said_to_be_here(client, office, officer, dress):
    here = import_resolution(resolution_text(), by=officer).resolution
    answer = client.post("/import/", {"files": [file("again", dressed(resolution_text())[dress])]}, follow=True)
    shown = answer.content.decode()
    assert f'<a href="{here.get_absolute_url()}"><cite>60/90</cite></a> is here already, word for word.' in shown
    assert "Replace" not in shown
    client.post(f"{answer.redirect_chain[-1][0]}confirm/")
    assert Resolution.objects.get().versions.count() == 0


def test_of_several_texts_each_that_is_known_says_so_with_the_way_there(client, office, officer, text_44_11):
    here = import_resolution(text_44_11, by=officer).resolution
    waits = drafts.make_draft(resolution_text(), by=officer)
    files = [file("a", text_44_11), file("b", resolution_text(operative=OPERATIVE[:4]))]
    shown = client.post("/import/", {"files": files}, follow=True).content.decode()
    assert f'(it is here already: <a href="{here.get_absolute_url()}">44/11</a>)' in shown
    assert f'(another draft of it waits: <a href="{waits.get_absolute_url()}">A/HRC/RES/60/90</a>)' in shown


@pytest.mark.parametrize(("operative", "said"), [
    (OPERATIVE[:4], "Its paragraphs say something else."), (OPERATIVE, "Its paragraphs are the same, word for word."),
])  # fmt: skip
def test_two_drafts_of_a_text_name_one_another(client, draft, officer, operative, said):
    other = drafts.make_draft(resolution_text(operative=operative, adopted="7 October 2025"), by=officer)
    for one, another in ((draft, other), (other, draft)):
        shown = client.get(one.get_absolute_url()).content.decode()
        assert f'Another draft of this text waits: <a href="{another.get_absolute_url()}">' in shown
        assert said in shown


def test_a_text_that_is_here_with_another_masthead_says_what_differs(client, office, officer):
    import_resolution(resolution_text(), by=officer)
    other = drafts.make_draft(resolution_text(adopted="7 October 2025"), by=officer)
    shown = client.get(other.get_absolute_url()).content.decode()
    assert "is here already, with the same paragraphs, word for word." in shown
    assert "What differs is: Adopted." in shown
    assert "Replace the text and confirm" in shown


ASKS = (
    "Decides to extend the mandate of the Independent Expert on lighthouses and coastal signals until 30 June 2029",
    "Reiterates its request to the Independent Expert to visit small islands",
    "Repeats its call upon all States to keep their lights burning",
    "Requests the Independent Expert to report regularly to the Human Rights Council",
)


def test_facts_are_worded_so_that_nothing_is_said_twice_and_no_word_is_missing(client, office, officer):
    draft = drafts.make_draft(resolution_text(operative=ASKS), by=officer)
    act(client, draft.facts.get(kind="decision"), "edit", action="extend", term="", effective_from="HRC S-36",
        until="2029-06-30")  # fmt: skip
    shown = " ".join(strip_tags(client.get(draft.get_absolute_url()).content.decode()).split())
    assert "Reiterates its request to Independent Expert: to visit small islands" in shown
    assert "Repeats its call upon States: to keep their lights burning" in shown
    assert "Report to the Human Rights Council Independent Expert; regularly" in shown
    assert "regularly: regularly" not in shown
    assert "from the end of HRC S-36, until 30 June 2029" in shown
    form = client.get(f"{draft.get_absolute_url()}facts/{draft.facts.get(kind='decision').pk}/edit/").content.decode()
    assert 'value="HRC S-36"' in form
    assert draft.facts.get(kind="decision").value["effective_from"] == "HRCS-36"


@pytest.mark.parametrize("written", ["HRCS-36, HRC77", "HRC S-36; HRC 77", "S-36 HRC77"])
def test_sessions_are_understood_as_pages_and_texts_write_them(client, draft, written):
    fact = draft.facts.get(kind="report")
    act(client, fact, "edit", **TYPED["report"] | {"sessions": written})
    fact.refresh_from_db()
    assert fact.value["sessions"] == ["HRCS-36", "HRC77"]


def test_a_text_that_is_here_under_a_mandate_comes_again_for_it_and_nothing_waits(client, office, officer):
    operative = ("Requests the Secretary-General to report to the Human Rights Council at its sixty-third session",)
    text = resolution_text(title="Light at sea", operative=operative)
    here = import_resolution(text, by=officer)
    again = drafts.make_draft(text.replace(";", " ;"), by=officer)
    assert again.facts.get(kind="mandate").value["mandate"] == here.mandates[0].pk
    again.facts.filter(kind="mandate").delete()  # nobody named one
    shown = client.get(again.get_absolute_url()).content.decode()
    assert "Confirm and make dates" in shown
    assert "Not yet:" not in shown


def test_a_request_that_was_changed_keeps_the_words_that_ask_where_its_verb_stays(client, draft):
    fact = draft.facts.filter(kind="request").first()
    posted = {"verb": fact.value["verb"], "addressees": "Media", "text": "to look"}
    assert "<em>Requests</em> Media: <q>to look</q>" in act(client, fact, "edit", **posted).content.decode()
