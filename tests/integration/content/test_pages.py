"""What readers and the operator see, over HTTP, in both languages."""

import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from app.content.atom import ATOM
from app.content.domain.articles import Wording
from app.content.domain.guides import GUIDES
from app.content.domain.tied import TIED
from app.infra import clock
from tests.support.articles import announced, published

TYPED = {
    "title_zh": "系统维护", "summary_zh": "", "body_zh": "今晚**维护**。", "title_en": "Maintenance",
    "summary_en": "", "body_en": "Tonight, **all** of it.", "kind": "news", "topic": "", "slug": "",
    "revision": "0",
}  # fmt: skip


@pytest.fixture
def engine_name() -> str:
    """On SQLite alone: pages are the same on both."""
    return "sqlite"


@pytest.fixture
def written(pool, browse):
    """Write an article as the operator and return the path of its editor: `written(then="publish")`."""

    def write(**changes: str) -> str:
        answer = browse(pool.operator, "/operations/articles/new", form=TYPED | {"then": "save"} | changes)
        assert answer.status_code == 303, answer.text
        return answer.location

    return write


def test_only_the_operator_writes(pool, browse):
    for path in ("/operations/articles", "/operations/articles/new", "/operations/announcements"):
        assert browse(pool.officer, path).status_code == 403
        assert browse(None, path).location.startswith("/sign-in")
        assert browse(pool.operator, path).status_code == 200


def test_an_article_is_drafted_previewed_published_read_and_withdrawn(pool, browse, written):
    editor = written()
    assert browse(None, "/news/maintenance").status_code == 404
    shown = browse(pool.operator, editor, form=TYPED | {"then": "preview", "body_zh": "**新**"})
    assert (shown.status_code, "<strong>新</strong>" in shown.text) == (200, True)
    assert "**维护**" in browse(pool.operator, editor).text  # a preview keeps nothing

    form = TYPED | {"revision": "1", "slug": "maintenance"}
    assert browse(pool.operator, editor, form=form | {"then": "publish"}).status_code == 303
    for language, title in (("en", "Maintenance"), ("zh-CN", "系统维护")):
        page = browse(None, "/news/maintenance", lang=language)
        assert f"<h1>{title}</h1>" in page.text
        assert title in browse(None, "/news", lang=language).text
        assert title in browse(None, "/", lang=language).text
    assert "Maintenance" in browse(None, "/news", q="tonight").text
    assert "Nothing was found" in browse(None, "/news", q="nothing like it").text
    assert "Maintenance" in browse(None, "/news", kind="help").text, "help is no kind of news"

    moved = browse(pool.operator, editor, form=form | {"slug": "elsewhere", "then": "save"})
    assert (moved.status_code, "address_stands" in moved.text) == (422, True)
    assert browse(pool.operator, editor, form=form | {"then": "withdraw"}).status_code == 303
    assert browse(None, "/news/maintenance").status_code == 410
    assert "Withdrawn" in browse(pool.operator, "/operations/articles").text


def test_nothing_typed_is_lost_when_it_is_refused(pool, browse, written):
    editor = written()
    wrong = TYPED | {"revision": "1", "slug": "No Address", "body_en": "", "then": "publish"}
    answer = browse(pool.operator, editor, form=wrong)
    assert answer.status_code == 422
    assert 'data-code="wrong_slug"' in answer.text
    assert "今晚**维护**。" in answer.text
    assert "No Address" in answer.text
    browse(pool.operator, editor, form=TYPED | {"revision": "1", "body_en": "Theirs.", "then": "save"})
    late = browse(pool.operator, editor, form=TYPED | {"revision": "1", "body_en": "Mine.", "then": "save"})
    assert late.status_code == 422
    made_up = browse(pool.operator, editor, form=TYPED | {"revision": "9" * 5_000, "then": "save"})
    assert 'data-code="edited_meanwhile"' in made_up.text
    for text in (
        'data-code="edited_meanwhile"',
        "Theirs.",
        "Mine.",
        'name="revision" type="hidden" value="2"',
    ):
        assert text in late.text
    again = TYPED | {"revision": "2", "body_en": "Mine.", "then": "save"}
    assert browse(pool.operator, editor, form=again).status_code == 303


@pytest.mark.parametrize("field", ["kind", "topic", "publish_at", "revision"])
def test_what_no_page_sends_is_refused_as_a_page(pool, browse, field):
    for then in ("preview", "publish", "schedule", "nothing of ours"):
        answer = browse(pool.operator, "/operations/articles/new", form=TYPED | {field: "x'<", "then": then})
        assert answer.status_code in (200, 303, 422)


def test_a_missing_language_is_said(do, browse):
    do(lambda: published(clock.now(), titles=Wording("仅中文", ""), bodies=Wording("正文", "")))
    page = browse(None, "/news/pool-opens").text
    assert "There is no English text of this yet" in page
    assert re.search(r'<div class="article-text" lang="zh-CN">', page)
    assert "There is no English text" not in browse(None, "/news/pool-opens", lang="zh-CN").text


