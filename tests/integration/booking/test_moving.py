"""A lab moves in: past use and standing bookings of another system, seen first, taken over, undone."""

import json
import re
from datetime import datetime, timedelta
from io import BytesIO

import pytest
import xlsxwriter
from sqlalchemy import func, select

from app.booking.models import MovedBooking, PastUse
from app.booking.moving.tables import MOST_COLUMNS, read_sheet
from app.calendar.models import Closure
from app.calendar.outside.looking import room_to_read
from app.infra import clock
from app.infra.db import db
from app.kernel.errors import Invalid
from tests.support.booking_pool import slot

USE = (
    "仪器名称,日期,开始时间,结束时间,使用人,用途\r\n"
    "Electron microscope,2026-01-05,09:00,11:30,张三,截面\r\n"
    "Electron microscope,2026-01-06,22:00,02:00,李四,\r\n"
    "Electron microscope,2026-01-07,later,,王五,\r\n"
    "Another one,2026-01-07,09:00,10:00,王五,\r\n"
)


@pytest.fixture
def keeper(pool):
    """Send and post as the keeper, in English."""
    headers = pool.keeper.headers | {"Accept-Language": "en"}

    class Keeper:
        def send(
            self, content: str | bytes, kind: str = "usage", name: str = "log.csv", encoding: str = "utf-8"
        ) -> str:
            sent_bytes = content.encode(encoding) if isinstance(content, str) else content
            data = {"kind": kind, "file": (BytesIO(sent_bytes), name)}
            sent = pool.keeper.client.post("/desk/move-in", data=data, headers=headers)
            assert sent.status_code == 303, sent.text
            return str(sent.location)

        def see(self, address: str) -> str:
            return pool.keeper.client.get(address, headers=headers).text

        def post(self, address: str, **said: str):
            return pool.keeper.client.post(address, data=said, headers=headers)

    return Keeper()


@pytest.fixture
def count(app):
    """Count the rows of a table."""

    def count(table) -> int:
        with app.app_context():
            return db.session.scalar(select(func.count()).select_from(table)) or 0

    return count


def counters(page: str) -> list[int]:
    """Return what a dry run counts: taken over, known, left out, refused."""
    return [int(number) for number in re.findall(r"<dd[^>]*>\s*(\d+)\s*</dd>", page)[:4]]


def chosen(page: str) -> dict[str, str]:
    """Return the form as the page fills it in."""
    said = {}
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        found = re.search(r'<option selected value="([^"]*)"', options)
        said[name] = found[1] if found else ""
    said |= re.findall(r'<input[^>]*name="(their_[^"]+)"[^>]*value="([^"]*)"', page)
    return said | {"order": "day_first", "zone": "Asia/Shanghai"}


def test_past_use_is_seen_taken_over_once_and_undone(pool, keeper, count):
    pool.instrument()
    address = keeper.send(USE, encoding="gb18030")
    page = keeper.see(address)
    assert counters(page) == [2, 0, 1, 1]
    assert "The start is no date with a time." in page
    assert count(PastUse) == 0

    taken = keeper.post(f"{address}/take-over", **chosen(page))
    assert taken.status_code == 303, taken.text
    assert count(PastUse) == 2
    assert "6 h 30 min" in keeper.see("/desk/move-in")
    assert keeper.post(f"{address}/take-over", **chosen(page)).status_code == 404

    again = keeper.see(keeper.send(USE))
    assert counters(again) == [0, 2, 1, 1]

    assert keeper.post(f"{address}/undo").status_code == 303
    assert count(PastUse) == 0


def test_a_name_that_is_not_ours_is_said_to_be_one(pool, keeper, count):
    instrument = pool.instrument(name="AFM")
    address = keeper.send("device,begin,duration (min)\nOld AFM,2026-01-05 09:00,45\n")
    page = keeper.see(address)
    assert counters(page) == [0, 0, 1, 0]
    [theirs] = [name for name in chosen(page) if name.startswith("their_")]
    said = chosen(page) | {theirs: f"AFM (#{instrument})"}
    assert counters(keeper.post(address, **said).text) == [1, 0, 0, 0]
    assert keeper.post(f"{address}/take-over", **said).status_code == 303
    assert count(PastUse) == 1


