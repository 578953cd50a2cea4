"""A list under a name: saved as it is on the screen, in one's own order, by mail on Mondays or not, one's own only."""

import re
from datetime import date

import pytest
from django.urls import reverse

from mandates.lists.kept import LISTS, filtered
from mandates.models import HandOver, Request, SavedView
from mandates.models.saved_views import KEPT_LISTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client, officer):
    client.force_login(officer)
    return client


def save(client, name="Before the summer", at="/deadlines/?until=2026-06-14&q=submit", **given):
    return client.post(reverse("save_view"), {"name": name, "at": at, **given}, follow=True)


def test_models_and_filters_name_the_same_lists():
    assert list(LISTS) == KEPT_LISTS


def test_a_list_is_saved_with_its_filters_and_stands_beside_it(reader, monday, easter):
    page = save(reader).content.decode()
    view = SavedView.objects.get()
    assert view.get_absolute_url() == "/deadlines/?until=2026-06-14&q=submit"
    assert "Saved as “Before the summer”." in page
    assert 'href="/deadlines/?until=2026-06-14&amp;q=submit" aria-current="true">Before the summer' in page
    assert 'href="/deadlines/?until=2026-06-14&amp;q=submit"' in reader.get("/").content.decode(), "on the desk, too"
    assert "Before the summer" not in reader.get("/reports/").content.decode(), "not beside another list"


def test_the_desk_lists_the_own_views_in_their_order_and_asks_no_more_for_it(
    reader, officer, colleague, monday, easter, django_assert_num_queries
):
    for position, name in ((2, "Late"), (3, "“Ünfinished”, all"), (1, "Renewals")):
        SavedView.objects.create(person=officer, name=name, of="renewals", query="q=a%26b", position=position)
    SavedView.objects.create(person=colleague, name="Of a colleague", of="deadlines")
    with django_assert_num_queries(8):
        page = reader.get("/").content.decode()
    shown = re.findall(r'<a href="/renewals/\?q=a%26b">([^<]+)</a>', page)
    assert shown == ["Renewals", "Late", "“Ünfinished”, all"]
    assert "Of a colleague" not in page


def test_what_an_address_asks_apart_from_filters_is_not_kept(reader):
    save(reader, at="/deadlines/?when=week&page=3&view=month&month=2026-04&mandate=")
    assert SavedView.objects.get().query == "when=week", "relative to today, and so it stays"


@pytest.mark.parametrize("at", ["/rules/", "/nowhere/", "https://[", "//elsewhere.example/", "?q=solidarity"])
def test_a_page_that_is_no_list_cannot_be_saved(reader, at):
    answer = save(reader, at=at)
    assert answer.status_code == 422
    assert "This page is not a list that can be kept as a view." in answer.content.decode()
    assert not SavedView.objects.exists()


def test_a_name_is_asked_for_once_more_with_the_list_kept(reader):
    save(reader)
    answer = save(reader, at="/reports/?standing=late", monday="on")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "You have a view of this name already." in page
    assert 'value="/reports/?standing=late"' in page
    assert SavedView.objects.count() == 1


def test_with_a_mail_it_says_from_which_monday_on(reader, monday):
    assert "It comes by mail on Mondays, from Mon 6 April on" in save(reader, monday="on").content.decode()
    view = SavedView.objects.get()
    assert view.mailed_since == date(2026, 3, 30)
    reader.post(reverse("monday_view", args=[view.pk]))
    view.refresh_from_db()
    assert view.mailed_since is None
    reader.post(reverse("monday_view", args=[view.pk]), {"on": "on"})
    view.refresh_from_db()
    assert view.mailed_since == date(2026, 3, 30)


def test_views_are_renamed_put_in_order_and_deleted(reader, officer):
    for name in ("First", "Second", "Third"):
        save(reader, name=name)
    first, _second, third = SavedView.objects.all()
    reader.post(reverse("move_view_up", args=[third.pk]))
    reader.post(reverse("move_view_up", args=[first.pk]))
    reader.post(reverse("rename_view", args=[first.pk]), {"name": "Alpha"})
    answer = reader.post(reverse("rename_view", args=[third.pk]), {"name": "Alpha"}, follow=True)
    assert "Nothing changed." in answer.content.decode()
    assert [str(view) for view in officer.saved_views.all()] == ["Alpha", "Third", "Second"]
    reader.post(reverse("forget_view", args=[third.pk]))
    assert [str(view) for view in officer.saved_views.all()] == ["Alpha", "Second"]


@pytest.mark.parametrize("act", ["rename_view", "monday_view", "move_view_up", "forget_view"])
def test_a_view_is_its_persons_own(client, reader, colleague, act):
    save(reader)
    view = SavedView.objects.get()
    client.force_login(colleague)
    assert client.post(reverse(act, args=[view.pk]), {"name": "Mine now", "on": "on"}).status_code == 404
    assert "Before the summer" not in client.get("/views/").content.decode()
    save(client)
    assert colleague.saved_views.get().get_absolute_url() == view.get_absolute_url(), "a copy under the same name"


@pytest.mark.parametrize(
    ("at", "gone"),
    [
        ("/deadlines/?mandate=gone", "gone"),
        ("/reports/?mandate=gone", "gone"),
        ("/requests/?mandate=gone", "gone"),
        ("/requests/?addressee=4711", "4711"),
        ("/renewals/?state=lapsed", "lapsed"),
        ("/mandates/?season=winter", "winter"),
        ("/resolutions/?kind=treaty", "treaty"),
    ],
)
def test_what_a_view_asks_and_nobody_knows_any_more_is_said(reader, officer, at, gone):
    words = f"“{gone}” is not known here and was left out of the filters."
    path, _sign, query = at.partition("?")
    SavedView.objects.create(person=officer, name="Old", of=path.strip("/"), query=query)
    assert words in reader.get(at).content.decode()
    assert words in reader.get("/views/").content.decode()


@pytest.mark.parametrize(
    ("of", "query", "words"),
    [
        ("deadlines", "who=me&kind=report&standing=suggested&until=2026-06-14&q=slot",
         "Mine, Reports, Suggested, until: 14 June 2026, words: slot"),
        ("reports", "standing=late&who=unit&session=HRC62", "Late, My unit’s, Session, as in HRC62: HRC62"),
        ("requests", "mandate=solidarity", "Mandate: Made-up solidarity"),
        ("renewals", "", ""),
    ],
)  # fmt: skip
def test_a_view_says_in_words_what_narrows_it(officer, mandate, of, query, words):
    assert filtered(of, query, officer).words == words


@pytest.mark.parametrize("of", ["deadlines", "mandates", "renewals", "reports", "requests"])
def test_mine_is_of_the_day_of_the_list_whatever_day_it_is(officer, colleague, monday, mandate, easter, of):
    Request.objects.create(mandate=mandate, verb="request", text="to look at a lighthouse")
    leave = HandOver.objects.create(away=officer, to=colleague, from_on=date(2026, 4, 1), until=date(2026, 4, 2))
    leave.mandates.add(mandate)
    for day, how_many in ((monday, 0), (date(2026, 4, 1), 1)):
        assert filtered(of, "who=me", colleague, day).qs.count() == how_many


def test_the_page_of_views_costs_the_same_for_one_as_for_thirty(reader, officer, django_assert_num_queries):
    for number in range(30):
        SavedView.objects.create(person=officer, name=f"View {number}", of="renewals", query="state=due")
    with django_assert_num_queries(4):  # session, reader, views, habit
        reader.get("/views/")
