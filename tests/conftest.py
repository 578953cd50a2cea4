"""What every test may use: people of the office, a browser, and a last word on what was left out."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.utils import translation

pytest_plugins = ["tests.small_office"]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SHARED = Path(settings.BASE_DIR).parent / "shared"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(autouse=True)
def no_language_of_the_test_before():
    """A page in French leaves its thread in French, as a server's thread stays until its next page."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def unit(db):
    from mandates.models import Unit

    return Unit.objects.create(name="Special Procedures, first section")


@pytest.fixture
def officer(unit, django_user_model):
    return django_user_model.objects.create_user(
        "haddad", "haddad@example.org", "a word to test", first_name="Lena", last_name="Haddad", unit=unit
    )


@pytest.fixture
def colleague(unit, django_user_model):
    return django_user_model.objects.create_user(
        "ibarra", "ibarra@example.org", "a word to test", first_name="Tomás", last_name="Ibarra", unit=unit
    )


@pytest.fixture
def head(unit, django_user_model):
    person = django_user_model.objects.create_user(
        "okonjo", "okonjo@example.org", "a word to test", first_name="Ruth", last_name="Okonjo", unit=unit, role="head"
    )
    unit.head = person
    unit.save(update_fields=["head"])
    return person


@pytest.fixture
def administrator(db, django_user_model):
    return django_user_model.objects.create_superuser(
        "admin", "admin@example.org", "a word to test", role="administrator"
    )


@pytest.fixture
def today(settings):
    """Set the day that the desk shows: `today(date(2026, 3, 30))`."""

    def shown(day):
        settings.SHOWN_DAY = day
        return day

    return shown


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM:
        pytest.skip("no chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
        connections.close_all()  # a test without browser that ran beside its loop leaves one that only the loop sees
    connections.close_all()  # one opened while the browser's loop ran is nobody's, and would keep the test database


@pytest.fixture
def desk(chromium, live_server, client, officer):
    """Open an address of the desk in Chromium, signed in: `page = desk("/deadlines/", javascript=False)`."""
    contexts = []

    def opened(path="/", *, person=None, javascript=True, width=1440, height=900, scheme="light"):
        client.force_login(person or officer)
        context = chromium.new_context(
            java_script_enabled=javascript, viewport={"width": width, "height": height}, color_scheme=scheme
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def pytest_terminal_summary(terminalreporter):
    """Say in the last lines what this run left out, and why."""
    say = terminalreporter.write_line
    engine = settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1]
    say(f"Database: {engine}.")
    if engine == "sqlite3":
        say("Left out: the run on PostgreSQL. Give DATABASE_URL=postgresql://… to run the same tests there.")
    if not CHROMIUM:
        say("Left out: the browser tests, since no chromium was found on this machine.")
    if not (shutil.which("khal") and shutil.which("vdirsyncer")):
        say("Left out: the feeds in calendar programs, since khal and vdirsyncer were not found on this machine.")
    if not SHARED.is_dir():
        say("Left out: the tests that measure with the shared corpus, since it is not beside the project.")
