import pytest

from app.infra.db import transaction
from app.infra.events import SYSTEM
from app.kernel.money import Money
from app.voucher.issuing import issue
from app.voucher.queries.programmes import all_programmes
from tests.integration.booking.purses import Purses
from tests.support.booking_pool import LONG_AGO, POLICY, POOL, Pool
from tests.support.templates import furnished_for

template = furnished_for("pool", POOL)


@pytest.fixture
def pool(client, contents) -> Pool:
    return contents.calling(client)


@pytest.fixture
def grant(app, pool):
    def work(face, year):
        enterprise_id = pool.researcher.organisation.id
        (ref,) = [programme.ref for programme in all_programmes() if programme.year == year]
        face = Money(face)
        return issue(
            programme_ref=ref, enterprise_id=enterprise_id, face=face, by=SYSTEM, now=LONG_AGO
        ).number

    def grant(face, year=2026):
        with app.app_context():
            return transaction(lambda: work(face, year))

    return grant


@pytest.fixture
def purses(pool, grant) -> Purses:
    pool.recognise("resource", "testing", "research")
    returned = pool.manager.post(f"/vouchers/{pool.voucher}/return", {"reason": "Too many vouchers"})
    assert returned.status_code == 200, returned.json
    programme = pool.officer.get("/programmes").json["items"][0]["id"]
    terms = {"policy": POLICY | {"voucher_order": "smallest"}, "reason": "Use up the small ones"}
    assert pool.officer.post(f"/programmes/{programme}/policies", terms).status_code == 201
    return Purses(grant(400_00), grant(900_00))
