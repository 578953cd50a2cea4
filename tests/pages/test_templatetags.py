"""What templates print: days, distances, votes, symbols. The sample day is Monday 30 March 2026, as in the design."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.template import Context, Template

from mandates.templatetags import desk

MONDAY = date(2026, 3, 30)


@pytest.fixture(autouse=True)
def sample_day(settings):
    settings.SHOWN_DAY = MONDAY


def rendered(source, **context):
    return Template("{% load desk %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("on", "form", "words"),
    [
        (date(2026, 4, 2), "", "Thu 2 Apr"),
        (date(2025, 12, 29), "", "Mon 29 Dec 2025"),
        (date(2027, 1, 8), "", "Fri 8 Jan 2027"),
        (date(2026, 4, 6), "year", "Mon 6 Apr 2026"),
        (date(2023, 7, 12), "full", "12 July 2023"),
        (MONDAY, "long", "Monday 30 March 2026"),
        ("2011-06-16", "full", "16 June 2011"),
        ("2011-06", "full", "June 2011"),
        ("2011", "", "2011"),
        ("the 48th session", "full", "the 48th session"),
        (None, "", "not recorded"),
        ("", "full", "not recorded"),
    ],
)
def test_a_day_is_as_precise_as_it_is_known(on, form, words):
    assert desk.day(on, form) == words


def test_the_year_is_that_of_the_shown_day(settings):
    assert desk.day(date(2026, 4, 2)) == "Thu 2 Apr"
    settings.SHOWN_DAY = date(2025, 11, 3)
    assert desk.day(date(2026, 4, 2)) == "Thu 2 Apr 2026"


@pytest.mark.parametrize(
    ("on", "markup"),
    [
        (date(2026, 4, 2), '<time datetime="2026-04-02">Thu 2 Apr</time>'),
        ("2011-06", '<time datetime="2011-06">June 2011</time>'),
        ("the <48th> session", "<span>the &lt;48th&gt; session</span>"),
        (None, '<span class="faint">not recorded</span>'),
    ],
)
def test_a_dated_element_can_be_read_by_programs(on, markup):
    assert rendered("{{ on|dated }}", on=on) == markup


@pytest.mark.parametrize(
    ("due_on", "words"),
    [  # the pairs that the sample pages print
        (date(2026, 3, 23), "7 days late"),
        (date(2026, 3, 26), "4 days late"),
        (date(2026, 3, 30), "today"),
        (date(2026, 3, 31), "tomorrow"),
        (date(2026, 4, 1), "in 2 days"),
        (date(2026, 4, 20), "in 3 weeks"),
        (date(2026, 4, 24), "in 4 weeks"),
        (date(2026, 5, 4), "in 5 weeks"),
        (date(2026, 6, 1), "in 9 weeks"),
        (date(2026, 6, 15), "in 3 months"),
        (date(2026, 7, 12), "in 3 months"),
        (date(2026, 7, 15), "in 4 months"),
        (date(2026, 9, 7), "in 5 months"),
        # and the edges between days, weeks and months
        (date(2026, 3, 29), "1 day late"),
        (MONDAY + timedelta(13), "in 13 days"),
        (MONDAY + timedelta(14), "in 2 weeks"),
        (MONDAY + timedelta(70), "in 10 weeks"),
        (MONDAY - timedelta(13), "13 days late"),
        (MONDAY - timedelta(14), "2 weeks late"),
        (MONDAY - timedelta(120), "4 months late"),
        (None, ""),
    ],
)
def test_distance_is_in_days_then_weeks_then_months(due_on, words):
    assert desk.days_away(due_on) == words
    assert desk.days_away(due_on, MONDAY) == words


def test_distance_is_counted_from_the_day_given():
    assert rendered("{{ due_on|days_away:today }}", due_on=date(2020, 4, 21), today=date(2020, 4, 20)) == "tomorrow"


@pytest.mark.parametrize(
    ("symbol", "linked"),
    [
        ("A/HRC/RES/44/11", True),
        ("A/HRC/44/44/Add.1", True),
        ("A/76/176", True),
        ("A/HRC/53/L.20/Rev.1", True),
        ("E/CN.4/RES/2005/55", True),
        ("A/HRC/S-36/2", True),
        ("A/HRC/PRST/8/1", True),
        ("44/11", False),
        ("DEC 16/118", False),
        ("HRC62", False),
        ("A/HRC", False),
    ],
)
def test_only_official_symbols_lead_to_the_official_site(symbol, linked):
    markup = rendered("{{ symbol|symbol_link }}", symbol=symbol)
    assert f"<cite>{symbol}</cite>" in markup
    assert (f'href="https://docs.un.org/en/{symbol}"' in markup) is linked


def test_a_symbol_cannot_bring_markup():
    assert "<b>" not in rendered("{{ symbol|symbol_link }}", symbol="A/HRC/1<b>")


@pytest.mark.parametrize(
    ("known", "words"), [(None, "not recorded"), ("", "not recorded"), (0, "0"), ("Geneva", "Geneva")]
)
def test_unknown_is_said_and_nought_is_known(known, words):
    assert words in rendered("{{ known|recorded }}", known=known)


def vote(in_favour, against, abstaining, adoption="recorded_vote"):
    return SimpleNamespace(in_favour=in_favour, against=against, abstaining=abstaining, adoption=adoption)


@pytest.mark.parametrize(
    ("text", "words", "shapes"),
    [
        (vote(31, 15, 1), "31–15–1", ["v-for", "v-abs", "v-not"]),  # 44/11
        (vote(32, 14, 0), "32–14–0", ["v-for", "v-not"]),  # decision 16/118
        (vote(33, None, None, ""), "33 in favour", ["v-for", "v-unk"]),  # 29/3, no more is known
        (vote(None, None, None, ""), "not recorded here", ["v-unk"]),
        (vote(None, None, None, "without_vote"), "without a vote", []),
    ],
)
def test_a_ballot_shows_what_is_known_of_a_vote(text, words, shapes):
    markup = rendered("{% ballot text %}", text=text)
    assert words in markup
    assert [shape for shape in markup.split('"') if shape.startswith("v-")] == shapes


def bar(text, **options):
    return [
        (shape["class"], float(shape["x"]), float(shape["width"])) for shape in desk.ballot(text, **options)["shapes"]
    ]


def test_47_votes_fill_the_bar_and_46_leave_it_short():
    _, start, width = bar(vote(31, 15, 1))[-1]
    assert start + width == pytest.approx(117.5, abs=0.1)
    _, start, width = bar(vote(32, 14, 0))[-1]
    assert start + width == pytest.approx(117.5 - 118 / 47, abs=0.1)


def test_a_vote_of_the_assembly_fits_the_same_bar():
    _, start, width = bar(vote(120, 50, 10), seats=193)[-1]
    assert start + width < 118
    assert bar(vote(120, 50, 10))[0][2] == pytest.approx(118 * 120 / 180, abs=0.1)


@pytest.mark.parametrize("stage", [1, 4, 7])
def test_the_track_marks_one_of_seven_stages(stage):
    markup = rendered("{{ stage|steps }}", stage=stage)
    assert (markup.count('"past"'), markup.count('"now"'), markup.count('"ahead"')) == (stage - 1, 1, 7 - stage)


def test_no_tag_sets_a_style_attribute():
    everything = "{% ballot text %}{{ 3|steps }}{{ on|dated }}{{ symbol|symbol_link }}{{ none|recorded }}"
    assert "style=" not in rendered(everything, text=vote(31, 15, 1), on=MONDAY, symbol="A/76/176", none=None)
