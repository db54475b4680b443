"""The help that comes with OnePool is whole, in both languages, and says what the code does."""

import re

from app.booking.domain import deadlines
from app.booking.domain.orders import deadlines as order_deadlines
from app.content.domain.tied import TIED
from app.content.shipped import FOLDER, SLUGS, shipped, shipped_matching
from app.infra.filters import format_money
from app.portal.example import worked_example


def test_every_file_is_an_article_without_faults_in_both_languages():
    for language in ("zh", "en"):
        assert sorted(path.stem for path in (FOLDER / language).glob("*.md")) == sorted(SLUGS)
    for article in shipped().values():
        assert [*article.words.problems(), *article.words.gaps()] == []


def test_the_example_of_the_voucher_is_the_one_that_the_code_computes():
    example = worked_example()
    amounts = [example.quoted, example.held, example.actual, example.captured, example.given_back]
    for text in (shipped()["how-a-voucher-works"].words.bodies.of(each) for each in ("zh", "en")):
        for amount in (*amounts, example.redeem.own_share, example.reimburse.own_share):
            assert format_money(amount) in text
        assert f"{example.rate_percent} %" in text


def test_the_hours_and_days_are_those_of_the_code():
    said = {
        "book-an-instrument": [deadlines.CONFIRM_WITHIN, deadlines.REMIND_BEFORE, deadlines.ACCEPT_WITHIN],
        "cancellation-no-show-and-appeal": [deadlines.APPEAL_WITHIN],
        "the-keepers-day": [deadlines.CONFIRM_WITHIN, deadlines.SIGN_WITHIN, deadlines.ACCEPT_WITHIN],
    }
    for slug, times in said.items():
        for text in (shipped()[slug].words.bodies.of(each) for each in ("zh", "en")):
            numbers = {int(number) for number in re.findall(r"[0-9]+", text)}
            assert {int(each.total_seconds() // 3600) for each in times} <= numbers, slug
    ordered = shipped()["order-a-service"].words.bodies.name_en
    assert f"valid for {order_deadlines.VALID_FOR.days} days" in ordered
    assert f"{order_deadlines.GIVEN_UP_AFTER.days} days after" in ordered


def test_each_page_is_tied_to_help_that_there_is():
    assert set(TIED.values()) <= set(SLUGS)


def test_help_is_found_by_words_of_both_languages_and_by_their_beginnings():
    def found(text: str) -> set[str]:
        return {article.words.slug for article in shipped_matching(text)}

    assert "cancellation-no-show-and-appeal" in found("爽约")
    assert "bookings-in-your-calendar" in found("thunderb")
    assert found("voucher claim") < found("voucher")
    assert found("no such word anywhere zzz") == found("?!") == set()
