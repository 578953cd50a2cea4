"""Which mandate a text means: by its name, without article or capitals, since titles differ (44/11 and 53/5 do)."""

import re

from django.utils.text import slugify

from mandates import clock
from mandates.models import Mandate, User
from mandates.reading import ReadResolution

HOLDER = re.compile(
    r"(?P<office>special rapporteur|independent expert|working group|special representative|expert mechanism|"
    r"commission of inquiry|commission on human rights|fact-finding mission)s?\b",
    re.IGNORECASE,
)
COUNTRY = re.compile(
    r"situation of human rights in|human rights situation in|in the field of human rights in", re.IGNORECASE
)
MISSION = re.compile(r"commission|mission|investigative mechanism|group of .*experts", re.IGNORECASE)


def folded(name: str) -> str:
    """A mandate's name for comparing: lower case, no articles, straight marks, one space."""
    name = re.sub(r"[’‘ʼ]", "'", name.casefold())
    name = re.sub(r"[‐‑–—]", "-", name)
    return re.sub(r"\s+", " ", re.sub(r"\b(?:the|a|an)\b|[,;.]", " ", name)).strip()


def _free_slug(name: str) -> str:
    base = slugify(name)[:70].strip("-") or "mandate"
    taken = set(Mandate.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := base if n == 1 else f"{base}-{n}") not in taken)


def _kind(name: str) -> str:
    if MISSION.search(name) and not HOLDER.match(name):
        return Mandate.Kind.INVESTIGATION
    return Mandate.Kind.COUNTRY if COUNTRY.search(name) else Mandate.Kind.THEMATIC


def _short(name: str) -> str:
    """What a desk calls it: the subject alone."""
    subject = re.sub(rf"^(?:the\s+)?{HOLDER.pattern}\s+(?:on|for|in)?\s*(?:the\s+)?", "", name, flags=re.IGNORECASE)
    subject = subject if 0 < len(subject) <= 60 else ""
    return subject[:1].upper() + subject[1:]


def known_mandate(name: str) -> Mandate | None:
    wanted = folded(name)
    return next((mandate for mandate in Mandate.objects.all() if folded(mandate.name) == wanted), None)


def as_a_name(name: str) -> str:
    """`name` as the office keeps it: with a capital, not longer than the column."""
    return name.strip()[:1].upper() + name.strip()[1:250]


def mandate_named(name: str, *, by: User | None, kind: str = "") -> Mandate:
    """The mandate of that name; made where the office does not have it, with its renewal followed from today."""
    name = as_a_name(name)
    return known_mandate(name) or Mandate.objects.create(
        name=name,
        short_name=_short(name),
        slug=_free_slug(_short(name) or name),
        kind=kind or _kind(name),
        owner=by,
        unit=by.unit if by else None,
        followed_since=clock.today(),
    )


def mandate_concerned(text: ReadResolution, decided: list[Mandate], *, by: User | None) -> Mandate | None:
    """The mandate to which the requests and reports of `text` belong.

    The one that the text decides on; otherwise a known one that the text names; otherwise, where reports are asked
    for, the text's own subject becomes a mandate of its own, for its reports fall due as well."""
    if decided:
        addressees = {report.addressee.casefold() for report in text.reports}
        return next((m for m in decided if any(m.name.casefold().startswith(a) for a in addressees)), decided[0])
    named = mandate_named_in(text)
    if named or not text.reports or not text.title:
        return named
    return mandate_named(text.title, by=by, kind=Mandate.Kind.OTHER)


def mandate_named_in(text: ReadResolution) -> Mandate | None:
    """The mandate that `text` names most often; None where it names none that the office has."""
    words = folded(" ".join([text.title or "", *(paragraph.text for paragraph in text.paragraphs)]))
    named = [(words.count(folded(mandate.name)), mandate) for mandate in Mandate.objects.exclude(kind="other")]
    times, mandate = max(named, key=lambda pair: pair[0], default=(0, None))
    return mandate if times else None
