"""Who is asked by which words. Phrases are modelled on real ones, categories on the contract."""

import pytest

from mandates.reading import read
from tests.reading.texts import resolution


def asks(*operative, **more):
    return [(r.verb, r.addressees, r.text) for r in read(resolution(*operative, **more)).requests]


@pytest.mark.parametrize(
    ("words", "verb", "addressees"),
    [
        ("Requests the Secretary-General to act;", "request", ["Secretary-General"]),
        ("Also strongly urges all Governments to act;", "urge", ["States"]),
        ("Calls once again upon Member States to act;", "call upon", ["States"]),
        ("Calls on the international community to act;", "call upon", ["International community"]),
        ("Appeals to all States and other donors to act;", "appeal", ["States", "Donors"]),
        ("Reiterates its call upon States parties to the Convention to act;", "call upon", ["States"]),
        ("Renews its invitation to the General Assembly to act;", "invite", ["General Assembly"]),
        ("Decides to request the Advisory Committee to act;", "request", ["Advisory Committee"]),
        ("Requests the Office of the United Nations High Commissioner for Human Rights to act;", "request", ["OHCHR"]),
        ("Requests the United Nations High Commissioner for Human Rights to act;", "request", ["High Commissioner"]),
        ("Requests the United Nations High Commissioner for Refugees to act;", "request", ["UN system"]),
        ("Requests the President of the Human Rights Council to act;", "request", ["HRC President"]),
        ("Invites the special procedures of the Human Rights Council to act;", "invite", ["Special procedures"]),
        ("Invites all other mechanisms of the Human Rights Council to act;", "invite", ["Human rights mechanisms"]),
        ("Urges all parties to the conflict to act;", "urge", ["Parties to conflict"]),
        ("Calls upon all relevant parties to cooperate;", "call upon", ["Stakeholders"]),
        ("Requests the Special Rapporteur on the independence of judges and lawyers to act;", "request",
         ["Special Rapporteur"]),
        ("Encourages States, national human rights institutions, academia and the media to act;", "encourage",
         ["States", "NHRIs", "Academia", "Media"]),
        ("Encourages all stakeholders, including the private sector and civil society, to act;", "encourage",
         ["Stakeholders", "Private sector", "Civil society"]),
        ("Calls upon intergovernmental and non-governmental organizations to act;", "call upon",
         ["International and regional organizations", "Civil society"]),
        ("Requests the independent international fact-finding mission to act;", "request", ["Fact-finding mission"]),
        ("Requests the Commission on Human Rights in Freedonia to act;", "request", ["Commission of inquiry"]),
        ("Calls upon the Drones to act;", "call upon", ["Parties to conflict"]),
        ("Urges the Drones in particular to act;", "urge", ["Parties to conflict"]),
        ("Calls upon all signatories of the Agreement on Peace in Freedonia to act;", "call upon",
         ["Parties to conflict"]),
        ("Encourages the Mission to act;", "encourage", ["Other"]),
        ("Encourages the Facilitators to act;", "encourage", ["Other"]),
        ("Encourages the Parties to act;", "encourage", ["States"]),
        ("Invites its partners to act;", "invite", ["Stakeholders"]),
        ("Encourages international cooperation to complete the work;", "encourage", ["Unspecified"]),
        ("Requests that sufficient funds be provided;", "request", ["Unspecified"]),
        ("Encourages the further development of guidance;", "encourage", ["Unspecified"]),
        ("Calls upon States:", "call upon", ["States"]),
    ],
)  # fmt: skip
def test_an_ask_is_read_with_its_addressees(words, verb, addressees):
    assert [(v, list(a)) for v, a, _ in asks(words)] == [(verb, addressees)]


@pytest.mark.parametrize(
    ("named", "category"),
    [
        ("the Beekeepers Union", "International and regional organizations"),
        ("the Alpine Development Community", "International and regional organizations"),
        ("the League of Alpine States", "International and regional organizations"),
        ("the Organization of Honey Producers", "International and regional organizations"),
        ("the World Honey Bank", "International and regional organizations"),
        ("the International Committee of the Blue Hive", "International and regional organizations"),
        ("the World Health Organization", "UN system"),
        ("the Mouvement du 12 mai", "Parties to conflict"),
        ("the Movement for Free Hives", "Parties to conflict"),
        ("the Drones", "Parties to conflict"),
    ],
)
def test_an_organization_is_known_by_the_form_of_its_name(named, category):
    assert [list(a) for _, a, _ in asks(f"Urges {named} to act;")] == [[category]]


@pytest.mark.parametrize(
    ("words", "addressees"),
    [
        ("Requests the Secretary-General, in consultation with States and the treaty bodies, to act;",
         ["Secretary-General"]),
        ("Urges States, within their capacities, and the international community to act;",
         ["States", "International community"]),
        ("Encourages the United Nations system, within its mandate, including its specialized agencies, to act;",
         ["UN system"]),
        ("Requests the High Commissioner, with the support of the Secretary-General, to act;", ["High Commissioner"]),
    ],
)  # fmt: skip
def test_who_merely_accompanies_is_not_asked(words, addressees):
    assert [list(a) for _, a, _ in asks(words)] == [addressees]


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Urges the Government of Norway to act;", "Norway"),
        ("Calls upon Norway to act;", "Norway"),
        ("Calls upon the Norwegian authorities to act;", "Norway"),
        ("Encourages the Government to act;", "Norway"),
        ("Calls upon the transitional Government of Norway to act;", "Norway"),
    ],
)
def test_a_country_is_named_as_printed_or_taken_from_the_title(words, country):
    assert asks(words, title="Situation of bees in Norway")[0][1] == (f"Country: {country}",)


