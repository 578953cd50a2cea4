"""Tables as spreadsheets (XLSX) and as comma-separated values, for whoever opens them in another program.

What a person typed is text and stays text: a cell that begins like a formula is never one.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
DAY = "yyyy-mm-dd"
A4 = "9"  # by the number that spreadsheets give to sizes of paper


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and how wide it is in characters."""

    heading: str
    width: int = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its columns, its rows of text, numbers and days; None is an empty cell."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence]


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """An XLSX file with `sheets`, made for print on A4 across, its first row repeated on every page."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.name[:31])
        page.freeze_panes = "A2"
        page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
        page.page_setup.fitToHeight = 0
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.print_title_rows = "1:1"
        for number, column in enumerate(sheet.columns, start=1):
            page.column_dimensions[get_column_letter(number)].width = column.width
        page.append([_cell(page, str(column.heading), bold=True) for column in sheet.columns])
        for row in sheet.rows:
            page.append([_cell(page, value) for value in row])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _cell(page, value, *, bold=False):
    if value is None or value == "":
        return None
    if isinstance(value, bool | int | float) and not bold:
        return value
    cell = WriteOnlyCell(page, value=value if isinstance(value, date) else str(value))
    if isinstance(value, date):
        cell.number_format = DAY
    else:
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


class _Line:
    """Where the csv module writes; gives back each line as it is written."""

    def write(self, line: str) -> str:
        return line


def lines_of_csv(sheet: Sheet) -> Iterator[str]:
    """`sheet` line by line, so that a long list begins at once. UTF-8 with its mark: spreadsheets then read accents."""
    writer = csv.writer(_Line())
    yield "\ufeff"
    yield writer.writerow([str(column.heading) for column in sheet.columns])
    for row in sheet.rows:
        yield writer.writerow([_plain(value) for value in row])


def _plain(value) -> str:
    if value is None:
        return ""
    words = value.isoformat() if isinstance(value, date) else str(value)
    return f"'{words}" if isinstance(value, str) and words.startswith(FORMULA_SIGNS) else words
