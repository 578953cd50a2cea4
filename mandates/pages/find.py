"""Finding a mandate, a text, a report, a State or a holder."""

from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from mandates.search import as_symbol, found

from .fragments import render_page


@require_GET
def find(request):
    """What the words `?q=` name. A symbol that names one text or report leads straight to it: 44/11, A/HRC/44/44."""
    words = " ".join(request.GET.get("q", "").split())
    results = found(words)
    texts, reports, mandates = results["resolutions"], results["reports"], results["mandates"]
    symbol = as_symbol(words)
    if len(texts) == 1 and not mandates and not reports and texts[0].reference.upper() in symbol:
        return redirect(texts[0])
    if len(reports) == 1 and not mandates and not texts and reports[0].symbol.upper() == symbol:
        return redirect("report", pk=reports[0].pk)
    context = {"words": words, "texts": texts, "reports": reports, "mandates": mandates}
    return render_page(request, "find.html", "results", context)
