"""A text with what each of its paragraphs created beside it; the list of texts; finding one by its symbol."""

from datetime import date

import pytest

from mandates.models import (
    Addressee,
    Mandate,
    Paragraph,
    Request,
    RequestSource,
    Resolution,
    Session,
    Vote,
)
from mandates.pages.paragraphs import asking_span, marked
from mandates.pages.resolutions import RecordedVote, checked
from mandates.records.loading import load_reference, load_sample


@pytest.fixture
def sample(db, today):
    load_reference()
    day = today(date(2026, 3, 30))
    return load_sample(day, followed_since=date(2025, 12, 1))


@pytest.fixture
def page(client, officer, sample):
    client.force_login(officer)
    return client.get("/resolutions/44/11/")


@pytest.fixture
def text(db):
    session = Session.objects.create(number=70, opens_on=date(2029, 2, 26), closes_on=date(2029, 4, 5))
    return Resolution.objects.create(
        symbol="A/HRC/RES/70/1", title="A made-up text", session=session, adopted="2029-03-20", adoption="recorded_vote"
    )


def paragraph_of(context, key):
    return next(row for row in [*context["preamble"], *context["operative"]] if row.paragraph.key == key)


def test_44_11_has_its_head_its_13_and_17_paragraphs_and_its_vote(page):
    assert (len(page.context["preamble"]), len(page.context["numbered"])) == (13, 17)
    words = page.content.decode()
    for fact in (
        "A/HRC/RES/44/11",
        "44th session, 30 June–17 July 2020",
        "Agenda item 3",
        "Adopted 16 July 2020, meeting 27",
        "31–15–1",
        "47 States named, tally agrees",
        'href="https://docs.un.org/en/A/HRC/RES/44/11"',
    ):
        assert fact in words


def test_44_11_costs_few_queries(client, officer, sample, django_assert_num_queries):
    client.force_login(officer)
    client.get("/resolutions/44/11/")
    with django_assert_num_queries(16):  # one for the text before, two for streams that ended
        client.get("/resolutions/44/11/")


def test_44_11_leads_to_its_comparison_with_35_3(page, client, sample):
    words = page.content.decode()
    assert 'href="/resolutions/35/3/compare/44/11/"' in words
    assert client.get("/resolutions/35/3/compare/44/11/").status_code == 200


def test_a_later_text_in_force_is_named_with_its_open_outcome(client, officer, db, today):
    load_reference()
    load_sample(today(date(2026, 11, 24)), followed_since=date(2025, 12, 1))
    client.force_login(officer)
    words = " ".join(client.get("/resolutions/44/11/").content.decode().split())
    assert "A later text is in force." in words
    assert "Its renewal was due at HRC62, and the outcome is not recorded here." in words


def test_a_later_text_in_force_whose_renewal_lies_ahead_has_no_open_outcome(page):
    assert "the outcome is not recorded here" not in page.content.decode()


@pytest.mark.parametrize("how_many", [1, 30])
def test_a_text_of_thirty_asking_paragraphs_costs_as_much_as_one_of_one(
    client, officer, text, how_many, django_assert_num_queries
):
    mandate = Mandate.objects.create(name="Expert on a made-up theme", slug="made-up")
    for number in range(1, how_many + 1):
        words = f"Requests somebody to do thing {number};"
        paragraph = Paragraph.objects.create(
            resolution=text, position=number, kind="operative", number=str(number), key=str(number), text=words
        )
        request = Request.objects.create(mandate=mandate, verb="request", text=words)
        request.addressees.add(Addressee.objects.create(name=f"Addressee {number}"))
        RequestSource.objects.create(
            request=request, resolution=text, paragraph=paragraph, paragraph_key=str(number), end=len(words)
        )
    client.force_login(officer)
    client.get("/resolutions/70/1/")
    with django_assert_num_queries(14):
        assert client.get("/resolutions/70/1/").content.count(b"What paragraph") == how_many


def test_every_operative_paragraph_has_an_address(page):
    words = page.content.decode()
    for number in range(1, 18):
        assert f'id="op-{number}"' in words
        assert f'href="#op-{number}"' in words


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("8", ["Urges"]),
        ("11", ["Requests", "requests"]),  # the noun in "the requests of the Independent Expert" is no ask
        ("12", ["Requests", "invites"]),
        ("13", ["Also requests"]),
        ("15", ["Reiterates its request"]),
        ("16", ["Requests"]),
    ],
)
def test_the_words_that_ask_are_marked_and_no_others(page, key, words):
    html = paragraph_of(page.context, key).html
    assert [part.split("</em>")[0] for part in html.split('<em class="ask">')[1:]] == words


def test_words_that_act_are_marked_in_operative_paragraphs_and_only_set_in_italics_in_the_preamble(page):
    assert paragraph_of(page.context, "10").html.startswith('<em class="op">Decides</em> to extend')
    assert paragraph_of(page.context, "PP1").html.startswith("<em>Reaffirming</em> all previous")


