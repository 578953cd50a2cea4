"""What conference management asks of a document: how long it may be, and when it is forecast.

Sources: UN Geneva, documents management, instructions and pages on forecasts and on documents submitted late; for the
lengths also Council PRST 20/1 and A/RES/79/248, paragraph 82.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

HOLDERS_LIMIT, SECRETARIAT_LIMIT = 10_700, 8_500
SECRETARIAT = frozenset({"Secretary-General", "High Commissioner", "OHCHR", "UN system"})
_APRIL, _OCTOBER = 4, 10
_LAST_DAY_OF_ENTRY = 7  # "the first week" is the 1st to the 7th: house rule on fixed weeks


def word_limit(addressee: str) -> int:
    """How many words a document of `addressee` may have: 8,500 from the Secretariat, 10,700 from mandate holders and
    from expert and intergovernmental bodies. Longer ones need a waiver."""
    return SECRETARIAT_LIMIT if addressee in SECRETARIAT else HOLDERS_LIMIT


@dataclass(frozen=True, slots=True, order=True)
class ForecastWindow:
    """One of the two forecasts of a year: entered in the first week of April for meetings from 10 July to 8 January,
    in the first week of October for meetings from 9 January to 9 July."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if self.month not in (_APRIL, _OCTOBER):
            raise ValueError(f"{self.year}-{self.month:02} is no forecast: they are entered in April and in October.")

    @classmethod
    def parse(cls, text: str) -> ForecastWindow:
        """The window written 2026-10; ValueError for anything else."""
        try:
            year, month = (int(part) for part in text.split("-"))
            date(year, month, 1)
        except ValueError:
            raise ValueError(f"“{text}” names no forecast. Write 2026-04 or 2026-10.") from None
        return cls(year, month)

    @classmethod
    def coming(cls, today: date) -> ForecastWindow:
        """The one whose week of entry is on, or comes next."""
        for month in (_APRIL, _OCTOBER):
            if today <= date(today.year, month, _LAST_DAY_OF_ENTRY):
                return cls(today.year, month)
        return cls(today.year + 1, _APRIL)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    @property
    def entered_from(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def entered_until(self) -> date:
        return date(self.year, self.month, _LAST_DAY_OF_ENTRY)

    @property
    def first_meeting(self) -> date:
        """The first day of the meetings that it covers."""
        return date(self.year, 7, 10) if self.month == _APRIL else date(self.year + 1, 1, 9)

    @property
    def last_meeting(self) -> date:
        """Their last day."""
        return date(self.year + 1, 1, 8) if self.month == _APRIL else date(self.year + 1, 7, 9)

    @property
    def before(self) -> ForecastWindow:
        return ForecastWindow(self.year, _APRIL) if self.month == _OCTOBER else ForecastWindow(self.year - 1, _OCTOBER)

    @property
    def after(self) -> ForecastWindow:
        return ForecastWindow(self.year, _OCTOBER) if self.month == _APRIL else ForecastWindow(self.year + 1, _APRIL)
