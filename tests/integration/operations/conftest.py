import pytest

from app.infra import outbox
from app.infra.db import transaction
from app.infra.events import history
from tests.support.booking_pool import POOL, Pool
from tests.support.moments import NOON
from tests.support.templates import furnished_for

template = furnished_for("pool", POOL)


@pytest.fixture
def pool(client, contents) -> Pool:
    return contents.calling(client)


class Desk:
    """The operator at a browser that does not follow where it is sent."""

    def __init__(self, client, headers) -> None:
        self.client, self.headers = client, headers

    def page(self, path: str = "", status: int = 200, **query: object) -> str:
        answer = self.client.get(
            f"/operations{path}", query_string={"lang": "en"} | query, headers=self.headers
        )
        assert answer.status_code == status, answer.get_data(as_text=True)
        return answer.get_data(as_text=True)

    def post(self, path: str, **form: object):
        return self.client.post(f"/operations{path}", data=form or {"x": ""}, headers=self.headers)


@pytest.fixture
def desk(client, pool) -> Desk:
    return Desk(client, pool.operator.headers)


@pytest.fixture
def acts(app):
    """Return what was done to a subject: `acts("person", 3)` is [(action, reason)]."""

    def of(kind: str, ref: object) -> list[tuple[str, str | None]]:
        with app.app_context():
            return [(event.action, event.reason) for event in history(kind, str(ref))]

    return of


@pytest.fixture
def mail(app):
    """Queue a mail with a reset link, and return its id."""

    def queue(key: str = "one") -> int:
        values = {"name": "R", "link": f"http://pool.example/reset/{'s' * 43}", "minutes": 60}
        with app.app_context():
            transaction(
                lambda: outbox.enqueue_mail(
                    to="r@test.example",
                    locale="en",
                    template="password_reset",
                    values=values,
                    now=NOON,
                    key=key,
                )
            )
            return max(outbox.due_mail(NOON, 100))

    return queue
