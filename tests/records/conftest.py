"""44/11 as it comes, and the sample mandate on the busier day."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from mandates.models import Mandate
from mandates.records.importing import import_resolution

SAMPLE = Path(settings.BASE_DIR) / "mandates" / "sample" / "resolution-44-11.txt"


@pytest.fixture
def text_44_11():
    return SAMPLE.read_text(encoding="utf-8")


@pytest.fixture
def imported(reference, today, officer, text_44_11):
    """44/11 alone, imported today as the session dates are known now."""
    today(date(2026, 11, 24))
    return import_resolution(text_44_11, by=officer)


@pytest.fixture
def office(sample, officer, head):
    """The sample mandate on 30 March 2026, owned by an officer of the tests."""
    mandate = sample(date(2026, 3, 30))
    Mandate.objects.filter(pk=mandate.pk).update(owner=officer)
    return mandate
