import pytest

from tests.integration.voucher.world import World, build_world


@pytest.fixture
def world(app) -> World:
    """The usual people and an open programme of 青浦 with a budget of ¥1,000,000."""
    with app.app_context():
        yield build_world()
