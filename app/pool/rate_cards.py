"""Publishing prices. A card is never changed: another version follows it."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import func, insert, select, update

from app.infra.db import constraint_error, db, execute_checked
from app.infra.events import EventActor, record
from app.kernel.errors import Conflict
from app.kernel.text import N_
from app.pool import queries
from app.pool.domain.days import pool_day
from app.pool.domain.rates import ENTERPRISE_GROUP, RateCard, RateTerms, in_force
from app.pool.domain.states import InstrumentState
from app.pool.models import Instrument
from app.pool.models import RateCard as Row

constraint_error(
    "uq_rate_card_instrument_id_price_group_version",
    lambda: Conflict("version_taken", N_("Somebody else published a rate card a moment ago.")),
    sqlite_columns="rate_card.instrument_id, rate_card.price_group, rate_card.version",
)
constraint_error(
    "rate_card_is_append_only",
    lambda: Conflict("append_only", N_("A published rate card is never changed; publish another version.")),
)


def publish_rate_card(*, instrument_id: int, terms: RateTerms, by: EventActor, now: datetime) -> RateCard:
    """Publish the next version of an instrument's prices for the group that `terms` name.

    Raises NotFound, Conflict for a retired instrument or a lost race.
    """
    if queries.get_instrument(instrument_id).state is InstrumentState.RETIRED:
        raise Conflict("illegal_transition", N_("A retired instrument has no more prices."))
    newest = select(func.max(Row.version)).where(
        Row.instrument_id == instrument_id, Row.price_group == terms.group
    )
    version = (db.session.scalar(newest) or 0) + 1
    published = insert(Row).values(_row(instrument_id, version, terms, by, now))
    card_id: int = execute_checked(published.returning(Row.id)).scalar_one()
    refresh_hourly(instrument_id=instrument_id, now=now)
    record(
        subject_kind="instrument",
        subject_ref=str(instrument_id),
        action="publish_rate_card",
        at=now,
        actor=by,
        data={"rate_card": card_id, "group": terms.group, "version": version},
    )
    return RateCard(card_id, instrument_id, version, terms, now)


def publish_first_rate_cards(
    *, instrument_ids: Collection[int], terms: RateTerms, by: EventActor, now: datetime
) -> None:
    """Give many new instruments the same first card, in force at once: what an import's template does."""
    if not instrument_ids:
        return
    db.session.execute(insert(Row), [_row(each, 1, terms, by, now) for each in instrument_ids])
    if terms.group == ENTERPRISE_GROUP:
        db.session.execute(
            update(Instrument)
            .where(Instrument.id.in_(instrument_ids))
            .values(hourly_from_minor=terms.hourly_from_minor)
            .execution_options(synchronize_session=False)
        )


def refresh_hourly(*, instrument_id: int, now: datetime) -> None:
    """Note the enterprise group's cheapest hour on the instrument, and the day that changes it.

    Before the first card is in force its price is shown already: it is the price one can book at.
    """
    today = pool_day(now)
    cards = queries.rate_cards(instrument_id, ENTERPRISE_GROUP)
    coming = [card for card in cards if card.terms.effective_from > today]
    shown = in_force(cards, today) or min(coming, key=_first_day, default=None)
    # Only a higher version than the one in force will ever replace it.
    changes = [_first_day(card) for card in coming if shown is None or card.version >= shown.version]
    db.session.execute(
        update(Instrument)
        .where(Instrument.id == instrument_id)
        .values(
            hourly_from_minor=shown.terms.hourly_from_minor if shown else None,
            hourly_changes_on=min(changes, default=None),
        )
        .execution_options(synchronize_session=False)
    )


def instruments_with_new_price(now: datetime, limit: int) -> list[int]:
    """Return up to `limit` instruments whose shown price is older than a card now in force."""
    query = (
        select(Instrument.id)
        .where(Instrument.hourly_changes_on <= pool_day(now))
        .order_by(Instrument.hourly_changes_on)
        .limit(limit)
    )
    return list(db.session.scalars(query))


def _first_day(card: RateCard) -> date:
    return card.terms.effective_from


def _row(
    instrument_id: int, version: int, terms: RateTerms, by: EventActor, now: datetime
) -> dict[str, object]:
    return {
        "instrument_id": instrument_id,
        "price_group": terms.group,
        "version": version,
        "effective_from": terms.effective_from,
        "terms": terms.to_dict(),
        "published_at": now,
        "published_by": by.name,
    }
