"""Words for the commonest instruments in both languages, so that a search in either finds both.

The pool begins with these; from then on they are data (pool.synonym_groups).
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_BETWEEN = re.compile(r"\W+")

# If a text has one word of a row, it is also found by the others. Latin words are matched whole, in
# lower case and also with a plural s; Chinese ones anywhere.
SYNONYMS: tuple[frozenset[str], ...] = (
    frozenset({"mass spectrometer", "mass spectrometry", "质谱", "质谱仪"}),
    frozenset({"lc-ms", "液质联用"}),
    frozenset({"gc-ms", "气质联用"}),
    frozenset({"sequencer", "sequencing", "测序", "测序仪"}),
    frozenset({"electron microscope", "electron microscopy", "电镜", "电子显微镜"}),
    frozenset({"sem", "scanning electron microscope", "扫描电镜", "扫描电子显微镜", "电子显微镜"}),
    frozenset({"tem", "transmission electron microscope", "透射电镜", "透射电子显微镜", "电子显微镜"}),
    frozenset({"microscope", "microscopy", "显微镜"}),
    frozenset({"confocal", "共焦", "共聚焦"}),
    frozenset({"nmr", "nuclear magnetic resonance", "核磁", "核磁共振"}),
    frozenset({"mri", "magnetic resonance imaging", "磁共振成像"}),
    frozenset({"chromatograph", "chromatography", "色谱", "色谱仪"}),
    frozenset({"hplc", "liquid chromatograph", "liquid chromatography", "液相色谱"}),
    frozenset({"gas chromatograph", "gas chromatography", "气相色谱"}),
    frozenset({"xrd", "diffractometer", "x-ray diffraction", "衍射", "衍射仪"}),
    frozenset({"xps", "photoelectron", "光电子能谱"}),
    frozenset({"spectrometer", "spectroscopy", "光谱", "谱仪"}),
    frozenset({"spectrophotometer", "分光光度计"}),
    frozenset({"raman", "拉曼"}),
    frozenset({"ftir", "infrared", "红外"}),
    frozenset({"flow cytometer", "cytometry", "流式", "流式细胞仪"}),
    frozenset({"atomic force microscope", "afm", "原子力显微镜"}),
    frozenset({"laser", "激光"}),
    frozenset({"telescope", "望远镜"}),
    frozenset({"radar", "雷达"}),
    frozenset({"computing cluster", "cluster", "集群"}),
    frozenset({"pcr", "聚合酶链反应"}),
    frozenset({"tensile", "universal testing machine", "万能试验机", "拉伸"}),
)


def _spaced(text: str) -> str:
    return f" {_BETWEEN.sub(' ', text.lower())} "


def _forms(word: str) -> tuple[str, ...]:
    """Return what to look for in a spaced text: Latin words whole, also in the plural; Chinese as it is."""
    if not word.isascii():
        return (word,)
    singular = _spaced(word)
    return singular, f"{singular[:-1]}s "


@lru_cache(maxsize=4096)
def _forms_of(row: frozenset[str]) -> tuple[str, ...]:
    return tuple(form for word in sorted(row) for form in _forms(word))


def synonyms_in(rows: Iterable[frozenset[str]], texts: Iterable[str]) -> Iterator[str]:
    """Yield the words of `rows` under which texts are found besides their own."""
    said = _spaced(" ".join(texts))
    for row in rows:
        if any(form in said for form in _forms_of(row)):
            yield from row
