"""An import loads every good row, tells of every bad one, and knows again what it loaded before."""

import io

import pytest
from sqlalchemy import func, select

from app.accounts.models import Organisation
from app.infra.db import db, transaction
from app.infra.events import SYSTEM
from app.kernel.errors import Invalid, NotFound
from app.pool import queries
from app.pool.importing import ByInstitution, ToProvider, import_instruments, rehearse_import
from app.pool.instruments import PublishingFacts, publish_priced_drafts
from app.pool.models import Instrument, Provider
from app.pool.queries import CatalogueFilter
from app.pool.rate_cards import publish_first_rate_cards
from tests.integration.pool.conftest import NOW, terms

HEADER = "source_id,name,name_zh,maker,institution,country,city,colour\n"
TWO = HEADER + "1,Laser,激光器,Coherent,Lab A,China,Shanghai,red\n2,NMR 600,,Bruker,Lab B,Germany,Jena,blue\n"


def load(content, target=None, importer=import_instruments, **hooks):
    stream = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return transaction(
        lambda: importer(stream, target=target or ByInstitution(), by=SYSTEM, now=NOW, **hooks)
    )


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def found(q):
    return {card.name for card in queries.catalogue(CatalogueFilter(q=q, state=None)).items}


def test_the_last_line_tells_what_happened(context):
    assert load(TWO).last_line == "added 2, updated 0, unchanged 0, refused 0"
    assert load(TWO).last_line == "added 0, updated 0, unchanged 2, refused 0"
    report = load(TWO.replace("Coherent", "Trumpf") + "3,,,,Lab A,,,\n")
    assert report.last_line == "added 0, updated 1, unchanged 1, refused 1"
    assert report.ignored_columns == ("colour",)
    assert [(row.line, row.source_id) for row in report.refused] == [(4, "3")]


def test_what_was_loaded_is_found_in_either_language(context):
    load(TWO)
    assert found("激光") == found("laser") == found("coherent") == found("lab a") == {"Laser"}
    assert found("核磁") == {"NMR 600"}
    load(TWO.replace("Coherent", "Trumpf"))
    assert found("coherent") == set()
    assert found("trumpf") == {"Laser"}


def test_spellings_of_one_institution_become_one_provider(context):
    before = count(Provider)
    report = load(HEADER + "1,A,,,Lab A,,,\n2,B,,,LAB  a,,,\n3,C,,,Lab-A.,,,\n4,D,,,Lab AB,,,\n")
    assert (report.added, count(Provider) - before) == (4, 2)
    load(HEADER + "5,E,,,lab a,,,\n")
    assert count(Provider) - before == 2


def test_a_provider_made_by_an_import_is_unclaimed_and_unaccredited(context):
    load(TWO)
    card = next(card for card in queries.providers() if card.name_en == "Lab A")
    assert (card.region_code, card.city) == ("310000", "Shanghai")
    assert queries.accreditation_for(card.id, NOW.date()) is None
    assert db.session.get(Organisation, card.organisation_id).credit_code is None
    assert next(card for card in queries.providers() if card.name_en == "Lab B").region_code is None


def test_rows_can_belong_to_one_provider(context, pool):
    report = load("source_id,name\n1,Laser\n", ToProvider("taihu"))
    (card,) = queries.catalogue(CatalogueFilter(state=None, q="laser")).items
    assert (report.added, card.provider.id, card.region_code) == (1, pool.provider_id, "320509")
    with pytest.raises(NotFound):
        load("source_id,name\n1,Laser\n", ToProvider("nobody"))


def test_an_id_that_comes_twice_is_refused_with_both_lines(context):
    report = load(HEADER + "1,A,,,Lab A,,,\n1,B,,,Lab B,,,\n1,C,,,lab a,,,\n2,D,,,,,,\n")
    assert report.added == 2
    assert [
        (row.line, row.problems[0].code, row.problems[0].values.get("first")) for row in report.refused
    ] == [
        (4, "duplicate_source_id", 2),
        (5, "invalid", None),
    ]


def test_a_refused_file_leaves_nothing(context):
    before = count(Provider)
    with pytest.raises(Invalid, match="missing_column"):
        load("id,name\n1,Laser\n")
    assert (count(Instrument), count(Provider)) == (1, before)


def test_a_rehearsal_reports_and_writes_nothing(context):
    added = []
    report = load(TWO, importer=rehearse_import, on_added=added.extend)
    assert report.last_line == "added 2, updated 0, unchanged 0, refused 0"
    assert len(added) == 2
    assert count(Instrument) == 1
    assert found("laser") == set()


def test_hooks_hear_of_new_instruments_and_of_the_way_through_the_file(context):
    added, positions = [], []
    content = "source_id,name,institution\n" + "".join(
        f"{at},Laser {at},Lab {at % 7}\n" for at in range(2500)
    )
    load(content, on_added=added.extend, progress=positions.append)
    load(content.replace("Laser 3,", "Maser,"), on_added=added.extend)
    assert len(added) == len(set(added)) == 2500
    assert positions == sorted(positions)
    assert (len(positions), positions[-1]) == (3, len(content))


def test_a_template_prices_and_publishes_what_was_added(context):
    added = []
    load(TWO, on_added=added.extend)

    def equip():
        publish_first_rate_cards(instrument_ids=added[:1], terms=terms(60000), by=SYSTEM, now=NOW)
        facts = PublishingFacts(has_hours=True)
        return publish_priced_drafts(instrument_ids=added, facts=facts, by=SYSTEM, now=NOW)

    assert transaction(equip) == 1
    (card,) = queries.catalogue(CatalogueFilter()).items
    assert (card.name, card.hourly_from_minor) == ("Laser", 60000)
    assert queries.rate_card_in_force(card.id, "enterprise", NOW.date()).version == 1


def test_html_is_stripped_and_hostile_text_is_only_text(context):
    load('source_id,name,description\n1,<b>La</b>ser,"<script>x</script>a<br>b\';--"\n', ToProvider("taihu"))
    (card,) = queries.catalogue(CatalogueFilter(state=None, q="laser")).items
    assert (card.name, card.details.description) == ("Laser", "a b';--")


@pytest.mark.shared
def test_the_real_instruments_all_load_once(context, shared):
    content = (shared / "data/instruments/instruments.csv.gz").read_bytes()
    assert load(content).last_line == "added 3287, updated 0, unchanged 0, refused 0"
    assert load(content).last_line == "added 0, updated 0, unchanged 3287, refused 0"
    assert queries.count(CatalogueFilter(q="测序仪", state=None)) == 1001
    assert queries.count(CatalogueFilter(q="质谱", state=None)) == queries.count(
        CatalogueFilter(q="mass spectrometer", state=None)
    )
