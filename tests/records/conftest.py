"""An office with reference data, and 44/11 as it comes."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from mandates.records.importing import import_resolution
from mandates.records.loading import load_reference, load_sample

SAMPLE = Path(settings.BASE_DIR) / "mandates" / "sample" / "resolution-44-11.txt"


@pytest.fixture
def reference(db):
    load_reference()


@pytest.fixture
def text_44_11():
    return SAMPLE.read_text(encoding="utf-8")


@pytest.fixture
def imported(reference, today, officer, text_44_11):
    """44/11 alone, imported today as the session dates are known now."""
    today(date(2026, 11, 24))
    return import_resolution(text_44_11, by=officer)


@pytest.fixture
def sample(reference, today):
    """The sample mandate as known on a day: `sample(date(2026, 3, 30))`."""

    def loaded(day):
        today(day)
        return load_sample(day, followed_since=date(2025, 12, 1))

    return loaded
