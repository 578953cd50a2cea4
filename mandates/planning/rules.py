"""Rules as data: what is to be done, how far from which day, for what, on whose word.

A rule is a row that a person can edit (`Rule.from_row`, `Rule.as_row`); the same fields are kept in the database. The
shipped rows are in ``sample/rules.json``; a row without an outside source says that it is a house default.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from dateutil.easter import easter

from .leads import leads
from .offset_lines import parse_offset
from .offsets import Offset

SHIPPED_RULES = Path(__file__).resolve().parent.parent / "sample" / "rules.json"

COUNCIL_BY_HOLDERS = "Council: written reports of mandate holders"
COUNCIL_DOCUMENTS = "Council: written documents"
COUNCIL_ALL = "Council: documents and oral updates"
ASSEMBLY_BY_HOLDERS = "Assembly: written reports of mandate holders"
ASSEMBLY_DOCUMENTS = "Assembly: written documents"
ASSEMBLY_ALL = "Assembly: documents and oral reports"
RENEWALS = "renewals"
DAYS_NAMED = "reports due by a day that the text names"
APPOINTMENTS = "appointment of the successor"
HOLDERS = "mandate holders in office"
VISIT_REQUESTS = "requests for a country visit"
VISITS = "country visits"
COMMUNICATIONS = "communications to States"
APPLIES_TO = (
    COUNCIL_BY_HOLDERS,
    COUNCIL_DOCUMENTS,
    COUNCIL_ALL,
    ASSEMBLY_BY_HOLDERS,
    ASSEMBLY_DOCUMENTS,
    ASSEMBLY_ALL,
    RENEWALS,
    DAYS_NAMED,
    APPOINTMENTS,
    HOLDERS,
    VISIT_REQUESTS,
    VISITS,
    COMMUNICATIONS,
)
# Opening and end of a session; opening of the Assembly; of its Third Committee; dialogue; adoption; taking office.
ANCHORS = ("S", "E", "O", "T", "D", "A", "H", "day named", "visit asked for", "visit ends", "letter sent")
RULE_CODE = re.compile(r"[A-Z]+\d+[a-z]?")  # the day of another rule for the same session is an anchor too

# Which stage of a report, or of a renewal, a step is: whoever marks it as done has recorded that stage.
CALL, FORECAST, INPUTS, OUTLINE, DRAFT = "call", "forecast", "inputs", "outline", "draft"
SUBMISSION, ISSUE, DIALOGUE = "submission", "issue", "dialogue"
ADOPTION, OUTCOME = "adoption", "outcome"
REPORT_STAGES = (FORECAST, INPUTS, OUTLINE, DRAFT, SUBMISSION, ISSUE, DIALOGUE)  # as a report passes them
STAGES = (CALL, *REPORT_STAGES, ADOPTION, OUTCOME)

# The record that ends a step, whether or not anybody marked it as done.
SYMBOL_AND_DIALOGUE, SUCCESSOR, ANSWER = "symbol and dialogue", "successor", "answer"
_OF_REPORTS = (SUBMISSION, ISSUE, DIALOGUE, SYMBOL_AND_DIALOGUE)
ENDS_WITH = {  # by what the rule applies to: the records that are kept of it. Nothing ("") is possible everywhere.
    **dict.fromkeys(APPLIES_TO[:6], _OF_REPORTS),
    RENEWALS: (OUTCOME,),
    DAYS_NAMED: (),
    APPOINTMENTS: (SUCCESSOR,),
    HOLDERS: (SUCCESSOR,),
    VISIT_REQUESTS: (ANSWER,),
    VISITS: (SUBMISSION,),
    COMMUNICATIONS: (ANSWER,),
}
AGREED_WITH_A_SLOT = frozenset({COUNCIL_BY_HOLDERS, COUNCIL_DOCUMENTS, ASSEMBLY_BY_HOLDERS, ASSEMBLY_DOCUMENTS})


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `offset` is a line that `offset_lines.parse_offset` reads; leads are days before (negative: after) the
    due day on which the owner or the head of unit is told. `is_event`: it merely happens and is never late.

    `stage` is one of STAGES or "": what a person records by marking the step as done. `ends_with` is the record that
    ends the step by itself (ENDS_WITH says which are possible), or "". `is_replaced_by_slot`: a date agreed with
    document management takes the place of the counted one (UN Geneva, instructions on documents).

    ValueError, in words for the person who edits it, where the row makes no sense."""

    code: str
    step: str
    done_word: str
    anchor: str
    offset: str
    applies_to: str
    is_ours: bool = False
    is_event: bool = False
    stage: str = ""
    ends_with: str = ""
    is_replaced_by_slot: bool = False
    source: str = ""
    is_house_default: bool = False
    note: str = ""
    owner_leads: tuple[int, ...] = ()
    head_leads: tuple[int, ...] = ()
    is_on: bool = True
    parsed: Offset = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.anchor not in ANCHORS and (not RULE_CODE.fullmatch(self.anchor) or self.anchor == self.code):
            raise ValueError(
                f"Rule {self.code}: “{self.anchor}” is no anchor. Write one of {', '.join(ANCHORS)}, "
                "or the code of another rule."
            )
        if self.applies_to not in APPLIES_TO:
            raise ValueError(
                f"Rule {self.code}: it applies to “{self.applies_to}”, which is not known here. "
                f"Write one of: {'; '.join(APPLIES_TO)}."
            )
        self._check_conditions()
        try:
            object.__setattr__(self, "parsed", parse_offset(self.offset))
        except ValueError as error:
            raise ValueError(f"Rule {self.code}: {error}") from None

    def _check_conditions(self) -> None:
        if self.stage and self.stage not in STAGES:
            raise ValueError(f"Rule {self.code}: “{self.stage}” is no stage. Write one of: {', '.join(STAGES)}.")
        possible = ENDS_WITH[self.applies_to]
        if self.ends_with and self.ends_with not in possible:
            written = ", ".join(f"“{each}”" for each in possible)
            raise ValueError(
                f"Rule {self.code}: “{self.ends_with}” is never recorded of {self.applies_to}, so the step would not "
                f"end by it. {f'Write {written}, or nothing' if written else 'Leave it out'}."
            )
        if self.is_replaced_by_slot and self.applies_to not in AGREED_WITH_A_SLOT:
            raise ValueError(f"Rule {self.code}: no slot is agreed with document management for {self.applies_to}.")

    @classmethod
    def from_row(cls, row: Mapping[str, object]) -> Rule:
        """A rule from a row as it is kept: strings, booleans, leads as "28,14,7,1" or as a list of numbers.

        Keys that are no field of a rule (who changed it, why) are passed over."""

        def text(name: str) -> str:
            return str(row.get(name) or "")

        return cls(
            code=text("code"),
            step=text("step"),
            done_word=text("done_word") or "Done",
            anchor=text("anchor"),
            offset=text("offset"),
            applies_to=text("applies_to"),
            is_ours=bool(row.get("is_ours", False)),
            is_event=bool(row.get("is_event", False)),
            stage=text("stage"),
            ends_with=text("ends_with"),
            is_replaced_by_slot=bool(row.get("is_replaced_by_slot", False)),
            source=text("source"),
            is_house_default=bool(row.get("is_house_default", False)),
            note=text("note"),
            owner_leads=_leads(row.get("owner_leads"), text("code")),
            head_leads=_leads(row.get("head_leads"), text("code")),
            is_on=bool(row.get("is_on", True)),
        )

    def as_row(self) -> dict[str, object]:
        """The same rule as a row: leads as "28,14,7,1"."""
        return {
            "code": self.code,
            "step": self.step,
            "done_word": self.done_word,
            "anchor": self.anchor,
            "offset": self.offset,
            "applies_to": self.applies_to,
            "is_ours": self.is_ours,
            "is_event": self.is_event,
            "stage": self.stage,
            "ends_with": self.ends_with,
            "is_replaced_by_slot": self.is_replaced_by_slot,
            "source": self.source,
            "is_house_default": self.is_house_default,
            "note": self.note,
            "owner_leads": ",".join(map(str, self.owner_leads)),
            "head_leads": ",".join(map(str, self.head_leads)),
            "is_on": self.is_on,
        }