def test_nine_requests_stand_beside_seven_paragraphs_with_their_addressees(page):
    asking = {
        row.paragraph.key: [note.heading for note in row.notes if note.kind == "ask"]
        for row in page.context["operative"]
    }
    asking = {key: headings for key, headings in asking.items() if headings}
    assert {key: len(headings) for key, headings in asking.items()} == {
        "8": 1, "11": 2, "12": 2, "13": 1, "14": 1, "15": 1, "16": 1,
    }  # fmt: skip
    assert asking["11"][1] == "Asks: States"
    assert asking["11"][0] != asking["11"][1]
    assert asking["16"] == ["Asks: Independent Expert"]


def test_the_margin_says_what_was_decided_owed_and_named(page):
    decided = paragraph_of(page.context, "10").notes
    assert decided[0].heading == "Extends the mandate, three years"
    assert [place for _before, place, _address in decided[0].elsewhere] == ["International solidarity", "53/5"]
    owed = [note.heading for note in paragraph_of(page.context, "16").notes if note.kind == "report"]
    assert sorted(owed) == [
        "Report to the General Assembly, regularly",
        "Report to the Human Rights Council, regularly",
    ]
    assert paragraph_of(page.context, "9").notes[0].symbols == ["A/HRC/44/44", "A/HRC/44/44/Add.1"]


def test_the_margin_says_where_a_report_goes_on_being_asked(page):
    note = next(note for note in paragraph_of(page.context, "16").notes if note.kind == "report")
    assert note.elsewhere == [("goes on in", "56/4, para. 19", "/resolutions/56/4/#op-19")]


def test_the_footnote_is_tied_to_paragraph_9_and_leads_back(page):
    words = page.content.decode()
    footnote = page.context["footnotes"][0]
    html = paragraph_of(page.context, "9").html
    assert f'href="#fn-{footnote.pk}"' in html
    assert "¹" not in html
    assert f'href="#fr-{footnote.pk}"' in words
    assert f'id="fn-{footnote.pk}"' in words


def test_seats_stand_by_regional_group_under_the_name_as_printed(page):
    regions = {region.name: region for region in page.context["vote"].regions}
    assert {name: len(region.seats) for name, region in regions.items()} == {
        "African States": 13,
        "Asia-Pacific States": 13,
        "Eastern European States": 6,
        "Latin American and Caribbean States": 8,
        "Western European and other States": 7,
    }  # the Council's distribution of seats, General Assembly resolution 60/251
    assert regions["African States"].words == "13 in favour"
    assert regions["Latin American and Caribbean States"].words == "7 in favour, 1 abstaining"
    names = [seat[2] for region in regions.values() for seat in region.seats]
    assert "Netherlands" in names  # as the text of 2020 prints it


def test_a_tally_that_differs_from_the_names_is_said(client, officer, sample):
    text = Resolution.objects.get(symbol="A/HRC/RES/44/11")
    text.votes.filter(position="against").first().delete()
    client.force_login(officer)
    page = client.get("/resolutions/44/11/").content.decode()
    assert "46 States named; tally does not agree: 15 stated against, 14 named" in page


@pytest.mark.parametrize(
    ("stated", "named", "agrees", "words"),
    [
        ((2, 1, 0), (2, 1, 0), True, "3 States named, tally agrees"),
        ((2, 1, 0), (1, 1, 0), False, "2 States named; tally does not agree: 2 stated in favour, 1 named"),
        ((2, None, None), (2, 0, 0), True, "2 States named; not recorded here: against, abstaining"),  # 29/3
        ((2, 1, 0), (2, 0, 0), True, "2 States named; not recorded here: against"),
        ((2, 1, 0), (0, 0, 0), True, "States not recorded here"),
    ],
)
def test_the_tally_is_checked_list_by_list(stated, named, agrees, words):
    text = Resolution(**dict(zip(Vote.Position.values, stated, strict=True)))
    votes = [
        Vote(position=position, name_as_printed=f"{position} {number}")
        for position, count in zip(Vote.Position.values, named, strict=True)
        for number in range(count)
    ]
    assert checked(text, votes) == (agrees, words)


def test_a_state_that_nobody_knows_keeps_its_printed_name_in_a_group_of_its_own(text):
    text.in_favour, text.against, text.abstaining = 1, 0, 0
    text.save()
    Vote.objects.create(resolution=text, name_as_printed="Utopia", position="in_favour")
    (region,) = RecordedVote.of(text).regions
    assert (region.name, region.seats[0][2]) == ("Group not recorded", "Utopia")


def test_a_text_known_only_by_its_facts_says_so_and_shows_what_is_known(client, officer, sample):
    client.force_login(officer)
    page = client.get("/resolutions/53/5/").content.decode()
    for fact in ("Text not read here", "31–13–3", "Extends the mandate, three years, para. 3", "Adopted 12 July 2023"):
        assert fact in page
    assert "Operative part" not in page
    assert "title not recorded" in client.get("/resolutions/32/9/").content.decode()


