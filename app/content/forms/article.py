"""An article as the operator types it, both languages side by side."""

from __future__ import annotations

from typing import Any

from flask import request
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from app.content.articles import Move
from app.content.domain.articles import Article, ArticleKind, Topic, Wording, Words
from app.content.domain.states import ArticleAction, ArticleState
from app.content.forms.words import KIND_WORDS, TOPIC_WORDS, found_moment
from app.content.queries import ArticleFilter
from app.infra.forms import Form, SeenField, choices, lazy_gettext
from app.pool.domain.days import POOL_ZONE

PREVIEW = "preview"
_TOPICS = {"": lazy_gettext("none"), **{str(topic): word for topic, word in TOPIC_WORDS.items()}}


class ArticleForm(Form):
    """The words of an article, what is to be done with them, and which revision the writer began with."""

    title_zh = StringField(lazy_gettext("Title in Chinese"))
    summary_zh = TextAreaField(lazy_gettext("Summary in Chinese"))
    body_zh = TextAreaField(lazy_gettext("Text in Chinese"))
    title_en = StringField(lazy_gettext("Title in English"))
    summary_en = TextAreaField(lazy_gettext("Summary in English"))
    body_en = TextAreaField(lazy_gettext("Text in English"))
    kind = SelectField(lazy_gettext("Kind"), choices=choices(KIND_WORDS))
    topic = SelectField(lazy_gettext("Topic in the help centre"), choices=choices(_TOPICS), default="")
    slug = StringField(lazy_gettext("Address"))
    is_pinned = BooleanField(lazy_gettext("Keep at the top of the news"))
    publish_at = DateTimeLocalField(lazy_gettext("Publish at"), [Optional()])
    revision = SeenField(default=0)

    def words(self) -> Words:
        """Return the words as they were typed."""
        kind = ArticleKind(self.kind.data)
        return Words(
            slug=self.slug.data or "",
            kind=kind,
            topic=Topic(self.topic.data) if self.topic.data and kind is ArticleKind.HELP else None,
            is_pinned=bool(self.is_pinned.data) and kind is not ArticleKind.HELP,
            titles=Wording(self.title_zh.data or "", self.title_en.data or ""),
            summaries=Wording(self.summary_zh.data or "", self.summary_en.data or ""),
            bodies=Wording(self.body_zh.data or "", self.body_en.data or ""),
        )

    def move(self) -> Move | None:
        """Return what the button pressed does beyond keeping the words. Raises Invalid for a skipped time."""
        then = request.form.get("then")
        if then not in set(ArticleAction):
            return None
        return Move(ArticleAction(then), found_moment(self.publish_at))

    @property
    def wants_preview(self) -> bool:
        """Tell whether the text is to be shown, and not kept."""
        return request.method == "POST" and request.form.get("then") == PREVIEW


def article_data(article: Article) -> dict[str, Any]:
    """Return what the form shows of an article that stands."""
    words, at = article.words, article.publish_at
    return {
        "title_zh": words.titles.name_zh,
        "title_en": words.titles.name_en,
        "summary_zh": words.summaries.name_zh,
        "summary_en": words.summaries.name_en,
        "body_zh": words.bodies.name_zh,
        "body_en": words.bodies.name_en,
        "kind": str(words.kind),
        "topic": str(words.topic or ""),
        "slug": words.slug,
        "is_pinned": words.is_pinned,
        "publish_at": at.astimezone(POOL_ZONE).replace(tzinfo=None) if at else None,
        "revision": article.revision,
    }


class SearchForm(Form):
    """A search by GET: nothing is required, and what cannot be read is left out."""

    class Meta(Form.Meta):
        csrf = False

    q = StringField(lazy_gettext("Search"))
    kind = StringField()
    state = StringField()

    def __init__(self) -> None:
        """Read the address."""
        super().__init__(request.args)

    def wanted(self) -> ArticleFilter:
        """Return what is looked for."""
        kind = self.kind.data
        return ArticleFilter(self.words or None, ArticleKind(kind) if kind in set(ArticleKind) else None)

    @property
    def words(self) -> str:
        """Return the words looked for, or ""."""
        return (self.q.data or "").strip()[:200]

    @property
    def wanted_state(self) -> ArticleState | None:
        """Return the state looked for, or None for all."""
        return ArticleState(self.state.data) if self.state.data in set(ArticleState) else None
