from app.infra.search import query_tokens, tokens


def test_chinese_is_cut_into_characters_and_pairs():
    assert tokens("质谱仪") == ["质", "谱", "仪", "质谱", "谱仪"]


def test_latin_is_cut_into_lower_case_words_without_accents():
    assert tokens("Université HiSeq-2000") == ["universite", "hiseq", "2000"]


def test_a_query_asks_for_pairs_where_there_are_pairs():
    assert query_tokens("质谱仪 LTQ") == ["质谱", "谱仪", "ltq"]
    assert query_tokens("镜") == ["镜"]


def test_punctuation_asks_for_nothing():
    assert query_tokens('"*() -- :') == []
