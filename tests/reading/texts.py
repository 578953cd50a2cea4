"""Small texts in the form of resolutions, made up for the tests, and files made of them."""

import hashlib
import io
import re
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


PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def rc4(key, content):
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in content:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def locked(file, *, user=b"", owner=b"owner"):
    """A file of `pdf_file` with passwords: "" as the user's lets everybody read (ISO 32000-1, 7.6.3, revision 2)."""

    def digest(content):
        return hashlib.md5(content, usedforsecurity=False).digest()

    may, name = (-4).to_bytes(4, "little", signed=True), b"\0"
    of_owner = rc4(digest((owner + PADDING)[:32])[:5], (user + PADDING)[:32])
    key = digest((user + PADDING)[:32] + of_owner + may + name)[:5]

    def locked_stream(found):
        own = digest(key + int(found[2]).to_bytes(3, "little") + b"\0\0")[:10]
        return found[1] + rc4(own, found[3]) + b"\nendstream"

    file = re.sub(rb"((\d+) 0 obj\n<<[^>]*>>\nstream\n)(.*?)\nendstream", locked_stream, file, flags=re.DOTALL)
    told = b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>>>"
    asked = told % (of_owner.hex().encode(), rc4(key, PADDING).hex().encode())
    return file.replace(b"/Root 1 0 R>>", b"/Root 1 0 R" + asked)
