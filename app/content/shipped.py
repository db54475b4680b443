"""The help that comes with OnePool: one file an article and language, read once a process.

A file begins with lines `title:`, `summary:` and `topic:`; after a line `---` comes the text in Markdown.
Its name is the article's slug. An article of the operator's with the same slug is shown instead.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.content.domain.articles import Article, ArticleKind, Topic, Wording, Words
from app.infra.search import query_tokens, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent / "help"
_END = "\n---\n"
#: In the order of the help centre, topic by topic.
SLUGS = (
    "what-onepool-is", "your-account", "when-something-is-refused", "find-partners", "glossary",
    "book-an-instrument", "states-of-a-booking", "cancellation-no-show-and-appeal", "order-a-service",
    "bookings-in-your-calendar",
    "how-a-voucher-works", "apply-for-a-voucher", "claim-voucher-money", "pay-your-own-share",
    "publish-an-instrument", "connect-your-calendar", "the-keepers-day", "get-paid",
    "year-of-a-programme", "review-claims-and-pay-out", "recognition-and-accreditation",
    "run-the-pool", "write-news-and-help",
)  # fmt: skip


@cache
def shipped() -> Mapping[str, Article]:
    """Return every article that comes with OnePool, by slug, in the order of the help centre."""
    return {slug: _read(slug) for slug in SLUGS}


def shipped_matching(text: str) -> list[Article]:
    """Return those that hold every word of `text`, the last Latin word as the beginning of one."""
    wanted = query_tokens(text)
    if not wanted:
        return []
    found = [slug for slug, held in _tokens().items() if _holds(held, wanted)]
    return [shipped()[slug] for slug in found]


@cache
def _tokens() -> Mapping[str, frozenset[str]]:
    return {
        slug: frozenset(token for text in _texts(article.words) for token in tokens(text))
        for slug, article in shipped().items()
    }


def _texts(words: Words) -> list[str]:
    both = (words.titles, words.summaries, words.bodies)
    return [wording.of(language) for wording in both for language in ("zh", "en")]


def _holds(held: frozenset[str], wanted: list[str]) -> bool:
    *whole, last = wanted
    begins = last in held or (last.isascii() and any(token.startswith(last) for token in held))
    return begins and held.issuperset(whole)


def _read(slug: str) -> Article:
    zh, en = (_parts((FOLDER / language / f"{slug}.md").read_text("utf-8")) for language in ("zh", "en"))
    words = Words(
        slug=slug,
        kind=ArticleKind.HELP,
        topic=Topic(en["topic"]),
        is_pinned=False,
        titles=Wording(zh["title"], en["title"]),
        summaries=Wording(zh["summary"], en["summary"]),
        bodies=Wording(zh["body"], en["body"]),
    )
    return Article(words)


def _parts(text: str) -> dict[str, str]:
    head, _, body = text.partition(_END)
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    return {**fields, "body": body.strip()}
