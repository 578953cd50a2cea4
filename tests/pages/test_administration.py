"""Who may not enter the administration is told who may, and is not asked to sign in a second time."""

import pytest


@pytest.mark.parametrize("place", ["/admin/", "/admin/mandates/mandate/"])
def test_an_officer_is_told_who_may_enter(client, officer, administrator, monday, place):
    client.force_login(officer)
    page = client.get(place, follow=True)
    assert page.status_code == 403
    body = page.content.decode()
    assert "Only administrators enter here." in body
    assert str(administrator) in body
    assert 'href="/"' in body
    assert "password" not in body


def test_who_is_not_signed_in_comes_to_the_sign_in_of_the_desk_and_back(client, db):
    page = client.get("/admin/", follow=True)
    assert page.redirect_chain[-1][0] == "/sign-in/?next=/admin/"


def test_an_administrator_enters(client, administrator):
    client.force_login(administrator)
    assert client.get("/admin/").status_code == 200
