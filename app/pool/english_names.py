"""English names of divisions, which python-stdnum's table does not give.

Provinces, prefectures and the pool's districts only: elsewhere the Chinese name stands for both.
"""

from collections.abc import Mapping

ENGLISH_NAMES: Mapping[str, str] = {
    "310000": "Shanghai", "310100": "Shanghai districts", "310104": "Xuhui", "310112": "Minhang",
    "310115": "Pudong New Area", "310118": "Qingpu",
    "320000": "Jiangsu", "320100": "Nanjing", "320200": "Wuxi", "320300": "Xuzhou", "320400": "Changzhou",
    "320500": "Suzhou", "320507": "Xiangcheng", "320509": "Wujiang", "320600": "Nantong",
    "320700": "Lianyungang", "320800": "Huai'an", "320900": "Yancheng", "321000": "Yangzhou",
    "321100": "Zhenjiang", "321200": "Taizhou", "321300": "Suqian",
    "330000": "Zhejiang", "330100": "Hangzhou", "330200": "Ningbo", "330300": "Wenzhou", "330400": "Jiaxing",
    "330421": "Jiashan", "330500": "Huzhou", "330600": "Shaoxing", "330700": "Jinhua", "330800": "Quzhou",
    "330900": "Zhoushan", "331000": "Taizhou", "331100": "Lishui",
    "340000": "Anhui", "340100": "Hefei", "340200": "Wuhu", "340300": "Bengbu", "340400": "Huainan",
    "340500": "Ma'anshan", "340600": "Huaibei", "340700": "Tongling", "340800": "Anqing",
    "341000": "Huangshan", "341100": "Chuzhou", "341200": "Fuyang", "341300": "Suzhou", "341500": "Lu'an",
    "341600": "Bozhou", "341700": "Chizhou", "341800": "Xuancheng",
}  # fmt: skip
