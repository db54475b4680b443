"""An article: news, an announcement or help, in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.content.domain.states import ArticleState
from app.content.domain.texts import (
    LONGEST_BODY,
    LONGEST_SLUG,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    SLUG,
    length_problems,
    table_problems,
)
from app.kernel.errors import Problem
from app.kernel.signs import cleaned, on_one_line
from app.kernel.text import N_

if TYPE_CHECKING:
    from datetime import datetime

LANGUAGES = ("zh", "en")
#: What pages and feeds say of a language.
TAGS = {"zh": "zh-CN", "en": "en"}


class ArticleKind(StrEnum):
    """What an article is to its readers: the first two are on the page of news, the third in the help."""

    NEWS = "news"
    ANNOUNCEMENT = "announcement"
    HELP = "help"


NEWS_KINDS = (ArticleKind.NEWS, ArticleKind.ANNOUNCEMENT)


class Topic(StrEnum):
    """Under what an article stands in the help centre."""

    START = "start"
    BOOKING = "booking"
    VOUCHER = "voucher"
    PROVIDER = "provider"
    OFFICER = "officer"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Wording:
    """The same in both languages; "" where one is missing."""

    name_zh: str
    name_en: str

    def of(self, language: str) -> str:
        """Return the text in `zh` or `en`."""
        return self.name_en if language == "en" else self.name_zh

    def cleaned(self) -> Wording:
        """Return both without signs that no reader sees."""
        return Wording(cleaned(self.name_zh), cleaned(self.name_en))

    def on_one_line(self) -> Wording:
        """Return both cleaned, each on one line."""
        return Wording(on_one_line(self.name_zh), on_one_line(self.name_en))


@dataclass(frozen=True, slots=True)
class Words:
    """An article as it is written."""

    slug: str
    kind: ArticleKind
    topic: Topic | None
    is_pinned: bool
    titles: Wording
    summaries: Wording
    bodies: Wording

    @property
    def address(self) -> tuple[bool, str]:
        """Return what its address is made of: whether it is help, and its slug."""
        return self.kind is ArticleKind.HELP, self.slug

    def problems(self) -> list[Problem]:
        """Return every rule that the words break, in whatever state."""
        found = [*self._slug_problems(), *self.size_problems()]
        if not (self.titles.name_zh or self.titles.name_en):
            message = N_("An article needs a title in one language at least.")
            found.append(Problem("no_title", message, "title_zh"))
        if self.kind is ArticleKind.HELP and self.topic is None:
            found.append(Problem("no_topic", N_("Help stands under a topic: choose one."), "topic"))
        return found

    def size_problems(self) -> list[Problem]:
        """Return what is too large of the words."""
        found = []
        for language in LANGUAGES:
            body = self.bodies.of(language)
            found += length_problems(f"title_{language}", self.titles.of(language), LONGEST_TITLE)
            found += length_problems(f"summary_{language}", self.summaries.of(language), LONGEST_SUMMARY)
            # What is too long is not looked into.
            found += length_problems(f"body_{language}", body, LONGEST_BODY) or table_problems(
                f"body_{language}", body
            )
        return found

    def cleaned(self) -> Words:
        """Return the words without signs that no reader sees."""
        return replace(
            self,
            slug=self.slug.strip(),
            titles=self.titles.on_one_line(),
            summaries=self.summaries.on_one_line(),
            bodies=self.bodies.cleaned(),
        )

    def gaps(self) -> list[Problem]:
        """Return what is missing before everybody may read it: each language whole, or not at all."""
        found = []
        for language in LANGUAGES:
            title, body = self.titles.of(language), self.bodies.of(language)
            if bool(title) != bool(body):
                field = f"body_{language}" if title else f"title_{language}"
                message = N_("A language has both a title and a text, or neither.")
                found.append(Problem("half_a_language", message, field))
        if not found and not any(self.has(language) for language in LANGUAGES):
            found.append(Problem("no_text", N_("There is nothing to read yet."), "body_zh"))
        return found

    def has(self, language: str) -> bool:
        """Tell whether it can be read in a language."""
        return bool(self.titles.of(language) and self.bodies.of(language))

    def language_for(self, wanted: str) -> str:
        """Return the language it is shown in to somebody who reads `wanted`."""
        other = "zh" if wanted == "en" else "en"
        return other if self.has(other) and not self.has(wanted) else wanted

    def _slug_problems(self) -> list[Problem]:
        if len(self.slug) <= LONGEST_SLUG and SLUG.fullmatch(self.slug):
            return []
        return [
            Problem(
                "wrong_slug",
                N_("An address has small Latin letters, digits and single hyphens, at most %(longest)s."),
                "slug",
                N_("Write, for instance, “autumn-maintenance”."),
                {"longest": LONGEST_SLUG},
            )
        ]


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the operator's, or (with the id 0) help that comes with OnePool.

    `revision` counts the edits; whoever edits says which one they saw.
    """

    words: Words
    id: int = 0
    uid: str = ""
    state: ArticleState = ArticleState.PUBLISHED
    publish_at: datetime | None = None
    edited_at: datetime | None = None
    revision: int = 0

    @property
    def updated_at(self) -> datetime | None:
        """Return when readers last got something new: it came out, or was edited since."""
        if self.publish_at is None or self.edited_at is None:
            return self.publish_at
        return max(self.publish_at, self.edited_at)


@dataclass(frozen=True, slots=True)
class Headline:
    """What a list shows of an article."""

    slug: str
    kind: ArticleKind
    topic: Topic | None
    is_pinned: bool
    titles: Wording
    summaries: Wording
    id: int = 0
    state: ArticleState = ArticleState.PUBLISHED
    publish_at: datetime | None = None
    edited_at: datetime | None = None


def headline_of(article: Article) -> Headline:
    """Return an article's headline."""
    words = article.words
    return Headline(
        words.slug, words.kind, words.topic, words.is_pinned, words.titles, words.summaries,
        article.id, article.state, article.publish_at, article.edited_at,
    )  # fmt: skip
