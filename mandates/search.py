"""Finding a mandate, a text, a report, a State or a holder from a few words or a symbol."""

import re
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
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
    of_it = {"mandate": OuterRef("pk")}
    by_name = Q(name__icontains=words) | Q(short_name__icontains=words)
    others = [
        MandateHolder.objects.filter(name__icontains=words, **of_it),
        CountryVisit.objects.filter(state__name__icontains=words, **of_it),
        MandateAction.objects.filter(resolution__symbol__icontains=symbol, **of_it),
        Report.objects.filter(Q(symbol__icontains=symbol) | Q(title__icontains=words), **of_it),
    ]
    about = by_name
    for rows in others:
        about |= Exists(rows)
    mandates = list(Mandate.objects.filter(about)[:MOST])
    reasons = _reasons(mandates, words, symbol)
    for mandate in mandates:
        names = (mandate.name, mandate.short_name)
        by_own_name = [_("its name")] if any(words.lower() in name.lower() for name in names) else []
        mandate.found_by = [*by_own_name, *reasons.get(mandate.pk, [])]
    return mandates


def _reasons(mandates: Iterable[Mandate], words: str, symbol: str) -> dict[int, list[str]]:
    """Why each mandate answers to `words`, one reason of a kind: "holder: Virginia Dandan", "visit: Cuba"."""
    own = {"mandate__in": [mandate.pk for mandate in mandates]}
    holders = MandateHolder.objects.filter(name__icontains=words, **own)
    visits = CountryVisit.objects.filter(state__name__icontains=words, **own)
    texts = MandateAction.objects.filter(resolution__symbol__icontains=symbol, **own)
    reports = Report.objects.filter(Q(symbol__icontains=symbol) | Q(title__icontains=words), **own)
    kinds = [
        (_("holder: %(what)s"), holders.values_list("mandate", "name")),
        (_("visit: %(what)s"), visits.values_list("mandate", "state__name")),
        (_("text: %(what)s"), texts.order_by("resolution__adopted").values_list("mandate", "resolution__symbol")),
        (_("report: %(what)s"), reports.order_by("pk").values_list("mandate", "symbol")),
    ]
    reasons: dict[int, list[str]] = {}
    for words_of, rows in kinds:
        newest = {pk: what for pk, what in rows if what}  # the last of a kind stands for all
        for pk, what in newest.items():
            reasons.setdefault(pk, []).append(words_of % {"what": what})
    return reasons
