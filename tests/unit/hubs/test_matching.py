from app.hubs.domain.hubs import Dimension, FacetCard
from app.hubs.domain.matching import match, shared_words

TUMOUR = FacetCard(1, "tumour", Dimension.AREA, "肿瘤", "Tumours")
SCREENING = FacetCard(2, "drug-screening", Dimension.TECHNOLOGY, "药物筛选", "Drug screening")
CHROMATOGRAPHY = FacetCard(3, "chromatography", Dimension.INSTRUMENT, "色谱分析", "Chromatography", ("0105",))
VIRUSES = FacetCard(4, "antiviral", Dimension.AREA, "抗病毒", "Antivirals")


def test_a_shared_area_says_more_than_a_shared_kind_of_instrument():
    wanted = (TUMOUR, SCREENING, CHROMATOGRAPHY)
    by_area = match(wanted, [TUMOUR], text="", other="")
    by_instrument = match(wanted, [CHROMATOGRAPHY, VIRUSES], text="", other="")

    assert by_area.score > by_instrument.score > 0
    assert by_area.facets == (TUMOUR,)
    assert by_instrument.facets == (CHROMATOGRAPHY,)


def test_shared_words_are_told_as_they_stand():
    words = shared_words("寻找共价抑制剂的 PROTAC 筛选", "口服共价抑制剂，含 protac 连接子")

    assert words == ("PROTAC", "共价抑制剂")


def test_words_of_every_text_are_no_reason():
    assert shared_words("希望寻找合作单位 partner for research", "寻找合作单位 research with partner") == ()


def test_nothing_shared_scores_nothing():
    assert match([TUMOUR], [VIRUSES], text="a", other="b").score == 0
