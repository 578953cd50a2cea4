"""Recording what the Council decided on a mandate."""

import pytest

from mandates.models import Mandate, MandateAction, Resolution
from mandates.records.loading import load_rules

ADDRESS = "/mandates/solidarity/outcome/"
RENEWED = {"what": "extends", "symbol": "62/99", "adopted": "2026-07-08", "term": "P3Y", "paragraph": "3"}


@pytest.fixture
def reader(client, officer, monday, mandate):
    load_rules()
    client.force_login(officer)
    return client


def test_the_form_offers_the_five_outcomes_and_says_on_what_the_mandate_runs(reader):
    body = reader.get(ADDRESS).content.decode()
    for words in ("Renewed", "Adapted", "Merged", "Replaced", "Ended", "53/5, para. 3", "HRC62"):
        assert words in body


def test_a_renewal_is_recorded_and_the_mandate_runs_on_the_new_text(reader, mandate):
    page = reader.post(ADDRESS, RENEWED)
    assert page.url == "/mandates/solidarity/"
    action = MandateAction.objects.get(resolution__symbol="A/HRC/RES/62/99")
    assert (action.what, action.term, action.paragraph_key) == ("extends", "P3Y", "3")
    mandate.refresh_from_db()
    assert mandate.runs_on == action


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"symbol": ""}, "This field is required"),
        ({"adopted": "8 July"}, "is not a date"),
        ({"what": ""}, "This field is required"),
        ({"term": ""}, "for how long"),
        ({"symbol": "the new text"}, "is no symbol"),
    ],
)
def test_what_does_not_fit_is_said_and_kept_as_typed(reader, typed, said):
    page = reader.post(ADDRESS, {**RENEWED, **typed})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert 'value="3"' in page.content.decode()
    assert Resolution.objects.count() == 1


def test_there_is_no_outcome_of_a_mandate_that_is_not_here(client, officer):
    client.force_login(officer)
    assert Mandate.objects.count() == 0
    assert client.get("/mandates/nowhere/outcome/").status_code == 404
