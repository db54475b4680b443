import pytest

from app.infra.pinyin import spoken


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("质谱仪", "zhipuyi"),
        ("液相色谱质谱联用仪", "zhipulianyongyi"),
        ("重金属分析仪", "zhongjinshufenxiyi"),
        ("称重传感器", "chengzhongchuanganqi"),
        ("长三角测试中心", "changsanjiaoceshizhongxin"),
        ("分辨率", "fenbianlv"),
        ("LTQ 质谱仪", "zhipuyi"),
    ],
)
def test_a_name_is_found_by_the_pinyin_from_any_of_its_characters_on(name, typed):
    assert any(each.startswith(typed) for each in spoken([name]))


def test_a_character_with_several_readings_stands_in_each():
    found = set(spoken(["长三角", "银行"]))
    assert {"changsanjiao", "zhangsanjiao", "yinhang", "yinxing"} <= found


def test_initials_are_marked_so_that_no_word_is_mistaken_for_them():
    found = list(spoken(["质谱仪"]))
    assert "þzpy" in found
    assert "zpy" not in found


def test_what_has_no_pinyin_gives_none():
    assert list(spoken(["HiSeq-2000", "镜", "", "㐂㐃"])) == []


def test_a_long_name_gives_no_more_than_a_few_words_a_character():
    assert len(list(spoken(["长重行" * 100]))) < 300 * 50
