"""What a file says becomes plain text."""

from time import monotonic

import pytest

from app.pool.domain.institutions import code_of, name_key
from app.pool.importing.cleaning import plain
from app.pool.synonyms import synonyms_in

A_BLINK_SECONDS = 2
GROUPS = [
    frozenset({"mass spectrometer", "质谱"}),
    frozenset({"sequencer", "测序"}),
    frozenset({"nmr", "核磁"}),
    frozenset({"sem", "scanning electron microscope", "扫描电镜"}),
    frozenset({"tem", "透射电镜"}),
    frozenset({"x-ray diffraction", "衍射"}),
]


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("two<br/>lines", "two lines"),
        ("<p>one</p><p>two</p>", "one two"),
        ("H<sub>2</sub>O", "H2O"),
        ("<script>alert(1)</script>laser", "laser"),
        ("<style>p {}</style>a<b>b</b>", "ab"),
        ("&lt;b&gt;bold&lt;/b&gt;", "bold"),
        ("salt &amp; pepper", "salt & pepper"),
        ("resolution < 5 nm", "resolution < 5 nm"),
        ("AT&T", "AT&T"),
        (" many \t\n spaces\u3000here ", "many spaces here"),
        ("nul\x00 and\u202e override", "nul and override"),
        ("电子&nbsp;显微镜", "电子 显微镜"),
        ("<img src=x onerror=alert(1)>", ""),
        ('<a title="x > y">z</a>', "z"),
        ("<!-- a <b> --> c<!doctype html>", "c"),
        ("<SCRIPT>if (a<b) write('<i>')</script\n>laser", "laser"),
    ],
)
def test_text_is_freed_of_html_and_odd_spaces(raw, clean):
    assert plain(raw) == clean


@pytest.mark.parametrize("beginning", ["<a b=", "<!--", "</", "<?", "<a/", '<a "', "<script>", "&lt;a "])
def test_a_cell_full_of_beginnings_takes_no_longer_than_another(beginning):
    began = monotonic()
    plain(beginning * (130_000 // len(beginning)))
    assert monotonic() - began < A_BLINK_SECONDS


def test_spellings_of_one_institution_have_one_key():
    spellings = ["Broad Institute", "BROAD  institute", " Broad-Institute ", "Ｂｒｏａｄ Institute."]
    assert {name_key(each) for each in spellings} == {"broad institute"}
    assert name_key("The Broad Institute") != name_key("Broad Institute")


def test_an_institution_has_one_code_for_ever():
    assert code_of("broad institute").startswith("broad-institute-")
    assert code_of("上海科技大学").startswith("p-")
    assert code_of("a" * 100) != code_of("a" * 101)
    assert all(len(code_of(key)) <= 40 for key in ("a b " * 40, "上海", "é" * 60))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Orbitrap Mass Spectrometers (LC)", "质谱"),
        ("Illumina HiSeq 高通量测序仪", "sequencer"),
        ("600 MHz NMR, cryoprobe", "核磁"),
        ("场发射扫描电镜", "scanning electron microscope"),
        ("X-Ray Diffraction", "衍射"),
    ],
)
def test_an_instrument_is_found_in_the_other_language(text, found):
    assert found in set(synonyms_in(GROUPS, [text]))


def test_a_word_inside_another_means_nothing():
    assert "透射电镜" not in set(synonyms_in(GROUPS, ["System for stem cells"]))
