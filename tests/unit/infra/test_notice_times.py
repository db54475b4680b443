"""Times that notices keep as a wall clock's digits are read as people write them."""

import pytest
from flask_babel import force_locale

from app.infra.notice_times import format_iso_day, format_since, format_when

pytestmark = pytest.mark.usefixtures("reading")

SHANGHAI = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("starts", "ends", "zone", "language", "written"),
    [
        ("2026-03-02 09:00", "11:00", SHANGHAI, "en", "Mon 2 Mar 2026, 09:00–11:00 China Standard Time"),
        ("2026-03-02 09:00", "11:00", SHANGHAI, "zh_Hans_CN", "2026年3月2日 (周一) 09:00–11:00 中国标准时间"),
        (
            "2026-03-02 22:00",
            "2026-03-03 06:00",
            SHANGHAI,
            "en",
            "Mon 2 Mar 2026, 22:00 – Tue 3 Mar, 06:00 China Standard Time",
        ),
        (
            "2026-10-25 02:30",
            "02:15",
            "Europe/Berlin",
            "en",
            "Sun 25 Oct 2026, 02:30–02:15 Central European Summer Time",
        ),
    ],
)
def test_a_booked_time_is_written_in_the_readers_language(starts, ends, zone, language, written):
    with force_locale(language):
        assert format_when(starts, ends, zone) == written


def test_a_moment_and_a_day_are_written_so_too():
    with force_locale("zh_Hans_CN"):
        assert format_since("2026-03-02 09:00", SHANGHAI) == "2026年3月2日 (周一) 09:00 中国标准时间"
        assert format_iso_day("2026-12-31") == "2026年12月31日 (周四)"
        assert format_iso_day("") == ""
