"""Who is asked: the words between an asking verb and what is asked, told into the categories of the contract.

The table is tried at each place of the phrase, longest names first; what a name carries with it (the title of a
mandate, the instrument that States are parties to) is passed over, so that it names nobody by accident.
"""

from __future__ import annotations

import re
from functools import cache

from mandates.reading.addressee_names import CATEGORIES, WHO
from mandates.reading.states import known_state, state_names_pattern

_RANKS = (
    r"(?:(?:[Tt]ransitional|[Ff]ederal|[Pp]rovisional|[Ii]nterim|[Nn]ational|relevant|competent|new|current|future|legitimate"
    r"|military|security|judicial)\s+(?:and\s+)?)*"
)
_OFFICIAL = (
    _RANKS
    + r"(?:[Gg]overnment|[Aa]uthorities|regime|[Dd]efence\s+[Ff]orces?|[Aa]rmed\s+[Ff]orces|[Ff]orces|[Aa]rmy|military"
    r"|[Aa]dministration|leadership|[Pp]arliament)\b"
)


@cache
def _country() -> re.Pattern[str]:
    names = state_names_pattern()
    return re.compile(
        rf"{_OFFICIAL}\s+(?:of|in|on)\s+(?:the\s+)?(?P<of>{names})(?![\w-])"
        rf"|(?<![\w-])(?P<bare>{names})(?:’s|'s)?(?![\w-])(?:\s+{_OFFICIAL})?"
        rf"|\bthe\s+(?P<adjective>(?!(?:Human|United|National|Security|General|Member|Federal|Transitional|Interim"
        rf"|Special|Independent|Defence|Armed)\b)[A-Z]\w+(?:\s+[A-Z]\w+)?)\s+(?P<official>{_OFFICIAL})"
        rf"|\b(?:the|its|their|any)\s+(?!{_OFFICIAL}\s+(?:of(?!\s+National\s+[A-Z])|on)\s)(?P<plain>{_RANKS}(?:Government|[Aa]uthorities|regime|[Aa]rmed\s+[Ff]orces"
        rf"|Parliament|State(?!\s+(?:part|concerned|of\b|Member))|country(?=\s*$))\b(?!s)|national\s+authorities"
        rf"|{_RANKS}Government\s+of\s+National\s+[A-Z]\w+"
        rf"|(?:Lower|Upper)\s+House\s+of\s+Parliament|National\s+Assembly|Ministr?y?(?:er)?\s+(?:for"
        rf"|of)\s+(?:[A-Z][\w,]+\s*|and\s+|the\s+(?=[A-Z]))+)"
    )


def _adjective_state(adjective: str, about: str) -> str | None:
    """The State that an adjective belongs to: the one the text is about if its name begins alike, else the only "
    "one."""
    if about and about[:4].lower() == adjective[:4].lower():
        return about
    alike = {name for name in map(str, state_names_pattern().split("|")) if name[:5].lower() == adjective[:5].lower()}
    canonical = {known_state(name.replace("\\", "")) for name in alike} - {None}
    return canonical.pop() if len(canonical) == 1 else (about or None)


_WHERE = re.compile(r"\b(?:in|from|to|within|with|across|for|on|(?:north|south|east|west)\w*)\s+(?:the\s+)?$")
_BELONGS = re.compile(r"(?:\bof|’s)\s+(?:the\s+)?(?:United\s+Nations\s+)?$")
_RANK = re.compile(r"\b(?:all|the|other|relevant|and|its|any|those)\b|[\s,]+")


