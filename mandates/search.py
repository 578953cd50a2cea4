"""Finding a mandate, a text, a State or a holder from a few words or a symbol."""

from django.db.models import Q

from mandates.models import Mandate, Resolution

MOST = 20  # a person who sees more than this types another word


def found(words: str) -> dict[str, list]:
    """What `words` name: `{"resolutions": […], "mandates": […]}`, at most 20 each, best first.

    A symbol or its short form (`44/11`) that names one text gives that text alone."""
    words = " ".join(words.split())
    if not words:
        return {"resolutions": [], "mandates": []}
    named = list(Resolution.objects.named(words.upper().replace("DEC ", "DEC/")))
    if len(named) == 1:
        return {"resolutions": named, "mandates": []}
    about = Q(name__icontains=words) | Q(short_name__icontains=words) | Q(holders__name__icontains=words)
    about |= Q(visits__state__name__icontains=words) | Q(actions__resolution__symbol__icontains=words)
    texts = Q(title__icontains=words) | Q(symbol__icontains=words)
    return {
        "resolutions": list(Resolution.objects.filter(texts)[:MOST]),
        "mandates": list(Mandate.objects.filter(about).distinct()[:MOST]),
    }
