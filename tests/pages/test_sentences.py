"""Every sentence that planning writes can be translated."""

from mandates.pages.sentences import SENTENCES
from mandates.planning.rules import shipped_days_off, shipped_rules
from mandates.planning.standings import REASONS


def test_translators_find_every_reason_step_button_note_and_day_off():
    rules = shipped_rules()
    said = {*REASONS, *shipped_days_off([2026]).values()}
    said |= {words for rule in rules for words in (rule.step, rule.done_word, rule.note) if words}
    assert said <= set(SENTENCES)
