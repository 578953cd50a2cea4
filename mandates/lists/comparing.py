"""Two texts compared, for the page and for what is taken away: which paragraph became which, which words changed, and
what becomes of the requests."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mandates.models import ObligationSource, RequestSource, Resolution
from mandates.reading.comparing import Pair, Run, Worded, compared, counted

MARKS = {"same": "done", "small": "part", "reworded": "part", "dropped": "shut", "new": "open"}
CSS = {"same": "same", "small": "small", "reworded": "rew", "dropped": "gone", "new": "fresh"}


@dataclass(slots=True)
class Asks:
    """What the paragraphs of a text ask, by key: the requests and the streams, each by what tells it from others."""

    requests: Mapping[str, set] = field(default_factory=lambda: defaultdict(set))
    streams: Mapping[str, set] = field(default_factory=lambda: defaultdict(set))


def asks_of(text: Resolution) -> Asks:
    """What is recorded of the requests and streams of `text`; two queries."""
    asks = Asks()
    for key, pk in RequestSource.objects.filter(resolution=text).values_list("paragraph_key", "request"):
        asks.requests[key].add(pk)
    for key, pk in ObligationSource.objects.filter(resolution=text).values_list("paragraph_key", "obligation"):
        asks.streams[key].add(pk)
    return asks


@dataclass(slots=True)
class Line:
    """A paragraph of either text, or of both, as the comparison prints it."""

    id: str
    css: str
    mark: str
    words: str
    old_number: str
    new_number: str
    old_runs: Sequence[Run]
    new_runs: Sequence[Run]
    consequences: list[str]
    number: int | None = None  # among the changes of the operative part; None for one that is the same

    @property
    def is_in_both(self) -> bool:
        return bool(self.old_runs and self.new_runs)

    @property
    def merged(self) -> list[tuple[str, str]]:
        """Both sides as one text: (words, in which text they stand: "old", "new" or "both"). Runs that are in both come
        in the same order on both sides."""
        if not self.is_in_both:
            side = "old" if self.old_runs else "new"
            return [(run.text, side) for run in self.old_runs or self.new_runs]
        merged = []
        new_runs = iter(self.new_runs)
        for run in self.old_runs:
            if run.changed:
                merged.append((run.text, "old"))
                continue
            for other in new_runs:
                merged.append((other.text, "new" if other.changed else "both"))
                if not other.changed:
                    break
        return [*merged, *((run.text, "new") for run in new_runs)]


@dataclass
class Comparison:
    """Two texts compared. `old_name` and `new_name` are how people call them; `lines` the operative part."""

    old_name: str
    new_name: str
    pairs: list[Pair]
    lines: list[Line]
    preamble: list[Line]
    preamble_words: str
    requests_words: str

    @cached_property
    def counts(self) -> list[tuple[int, str, str]]:
        """(how many, in words, where the first stands) for each kind of change that there is."""
        words = {
            "dropped": _("dropped"),
            "new": _("new"),
            "same": _("word for word"),
            "small": _("a word or two changed"),
            "reworded": _("reworded"),
        }
        first = {}
        for line, pair in zip(self.lines, self.pairs, strict=True):
            first.setdefault(pair.change, line.id)
        return [(number, words[change], first[change]) for change, number in counted(self.pairs).items() if number]

    @property
    def sentence(self) -> str:
        """The counts as one says them: "8 operative paragraphs dropped, 1 new, 5 word for word"."""
        parts = [f"{number} {words}" for number, words, _first in self.counts]
        return _("Of the operative paragraphs: %(counts)s.") % {"counts": ", ".join(parts)} if parts else ""

    @property
    def changes(self) -> list[Line]:
        """The lines that are not the same, word for word."""
        return [line for line in self.lines if line.number]

    @cached_property
    def map(self) -> list[dict]:
        """The numbers of both texts on one line: each column with its place in per cent and what joins it."""
        many = max(len(self.lines), 1)
        return [
            {
                "x": f"{100 * (place + 0.5) / many:.2f}%",
                "old": line.old_number,
                "new": line.new_number,
                "joins": line.is_in_both,
                "css": line.css,
            }
            for place, line in enumerate(self.lines)
        ]


def comparison(
    old_name: str, old: Sequence, new_name: str, new: Sequence, old_asks: Asks, new_asks: Asks
) -> Comparison:
    """`old` and `new` are paragraphs, rows or read values, of all kinds; the operative and preambular are compared."""
    sides = [_split(old), _split(new)]
    pairs = compared(sides[0]["operative"], sides[1]["operative"])
    before = compared(sides[0]["preambular"], sides[1]["preambular"])
    lines = [_line("o", pair, *(side["operative"] for side in sides), old_asks, new_asks) for pair in pairs]
    for number, line in enumerate((line for line in lines if line.css != CSS["same"]), start=1):
        line.number = number
    preamble = [_line("p", pair, *(side["preambular"] for side in sides), Asks(), Asks()) for pair in before]
    return Comparison(
        old_name, new_name, pairs, lines, preamble, _preamble_words(before), _requests_words(old_asks, new_asks)
    )


def _split(paragraphs: Sequence) -> dict[str, list[Worded]]:
    return {kind: [p for p in paragraphs if p.kind == kind] for kind in ("operative", "preambular")}


def _line(prefix: str, pair: Pair, old: Sequence, new: Sequence, old_asks: Asks, new_asks: Asks) -> Line:
    was = old[pair.old] if pair.old is not None else None
    now = new[pair.new] if pair.new is not None else None
    id = f"{prefix}-{pair.old}" if was else f"{prefix}n-{pair.new}"
    return Line(
        id=id,
        css=CSS[pair.change],
        mark=MARKS[pair.change],
        words=_change_words(pair),
        old_number=_number(was),
        new_number=_number(now),
        old_runs=pair.old_runs,
        new_runs=pair.new_runs,
        consequences=_consequences(was, now, old_asks, new_asks),
    )


def _number(paragraph) -> str:
    if paragraph is None or paragraph.kind != "operative":
        return ""
    return paragraph.key


def _change_words(pair: Pair) -> str:
    if pair.change == "same":
        return _("word for word")
    if pair.change in ("dropped", "new"):
        return _("dropped") if pair.change == "dropped" else _("new")
    parts = []
    if pair.added:
        parts.append(ngettext("%d word added", "%d words added", pair.added) % pair.added)
    if pair.cut:
        parts.append(ngettext("%d word cut", "%d words cut", pair.cut) % pair.cut)
    return ", ".join(parts) or _("marks changed")


def _every(by_key: Mapping[str, set]) -> set:
    return set().union(*by_key.values())


def _consequences(was, now, old_asks: Asks, new_asks: Asks) -> list[str]:
    """What becomes of the requests and streams of the paragraph, in words."""
    asked, asks = (side.requests.get(p.key, set()) if p else set() for p, side in ((was, old_asks), (now, new_asks)))
    owed, owes = (side.streams.get(p.key, set()) if p else set() for p, side in ((was, old_asks), (now, new_asks)))
    lines = []
    if on := len(asked & asks):
        words = ngettext("%d request goes on, with its history", "%d requests go on, with their history", on)
        lines.append(words % on)
    if ended := len(asked - _every(new_asks.requests)):
        lines.append(ngettext("%d request is not repeated", "%d requests are not repeated", ended) % ended)
    if fresh := len(asks - asked):
        lines.append(ngettext("%d new request", "%d new requests", fresh) % fresh)
    if on := len(owed & owes):
        lines.append(ngettext("%d reporting stream goes on", "%d reporting streams go on", on) % on)
    if ended := len(owed - _every(new_asks.streams)):
        words = ngettext("%d reporting stream is not repeated", "%d reporting streams are not repeated", ended)
        lines.append(words % ended)
    return lines


def _requests_words(old_asks: Asks, new_asks: Asks) -> str:
    """What becomes of all requests and streams together: "8 requests go on; 1 request is not repeated."."""
    asked, asks = _every(old_asks.requests), _every(new_asks.requests)
    parts = []
    if on := len(asked & asks):
        parts.append(ngettext("%d request goes on", "%d requests go on", on) % on)
    if ended := len(asked - asks):
        parts.append(ngettext("%d request is not repeated", "%d requests are not repeated", ended) % ended)
    if fresh := len(asks - asked):
        parts.append(ngettext("%d request is new", "%d requests are new", fresh) % fresh)
    if on := len(_every(old_asks.streams) & _every(new_asks.streams)):
        parts.append(ngettext("%d reporting stream goes on", "%d reporting streams go on", on) % on)
    return f"{'; '.join(parts)}." if parts else ""


def _preamble_words(pairs: Sequence[Pair]) -> str:
    counts = counted(pairs)
    old, new = sum(p.old is not None for p in pairs), sum(p.new is not None for p in pairs)
    words = _(
        "%(old)d paragraphs became %(new)d: %(same)d word for word, %(changed)d changed, %(dropped)d dropped,"
        " %(fresh)d new"
    )
    changed = counts["small"] + counts["reworded"]
    return words % {
        "old": old, "new": new, "same": counts["same"], "changed": changed,
        "dropped": counts["dropped"], "fresh": counts["new"],
    }  # fmt: skip


def stored_comparison(old: Resolution, new: Resolution) -> Comparison | None:
    """Two texts that are here, the earlier first; None where a text was not read here."""
    paragraphs = [list(text.paragraphs.all()) for text in (old, new)]
    if not all(paragraphs):
        return None
    return comparison(old.short_symbol, paragraphs[0], new.short_symbol, paragraphs[1], asks_of(old), asks_of(new))


def named_texts(*references: str) -> list[Resolution] | None:
    """The texts of these references, the earlier first; None where one of them is not known."""
    texts = [Resolution.objects.named(each).defer("original_text").first() for each in references]
    return sorted(texts, key=lambda text: (text.adopted or "", text.pk)) if all(texts) else None
