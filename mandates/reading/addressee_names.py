"""The names by which texts call those they ask, told into the categories of the contract: a plain table.

How a name is written here: "| " begins another name, a line without it continues the one above ("~" stands for the
space between them), a space is any white space, and the rest is a regular expression. {title} is the title that a
mandate or a body carries with it, up to a comma or to the next one named; it names nobody by accident.
The order counts where two names begin at one place: the first that fits is taken.
"""

from __future__ import annotations

import re

_TITLE = (
    r"(?: (?:on|in the field of|for|against|dealing with|to (?:advance|support|assist)) "
    r"(?:(?!\s*,| and (?:the|all|other|relevant|his|her|its|their|to|States|any|through|members)\b"
    r"| as well as\b| together with\b).)+)?"
)

_NAMES: tuple[tuple[str, str], ...] = (
    (
        "",
        r"""
        | non-?\s?governmental (?=and (?:inter|private|academ))
        """,
    ),
    (
        "High Commissioner",
        r"""
        | (?:United Nations )?High Commissioner(?: for Human Rights)?(?! for Refugees)(?:’s|'s)?(?! Office)
        """,
    ),
    (
        "OHCHR",
        r"""
        | Office of (?:the )?(?:United Nations )?(?:Office of the )?High Commissioner(?: for Human
          ~ Rights)?(?! for Refugees)
        | OHCHR
        | (?:the|its|his|her) Office\b(?! (?:of|for))
        | (?:country|field|regional) (?:office|presence)s? of the Office
        | High Commissioner’s Office
        """,
    ),
    (
        "UN system",
        r"""
        | Office of the United Nations High Commissioner for Refugees
        | United Nations High Commissioner for Refugees
        | Office of the Secretary-General’s [A-Z]\w+(?: on \w+)?
        | (?:Assistant|Deputy|Under)[\s-]Secretary-General{title}
        | (?:Special|Personal) (?:Representative|Envoy|Adviser|Advisor|Coordinator)s?(?: of the
          ~ Secretary-General)?{title}
        | (?:Department|Office) (?:of|for) (?:the )?(?:Coordination|Political|Peace|Global|Economic
          |Disarmament|Legal|Drugs|Genocide)[\w\s]{0,60}
        | High Representative for [\w\s]{0,60}
        | Secretariat\b(?! of)
        | United Nations (?:Educational, Scientific and Cultural Organization|Entity for Gender Equality
          ~ and the Empowerment of Women(?: \(UN-Women\))?|Office on Drugs and Crime|Children’s Fund
          |Population Fund|Development Programme|Environment Programme|Human Settlements Programme)
        | Joint United Nations Programme on HIV/AIDS
        | UN-Women|UNESCO|UNICEF|UNHCR|UNDP|UNFPA|UNAIDS|World Health Organization
        | International Labour Organization
        | Food and Agriculture Organization(?: of the United Nations)?
        | World Food Programme
        | International Telecommunication Union
        | World Intellectual Property Organization
        | Intergovernmental Panel on Climate Change
        """,
    ),
    (
        "HRC President",
        r"""
        | President of the (?:Human Rights )?Council
        """,
    ),
    (
        "Special Rapporteur",
        r"""
        | [Ss]pecial [Rr]apporteurs?{title}
        | the Rapporteur\b
        """,
    ),
    (
        "Independent Expert",
        r"""
        | Independent (?:Human Rights )?Experts?(?! (?:Mechanism|Group|Committee)){title}
        | independent (?:human rights )?expert\b(?!s){title}
        | designated (?:human rights )?expert{title}
        """,
    ),
    (
        "Expert Mechanism",
        r"""
        | (?:International Independent )?[Ee]xpert [Mm]echanism{title}
        """,
    ),
    (
        "Working Group",
        r"""
        | (?:[Oo]pen-ended )?(?:[Ii]ntergovernmental )?[Ww]orking [Gg]roups?(?: of Experts)?{title}
        | Chair(?:person)?-?\s?Rapporteur(?: of the (?:Intergovernmental )?Working Group{title})?
        """,
    ),
    (
        "Commission of inquiry",
        r"""
        | (?:[Ii]ndependent )?(?:[Ii]nternational )?[Cc]ommission of [Ii]nquiry{title}
        | Commission on Human Rights in [A-Z]\w+(?: [A-Z]\w+)*
        | (?:International )?Commission of (?:Human Rights )?Experts{title}
        """,
    ),
    (
        "Fact-finding mission",
        r"""
        | (?:[Ii]ndependent )?(?:[Ii]nternational )?[Ff]act-[Ff]inding [Mm]ission{title}
        """,
    ),
    (
        "Advisory Committee",
        r"""
        | Advisory Committee(?! on Administrative)(?: of the (?:Human Rights )?Council)?
        """,
    ),
    (
        "Other",
        r"""
        | (?:[Gg]roup|[Tt]eam) of (?:[Ii]ndependent )?(?:[Ee]minent )?(?:[Ii]nternational |[Hh]uman
          ~ [Rr]ights |[Rr]egional |and )*[Ee]xperts{title}
        | [Ii]ndependent [Ii]nvestigative [Mm]echanism{title}
        """,
    ),
    (
        "Special procedures",
        r"""
        | special procedures?(?: mandate[\s-]holders?)?(?: (?:of|established by) the (?:Human Rights
          ~ )?Council)?
        | (?:thematic )?mandate[\s-]holders?(?: of the (?:Human Rights )?Council)?
        """,
    ),
    (
        "Treaty bodies",
        r"""
        | (?:human rights )?treaty[\s-]bod(?:y|ies)
        | Human Rights Committee
        | Committee (?:on (?:the Rights of|Economic|Enforced|Migrant|the Elimination|the Protection)
          |against Torture)(?:(?!\s*,| to\s| and the\s).)*
        | Subcommittee on Prevention
        """,
    ),
    (
        "NHRIs",
        r"""
        | (?:independent )?(?:national )?(?:independent )?human rights institutions
        | national institutions for the promotion and protection of human rights
        | national human rights (?:commissions?|bodies)
        | ombuds\w+(?: institutions)?
        | Global Alliance of National Human Rights Institutions
        | national preventive mechanisms
        | national monitoring bodies
        """,
    ),
    (
        "Human rights mechanisms",
        r"""
        | (?:representatives and )mechanisms of the United Nations(?: in the field of human rights)?
        | (?:(?:United Nations|international|regional|other|relevant) )*(?:international |regional |and
          ~ )*human rights (?:(?:bodies|mechanisms|procedures)(?: and (?:mechanisms|bodies|procedures))?)(?:
          ~ of the (?:Human Rights Council|United Nations))?
        | (?:other )?(?:relevant )?(?:subsidiary )?(?:bodies and )?mechanisms of the (?:Human Rights
          ~ )?Council
        | universal periodic review|other mechanisms
        """,
    ),
    (
        "International and regional organizations",
        r"""
        | (?:(?:relevant|other|all|specialized|competent|global) )*(?:international|regional|subregional
          |inter-?\s?governmental|multilateral|interregional)(?:\s*,\s*(?:and )?(?:other )?(?:international
          |regional|subregional|interregional|financial|intergovernmental)| (?:and|or) (?:other
          ~ )?(?:international|regional|subregional|inter-?\s?governmental|interregional|financial
          |humanitarian)| (?:financial|economic|trade|monetary|development|humanitarian|integration
          |judicial|cooperation|intergovernmental|multilateral|relevant|and))* (?:organi[sz]ations?
          |institutions?|agencies|bodies|entities|arrangements|organs|mechanisms|partners|initiatives
          |commissions)(?! of the United Nations)
        | (?:inter-?\s?governmental) (?=and non-?\s?governmental)
        | (?:international|regional|intergovernmental)(?:\s*,\s*(?:regional|national|subregional
          |international))* and (?=non-?\s?governmental organi)
        | international, regional (?=and (?:national org|non))
        | (?:international )?financial (?:and (?:development|economic|monetary) )?institutions
        | (?:multilateral )?development (?:banks|institutions|agencies|partners)
        | (?:[A-Z]\w+ ){1,5}(?:Bank(?: Group)?|Monetary Fund|Trade Organi[sz]ation)
        | (?:[A-Z][\w-]+ ){1,5}Union(?: Commission)?
        | (?:[A-Z]\w+ )?(?:Community|League|Commonwealth) of (?:[A-Z]\w+ ){1,5}States
        | (?:[A-Z]\w+ ){1,5}(?:Development )?Community
        | Organi[sz]ation (?:of|for) [A-Z]\w+(?: (?:and |in )?[A-Z]\w+){0,6}
        | Association of (?:[A-Z]\w+ ){1,5}Nations
        | Council of [A-Z]\w+
        | International (?:[A-Z]\w+ )?(?:Court|Committee)(?: of the [A-Z]\w+(?: [A-Z]\w+){0,6})?
        | Intergovernmental Authority on [A-Z]\w+
        | (?:sub)?regional organi[sz]ations
        | humanitarian (?:organi[sz]ations|agencies|actors)
        | other relevant (?:bilateral and multilateral )organi[sz]ations
        """,
    ),
    (
        "Civil society",
        r"""
        | (?:(?:local|national|representative|international) )*civil society(?: (?:organi[sz]ations?|actors
          |groups|space|at large))*
        | non-?\s?governmental organi[sz]ations?
        | representative organi[sz]ations\b(?! of)
        | (?:representative )?organi[sz]ations (?:of|representing|led by) (?:persons|women|older|young
          |indigenous|children|peasants|rural|civil)(?:(?!\s*,| and\s| to\s).)*
        | (?:grass-?roots|community-based|women’s|youth(?:-led)?|faith-based|victims’|professional|human
          ~ rights|workers’)(?:(?:\s*,\s*| and )(?:grass-?roots|women’s|youth))? (?:organi[sz]ations|groups
          |associations|networks)
        | human rights defenders|trade unions
        """,
    ),
    (
        "Private sector",
        r"""
        | private (?:sector|entities|actors|companies|enterprises)(?: (?:actors|entities))?
        | business(?:es)?(?: (?:enterprises|sector|entities|community|leaders|actors))?
        | (?:transnational )?(?:corporations|corporate (?:sector|actors))
        | (?:[\w-]+ )?companies
        | (?:technology|pharmaceutical|tobacco|food) (?:industry|sector)
        | industry|employers|social media platforms|online platforms
        """,
    ),
    (
        "Donors",
        r"""
        | (?:(?:bilateral|multilateral|international|potential) )*donors?(?: (?:countries|community|States
          |agencies))?
        """,
    ),
    (
        "International community",
        r"""
        | international community(?: as a whole)?
        """,
    ),
    (
        "Academia",
        r"""
        | academi(?:a|cs|c (?:institutions?|community|experts)|c)
        | universities|research(?:ers| institutions)
        | scientific (?:community|institutions)
        | think tanks|educational institutions
        """,
    ),
    (
        "Media",
        r"""
        | (?:social |mass |public and private )?media(?: (?:outlets|workers|organi[sz]ations
          |professionals))?
        | journalists|the press
        """,
    ),
    (
        "UN system",
        r"""
        | (?:(?:relevant|other|all|competent|specialized|and|the|appropriate) )*(?:(?:organs?|bod(?:y|ies)
          |agenc(?:y|ies)|funds?|programmes?|entit(?:y|ies)|organi[sz]ations?|offices?|mechanisms?
          |institutions?|departments?|parts|presences?|country teams?|specialized)(?:\s*,\s*(?:and )?| and
          ~ )?(?:relevant |other |specialized )?){1,6} (?:of|within|in) the United Nations(?: system)?
        | United Nations(?: (?:system|development system|human rights system|common system|country teams?
          |resident coordinators?|(?:specialized |relevant )?(?:agenc(?:y|ies)|bod(?:y|ies)|entit(?:y|ies)
          |funds?|programmes?|organs?|organi[sz]ations?|offices?|peace(?:keeping)? operations|missions?
          |departments?|institutions?)(?:(?:\s*,\s*| and |\s*, and )(?:specialized )?(?:agenc(?:y|ies)
          |bod(?:y|ies)|entit(?:y|ies)|funds?|programmes?|organs?|mechanisms|organi[sz]ations|offices))*
          |[A-Z]\w+(?: (?:[A-Z][\w’-]+|for|of|on|in|and|the(?= [A-Z])))*))?(?: system)?
        | specialized agencies(?:(?:\s*,\s*| and )(?:funds|programmes|bodies|entities
          |organi[sz]ations))*(?: of the United Nations(?: system)?)?
        | (?:agencies|funds|programmes)(?:(?:\s*,\s*| and )(?:agencies|funds|programmes|bodies|entities))+
        | Economic and Social Council|Peacebuilding Commission
        | Commission (?:on the Status of Women|for Social Development|on Narcotic Drugs)
        | resident coordinators?|Inter-Agency [\w\s]{3,40}
        | Permanent Forum on [\w\s]{3,40}
        | Forum on [\w\s]{3,40}
        """,
    ),
    (
        "Secretary-General",
        r"""
        | Secretary-\s?General(?!’s|'s)
        """,
    ),
    (
        "General Assembly",
        r"""
        | General Assembly(?! resolution|’s)
        | the Assembly\b
        """,
    ),
    (
        "Security Council",
        r"""
        | Security Council(?! resolution|’s)
        """,
    ),
    (
        "Human Rights Council",
        r"""
        | Human Rights Council(?! (?:resolution|Advisory|mechanism|subsidiary)|’s)
        """,
    ),
    (
        "Political actors",
        r"""
        | political (?:and \w+ )?(?:parties|actors|leaders|forces|stakeholders|groups|opposition|figures)
        | parliament(?:s|arians)?|politicians
        """,
    ),
    (
        "Stakeholders",
        r"""
        | (?:(?:relevant|interested|concerned|other|national|international|key) )*(?:multi-)?stakeholders?
        | (?:relevant|interested|concerned|other concerned) parties
        | (?:the )?parties concerned
        | (?:(?:relevant|other|all|public|local|non-State|national|regional|international|concerned
          |interested|development|State) (?:and )?)*\bactors\b
        | (?:(?:relevant|interested|other|international|development|bilateral|its|all) )*partners(?!
          ~ (?:States|countries))
        """,
    ),
    (
        "Parties to conflict",
        r"""
        | (?:all )?(?:the )?(?:warring |other |concerned )?parties(?: to (?:the )?(?:armed )?(?:conflicts?
          |hostilities))?(?! to the (?:[A-Z]|present|Optional))
        | belligerents
        | signator(?:y|ies)(?: parties)? (?:of|to) the (?:(?!\s*,| to [a-z]).)*?(?:[Pp]eace|[Cc]ease-?\s?fire
          |[Tt]ruce)[^,]*?(?= to [a-z]|\s*,|$)
        | (?:armed|rebel|militia|terrorist|paramilitary)[\w\s,-]{0,40}?(?:groups|forces|actors)
        | militias?
        | (?:[Mm]ou?vi?e?ment|Movimiento|Front|Army|Forces?) (?:de|du|des|of|for|pour|para)\b(?: (?!and\b|to\b)\w+){1,4}
        | (?:[A-Z]\w+ ){1,5}(?:Liberation )?(?:Army|Front|Movement|Militia)
        """,
    ),
    (
        "States",
        r"""
        | (?:(?:all|Member|member|other|those|host|concerned|donor|developed|developing|third) )*(?:States
          |Governments|countries)(?: (?:parties|Members?)(?: (?:to|of) (?:(?!\s*,| and (?:the|all|other)|
          ~ that\s| to [a-z]).)+)?)?(?: (?:that|which|who|whose|in which|where|with|in whose|concerned
          |involved)\b(?:(?!\s*,| and (?:the|all|other|civil|relevant|international|regional)\b| to
          ~ (?:[a-z]+)).)*)?
        | Parties\b(?! of)|Member States|State part(?:y|ies)|national Governments|High Contracting Parties
        | regional groups
        | members of the (?:Human Rights )?Council
        """,
    ),
    (
        "Other",
        r"""
        | independent experts|indigenous peoples|interested institutions|individuals
        | religious (?:leaders|communities|actors)
        | (?:relevant |competent )(?:national |local |judicial )?(?:institutions|authorities)
        | local (?:authorities|communities|governments)
        | de facto authorities
        | sports? (?:organi[sz]ations|bodies|federations)
        | medical [\w\s]{3,30}|parents|families|teachers|experts\b|organi[sz]ers
        """,
    ),
)


def _pattern(names: str) -> str:
    pattern = ""
    for line in names.strip().splitlines():
        line = line.strip()
        if line.startswith("| "):
            pattern += ("|" if pattern else "") + line[2:]
        else:
            pattern += line.replace("~", "", 1)
    return pattern.replace("{title}", _TITLE).replace(" ", r"\s+")


CATEGORIES: tuple[str, ...] = tuple(category for category, _ in _NAMES)
# The group "_3" is the fourth row of the table.
WHO = re.compile(r"(?<![\w’-])(?:" + "|".join(f"(?P<_{n}>{_pattern(p)})" for n, (_, p) in enumerate(_NAMES)) + ")")
