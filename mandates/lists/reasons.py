"""Why a deadline is what it is, in one line: paragraph, rule, adjustment; as mails, feeds and sheets print it."""

from django.utils.translation import gettext as _

from mandates.models import Deadline

from .wording import moved_words, rule_words, text_label


def source_of(deadline: Deadline) -> str:
    """The paragraph that the date comes from, as people cite it: "53/5, para. 9"; "" where no text is named."""
    text = deadline.source_resolution
    return text_label(text.symbol, deadline.source_paragraph) if text else ""


def rule_of(deadline: Deadline) -> str:
    """The rule in words: "10 weeks before HRC62 opens, house default"; "" for a step without a rule."""
    if deadline.rule is None:
        return ""
    session = str(deadline.session) if deadline.session else ""
    month = deadline.counted_on.month if deadline.counted_on else 0
    is_ours = deadline.rule.is_house_default
    return rule_words(deadline.offset_words, deadline.anchor, session, month, is_house_default=is_ours)


def adjustments_of(deadline: Deadline) -> list[str]:
    """What moved the date after it was counted: a day off, or a person's hand."""
    if deadline.set_by_hand:
        by = deadline.set_by
        return [_("set by %(person)s") % {"person": by.short_name} if by else _("set by hand")]
    return [moved_words(moved, deadline.due_on) for moved in deadline.adjustments]
