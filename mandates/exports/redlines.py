"""What changed between two texts as a Word file: a numbered list for a briefing note, numbered as on the page."""

from io import BytesIO

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from docx import Document

from mandates.lists.comparing import Comparison, Line, named_texts, stored_comparison
from mandates.models import Resolution

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def compared_docx(request, reference, other):
    """The changes of the operative part; 404 where a text is not known or was not read here."""
    texts = named_texts(reference, other)
    compared = stored_comparison(*texts) if texts else None
    if compared is None:
        raise Http404
    name = f"{texts[0].reference}-{texts[1].reference}-compared.docx".replace("/", "-")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(changes_in_word(*texts, compared), content_type=DOCX, headers=headers)


def changes_in_word(old: Resolution, new: Resolution, compared: Comparison) -> bytes:
    """A Word file with a heading, the counts, and the numbered changes: struck is only in `old`, underlined only in
    `new`."""
    document = Document()
    names = {"old": old.short_symbol, "new": new.short_symbol}
    document.add_heading(_("Changes from %(old)s to %(new)s") % names, level=1)
    document.add_paragraph(f"{old.symbol}, {old.adopted or ''}: {old.title}")
    document.add_paragraph(f"{new.symbol}, {new.adopted or ''}: {new.title}")
    document.add_paragraph(f"{compared.sentence} {compared.requests_words}")
    document.add_paragraph(_("Struck: only in %(old)s. Underlined: only in %(new)s.") % names)
    for line in compared.changes:
        _add_change(document, line)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _add_change(document, line: Line) -> None:
    numbers = " → ".join(filter(None, [line.old_number, line.new_number]))
    head = document.add_paragraph()
    head.paragraph_format.keep_with_next = True
    head.add_run(f"{line.number}. ").bold = True
    head.add_run(_("Para. %(numbers)s: %(change)s") % {"numbers": numbers, "change": line.words}).bold = True
    body = document.add_paragraph()
    for words, where in line.merged:
        run = body.add_run(words)
        run.font.strike = where == "old"
        run.font.underline = where == "new"
    if line.consequences:
        document.add_paragraph("; ".join(line.consequences)).runs[0].italic = True
