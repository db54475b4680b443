"""Workbooks as tables: what xlsxwriter writes is read back as it was typed; what is no table is refused."""

import csv
from datetime import UTC, date, datetime, time
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from app.infra.workbooks import table_of
from app.infra.workbooks.moments import is_moment
from app.infra.workbooks.sheet import column_letters
from app.kernel.errors import Invalid


def workbook(fill, **options) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, options) as book:
        fill(book, book.add_worksheet("仪器"))
    return file.getvalue()


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(table_of(content).decode(), newline="")))


def altered(content: bytes, part: str, before: str, after: str) -> bytes:
    """Return a workbook with one of its parts written otherwise."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                assert before.encode() in text
                text = text.replace(before.encode(), after.encode())
            new.writestr(name, text)
    return file.getvalue()


def refusals(content: bytes) -> list[tuple[str, object, object]]:
    with pytest.raises(Invalid) as refused:
        table_of(content)
    return [
        (each.code, each.values.get("line"), each.values.get("column")) for each in refused.value.problems
    ]


@pytest.mark.parametrize("constant_memory", [False, True], ids=["shared texts", "texts in their cells"])
def test_cells_are_read_as_they_are_typed_and_rows_keep_their_numbers(constant_memory):
    def fill(book, sheet):
        day, moment = (book.add_format({"num_format": code}) for code in ("yyyy/m/d", "yyyy-mm-dd hh:mm"))
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, ["编号", "名称", "年"])
        sheet.write_row(2, 0, [31.0, 0.1 + 0.2, 2019])
        sheet.write_rich_string(3, 0, "电子", bold, "显微镜")
        sheet.write_string(3, 2, ' two\nlines, "quoted" _x000D_ ')
        sheet.write_datetime(4, 0, date(2026, 3, 2), day)
        sheet.write_datetime(4, 1, datetime(2026, 3, 2, 9, 30), moment)  # noqa: DTZ001 -- a sheet knows no zone
        sheet.write_datetime(4, 2, time(9, 30), book.add_format({"num_format": "h:mm"}))
        sheet.write_boolean(5, 0, True)  # noqa: FBT003 -- a cell's value
        sheet.write_formula(5, 1, "=1+1", None, 2)
        sheet.write_number(5, 3, 123456789012345, book.add_format({"num_format": '#,##0 "d"'}))

    assert rows(workbook(fill, constant_memory=constant_memory)) == [
        ["编号", "名称", "年"],
        [],
        ["31", "0.3", "2019"],
        ["电子显微镜", "", 'two lines, "quoted" _x000D_'],
        ["2026-03-02", "2026-03-02 09:30", "09:30"],
        ["TRUE", "2", "", "123456789012345"],
    ]


def dated(number: float):
    return lambda book, sheet: sheet.write(0, 0, number, book.add_format({"num_format": 14}))


def test_days_are_told_by_their_format_in_either_calendar():
    def fill(book, sheet):
        sheet.write_datetime(0, 0, datetime(2026, 3, 2, tzinfo=UTC), book.add_format({"num_format": 14}))

    assert rows(workbook(fill, date_1904=True, remove_timezone=True)) == [["2026-03-02"]]
    for since_1904, late in ((False, 2_958_465.9999999), (True, 2_958_465)):
        assert rows(workbook(dated(late), date_1904=since_1904)) == [[str(late)]], (
            "after the last day there is"
        )
    known = {14: True, 57: True, 46: False, 2: False}
    assert {number: is_moment(number, None) for number in known} == known
    codes = {
        "[" * 100_000: False,
        'yyyy"年"m"月"': True,
        "[h]:mm": False,
        "[Red]0.00": False,
        '0 "days"': False,
        "[$-804]d": True,
    }
    assert {code: is_moment(200, code) for code in codes} == codes


def test_the_first_sheet_that_is_not_hidden_is_read():
    def fill(book, sheet):
        book.add_worksheet("more").write(0, 0, "shown")
        book.worksheets()[1].activate()
        sheet.write(0, 0, "hidden")
        sheet.hide()

    assert rows(workbook(fill)) == [["shown"]]


def test_every_cell_that_can_not_be_read_is_told_with_its_row_and_column():
    def fill(_book, sheet):
        sheet.write_number(1, 0, 31010519900101123456)
        sheet.write_formula(2, 27, "=1/0", None, "#DIV/0!")
        sheet.write_string(3, 256, "far away")

    assert refusals(workbook(fill)) == [
        ("number_rounded", 2, "A"), ("cell_is_error", 3, "AB"), ("too_many_columns", 4, "IW"),
    ]  # fmt: skip
    assert [column_letters(column) for column in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]


def small(_book, sheet):
    sheet.write(0, 0, "编号")


def test_what_only_looks_like_a_workbook_is_refused():
    whole, sheet = workbook(small), "xl/worksheets/sheet1.xml"
    no_workbook = BytesIO()
    with ZipFile(no_workbook, "w") as other:
        other.writestr("word/document.xml", "<document/>")
    charset = altered(whole, sheet, 'encoding="UTF-8"', 'encoding="of nobody"')
    entity = altered(whole, sheet, "<worksheet", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet')
    for content in (
        b"PK\x03\x04 and so on",
        whole[: len(whole) // 2],
        no_workbook.getvalue(),
        entity,
        charset,
        altered(whole, "xl/workbook.xml", 'r:id="rId1"', 'r:id="of nothing"'),
        altered(whole, "xl/workbook.xml", "<sheet ", '<sheet state="hidden" '),
        altered(whole, sheet, 'r="A1"', 'r="A7"'),
        altered(whole, sheet, "<v>0</v>", "<v>9</v>"),
        altered(whole, sheet, "</sheetData>", "<sheetData>"),
    ):
        assert refusals(content) == [("workbook_unreadable", None, None)]
    assert refusals(b"\xd0\xcf\x11\xe0 and so on") == [("old_workbook", None, None)]


def test_a_small_workbook_that_unpacks_without_end_is_refused():
    blanks = altered(
        workbook(small), "xl/worksheets/sheet1.xml", "<sheetData>", "<sheetData>" + " " * 30_000_000
    )
    long = workbook(lambda _book, sheet: [sheet.write(row, 0, "长" * 30_000) for row in range(1_000)])
    crowd = BytesIO(workbook(small))
    with ZipFile(crowd, "a") as parts:
        for number in range(1_001):
            parts.writestr(f"more/{number}", b"")
    inside = [
        altered(workbook(small), "xl/worksheets/sheet1.xml", "<sheetData>", "<sheetData>" + filling)
        for filling in (
            "<a>" * 200,
            "<a/>" * 1_500_000,
            "".join(f"<a{number}/>" for number in range(2_000)),
            f"<!--{' ' * 500_000}-->",
        )
    ]
    for content in (blanks, long, crowd.getvalue(), *inside):
        assert len(content) < 500_000
        assert refusals(content) == [("workbook_too_large", None, None)]
