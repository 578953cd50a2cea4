"""Reads a PDF in a process of its own, which may use two seconds and 300 MiB and not more.

A PDF is a program, and a library that runs it can be led in circles by a damaged or a spiteful file: a reference to
itself, a table of four thousand million widths. No check beforehand knows all of them; a process can be ended.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from mandates.reading.pdf import lines_of_pdf, measure
from mandates.reading.sources import Line, ReadingError, Source

SECONDS = 2
_MEMORY = 300 * 1024 * 1024
# The processor's seconds end the process; this ends one that waits, or a machine that has no time for it.
_PATIENCE = 30
_ENDLESS = (
    "The PDF could not be read in the time a resolution takes; it may be damaged. Give the Word file or the text."
)
_ROOT = str(Path(__file__).parents[2])
_CHILD = f"import sys; sys.path.insert(0, {_ROOT!r}); from mandates.reading.apart import main; main()"


def lines_of_pdf_apart(content: bytes) -> Source:
    """The lines of a PDF's text layer. Raises `ReadingError` where it has none, is refused, or finds no end."""
    measure(content)
    if not sys.executable:  # an interpreter inside another program cannot start a second one
        return lines_of_pdf(content)
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-c", _CHILD], input=content, capture_output=True, timeout=_PATIENCE, check=False
        )
        told = json.loads(child.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise ReadingError(_ENDLESS) from error
    if "refused" in told:
        raise ReadingError(told["refused"])
    lines = tuple(Line(text, starts) for text, starts in told["lines"])
    return Source("pdf", lines, tuple((mark, words) for mark, words in told["footnotes"]))


def main() -> None:
    """The child: the file on standard input, its lines as JSON on standard output."""
    try:
        import resource
    except ImportError:  # no such limits on this system; the parent's patience is left
        pass
    else:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        source = lines_of_pdf(sys.stdin.buffer.read())
        told: dict[str, object] = {
            "lines": [(line.text, line.starts) for line in source.lines],
            "footnotes": source.footnotes,
        }
    except ReadingError as refused:
        told = {"refused": str(refused)}
    sys.stdout.buffer.write(json.dumps(told).encode())
