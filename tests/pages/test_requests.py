"""What the texts ask: by addressee, one by one, and the decision whether a text really asks it."""

from datetime import date

import pytest

from mandates.models import Addressee, LogEntry, Mandate, Paragraph, Request, RequestSource, Resolution
from mandates.records.requests import confirm_request, reject_request

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def mandate(db, officer):
    return Mandate.objects.create(name="Expert on a made-up theme", slug="made-up", owner=officer, unit=officer.unit)


@pytest.fixture
def texts(db):
    return [
        Resolution.objects.create(symbol=f"A/HRC/RES/{session}/1", title="A made-up text", adopted=adopted)
        for session, adopted in ((60, "2025-10-07"), (63, "2026-10-06"))
    ]


@pytest.fixture
def ask(mandate, texts):
    """A suggested request: `ask("to publish a guide", "States", verb="invite", repeated=True)`."""

    def asked(words, *people, verb="request", repeated=False, of=mandate):
        request = Request.objects.create(mandate=of, verb=verb, text=words)
        request.addressees.set([Addressee.objects.get_or_create(name=name)[0] for name in people])
        for text, relation in zip(texts, ["created", "repeated"], strict=True):
            if relation == "created" or repeated:
                position = text.paragraphs.count() + 1
                whole = f"Requests {' and '.join(people)} {words};"
                paragraph = Paragraph.objects.create(
                    resolution=text, position=position, kind="operative", number=position, key=position, text=whole
                )
                RequestSource.objects.create(
                    request=request, resolution=text, paragraph=paragraph, paragraph_key=str(position),
                    relation=relation, end=len(whole), confidence="read",
                )  # fmt: skip
        return request

    return asked


def test_requests_stand_under_those_whom_they_ask(client, officer, ask):
    ask("to publish a guide", "Independent Expert")
    ask("to receive the Expert", "States")
    ask("to cooperate", "States", "United Nations agencies")
    ask("to go on", "Independent Expert")
    client.force_login(officer)
    groups = client.get("/requests/").context["groups"]
    assert [([name for name, _address in group.addressees], len(group.rows)) for group in groups] == [
        (["Independent Expert"], 2),
        (["States"], 1),
        (["States", "United Nations agencies"], 1),
    ]


def test_each_line_says_its_newest_source_and_since_which_text_it_is_asked(client, officer, ask):
    ask("to publish a guide", "States", repeated=True)
    client.force_login(officer)
    page = client.get("/requests/").content.decode()
    assert 'href="/resolutions/63/1/#op-1"><cite>63/1, para. 1</cite>' in page
    assert "since <cite>60/1, para. 1</cite>" in page


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", {"guide", "receive"}),
        ("standing=suggested", {"receive"}),
        ("standing=confirmed", {"guide"}),
        ("standing=rejected", {"wrong"}),
        ("standing=ended", {"over"}),
        ("verb=invite", {"receive"}),
        ("who=me", {"guide", "receive"}),
        ("who=unit", {"guide", "receive"}),
        ("text=63/1", {"guide"}),
        ("text=60/1", {"guide", "receive"}),
        ("q=receive++the", {"receive"}),
        ("mandate=made-up", {"guide", "receive"}),
        ("mandate=no-such", {"guide", "receive"}),
    ],
)
def test_the_address_says_which_requests_are_shown(client, officer, ask, address, found):
    confirm_request(ask("to publish a guide", "States", repeated=True), by=officer)
    ask("to receive the Expert", "Independent Expert", verb="invite")
    reject_request(ask("wrong", "States"), by=officer)
    Request.objects.filter(pk=ask("over", "States").pk).update(ended_on=date(2026, 10, 6))
    client.force_login(officer)
    groups = client.get(f"/requests/?{address}").context["groups"]
    words = {row.request.text for group in groups for row in group.rows}
    assert words == {
        text for text in ("to publish a guide", "to receive the Expert", "wrong", "over") if set(text.split()) & found
    }


def test_the_addressee_in_the_address_keeps_what_is_asked_of_it_with_others(client, officer, ask):
    ask("to cooperate", "States", "United Nations agencies")
    ask("to go on", "Independent Expert")
    client.force_login(officer)
    states = Addressee.objects.get(name="States")
    (group,) = client.get(f"/requests/?addressee={states.pk}").context["groups"]
    assert [name for name, _address in group.addressees] == ["States", "United Nations agencies"]


@pytest.mark.parametrize("how_many", [1, 30])
def test_the_list_costs_the_same_for_one_request_as_for_thirty(
    client, officer, ask, how_many, django_assert_num_queries
):
    for number in range(how_many):
        ask(f"to do thing {number}", "States", f"Addressee {number % 7}", repeated=True)
    client.force_login(officer)
    client.get("/requests/")
    with django_assert_num_queries(8):  # session, reader, number, requests, addressees, sources, choices, views kept
        assert client.get("/requests/").content.count(b'id="request-') == how_many


def test_a_request_shows_its_words_its_texts_and_its_log(client, officer, ask):
    request = ask("to publish a guide", "States", repeated=True)
    confirm_request(request, by=officer)
    client.force_login(officer)
    page = client.get(f"/requests/{request.pk}/").content.decode()
    assert '<em class="ask">Requests</em> States to publish a guide;' in page
    for fact in ("63/1, para. 1", "60/1, para. 1", "repeated", "asked first", "7 Oct 2025", "6 Oct 2026", "L. Haddad"):
        assert fact in page


