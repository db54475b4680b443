"""What the lab is mailed of bookings under its outside calendar, through a real mail server."""

from dataclasses import replace

import pytest

from tests.integration.booking.test_feed_changes import execute
from tests.support.booking_pool import at
from tests.support.outside_calendars import event, lab
from tests.support.smtp_sink import sink

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = "一二三四五六日"


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_the_bookings_of_a_clash_are_listed_as_on_pages_in_the_readers_language(app, pool, cli):
    with sink() as server, lab(app, pool) as outside:
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], smtp_url=server.url)
        execute(app, "UPDATE person SET locale = CASE name WHEN 'Keeper' THEN 'en' ELSE 'zh-CN' END")
        ref = outside.book(start="13:00", end="15:00").json["ref"]
        outside.says(event(3, "14:00", "16:00"))
        outside.connect()
        assert cli.invoke(args=["jobs", "run", "deliver_mail"]).exit_code == 0
        mails = {mail["To"]: mail for mail in server.empty() if "calendar" in mail["Subject"]}
    day = at(3, "13:00")
    english = f"{day:%a} {day.day} {MONTHS[day.month - 1]} {day.year}, 13:00–15:00 China Standard Time"
    chinese = f"{day:%Y}年{day.month}月{day.day}日 (周{WEEKDAYS[day.weekday()]}) 13:00–15:00 中国标准时间"
    subject = "1 booking of Electron microscope lies under your calendar “Group calendar”"
    assert mails["keeper@test.example"]["Subject"] == subject
    assert f"{ref}: {english}" in _lines(mails["keeper@test.example"])
    assert f"{ref}：{chinese}" in _lines(mails["lab-manager@test.example"])


def _lines(mail) -> list[str]:
    return mail.get_body(("plain",)).get_content().splitlines()
