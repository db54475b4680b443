"""The news as an Atom feed (RFC 4287), one a language."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree import ElementTree as ET

from app.content.domain.articles import TAGS
from app.content.markdown import rendered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.content.domain.articles import Article

ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"
_LANG, _BASE = f"{{{_XML}}}lang", f"{{{_XML}}}base"
# An empty feed must say a time too, and always the same.
_NEVER = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FeedTexts:
    """What a feed says of itself: its language (`zh` or `en`), title, and whole addresses."""

    language: str
    title: str
    site: str
    own_url: str
    page_url: str


def feed_document(articles: Sequence[Article], texts: FeedTexts, urls: Sequence[str]) -> bytes:
    """Return the feed; `urls` are the addresses of the articles, in their order."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed", {_LANG: TAGS[texts.language], _BASE: f"{texts.site}/"})
    _text(feed, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, texts.own_url)}")
    _text(feed, "title", texts.title)
    _text(feed, "updated", _moment(max((_updated(each) for each in articles), default=_NEVER)))
    ET.SubElement(feed, f"{{{ATOM}}}link", rel="self", type="application/atom+xml", href=texts.own_url)
    ET.SubElement(feed, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=texts.page_url)
    _text(ET.SubElement(feed, f"{{{ATOM}}}author"), "name", "OnePool")
    for article, url in zip(articles, urls, strict=True):
        _entry(feed, article, texts.language, url)
    document: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return document


def etag_of(document: bytes) -> str:
    """Return a tag that changes with every byte."""
    return hashlib.sha256(document).hexdigest()[:32]


def _entry(feed: ET.Element, article: Article, wanted: str, url: str) -> None:
    words = article.words
    shown = words.language_for(wanted)
    entry = ET.SubElement(feed, f"{{{ATOM}}}entry", {_LANG: TAGS[shown]})
    # One language's text is another entry than the other's: whoever reads both feeds keeps both.
    _text(entry, "id", f"urn:uuid:{uuid5(UUID(article.uid), wanted)}")
    _text(entry, "title", words.titles.of(shown))
    _text(entry, "updated", _moment(_updated(article)))
    _text(entry, "published", _moment(article.publish_at or _NEVER))
    ET.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=url)
    ET.SubElement(entry, f"{{{ATOM}}}category", term=str(words.kind))
    if words.summaries.of(shown):
        _text(entry, "summary", words.summaries.of(shown))
    _text(entry, "content", str(rendered(words.bodies.of(shown)))).set("type", "html")


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = text
    return element


def _updated(article: Article) -> datetime:
    return article.updated_at or _NEVER


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
