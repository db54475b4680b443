from app.infra.db import db, transaction
from app.infra.search import index, index_many, matching

DOCUMENTS = [
    (1, ["高分辨质谱仪", "High-resolution mass spectrometer", "Thermo LTQ-FT"]),
    (2, ["扫描电子显微镜", "Scanning electron microscope"]),
    (3, ["Illumina HiSeq 高通量测序仪"]),
]


def found(query: str) -> set[int]:
    select = matching("instrument", query)
    return set() if select is None else set(db.session.scalars(select))


def test_finds_alike_in_both_languages_on_both_engines(app):
    with app.app_context():
        transaction(lambda: index_many("instrument", DOCUMENTS))
        assert found("质谱") == {1}
        assert found("电子显微镜") == {2}
        assert found("microscope SCANNING") == {2}
        assert found("hiseq 测序") == {3}
        assert found("ltq") == {1}
        assert found("micro") == {2}  # the last word may be unfinished
        assert found("scanning microscopes") == {2}  # a plural finds the one
        assert found("质 镜") == set()


def test_what_people_type_is_never_read_as_a_query_language(app):
    with app.app_context():
        transaction(lambda: index_many("instrument", DOCUMENTS))
        for typed in ('"', "NOT质谱", "a & | ! b:*", "tokens:x", "'; DROP TABLE event; --", "*", "(" * 500):
            found(typed)
        assert found("质谱") == {1}


def test_indexing_again_replaces(app):
    with app.app_context():
        transaction(lambda: index("instrument", 1, ["old name"]))
        transaction(lambda: index("instrument", 1, ["new name"]))
        assert found("old") == set()
        assert found("new") == {1}
