"""The words that open paragraphs of United Nations resolutions, and those by which a text asks.

Preambular paragraphs open with a participle or an adjective ("Recalling", "Deeply concerned"), operative ones with
a verb in the third person ("Requests", "Also strongly condemns"). Plain tables, from reading resolutions.
"""

from __future__ import annotations

import re

from mandates.reading.letters import without_accents

_words = str.split  # a table of words, many to a line

ADVERBS = _words(
    "again also alarmingly categorically clearly collectively continuously cordially deeply duly emphatically "
    "equally especially extremely firmly forcefully fully further furthermore gravely greatly highly in-addition "
    "keenly likewise moreover nevertheless once-again once-more particularly profoundly reaffirmingly "
    "respectfully resolutely seriously similarly sincerely solemnly specifically still strongly strictly "
    "supremely unequivocally unanimously urgently utterly vehemently vigorously warmly"
)

PARTICIPLES = _words(
    "abhorring accepting acknowledging acting adhering admitting adopting affirming agreeing anticipating "
    "appealing appreciating approving asserting assuming attaching bearing being believing calling cautioning "
    "celebrating commemorating commending concluding concurring condemning confirming congratulating considering "
    "continuing contemplating convening declaring decrying demanding denouncing deploring describing desiring "
    "determining discouraging emphasizing emphasising encouraging endeavouring endorsing envisaging establishing "
    "examining expecting exploring expressing finding following fulfilling having heeding highlighting honouring "
    "hoping identifying implementing inspiring intending inviting keeping lamenting looking making maintaining "
    "marking meeting mourning noting objecting observing offering paying pledging pointing praising proclaiming "
    "promoting protesting proud pursuing reacting re-emphasizing reaffirming realizing realising reasserting "
    "recalling recognizing recognising recommending recommitting regretting rejecting rejoicing reiterating "
    "relying remaining remembering reminding renewing repeating repudiating requesting resolving respecting "
    "responding restating reviewing saluting seeking seizing sharing signifying standing stating stressing "
    "striving supporting sympathizing taking thanking trusting underlining underscoring understanding undertaking "
    "urging using valuing viewing voicing warning welcoming wishing witnessing working"
)

ADJECTIVES = _words(
    "afflicted aghast alarmed angered anxious appalled appreciative apprehensive ashamed aware cognisant "
    "cognizant committed concerned confident conscious convinced dedicated desirous determined disappointed "
    "dismayed distressed disturbed encouraged grateful gratified guided grieved horrified impressed indignant "
    "inspired mindful moved outraged perturbed pleased pained persuaded preoccupied prompted recommitted resolved "
    "respectful saddened satisfied sensitive shocked solicitous struck troubled united-in"
)

OPERATIVE = _words(
    "accepts acknowledges adopts advises affirms agrees allocates amends announces appeals appoints appreciates "
    "approves asks asserts assures authorizes authorises believes calls categorically cautions clarifies commends "
    "commits concludes condemns confirms congratulates considers continues convenes decides declares decries "
    "defines defers demands denounces deplores designates determines directs discontinues draws elects emphasizes "
    "emphasises encourages endorses entrusts establishes exhorts expects expresses extends finds gives grants "
    "hails highlights honours hopes identifies implores instructs intends invites joins lauds launches looks "
    "maintains makes mandates marks mourns notes notices objects observes offers opposes pays pledges points "
    "praises proclaims protests provides re-emphasizes reaffirms realizes reappoints recalls recognizes "
    "recognises recommends reconfirms reconstitutes refers regards regrets reiterates rejects remains reminds "
    "renews repeats repudiates requests requires reserves resolves respects restates retains salutes sees seeks "
    "sets shares solicits stresses suggests supports suspends takes thanks transmits trusts underlines "
    "underscores undertakes urges views voices warns welcomes wishes"
)

_LEAD = rf"(?:(?:{'|'.join(a.replace('-', ' ') for a in ADVERBS)})\s+)"
_PARTICIPLE = "|".join(sorted(PARTICIPLES, key=len, reverse=True))
_ADJECTIVE = "|".join(a.replace("-", " ") for a in sorted(ADJECTIVES, key=len, reverse=True))
_OPERATIVE = "|".join(sorted(OPERATIVE, key=len, reverse=True))

PREAMBULAR_OPENER = re.compile(
    rf"(?=[A-Z“\"(])[“\"(]?(?=[A-Z])(?i:{_LEAD}{{0,3}}(?:{_PARTICIPLE}|{_ADJECTIVE})\b)(?!-)"
)
OPERATIVE_OPENER = re.compile(rf"(?=[A-Z“\"(])[“\"(]?(?=[A-Z])(?i:{_LEAD}{{0,3}}(?:{_OPERATIVE})\b)(?![-’'])")

# What belongs to the opening verb beyond the verb itself: "Calls upon", "Takes note of", "Expresses its concern".
_TAIL = (
    r"(?:(?:\s+(?:and|as well as|and\s+also)\s+[a-z]+s)?"
    r"\s+(?:upon|on(?=\s+(?:all|the|States|Member|Governments))|for(?=\s+(?:the|an?|all|States))))?"
    r"(?:(?<=[Tt]akes)\s+note(?:\s+with\s+\w+)?|(?<=[Tt]aking)\s+note(?:\s+with\s+\w+)?|(?<=[Bb]earing)\s+in\s+mind)?"
)
_VERB = re.compile(
    rf"[“\"(]?({_LEAD}{{0,3}}(?:{_PARTICIPLE}|{_ADJECTIVE}|{_OPERATIVE})\b{_TAIL}(?:\s+(?:also|further)(?=\s))?)",
    re.IGNORECASE,
)

_LONGEST_OPENER = 80  # letters


def opens_operative(text: str, at: int = 0) -> bool:
    """Whether an operative paragraph opens at the place `at`; accents, such as a scanner sees, do not count."""
    if OPERATIVE_OPENER.match(text, at):
        return True
    opener = text[at : at + _LONGEST_OPENER]
    return not opener.isascii() and OPERATIVE_OPENER.match(without_accents(opener)) is not None


def opening_verb(text: str) -> str | None:
    """The words that say what the paragraph does, as printed: "Also requests", "Calls upon", "Deeply concerned"."""
    if not text[:1].isupper() and text[:1] not in '“"(':
        return None
    found = _VERB.match(text) or _VERB.match(without_accents(text[:_LONGEST_OPENER]))
    return text[slice(*found.span(1))] if found else None
