"""Finding a mandate, a text, a State or a holder."""

from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from mandates.search import found

from .fragments import render_page


@require_GET
def find(request):
    """What the words `?q=` name. A symbol that names one text leads straight to it: 44/11."""
    words = " ".join(request.GET.get("q", "").split())
    results = found(words)
    texts, mandates = results["resolutions"], results["mandates"]
    if len(texts) == 1 and not mandates and texts[0].reference.upper() in words.upper().replace("DEC ", "DEC/"):
        return redirect(texts[0])
    context = {"words": words, "texts": texts, "mandates": mandates}
    return render_page(request, "find.html", "results", context)
