"""Somebody who knows only what the pages show: they go where a link says, and press what a button says."""

from __future__ import annotations

import gettext
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.support.application import ROOT
from tests.support.browser import spare_width
from tests.support.steps import look

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import FilePayload

PARTS = "section, form, fieldset, aside, article, details, figure"
HEADINGS = "h1, h2, h3, h4, legend, summary"
LINES = "tr, li, article"
NUMBERS = re.compile(r"/(?:\d+|[A-Z][A-Z0-9]*-[\w-]+)")
# What stands in what, by element and class.
PARTS_OF_PAGE = """() => [...new Set([...document.querySelectorAll('body *')].map(each => {
  const kind = element => element.localName + '.' + element.getAttribute('class')
  return kind(each.parentElement) + ' ' + kind(each) + ' ' + (each.getAttribute('type') || '')
}))]"""
_seen: dict[tuple[int, str], set[str]] = {}
# Names that are data of the demo pool: the catalogue has no word for them.
NAMES = {
    "Biomedicine": "生物医药协同创新",
    "Book an instrument": "预约一台仪器",
    "Jiangsu": "江苏省",
    "Kunshan": "昆山市",
    "More instruments open at night": "多家机构增加夜间开放",
    "Qingpu": "青浦区",
    "Wuxi": "无锡市",
    "Taihu Materials Testing Centre": "太湖材料测试中心",
}


@dataclass(frozen=True)
class Reader:
    """Texts are given in English, as the catalogue has them, and looked for in the reader's language.

    Each page that one comes to is looked at: nothing serious, nothing wider than the screen.
    `place` is the part of the page where the reader looks.
    """

    page: Page
    language: str
    scripts: bool = True
    place: Locator | None = None

    def opens(self, address: str) -> None:
        """Go to the one address that a person types: the first page, or what a mail says."""
        self.page.goto(address)
        self.looks()

    def goes_to(self, word: str) -> None:
        """Go to a place of the main navigation, which is folded away on a narrow screen."""
        menu = self.page.locator(".site-menu summary")
        if menu.is_visible():
            menu.click()
        for part in self.page.locator(".site-nav .nav-fold").all():
            if part.is_visible() and part.get_attribute("open") is None:
                part.locator("summary").click()
        navigation = self.page.locator(".site-nav")
        self._go(navigation.get_by_role("link", name=self.says(word), exact=True))

    def follows(self, text: str, **values: object) -> None:
        """Follow the first link that says so."""
        self._go(self.named("link", text, **values))

    def presses(self, text: str, **values: object) -> None:
        """Press the first button that says so; the question before it is opened."""
        self._go(self.named("button", text, **values))

    def unfolds(self, question: str) -> None:
        """Open what is folded behind a question."""
        self._where.locator("summary").filter(has_text=self.says(question)).first.click()

    def at(self, heading: str, **values: object) -> Reader:
        """Look at the part of the page that stands under a heading, or is named so."""
        name = self.says(heading, **values)
        under = self.page.locator(PARTS).filter(has=self.page.locator(HEADINGS).filter(has_text=name))
        part = under.last if under.count() else self.page.locator(f"main [aria-label='{name}']").first
        return replace(self, place=part)

    def line(self, text: str) -> Reader:
        """Look at the line of a list that holds a text."""
        return replace(self, place=self._where.locator(LINES).filter(has_text=self.says(text)).last)

    def form(self, text: str) -> Reader:
        """Look at the form that holds a text."""
        return replace(self, place=self.page.locator("main form").filter(has_text=self.says(text)).last)

    def types(self, label: str, text: str) -> None:
        self.field(label).fill(text)

    def chooses(self, label: str, option: str) -> None:
        field = self.field(label)
        value = field.locator("option").filter(has_text=self.says(option)).first.get_attribute("value")
        field.select_option(value)

    def ticks(self, *labels: str) -> None:
        for label in labels:
            self.field(label).check()

    def unticks_all(self) -> None:
        for box in self._where.get_by_role("checkbox").all():
            box.uncheck()

    def hands_in(self, label: str, file: FilePayload | Path) -> None:
        self.field(label).set_input_files([file])

    def sees(self, *texts: str) -> None:
        """Fail unless each of these stands where the reader looks."""
        for text in texts:
            expect(self._where).to_contain_text(self.says(text))

    def turns_to(self, text: str) -> None:
        """Turn the pages of a list until a text stands there; fail where the last page does not have it."""
        following = self.page.locator("a[rel=next]")
        while text not in self._where.inner_text() and following.count():
            self._go(following)
        self.sees(text)

    def looks(self) -> None:
        """Fail on a page wider than the screen, or with a serious fault.

        axe-core takes half a second: it runs at each place once, and where a part is new in this look.
        """
        assert spare_width(self.page) >= 0, self.page.url
        if not self.scripts:
            return
        seen = _seen.setdefault((self.page.viewport_size["width"], self.language), set())
        parts = {NUMBERS.sub("/…", urlsplit(self.page.url).path), *self.page.evaluate(PARTS_OF_PAGE)}
        if parts - seen:
            look(self.page)
            seen |= parts

    def says(self, text: str, **values: object) -> str:
        """Return a text of the catalogue in the reader's language, or any other as it is."""
        words = text if self.language == "en" else NAMES.get(text) or _chinese().gettext(text)
        return words % values if values else words

    def named(self, role: str, text: str, **values: object) -> Locator:
        """Return the first link or button that says so or has it among its words; rather one that shows."""
        name = self.says(text, **values)
        for exact in (True, False):
            for where in (
                [self.place] if self.place else [self.page.locator("main"), self.page.locator("body")]
            ):
                found = where.get_by_role(role, name=name, exact=exact, include_hidden=True)
                shown = found.filter(visible=True)
                if found.count():
                    return shown.first if shown.count() else found.first
        return self._where.get_by_role(role, name=name).first

    def field(self, label: str) -> Locator:
        """Return the first field with a label; what hides it is opened."""
        name = self.says(label)
        fields = self.page.locator("input, select, textarea")
        exactly = self._where.get_by_label(name, exact=True).and_(fields)
        field = (exactly if exactly.count() else self._where.get_by_label(name).and_(fields)).first
        _unfold(field)
        return field

    @property
    def _where(self) -> Locator:
        return self.place or self.page.locator("body")

    def _go(self, target: Locator) -> None:
        _unfold(target)
        with self.page.expect_navigation():
            target.click()
        self.looks()


def _unfold(target: Locator) -> None:
    """Open what hides something, from the outside in, as one has to who wants it."""
    folded = target.locator("xpath=ancestor::details[not(@open)]/summary")
    for summary in folded.all():
        summary.click()


@cache
def _chinese() -> gettext.GNUTranslations:
    return gettext.translation("messages", ROOT / "app" / "translations", ["zh_Hans_CN"])
