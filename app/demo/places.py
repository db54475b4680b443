# ruff: noqa: E501 -- a table: one row a line
"""The providers and enterprises of the demo pool, each in a real division, each with an invented name."""

from typing import NamedTuple


class Place(NamedTuple):
    """An organisation's names and where it is. Its credit code is computed, with a right check character."""

    slug: str
    name_zh: str
    name_en: str
    region_code: str
    city: str
    lat: str
    lon: str


# The first provider is the one of keeper@ and provider@demo.example: accredited, in 江苏.
PROVIDERS = (
    Place("taihu-materials", "太湖材料测试中心", "Taihu Materials Testing Centre", "320211", "无锡", "31.527", "120.284"),
    Place("jinling-university", "金陵示范大学分析中心", "Jinling Demo University Analysis Centre", "320115", "南京", "31.953", "118.840"),
    Place("gusu-biotech", "姑苏生物医药公共平台", "Gusu Biomedicine Platform", "320508", "苏州", "31.311", "120.617"),
    Place("jianghai-marine", "江海检测研究所", "Jianghai Testing Institute", "320613", "南通", "32.016", "120.864"),
    Place("hanjiang-power", "邗江能源材料实验室", "Hanjiang Energy Materials Laboratory", "321003", "扬州", "32.377", "119.398"),
    Place("pujiang-chip", "浦江集成电路测试中心", "Pujiang Chip Test Centre", "310115", "上海", "31.203", "121.592"),
    Place("yangpu-optics", "杨浦光学中心", "Yangpu Optics Centre", "310110", "上海", "31.300", "121.503"),
    Place("xuhui-life", "徐汇生命科学平台", "Xuhui Life Science Platform", "310104", "上海", "31.188", "121.437"),
    Place("minhang-mech", "闵行机械计量院", "Minhang Mechanical Metrology Institute", "310112", "上海", "31.112", "121.381"),
    Place("jiading-auto", "嘉定汽车材料实验室", "Jiading Automotive Materials Laboratory", "310114", "上海", "31.375", "121.265"),
    Place("xihu-university", "西湖示范大学分析测试中心", "Xihu Demo University Analysis Centre", "330106", "杭州", "30.259", "120.130"),
    Place("binjiang-sensing", "滨江传感技术中心", "Binjiang Sensing Centre", "330108", "杭州", "30.208", "120.212"),
    Place("yinzhou-materials", "鄞州新材料研究院", "Yinzhou New Materials Institute", "330212", "宁波", "29.817", "121.547"),
    Place("nanhu-photonics", "南湖光电实验室", "Nanhu Photonics Laboratory", "330402", "嘉兴", "30.747", "120.783"),
    Place("ouhai-life", "瓯海生命健康平台", "Ouhai Life and Health Platform", "330304", "温州", "28.006", "120.637"),
    Place("shushan-science", "蜀山科学仪器中心", "Shushan Scientific Instrument Centre", "340104", "合肥", "31.851", "117.260"),
    Place("baohe-quantum", "包河量子测试平台", "Baohe Quantum Test Platform", "340111", "合肥", "31.793", "117.310"),
    Place("jinghu-ceramics", "镜湖陶瓷材料实验室", "Jinghu Ceramics Laboratory", "340202", "芜湖", "31.340", "118.386"),
    Place("bengshan-glass", "蚌山玻璃检测所", "Bengshan Glass Testing Institute", "340303", "蚌埠", "32.944", "117.368"),
    Place("huashan-steel", "花山钢铁材料中心", "Huashan Steel Materials Centre", "340503", "马鞍山", "31.700", "118.511"),
)  # fmt: skip

# The first enterprise is that of researcher@ and manager@demo.example; the second, stranger@'s.
ENTERPRISES = (
    Place("qingpu-new-energy", "青浦示范新能源科技有限公司", "Qingpu Demo New Energy Technology Ltd", "310118", "上海", "31.150", "121.124"),
    Place("jiashan-biotech", "嘉善示范生物技术有限公司", "Jiashan Demo Biotechnology Ltd", "330421", "嘉兴", "30.831", "120.926"),
    Place("wujiang-sensors", "吴江示范传感器有限公司", "Wujiang Demo Sensors Ltd", "320509", "苏州", "31.138", "120.645"),
)  # fmt: skip

