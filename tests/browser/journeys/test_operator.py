"""The operator's day: news in Markdown, an announcement, words, people, jobs, mails, the log."""

from playwright.sync_api import expect

from tests.support.booking_pool import at
from tests.support.reader import Reader

WALL = "%Y-%m-%dT%H:%M"


def test_an_operator_writes_news_and_announces_it(reader, look):
    operator, slug = reader("operator"), "closed-{}-{}".format(*look).lower()
    title = f"Closed on Friday {slug}"
    operator.goes_to("Articles")
    operator.follows("Write an article")
    for language in ("Chinese", "English"):
        operator.types(f"Title in {language}", title)
        operator.types(f"Text in {language}", "We are **closed**. <script>alert(1)</script>")
    operator.types("Address", slug)
    operator.named("button", "Preview").click()
    expect(operator.page.locator("#preview strong").first).to_have_text("closed")
    operator.presses("Save and publish now")
    operator.goes_to("News")
    operator.follows(title)
    operator.sees("We are closed.")

    operator.goes_to("Articles")
    operator.follows("Announcements over every page")
    operator.types("Text in Chinese", title)
    operator.types("Text in English", title)
    operator.types("From", at(0, "00:00").strftime(WALL))
    operator.types("Until", at(1, "00:00").strftime(WALL))
    operator.presses("Put it up")
    visitor = reader(None)
    visitor.sees(title)
    operator.line(title).presses("Take down")


def test_an_operator_looks_after_the_pool(reader, width, locale):
    operator, word = reader("operator"), f"balance{width}{locale[:2]}"
    operator.follows("Regions that ask to join")
    operator.follows("Kunshan")
    operator.goes_to("Operations")
    add_words(operator, word)
    run_a_job(operator)
    find_somebody(operator)
    operator.follows("Audit")
    operator.types("In reason or data", word)
    operator.at("Search the log").presses("Search")


def add_words(operator: Reader, word: str) -> None:
    operator.follows("Taxonomies")
    operator.follows("Words that mean the same")
    operator.types("Words, one a line", word)
    operator.at("Add a group").presses("Add")
    operator.types("Words, one a line", f"{word}\n天平{word}")
    operator.at("Add a group").presses("Add")
    operator.sees(word)


def run_a_job(operator: Reader) -> None:
    operator.follows("Jobs")
    operator.follows("Sends the mails that wait")
    operator.presses("Run now")
    operator.sees("A run is asked for")
    operator.follows("Outbox")


def find_somebody(operator: Reader) -> None:
    operator.follows("People")
    operator.types("Name or e-mail", "stranger@demo.example")
    operator.at("Find people").presses("Search")
    operator.line("stranger@demo.example").follows("其他企业研究员（演示）")
    operator.presses("Send a reset link")