def submits_to_council(rule: Rule) -> bool:
    """Whether the rule gives the day on which a report to the Council is submitted."""
    return rule.stage == SUBMISSION and rule.applies_to in (COUNCIL_DOCUMENTS, COUNCIL_BY_HOLDERS)


def _leads(value: object, code: str) -> tuple[int, ...]:
    """Days as a list or as "28,14,7,1", earliest first; empty where nobody is told."""
    line = value if isinstance(value, str) else ",".join(map(str, value)) if isinstance(value, Iterable) else str(value)
    try:
        return tuple(leads(line if value else ""))
    except ValueError:
        raise ValueError(
            f"Rule {code}: “{value}” is no list of days. Write days before as 28,14,7,1 and days after as -1."
        ) from None


@lru_cache(maxsize=1)
def shipped_rules() -> tuple[Rule, ...]:
    """The rules that the project ships, in the order of the life of a report, then of a renewal."""
    return tuple(Rule.from_row(row) for row in json.loads(SHIPPED_RULES.read_text(encoding="utf-8")))


@lru_cache(maxsize=8)
def _shipped_days_off(years: tuple[int, ...]) -> dict[date, str]:
    days = {}
    for year in years:
        sunday = easter(year)
        days[date(year, 1, 1)] = "1 January"
        days[sunday - timedelta(days=2)] = "Good Friday"
        days[sunday + timedelta(days=1)] = "Easter Monday"
        days[date(year, 12, 25)] = "25 December"
    return days


def shipped_days_off(years: Iterable[int]) -> Mapping[date, str]:
    """The days on which neither duty station works, by name: 1 January, Good Friday, Easter Monday, 25 December.

    House default; official lists of the duty stations are typed in by the people there."""
    return dict(_shipped_days_off(tuple(years)))
