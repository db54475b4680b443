"""The feed, read back by a parser."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

from app.content.atom import ATOM, FeedTexts, feed_document
from app.content.domain.articles import Article, Wording
from tests.support.articles import WORDS, words

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
UID = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
TEXTS = FeedTexts(
    "en", "OnePool: news", "https://pool.example", "https://pool.example/news.atom?lang=en",
    "https://pool.example/news?lang=en",
)  # fmt: skip
NAMES = {"a": ATOM}


def an_article(**changes) -> Article:
    return replace(Article(WORDS, 1, UID, publish_at=NOON, edited_at=NOON, revision=1), **changes)


def read(*articles: Article, texts: FeedTexts = TEXTS) -> ET.Element:
    return ET.fromstring(feed_document(articles, texts, ["https://pool.example/news/x"] * len(articles)))


def text(element: ET.Element, path: str) -> str:
    return element.find(path, NAMES).text


def test_an_entry_says_what_the_article_says():
    feed = read(an_article())
    assert text(feed, "a:title") == "OnePool: news"
    assert text(feed, "a:updated") == text(feed, "a:entry/a:updated") == "2026-03-02T04:00:00Z"
    assert feed.find("a:link[@rel='self']", NAMES).get("href") == TEXTS.own_url
    assert text(feed, "a:entry/a:title") == "The pool opens"
    content = feed.find("a:entry/a:content", NAMES)
    assert (content.get("type"), content.text) == ("html", '<p dir="auto">The first paragraph.</p>\n')


def test_its_id_stays_whatever_is_edited_and_differs_by_language():
    first = text(read(an_article()), "a:entry/a:id")
    edited = an_article(
        words=words(slug="other", titles=Wording("改", "Changed")), edited_at=NOON + timedelta(1)
    )
    feed = read(edited)
    assert text(feed, "a:entry/a:id") == first
    assert first.startswith("urn:uuid:")
    assert text(feed, "a:entry/a:updated") == text(feed, "a:updated") == "2026-03-03T04:00:00Z"
    assert text(feed, "a:entry/a:published") == "2026-03-02T04:00:00Z"
    assert text(read(an_article(), texts=replace(TEXTS, language="zh")), "a:entry/a:id") != first


def test_hostile_words_are_only_words():
    title, body = "</title><script>&'\"]]>\u200f", "<b>&amp;</b> ]]> <!-- [a](javascript:x)"
    feed = read(an_article(words=words(titles=Wording("题", title), bodies=Wording("文", body))))
    assert text(feed, "a:entry/a:title") == title
    assert "&lt;b&gt;" in text(feed, "a:entry/a:content")


def test_a_missing_language_is_given_in_the_other_and_said():
    only = an_article(words=words(titles=Wording("仅中文", ""), bodies=Wording("正文", "")))
    entry = read(only).find("a:entry", NAMES)
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-CN"
    assert text(entry, "a:title") == "仅中文"


def test_an_empty_feed_is_a_feed():
    assert text(read(), "a:updated").endswith("Z")
