"""44/11 as it comes."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

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
