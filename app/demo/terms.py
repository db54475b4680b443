"""What the classes of the demo pool's instruments are called; the codes are those of `demo.kinds`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.infra.events import SYSTEM
from app.pool.domain.taxonomies import Taxonomy, TermNames
from app.pool.terms import add_term

if TYPE_CHECKING:
    from datetime import datetime

CLASSES = (
    ("0101", "电子光学仪器", "Electron-optical instruments"),
    ("0102", "质谱仪器", "Mass spectrometers"),
    ("0103", "X射线仪器", "X-ray instruments"),
    ("0104", "光谱仪器", "Optical spectrometers"),
    ("0105", "色谱仪器", "Chromatographs"),
    ("0106", "波谱仪器", "Magnetic resonance spectrometers"),
    ("0107", "电化学仪器", "Electrochemical instruments"),
    ("0108", "显微镜及图像分析仪器", "Microscopes and image analysis"),
    ("0109", "热分析仪器", "Thermal analysers"),
    ("0110", "生化分离分析仪器", "Biochemical analysers"),
    ("0112", "样品前处理及制备仪器", "Sample preparation"),
    ("0201", "力学性能测试仪器", "Mechanical testing"),
    ("0205", "颗粒度测量仪器", "Particle sizing"),
    ("0301", "长度计量仪器", "Length metrology"),
    ("0804", "射频和微波测试仪器", "RF and microwave testing"),
    ("0805", "集成电路测试仪器", "Integrated circuit testing"),
    ("0902", "临床检验及影像仪器", "Diagnostic instruments"),
    ("1101", "无损检测仪器", "Non-destructive testing"),
)


def name_classes(at: datetime) -> None:
    """Name the classes, as the operator did when the pool was founded."""
    for code, name_zh, name_en in CLASSES:
        add_term(taxonomy=Taxonomy.CLASS, code=code, names=TermNames(name_zh, name_en), by=SYSTEM, now=at)
