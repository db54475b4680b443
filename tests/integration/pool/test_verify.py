"""The pool's promises hold after ordinary work, and a broken one is named."""

import pytest
from sqlalchemy import update

from app.infra.db import db, transaction
from app.infra.events import SYSTEM
from app.pool.domain.states import InstrumentState
from app.pool.models import Instrument, RateCard
from app.pool.rate_cards import publish_rate_card
from app.pool.verify import CHECKS
from tests.integration.pool.conftest import NOW, terms
from tests.integration.pool.test_recognitions import accept, propose, withdraw

pytestmark = pytest.mark.usefixtures("context")


def broken():
    return {check.code for check in CHECKS if check.run()}


def test_ordinary_work_breaks_nothing(pool):
    for price in (100, 200):
        transaction(
            lambda price=price: publish_rate_card(
                instrument_id=pool.microscope_id, terms=terms(price), by=SYSTEM, now=NOW
            )
        )
    accept(propose())
    withdrawn = propose(supply="330000")
    accept(withdrawn)
    withdraw(withdrawn, NOW)

    assert broken() == set()


def test_a_published_instrument_without_a_price_is_named():
    published = update(Instrument).values(state=str(InstrumentState.PUBLISHED))
    transaction(lambda: db.session.execute(published))

    assert broken() == {"P2"}


def test_a_missing_version_is_named(pool):
    second = RateCard(
        instrument_id=pool.microscope_id, price_group="enterprise", version=2, effective_from=NOW.date(),
        terms=terms(100).to_dict(), published_at=NOW, published_by="test",
    )  # fmt: skip
    transaction(lambda: db.session.add(second))

    assert broken() == {"P1"}
