"""Recording what the Council decided on a mandate."""

from datetime import date

import pytest

from mandates.models import Deadline, DraftFact, LogEntry, Mandate, MandateAction, Notice, Resolution, Session
from mandates.records.loading import load_rules
from mandates.records.planning import replan
from tests.invented import resolution_text

ADDRESS = "/mandates/solidarity/outcome/"
RENEWED = {"what": "extends", "symbol": "62/99", "adopted": "2026-07-08", "term": "P3Y", "paragraph": "3"}


@pytest.fixture
def reader(client, officer, monday, mandate):
    load_rules()
    client.force_login(officer)
    return client


def record(reader, typed, address=ADDRESS):
    """Type an outcome, look at what would move, and press."""
    shown = reader.post(address, typed)
    assert shown.status_code == 200, shown.content.decode()
    return reader.post(address, {**typed, "seen": shown.context["fingerprint"]})


def test_what_would_move_is_shown_before_anything_is_written(reader, mandate):
    replan([mandate.pk])
    before = list(Deadline.objects.order_by("pk").values())
    shown = reader.post(ADDRESS, RENEWED)
    body = shown.content.decode()
    for words in ("Renewed: it goes on as it is", "62/99, para. 3", "three years", "Record the outcome"):
        assert words in body
    assert shown.context["told"].moves
    assert list(Deadline.objects.order_by("pk").values()) == before
    assert not Resolution.objects.filter(symbol="A/HRC/RES/62/99").exists()
    assert not LogEntry.objects.filter(what="outcome").exists()
    mandate.refresh_from_db()
    assert mandate.runs_on.resolution.symbol == "A/HRC/RES/53/5"


def test_recorded_moves_what_was_shown(reader, mandate):
    replan([mandate.pk])
    shown = reader.post(ADDRESS, RENEWED)
    announced = {(move.step, move.to_on) for move in shown.context["told"].moves if move.what == "new"}
    assert announced
    reader.post(ADDRESS, {**RENEWED, "seen": shown.context["fingerprint"]})
    assert announced <= set(Deadline.objects.values_list("step", "due_on"))


def test_what_moves_otherwise_by_now_is_shown_again_and_not_written(reader, mandate):
    page = reader.post(ADDRESS, {**RENEWED, "seen": "3-abc"})
    assert page.status_code == 409
    assert "Nothing was changed yet." in page.content.decode()
    assert not Resolution.objects.filter(symbol="A/HRC/RES/62/99").exists()


def test_whoever_has_dates_that_move_is_told_once_and_who_recorded_it_is_not(client, head, officer, reader, mandate):
    replan([mandate.pk])
    client.force_login(head)
    record(client, RENEWED)
    (notice,) = Notice.objects.all()
    assert notice.person == officer
    assert "recorded the outcome of the renewal" in notice.text
    Notice.objects.all().delete()
    client.force_login(officer)
    client.post("/mandates/solidarity/outcome/withdraw/")
    record(client, RENEWED)
    assert not Notice.objects.exists()


def test_the_form_offers_the_five_outcomes_and_says_on_what_the_mandate_runs(reader):
    body = reader.get(ADDRESS).content.decode()
    for words in ("Renewed", "Adapted", "Merged", "Replaced", "Ended", "53/5, para. 3", "HRC62"):
        assert words in body


def test_a_renewal_is_recorded_and_the_mandate_runs_on_the_new_text(reader, mandate):
    page = record(reader, RENEWED)
    assert page.url == "/mandates/solidarity/"
    action = MandateAction.objects.get(resolution__symbol="A/HRC/RES/62/99")
    assert (action.what, action.term, action.paragraph_key) == ("extends", "P3Y", "3")
    mandate.refresh_from_db()
    assert mandate.runs_on == action


@pytest.mark.parametrize("written", ["three years", "3 years", "P3Y"])
def test_the_term_is_typed_as_people_write_it(reader, written):
    record(reader, {**RENEWED, "term": written})
    assert MandateAction.objects.get(resolution__symbol="A/HRC/RES/62/99").term == "P3Y"


