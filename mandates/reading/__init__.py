"""Reading United Nations resolutions: bytes or text in, what the resolution says out. Knows no Django and no "
"clock."""

from mandates.reading.contract import as_contract
from mandates.reading.facts import (
    ReadCitation,
    ReadDecision,
    ReadFootnote,
    ReadPanel,
    ReadParagraph,
    ReadReport,
    ReadRequest,
    ReadResolution,
    ReadVoteList,
    ReadVotes,
)
from mandates.reading.resolution import BroughtText, read, read_each
from mandates.reading.sources import ReadingError

__all__ = [
    "BroughtText",
    "ReadCitation",
    "ReadDecision",
    "ReadFootnote",
    "ReadPanel",
    "ReadParagraph",
    "ReadReport",
    "ReadRequest",
    "ReadResolution",
    "ReadVoteList",
    "ReadVotes",
    "ReadingError",
    "as_contract",
    "read",
    "read_each",
]
