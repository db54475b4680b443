"""Chinese names are found by their pinyin and initials, also those that were stored before."""

import pytest
from sqlalchemy import select, text

from app.infra import search
from app.infra.db import db, transaction
from app.infra.events import SYSTEM
from app.pool import queries
from app.pool.domain.instruments import InstrumentDetails, InstrumentRules
from app.pool.instruments import create_instrument
from app.pool.models import Instrument, Provider
from app.pool.reindexing import ask_to_reindex, out_of_date, reindex_one
from tests.integration.pool.conftest import NOW


def found(words, kind="instrument"):
    matching = search.matching(kind, words)
    assert matching is not None
    return set(db.session.scalars(matching))


def add(provider_id, **details):
    return create_instrument(
        provider_id=provider_id,
        details=InstrumentDetails(**details),
        rules=InstrumentRules(),
        by=SYSTEM,
        now=NOW,
    ).id


@pytest.fixture
def spectrometer(app, pool):
    with app.app_context():
        yield transaction(lambda: add(pool.provider_id, name="质谱仪"))


def test_an_instrument_is_found_as_it_is_typed(spectrometer):
    for words in ("zhipuyi", "zhipu", "puyi", "zpy", "ZPY", "taihu zhipu", "太湖 zpy", "fxzx zp"):
        assert spectrometer in found(words), words


def test_an_instrument_is_found_by_traditional_characters_and_the_other_way(app, pool, spectrometer):
    at = {"category": "稱量设备", "region_code": "320500", "city": "蘇州"}
    balance = transaction(lambda: add(pool.provider_id, name="電子天平", **at))
    assert found("質譜儀") == {spectrometer}
    for words in ("电子天平", "電子天平", "苏州 稱量"):
        assert found(words) == {balance}, words
    for wish in ({"category": "稱量"}, {"category": "称量設備"}, {"region": "蘇州"}):
        wanted = queries.matching(queries.CatalogueFilter(**wish, state=None))
        assert balance in set(db.session.scalars(wanted)), wish


def test_a_place_abroad_and_a_very_long_wish_are_compared_too(pool, spectrometer):
    abroad = transaction(lambda: add(pool.provider_id, name="電子天平", city="東京"))
    wanted = queries.matching(queries.CatalogueFilter(region="东京", state=None))
    assert set(db.session.scalars(wanted)) == {abroad}
    every = "".join(map(chr, range(0x4E00, 0x6E00)))
    assert not set(db.session.scalars(queries.matching(queries.CatalogueFilter(category=every, state=None))))


def test_what_does_not_sound_so_is_not_found(spectrometer):
    for words in ("zhipuyix", "pzy", "yizhipu"):
        assert found(words) == set(), words


def test_initials_count_only_where_nothing_is_spelt_so(app, pool, spectrometer):
    transaction(lambda: add(pool.provider_id, name="纳米热分析仪"))
    assert len(found("nmr")) == 1, "nothing else is called so"
    nmr = transaction(lambda: add(pool.provider_id, name="NMR spectrometer 400"))
    assert found("nmr") == {nmr}


def test_what_was_stored_before_is_put_into_the_search_anew(app, pool, spectrometer):
    def forget_and_put():
        for kind, table in (("instrument", Instrument), ("provider", Provider)):
            db.session.execute(text(f"DELETE FROM search_{kind}"))
            ask_to_reindex(kind, select(table.id))
        for key in out_of_date(NOW, 9):
            reindex_one(key, NOW)

    transaction(forget_and_put)
    assert spectrometer in found("zpy")
    assert found("taihu", "provider") == found("thfxzx", "provider") == {pool.provider_id}
    assert queries.providers_page(queries.ProviderFilter(q="fenxi")).items
