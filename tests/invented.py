"""Resolutions that nobody adopted, in the manner of those that somebody did, for tests that need more than one."""

OPERATIVE = (
    "Decides to extend the mandate of the Independent Expert on lighthouses and coastal signals for a period of"
    " three years",
    "Requests all States to supply the keepers of their lighthouses with oil, and invites ship owners to report"
    " every light that they find dark",
    "Encourages the Independent Expert to visit small islands and to consult those who live on them",
    "Requests the Independent Expert to report to the Human Rights Council at its sixty-third session",
    "Decides to remain seized of the matter",
)


def resolution_text(
    number="60/90",
    session="Sixtieth session",
    dates="8 September–8 October 2025",
    adopted="6 October 2025",
    title="Mandate of the Independent Expert on lighthouses and coastal signals",
    operative=OPERATIVE,
):
    """The plain text of a resolution with these operative paragraphs, adopted without a vote."""
    paragraphs = "\n\n".join(f"{place}. {words};" for place, words in enumerate(operative, 1))[:-1] + "."
    return f"""Human Rights Council
{session}
{dates}
Agenda item 3

Resolution adopted by the Human Rights Council on {adopted}

{number}. {title}

The Human Rights Council,

Recalling all its earlier resolutions on the safety of those at sea,

{paragraphs}

32nd meeting
{adopted}

[Adopted without a vote.]
"""
