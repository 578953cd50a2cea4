"""A web page to lines: blocks start paragraphs, line breaks do not, raised marks become superscript characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from mandates.reading.sources import LINE_LIMIT, SUPERSCRIPT, Line, ReadingError, Source, clean

_words = str.split  # a table of words, many to a line

_SILENT_TAGS = frozenset(_words("script style head title noscript template svg iframe nav button select option"))
_BLOCK_TAGS = frozenset(
    _words(
        "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table thead tbody tfoot tr td th section article header footer "
        "main aside blockquote pre hr body html form fieldset center figure figcaption"
    )
)
_ELEMENT_LIMIT = 200_000


def lines_of_web(text: str) -> Source:
    """The lines of an HTML page. Raises `ReadingError` where the page holds no words."""
    # A declared encoding is about the bytes; here the text is decoded already, and lxml refuses both at once.
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text.lstrip("\ufeff").replace("\x00", ""), count=1)
    if text.count("<") > 2 * _ELEMENT_LIMIT:  # before a tree of them fills the memory
        raise ReadingError("The web page is far larger than a resolution and was not read; give the resolution alone.")
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, RecursionError) as error:
        raise ReadingError("The web page could not be read. Save its text and try again.") from error
    lines = list[Line]()
    parts = list[str]()
    fresh = True

    def close(starts: bool) -> None:
        nonlocal fresh
        line = re.sub(r"[ \n\r]*\t[ \n\r\t]*", "\t", clean(" ".join("".join(parts).split(" ")))).strip()
        line = re.sub(r"[ \n\r]+", " ", line)
        parts.clear()
        if line:
            lines.append(Line(line, fresh))
            fresh = False
        if starts:
            fresh = True

    for what, words in _walk(root):
        if what == "text":
            parts.append(words)
        else:
            close(starts=what == "block")
            if len(lines) > LINE_LIMIT:
                break  # the caller says so
    close(starts=True)
    if not lines:
        raise ReadingError("The web page holds no text.")
    return Source("html", tuple(lines))


def _walk(root: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """What the page says, in order: ("text", words), ("break", "") for a line break, ("block", "") at a block's edge.

    Walks by hand and not by recursion: a page may be nested deeper than Python's stack.
    """
    raised = 0
    skip: object | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if skip is not None:
                continue
            if tag in _SILENT_TAGS or not tag:
                skip = element
                continue
            if tag == "br":
                yield "break", ""
            elif tag in _BLOCK_TAGS:
                yield "block", ""
            elif tag == "sup":
                raised += 1
            if element.text:
                yield "text", _said(element.text, raised)
            continue
        if skip is element:
            skip = None
        elif skip is None:
            if tag in _BLOCK_TAGS:
                yield "block", ""
            elif tag == "sup":
                raised -= 1
        if skip is None and element.tail:
            yield "text", _said(element.tail, raised)


def _said(text: str, raised: int) -> str:
    # In a page a line break in the source is only a space; two hard spaces are how a tab is written.
    text = re.sub(r"\u00a0\s?\u00a0+", "\t", re.sub(r"[\r\n\t]+", " ", text))
    mark = text.strip()
    if raised and len(mark) <= 3 and mark and mark.isalnum() and not re.fullmatch(r"st|nd|rd|th", mark):
        return text.lower().translate(SUPERSCRIPT)
    return text
