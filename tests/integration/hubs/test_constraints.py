"""What the database itself refuses, whoever asks it."""

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import DBAPIError

from app.hubs.cli import LOADER
from app.hubs.letters import write_message
from app.hubs.loading import load_definition
from app.infra.db import Base, db, transaction
from app.kernel.errors import Conflict
from tests.integration.hubs.world import BIOMEDICINE, NOW


def table(name):
    return Base.metadata.tables[name]


def values(name, key, **changes):
    """Return the row of a table as values for another one."""
    row = db.session.execute(select(table(name)).where(table(name).c.id == key)).one()._asdict()
    return {column: value for column, value in row.items() if column != "id"} | changes


@pytest.fixture
def refused(world):
    def check(statement) -> None:
        with pytest.raises((DBAPIError, Conflict)):
            transaction(lambda: db.session.execute(statement))

    return check


def test_a_facet_of_another_hub_is_refused(world, refused):
    entry, need = world.published(), world.posted()
    other = BIOMEDICINE | {"slug": "other"}
    transaction(lambda: load_definition(other, by=LOADER, now=NOW))
    facet, hub = table("hub_facet"), world.hub()
    foreign = db.session.scalars(select(facet.c.id).where(facet.c.hub_id != hub.id)).first()

    for holder, key, thing in (
        ("hub_text_facet", "text_id", entry.text_id),
        ("hub_need_facet", "need_id", need.id),
    ):
        for hub_id in (hub.id, hub.id + 1):
            refused(insert(table(holder)).values(**{key: thing}, facet_id=foreign, hub_id=hub_id))


def test_slugs_and_words_are_the_databases_promise(world, refused):
    entry, need, hub = world.published(), world.posted(), world.hub()
    facet = hub.facets[0]
    refused(insert(table("hub")).values(**values("hub", hub.id)))
    refused(insert(table("hub_facet")).values(**values("hub_facet", facet.id)))
    for name, key, wrong in (
        ("hub", hub.id, {"state": "lost"}),
        ("hub_facet", facet.id, {"dimension": "colour"}),
        ("hub_facet", facet.id, {"classes": ["01"]}),
        ("hub_entry", entry.id, {"state": "lost"}),
        ("hub_entry", entry.id, {"kind": "book"}),
        ("hub_entry", entry.id, {"published_at": None}),
        ("hub_need", need.id, {"state": "closed"}),
        ("hub_need", need.id, {"outcome": "found_here"}),
    ):
        refused(update(table(name)).where(table(name).c.id == key).values(**wrong))


def test_an_entry_has_one_public_text_and_messages_are_never_rewritten(world, refused):
    entry, need, hub = world.published(), world.posted(), world.hub()
    refused(insert(table("hub_text")).values(**values("hub_text", entry.text_id)))
    keeper = world.keeper
    transaction(
        lambda: write_message(
            topic=need, hub=hub, with_id=keeper.organisation_id, text="We can.", by=keeper, now=NOW
        )
    )
    message = table("hub_message")
    refused(update(message).values(text="We can not."))
    refused(message.delete())
    refused(insert(message).values(**values("hub_message", 1, entry_id=entry.id)))
    refused(table("hub_entry").delete())
