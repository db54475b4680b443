"""Rate cards by instrument, group and day. In force is the highest version that is effective by then."""

import json
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Subquery, Text, bindparam, select, type_coerce

from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.text import N_
from app.pool.domain.rates import RateCard, RateTerms
from app.pool.models import RateCard as Row

_CARDS = select(
    Row.id, Row.instrument_id, Row.version, type_coerce(Row.terms, Text).label("terms"), Row.published_at
)
_IN_FORCE = _CARDS.where(
    Row.instrument_id.in_(bindparam("ids", expanding=True)),
    Row.price_group == bindparam("price_group"),
    Row.effective_from <= bindparam("on"),
).order_by(Row.version)  # the later overwrites the earlier in a dict
# Asked for every booking, so it is built once.
_OF_GROUP = _CARDS.where(
    Row.instrument_id == bindparam("instrument_id"), Row.price_group == bindparam("price_group")
).order_by(Row.version)


def rate_card_in_force(instrument_id: int, group: str, on: date) -> RateCard | None:
    """Return the card that prices a group's use on a day, or None."""
    return rate_cards_in_force([instrument_id], group, on).get(instrument_id)


def rate_cards_in_force(instrument_ids: Collection[int], group: str, on: date) -> dict[int, RateCard]:
    """Return the cards in force by instrument, in one query; instruments without one are left out."""
    values = {"ids": list(instrument_ids), "price_group": group, "on": on}
    return {row.instrument_id: _card(row) for row in db.session.execute(_IN_FORCE, values)}


def rate_card(card_id: int) -> RateCard:
    """Return a card by its id, in force or not. Raises NotFound."""
    row = db.session.execute(_CARDS.where(Row.id == card_id)).one_or_none()
    if row is None:
        raise NotFound("not_found", N_("There is no such rate card."))
    return _card(row)


def rate_cards_to_join() -> Subquery:
    """Return cards: `id`, `terms` (for `read_terms`), for whoever asks in a statement of their own."""
    return select(Row.id, type_coerce(Row.terms, Text).label("terms")).subquery("rate_cards")


def rate_cards(instrument_id: int, group: str) -> tuple[RateCard, ...]:
    """Return every card an instrument ever had for a group, oldest version first, in one query."""
    rows = db.session.execute(_OF_GROUP, {"instrument_id": instrument_id, "price_group": group})
    return tuple(_card(row) for row in rows)


def _card(row: Any) -> RateCard:
    return RateCard(row.id, row.instrument_id, row.version, read_terms(row.terms), row.published_at)


@lru_cache(maxsize=4096)
def read_terms(written: str) -> RateTerms:
    """Read a card's terms. Remembered by their text, so what is remembered can not be stale."""
    return RateTerms.from_dict(json.loads(written))
