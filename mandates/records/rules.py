"""Rules of the house that people change: each change is a version with its reason, and what it moves is shown first."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mandates.models import Rule, RuleVersion, User
from mandates.planning.leads import leads
from mandates.planning.offset_lines import FORMS, parse_offset
from mandates.planning.offsets import FirstSlot, LaterOf
from mandates.planning.rules import VISITS, submits_to_council
from mandates.planning.rules import Rule as RuleValues

from .changing import Made, carry_out
from .deadlines import NotAccepted
from .ground import Only
from .moves import Told

RULE_FIELDS = (
    "step", "done_word", "anchor", "offset", "is_ours", "is_event", "stage", "ends_with",
    "is_replaced_by_slot", "applies_to", "source", "is_house_default", "note",
    "owner_leads", "head_leads", "is_on", "position",
)  # fmt: skip
MAKES_DATES = {
    "step", "anchor", "offset", "is_ours", "is_event", "stage", "ends_with", "is_replaced_by_slot", "applies_to",
    "is_on",
}  # fmt: skip
COUNTED = {"anchor", "offset"}


def change_rule(
    rule: Rule, given: dict[str, Any], *, by: User | None, why: str, seen: str | None = None, today: date | None = None
) -> Told:
    """Give `rule` other values, some of RULE_FIELDS, as a new version, and replan the dates that it makes.

    Where another day is counted and the source stays, that source does not say it: it is a house default from then on.
    Raises NotAccepted, with nothing written, without a reason or for a rule that planning cannot read."""
    if not why.strip():
        raise NotAccepted(_("Say why the rule is changed: it is kept with the version. The rule was not changed."))
    kept = Rule.objects.get(pk=rule.pk)
    changed = {name: value for name, value in given.items() if value != getattr(kept, name)}
    if COUNTED.intersection(changed) and "source" not in changed and not kept.is_house_default:
        changed["is_house_default"] = True

    def make() -> Made:
        row = Rule.objects.select_for_update().get(pk=rule.pk)
        before = {name: getattr(row, name) for name in changed}
        new_version(row, changed, by=by, why=why)
        who = by.short_name if by else _("The office")
        return Made(
            heading=_("%(person)s changed the rule %(code)s, %(step)s: %(why)s")
            % {"person": who, "code": row.code, "step": _(row.step), "why": _ended(why)},
            from_value=_said(row, before, row.version - 1),
            to_value=_said(row, changed, row.version),
            about={"rule": row},
        )

    codes = frozenset(dependants(rule.code))
    concerned = (lambda: None) if MAKES_DATES & changed.keys() else set
    return carry_out(make, concerned, only=Only(rules=codes), by=by, why=why, seen=seen, today=today)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _said(rule: Rule, values: dict[str, Any], version: int) -> str:
    fields = {name: Rule._meta.get_field(name) for name in values}
    words = {name: dict(field.flatchoices) for name, field in fields.items()}
    said = "; ".join(f"{fields[name].verbose_name} {words[name].get(value, value)}" for name, value in values.items())
    return _("%(code)s, version %(version)d: %(values)s") % {"code": rule.code, "version": version, "values": said}


def offset_as_kept(typed: str) -> str:
    """The line of an offset as a person typed it, in the form that planning reads; ValidationError with every form
    that is understood where it means none."""
    offset = " ".join(typed.split())
    try:
        parse_offset(offset)
    except ValueError:
        raise ValidationError(
            _("“%(offset)s” cannot be read. The rule was not changed. Write one of: %(forms)s."),
            params={"offset": offset, "forms": "; ".join(FORMS)},
        ) from None
    return offset


def leads_as_kept(typed: str) -> str:
    """Days before (negative: after) as a person typed them, as "28,14,7,1"; ValidationError for anything else."""
    try:
        return ",".join(map(str, leads(typed)))
    except ValueError:
        raise ValidationError(
            _("“%(line)s” is no list of days. Write days before as 28,14,7,1 and days after as -1."),
            params={"line": typed},
        ) from None


def rule_values(rule: Rule) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in RULE_FIELDS}


def keep_version(rule: Rule, *, by: User | None, why: str) -> None:
    """Keep `rule` as it stands as the version that it has."""
    RuleVersion.objects.get_or_create(
        rule=rule, number=rule.version, defaults={"values": rule_values(rule), "made_by": by, "why": why}
    )


def new_version(rule: Rule, changed: dict[str, Any], *, by: User | None, why: str) -> None:
    """Write `rule` with what changed, as its next version; the one before is kept as it stood."""
    keep_version(rule, by=None, why="")
    for name, value in changed.items():
        setattr(rule, name, value)
    try:
        RuleValues.from_row({"code": rule.code, **rule_values(rule)})
    except ValueError as error:
        raise NotAccepted(_("%(error)s The rule was not changed.") % {"error": error}) from None
    rule.version += 1
    rule.changed_by, rule.changed_why = by, why
    rule.save()
    RuleVersion.objects.create(rule=rule, number=rule.version, values=rule_values(rule), made_by=by, why=why)


def dependants(code: str) -> set[str]:
    """The codes of the rules whose dates may move with the rule `code`: itself, and those that count from its day."""
    rules = [RuleValues.from_row(row) for row in Rule.objects.values()]
    found, size = {code}, 0
    while len(found) > size:
        size = len(found)
        for rule in rules:
            offset = rule.parsed
            counts_from = {rule.anchor} | ({offset.other} if isinstance(offset, LaterOf) else set())
            if counts_from & found:
                found.add(rule.code)
    visits = {rule.code for rule in rules if rule.applies_to == VISITS}
    slot = {rule.code for rule in rules if isinstance(rule.parsed, FirstSlot) or submits_to_council(rule)}
    # The slot of a visit's report is found with both: all its steps may go to another session.
    return found | visits if found & (slot | visits) else found
