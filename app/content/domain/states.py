"""The state machine of an article, as a table. A time ahead is a rule of reading: no job turns a state."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.kernel.errors import Conflict
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class ArticleState(StrEnum):
    """Who can read an article: a published one everybody, a scheduled one everybody from its time on."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class ArticleAction(StrEnum):
    """What the operator does with an article."""

    SCHEDULE = "schedule"
    RECALL = "recall"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


ARTICLE: Mapping[tuple[ArticleState, ArticleAction], ArticleState] = {
    (ArticleState.DRAFT, ArticleAction.SCHEDULE): ArticleState.SCHEDULED,
    (ArticleState.DRAFT, ArticleAction.PUBLISH): ArticleState.PUBLISHED,
    (ArticleState.SCHEDULED, ArticleAction.SCHEDULE): ArticleState.SCHEDULED,
    (ArticleState.SCHEDULED, ArticleAction.RECALL): ArticleState.DRAFT,
    (ArticleState.SCHEDULED, ArticleAction.PUBLISH): ArticleState.PUBLISHED,
    (ArticleState.PUBLISHED, ArticleAction.WITHDRAW): ArticleState.WITHDRAWN,
    (ArticleState.WITHDRAWN, ArticleAction.REOPEN): ArticleState.DRAFT,
}


def standing(state: ArticleState, publish_at: datetime | None, now: datetime) -> ArticleState:
    """Return what an article is at a moment: a scheduled one whose time has come is published."""
    is_due = state is ArticleState.SCHEDULED and publish_at is not None and publish_at <= now
    return ArticleState.PUBLISHED if is_due else state


def after(state: ArticleState, action: ArticleAction) -> ArticleState:
    """Return the state that `action` leads to; raises Conflict `illegal_transition` where there is none."""
    if (state, action) not in ARTICLE:
        raise Conflict(
            "illegal_transition",
            N_("This cannot be done with an article in the state “%(state)s”."),
            fix=N_("Load it again and look at its present state."),
            state=state,
        )
    return ARTICLE[state, action]


def actions_in(state: ArticleState) -> list[ArticleAction]:
    """Return what can be done in a state, in the order of the table."""
    return [action for before, action in ARTICLE if before is state]
