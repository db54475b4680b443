"""Lists as files: what a spreadsheet would compute is only shown."""

from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest

from app.infra.tables import Table, as_csv, as_xlsx, inert
from app.kernel.money import Money

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


def table(*rows):
    return Table("list", ("name", "amount", "on"), rows, AT)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\x00", "  =1", "＝1"])
def test_a_text_that_would_be_computed_is_marked_as_text(text):
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "苏州大学", "a=b", "3-1", " plain"])
def test_an_ordinary_text_stays_as_it_is(text):
    assert inert(text) == text


def test_csv_begins_with_the_mark_excel_needs_and_holds_amounts_with_their_decimals():
    content = as_csv(table(("=HYPERLINK(1)", Money(-450), date(2026, 3, 2)), ('a "b"', None, None)))
    assert content.decode() == '\ufeffname,amount,on\r\n\'=HYPERLINK(1),-4.50,2026-03-02\r\n"a ""b""",,\r\n'


def test_xlsx_holds_no_formula_and_the_same_list_gives_the_same_bytes():
    rows = (("=1+1", Money(450), date(2026, 3, 2)), ("http://x.example", None, None))
    content = as_xlsx(table(*rows))
    assert as_xlsx(table(*rows)) == content
    with ZipFile(BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "'=1+1" in sheet
    assert "<v>4.50</v>" in sheet
