"""What "check and book" looks up: the slot somebody keeps on an instrument, the booking a quote became."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.booking.domain.cards import QuoteState
from app.booking.models import Booking, Quote
from app.booking.queries.rows import quote_card
from app.infra.db import db

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.domain.cards import QuoteCard


def find_held(actor: Actor, instrument_id: int, now: datetime) -> QuoteCard | None:
    """Return the newest quote by which the actor keeps time on the instrument at this moment, or None."""
    row = db.session.scalar(
        select(Quote)
        .where(
            Quote.person_id == actor.person_id,
            Quote.enterprise_id == actor.organisation_id,
            Quote.instrument_id == instrument_id,
            Quote.state == QuoteState.OPEN,
            Quote.holds,
            Quote.valid_until > now,
        )
        .order_by(Quote.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return quote_card(row) if row else None


def booked_ref(quote_ref: str, actor: Actor) -> str | None:
    """Return the reference of the booking that the actor's quote became, or None."""
    return db.session.scalar(
        select(Booking.ref).where(
            Booking.quote_ref == quote_ref,
            Booking.person_id == actor.person_id,
            Booking.enterprise_id == actor.organisation_id,
        )
    )