def test_a_country_where_somebody_is_is_not_asked_itself():
    assert asks("Urges all parties to the conflict in Norway to act;")[0][1] == ("Parties to conflict",)


@pytest.mark.parametrize(
    "words",
    [
        "Takes note of the requests of the Independent Expert to visit;",
        "Welcomes the calls made by States for action;",
        "Recalls the resolution in which it requested the Secretary-General to act;",
        "Stresses the need for action, urging States to act and calling upon donors to help;",
        "Reiterates its determination to keep bees;",
        "Welcomes the work of the Special Rapporteur and her appeals and requests to States;",
    ],
)
def test_nouns_participles_and_the_past_ask_nothing(words):
    assert asks(words) == []


def test_a_paragraph_may_ask_twice():
    found = asks("Requests the Secretary-General to count the bees, and invites States to feed them;")
    assert found == [
        ("request", ("Secretary-General",), "to count the bees"),
        ("invite", ("States",), "to feed them"),
    ]


def test_two_verbs_with_one_duty_share_it():
    first, second = asks("Calls upon all States, and encourages civil society and the media, to protect the hives;")
    assert first == ("call upon", ("States",), "to protect the hives")
    assert second == ("encourage", ("Civil society", "Media"), "to protect the hives")


def test_a_pronoun_is_whom_the_words_before_named():
    found = asks("Takes note of the report of the Special Rapporteur, and requests her to count again;")
    assert [a for _, a, _ in found] == [("Special Rapporteur",)]
    found = asks("Urges the Government of Norway to pay, and encourages it to smile;")
    assert [a for _, a, _ in found] == [("Country: Norway",)] * 2


def test_a_list_is_one_request_on_its_parent_paragraph():
    read_text = read(resolution("Requests the Special Rapporteur:", "(a) To count the bees;", "(b) To name them;"))
    assert [(r.paragraph, r.addressees) for r in read_text.requests] == [("1", ("Special Rapporteur",))]
    assert read_text.requests[0].text == "To count the bees; To name them"
    assert [p.key for p in read_text.operative] == ["1", "1(a)", "1(b)"]


def test_unclear_addressees_are_to_be_checked():
    [request] = read(resolution("Requests the conference of beekeepers to meet;")).requests
    assert request.addressees == ("Other",)
    assert request.confidence == "please check"
    assert request.reason


@pytest.mark.parametrize(
    "duty",
    ["not to interfere with the swarms", "never to close a hive in winter", "neither to sell nor to move a hive"],
)
def test_a_duty_to_leave_something_undone_keeps_its_not(duty):
    words = f"Calls upon States {duty}"
    text = read(resolution(f"{words};"))
    request = text.requests[0]
    assert (request.addressees, request.text) == (("States",), duty)
    paragraph = next(p for p in text.paragraphs if p.key == request.paragraph)
    assert paragraph.text[slice(*request.span)] == words


@pytest.mark.parametrize(
    "further",
    [
        ", and regrets the lack of honey",
        " and reiterates the urgency of sowing clover",
        ", and in this regard expresses concern at reports of empty hives",
        "; and recognizes the importance of lime trees",
        ", notes with appreciation that the hives are full",
        ", and calls for the voluntary return of swarms",
    ],
)
def test_a_duty_ends_where_the_council_speaks_of_something_else(further):
    words = "Urges States to protect the meadows"
    text = read(resolution(f"{words}{further};"))
    assert [(r.addressees, r.text) for r in text.requests] == [(("States",), "to protect the meadows")]
    assert text.requests[0].span == (0, len(words))


@pytest.mark.parametrize(
    "duty",
    [
        "to provide grants and awards for beekeepers, and views on their work",
        "to adopt a law that protects the hive, and recognizes the keeper",
        "to answer letters, requests for advice and calls for help",
    ],
)
def test_a_duty_keeps_nouns_and_what_others_do(duty):
    assert [text for _, _, text in asks(f"Urges States {duty};")] == [duty]


def test_a_call_said_once_upon_two_is_two_asks():
    assert asks("Calls upon States to sow clover, and upon all parties to the conflict to spare the hives;") == [
        ("call upon", ("States",), "to sow clover"),
        ("call upon", ("Parties to conflict",), "to spare the hives"),
    ]
    assert asks("Calls upon States to assist, upon request, and upon the consent of the keeper, to count hives;") == [
        ("call upon", ("States",), "to assist, upon request, and upon the consent of the keeper, to count hives"),
    ]


def test_a_name_that_is_taken_for_a_group_is_marked_to_be_checked():
    [ask] = read(resolution("Calls upon the Drones to leave the hive.")).requests
    assert (ask.confidence, ask.reason) == ("please check", "The name is taken for that of a party to the conflict.")


def test_the_people_of_a_state_are_no_party_to_a_conflict():
    assert asks("Urges the Fijians to act.")[0][1] == ("Other",)


def test_a_government_of_national_unity_is_that_of_the_country_in_the_title():
    [(_verb, who, _text)] = asks("Urges the Government of National Unity to act.", title="Human rights in South Sudan")
    assert who == ("Country: South Sudan",)


def test_what_a_list_asks_ends_where_one_of_its_parts_asks_somebody_else():
    parts = ("(a) To count bees, and in this regard strongly urges the release of wax;", "(b) To sow.")
    first, second = asks("Calls upon States:", *parts)
    assert first == ("call upon", ("States",), "To count bees; To sow")
    assert second[2] == "the release of wax"
