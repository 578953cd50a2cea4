"""The filters at the side of a list: links whose state is the address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from mandates.lists.wording import shortened
from mandates.models import User

MOST_OF_A_CHOICE = 30  # characters


def whose_asked(asked: Mapping[str, str]) -> str:
    """Whose rows an address asks for with `?who=`: "me" or "unit", everybody's ("all") where it names neither."""
    who = asked.get("who", "")
    return who if who in ("me", "unit") else "all"


def whose_choices(reader: User) -> list[tuple[str, str]]:
    """The choices of whose rows a list shows, for `Address.choices`; of a unit only to somebody in one."""
    choices = [("all", _("All")), ("me", _("Mine"))]
    return [*choices, ("unit", _("My unit"))] if reader.unit_id else choices


@dataclass(slots=True)
class Choice:
    words: str  # shortened where it is long
    whole: str
    address: str
    is_chosen: bool
    number: int | None
    id: str


@dataclass(slots=True)
class Choices:
    """One filter: its name in the address, its heading, its choices."""

    name: str
    heading: str
    choices: list[Choice]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.choices) and not self.choices[0].is_chosen

    @property
    def chosen_words(self) -> str:
        return next((choice.words for choice in self.choices if choice.is_chosen), "")


@dataclass(frozen=True, slots=True)
class Address:
    """What a list shows, as an address: the names that count, in their order, and what is chosen of each.

    A choice equal to its entry in `defaults` is left out of the address."""

    names: tuple[str, ...]
    chosen: dict[str, str]
    defaults: dict[str, str]

    def query(self, **instead: str) -> str:
        """The query with `instead` in place of what is chosen: `who=me&kind=report`."""
        asked = {**{name: self.chosen.get(name, "") for name in self.names}, **instead}
        return urlencode({name: value for name, value in asked.items() if value and value != self.defaults.get(name)})

    def choices(self, name: str, heading: str, choices: Iterable[tuple]) -> Choices:
        """Links for `choices`: tuples of value, words and, where it is known, number."""
        return Choices(
            name,
            heading,
            [
                Choice(
                    words=shortened(str(words), MOST_OF_A_CHOICE),
                    whole=str(words),
                    address=f"?{self.query(**{name: value})}",
                    is_chosen=self.chosen.get(name, "") == value,
                    number=number[0] if number else None,
                    id=f"{name}-{value or 'any'}",
                )
                for value, words, *number in choices
            ],
        )
