"""Every sentence that planning writes, or reading refuses with, can be translated."""

import ast
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from mandates import reading
from mandates.pages.refusals import REFUSALS
from mandates.pages.sentences import SENTENCES
from mandates.planning.rules import shipped_days_off, shipped_rules
from mandates.planning.standings import REASONS


def test_translators_find_every_reason_step_button_note_and_day_off():
    rules = shipped_rules()
    said = {*REASONS, *shipped_days_off([2026]).values()}
    said |= {words for rule in rules for words in (rule.step, rule.done_word, rule.note) if words}
    assert said <= set(SENTENCES)


def test_translators_find_every_sentence_with_which_reading_refuses():
    said = set()
    for source in Path(reading.__file__).parent.glob("*.py"):
        tree = ast.parse(source.read_text(encoding="utf-8"))
        named = {
            node.targets[0].id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ReadingError":
                parts = [part for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant | ast.Name)]
                words = [named.get(p.id) if isinstance(p, ast.Name) else p.value for p in parts]
                said |= {each for each in words if isinstance(each, str) and each.endswith(".")}
    assert len(said) > 20
    assert said == set(REFUSALS)


def test_a_file_that_cannot_be_read_says_why_in_the_language_of_the_reader(client, officer, db):
    client.force_login(officer)
    client.cookies["django_language"] = "fr"
    answer = client.post("/import/", {"files": SimpleUploadedFile("a.txt", b" ")})
    assert "Le fichier est vide" in answer.content.decode()
