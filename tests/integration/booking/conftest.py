import pytest

from tests.support.booking_pool import POOL, Pool
from tests.support.templates import furnished_for

template = furnished_for("pool", POOL)


@pytest.fixture
def pool(client, contents) -> Pool:
    return contents.calling(client)
