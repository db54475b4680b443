import pytest

from app.infra.db import transaction
from tests.support.booking_pool import POOL, Pool
from tests.support.templates import furnished_for

template = furnished_for("pool", POOL)


@pytest.fixture
def pool(client, contents) -> Pool:
    return contents.calling(client)


@pytest.fixture
def do(app):
    """Run something in one transaction and return what it made: `do(lambda: published(NOON))`."""

    def run(work):
        with app.app_context():
            return transaction(work)

    return run


@pytest.fixture
def browse(client):
    """Open a page as somebody (None: a visitor), or post a form: `browse(pool.operator, "/news", q="x")`."""

    def run(caller, path: str, *, form=None, **query: str):
        headers = caller.headers if caller else {}
        query = {"lang": "en"} | query
        if form is not None:
            return client.post(path, data=form, query_string=query, headers=headers)
        return client.get(path, query_string=query, headers=headers)

    return run