def test_bookings_close_their_time_and_tell_the_public_nothing(pool, keeper, count):
    instrument = pool.instrument()
    span = slot(instrument, days=9, start="09:00", end="11:00")
    row = f"Electron microscope,{span['starts_at']},{span['ends_at']},Secret Company"
    address = keeper.send(f"instrument,start,end,enterprise\n{row}\n", "bookings")
    page = keeper.see(address)
    assert counters(page) == [1, 0, 0, 0]
    assert "Secret Company" in page
    assert keeper.post(f"{address}/take-over", **chosen(page)).status_code == 303

    refused = pool.researcher.post("/bookings", span | {"purpose": "test"})
    assert refused.status_code in (409, 422)
    shown = pool.researcher.client.get(f"/instruments/{instrument}?week={span['starts_at'][:10]}").text
    assert "Secret" not in shown

    assert keeper.post(f"{address}/undo").status_code == 303
    assert (count(Closure), count(MovedBooking)) == (0, 0)
    assert pool.researcher.post("/bookings", span | {"purpose": "test"}).status_code == 201


def test_an_import_that_somebody_acted_on_is_not_undone(app, pool, keeper, count):
    instrument = pool.instrument()
    span = slot(instrument, days=9, start="09:00", end="11:00")
    address = keeper.send(
        f"instrument,start,end\nElectron microscope,{span['starts_at']},{span['ends_at']}\n", "bookings"
    )
    keeper.post(f"{address}/take-over", **chosen(keeper.see(address)))
    with app.app_context():
        closure = db.session.scalar(select(Closure.id))
    assert keeper.post(f"/desk/instruments/{instrument}/closures/{closure}/remove").status_code in (302, 303)
    assert keeper.post(f"{address}/undo").status_code == 409
    # Not even where another closure got its number.
    later = slot(instrument, days=9, start="14:00", end="16:00")
    times = {name: later[name] for name in ("starts_at", "ends_at")}
    made = pool.keeper.post(f"/instruments/{instrument}/closures", times | {"reason": "New pump"})
    assert made.status_code == 201, made.json
    assert keeper.post(f"{address}/undo").status_code == 409
    assert (count(MovedBooking), count(Closure)) == (1, 1)


def test_a_calendar_is_read_while_others_write_and_waits_its_turn(pool, keeper):
    instrument = pool.instrument(name="AFM")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:a", "DTSTART:20260105T010000Z"]
    address = keeper.send("\n".join([*lines, "DURATION:PT2H", "END:VEVENT", "END:VCALENDAR"]))
    said = chosen(keeper.see(address))
    said = {name: f"AFM (#{instrument})" if name.startswith("their_") else said[name] for name in said}
    with room_to_read(), room_to_read():
        assert "Other calendars are being read just now." in keeper.post(address, **said).text
        assert keeper.post(f"{address}/take-over", **said).status_code == 422
    assert counters(keeper.post(address, **said).text) == [1, 0, 0, 0]


def test_a_table_of_very_many_columns_is_refused():
    with pytest.raises(Invalid) as refusal:
        read_sheet(b",".join(b"c%d" % number for number in range(MOST_COLUMNS + 1)))
    assert refusal.value.problems[0].code == "too_many_columns"


