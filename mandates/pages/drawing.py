"""What the drawn figures share: days as per cent of a figure's width, and bars of a lane.

x is in per cent, so that bands stretch and words never shrink; y is in pixels.
"""

from dataclasses import dataclass
from datetime import date, timedelta

NARROW_LETTER, WIDE_LETTER = 0.5, 0.62  # per cent that a letter takes on a wide figure, and where words are dropped


def per_cent(number: float) -> str:
    return f"{number:.2f}%"


@dataclass(frozen=True, slots=True)
class Bar:
    """A term or a holder on its lane: `kind` is the class that draws it, "open" being dashed."""

    x: str
    width: str
    kind: str
    name: str = ""
    more: str = ""
    besides: str = ""
    is_present: bool = False
    is_end_open: bool = False  # where it ends is not recorded: its end is drawn dashed
    ran: str = ""

    @property
    def title(self) -> str:
        """All that is known of it, whether or not the bar has room for the words."""
        return ", ".join(filter(None, [self.name, self.more, self.besides]))

    @property
    def has_room(self) -> bool:
        """Room for the name, or for the words of a bar without one."""
        return float(self.width.rstrip("%")) / NARROW_LETTER >= len(self.name or self.more)

    @property
    def shows_more(self) -> bool:
        """Room for the words behind the name; the style sheet drops them before they overlap."""
        return bool(self.more) and float(self.width.rstrip("%")) / WIDE_LETTER >= len(self.name) + len(self.more)


class Axis:
    """Days to per cent: x = (day − start) / span, between the margins `left` and `right`."""

    def __init__(self, start: date, end: date, left: float = 0, right: float = 100):
        self.start, self.days = start, max((end - start).days, 1)
        self.left, self.right = left, right

    @property
    def end(self) -> date:
        return self.start + timedelta(days=self.days)

    def at(self, day: date) -> float:
        return self.left + (self.right - self.left) * (day - self.start).days / self.days

    def x(self, day: date) -> str:
        return per_cent(self.at(day))

    def bar(self, first: date, last: date, **names) -> Bar:
        last = max(last, first + timedelta(days=1))
        return Bar(self.x(first), per_cent(self.at(last) - self.at(first)), **names)
