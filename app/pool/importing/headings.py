"""What the columns are called in Chinese: a file may head them by these words instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The columns of the template, in its order; the others are read where a file has them.
TEMPLATE: Mapping[str, str] = {
    "编号": "source_id",
    "名称": "name",
    "英文名称": "name_en",
    "厂商": "maker",
    "型号": "model",
    "类别": "category",
    "分类代码": "class_code",
    "所属部门": "department",
    "城市": "city",
    "存放地点": "location",
    "购置年份": "year",
    "收费说明": "price_note",
    "主要功能": "description",
    "网址": "link",
}
_ALSO: Mapping[str, str] = {
    "仪器编号": "source_id",
    "设备编号": "source_id",
    "资产编号": "source_id",
    "仪器名称": "name",
    "设备名称": "name",
    "中文名称": "name_zh",
    "生产厂商": "maker",
    "制造商": "maker",
    "规格型号": "model",
    "仪器类别": "category",
    "单位": "institution",
    "所属单位": "institution",
    "部门": "department",
    "国家": "country",
    "省份": "region",
    "地址": "location",
    "纬度": "lat",
    "经度": "lon",
    "年份": "year",
    "状态": "status",
    "收费标准": "price_note",
    "功能": "description",
    "链接": "link",
}
HEADINGS: Mapping[str, str] = {**TEMPLATE, **_ALSO}
#: What a column is called when a page speaks Chinese.
IN_CHINESE: Mapping[str, str] = {
    column: heading for heading, column in reversed([*TEMPLATE.items(), *_ALSO.items()])
}


def column_of(heading: str) -> str:
    """Return the column that a heading means: its Chinese word, with a mark of a needed one or without."""
    plain = heading.strip().strip("*＊ ").lower()
    return HEADINGS.get(plain, plain)
