"""Spreadsheets as another program opens them."""

import io
from datetime import datetime

import pytest
from openpyxl import load_workbook


@pytest.fixture
def reader(client, officer, monday):
    client.force_login(officer)
    return client


def opened(response) -> dict[str, list[list]]:
    """The sheets of a workbook by name, each as rows of values; days as dates."""
    book = load_workbook(io.BytesIO(response.content))
    return {sheet.title: [[_value(cell.value) for cell in row] for row in sheet.iter_rows()] for sheet in book}


def _value(value):
    return value.date() if isinstance(value, datetime) else value