# Enterprises that only apply for vouchers, so that the officer has something to decide. Nobody signs in for them.
APPLICANTS = (
    Place("qingpu-optics", "青浦示范光电科技有限公司", "Qingpu Demo Optoelectronics Ltd", "310118", "上海", "31.150", "121.124"),
    Place("qingpu-robotics", "青浦示范智能装备有限公司", "Qingpu Demo Robotics Ltd", "310118", "上海", "31.150", "121.124"),
    Place("qingpu-pharma", "青浦示范生物制药有限公司", "Qingpu Demo Pharma Ltd", "310118", "上海", "31.150", "121.124"),
    Place("qingpu-water", "青浦示范水处理科技有限公司", "Qingpu Demo Water Technology Ltd", "310118", "上海", "31.150", "121.124"),
)  # fmt: skip

# Enterprises that have booked all year, so that there is something to count. Nobody signs in for them.
REGULARS = (
    Place("qingpu-alloys", "青浦示范合金材料有限公司", "Qingpu Demo Alloys Ltd", "310118", "上海", "31.150", "121.124"),
    Place("qingpu-imaging", "青浦示范医学影像有限公司", "Qingpu Demo Imaging Ltd", "310118", "上海", "31.150", "121.124"),
    Place("qingpu-membranes", "青浦示范膜科技有限公司", "Qingpu Demo Membranes Ltd", "310118", "上海", "31.150", "121.124"),
    Place("qingpu-avionics", "青浦示范航空电子有限公司", "Qingpu Demo Avionics Ltd", "310118", "上海", "31.150", "121.124"),
    Place("wujiang-fibres", "吴江示范纤维科技有限公司", "Wujiang Demo Fibres Ltd", "320509", "苏州", "31.138", "120.645"),
    Place("wujiang-cables", "吴江示范光缆有限公司", "Wujiang Demo Optical Cables Ltd", "320509", "苏州", "31.138", "120.645"),
    Place("wujiang-drives", "吴江示范传动设备有限公司", "Wujiang Demo Drives Ltd", "320509", "苏州", "31.138", "120.645"),
    Place("wujiang-coatings", "吴江示范涂层技术有限公司", "Wujiang Demo Coatings Ltd", "320509", "苏州", "31.138", "120.645"),
    Place("jiashan-power", "嘉善示范电源科技有限公司", "Jiashan Demo Power Supplies Ltd", "330421", "嘉兴", "30.831", "120.926"),
    Place("jiashan-optics", "嘉善示范光学元件有限公司", "Jiashan Demo Optics Ltd", "330421", "嘉兴", "30.831", "120.926"),
    Place("jiashan-diagnostics", "嘉善示范体外诊断有限公司", "Jiashan Demo Diagnostics Ltd", "330421", "嘉兴", "30.831", "120.926"),
    Place("jiashan-bearings", "嘉善示范轴承有限公司", "Jiashan Demo Bearings Ltd", "330421", "嘉兴", "30.831", "120.926"),
    Place("maanshan-steel", "马鞍山示范特钢有限公司", "Maanshan Demo Special Steels Ltd", "340500", "马鞍山", "31.670", "118.507"),
    Place("maanshan-castings", "马鞍山示范精密铸造有限公司", "Maanshan Demo Castings Ltd", "340500", "马鞍山", "31.670", "118.507"),
    Place("maanshan-recycling", "马鞍山示范资源循环有限公司", "Maanshan Demo Recycling Ltd", "340500", "马鞍山", "31.670", "118.507"),
    Place("maanshan-wheels", "马鞍山示范轮轴有限公司", "Maanshan Demo Wheels Ltd", "340500", "马鞍山", "31.670", "118.507"),
)  # fmt: skip

AUTHORITIES = (
    Place("qingpu-authority", "青浦区科技主管部门（演示）", "Qingpu science authority (demo)", "310118", "上海", "31.150", "121.124"),
    Place("jiashan-authority", "嘉善县科技主管部门（演示）", "Jiashan science authority (demo)", "330421", "嘉兴", "30.831", "120.926"),
    Place("wujiang-authority", "吴江区科技主管部门（演示）", "Wujiang science authority (demo)", "320509", "苏州", "31.138", "120.645"),
    Place("shanghai-authority", "上海市科技主管部门（演示）", "Shanghai science authority (demo)", "310000", "上海", "31.230", "121.474"),
    Place("xiangcheng-authority", "相城区科技主管部门（演示）", "Xiangcheng science authority (demo)", "320507", "苏州", "31.369", "120.642"),
)  # fmt: skip
