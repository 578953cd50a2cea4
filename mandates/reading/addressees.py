"""Who is asked: the words between an asking verb and what is asked, told into the categories of the contract.

The table is tried at each place of the phrase, longest names first; what a name carries with it (the title of a
mandate, the instrument that States are parties to) is passed over, so that it names nobody by accident.
"""

from __future__ import annotations

import re
from functools import cache

from mandates.reading.states import known_state, state_names_pattern

# The title that a mandate, a body or a relative clause carries: up to a comma or to the next one named.
_TITLE = (
    r"(?:\s+(?:on|in\s+the\s+field\s+of|for|against|dealing\s+with|to\s+(?:advance|support|assist))\s+(?:(?!\s*,|\s+and\s+(?:the|all|other|"
    r"relevant|his|her|its|their|to|States|any|through|members)\b|\s+as\s+well\s+as\b|\s+together\s+with\b).)+)?"
)
_TABLE: tuple[tuple[str, str], ...] = (
    ("", r"non-?\s?governmental\s+(?=and\s+(?:inter|private|academ))"),
    ("High Commissioner", r"(?:United\s+Nations\s+)?High\s+Commissioner(?:\s+for\s+Human\s+Rights)?(?!\s+for\s+Refugees)(?:’s|'s)?(?!\s+Office)"),
    ("OHCHR", r"Office\s+of\s+(?:the\s+)?(?:United\s+Nations\s+)?(?:Office\s+of\s+the\s+)?High\s+Commissioner(?:\s+for\s+Human\s+Rights)?(?!\s+for\s+Refugees)"
     r"|OHCHR|(?:the|its|his|her)\s+Office\b(?!\s+(?:of|for))|(?:country|field|regional)\s+(?:office|presence)s?\s+of\s+the\s+Office"
     r"|High\s+Commissioner’s\s+Office"),
    ("UN system", r"Office\s+of\s+the\s+United\s+Nations\s+High\s+Commissioner\s+for\s+Refugees|United\s+Nations\s+High\s+Commissioner\s+for\s+Refugees"
     r"|Office\s+of\s+the\s+Secretary-General’s\s+[A-Z]\w+(?:\s+on\s+\w+)?|(?:Assistant|Deputy|Under)[\s-]Secretary-General" + _TITLE +
     r"|(?:Special|Personal)\s+(?:Representative|Envoy|Adviser|Advisor|Coordinator)s?(?:\s+of\s+the\s+Secretary-General)?" + _TITLE +
     r"|(?:Department|Office)\s+(?:of|for)\s+(?:the\s+)?(?:Coordination|Political|Peace|Global|Economic|Disarmament|Legal|Drugs|Genocide)[\w\s]{0,60}"
     r"|High\s+Representative\s+for\s+[\w\s]{0,60}|Secretariat\b(?!\s+of)"
     r"|United\s+Nations\s+(?:Educational,\s+Scientific\s+and\s+Cultural\s+Organization|Entity\s+for\s+Gender\s+Equality\s+and\s+the\s+Empowerment\s+of\s+Women(?:\s+\(UN-Women\))?|Office\s+on\s+Drugs\s+and\s+Crime|Children’s\s+Fund|Population\s+Fund|Development\s+Programme|Environment\s+Programme|Human\s+Settlements\s+Programme)"
     r"|Joint\s+United\s+Nations\s+Programme\s+on\s+HIV/AIDS|UN-Women|UNESCO|UNICEF|UNHCR|UNDP|UNFPA|UNAIDS"
     r"|World\s+Health\s+Organization|International\s+Labour\s+Organization|Food\s+and\s+Agriculture\s+Organization(?:\s+of\s+the\s+United\s+Nations)?|World\s+Food\s+Programme|International\s+Telecommunication\s+Union|World\s+Intellectual\s+Property\s+Organization|Intergovernmental\s+Panel\s+on\s+Climate\s+Change"),
    ("HRC President", r"President\s+of\s+the\s+(?:Human\s+Rights\s+)?Council"),
    ("Special Rapporteur", r"[Ss]pecial\s+[Rr]apporteurs?" + _TITLE + r"|the\s+Rapporteur\b"),
    ("Independent Expert", r"Independent\s+(?:Human\s+Rights\s+)?Experts?(?!\s+(?:Mechanism|Group|Committee))" + _TITLE + r"|independent\s+(?:human\s+rights\s+)?expert\b(?!s)" + _TITLE +
     r"|designated\s+(?:human\s+rights\s+)?expert" + _TITLE),
    ("Expert Mechanism", r"(?:International\s+Independent\s+)?[Ee]xpert\s+[Mm]echanism" + _TITLE),
    ("Working Group", r"(?:[Oo]pen-ended\s+)?(?:[Ii]ntergovernmental\s+)?[Ww]orking\s+[Gg]roups?(?:\s+of\s+Experts)?" + _TITLE +
     r"|Chair(?:person)?-?\s?Rapporteur(?:\s+of\s+the\s+(?:Intergovernmental\s+)?Working\s+Group" + _TITLE + r")?"),
    ("Commission of inquiry", r"(?:[Ii]ndependent\s+)?(?:[Ii]nternational\s+)?[Cc]ommission\s+of\s+[Ii]nquiry" + _TITLE + r"|Commission\s+on\s+Human\s+Rights\s+in\s+[A-Z]\w+(?:\s+[A-Z]\w+)*|(?:International\s+)?Commission\s+of\s+(?:Human\s+Rights\s+)?Experts" + _TITLE),
    ("Fact-finding mission", r"(?:[Ii]ndependent\s+)?(?:[Ii]nternational\s+)?[Ff]act-[Ff]inding\s+[Mm]ission" + _TITLE),
    ("Advisory Committee", r"Advisory\s+Committee(?!\s+on\s+Administrative)(?:\s+of\s+the\s+(?:Human\s+Rights\s+)?Council)?"),
    ("Other", r"(?:[Gg]roup|[Tt]eam)\s+of\s+(?:[Ii]ndependent\s+)?(?:[Ee]minent\s+)?(?:[Ii]nternational\s+|[Hh]uman\s+[Rr]ights\s+|[Rr]egional\s+|and\s+)*[Ee]xperts" + _TITLE +
     r"|[Ii]ndependent\s+[Ii]nvestigative\s+[Mm]echanism" + _TITLE),
    ("Special procedures", r"special\s+procedures?(?:\s+mandate[\s-]holders?)?(?:\s+(?:of|established\s+by)\s+the\s+(?:Human\s+Rights\s+)?Council)?|(?:thematic\s+)?mandate[\s-]holders?(?:\s+of\s+the\s+(?:Human\s+Rights\s+)?Council)?"),
    ("Treaty bodies", r"(?:human\s+rights\s+)?treaty[\s-]bod(?:y|ies)|Human\s+Rights\s+Committee|Committee\s+(?:on\s+(?:the\s+Rights\s+of|Economic|Enforced|Migrant|the\s+Elimination|the\s+Protection)|against\s+Torture)(?:(?!\s*,|\s+to\s|\s+and\s+the\s).)*|Subcommittee\s+on\s+Prevention"),
    ("NHRIs", r"(?:independent\s+)?(?:national\s+)?(?:independent\s+)?human\s+rights\s+institutions|national\s+institutions\s+for\s+the\s+promotion\s+and\s+protection\s+of\s+human\s+rights|national\s+human\s+rights\s+(?:commissions?|bodies)|ombuds\w+(?:\s+institutions)?|Global\s+Alliance\s+of\s+National\s+Human\s+Rights\s+Institutions|national\s+preventive\s+mechanisms|national\s+monitoring\s+bodies"),
    ("Human rights mechanisms", r"(?:representatives\s+and\s+)mechanisms\s+of\s+the\s+United\s+Nations(?:\s+in\s+the\s+field\s+of\s+human\s+rights)?|(?:(?:United\s+Nations|international|regional|other|relevant)\s+)*(?:international\s+|regional\s+|and\s+)*human\s+rights\s+(?:(?:bodies|mechanisms|procedures)(?:\s+and\s+(?:mechanisms|bodies|procedures))?)(?:\s+of\s+the\s+(?:Human\s+Rights\s+Council|United\s+Nations))?|(?:other\s+)?(?:relevant\s+)?(?:subsidiary\s+)?(?:bodies\s+and\s+)?mechanisms\s+of\s+the\s+(?:Human\s+Rights\s+)?Council|universal\s+periodic\s+review|other\s+mechanisms"),
    ("International and regional organizations", r"(?:(?:relevant|other|all|specialized|competent|global)\s+)*(?:international|regional|subregional|inter-?\s?governmental|multilateral|interregional)(?:\s*,\s*(?:and\s+)?(?:other\s+)?(?:international|regional|subregional|interregional|financial|intergovernmental)|\s+(?:and|or)\s+(?:other\s+)?(?:international|regional|subregional|inter-?\s?governmental|interregional|financial|humanitarian)|\s+(?:financial|economic|trade|monetary|development|humanitarian|integration|judicial|cooperation|intergovernmental|multilateral|relevant|and))*\s+(?:organi[sz]ations?|institutions?|agencies|bodies|entities|arrangements|organs|mechanisms|partners|initiatives|commissions)(?!\s+of\s+the\s+United\s+Nations)"
     r"|(?:inter-?\s?governmental)\s+(?=and\s+non-?\s?governmental)|(?:international|regional|intergovernmental)(?:\s*,\s*(?:regional|national|subregional|international))*\s+and\s+(?=non-?\s?governmental\s+organi)"
     r"|international,\s+regional\s+(?=and\s+(?:national\s+org|non))"
     r"|(?:international\s+)?financial\s+(?:and\s+(?:development|economic|monetary)\s+)?institutions|(?:multilateral\s+)?development\s+(?:banks|institutions|agencies|partners)|World\s+Bank(?:\s+Group)?|International\s+Monetary\s+Fund|World\s+Trade\s+Organization"
     r"|African\s+Union(?:\s+Commission)?|European\s+Union|Economic\s+Community\s+of\s+\w+\s+African\s+States|League\s+of\s+Arab\s+States|Organi[sz]ation\s+of\s+(?:Islamic\s+Cooperation|American\s+States|African\s+Unity)|Association\s+of\s+Southeast\s+Asian\s+Nations|Council\s+of\s+Europe|Organi[sz]ation\s+for\s+Security\s+and\s+Cooperation\s+in\s+Europe|Inter-Parliamentary\s+Union|International\s+Committee\s+of\s+the\s+Red\s+Cross|(?:sub)?regional\s+organi[sz]ations|International\s+(?:Criminal\s+Court|Olympic\s+Committee)|Southern\s+African\s+Development\s+Community|East\s+African\s+Community|Intergovernmental\s+Authority\s+on\s+Development|humanitarian\s+(?:organi[sz]ations|agencies|actors)|other\s+relevant\s+(?:bilateral\s+and\s+multilateral\s+)organi[sz]ations"),
    ("Civil society", r"(?:(?:local|national|representative|international)\s+)*civil\s+society(?:\s+(?:organi[sz]ations?|actors|groups|space|at\s+large))*|non-?\s?governmental\s+organi[sz]ations?|(?:representative\s+)?organi[sz]ations\s+(?:of|representing|led\s+by)\s+(?:persons|women|older|young|indigenous|children|peasants|rural|civil)(?:(?!\s*,|\s+and\s|\s+to\s).)*|(?:grass-?roots|community-based|women’s|youth(?:-led)?|faith-based|victims’|professional|human\s+rights|workers’)(?:(?:\s*,\s*|\s+and\s+)(?:grass-?roots|women’s|youth))?\s+(?:organi[sz]ations|groups|associations|networks)|human\s+rights\s+defenders|trade\s+unions"),
    ("Private sector", r"private\s+(?:sector|entities|actors|companies|enterprises)(?:\s+(?:actors|entities))?|business(?:es)?(?:\s+(?:enterprises|sector|entities|community|leaders|actors))?|(?:transnational\s+)?(?:corporations|corporate\s+(?:sector|actors))|(?:[\w-]+\s+)?companies|(?:technology|pharmaceutical|tobacco|food)\s+(?:industry|sector)|industry|employers|social\s+media\s+platforms|online\s+platforms"),
    ("Donors", r"(?:(?:bilateral|multilateral|international|potential)\s+)*donors?(?:\s+(?:countries|community|States|agencies))?"),
    ("International community", r"international\s+community(?:\s+as\s+a\s+whole)?"),
    ("Academia", r"academi(?:a|cs|c\s+(?:institutions?|community|experts)|c)|universities|research(?:ers|\s+institutions)|scientific\s+(?:community|institutions)|think\s+tanks|educational\s+institutions"),
    ("Media", r"(?:social\s+|mass\s+|public\s+and\s+private\s+)?media(?:\s+(?:outlets|workers|organi[sz]ations|professionals))?|journalists|the\s+press"),
    ("UN system", r"(?:(?:relevant|other|all|competent|specialized|and|the|appropriate)\s+)*(?:(?:organs?|bod(?:y|ies)|agenc(?:y|ies)|funds?|programmes?|entit(?:y|ies)|organi[sz]ations?|offices?|mechanisms?|institutions?|departments?|parts|presences?|country\s+teams?|specialized)(?:\s*,\s*(?:and\s+)?|\s+and\s+)?(?:relevant\s+|other\s+|specialized\s+)?){1,6}\s+(?:of|within|in)\s+the\s+United\s+Nations(?:\s+system)?"
     r"|United\s+Nations(?:\s+(?:system|development\s+system|human\s+rights\s+system|common\s+system|country\s+teams?|resident\s+coordinators?|(?:specialized\s+|relevant\s+)?(?:agenc(?:y|ies)|bod(?:y|ies)|entit(?:y|ies)|funds?|programmes?|organs?|organi[sz]ations?|offices?|peace(?:keeping)?\s+operations|missions?|departments?|institutions?)(?:(?:\s*,\s*|\s+and\s+|\s*,\s+and\s+)(?:specialized\s+)?(?:agenc(?:y|ies)|bod(?:y|ies)|entit(?:y|ies)|funds?|programmes?|organs?|mechanisms|organi[sz]ations|offices))*|[A-Z]\w+(?:\s+(?:[A-Z][\w’-]+|for|of|on|in|and|the(?=\s+[A-Z])))*))?(?:\s+system)?"
     r"|specialized\s+agencies(?:(?:\s*,\s*|\s+and\s+)(?:funds|programmes|bodies|entities|organi[sz]ations))*(?:\s+of\s+the\s+United\s+Nations(?:\s+system)?)?|(?:agencies|funds|programmes)(?:(?:\s*,\s*|\s+and\s+)(?:agencies|funds|programmes|bodies|entities))+|Economic\s+and\s+Social\s+Council|Peacebuilding\s+Commission|Commission\s+(?:on\s+the\s+Status\s+of\s+Women|for\s+Social\s+Development|on\s+Narcotic\s+Drugs)|resident\s+coordinators?|Inter-Agency\s+[\w\s]{3,40}|Permanent\s+Forum\s+on\s+[\w\s]{3,40}|Forum\s+on\s+[\w\s]{3,40}"),
    ("Secretary-General", r"Secretary-\s?General(?!’s|'s)"),
    ("General Assembly", r"General\s+Assembly(?!\s+resolution|’s)|the\s+Assembly\b"),
    ("Security Council", r"Security\s+Council(?!\s+resolution|’s)"),
    ("Human Rights Council", r"Human\s+Rights\s+Council(?!\s+(?:resolution|Advisory|mechanism|subsidiary)|’s)"),
    ("Political actors", r"political\s+(?:and\s+\w+\s+)?(?:parties|actors|leaders|forces|stakeholders|groups|opposition|figures)|parliament(?:s|arians)?|politicians"),
    ("Stakeholders", r"(?:(?:relevant|interested|concerned|other|national|international|key)\s+)*(?:multi-)?stakeholders?|(?:relevant|interested|concerned|other\s+concerned)\s+parties|(?:the\s+)?parties\s+concerned|(?:(?:relevant|other|all|public|local|non-State|national|regional|international|concerned|interested|development|State)\s+(?:and\s+)?)*\bactors\b|(?:relevant|interested|other|international|development)\s+partners"),
    ("Parties to conflict", r"(?:all\s+)?(?:the\s+)?(?:warring\s+|other\s+|concerned\s+)?parties(?:\s+to\s+(?:the\s+)?(?:armed\s+)?(?:conflicts?|hostilities))?(?!\s+to\s+the\s+(?:[A-Z]|present|Optional))|belligerents|(?:armed|rebel|militia|terrorist|paramilitary)[\w\s,-]{0,40}?(?:groups|forces|actors)|militias?|Mouvement(?:\s+(?!and\b|to\b)\w+){1,4}|(?:[A-Z]\w+\s+)+(?:Liberation\s+)?(?:Army|Front|Movement|Militia)|Taliban"),
    ("States", r"(?:(?:all|Member|member|other|those|host|concerned|donor|developed|developing|third)\s+)*(?:States|Governments|countries)(?:\s+(?:parties|Members?)(?:\s+(?:to|of)\s+(?:(?!\s*,|\s+and\s+(?:the|all|other)|\s+that\s|\s+to\s+[a-z]).)+)?)?(?:\s+(?:that|which|who|whose|in\s+which|where|with|in\s+whose|concerned|involved)\b(?:(?!\s*,|\s+and\s+(?:the|all|other|civil|relevant|international|regional)\b|\s+to\s+(?:[a-z]+)).)*)?|Member\s+States|State\s+part(?:y|ies)|national\s+Governments|High\s+Contracting\s+Parties|regional\s+groups|members\s+of\s+the\s+(?:Human\s+Rights\s+)?Council"),
    ("Other", r"independent\s+experts|indigenous\s+peoples|interested\s+institutions|individuals|religious\s+(?:leaders|communities|actors)|(?:relevant\s+|competent\s+)(?:national\s+|local\s+|judicial\s+)?(?:institutions|authorities)|local\s+(?:authorities|communities|governments)|de\s+facto\s+authorities|sports?\s+(?:organi[sz]ations|bodies|federations)|medical\s+[\w\s]{3,30}|parents|families|teachers|experts\b|organi[sz]ers"),
)  # fmt: skip
_WHO = re.compile(r"(?<![\w’-])(?:" + "|".join(f"(?P<_{place}>{pattern})" for place, (_, pattern) in enumerate(_TABLE)) + ")")
_RANKS = r"(?:(?:[Tt]ransitional|[Ff]ederal|[Pp]rovisional|[Ii]nterim|[Nn]ational|relevant|new|current|future|legitimate|military|security|judicial)\s+(?:and\s+)?)*"
_OFFICIAL = _RANKS + r"(?:[Gg]overnment|[Aa]uthorities|regime|[Dd]efence\s+[Ff]orces?|[Aa]rmed\s+[Ff]orces|[Ff]orces|[Aa]rmy|military|[Aa]dministration|leadership|[Pp]arliament)\b"