def workbook(*rows: tuple[str | datetime, ...]) -> bytes:
    """Return a workbook of texts and moments."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet, moment = book.add_worksheet("记录"), book.add_format({"num_format": "yyyy/m/d h:mm"})
        for line, cells in enumerate(rows):
            for at, cell in enumerate(cells):
                sheet.write(line, at, cell, *([moment] if isinstance(cell, datetime) else []))
        book.add_worksheet("说明").write(0, 0, "Nothing of this is read.")
    return file.getvalue()


def test_a_workbook_is_read_as_its_table_would_be(pool, keeper, count):
    pool.instrument()
    night = [datetime(2026, 1, 5, 22), datetime(2026, 1, 6)]  # noqa: DTZ001 -- a sheet knows no zone
    head = ("Instrument", "Start; local; time", "End", "User")
    good = ("Electron microscope", *night, "张三,\n李四")
    bad = ("Electron microscope", night[0], "later", "王五")
    address = keeper.send(workbook(head, good, (), bad), name="使用记录.xlsx")
    said = chosen(keeper.see(address)) | {"column_start": head[1]}
    seen = keeper.post(address, **said).text
    assert counters(seen) == [1, 0, 0, 1]
    assert "张三, 李四" in seen
    assert re.search(r">4</td>|>4<", seen), "the refused row has the number that the workbook shows"
    assert keeper.post(f"{address}/take-over", **said).status_code == 303
    assert count(PastUse) == 1


def test_others_know_nothing_of_a_file(pool, keeper):
    pool.instrument()
    address = keeper.send(USE)
    assert pool.researcher.client.get(address, headers=pool.researcher.headers).status_code in (403, 404)


def test_the_commands_rehearse_and_take_over(cli, pool, tmp_path, count):
    instrument = pool.instrument()
    (tmp_path / "use.csv").write_text(USE)
    asked = ["import", "usage", str(tmp_path / "use.csv"), "--provider", "test-provider"]
    told = cli.invoke(args=[*asked, "--dry-run"])
    assert told.stdout.splitlines() == [
        "line 4: start: The start is no date with a time.",
        "added 2, known 0, left out 1, refused 1",
    ]
    assert count(PastUse) == 0
    assert cli.invoke(args=asked).stdout.endswith("added 2, known 0, left out 1, refused 1\n")
    assert cli.invoke(args=asked).stdout.endswith("added 0, known 2, left out 1, refused 1\n")

    begins = (clock.now() + timedelta(days=5)).strftime("%Y%m%dT%H0000Z")
    event = f"BEGIN:VEVENT\nUID:a\nDTSTART:{begins}\nDURATION:PT2H\nRRULE:FREQ=DAILY;COUNT=3\nEND:VEVENT"
    (tmp_path / "lab.ics").write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{event}\nEND:VCALENDAR\n")
    (tmp_path / "m.json").write_text(json.dumps({"instruments": {"": instrument}}))
    asked = ["import", "bookings", str(tmp_path / "lab.ics"), "--provider", "test-provider"]
    assert cli.invoke(args=asked).exit_code == 2
    assert cli.invoke(args=[*asked, "--mapping", str(tmp_path / "m.json")]).stdout.startswith("added 3")
    assert count(Closure) == 3


def test_a_mapping_or_a_file_that_can_not_be_read_ends_with_code_2(cli, pool, tmp_path):
    (tmp_path / "use.csv").write_text(USE)
    (tmp_path / "m.json").write_text('{"zone": "Mars/Olympus"}')
    asked = ["import", "usage", str(tmp_path / "use.csv"), "--provider", "test-provider"]
    assert cli.invoke(args=[*asked, "--mapping", str(tmp_path / "m.json")]).exit_code == 2
    assert cli.invoke(args=[*asked[:-1], "nobody"]).exit_code == 2
    (tmp_path / "use.csv").write_text("name,price\nA,3\n")
    told = cli.invoke(args=asked)
    assert (told.exit_code, "Say which column holds it." in told.stderr) == (2, True)


def test_a_table_whose_headings_say_nothing_is_asked_about_before_it_is_blamed(pool, keeper):
    pool.instrument()
    address = keeper.send("a,b,c\r\n1,2,3\r\n")
    asked = keeper.see(address)
    assert ("Not all of its columns were recognised" in asked, "There is a problem" in asked) == (True, False)
    blamed = keeper.post(address, **chosen(asked)).text
    assert blamed.count("Say which column holds it.") >= 2
    assert "Column of the start</a>" in blamed
