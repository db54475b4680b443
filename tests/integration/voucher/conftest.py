from collections.abc import Iterator

import pytest

from tests.integration.voucher.desk import Desk
from tests.integration.voucher.world import World, build_world


@pytest.fixture
def people(app) -> World:
    """The usual people and an open programme of 青浦 with a budget of ¥1,000,000.

    For tests that send requests: each request must have a context of its own, or they would share who asks.
    """
    with app.app_context():
        return build_world()


@pytest.fixture
def world(app, people) -> Iterator[World]:
    """The same, for tests that call use cases: inside the application's context."""
    with app.app_context():
        yield people


@pytest.fixture
def desk(app, client, people) -> Desk:
    """The same people, applying for vouchers and deciding over the API."""
    return Desk(app, client, people)
