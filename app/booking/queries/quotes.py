"""Quotes, one statement each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.booking.models import Quote
from app.booking.queries.rows import quote_card
from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.text import N_

if TYPE_CHECKING:
    from sqlalchemy import Select

    from app.accounts.domain.actor import Actor
    from app.booking.domain.cards import QuoteCard


def get_quote(ref: str, actor: Actor) -> QuoteCard:
    """Return the actor's own quote. Raises NotFound, also for somebody else's."""
    return _own(ref, actor, db.session.scalar(_quote(ref)))


def lock_quote(ref: str, actor: Actor) -> QuoteCard:
    """Return the actor's own quote, locked up to the end of the transaction. Raises NotFound."""
    return _own(ref, actor, db.session.scalar(_quote(ref).with_for_update()))


def _quote(ref: str) -> Select[Quote]:
    return select(Quote).where(Quote.ref == ref).execution_options(populate_existing=True)


def _own(ref: str, actor: Actor, row: Quote | None) -> QuoteCard:
    own = row is not None and (row.person_id, row.enterprise_id) == (actor.person_id, actor.organisation_id)
    if row is None or not own:
        raise NotFound("not_found", N_("There is no quote %(ref)s of yours."), field="quote_id", ref=ref)
    return quote_card(row)
