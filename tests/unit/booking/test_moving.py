from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import xlsxwriter

from app.booking.domain.moving import DateOrder, Meaning, read_day, read_moment
from app.booking.domain.moving_headings import Heading, guessed_columns
from app.booking.moving.files import checked
from app.kernel.errors import Invalid

MEANING = Meaning({}, {}, DateOrder.DAY_FIRST, "Asia/Shanghai")
DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (
            ["仪器名称", "上机时间", "下机时间", "使用人", "备注"],
            ["instrument", "start", "end", "who", "purpose"],
        ),
        (["Instrument", "Date", "Start time", "End time"], ["instrument", "date", "start", "end"]),
        (["Equipment *", "Begin", "Duration (min)", "Company"], ["instrument", "start", "minutes", "who"]),
        (
            ["预约日期：", "设备", "开始", "时长（分钟）", "编号"],
            ["date", "instrument", "start", "minutes", None],
        ),
        (["Started at (local)", "Ended at (local)", "Resource name"], ["start", "end", "instrument"]),
    ],
)
def test_columns_are_known_by_their_headings_in_both_languages(headings, found):
    by_heading = {heading: what for what, heading in guessed_columns(headings).items()}
    assert [by_heading.get(heading) for heading in headings] == found


def test_each_column_is_one_thing():
    assert guessed_columns(["Start", "Start"]) == {Heading.START: "Start"}


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02 09:30",
        "2026-03-02T09:30:00",
        "2026-03-02T09:30:00+08:00",
        "2026-03-02T01:30:00Z",
        "2026/3/2 9:30",
        "2026年3月2日 9:30",
        "2026年3月2日 上午9:30",
        "2026年3月2日9时30分",
        "02.03.2026 09:30",
        "2/3/2026 9:30 AM",
        "9:30",
    ],
)
def test_moments_are_read_as_people_write_them(text):
    assert read_moment(text, MEANING, DAY) == datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def test_the_half_of_the_day_and_midnight_are_read():
    assert read_moment("2026-03-02 下午 1:05", MEANING) == datetime(2026, 3, 2, 5, 5, tzinfo=UTC)
    assert read_moment("2026-03-02 12:00 AM", MEANING) == datetime(2026, 3, 1, 16, 0, tzinfo=UTC)
    assert read_moment("2026-03-02 24:00", MEANING) == datetime(2026, 3, 2, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2026-13-02 09:00", "2026-03-02", "2026-03-02 25:00", "09:75", "2026-03-02 09:00+0８:00"],
)
def test_what_is_no_moment_is_none(text):
    assert read_moment(text, MEANING, DAY) is None


def test_a_cell_of_spaces_takes_no_time():
    spaces = " " * 100_000
    assert read_moment(f"2/3/2026{spaces}9:30", MEANING) == datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
    assert read_moment(f"2/3/2026{spaces}soon", MEANING) is None


def test_the_order_of_days_and_months_is_said():
    assert read_day("03/04/2026", DateOrder.DAY_FIRST) == date(2026, 4, 3)
    assert read_day("03/04/2026", DateOrder.MONTH_FIRST) == date(2026, 3, 4)
    assert read_day("2026/3/4", DateOrder.MONTH_FIRST) == date(2026, 3, 4)


def test_a_small_workbook_that_is_a_large_table_is_refused():
    with xlsxwriter.Workbook(file := BytesIO()) as book:
        sheet = book.add_worksheet()
        for row in range(400):
            sheet.write(row, 0, "样" * 30_000)
    with pytest.raises(Invalid) as refused:
        checked(file.getvalue())
    assert [problem.code for problem in refused.value.problems] == ["file_too_large"]
