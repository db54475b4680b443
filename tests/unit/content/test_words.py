from dataclasses import replace

import pytest

from app.content.domain.articles import ArticleKind, Wording
from app.content.domain.banners import is_own_path
from app.content.domain.texts import LONGEST_BODY, LONGEST_TITLE, MOST_CELLS, cells_of
from app.content.slugs import slug_of
from app.kernel.signs import cleaned
from tests.support.articles import WORDS, words


def codes(problems) -> dict[str | None, str]:
    return {problem.field: problem.code for problem in problems}


def test_good_words_break_no_rule():
    assert WORDS.problems() == WORDS.gaps() == []


def test_every_broken_rule_is_told_at_once():
    bad = words(
        slug="Not an address",
        kind=ArticleKind.HELP,
        titles=Wording("题" * (LONGEST_TITLE + 1), ""),
        bodies=Wording("", "x" * (LONGEST_BODY + 1)),
    )
    assert codes(bad.problems()) == {
        "slug": "wrong_slug", "title_zh": "too_long", "body_en": "too_long", "topic": "no_topic",
    }  # fmt: skip
    assert codes(words(titles=Wording("", "")).problems()) == {"title_zh": "no_title"}


def test_a_language_is_whole_or_not_there_at_all():
    half = words(titles=Wording("标题", "Title"), bodies=Wording("正文", ""))
    assert codes(half.gaps()) == {"body_en": "half_a_language"}
    one = words(titles=Wording("标题", ""), bodies=Wording("正文", ""))
    assert one.gaps() == []
    assert (one.language_for("en"), WORDS.language_for("en")) == ("zh", "en")
    assert codes(words(titles=Wording("", ""), bodies=Wording("", "")).gaps()) == {"body_zh": "no_text"}


@pytest.mark.parametrize("lead", ["", "> ", "- "])
def test_the_cells_of_a_table_are_counted_with_those_that_short_rows_leave_out(lead):
    rest = "  " if lead == "- " else lead
    table = f"{lead}|a|b|\n{rest}|---|:-:|\n{rest}x\n{rest}y\n\nafter"
    assert cells_of(table) >= 3 * 2
    assert cells_of(" " * 30_000 + "x|-") == 0
    assert cells_of("no table here\n---\na | b\nc | d") == 0


def test_a_huge_table_is_refused_and_the_limit_said():
    rows = "\n".join("|1|2|3|4|5|6|7|8|9|10|" for _ in range(300))
    body = f"{'|a' * 10}|\n{'|-' * 10}|\n{rows}"
    [problem] = words(bodies=Wording(body, "x")).problems()
    assert (problem.code, problem.field, problem.values["most"]) == ("table_too_large", "body_zh", MOST_CELLS)


def test_signs_that_nobody_sees_go_and_those_of_other_scripts_stay():
    assert cleaned("a\x00b\x07c\u202ed\u2066e\ud800\ufffe\r\nf\tg ") == "abcde\nf   g"
    for text in ("مرحبا بالعالم", "עברית", "👩‍🔬🇨🇳", "上海 é"):
        assert cleaned(text) == text


@pytest.mark.parametrize(
    ("titles", "slug"),
    [
        (Wording("", "How a voucher works, 2026!"), "how-a-voucher-works-2026"),
        (Wording("系统维护", ""), "xi-tong-wei-hu"),
        (Wording("🎉", ""), ""),
    ],
)
def test_an_address_is_made_from_the_title(titles, slug):
    assert slug_of(titles) == slug


def test_a_banner_leads_nowhere_else():
    assert [link for link in ("/news", "/news/a?lang=en#b") if not is_own_path(link)] == []
    bad = ["news", "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/a b"]
    assert [link for link in bad if is_own_path(link)] == []


def test_cleaning_changes_no_good_words():
    assert WORDS.cleaned() == WORDS
    assert replace(WORDS, slug=" pool-opens ").cleaned().slug == "pool-opens"
