"""Weekly hours are drawn on a grid and typed as lines: each follows the other, and the lines are sent."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import faults

HALF_DAY = ["08:00–12:00"] * 7


@pytest.mark.parametrize(("width", "locale"), [(390, "zh-CN")])
def test_a_keeper_draws_the_week(demo, signed_in):
    page = signed_in("keeper")
    page.goto(f"{demo.server.url}/desk/instruments/1")
    lines = page.locator(".day-lines input")
    days = page.locator(".hours-column")
    expect(days).to_have_count(7)

    def drag(first: int, start: int, last: int, end: int) -> None:
        """Drag from a minute of a day to a minute of another."""
        for day, minute, do in ((first, start, page.mouse.down), (last, end, page.mouse.up)):
            box = days.nth(day).bounding_box()
            assert box is not None
            page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * minute / 1440)
            do()

    for line, text in zip(lines.all(), HALF_DAY, strict=True):
        line.fill(text)
    lines.nth(6).fill("9 to 5")
    days.first.scroll_into_view_if_needed()
    expect(page.locator(".hours-column.is-unread")).to_have_count(1)
    drag(0, 13 * 60 + 10, 1, 16 * 60 + 50)
    drag(2, 9 * 60 + 40, 2, 10 * 60 + 10)
    drag(5, 11 * 60, 6, 23 * 60)
    typed = [line.input_value() for line in lines.all()]
    assert typed[:3] == ["08:00–12:00, 13:00–17:00"] * 2 + ["08:00–09:30, 10:30–12:00"]
    assert typed[5:] == ["08:00–11:00", "9 to 5"], "what can not be read stays for its writer"
    assert page.locator(".hours-open").all_inner_texts()[:2] == ["08:00–12:00", "13:00–17:00"]
    assert faults(page) == []
