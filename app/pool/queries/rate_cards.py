"""Rate cards by instrument, group and day. In force is the highest version that is effective by then."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.text import N_
from app.pool.domain.rates import RateCard, RateTerms
from app.pool.models import RateCard as Row


def rate_card_in_force(instrument_id: int, group: str, on: date) -> RateCard | None:
    """Return the card that prices a group's use on a day, or None."""
    return rate_cards_in_force([instrument_id], group, on).get(instrument_id)


def rate_cards_in_force(instrument_ids: Collection[int], group: str, on: date) -> dict[int, RateCard]:
    """Return the cards in force by instrument, in one query; instruments without one are left out."""
    query = (
        select(Row)
        .where(Row.instrument_id.in_(instrument_ids), Row.price_group == group, Row.effective_from <= on)
        .order_by(Row.version)  # the later overwrites the earlier below
    )
    return {row.instrument_id: _card(row) for row in db.session.scalars(query)}


def rate_card(card_id: int) -> RateCard:
    """Return a card by its id, in force or not. Raises NotFound."""
    row = db.session.get(Row, card_id)
    if row is None:
        raise NotFound("not_found", N_("There is no such rate card."))
    return _card(row)


def rate_cards(instrument_id: int) -> list[RateCard]:
    """Return every card an instrument ever had, newest first."""
    query = select(Row).where(Row.instrument_id == instrument_id).order_by(Row.id.desc())
    return [_card(row) for row in db.session.scalars(query)]


def _card(row: Row) -> RateCard:
    return RateCard(row.id, row.instrument_id, row.version, RateTerms.from_dict(row.terms), row.published_at)
