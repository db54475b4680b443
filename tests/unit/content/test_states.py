from datetime import UTC, datetime, timedelta

import pytest

from app.content.domain.states import ARTICLE, ArticleAction, ArticleState, actions_in, after, standing
from app.kernel.errors import Conflict

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


def test_each_state_can_be_left_and_only_as_the_table_says():
    assert {state: actions_in(state) for state in ArticleState} == {
        ArticleState.DRAFT: [ArticleAction.SCHEDULE, ArticleAction.PUBLISH],
        ArticleState.SCHEDULED: [ArticleAction.SCHEDULE, ArticleAction.RECALL, ArticleAction.PUBLISH],
        ArticleState.PUBLISHED: [ArticleAction.WITHDRAW],
        ArticleState.WITHDRAWN: [ArticleAction.REOPEN],
    }
    for state in ArticleState:
        for action in ArticleAction:
            if (state, action) not in ARTICLE:
                with pytest.raises(Conflict) as refused:
                    after(state, action)
                assert refused.value.code == "illegal_transition"


@pytest.mark.parametrize(("minutes", "seen"), [(-1, "scheduled"), (0, "published"), (1, "published")])
def test_a_scheduled_article_is_published_from_its_moment_on(minutes, seen):
    assert standing(ArticleState.SCHEDULED, NOON, NOON + timedelta(minutes=minutes)) == seen


def test_time_turns_no_other_state():
    for state in (ArticleState.DRAFT, ArticleState.WITHDRAWN, ArticleState.PUBLISHED):
        assert standing(state, NOON, NOON + timedelta(days=1)) is state
