"""A provider loads a table of instruments: nothing is written before it says so, and then all or nothing."""

import codecs
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from sqlalchemy import func, select

from app.booking.models import InstrumentFile
from app.booking.publishing import loading
from app.calendar import queries as calendar
from app.infra.db import db, transaction
from app.infra.tables import Table, as_xlsx
from app.pool.importing import as_utf8
from app.pool.models import Instrument, RateCard

TABLE = "编号*,名称*,购置年份,网址\r\nA-1,离心机,2019,\r\nA-2,显微镜,去年,ftp://x\r\nA-1,天平,,\r\n"
PRICE = {"zone": "Asia/Shanghai", "price": "by_time", "yuan": "300", "low_yuan": "120.50"}
WEEK = {"day_1": "09:00–12:00", "day_2": "13:30–18:00"}


@pytest.fixture
def send(pool):
    """Send a table as the keeper; the dry run's address, or the refusal."""

    def send(content: bytes, name: str = "仪器.csv", caller=pool.keeper):
        return caller.client.post(
            "/desk/load",
            data={"file": (BytesIO(content), name)},
            content_type="multipart/form-data",
            headers=caller.headers,
        )

    return send


@pytest.fixture
def see(pool):
    """Look at a page as the keeper."""
    english = pool.keeper.headers | {"Accept-Language": "en"}
    return lambda address: pool.keeper.client.get(address, headers=english)


@pytest.fixture
def load(pool):
    """Load a table as the keeper."""

    def load(address: str, to: str = "publish", **changes: str):
        return pool.keeper.client.post(
            f"{address}/{to}", data=PRICE | WEEK | changes, headers=pool.keeper.headers
        )

    return load


@pytest.fixture
def count(app):
    """Count the rows of a table."""

    def count(table) -> int:
        with app.app_context():
            return db.session.scalar(select(func.count()).select_from(table)) or 0

    return count


@pytest.mark.parametrize(
    "content",
    [TABLE.encode(), codecs.BOM_UTF8 + TABLE.encode(), TABLE.encode("gbk")],
    ids=["utf-8", "with its mark", "gbk"],
)
def test_the_dry_run_tells_row_column_reason_and_remedy_and_writes_nothing(send, see, count, content):
    page = see(send(content).location).text
    assert "离心机" in page
    found = re.findall(r'role="cell"[^>]*><div>(.*?)</div>', page, re.DOTALL)
    cells = [" ".join(re.sub(r"<[^>]*>", "", cell).split()) for cell in found]
    assert cells[:12] == [
        "3", "year (购置年份)", "This must be a year such as 2019.",
        "Write four digits, such as 2019, or leave it empty.",
        "3", "link (网址)", "This must start with https:// or http://.",
        "Begin with https://, or leave it empty.",
        "4", "source_id (编号)", "The row has the id of line 2.",
        "Give each instrument a number of its own, such as your asset number.",
    ]  # fmt: skip
    assert count(Instrument) == 0


def test_what_is_new_gets_hours_and_prices_and_is_published_once(app, send, see, load, count, pool):
    address = send(TABLE.encode()).location
    assert load(address).status_code == 303
    assert load(address).status_code == 404
    (found,) = pool.researcher.get("/instruments").json["items"]
    with app.app_context():
        bands = db.session.scalars(select(RateCard.terms)).one()["bands"]
        assert calendar.get_schedule(found["id"]).has_hours
    assert [(band["from"], band["minor_per_hour"]) for band in bands] == [
        ("08:00", 300_00), ("18:00", 120_50), ("00:00", 120_50), ("00:00", 120_50),
    ]  # fmt: skip
    again = see(send(TABLE.replace("离心机", "高速离心机").encode()).location).text
    assert "To be changed" in again
    assert count(InstrumentFile) == 1


def test_drafts_are_seen_by_nobody_else_and_a_discarded_table_changes_nothing(send, load, count, pool):
    assert load(send(TABLE.encode()).location, "draft").status_code == 303
    assert pool.researcher.get("/instruments").json["items"] == []
    assert (count(Instrument), count(RateCard)) == (1, 1)
    other = send(TABLE.replace("A-1,离", "B-1,离").encode()).location
    assert load(other, "discard").status_code == 303
    assert load(other, "discard").status_code == 404
    assert count(Instrument) == 1


def test_wrong_hours_or_no_price_load_nothing(send, load, count):
    address = send(TABLE.encode()).location
    for wrong in ({"day_1": "9 to 5"}, {"yuan": ""}, {"day_1": "", "day_2": ""}):
        assert load(address, **wrong).status_code == 422
    assert (count(Instrument), count(InstrumentFile)) == (0, 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"PK\x03\x04 and so on", "workbook_unreadable"),
        ("名称\r\n离心机\r\n".encode("gbk"), "missing_column"),
        ("编号,名称".encode("utf-16"), "not_utf8"),
        ("编号\t名称\r\nA-1\t离心机\r\n".encode(), "no_commas"),
    ],
)
def test_what_is_no_table_is_refused_whole(send, count, content, code):
    refused = send(content)
    assert refused.status_code == 422
    assert f'data-code="{code}"' in refused.text
    assert count(InstrumentFile) == 0


def test_a_table_is_its_providers_own_and_is_forgotten_after_two_days(app, send, pool):
    address = send(TABLE.encode()).location
    assert send(TABLE.encode(), caller=pool.researcher).status_code == 403
    with app.app_context():
        kept = db.session.scalars(select(InstrumentFile)).one()
        assert loading.forgotten_files(kept.uploaded_at + timedelta(days=1), 9) == []
        due = loading.forgotten_files(kept.uploaded_at + timedelta(days=2), 9)
        transaction(lambda: [loading.forget_file(each, kept.uploaded_at) for each in due])
    assert pool.keeper.client.get(address, headers=pool.keeper.headers).status_code == 404


def test_a_workbook_is_read_as_its_csv_would_be_and_tells_row_and_column(send, see, load, count):
    rows = (("A-1", "离心机", 2019), ("A-2", "显微镜", "去年"))
    book = as_xlsx(Table("仪器", ("编号*", "名称*", "购置年份"), rows, datetime(2026, 3, 2, tzinfo=UTC)))
    assert "<h3" not in see("/desk/load").text.partition("<main")[2], "its steps stand right below the title"
    address = send(book, "仪器.xlsx").location
    page = see(address).text
    assert "购置年份" in page
    assert re.search(r"<div>\s*3\s*</div>", page)
    assert load(address, "draft").status_code == 303
    assert count(Instrument) == 1


def test_a_table_of_three_thousand_rows_is_loaded(send, load, count):
    rows = "".join(f"N-{number},仪器{number},2020\r\n" for number in range(3000))
    address = send(f"编号,名称,购置年份\r\n{rows}".encode("gbk")).location
    assert load(address).status_code == 303
    assert (count(Instrument), count(RateCard)) == (3000, 3000)


def test_a_file_with_a_damaged_row_is_not_taken_for_gbk():
    damaged = TABLE.encode() + b"A-3,\xff\xfe\r\n"
    assert as_utf8(damaged) == damaged
    assert as_utf8(TABLE.encode("gbk")) == TABLE.encode()
