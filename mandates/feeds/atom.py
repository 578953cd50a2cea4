"""Feeds of changes as RFC 4287 has them, in pages as RFC 5005 has them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed

# What XML cannot hold; it may stand in what a person typed.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
OURS_SINCE = 2026  # the year in which these names were given: a tag URI says who gave it, and when (RFC 4151)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `name` makes its id and never changes, `content` is HTML, `by` who did it where that may be said."""

    name: str
    title: str
    content: str
    address: str
    updated_at: datetime
    by: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The page `number`, from 1, of a feed; `has_more` where older entries follow."""

    entries: Sequence[Entry]
    number: int
    has_more: bool


class PagedAtomFeed(Atom1Feed):
    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for rel, address in self.feed["pages"]:
            handler.addQuickElement("link", "", {"rel": rel, "href": address})

    def latest_post_date(self):
        return self.feed["updated_at"]


def tag(name: str) -> str:
    """An id that stays the same wherever the feed is read: tag:desk.example.org,2026:log/12."""
    return f"tag:{urlsplit(settings.DESK_URL).hostname},{OURS_SINCE}:{name}"


def atom_of(page: Page, *, name: str, title: str, subtitle: str, at: str, about_at: str, updated_at: datetime) -> bytes:
    """The feed `name` with the entries of a `page`. `at` is its address with what is asked and without the page,
    `about_at` that of the page that people read; `updated_at` holds where there is no entry."""
    own = settings.DESK_URL + at
    feed = PagedAtomFeed(
        title=_clean(title),
        link=settings.DESK_URL + about_at,
        description="",
        subtitle=_clean(subtitle),
        author_name="Mandate Desk",
        feed_url=_numbered(own, page.number),
        feed_guid=tag(name),
        pages=_pages(own, page),
        updated_at=max((entry.updated_at for entry in page.entries), default=updated_at),
    )
    for entry in page.entries:
        feed.add_item(
            title=_clean(entry.title),
            link=entry.address,
            description=_clean(entry.content),
            unique_id=tag(entry.name),
            updateddate=entry.updated_at,
            author_name=_clean(entry.by) or None,
            categories=[_clean(words) for words in entry.about],
        )
    return feed.writeString("utf-8").encode()


def _pages(own: str, page: Page) -> list[tuple[str, str]]:
    links = []
    if page.number > 1:
        links += [("first", own), ("previous", _numbered(own, page.number - 1))]
    if page.has_more:
        links.append(("next", _numbered(own, page.number + 1)))
    return links


def _numbered(own: str, number: int) -> str:
    if number == 1:
        return own
    return f"{own}{'&' if '?' in own else '?'}{urlencode({'page': number})}"


def _clean(words: str) -> str:
    return NOT_IN_XML.sub("", str(words))
