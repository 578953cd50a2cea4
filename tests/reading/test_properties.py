"""What holds for every text, however odd."""

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mandates.reading import ReadingError, as_contract, read
from mandates.reading.states import known_state
from mandates.reading.votes import states_of
from tests.reading.texts import SAMPLE, blocks, resolution, word_file

WORDS = (
    [
        "Requests",
        "Invites",
        "Urges",
        "the Secretary-General",
        "all States",
        "to report",
        "and",
        ",",
        ";",
        ":",
        ".",
        "(",
        ")",
    ]
    + ["its fortieth session", "Human Rights Council", "annually", "1.", "2.", "(a)", "(i)", "Decides to extend"]
    + [
        "the mandate of",
        "Special Rapporteur",
        "for three years",
        "In favour:",
        "Peru",
        "[Adopted by a recorded vote of",
    ]
    + [
        "3 to 4",
        "*",
        "**",
        "A/HRC/44/44",
        "and Add.1",
        "¹",
        "“",
        "”",
        "until 2021",
        "Annex",
        "Recalling",
        "27th meeting",
    ]
    + ["Deeply concerned", "\n", "\n\n", "\t"]
)
ODD = st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join)
STATES = st.lists(
    st.sampled_from(
        ["Peru", "Togo", "Spain", "Bosnia and Herzegovina", "Trinidad and Tobago", "Viet Nam", "Côte d’Ivoire",
         "United Kingdom of Great Britain and Northern Ireland", "Venezuela (Bolivarian Republic of)"]
    ),
    min_size=1, unique=True,
)  # fmt: skip
patiently = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@patiently
@given(st.one_of(st.binary(max_size=4000), st.text(max_size=2000).map(str.encode), ODD.map(str.encode)))
def test_any_bytes_are_read_or_refused_in_a_sentence(content):
    with suppress(ReadingError):
        read(content)


@patiently
@given(ODD)
def test_spans_lie_in_their_paragraphs_and_keys_are_unique(words):
    text = read(resolution("Notes that;", words.strip("\n ") or "Notes it."))
    keys = [p.key for p in text.paragraphs]
    assert len(keys) == len(set(keys))
    for fact in (*text.decisions, *text.requests, *text.reports):
        paragraph = text.paragraph(fact.paragraph)
        assert paragraph is not None
        begin, end = fact.span
        assert 0 <= begin <= end <= len(paragraph.text)
    for paragraph in text.paragraphs:
        assert paragraph.text == " ".join(paragraph.text.split())


@patiently
@given(STATES, st.sampled_from([", ", " and ", ", and "]))
def test_a_list_of_states_gives_back_its_names(names, last):
    words = ", ".join(names[:-1]) + (last if len(names) > 1 else "") + names[-1]
    assert states_of(words, len(names)) == names
    assert all(known_state(name) for name in names)


@patiently
@given(
    st.lists(
        st.sampled_from(["Notes that bees fly;", "Urges States to sow;", "Decides to act;"]), min_size=1, max_size=9
    )
)
def test_text_and_word_file_read_alike(operative):
    plain, word = as_contract(read(resolution(*operative))), as_contract(read(word_file(blocks(*operative))))
    assert plain == word


@patiently
@given(st.integers(min_value=40, max_value=20_000))
def test_a_cut_sample_never_breaks_the_reader(end):
    with suppress(ReadingError):
        read(SAMPLE.read_bytes()[:end])