def addressees_of(phrase: str, about: str = "") -> tuple[str, ...]:
    """The canonical addressees named in `phrase`, in order; ("Other",) where it names somebody we cannot place.

    `about` is the State that the resolution's title names, for "the Government" and "the national authorities".
    """
    found = dict[str, None]()
    place = 0
    country = _country()
    who, where = WHO.search(phrase), country.search(phrase)
    while place < len(phrase):
        # search again only behind what was passed over: a long phrase is walked through once
        if who is not None and who.start() < place:
            who = WHO.search(phrase, place)
        if where is not None and where.start() < place:
            where = country.search(phrase, place)
        if where is not None and (
            who is None or where.start() <= who.start() or (where.end() > who.end() and where.start() < who.end())
        ):
            state = _country_named(where, about)
            lead = phrase[: where.start()]
            if state and not _BELONGS.search(lead) and not (not where["of"] and _WHERE.search(lead)):
                found[f"Country: {state}"] = None
                place = where.end()
                # "Israel, the occupying Power"
                if power := re.match(r"\s*,\s*the\s+occupying\s+Power\s*,?", phrase[place:]):
                    place += power.end()
                continue
            if who is None or who.start() >= where.end():
                if where["official"] or where["plain"]:
                    found["Other"] = None
                place = where.end()
                continue
        if who is None:
            break
        category = CATEGORIES[int(who.lastgroup[1:])] if who.lastgroup else ""
        if category and not (
            category
            in (
                "Human Rights Council",
                "General Assembly",
                "Security Council",
                "Secretary-General",
                "High Commissioner",
            )
            and _BELONGS.search(phrase[: who.start()])
        ):
            found[category] = None
        place = max(who.end(), place + 1)
        # what is said about those named names nobody further: "parties that have not yet accepted the findings of …"
        if relative := re.match(
            r"\s+(?:(?:to|towards|in|for|with|of)\s+wh(?:ich|om)|that|which|who|whose)\b[^,]*", phrase[place:]
        ):
            place += relative.end()
    if (
        "Stakeholders" in found
        and "Parties to conflict" in found
        and re.search(r"parties\s+to\s+[a-z]", phrase) is None
        and "relevant parties" in phrase
    ):
        del found["Parties to conflict"]
    if not found and is_name_of_a_group(phrase):
        return ("Parties to conflict",)
    if not found:
        return ("Other",) if _RANK.sub("", phrase) else ("Unspecified",)
    return tuple(found)


# A proper name of one word, with its article and without a noun that says what it is: a movement or an armed group.
_ONE_NAME = re.compile(
    r"\bthe\s+(?P<name>[A-Z][\w‘’'-]{3,})(?:\s+(?:in\s+particular|movement|leadership|fighters))?\s*,?\s*$"
)
# Words that name an office or a body of some organisation, written with a capital where one is meant.
_OFFICE = re.compile(
    r"(?:[A-Z]\w*(?:[ts]ion|ment|ence|ance|ship|ty|or|er|ers|ors|ee|ees|ium|ism|ary|ariat|um|ing)s?"
    r"|Council|Court|Group|Board|Chair|Body|Bodies|Fund|Bank|Union|Congress|Bureau|Troika|President|Presidents|Parties"
    r"|Envoy|Expert|Experts|Panel|Network|Alliance|Task|Team|Unit|State|States|Office|Agency|Programme|Institute"
    r"|Registrar|Judge|Tribunal|Church|Senate|Cabinet|Holy)$"
)


def is_name_of_a_group(phrase: str) -> bool:
    """Whether `phrase` ends in nothing but the name of a group: no office of an organisation, no people of a State."""
    named = _ONE_NAME.search(phrase)
    if named is None or _OFFICE.match(named["name"]):
        return False
    return not any(state.startswith(named["name"][:4]) for state in state_names_pattern().split("|"))


def opens_with_somebody(phrase: str) -> bool:
    """Whether the first words of `phrase` name an addressee, after articles and the like."""
    lead = re.match(
        r"\s*(?:(?:and|all|the|other|relevant|its|any|those|also|as\s+well\s+as|including|in\s+particular"
        r"|especially|both|to)\s+)*",
        phrase,
    )
    at = lead.end() if lead else 0
    # a name may begin with its article: "the Office", "the Government"
    return any(WHO.match(phrase, place) or _country().match(phrase, place) for place in (at, max(0, at - 4)))


def _country_named(where: re.Match[str], about: str) -> str | None:
    printed = where["of"] or where["bare"]
    if printed:
        return re.sub(r"\s+", " ", printed)
    if where["adjective"]:
        return _adjective_state(where["adjective"], about)
    return about or None
