# ruff: noqa: E501, FBT003 -- a table: one row a line
"""The services of the demo pool: forty, of the four kinds, at the twenty providers."""

from typing import NamedTuple

from app.kernel.words import ServiceKind
from app.pool.domain.services import ServiceUnit

RESEARCH, TRANSFER, TESTING, RESOURCE = (
    ServiceKind.RESEARCH,
    ServiceKind.TRANSFER,
    ServiceKind.TESTING,
    ServiceKind.RESOURCE,
)
SAMPLE, TEST, BATCH, PIECE = ServiceUnit.SAMPLE, ServiceUnit.TEST, ServiceUnit.BATCH, ServiceUnit.PIECE
HOUR, DAY, REPORT, PROJECT = ServiceUnit.HOUR, ServiceUnit.DAY, ServiceUnit.REPORT, ServiceUnit.PROJECT


class Offering(NamedTuple):
    """A service: of which provider, what, counted by what at how many yuan (None: quoted), in how many days."""

    slug: str
    kind: ServiceKind
    name_zh: str
    name_en: str
    unit: ServiceUnit
    yuan: int | None
    lead_days: int
    description: str
    deliverables: str
    is_required: bool = False


# The first provider's come first: they are what keeper@ answers for.
OFFERINGS = (
    Offering("taihu-materials", TESTING, "金属材料拉伸试验", "Tensile test of metals", SAMPLE, 600, 7, "GB/T 228.1 室温拉伸，标距50 mm。 GB/T 228.1 at room temperature, gauge length 50 mm.", "检测报告，附应力应变曲线与断口照片。 A report with stress–strain curves and photographs of the fracture."),
    Offering("taihu-materials", TESTING, "材料失效分析", "Failure analysis", REPORT, 4800, 14, "断口、金相与能谱分析，查明失效原因。 Fractography, metallography and EDS to find the cause.", "失效分析报告，含改进建议。 A report with the cause and what to improve."),
    Offering("taihu-materials", RESEARCH, "合金热处理工艺开发", "Heat treatment development", PROJECT, None, 60, "按性能目标设计并验证热处理制度。 A heat treatment designed and verified for the properties you need.", "工艺规程与验证数据。 A process specification with the data that verify it."),
    Offering("taihu-materials", TRANSFER, "耐蚀涂层专利许可", "Licence of a corrosion-resistant coating", PROJECT, None, 30, "发明专利普通许可，附技术培训。 A non-exclusive licence of the patent, with training.", "许可合同、工艺文件与两天培训。 The licence, process documents and two days of training."),
    Offering("taihu-materials", TESTING, "承压设备材料强制检验", "Mandatory inspection of pressure equipment materials", BATCH, 3200, 10, "依据特种设备安全法的强制检验。 The inspection that the law on special equipment demands.", "检验证书。 The certificate of inspection.", True),
    Offering("taihu-materials", RESOURCE, "电镜委托拍摄", "Electron microscopy by our operator", HOUR, 900, 5, "由我方人员操作，客户可远程观看。 Operated by us; you may watch remotely.", "原始图像与拍摄条件记录。 The raw images with their conditions."),
    Offering("jinling-university", TESTING, "核磁共振结构解析", "Structure elucidation by NMR", SAMPLE, 1200, 5, "一维与二维谱，400 MHz 与 600 MHz。 One- and two-dimensional spectra at 400 and 600 MHz.", "谱图与归属表。 Spectra with assignments."),
    Offering("jinling-university", RESEARCH, "分析方法开发与验证", "Development and validation of a method", PROJECT, None, 45, "色谱与质谱方法开发，按 ICH Q2 验证。 Chromatography and mass spectrometry, validated by ICH Q2.", "方法文件与验证报告。 The method and its validation report."),
    Offering("gusu-biotech", TESTING, "单克隆抗体质量表征", "Characterisation of monoclonal antibodies", SAMPLE, 5800, 15, "分子量、糖型、聚集体与电荷异质性。 Mass, glycans, aggregates and charge variants.", "表征报告与原始数据。 A report with raw data."),
    Offering("gusu-biotech", RESEARCH, "细胞株构建", "Cell line development", PROJECT, None, 120, "稳定表达细胞株筛选与评价。 Selection and evaluation of a stable cell line.", "工作细胞库与稳定性数据。 A working cell bank with stability data."),
    Offering("jianghai-marine", TESTING, "海水重金属检测", "Heavy metals in sea water", SAMPLE, 450, 6, "ICP-MS，八种元素。 Eight elements by ICP-MS.", "CMA 检测报告。 A CMA report."),
    Offering("jianghai-marine", TESTING, "船用涂料有害物质强制检测", "Mandatory test of marine coatings", SAMPLE, 2600, 12, "国际公约要求的有机锡检测。 The organotin test that the convention demands.", "符合性报告。 A report of conformity.", True),
    Offering("hanjiang-power", TESTING, "锂离子电池循环寿命测试", "Cycle life of lithium-ion cells", PIECE, 1500, 40, "25 ℃与45 ℃，可至1000次。 At 25 and 45 °C, up to 1,000 cycles.", "容量衰减曲线与报告。 Fade curves and a report."),
    Offering("hanjiang-power", RESEARCH, "正极材料改性研究", "Modification of cathode materials", PROJECT, None, 90, "包覆与掺杂方案筛选。 Coatings and dopants screened.", "样品与研究报告。 Samples and a study."),
    Offering("pujiang-chip", TESTING, "芯片可靠性试验", "Reliability test of chips", BATCH, 9200, 30, "高温工作寿命与温度循环，按 JEDEC。 HTOL and temperature cycling by JEDEC.", "可靠性报告。 A reliability report."),
    Offering("pujiang-chip", RESOURCE, "探针台委托测试", "Wafer probing by our operator", HOUR, 1100, 5, "12英寸，-40 至150 ℃。 Wafers to 12 inches, −40 to 150 °C.", "测试数据文件。 The data files."),
    Offering("yangpu-optics", TESTING, "光学薄膜透反射测试", "Transmittance and reflectance of coatings", SAMPLE, 380, 4, "190 至2500 nm，可变角。 190 to 2,500 nm, variable angle.", "光谱曲线与数据。 Curves and data."),
    Offering("yangpu-optics", RESEARCH, "激光器光束整形设计", "Beam shaping design", PROJECT, None, 50, "从仿真到样件。 From simulation to a prototype.", "设计文件与样件一套。 The design and one prototype."),
    Offering("xuhui-life", TESTING, "转录组测序与分析", "RNA sequencing with analysis", SAMPLE, 1800, 25, "建库、测序与差异分析。 Library, sequencing, differential analysis.", "原始数据与分析报告。 Raw data and an analysis."),
    Offering("xuhui-life", TRANSFER, "肿瘤标志物专利转让", "Assignment of a tumour marker patent", PROJECT, None, 60, "专利权转让与技术交底。 The patent assigned, the know-how disclosed.", "转让合同与技术资料。 The assignment and technical documents."),
    Offering("minhang-mech", TESTING, "量具校准", "Calibration of gauges", PIECE, 260, 5, "卡尺、千分尺、量块。 Callipers, micrometers, gauge blocks.", "校准证书。 A calibration certificate."),
    Offering("minhang-mech", TESTING, "电梯安全部件型式试验", "Type test of lift safety parts", PIECE, 8600, 30, "法律要求的型式试验。 The type test that the law demands.", "型式试验证书。 The type test certificate.", True),
    Offering("jiading-auto", TESTING, "汽车内饰挥发物检测", "Emissions of car interiors", PIECE, 2200, 10, "袋式法与舱式法。 Bag and chamber methods.", "检测报告。 A report."),
    Offering("jiading-auto", RESEARCH, "轻量化结构仿真优化", "Optimisation of light structures", PROJECT, None, 40, "拓扑优化与碰撞仿真。 Topology optimisation and crash simulation.", "模型、结果与建议。 Models, results and advice."),
    Offering("xihu-university", TESTING, "农残多组分检测", "Pesticide residues", SAMPLE, 980, 6, "GC-MS/MS 与 LC-MS/MS，五百余种。 More than five hundred by GC- and LC-MS/MS.", "CMA 检测报告。 A CMA report."),
    Offering("xihu-university", RESOURCE, "冷冻电镜制样与数据采集", "Cryo-EM preparation and collection", DAY, 9800, 20, "含制样筛选。 With screening of grids.", "原始数据与采集参数。 Raw data with parameters."),
    Offering("binjiang-sensing", TESTING, "传感器温度特性标定", "Temperature calibration of sensors", PIECE, 320, 5, "-60 至200 ℃。 −60 to 200 °C.", "标定数据与证书。 Data and a certificate."),
    Offering("binjiang-sensing", RESEARCH, "MEMS 传感器设计", "MEMS sensor design", PROJECT, None, 100, "设计、流片支持与测试。 Design, tape-out support and test.", "版图、工艺流程与测试报告。 Layout, process flow and test report."),
    Offering("yinzhou-materials", TESTING, "永磁材料磁性能测试", "Magnetic properties of permanent magnets", SAMPLE, 420, 4, "室温至200 ℃退磁曲线。 Demagnetisation curves to 200 °C.", "曲线与报告。 Curves and a report."),
    Offering("yinzhou-materials", TRANSFER, "石墨烯散热膜技术许可", "Licence of a graphene heat spreader", PROJECT, None, 45, "专利与技术秘密许可。 A licence of patent and know-how.", "许可合同与工艺包。 The licence and the process package."),
    Offering("nanhu-photonics", TESTING, "光伏组件功率测试", "Power of photovoltaic modules", PIECE, 680, 5, "AAA 级太阳模拟器。 A class AAA solar simulator.", "检测报告。 A report."),
    Offering("nanhu-photonics", RESEARCH, "钙钛矿器件工艺优化", "Perovskite device process", PROJECT, None, 80, "涂布与退火工艺优化。 Coating and annealing optimised.", "工艺文件与器件样品。 The process and sample devices."),
    Offering("ouhai-life", TESTING, "医疗器械生物相容性检测", "Biocompatibility of medical devices", BATCH, 9600, 35, "细胞毒性、致敏与刺激。 Cytotoxicity, sensitisation and irritation.", "GLP 检测报告。 A GLP report.", True),
    Offering("ouhai-life", RESOURCE, "动物影像委托扫描", "Animal imaging by our operator", HOUR, 760, 7, "PET/CT 与小动物磁共振。 PET/CT and small-animal MRI.", "图像数据。 The images."),
    Offering("shushan-science", TESTING, "同步辐射样品预表征", "Characterisation before beam time", SAMPLE, 1400, 8, "XRD、XPS 与 Raman。 XRD, XPS and Raman.", "数据包。 A data package."),
    Offering("baohe-quantum", RESEARCH, "超导量子芯片测控方案", "Control of superconducting qubits", PROJECT, None, 90, "测控系统设计与联调。 Control electronics designed and brought up.", "方案、软件与联调报告。 The design, software and a report."),
    Offering("jinghu-ceramics", TESTING, "陶瓷断裂韧性测试", "Fracture toughness of ceramics", SAMPLE, 520, 6, "单边缺口梁法。 The single-edge notched beam.", "检测报告。 A report."),
    Offering("bengshan-glass", TESTING, "安全玻璃强制认证检测", "Mandatory certification of safety glass", BATCH, 5200, 20, "3C 认证检测。 The test for 3C certification.", "认证检测报告。 The report for certification.", True),
    Offering("huashan-steel", TESTING, "钢材夹杂物评级", "Rating of inclusions in steel", SAMPLE, 480, 5, "GB/T 10561。 By GB/T 10561.", "评级报告与图片。 A rating with micrographs."),
    Offering("huashan-steel", RESEARCH, "高强钢成分与轧制工艺设计", "Design of a high-strength steel", PROJECT, None, 75, "成分、轧制与性能预测。 Composition, rolling and predicted properties.", "设计报告与小样。 A design with small samples."),
)  # fmt: skip
