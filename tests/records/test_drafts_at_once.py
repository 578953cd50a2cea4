"""Two people at one draft at the same moment, each with a connection of their own: on PostgreSQL."""

from datetime import date

import pytest
from django.db import connection

from mandates.models import DraftFact, ImportDraft, Request, Resolution
from mandates.records import drafts
from mandates.records.loading import load_reference
from tests.invented import OPERATIVE, resolution_text

from .test_colleagues import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite gives a transaction that writes the whole database"
    ),
]


@pytest.fixture
def draft(today, officer):
    load_reference()
    today(date(2026, 11, 24))
    made = drafts.make_draft(resolution_text(), by=officer)
    mandate = made.facts.get(kind=DraftFact.Kind.MANDATE)
    drafts.accept(mandate, mandate.version, by=officer)
    return made


def test_what_is_accepted_while_the_text_is_confirmed_is_stored_so_or_refused(draft, officer, colleague):
    fact = draft.facts.filter(kind=DraftFact.Kind.REQUEST).first()
    accepted, imported = at_once(
        lambda: drafts.accept(fact, fact.version, by=colleague), lambda: drafts.confirm(draft, by=officer)
    )
    assert imported.is_new
    assert accepted == Request.objects.filter(standing="confirmed", confirmed_by=colleague).exists()


def test_of_two_who_confirm_a_text_at_the_same_moment_one_wins(draft, officer, colleague):
    gave = at_once(lambda: drafts.confirm(draft, by=officer), lambda: drafts.confirm(draft, by=colleague))
    assert [imported is None for imported in gave].count(True) == 1, gave
    assert Resolution.objects.count() == 1


def test_a_text_taken_up_again_while_it_is_brought_waits_once(draft, officer, colleague):
    drafts.discard(draft, by=officer)
    gave = at_once(
        lambda: drafts.take_back(draft, by=officer), lambda: drafts.make_draft(resolution_text(), by=colleague)
    )
    assert not [each for each in gave if isinstance(each, Exception)], gave
    assert ImportDraft.objects.open().count() == 1


def test_two_drafts_of_one_symbol_confirmed_at_the_same_moment_leave_one_text_and_a_sentence(draft, officer, colleague):
    other = drafts.make_draft(resolution_text(operative=OPERATIVE[:4]), by=colleague)
    mandate = other.facts.get(kind=DraftFact.Kind.MANDATE)
    drafts.accept(mandate, mandate.version, by=colleague)
    gave = at_once(lambda: drafts.confirm(draft, by=officer), lambda: drafts.confirm(other, by=colleague))
    assert [isinstance(each, drafts.NotAccepted) for each in gave].count(True) == 1, gave
    assert Resolution.objects.count() == 1
    assert ImportDraft.objects.open().count() == 1