@cache
def _country() -> re.Pattern[str]:
    names = state_names_pattern()
    return re.compile(
        rf"{_OFFICIAL}\s+(?:of|in|on)\s+(?:the\s+)?(?P<of>{names})(?![\w-])"
        rf"|(?<![\w-])(?P<bare>{names})(?:’s|'s)?(?![\w-])(?:\s+{_OFFICIAL})?"
        rf"|\bthe\s+(?P<adjective>(?!(?:Human|United|National|Security|General|Member|Federal|Transitional|Interim|Special|Independent|Defence|Armed)\b)[A-Z]\w+(?:\s+[A-Z]\w+)?)\s+(?P<official>{_OFFICIAL})"
        rf"|\b(?:the|its|their|any)\s+(?P<plain>{_RANKS}(?:Government|[Aa]uthorities|regime|[Aa]rmed\s+[Ff]orces|Parliament|State(?!\s+(?:part|concerned|of\b|Member))|country(?=\s*$))\b(?!s)|national\s+authorities|(?:Lower|Upper)\s+House\s+of\s+Parliament|National\s+Assembly|Ministr?y?(?:er)?\s+(?:for|of)\s+(?:[A-Z][\w,]+\s*|and\s+|the\s+(?=[A-Z]))+)"
    )


def _adjective_state(adjective: str, about: str) -> str | None:
    """The State that an adjective belongs to: the one the text is about if its name begins alike, else the only one."""
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
    while place < len(phrase):
        who = _WHO.search(phrase, place)
        where = country.search(phrase, place)
        if where is not None and (
            who is None or where.start() <= who.start() or where.end() > who.end() and where.start() < who.end()
        ):
            state = _country_named(where, about)
            lead = phrase[: where.start()]
            if state and not _BELONGS.search(lead) and not (where["bare"] and _WHERE.search(lead)):
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
        category = _TABLE[int(who.lastgroup[1:])][0] if who.lastgroup else ""  # type: ignore[index]
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
        if relative := re.match(r"\s+(?:(?:to|towards|in|for|with|of)\s+wh(?:ich|om)|that|which|who|whose)\b[^,]*", phrase[place:]):
            place += relative.end()
    if (
        "Stakeholders" in found
        and "Parties to conflict" in found
        and re.search(r"parties\s+to\s+[a-z]", phrase) is None
        and "relevant parties" in phrase
    ):
        del found["Parties to conflict"]
    if not found:
        return ("Other",) if _RANK.sub("", phrase) else ("Unspecified",)
    return tuple(found)


def opens_with_somebody(phrase: str) -> bool:
    """Whether the first words of `phrase` name an addressee, after articles and the like."""
    lead = re.match(r"\s*(?:(?:and|all|the|other|relevant|its|any|those|also|as\s+well\s+as|including|in\s+particular|especially|both|to)\s+)*", phrase)
    at = lead.end() if lead else 0
    for place in {at, max(0, at - 4)}:
        if _WHO.match(phrase, place) or _country().match(phrase, place):
            return True
    return False


def _country_named(where: re.Match[str], about: str) -> str | None:
    printed = where["of"] or where["bare"]
    if printed:
        return re.sub(r"\s+", " ", printed)
    if where["adjective"]:
        return _adjective_state(where["adjective"], about)
    return about or None
