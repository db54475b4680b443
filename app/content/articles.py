"""Writing articles: drafted, edited, scheduled, published, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import CursorResult, insert, update

from app.content import queries
from app.content.domain.states import ArticleAction, ArticleState, after, standing
from app.content.indexing import index_article
from app.content.models import Article as ArticleRow
from app.content.slugs import slug_of
from app.infra.db import constraint_error, execute_checked, swap
from app.infra.events import record
from app.kernel.errors import Conflict, Invalid, Problem
from app.kernel.text import N_

if TYPE_CHECKING:
    from datetime import datetime

    from app.content.domain.articles import Article, Words
    from app.infra.events import EventActor

SUBJECT = "article"
_READABLE = (ArticleState.SCHEDULED, ArticleState.PUBLISHED)

constraint_error(
    "uq_article_slug",
    lambda: Conflict("slug_taken", N_("Another article has this address already."), field="slug"),
    sqlite_columns="article.slug",
)


@dataclass(frozen=True, slots=True)
class Move:
    """What is done with an article once its words are kept; `at` is the time to schedule it for."""

    action: ArticleAction
    at: datetime | None = None


def draft_article(*, words: Words, move: Move | None, by: EventActor, now: datetime) -> Article:
    """Keep a new article as a draft, and do with it what was asked for.

    Raises Invalid with every broken rule, Conflict `slug_taken`.
    """
    words = _checked(words)
    values = {"uid": str(uuid4()), "state": str(ArticleState.DRAFT), "created_at": now, "edited_at": now}
    drafted = insert(ArticleRow).values(**values, revision=1, **_columns(words))
    article_id: int = execute_checked(drafted.returning(ArticleRow.id)).scalar_one()
    index_article(article_id, words)
    _note(article_id, "create", None, ArticleState.DRAFT, by, now)
    article = queries.get_article(article_id)
    return article if move is None else _moved(article, move, by, now)


def edit_article(
    *, article_id: int, words: Words, seen: int, move: Move | None, by: EventActor, now: datetime
) -> Article:
    """Replace the words of an article, and do with it what was asked for.

    `seen` is the revision the writer began with. Raises NotFound, Invalid with every broken rule, Conflict
    `edited_meanwhile` where somebody else was faster, `slug_taken` or `illegal_transition`.
    """
    before = queries.get_article(article_id)
    words = _checked(words)
    is_read = standing(before.state, before.publish_at, now) is ArticleState.PUBLISHED
    if is_read and before.words.address != words.address:
        raise Invalid(
            "address_stands",
            N_("The address of a published article stays: others link to it."),
            field="slug" if before.words.slug != words.slug else "kind",
            fix=N_("Withdraw it and make it a draft again first."),
        )
    if _stays_readable(before, move):
        _refuse_gaps(words)
    if seen != before.revision:
        raise _edited_meanwhile()
    if before.words != words:
        _replace(before, words, by, now)
    article = queries.get_article(article_id)
    return article if move is None else _moved(article, move, by, now)


def _replace(before: Article, words: Words, by: EventActor, now: datetime) -> None:
    edited = execute_checked(
        update(ArticleRow)
        .where(ArticleRow.id == before.id, ArticleRow.revision == before.revision)
        .values(revision=before.revision + 1, edited_at=now, **_columns(words))
    )
    if not isinstance(edited, CursorResult) or edited.rowcount != 1:
        raise _edited_meanwhile()
    index_article(before.id, words)
    _note(before.id, "edit", before.state, before.state, by, now, {"revision": before.revision + 1})


def _moved(article: Article, move: Move, by: EventActor, now: datetime) -> Article:
    to_state = after(standing(article.state, article.publish_at, now), move.action)
    if to_state in _READABLE:
        _refuse_gaps(article.words)
    at = _time_of(move, article, now)
    swap(ArticleRow, article.id, from_state=article.state, to_state=to_state, publish_at=at)
    data = {"publish_at": at.isoformat()} if move.action is ArticleAction.SCHEDULE and at else None
    _note(article.id, move.action, article.state, to_state, by, now, data)
    return queries.get_article(article.id)


def _time_of(move: Move, article: Article, now: datetime) -> datetime | None:
    match move.action:
        case ArticleAction.PUBLISH:
            return now
        case ArticleAction.WITHDRAW:
            return article.publish_at
        case ArticleAction.SCHEDULE:
            if move.at is None or move.at <= now:
                raise Invalid(
                    "time_not_ahead",
                    N_("Give a day and a time that are still ahead."),
                    field="publish_at",
                    fix=N_("Or publish it now."),
                )
            return move.at
        case _:
            return None


def _stays_readable(before: Article, move: Move | None) -> bool:
    return before.state in _READABLE and move is None


def _refuse_gaps(words: Words) -> None:
    if gaps := words.gaps():
        raise Invalid.of(gaps)


def _checked(words: Words) -> Words:
    """Return the words without unseen signs and with an address. Raises Invalid with every broken rule."""
    words = words.cleaned()
    if not words.slug:
        words = replace(words, slug=slug_of(words.titles))
    problems: list[Problem] = words.problems()
    if problems:
        raise Invalid.of(problems)
    return words


def _edited_meanwhile() -> Conflict:
    return Conflict(
        "edited_meanwhile",
        N_("Somebody else has saved this article since you opened it."),
        fix=N_("Compare the two below. Saving again replaces what they wrote."),
    )


def _columns(words: Words) -> dict[str, Any]:
    return {
        "slug": words.slug,
        "kind": str(words.kind),
        "topic": str(words.topic) if words.topic else None,
        "is_pinned": words.is_pinned,
        "title_zh": words.titles.name_zh,
        "title_en": words.titles.name_en,
        "summary_zh": words.summaries.name_zh,
        "summary_en": words.summaries.name_en,
        "body_zh": words.bodies.name_zh,
        "body_en": words.bodies.name_en,
    }


def _note(
    article_id: int,
    action: str,
    before: ArticleState | None,
    to_state: ArticleState | None,
    by: EventActor,
    now: datetime,
    data: object = None,
) -> None:
    record(
        subject_kind=SUBJECT,
        subject_ref=str(article_id),
        action=action,
        at=now,
        actor=by,
        from_state=before,
        to_state=to_state,
        data=data,
    )