def test_a_text_without_a_vote_has_no_seats(client, officer, text):
    text.adoption = "without_vote"
    text.save()
    client.force_login(officer)
    page = client.get("/resolutions/70/1/").content.decode()
    assert "Adopted without a vote" in page
    assert 'id="vote"' not in page


def test_what_the_reader_found_odd_is_said(client, officer, text):
    text.warnings = ["The list of States in favour breaks off."]
    text.save()
    client.force_login(officer)
    assert "The list of States in favour breaks off." in client.get("/resolutions/70/1/").content.decode()


def test_sub_paragraphs_keep_their_level_and_address(client, officer, text):
    for position, (number, key, level) in enumerate([("4", "4", 1), ("(h)", "4(h)", 2), ("(i)", "4(h)(i)", 3)]):
        Paragraph.objects.create(
            resolution=text, position=position, kind="operative", number=number, key=key, level=level, text="Words;"
        )
    client.force_login(officer)
    page = client.get("/resolutions/70/1/").content.decode()
    assert 'class="para level-2" id="op-4-h"' in page
    assert 'class="para level-3" id="op-4-h-i"' in page


def test_what_a_text_holds_is_escaped(client, officer, text):
    words = 'Requests <script>alert("1")</script> & others to act;'
    Paragraph.objects.create(
        resolution=text, position=0, kind="operative", number="1", key="1", verb="Requests", text=words
    )
    client.force_login(officer)
    page = client.get("/resolutions/70/1/").content.decode()
    assert '<em class="op">Requests</em> &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; others' in page


def test_marks_that_overlap_or_leave_the_text_are_left_out():
    assert marked("a < b", [(0, 1, "op"), (0, 3, "ask"), (4, 9, "ask")]) == '<em class="op">a</em> &lt; b'


@pytest.mark.parametrize(
    ("clause", "verb", "words"),
    [
        ("Calls upon all States to act", "call upon", "Calls upon"),
        ("also calls once again upon States to act", "call upon", None),  # other words stand between
        ("Further encourages States", "encourage", "Further encourages"),
        ("Appeals to States to act", "appeal", "Appeals to"),
        ("Welcomes the report, and invites States", "invite", "invites"),
        ("the requests of the Expert", "request", "the requests"),  # only a located clause is asked about
        ("Reiterates its request to the Expert", "request", "Reiterates its request"),
        ("Decides to remain seized of the matter and of everything else there is, requests States", "request", None),
    ],
)
def test_the_asking_words_are_found_at_the_beginning_of_the_clause(clause, verb, words):
    span = asking_span(clause, verb, 0, len(clause))
    assert (clause[slice(*span)] if span else None) == words


@pytest.mark.parametrize("reference", ["A/HRC/RES/44/11"])
def test_a_full_symbol_leads_to_the_short_address(client, officer, sample, reference):
    client.force_login(officer)
    assert client.get(f"/resolutions/{reference}/").headers["Location"] == "/resolutions/44/11/"


def test_a_decision_and_a_text_of_the_commission_have_addresses_too(client, officer, sample):
    client.force_login(officer)
    assert "Human Rights Council" in client.get("/resolutions/DEC/16/118/").content.decode()
    assert "Commission on Human Rights" in client.get("/resolutions/2005/55/").content.decode()


def test_a_text_that_nobody_recorded_is_not_found(client, officer, db):
    client.force_login(officer)
    assert client.get("/resolutions/99/99/").status_code == 404


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("q=DEC+16/118", {"DEC 16/118"}),
        ("session=HRC44", {"44/11"}),
        ("session=hrc+44&text=read", {"44/11"}),
        ("session=nonsense", set()),
        ("year=2021", {"47/10"}),
        ("kind=decision", {"DEC 16/118"}),
        ("text=read", {"44/11"}),
        ("adoption=recorded_vote&year=2011", {"DEC 16/118"}),
        ("year=2011&adoption=unknown", {"17/6", "18/5"}),
        ("year=soon&q=44/11", {"44/11"}),
    ],
)
def test_the_address_says_which_texts_are_shown(client, officer, sample, address, found):
    client.force_login(officer)
    page = client.get(f"/resolutions/?{address}")
    assert {text.short_symbol for text in page.context["page"]} == found


def test_the_list_of_texts_pages_at_forty_and_costs_five_queries(client, officer, db, django_assert_num_queries):
    for number in range(45):
        Resolution.objects.create(symbol=f"A/HRC/RES/70/{number}", title="A made-up text")
    client.force_login(officer)
    client.get("/resolutions/")
    with django_assert_num_queries(5):  # session, reader, number of texts, texts, views kept
        assert len(client.get("/resolutions/").context["page"]) == 40
