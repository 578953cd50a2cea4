"""Why a date is what it is, in one line: paragraph, rule, adjustment."""

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mandates.models import Deadline
from mandates.planning.days import AGREED_SLOT
from mandates.planning.offsets import parse_offset


def source_words(deadline: Deadline) -> str:
    """The paragraph that the date comes from, as people cite it: "53/5, para. 9"; "" where no text is named."""
    text = deadline.source_resolution
    if text is None:
        return ""
    if not deadline.source_paragraph:
        return text.short_symbol
    return _("%(text)s, para. %(paragraph)s") % {"text": text.short_symbol, "paragraph": deadline.source_paragraph}


def rule_words(deadline: Deadline) -> str:
    """The rule in words: "10 weeks before HRC62 opens", "first week of April"; and "house default" where it is ours.

    "" for a step without a rule. The offset may be kept as planning writes it ("-P10W") or in its words."""
    if deadline.rule is None or not deadline.offset_words:
        return ""
    if deadline.anchor == AGREED_SLOT:
        return _("slot agreed with document management")
    words = _offset_words(deadline.offset_words)
    if words.endswith((" before", " after")):
        words = f"{words} {_anchor_words(deadline)}".strip()
    return _("%(rule)s, house default") % {"rule": words} if deadline.rule.is_house_default else words


@lru_cache(maxsize=256)
def _offset_words(kept: str) -> str:
    try:
        return parse_offset(kept).words
    except ValueError:
        return kept


def adjustment_words(deadline: Deadline) -> list[str]:
    """What moved the date after it was counted: a day off, or a person's hand."""
    if deadline.set_by_hand:
        by = deadline.set_by
        return [_("set by %(person)s") % {"person": by.short_name} if by else _("set by hand")]
    moved = []
    for step in deadline.adjustments:
        day = date_format(date.fromisoformat(step["from"]), "D j M")
        moved.append(_("moved from %(day)s, %(why)s") % {"day": day, "why": _(step["why"])})
    return moved


def _anchor_words(deadline: Deadline) -> str:
    session = deadline.session or _("the session")
    words = {
        "S": _("%(session)s opens"),
        "E": _("%(session)s closes"),
        "O": _("%(session)s opens"),
        "T": _("the Third Committee opens"),
        "D": _("the dialogue"),
        "A": _("the adoption"),
    }
    return words.get(deadline.anchor, "") % {"session": session}
