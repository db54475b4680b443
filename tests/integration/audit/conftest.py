import pytest

from tests.support.booking_pool import Pool, build_pool


@pytest.fixture
def pool(app) -> Pool:
    return build_pool(app)