def test_the_feed_is_read_and_asked_for_again(do, client, browse):
    for number in range(3):
        do(lambda at=number: published(clock.now() - timedelta(hours=at), slug=f"n-{at}"))
    for language, title in (("en", "The pool opens"), ("zh-CN", "资源池开放")):
        answer = client.get(f"/news.atom?lang={language}")
        assert answer.content_type.startswith("application/atom+xml")
        feed = ET.fromstring(answer.data)
        assert [each.text for each in feed.iter(f"{{{ATOM}}}title")][1:] == [title] * 3
        links = [each.get("href") for each in feed.iterfind(f"{{{ATOM}}}entry/{{{ATOM}}}link")]
        assert links[0].endswith(f"/news/n-0?lang={language}")
        again = client.get(f"/news.atom?lang={language}", headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    assert client.get("/news.atom?lang=xx").data == client.get("/news.atom").data
    assert 'type="application/atom+xml"' in browse(None, "/news").text


def test_the_help_centre_lists_finds_and_shows(pool, browse):
    for language, word, title in (
        ("en", "no-show", "Cancelling, no-shows and appeals"),
        ("zh-CN", "爽约", "取消、爽约与申诉"),
    ):
        assert title in browse(None, "/help", lang=language).text
        assert title in browse(None, "/help", lang=language, q=word).text
        page = browse(None, "/help/cancellation-no-show-and-appeal", lang=language)
        assert f"<h1>{title}</h1>" in page.text
    assert browse(None, "/help/no-such-help").status_code == 404
    ours = browse(pool.officer, "/help").text
    assert ours.index("The year of a programme") < ours.index("What OnePool is")


def test_each_tied_page_and_each_step_of_a_guide_is_there(app, client):
    endpoints = {*TIED, *(step.endpoint for steps in GUIDES.values() for step in steps)}
    assert [each for each in endpoints if each not in app.view_functions] == []
    assert all(3 <= len(steps) <= 5 for steps in GUIDES.values())
    assert 'href="/help/book-an-instrument"' in client.get("/instruments").text.split("<footer")[1]


def test_the_links_within_the_help_lead_to_pages_that_are_there(app):
    from app.content.shipped import shipped  # noqa: PLC0415 -- read once the application knows its addresses

    addresses = app.url_map.bind("127.0.0.1")
    for article in shipped().values():
        for body in (article.words.bodies.name_zh, article.words.bodies.name_en):
            for link in re.findall(r"\]\((/[^)#?]*)\)", body):
                endpoint, values = addresses.match(link)
                assert endpoint != "content.help_article" or values["slug"] in shipped(), link


def test_a_guide_stands_on_the_first_page_until_it_is_put_away(pool, browse):
    assert "Your first steps in OnePool" not in browse(None, "/").text
    for caller, step in ((pool.researcher, "/instruments"), (pool.keeper, "/desk")):
        home = browse(caller, "/").text
        assert "Your first steps in OnePool" in home
        assert f'<h3><a href="{step}">' in home
        assert browse(caller, "/guide/dismiss", form={"next": "/"}).location == "/"
        assert browse(caller, "/guide/dismiss", form={"next": "//evil.example"}).location == "/"
        assert "Your first steps in OnePool" not in browse(caller, "/").text
        assert "Your first steps in OnePool" in browse(caller, "/guide").text


def test_an_announcement_stands_over_every_page_until_it_is_dismissed_or_over(pool, do, client, browse):
    now = clock.now()
    do(lambda: announced(now - timedelta(days=2)))
    do(lambda: announced(now + timedelta(days=2), texts=Wording("将来", "To come")))
    banner = do(lambda: announced(now))
    for path in ("/", "/instruments", "/sign-in"):
        page = browse(None, path).text
        assert page.count("Maintenance tonight.") == 1
        assert "To come" not in page
    assert "今晚维护。" in browse(None, "/", lang="zh-CN").text

    dismissed = browse(pool.researcher, f"/announcements/{banner.id}/dismiss", form={"next": "/instruments"})
    assert dismissed.location == "/instruments"
    assert "Maintenance tonight." not in browse(None, "/").text  # the browser's cookie remembers it
    for cookie in ("", "x.-1.99999999999999999999"):
        client.set_cookie("hidden_banners", cookie)
        assert "Maintenance tonight." in browse(None, "/").text
    assert browse(None, "/announcements/999/dismiss", form={}).status_code == 404

    taken = browse(pool.operator, f"/operations/announcements/{banner.id}/take-down", form={})
    assert taken.status_code == 303
    assert "Maintenance tonight." not in browse(pool.keeper, "/").text
    again = browse(pool.operator, f"/operations/announcements/{banner.id}/take-down", form={})
    assert again.status_code == 409


def test_an_announcement_is_put_up_on_the_clock_of_the_pool(pool, browse):
    form = {"text_zh": "\u202e", "text_en": "", "tone": "wait", "link": "https://evil.example",
            "from_at": "2026-01-02T09:00", "until_at": "2026-01-01T09:00"}  # fmt: skip
    wrong = browse(pool.operator, "/operations/announcements", form=form)
    assert wrong.status_code == 422
    for code in ("no_text", "wrong_link", "wrong_span"):
        assert f'data-code="{code}"' in wrong.text
    good = form | {"text_en": "Closed on Friday", "link": "", "until_at": "2099-01-01T09:00"}
    for _twice in range(2):
        sent = browse(pool.operator, "/operations/announcements", form=good | {"form_key": "a page's own"})
        assert sent.status_code == 303
    listed = browse(pool.operator, "/operations/announcements").text
    assert listed.count("/take-down") == 1, "sent twice, it is put up once"
    assert '<time datetime="2026-01-02T01:00:00+00:00">' in listed
    assert "Closed on Friday" in browse(None, "/", lang="zh-CN").text


def test_a_list_to_choose_from_is_optional_only_where_nothing_can_be_chosen(pool, browse):
    page = browse(pool.operator, "/operations/articles/new").text
    said = {name: "optional" in text for name, text in re.findall(r'for="(kind|topic)">(.*)</label>', page)}
    assert said == {"kind": False, "topic": True}
