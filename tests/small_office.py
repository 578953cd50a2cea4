"""What many tests share: reference data, the sample, and a small office to look at.

It has one mandate of the officer, sessions around 30 March 2026, and deadlines as planned."""

from datetime import date, timedelta
from itertools import count

import pytest

from mandates.models import (
    Addressee,
    Deadline,
    Mandate,
    MandateAction,
    ObligationSource,
    Paragraph,
    Report,
    ReportingObligation,
    Resolution,
    Rule,
    Session,
)
from mandates.records.loading import load_reference, load_sample

MONDAY = date(2026, 3, 30)  # the 61st session closes tomorrow, the 62nd opens in 77 days
WORDS = (
    "Requests the Independent Expert to report regularly to the Human Rights Council and to the General Assembly "
    "in accordance with their respective programmes of work;"
)  # made up for the tests, in the manner of such texts


@pytest.fixture
def reference(db):
    load_reference()


@pytest.fixture
def sample(reference, today):
    """The sample mandate as known on a day: `sample(date(2026, 3, 30))`."""

    def loaded(day):
        today(day)
        return load_sample(day, followed_since=date(2025, 12, 1))

    return loaded


@pytest.fixture
def monday(today):
    """The desk shows Monday 30 March 2026."""
    return today(MONDAY)


@pytest.fixture
def sessions(db):
    """The 61st and 62nd sessions as the calendar knows them: the last day of the 62nd was not found."""
    return {
        61: Session.objects.create(number=61, opens_on=date(2026, 2, 23), closes_on=date(2026, 3, 31)),
        62: Session.objects.create(number=62, opens_on=date(2026, 6, 15)),
    }


@pytest.fixture
def text(db):
    text = Resolution.objects.create(
        symbol="A/HRC/RES/53/5", title="A made-up mandate", adopted="2023-07-12", in_favour=31, against=13, abstaining=3
    )
    Paragraph.objects.create(resolution=text, position=9, kind="operative", number="9", key="9", text=WORDS)
    return text


@pytest.fixture
def mandate(officer, unit, sessions, text):
    mandate = Mandate.objects.create(
        name="Independent Expert on made-up solidarity",
        short_name="Made-up solidarity",
        slug="solidarity",
        owner=officer,
        unit=unit,
        renewal_state=Mandate.RenewalState.DUE,
        renewal_session=sessions[62],
        anniversary=date(2026, 7, 12),
    )
    mandate.runs_on = MandateAction.objects.create(
        mandate=mandate, resolution=text, what="extends", paragraph_key="3", term="P3Y"
    )
    mandate.save()
    return mandate


@pytest.fixture
def stream(mandate, text):
    """A stream of reports to the Council, confirmed."""
    stream = ReportingObligation.objects.create(
        mandate=mandate,
        addressee=Addressee.objects.get_or_create(name="Independent Expert")[0],
        recipient="HRC",
        recurrence="annual",
        standing="confirmed",
        followed_since=date(2025, 12, 1),
        confirmed_by=mandate.owner,
        confirmed_at="2025-12-08T09:00:00Z",
    )
    ObligationSource.objects.create(obligation=stream, resolution=text, paragraph_key="9", words="regularly")
    return stream


@pytest.fixture
def submitting(db):
    """The rule of the ten weeks."""
    return Rule.objects.create(
        code="H7",
        step="Submit the report",
        done_word="Submitted",
        anchor="S",
        offset="-P10W",
        applies_to="Council: written documents",
        is_ours=True,
        stage="submission",
        ends_with="submission",
        source="UN Geneva, instructions on documents",
    )


@pytest.fixture
def deadline(mandate, stream, submitting, sessions, text):
    """Make a deadline, as planning would: `deadline(due_on=date(2026, 4, 2), step="Submit the report")`."""
    numbers = count(1)
    report = Report.objects.create(mandate=mandate, obligation=stream, session=sessions[62], stage=3)

    def made(due_on=date(2026, 4, 2), **given):
        values = {
            "mandate": mandate,
            "key": f"H7|HRC62|{next(numbers)}",
            "rule": submitting,
            "step": "Submit the report",
            "obligation": stream,
            "report": report,
            "session": sessions[62],
            "source_resolution": text,
            "source_paragraph": "9",
            "anchor": "S",
            "anchor_on": date(2026, 6, 15),
            "anchor_source": "one source",
            "offset_words": "-P10W",
            "counted_on": due_on,
            "planned_on": due_on,
            "due_on": due_on,
            "late_after": due_on,
            "because": "Confirmed and followed.",
        }
        return Deadline.objects.create(**{**values, **given})

    return made


@pytest.fixture
def easter(deadline):
    """The submission for the 62nd session: ten weeks before it is Easter Monday, so it is due on Thursday 2 April."""
    return deadline(
        counted_on=date(2026, 4, 6),
        planned_on=date(2026, 4, 2),
        due_on=date(2026, 4, 2),
        adjustments=[
            {"from": "2026-04-06", "to": "2026-04-02", "why": "Easter Monday", "passed_over": ["Good Friday"]}
        ],
    )


@pytest.fixture
def many(deadline):
    """Make so many deadlines, a day apart, the first of them on the given day."""

    def made(how_many, first=MONDAY):
        return [deadline(due_on=first + timedelta(days=day)) for day in range(how_many)]

    return made


@pytest.fixture
def suggestion(mandate, text):
    """A stream that the reader of texts suggests, not yet confirmed."""
    stream = ReportingObligation.objects.create(
        mandate=mandate,
        addressee=Addressee.objects.get_or_create(name="Independent Expert")[0],
        recipient="GA",
        recurrence="regular",
    )
    ObligationSource.objects.create(
        obligation=stream, resolution=text, paragraph=text.paragraphs.get(), paragraph_key="9", words="regularly"
    )
    return stream
