"""Finding a mandate, a text, a report, a State or a holder from a few words or a symbol."""

import re
from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from mandates.models import CountryVisit, Mandate, MandateAction, MandateHolder, Report, Resolution

MOST = 20  # a person who sees more than this types another word
KINDS = re.compile(r"^(?:council |commission )?(?:res(?:olution)?\.? |a/hrc/res )(?=\d)", re.IGNORECASE)


def as_symbol(words: str) -> str:
    """`words` as a symbol is written, whatever spaces people put into it: "res 44 / 11" is 44/11, "dec 16/118" is
    DEC/16/118, "a / hrc / res / 44/11" is A/HRC/RES/44/11. Words that are no symbol come back in capitals."""
    words = re.sub(r"\s*/\s*", "/", " ".join(words.split()))
    words = KINDS.sub("", words)
    return re.sub(r"\b(DEC|PRST)[ .]+(?=\d)", r"\1/", words.upper())


def found(words: str) -> dict[str, list]:
    """What `words` name: `{"resolutions": […], "reports": […], "mandates": […]}`, at most 20 each, best first.

    A symbol or its short form (`44/11`) that names one text or one report gives that alone. Each mandate says in
    `found_by` why it is among them."""
    words = " ".join(words.split())
    nothing = {"resolutions": [], "reports": [], "mandates": []}
    if not words:
        return nothing
    symbol = as_symbol(words)
    texts = Resolution.objects.defer("original_text")
    named = list(texts.named(symbol))
    if len(named) == 1:
        return nothing | {"resolutions": named}
    reports = Report.objects.select_related("mandate", "session")
    named = list(reports.filter(symbol__iexact=symbol))
    if named:
        return nothing | {"reports": named}
    return {
        "resolutions": list(texts.filter(Q(title__icontains=words) | Q(symbol__icontains=symbol))[:MOST]),
        "reports": list(reports.filter(Q(title__icontains=words) | Q(symbol__icontains=symbol))[:MOST]),
        "mandates": _mandates(words, symbol),
    }


def _mandates(words: str, symbol: str) -> list[Mandate]:
    """The mandates that go by `words`, each with why: its name, its holder, a visit, a text, a report."""
    texts = MandateAction.objects.filter(resolution__symbol__icontains=symbol).order_by("resolution__adopted")
    reports = Report.objects.filter(Q(symbol__icontains=symbol) | Q(title__icontains=words)).order_by("pk")
    kinds = [
        (_("holder: %(what)s"), MandateHolder.objects.filter(name__icontains=words), "name"),
        (_("visit: %(what)s"), CountryVisit.objects.filter(state__name__icontains=words), "state__name"),
        (_("text: %(what)s"), texts, "resolution__symbol"),
        (_("report: %(what)s"), reports, "symbol"),
    ]
    about = Q(name__icontains=words) | Q(short_name__icontains=words)
    for _reason, rows, _name in kinds:
        about |= Exists(rows.filter(mandate=OuterRef("pk")))
    mandates = list(Mandate.objects.filter(about)[:MOST])
    reasons = _reasons(mandates, kinds)
    for mandate in mandates:
        names = (mandate.name, mandate.short_name)
        by_own_name = [_("its name")] if any(words.lower() in name.lower() for name in names) else []
        mandate.found_by = [*by_own_name, *reasons.get(mandate.pk, [])]
    return mandates


def _reasons(mandates: Iterable[Mandate], kinds: Sequence[tuple[str, QuerySet, str]]) -> dict[int, list[str]]:
    """Why each mandate was found, one reason of a kind: "holder: Virginia Dandan", "visit: Cuba". A kind is its words,
    the rows that were found, and what names one of them."""
    own = [mandate.pk for mandate in mandates]
    reasons: dict[int, list[str]] = {}
    for words_of, rows, name in kinds:
        named = rows.filter(mandate__in=own).values_list("mandate", name)
        newest = {pk: what for pk, what in named if what}  # the last of a kind stands for all
        for pk, what in newest.items():
            reasons.setdefault(pk, []).append(words_of % {"what": what})
    return reasons
