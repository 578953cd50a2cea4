"""Which paragraph became which: by likeness, not by number; and which words changed."""

import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from mandates.reading import read
from mandates.reading.comparing import compared, counted, likeness_of, same_verb, word_runs
from tests.conftest import SHARED

CORPUS = SHARED / "corpus"
SAMPLE = Path(__file__).resolve().parents[2] / "mandates" / "sample" / "resolution-44-11.txt"


@dataclass(frozen=True)
class Para:
    verb: str
    text: str


LIGHTS = Para(
    "Reaffirms", "Reaffirms that every coast needs its lights, and that keepers serve all who sail past them;"
)
EXTENDS = Para("Decides", "Decides to extend the mandate of the Expert on lighthouses for a period of three years;")
ROOTS = Para(
    "Decides",
    "Decides to extend the mandate of Expert on lighthouses for a period of three years, as established in its earlier"
    " decision and confirmed since, and to review it in due course;",
)
KEEPERS = Para("Requests", "Requests all States to supply keepers with oil, wicks and whatever else they ask for;")
CLOSES = Para("Decides", "Decides to remain seized of the matter.")
THANKS = Para("Takes note", "Takes note of the report of the Expert on lighthouses;")
PRAISE = Para(
    "Takes note with appreciation", "Takes note with appreciation of the report of the Expert on lighthouses;"
)


def changes(old, new):
    return [(pair.old, pair.new, pair.change) for pair in compared(old, new)]


def test_a_paragraph_is_found_again_under_another_number():
    assert changes([LIGHTS, EXTENDS, KEEPERS, CLOSES], [KEEPERS, CLOSES]) == [
        (0, None, "dropped"), (1, None, "dropped"), (2, 0, "same"), (3, 1, "same"),
    ]  # fmt: skip


def test_the_same_leading_verb_pairs_an_extension_that_is_reworded_most_of_all():
    assert changes([EXTENDS, CLOSES], [ROOTS, CLOSES]) == [(0, 0, "reworded"), (1, 1, "same")]


def test_a_word_or_two_is_a_small_change_and_counts_words_not_marks():
    other = Para("Requests", KEEPERS.text.replace("oil, wicks", "oil wicks").replace("all States", "States"))
    pair = compared([KEEPERS], [other])[0]
    assert (pair.change, pair.added, pair.cut) == ("small", 0, 1)


def test_what_stands_nowhere_in_the_other_text_is_dropped_or_new():
    assert changes([LIGHTS], [KEEPERS]) == [(0, None, "dropped"), (None, 0, "new")]


@pytest.mark.parametrize(
    ("verb", "other", "same"),
    [
        ("Requests", "Also requests", True),
        ("Takes note", "Takes note with appreciation", True),
        ("Requests", "Invites", False),
        ("Requests", None, False),
        ("", "", False),
    ],
)
def test_the_leading_verb_is_the_same_without_also_and_whatever_follows_it(verb, other, same):
    assert same_verb(verb, other) is same


@pytest.mark.parametrize(
    ("old", "new"), [(THANKS.text, PRAISE.text), ("", "a b"), ("one  two", "one two"), ("“a”", '"a"')]
)
def test_the_runs_of_words_joined_are_the_texts_again(old, new):
    old_runs, new_runs = word_runs(old, new)
    assert "".join(run.text for run in old_runs) == old
    assert "".join(run.text for run in new_runs) == new


def test_words_put_in_are_marked_and_the_rest_is_not():
    _old, new = word_runs(THANKS.text, PRAISE.text)
    assert [run.text.strip() for run in new if run.changed] == ["with appreciation"]


def test_likeness_of_two_texts_says_how_much_of_the_shorter_one_stands_in_the_longer_one():
    assert likeness_of([LIGHTS, KEEPERS], [LIGHTS, KEEPERS, CLOSES]) == pytest.approx(1)
    assert likeness_of([LIGHTS], [CLOSES]) == 0
    assert likeness_of([], [CLOSES]) == 0


@pytest.mark.parametrize(("paragraphs", "words"), [(2_000, 12), (6, 1_400), (2, 60_000)])
def test_long_texts_take_no_time_with_their_square(paragraphs, words):
    old = [Para("Requests", " ".join(f"w{(n * 7 + i) % 23}" for n in range(words))) for i in range(paragraphs)]
    new = [Para("Requests", " ".join(f"w{(n * 5 + i) % 23}" for n in range(words))) for i in range(paragraphs)]
    begun = time.process_time()
    compared(old, new)
    assert time.process_time() - begun < 20  # seconds of this process; without a bound it takes many minutes


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside the project")
def test_44_11_and_53_5_pair_as_findings_section_1_says():
    old = read(SAMPLE.read_bytes()).operative
    new = read((CORPUS / "A_HRC_RES_53_5.json").read_bytes()).operative
    pairs = compared(old, new)
    became = {(old[p.old].key, new[p.new].key): p.change for p in pairs if p.old is not None and p.new is not None}
    assert became == {
        ("9", "2"): "reworded", ("10", "3"): "reworded", ("11", "4"): "same", ("12", "5"): "small",
        ("13", "6"): "same", ("14", "7"): "same", ("15", "8"): "small", ("16", "9"): "same", ("17", "10"): "same",
    }  # fmt: skip
    assert [old[p.old].key for p in pairs if p.change == "dropped"] == [str(n) for n in range(1, 9)]
    assert counted(pairs) == {"dropped": 8, "new": 1, "same": 5, "small": 2, "reworded": 2}
