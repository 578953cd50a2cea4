"""Which mandate a new text belongs to, and which text comes before it: suggested by the mandate's name and by what the
paragraphs have in common, since titles differ (44/11 and 53/5 do)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mandates.models import Mandate, MandateAction, Paragraph, Resolution
from mandates.reading import ReadResolution
from mandates.reading.comparing import likeness_of, paired

from .mandates_named import as_a_name, known_mandate, mandate_named_in

CARRIES_ON = [
    MandateAction.What.CREATES,
    MandateAction.What.EXTENDS,
    MandateAction.What.MERGES,
    MandateAction.What.REPLACES,
]
ALIKE = 0.4  # of the shorter text, from which two texts are suggested to follow one another
LOOKED_AT = 4  # texts with the most words in common, of which the paragraphs are compared


@dataclass(frozen=True, slots=True)
class Suggested:
    """A mandate for the name that a text uses ("" where it decides on none): None for one that the office lacks."""

    name: str
    new_name: str
    mandate: Mandate | None
    confidence: str
    reason: str


def suggested_mandates(text: ReadResolution) -> Iterator[Suggested]:
    """A suggestion for each mandate that `text` decides on; for a text that decides on none, the one that it names."""
    names = list(dict.fromkeys(decision.mandate for decision in text.decisions))
    if not names:
        yield from _named_in(text)
    for name in names:
        known = known_mandate(name)
        if known:
            yield Suggested(name, "", known, "inferred", _because(_("The text names this mandate."), known, text))
            continue
        filed_under = _filed_under(text)
        if filed_under:
            yield Suggested(name, as_a_name(name), filed_under, "inferred", _("The text is here under this mandate."))
            continue
        alike = _alike(text)
        if alike:
            reason = _because(_("The name differs, the paragraphs are alike."), alike, text)
            yield Suggested(name, as_a_name(name), alike, "please check", reason)
            continue
        is_made = any(d.mandate == name and d.action == "establish" for d in text.decisions)
        reason = _("The text creates it.") if is_made else _("The office has no mandate of this name yet.")
        yield Suggested(name, as_a_name(name), None, "read" if is_made else "please check", reason)


def _filed_under(text: ReadResolution) -> Mandate | None:
    """The mandate to which the text that is here under the same symbol belongs; None where it is not one alone."""
    if len({decision.mandate for decision in text.decisions}) > 1:
        return None
    mandates = Mandate.objects.filter(actions__resolution__symbol=text.symbol or "").distinct()
    return mandates[0] if len(mandates[:2]) == 1 else None


def predecessor_of(mandate: Mandate, text: ReadResolution) -> Resolution | None:
    """The text on `mandate` that comes before `text`, which need not be stored."""
    adopted = text.adopted_on.isoformat() if text.adopted_on else ""
    return _before(mandate, text.symbol or "", adopted)


def text_before(mandate: Mandate, resolution: Resolution) -> Resolution | None:
    """The text on `mandate` that comes before the stored `resolution`."""
    return _before(mandate, resolution.symbol, resolution.adopted or "")


def _before(mandate: Mandate, symbol: str, adopted: str) -> Resolution | None:
    """The last text before that created, extended, merged or replaced `mandate`; failing that, the last one that did
    anything to it."""
    before = mandate.actions.exclude(resolution__symbol=symbol).exclude(resolution__adopted=None)
    if adopted:
        before = before.filter(resolution__adopted__lt=adopted)
    acts = list(before.select_related("resolution").order_by("-resolution__adopted", "-pk"))
    carrying = [act for act in acts if act.what in CARRIES_ON]
    return (carrying or acts)[0].resolution if acts else None


def _named_in(text: ReadResolution) -> Iterator[Suggested]:
    filed_under, named = _filed_under(text), mandate_named_in(text)
    title = as_a_name(text.title or "")
    if filed_under:
        yield Suggested("", title, filed_under, "inferred", _("The text is here under this mandate."))
    elif named:
        yield Suggested("", title, named, "inferred", _because(_("The text names this mandate."), named, text))
    elif text.reports and title:
        yield Suggested("", title, None, "inferred", _("Its reports need a place: its subject becomes one of its own."))


def _because(reason: str, mandate: Mandate, text: ReadResolution) -> str:
    """`reason`, and how many paragraphs stand in the text before, where that text is here."""
    before = predecessor_of(mandate, text)
    old = list(before.paragraphs.filter(kind=Paragraph.Kind.OPERATIVE)) if before else []
    if not old:
        return reason
    common = len(paired(old, text.operative))
    words = ngettext(
        "%(common)d of its %(all)d operative paragraphs stands in %(text)s too.",
        "%(common)d of its %(all)d operative paragraphs stand in %(text)s too.",
        common,
    )
    return f"{reason} {words % {'common': common, 'all': len(text.operative), 'text': before}}"


def _alike(text: ReadResolution) -> Mandate | None:
    """The mandate whose newest text that is here has the most in common with `text`, where that is enough.

    Texts are sifted by their words before their paragraphs are compared."""
    newest = {}
    acts = MandateAction.objects.filter(what__in=CARRIES_ON).exclude(resolution__original_text="")
    rows = acts.exclude(resolution__symbol=text.symbol or "").order_by("resolution__adopted", "pk")
    for mandate_id, resolution_id in rows.values_list("mandate_id", "resolution_id"):
        newest[mandate_id] = resolution_id
    paragraphs: dict[int, list[Paragraph]] = {}
    wanted = Paragraph.objects.filter(resolution__in=newest.values(), kind=Paragraph.Kind.OPERATIVE)
    for row in wanted.only("resolution_id", "verb", "text"):
        paragraphs.setdefault(row.resolution_id, []).append(row)
    words = _words(text.operative)
    sifted = sorted(
        newest.items(), key=lambda pair: -_common(words, _words(paragraphs.get(pair[1], []))) if words else 0
    )
    likenesses = [(likeness_of(paragraphs.get(key, []), text.operative), pk) for pk, key in sifted[:LOOKED_AT]]
    best, pk = max(likenesses, default=(0.0, 0))
    return Mandate.objects.get(pk=pk) if best >= ALIKE else None


def _words(paragraphs) -> Counter:
    return Counter(word for paragraph in paragraphs for word in paragraph.text.lower().split() if len(word) > 4)


def _common(one: Counter, two: Counter) -> float:
    whole = sum(one.values()) + sum(two.values())
    return 2 * sum((one & two).values()) / whole if whole else 0.0
