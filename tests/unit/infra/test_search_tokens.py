from app.infra.search import query_tokens, tokens
from app.infra.simplified import simplified


def test_chinese_is_cut_into_characters_and_pairs():
    assert tokens("质谱仪") == ["质", "谱", "仪", "质谱", "谱仪"]


def test_traditional_and_simplified_characters_are_one():
    assert tokens("電子顯微鏡") == tokens("电子显微镜")
    assert query_tokens("質譜儀") == ["质谱", "谱仪"]
    assert simplified("薴") == simplified("苧") == simplified("苎") == "苎"
    assert simplified("著名的瞭望") == "著名的瞭望", "simplified texts stay as they are"


def test_latin_is_cut_into_lower_case_words_without_accents():
    assert tokens("Université HiSeq-2000") == ["universite", "hiseq", "2000"]


def test_a_query_asks_for_pairs_where_there_are_pairs():
    assert query_tokens("质谱仪 LTQ") == ["质谱", "谱仪", "ltq"]
    assert query_tokens("镜") == ["镜"]


def test_punctuation_asks_for_nothing():
    assert query_tokens('"*() -- :') == []
