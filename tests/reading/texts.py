"""Small texts in the form of resolutions, made up for the tests, and files made of them."""

import io
import zipfile
import zlib
from pathlib import Path
from xml.sax.saxutils import escape

SAMPLE = Path(__file__).parents[2] / "mandates" / "sample" / "resolution-44-11.txt"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

ESCAPED = {ord(mark): f"\\{mark}" for mark in "()\\"}
MASTHEAD = [
    "Human Rights Council",
    "Forty-fourth session",
    "30 June–17 July 2020",
    "Agenda item 3",
    "Resolution adopted by the Human Rights Council on 16 July 2020",
]


def blocks(*operative, session=44, title="Mandate of the Special Rapporteur on the keeping of bees", back=()):
    """The blocks of a resolution with these operative paragraphs, numbered; those in brackets "(a) …" as they are."""
    numbered, number = [], 0
    for paragraph in operative:
        if paragraph.startswith("("):
            numbered.append(paragraph)
        else:
            number += 1
            numbered.append(f"{number}. {paragraph}")
    return [
        *MASTHEAD,
        f"{session}/99. {title}",
        "The Human Rights Council,",
        "Recalling its earlier resolutions on the keeping of bees,",
        *numbered,
        *back,
    ]


def resolution(*operative, **more):
    """The same as plain text."""
    return "\n\n".join(blocks(*operative, **more)) + "\n"


def word_file(paragraphs, parts=None, body=None):
    """A DOCX file: `paragraphs` are texts or ready XML of paragraphs, `parts` further parts of the package."""
    xml = body or "".join(
        text if text.startswith("<w:p") else f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
        for text in paragraphs
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"<w:document {W}><w:body>{xml}</w:body></w:document>")
        for name, content in (parts or {}).items():
            package.writestr(name, content)
    return packed.getvalue()


def pdf_file(pages, streams=()):
    """A PDF with a text layer: each page a list of (x, y, size, text); `streams` are further packed streams."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", None, "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>"]
    kids = []
    for page in pages:
        drawn = "".join(
            f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text.translate(ESCAPED)}) Tj ET\n" for x, y, size, text in page
        )
        packed = zlib.compress(drawn.encode("latin-1", "replace"))
        objects.append(b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed))
        kids.append(len(objects) + 1)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
    objects += [b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(s), s) for s in streams]
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>"
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        content = content if isinstance(content, bytes) else content.encode()
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, len(out))
    )
