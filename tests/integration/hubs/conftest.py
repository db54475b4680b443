"""The world of world.py, inside the application's context."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.infra.db import db, transaction
from app.infra.outbox import OutboxMessage
from tests.integration.hubs.world import World, build_world
from tests.support.templates import furnished, furnished_for


def _build(app: Flask) -> World:
    with app.app_context():
        return transaction(build_world)


WORLD = furnished("hubs_world", _build)
template = furnished_for("world", WORLD)


@pytest.fixture
def world(app: Flask, contents: World) -> Iterator[World]:
    with app.app_context():
        yield contents


@pytest.fixture
def mailed(world):
    """What waits in the outbox: `mailed()` is [(template, recipient)]."""

    def read() -> list[tuple[str, str]]:
        rows = db.session.query(OutboxMessage).order_by(OutboxMessage.id).all()
        return [(row.template, row.recipient.split("@")[0]) for row in rows]

    return read
