"""What the columns of another system's file are called, in both languages."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Heading(StrEnum):
    """What a column may be. A start is a moment, or a time of the day in the column of dates."""

    INSTRUMENT = "instrument"
    DATE = "date"
    START = "start"
    END = "end"
    MINUTES = "minutes"
    WHO = "who"
    PURPOSE = "purpose"


#: Without these columns a row says nothing.
NEEDED = (Heading.INSTRUMENT, Heading.START)
WORDS: Mapping[Heading, tuple[str, ...]] = {
    what: tuple("/".join(words).split("/"))
    for what, words in {
        Heading.INSTRUMENT: (
            "instrument/equipment/resource/device/machine",
            "仪器/仪器名称/仪器编号/设备/设备名称/设备编号/资源",
        ),
        Heading.DATE: ("date/day", "日期/使用日期/预约日期/上机日期"),
        Heading.START: (
            "start/starts/start time/started/begin/from",
            "开始/开始时间/起始时间/上机时间/预约开始时间/使用开始时间",
        ),
        Heading.END: (
            "end/ends/end time/ended/finish/to/until",
            "结束/结束时间/终止时间/下机时间/预约结束时间/使用结束时间",
        ),
        Heading.MINUTES: ("minutes/duration/duration (min)", "时长/机时/时长(分钟)/机时(分钟)/分钟"),
        Heading.WHO: (
            "user/booked by/customer/client/enterprise/company/group",
            "使用人/用户/预约人/上机人/单位/使用单位/课题组/企业/客户",
        ),
        Heading.PURPOSE: (
            "purpose/summary/title/subject/description/note",
            "用途/目的/使用目的/实验内容/备注/主题",
        ),
    }.items()
}
_PLAIN = str.maketrans({"（": "(", "）": ")", "_": " ", "*": None, "＊": None, ":": None, "：": None})


def plain(heading: str) -> str:
    """Return a heading without what only decorates it."""
    return " ".join(heading.translate(_PLAIN).lower().split())


def guessed_columns(headings: Iterable[str]) -> dict[Heading, str]:
    """Return what the headings most likely are: by their own word, else by how they begin."""
    left = [heading for heading in headings if heading.strip()]
    found: dict[Heading, str] = {}
    for fits in (_is_a_word, _begins_with_a_word):
        for what, words in WORDS.items():
            if what in found:
                continue
            heading = next((each for each in left if fits(plain(each), words)), None)
            if heading is not None:
                found[what] = heading
                left.remove(heading)
    return found


def _is_a_word(heading: str, words: tuple[str, ...]) -> bool:
    return heading in words


def _begins_with_a_word(heading: str, words: tuple[str, ...]) -> bool:
    return heading.startswith(words)
