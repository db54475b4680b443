"""Instruments with their provider, one query whatever their number."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, SQLColumnExpression, Subquery, bindparam, exists, select

from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.text import N_
from app.pool.domain.cards import InstrumentCard
from app.pool.domain.instruments import (
    DETAIL_NAMES,
    RULE_NAMES,
    Confirmation,
    InstrumentDetails,
    InstrumentRules,
)
from app.pool.domain.states import InstrumentState
from app.pool.models import Instrument, Provider
from app.pool.queries.providers import PROVIDER_COLUMNS, provider_card

_COLUMNS = tuple(
    getattr(Instrument, name) for name in ("id", "state", "hourly_from_minor", *DETAIL_NAMES, *RULE_NAMES)
)


def instrument_cards() -> Select[Any]:
    """Return the select that `to_card` reads, to be narrowed."""
    return select(*_COLUMNS, *PROVIDER_COLUMNS).join(Provider, Provider.id == Instrument.provider_id)


def ids_kept_by(organisation_id: int) -> Select[int]:
    """Return a select of the ids of a provider's instruments, whatever their state, to be joined."""
    kept = Provider.organisation_id == organisation_id
    return select(Instrument.id).join(Provider, Provider.id == Instrument.provider_id).where(kept)


_BY_IDS = instrument_cards().where(Instrument.id.in_(bindparam("ids", expanding=True)))


def to_card(row: Row[Any]) -> InstrumentCard:
    """Return a row of `instrument_cards` as a card."""
    values = row._mapping  # noqa: SLF001 -- SQLAlchemy's public name for a row as a mapping
    rules = {name: values[name] for name in RULE_NAMES}
    rules["confirmation"] = Confirmation(rules["confirmation"])
    return InstrumentCard(
        id=row.id,
        provider=provider_card(row),
        details=InstrumentDetails(**{name: values[name] for name in DETAIL_NAMES}),
        rules=InstrumentRules(**rules),
        state=InstrumentState(row.state),
        hourly_from_minor=row.hourly_from_minor,
    )


def get_instrument(instrument_id: int) -> InstrumentCard:
    """Return an instrument in whatever state. Raises NotFound."""
    card = find_instrument(instrument_id)
    if card is None:
        raise NotFound("not_found", N_("There is no such instrument."))
    return card


def instrument_names_to_join() -> Subquery:
    """Return instruments: `id`, `name`, `name_zh`, `name_en`, for a statement of somebody else's."""
    names = (Instrument.name, Instrument.name_zh, Instrument.name_en)
    return select(Instrument.id, *names).subquery("instrument_names")


def shows_all_times(instrument_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Return the condition that an instrument is published, and its provider shows all its busy times."""
    shown = exists().where(Instrument.id == instrument_id, Instrument.state == InstrumentState.PUBLISHED)
    return shown.where(Provider.id == Instrument.provider_id, Provider.public_busy)


def instruments_kept_by(organisation_id: int, limit: int) -> list[tuple[int, str]]:
    """Return id and name of the instruments of the provider that is an organisation, by name."""
    query = (
        select(Instrument.id, Instrument.name)
        .join(Provider, Provider.id == Instrument.provider_id)
        .where(Provider.organisation_id == organisation_id, Instrument.state != InstrumentState.RETIRED)
        .order_by(Instrument.name, Instrument.id)
    )
    return [(row.id, row.name) for row in db.session.execute(query.limit(limit))]


def find_instrument(instrument_id: int) -> InstrumentCard | None:
    """Return an instrument in whatever state, or None."""
    return instruments([instrument_id]).get(instrument_id)


def instruments(ids: Collection[int]) -> dict[int, InstrumentCard]:
    """Return instruments by id, in one query; unknown ids are left out."""
    rows = db.session.execute(_BY_IDS, {"ids": list(ids)})
    return {row.id: to_card(row) for row in rows}
