"""Articles in the database: when they are read, how they are found, and who was faster."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.content import queries
from app.content.articles import Move, draft_article, edit_article
from app.content.domain.articles import NEWS_KINDS, ArticleKind, Topic, Wording
from app.content.domain.states import ArticleAction, ArticleState
from app.infra.events import SYSTEM, history
from app.kernel.errors import Conflict, Gone, Invalid, NotFound
from tests.support.articles import WORDS, published, words
from tests.support.moments import NOON

LATER = NOON + timedelta(hours=2)


def edit(article, now=NOON, move=None, **changes):
    return edit_article(
        article_id=article.id,
        words=replace(article.words, **changes),
        seen=article.revision,
        move=move,
        by=SYSTEM,
        now=now,
    )


def slugs(headlines) -> list[str]:
    return [each.slug for each in headlines]


def test_a_scheduled_article_is_read_from_its_moment_on_and_not_before(do):
    schedule = Move(ArticleAction.SCHEDULE, LATER)
    article = do(lambda: draft_article(words=WORDS, move=schedule, by=SYSTEM, now=NOON))
    assert article.state is ArticleState.SCHEDULED
    for moment, seen in ((NOON, []), (LATER - timedelta(seconds=1), []), (LATER, ["pool-opens"])):
        assert slugs(do(lambda at=moment: queries.newest_news(3, at))) == seen
        assert slugs(do(lambda at=moment: queries.search_articles("first paragraph", 5, now=at))) == seen
    with pytest.raises(NotFound):
        do(lambda: queries.find_public("pool-opens", NEWS_KINDS, NOON))
    assert do(lambda: queries.find_public("pool-opens", NEWS_KINDS, LATER)).id == article.id


def test_an_article_goes_its_way_and_each_step_leaves_an_event(do):
    article = do(lambda: draft_article(words=WORDS, move=None, by=SYSTEM, now=NOON))
    with pytest.raises(Invalid) as refused:
        do(lambda: edit(article, move=Move(ArticleAction.SCHEDULE, NOON)))
    assert refused.value.code == "time_not_ahead"
    scheduled = do(lambda: edit(article, move=Move(ArticleAction.SCHEDULE, LATER)))
    # Its time has come: it is withdrawn as a published one is, and can no longer be recalled.
    with pytest.raises(Conflict):
        do(lambda: edit(scheduled, now=LATER, move=Move(ArticleAction.RECALL)))
    for changes in ({"slug": "elsewhere"}, {"kind": ArticleKind.HELP, "topic": Topic.START}):
        with pytest.raises(Invalid, match="address_stands"):
            do(lambda moved=changes: edit(scheduled, now=LATER, **moved))
    withdrawn = do(lambda: edit(scheduled, now=LATER, move=Move(ArticleAction.WITHDRAW)))
    with pytest.raises(Gone):
        do(lambda: queries.find_public("pool-opens", NEWS_KINDS, LATER))
    reopened = do(lambda: edit(withdrawn, now=LATER, move=Move(ArticleAction.REOPEN)))
    again = do(lambda: edit(reopened, now=LATER, move=Move(ArticleAction.PUBLISH)))
    assert (again.uid, again.publish_at) == (article.uid, LATER)
    events = do(lambda: history("article", str(article.id)))
    assert [(event.action, event.to_state) for event in events] == [
        ("create", "draft"), ("schedule", "scheduled"), ("withdraw", "withdrawn"),
        ("reopen", "draft"), ("publish", "published"),
    ]  # fmt: skip


def test_of_two_who_edit_at_once_the_second_is_told(do):
    article = do(lambda: published(NOON))
    faster = do(lambda: edit(article, titles=Wording("快", "Faster")))
    with pytest.raises(Conflict) as refused:
        do(lambda: edit(article, titles=Wording("慢", "Slower")))
    assert refused.value.code == "edited_meanwhile"
    assert do(lambda: queries.get_article(article.id)).words.titles.name_en == "Faster"
    unchanged = do(lambda: edit(faster))  # the same words are no edit, and no event
    assert unchanged.revision == faster.revision


def test_what_everybody_reads_keeps_a_whole_language_and_an_address_of_its_own(do):
    article = do(lambda: published(NOON))
    with pytest.raises(Invalid) as refused:
        do(lambda: edit(article, bodies=Wording("", "")))
    assert {problem.code for problem in refused.value.problems} == {"half_a_language"}
    with pytest.raises(Conflict) as taken:
        do(lambda: published(NOON))
    assert taken.value.code == "slug_taken"


def test_news_come_page_by_page_pinned_first_then_the_newest(do):
    for number in range(5):
        do(lambda at=number: published(NOON + timedelta(hours=at), slug=f"n{at}", is_pinned=at in (0, 3)))
    do(lambda: published(NOON + timedelta(hours=1), slug="twin", kind=ArticleKind.ANNOUNCEMENT))
    seen, cursor, now = [], None, NOON + timedelta(days=1)
    while True:
        page = do(lambda at=cursor: queries.news_page(queries.ArticleFilter(), now, cursor=at, limit=2))
        seen += slugs(page.items)
        cursor = page.cursor
        if cursor is None:
            break
    assert seen == ["n3", "n0", "n4", "n2", "twin", "n1"]
    only = queries.ArticleFilter(kind=ArticleKind.ANNOUNCEMENT)
    assert slugs(do(lambda: queries.news_page(only, now, cursor=None, limit=9)).items) == ["twin"]


def test_help_of_the_operator_stands_for_the_one_that_came_along_until_it_is_withdrawn(do):
    own = words(
        slug="glossary",
        kind=ArticleKind.HELP,
        topic=Topic.START,
        titles=Wording("本平台术语", "Our own words"),
    )
    publish = Move(ArticleAction.PUBLISH)
    article = do(lambda: draft_article(words=own, move=publish, by=SYSTEM, now=NOON))
    found = do(lambda: queries.find_public("glossary", (ArticleKind.HELP,), NOON))
    assert found.words.titles.name_en == "Our own words"
    assert slugs(do(lambda: queries.help_headlines(NOON))).count("glossary") == 1
    assert slugs(do(lambda: queries.search_help("own words", 9, now=NOON)))[0] == "glossary"
    do(lambda: edit(article, move=Move(ArticleAction.WITHDRAW)))
    found = do(lambda: queries.find_public("glossary", (ArticleKind.HELP,), NOON))
    assert found.words.titles.name_en == "Glossary"


def test_a_search_finds_both_languages_and_survives_what_nobody_would_type(do):
    do(lambda: published(NOON, bodies=Wording("量子点测试" + "测" * 9_000, "x" * 29_000)))
    for text in ("量子点", "pool", "x" * 3_000):
        assert slugs(do(lambda asked=text: queries.search_articles(asked, 5, now=NOON)))[:1] == ["pool-opens"]
    for text in ("", "?!", '"; DROP TABLE article', "' OR 1=1 --", "\\", "%"):
        assert isinstance(do(lambda asked=text: queries.search_articles(asked, 5, now=NOON)), list)
