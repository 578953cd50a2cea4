"""What was read, as the plain values that `parse_resolution` prints (JSON keys and codes of the contract)."""

from __future__ import annotations

from typing import Any

from mandates.reading.facts import ReadResolution, ReadVoteList


def as_contract(read: ReadResolution) -> dict[str, Any]:
    """The contract's object for one text: dates as ISO strings, lists for tuples, no spans and no confidence."""

    def column(votes: ReadVoteList) -> dict[str, Any]:
        return {"count": votes.count, "states": list(votes.states)}

    return {
        "source": read.source,
        "symbol": read.symbol,
        "body": read.body,
        "title": read.title,
        "session": read.session,
        "special_session": read.special_session,
        "session_dates": [[first.isoformat(), last.isoformat()] for first, last in read.session_dates],
        "agenda_item": read.agenda_item,
        "adopted_on": read.adopted_on.isoformat() if read.adopted_on else None,
        "meeting": read.meeting,
        "adoption": read.adoption,
        "votes": None
        if read.votes is None
        else {
            "in_favour": column(read.votes.in_favour),
            "against": column(read.votes.against),
            "abstaining": column(read.votes.abstaining),
        },
        "paragraphs": [
            {"kind": p.kind, "number": p.number, "level": p.level, "verb": p.verb, "text": p.text}
            for p in read.paragraphs
        ],
        "footnotes": [{"marker": n.marker, "paragraph": n.paragraph, "text": n.text} for n in read.footnotes],
        "citations": [{"symbol": c.symbol, "paragraph": c.paragraph} for c in read.citations],
        "decisions": [
            {
                "paragraph": d.paragraph,
                "action": d.action,
                "mandate": d.mandate,
                "term": d.term,
                "effective_from": d.effective_from,
                "until": d.until,
            }
            for d in read.decisions
        ],
        "requests": [
            {"paragraph": r.paragraph, "verb": r.verb, "addressees": list(r.addressees), "text": r.text}
            for r in read.requests
        ],
        "reports": [
            {
                "paragraph": r.paragraph,
                "addressee": r.addressee,
                "kind": r.kind,
                "recipients": list(r.recipients),
                "sessions": list(r.sessions),
                "recurrence": r.recurrence,
                "mode": r.mode,
                "by_date": r.by_date,
                "words": r.words,
            }
            for r in read.reports
        ],
        "warnings": list(read.warnings),
    }