@pytest.mark.parametrize(
    ("adopted", "closes_on", "asked"),
    [
        ("2026-07-08", date(2026, 7, 8), ""),
        ("2026-07", date(2026, 7, 8), ""),
        ("2026-07-09", date(2026, 7, 8), "lies outside HRC62, 15 June–8 July 2026"),
        ("2026-08", date(2026, 7, 8), "lies outside HRC62"),
        ("2026-06-14", None, "HRC62 opens only on 15 June 2026"),
        ("2026-07-09", None, ""),
    ],
)
def test_a_day_outside_the_session_that_decides_is_asked_about_once_more(reader, mandate, adopted, closes_on, asked):
    Session.objects.filter(body="HRC", number=62).update(closes_on=closes_on)
    page = reader.post(ADDRESS, {**RENEWED, "adopted": adopted})
    assert (page.status_code == 422) == bool(asked)
    assert asked in page.content.decode()
    if asked:
        assert 'name="is_sure"' in page.content.decode()
        assert not Resolution.objects.filter(symbol="A/HRC/RES/62/99").exists()
        assert record(reader, {**RENEWED, "adopted": adopted, "is_sure": "on"}).status_code == 302
    else:
        assert "is_sure" not in reader.get(ADDRESS).content.decode()


def test_an_outcome_recorded_by_mistake_is_taken_back_with_the_text_that_only_it_knew_of(reader, mandate, officer):
    before = mandate.runs_on
    record(reader, RENEWED)
    page = reader.get("/mandates/solidarity/").content.decode()
    assert 'href="/mandates/solidarity/outcome/withdraw/"' in page
    asked = reader.get("/mandates/solidarity/outcome/withdraw/").content.decode()
    assert "62/99: Extends the mandate, three years" in asked
    assert MandateAction.objects.filter(resolution__symbol="A/HRC/RES/62/99").exists()  # asking changes nothing
    assert reader.post("/mandates/solidarity/outcome/withdraw/", {"why": "wrong row"}).url == "/mandates/solidarity/"
    mandate.refresh_from_db()
    assert mandate.runs_on == before
    assert not Resolution.objects.filter(symbol="A/HRC/RES/62/99").exists()
    entry = LogEntry.objects.get(what="reopened", mandate=mandate)
    assert (entry.by, entry.why, entry.from_value) == (officer, "wrong row", "extends, 62/99")


def test_what_a_text_says_itself_cannot_be_taken_back(reader, mandate):
    action = mandate.runs_on
    page = reader.get("/mandates/solidarity/").content.decode()
    assert "outcome/withdraw" not in page
    assert reader.post("/mandates/solidarity/outcome/withdraw/").url == "/mandates/solidarity/"
    assert MandateAction.objects.get() == action


def test_a_text_known_from_elsewhere_stays_when_the_outcome_is_taken_back(reader, mandate):
    Resolution.objects.create(symbol="A/HRC/RES/62/99", title="A made-up text", adopted="2026-07-08")
    record(reader, RENEWED)
    reader.post("/mandates/solidarity/outcome/withdraw/")
    assert Resolution.objects.get(symbol="A/HRC/RES/62/99").actions.count() == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"symbol": ""}, "This field is required"),
        ({"adopted": "8 July"}, "is not a date"),
        ({"what": ""}, "This field is required"),
        ({"term": ""}, "for how long"),
        ({"term": "a while"}, "Write three years, 3 years or P3Y"),
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


MERGED = {"what": "merges", "symbol": "62/99", "adopted": "2026-07-08", "paragraph": "2"}


@pytest.fixture
def other(mandate, head):
    return Mandate.objects.create(name="Working Group on lighthouses", slug="lighthouses", owner=head)