def test_htmx_gets_a_request_for_the_drawer_and_going_back_gets_the_page(client, officer, ask):
    request = ask("to publish a guide", "States")
    client.force_login(officer)
    address = f"/requests/{request.pk}/"
    assert "<html" not in client.get(address, headers=FRAGMENT).content.decode()
    back = client.get(address, headers={**FRAGMENT, "HX-History-Restore-Request": "true"})
    assert "<html" in back.content.decode()


@pytest.mark.parametrize(("act", "standing"), [("confirm", "confirmed"), ("reject", "rejected")])
def test_a_decision_is_kept_with_who_made_it_and_leads_back_to_where_it_was_made(client, officer, ask, act, standing):
    request = ask("to publish a guide", "States")
    client.force_login(officer)
    answer = client.post(f"/requests/{request.pk}/{act}/", {"next": "/resolutions/60/1/"})
    assert answer.headers["Location"] == "/resolutions/60/1/"
    request.refresh_from_db()
    assert (request.standing, request.confirmed_by) == (standing, officer)
    assert LogEntry.objects.filter(request=request, what=standing, by=officer).count() == 1


def test_a_decision_leads_to_no_other_site(client, officer, ask):
    request = ask("to publish a guide", "States")
    client.force_login(officer)
    answer = client.post(f"/requests/{request.pk}/confirm/", {"next": "https://example.org/"})
    assert answer.headers["Location"] == "/requests/"


def test_htmx_gets_the_standing_the_line_of_the_list_and_the_entry_of_the_log(client, officer, ask):
    request = ask("to publish a guide", "States")
    client.force_login(officer)
    answer = client.post(f"/requests/{request.pk}/confirm/", headers=FRAGMENT)
    words = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="decide" role="status"' in words
    assert f'id="standing-{request.pk}" hx-swap-oob="true"' in words
    assert 'hx-swap-oob="afterbegin:#log"' in words
    assert "<button" not in words


@pytest.mark.parametrize("headers", [FRAGMENT, {}], ids=["htmx", "plain forms"])
def test_who_comes_second_is_told_what_a_colleague_decided_and_changes_nothing(
    client, officer, colleague, ask, headers
):
    request = ask("to publish a guide", "States")
    reject_request(request, by=colleague)
    client.force_login(officer)
    answer = client.post(f"/requests/{request.pk}/confirm/", headers=headers, follow=not headers)
    assert answer.status_code == (409 if headers else 200)
    assert "a colleague was first" in answer.content.decode()
    assert "T. Ibarra" in answer.content.decode()
    request.refresh_from_db()
    assert (request.standing, request.confirmed_by) == ("rejected", colleague)
    assert LogEntry.objects.filter(request=request).count() == 1


def test_a_decision_is_no_link(client, officer, ask):
    request = ask("to publish a guide", "States")
    client.force_login(officer)
    assert client.get(f"/requests/{request.pk}/confirm/").status_code == 405


def test_a_request_whose_clause_was_not_located_is_quoted_with_its_whole_paragraph(client, officer, ask):
    request = ask("to publish a guide", "States")
    RequestSource.objects.update(start=0, end=0)
    client.force_login(officer)
    page = client.get(f"/requests/{request.pk}/").content.decode()
    assert '<blockquote><em class="ask">Requests</em> States to publish a guide;' in page


def test_a_repeated_request_is_quoted_in_the_words_of_the_text_that_repeats_it(client, officer, ask):
    request = ask("to continue his work", "Independent Expert", repeated=True)
    newest = request.sources.get(relation="repeated")
    Paragraph.objects.filter(pk=newest.paragraph_id).update(
        text="Requests the Independent Expert to go on with her work;"
    )
    RequestSource.objects.filter(pk=newest.pk).update(start=0, end=0)
    client.force_login(officer)
    for address in (f"/requests/{request.pk}/", "/requests/"):
        page = client.get(address).content.decode()
        assert "her work" in page
        assert "his work" not in page


def test_words_of_a_text_that_is_not_read_here_are_not_quoted(client, officer, ask):
    request = ask("to publish a guide", "States")
    RequestSource.objects.update(paragraph=None)
    client.force_login(officer)
    page = client.get(f"/requests/{request.pk}/").content.decode()
    assert "<blockquote>" not in page
    assert "words as noted, text not read here" in page
    listed = client.get("/requests/").content.decode()
    assert "<cite>to publish a guide" not in listed
    assert "words as noted, text not read here" in listed


def test_a_newer_source_without_its_paragraph_leaves_the_quotation_to_the_older_text(client, officer, ask):
    request = ask("to publish a guide", "States", repeated=True)
    request.sources.filter(relation="repeated").update(paragraph=None)
    client.force_login(officer)
    page = client.get(f"/requests/{request.pk}/").content.decode()
    assert '<a href="/resolutions/60/1/#op-1">60/1, para. 1</a></blockquote>' in page
    assert "in the words of 60/1" in client.get("/requests/").content.decode()


def test_nothing_found_is_answered_with_a_way_out(client, officer, db):
    client.force_login(officer)
    assert "No request answers to these filters." in client.get("/requests/?q=nothing").content.decode()
