# ruff: noqa: E501, FBT003 -- a table: one row a line
"""The kinds of instrument of the demo pool: names, class code, invented maker and model, price, rules."""

from typing import NamedTuple

from app.kernel.text import N_


class Kind(NamedTuple):
    """One kind. `category` is a catalogue text; `yuan_per_hour` is the price in the middle of the day for enterprises; `set_up_yuan` once a use."""

    name_zh: str
    name_en: str
    class_code: str
    category: str
    maker: str
    model: str
    yuan_per_hour: int
    set_up_yuan: int
    buffer_minutes: int
    needs_keeper: bool
    description: str


KINDS = (
    Kind("场发射扫描电子显微镜", "Field-emission scanning electron microscope", "0101", N_("Electron microscope"),
         "Jiangyuan", "FE-700", 600, 100, 15, True, "二次电子与背散射电子成像，配能谱，样品不大于50 mm。 Secondary and back-scattered electrons, EDS; samples up to 50 mm."),
    Kind("透射电子显微镜", "Transmission electron microscope", "0101", N_("Electron microscope"),
         "Jiangyuan", "TE-200F", 1200, 300, 30, True, "200 kV，点分辨率0.24 nm，配 STEM 和能谱。 200 kV, point resolution 0.24 nm, STEM and EDS."),
    Kind("高分辨质谱仪", "High-resolution mass spectrometer", "0102", N_("Mass spectrometer"),
         "Taihu Analytic", "HR-MS 9", 520, 80, 10, True, "液质联用，分辨率14万，适用于蛋白质组和代谢物分析。 LC-MS/MS, resolving power 140,000, proteomics and metabolites."),
    Kind("电感耦合等离子体质谱仪", "ICP mass spectrometer", "0102", N_("Mass spectrometer"),
         "Taihu Analytic", "ICP-Q3", 380, 60, 10, False, "水、土壤、食品和合金中的痕量元素分析。 Trace elements in water, soil, food and alloys."),
    Kind("X射线衍射仪", "X-ray diffractometer", "0103", N_("X-ray diffraction"),
         "Qiantang Optics", "XD-6", 240, 0, 0, False, "粉末与薄膜，2θ 5–90°，原位样品台最高900 °C。 Powder and thin films, 5–90° 2θ, in-situ stage to 900 °C."),
    Kind("X射线光电子能谱仪", "X-ray photoelectron spectrometer", "0103", N_("Surface analysis"),
         "Qiantang Optics", "XPS-K", 760, 150, 20, True, "单色化 Al Kα 光源，可深度剖析。 Monochromatic Al Kα, depth profiling."),
    Kind("傅里叶变换红外光谱仪", "FTIR spectrometer", "0104", N_("Optical spectroscopy"),
         "Qiantang Optics", "IR-40", 120, 0, 0, False, "透射、ATR 和显微，400–7,800 cm⁻¹。 Transmission, ATR and microscope, 400–7,800 cm⁻¹."),
    Kind("共聚焦拉曼光谱仪", "Confocal Raman spectrometer", "0104", N_("Optical spectroscopy"),
         "Qiantang Optics", "RM-532", 300, 0, 5, False, "532与785 nm 激光，面扫描，变温样品台。 532 and 785 nm, mapping, temperature stage."),
    Kind("超高效液相色谱仪", "UHPLC chromatograph", "0105", N_("Chromatography"),
         "Taihu Analytic", "LC-U5", 160, 30, 0, False, "四元泵，DAD 和荧光检测器。 Quaternary pump, DAD and fluorescence detectors."),
    Kind("气相色谱质谱联用仪", "GC-MS chromatograph", "0105", N_("Chromatography"),
         "Taihu Analytic", "GM-8", 220, 40, 0, False, "顶空与液体进样，配农药谱库。 Head space and liquid injection, pesticide library."),
    Kind("600兆核磁共振波谱仪", "600 MHz NMR spectrometer", "0106", N_("NMR"),
         "Donghai Magnetics", "NM-600", 480, 0, 10, True, "超低温探头，1H/13C/15N，自动进样。 Cryoprobe, 1H/13C/15N, automatic sample changer."),
    Kind("电化学工作站", "Electrochemical workstation", "0107", N_("Electrochemistry"),
         "Wanjiang Instruments", "EC-16", 90, 0, 0, False, "16通道，阻抗测量，电池循环。 16 channels, impedance, battery cycling."),
    Kind("激光共聚焦显微镜", "Laser confocal microscope", "0108", N_("Light microscope"),
         "Qiantang Optics", "CF-4", 320, 0, 5, False, "四路激光，活细胞培养室，三维拼接。 Four lasers, live-cell chamber, 3-D stitching."),
    Kind("同步热分析仪", "Simultaneous thermal analyser", "0109", N_("Thermal analysis"),
         "Wanjiang Instruments", "TG-D2", 180, 20, 0, False, "TGA 与 DSC 同步，氩气或空气中最高1,500 °C。 TGA and DSC to 1,500 °C in argon or air."),
    Kind("高通量基因测序仪", "High-throughput DNA sequencer", "0110", N_("DNA sequencer"),
         "Pujiang Genomics", "SEQ-2K", 900, 400, 30, True, "单次最高600 Gb，全基因组与 RNA 测序。 Up to 600 Gb a run, whole genome and RNA."),
    Kind("流式细胞分选仪", "Cell sorter", "0110", N_("Flow cytometry"),
         "Pujiang Genomics", "FC-S", 420, 60, 15, True, "四路激光，14色，无菌分选。 Four lasers, 14 colours, aseptic sorting."),
    Kind("冷冻干燥机", "Freeze dryer", "0112", N_("Sample preparation"),
         "Wanjiang Instruments", "FD-12", 60, 0, 0, False, "12层搁板，−85 °C，适用于中试批次。 12 shelves, −85 °C, for pilot batches."),
    Kind("万能材料试验机", "Universal testing machine", "0201", N_("Mechanical testing"),
         "Tiemu Mechanics", "UT-300", 200, 30, 0, False, "300 kN，拉伸、压缩与弯曲，−70至350 °C。 300 kN, tension, compression and bending, −70…350 °C."),
    Kind("激光粒度分析仪", "Laser particle size analyser", "0205", N_("Particle size"),
         "Tiemu Mechanics", "LP-3", 110, 0, 0, False, "0.02–2,000 µm，干法与湿法分散。 0.02–2,000 µm, wet and dry dispersion."),
    Kind("三坐标测量机", "Coordinate measuring machine", "0301", N_("Length metrology"),
         "Tiemu Mechanics", "CM-1200", 260, 0, 10, False, "1,200 × 900 × 700 mm，精度1.5 µm + L/350。 1,200 × 900 × 700 mm, 1.5 µm + L/350."),
    Kind("矢量网络分析仪", "Vector network analyser", "0804", N_("RF and microwave"),
         "Suxin Electronics", "VN-67", 280, 0, 0, False, "10 MHz–67 GHz，四端口，可在片测试。 10 MHz–67 GHz, four ports, on-wafer probes."),
    Kind("集成电路测试系统", "Integrated circuit test system", "0805", N_("Chip testing"),
         "Suxin Electronics", "IT-1024", 1500, 500, 30, True, "1,024个数字通道，可选混合信号。 1,024 digital channels, mixed-signal option."),
    Kind("磁共振成像系统", "Small-animal MRI system", "0902", N_("Diagnostic imaging"),
         "Donghai Magnetics", "MR-7", 850, 200, 20, True, "7 T，适用于大鼠和小鼠，可在位麻醉。 7 T, rats and mice, anaesthesia in place."),
    Kind("工业CT", "Industrial CT scanner", "1101", N_("Radiographic inspection"),
         "Tiemu Mechanics", "CT-225", 500, 100, 15, True, "225 kV 微焦点，体素3 µm 起，适用于铸件和电池。 225 kV micro-focus, voxel from 3 µm, castings and batteries."),
    Kind("磁控溅射镀膜机", "Magnetron sputtering system", "X103", N_("Electronics process"),
         "Suxin Electronics", "MS-4T", 350, 80, 20, False, "四靶，晶圆最大8英寸，可共溅射。 Four targets, wafers to 8 inches, co-sputtering."),
)  # fmt: skip
