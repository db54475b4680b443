from collections.abc import Iterator

import pytest
from flask import Flask

from tests.integration.voucher.desk import Desk
from tests.integration.voucher.test_versions import supersede
from tests.integration.voucher.world import World, build_world, yuan
from tests.support.templates import furnished, furnished_for


def _build(app: Flask) -> World:
    with app.app_context():
        return build_world()


WORLD = furnished("voucher_world", _build)
template = furnished_for("people", WORLD)


@pytest.fixture
def people(contents) -> World:
    """The usual people and an open programme of 青浦 with a budget of ¥1,000,000.

    For tests that send requests: each request must have a context of its own, or they would share who asks.
    """
    return contents


@pytest.fixture
def world(app, people) -> Iterator[World]:
    """The same, for tests that call use cases: inside the application's context."""
    with app.app_context():
        yield people


@pytest.fixture
def desk(app, client, people) -> Desk:
    """The same people, applying for vouchers and deciding over the API."""
    return Desk(app, client, people)


@pytest.fixture
def two(world):
    """A voucher of ¥2,000 and one of ¥9,000, of which the smaller pays first."""
    supersede(world, voucher_order="smallest")
    return world.issue(yuan(2_000)), world.issue(yuan(9_000))