def test_what_goes_over_to_another_mandate_is_shown_and_then_moved(reader, mandate, stream, other):
    assert "Working Group on lighthouses" in reader.get(ADDRESS).content.decode()
    shown = reader.post(ADDRESS, {**MERGED, "into": other.pk})
    body = shown.content.decode()
    assert "Goes over to Working Group on lighthouses" in body
    assert "1 stream of reports and 0 requests" in body
    stream.refresh_from_db()
    assert stream.mandate == mandate
    page = reader.post(ADDRESS, {**MERGED, "into": other.pk, "seen": shown.context["fingerprint"]}, follow=True)
    stream.refresh_from_db()
    assert stream.mandate == other
    assert 'It went over to <a href="/mandates/lighthouses/">' in page.content.decode()
    assert 'It took over <a href="/mandates/solidarity/">' in reader.get("/mandates/lighthouses/").content.decode()
    reader.post("/mandates/solidarity/outcome/withdraw/")
    stream.refresh_from_db()
    assert stream.mandate == mandate


def test_a_merger_without_the_other_mandate_is_completed_later(reader, mandate, stream, other):
    shown = reader.post(ADDRESS, MERGED)
    assert "stay here until somebody says so" in shown.content.decode()
    record(reader, MERGED)
    assert "Say which mandate took over" in reader.get("/mandates/solidarity/").content.decode()
    form = reader.get(ADDRESS).context["form"]
    typed = {name: form[name].value() for name in ("what", "symbol", "adopted", "paragraph")}
    assert typed == MERGED
    record(reader, {**typed, "into": other.pk})
    stream.refresh_from_db()
    assert stream.mandate == other


def test_into_which_mandate_is_asked_of_no_other_outcome(reader, mandate, stream, other):
    record(reader, {**RENEWED, "into": other.pk})
    stream.refresh_from_db()
    assert stream.mandate == mandate
    assert MandateAction.objects.get(resolution__symbol="A/HRC/RES/62/99").into is None


def brought(reader, **given):
    """Bring a made-up text for the outcome, confirm it, and follow where that leads."""
    form = reader.get(ADDRESS).content.decode()
    assert 'href="/import/?outcome=solidarity"' in form
    page = reader.get("/import/?outcome=solidarity").content.decode()
    assert 'name="outcome" value="solidarity"' in page
    draft = reader.post("/import/", {"pasted": resolution_text(**given), "outcome": "solidarity"}).url
    assert "Brought for" in reader.get(draft).content.decode()
    reader.post(f"{draft}accept/")
    for fact in DraftFact.objects.filter(kind__in=["mandate", "decision"], decision="open"):
        reader.post(f"{draft}facts/{fact.pk}/accept/", {"version": fact.version})
    return reader.post(f"{draft}confirm/").url


def test_the_text_is_brought_from_the_form_and_comes_back_chosen(reader, mandate):
    back = brought(reader)
    assert back == f"{ADDRESS}?text=60%2F90"
    page = reader.get(back)
    assert page.context["form"]["symbol"].value() == "60/90"
    assert page.context["form"]["adopted"].value() == "2025-10-06"
    suggested = Mandate.objects.get(pk=page.context["form"]["into"].value())
    assert suggested.name == "Independent Expert on lighthouses and coastal signals"
    assert "The text <a" in page.content.decode()


def test_a_text_that_decides_on_the_mandate_itself_leads_back_to_it(reader, mandate):
    Mandate.objects.filter(pk=mandate.pk).update(name="Independent Expert on lighthouses and coastal signals")
    assert brought(reader) == "/mandates/solidarity/"
    mandate.refresh_from_db()
    assert mandate.runs_on.resolution.symbol == "A/HRC/RES/60/90"


def test_a_text_that_cannot_be_read_keeps_for_what_it_was_brought(reader, mandate):
    page = reader.post("/import/", {"pasted": "", "outcome": "solidarity"})
    assert page.status_code == 422
    assert 'name="outcome" value="solidarity"' in page.content.decode()


def test_no_term_is_shown_for_a_mandate_that_ends(reader, mandate, other):
    shown = reader.post(ADDRESS, {**MERGED, "term": "three years", "into": other.pk}).content.decode()
    assert "For how long" not in shown
