"""Pages and mails in the language that a person chose; what is not translated stands in English."""

import gettext
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.template.defaultfilters import date as template_day
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from mandates.lists.wording import short_day
from mandates.models import Notice
from mandates.reminding.notice import compose_notice
from mandates.settings import LOCALE_PATHS

CATALOGUES = sorted(Path(LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"))
PARAMETER = re.compile(r"%\(\w+\)[sd]|%[sd]")


@pytest.fixture
def reader(client, officer):
    client.force_login(officer)
    return client


# The usual abbreviations of French, as the Lexique des règles typographiques of the Imprimerie nationale has them.
ABBREVIATED = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


@pytest.mark.parametrize(("month", "name"), list(enumerate(ABBREVIATED, 1)))
def test_months_are_abbreviated_in_french_as_french_does_it(month, name):
    with translation.override("fr"):
        day = date(2026, month, 15)
        assert short_day(day, date(2026, 3, 30)).endswith(f" 15 {name}")
        assert date_format(day, "j M Y") == f"15 {name} 2026"
        assert template_day(day, "j M") == f"15 {name}"
    assert date_format(day, "j M") == f"15 {day:%b}"


def test_every_language_that_can_be_chosen_has_a_catalogue():
    found = {path.parent.parent.name for path in CATALOGUES}
    assert found | {"en"} == set(dict(settings.LANGUAGES))


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="msgfmt, of the package gettext, is not on this machine")
@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_what_is_compiled_is_what_is_written(path, tmp_path):
    compiled = tmp_path / "django.mo"
    done = subprocess.run(["msgfmt", "--check-format", "-o", compiled, path], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    fresh, kept = (gettext.GNUTranslations(file.open("rb")) for file in (compiled, path.with_suffix(".mo")))
    assert kept._catalog == fresh._catalog, "run manage.py compilemessages"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_translations_keep_the_names_of_what_is_put_into_them(path):
    with path.with_suffix(".mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog
    for text, words in catalogue.items():
        if text and not isinstance(text, tuple):  # a singular may do without the number
            assert set(PARAMETER.findall(text)) == set(PARAMETER.findall(words)), text


def test_a_browser_that_asks_for_french_gets_it_and_one_for_an_unknown_language_english(client, db):
    page = client.get(reverse("login"), headers={"accept-language": "fr-CH,fr;q=0.9"}).content.decode()
    assert '<html lang="fr" dir="ltr">' in page
    assert "Se connecter" in page
    assert '<html lang="en"' in client.get(reverse("login"), headers={"accept-language": "tlh"}).content.decode()


def test_one_press_changes_the_language_without_an_account_and_leads_back(client, db):
    answer = client.post(reverse("choose_language"), {"language": "fr", "next": reverse("login")})
    assert (answer.status_code, answer["Location"]) == (302, reverse("login"))
    assert "Se connecter" in client.get(reverse("login")).content.decode()


def test_a_persons_language_is_kept_and_goes_before_the_browsers(reader, officer):
    reader.post(reverse("choose_language"), {"language": "fr"})
    officer.refresh_from_db()
    assert officer.language == "fr"
    reader.cookies.pop(settings.LANGUAGE_COOKIE_NAME)
    page = reader.get("/deadlines/", headers={"accept-language": "en"}).content.decode()
    assert "Échéances" in page
    assert 'value="fr" lang="fr" aria-pressed="true">Français' in page
    reader.post(reverse("choose_language"), {"language": ""})
    officer.refresh_from_db()
    assert officer.language == ""
    assert "Deadlines" in reader.get("/deadlines/").content.decode()


@pytest.mark.parametrize("language", ["xx", "../fr"])
def test_a_language_that_the_desk_does_not_have_changes_nothing(reader, officer, language):
    assert reader.post(reverse("choose_language"), {"language": language}).status_code == 302
    officer.refresh_from_db()
    assert officer.language == ""


def test_one_readers_language_does_not_reach_the_next(client, reader, colleague):
    reader.post(reverse("choose_language"), {"language": "fr"})
    reader.get("/deadlines/")
    reader.cookies.pop(settings.LANGUAGE_COOKIE_NAME)
    client.force_login(colleague)
    assert "Deadlines" in client.get("/deadlines/").content.decode()
    assert translation.get_language() == settings.LANGUAGE_CODE


@pytest.mark.parametrize(
    ("language", "words", "opens"),
    [
        ("fr", "Ne plus recevoir ces courriels", "Ouvrir\u00a0: http://testserver/notices/"),
        ("", "No more of these mails", "Open: http://testserver/notices/"),
    ],
)
def test_a_mail_is_written_in_the_language_of_its_person(officer, monday, language, words, opens):
    officer.language = language
    letter = compose_notice(officer, [Notice(text="HRC62 moved\nSubmit the report: 2 April → 9 April")], monday)
    assert words in letter.text
    assert words in letter.html
    assert opens in letter.text, "with the signs of that language"
    assert f'<html lang="{language or "en"}"' in letter.html
    assert translation.get_language() == settings.LANGUAGE_CODE


def test_a_text_that_is_kept_in_english_only_says_so(reader, text):
    assert "conservé ici en anglais seulement" not in reader.get(text.get_absolute_url()).content.decode()
    reader.post(reverse("choose_language"), {"language": "fr"})
    page = reader.get(text.get_absolute_url()).content.decode()
    assert "Ce texte est conservé ici en anglais seulement." in page
    assert "https://docs.un.org/fr/A/HRC/RES/53/5" in page


def test_a_step_of_the_shipped_rules_is_said_in_the_readers_language(reader, easter):
    assert "53/5, para. 9" in reader.get("/deadlines/").content.decode(), "and nothing is remembered of this language"
    reader.post(reverse("choose_language"), {"language": "fr"})
    page = reader.get("/deadlines/").content.decode()
    assert "Soumettre le rapport, HRC62" in page
    assert "10 semaines avant\u00a0: ouverture de HRC62" in page
    assert "déplacé du" in page
    assert "53/5, par. 9" in page
