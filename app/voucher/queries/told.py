"""Vouchers, holds and claims that events tell of: which of them somebody may see, and what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Select, select

from app.infra.db import db
from app.voucher.models import Claim, Hold, Programme, Voucher
from app.voucher.queries import claims, vouchers
from app.voucher.queries.hold_records import holds_by_id

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.accounts.domain.actor import Actor
    from app.voucher.domain.cards import HoldRecord, VoucherCard
    from app.voucher.domain.claim_cards import ClaimCard


def voucher_numbers_seen_by(actor: Actor) -> Select[str]:
    """Return the numbers of the vouchers that an actor may know of, to select events by."""
    joined = select(Voucher.number).join(Programme, Programme.id == Voucher.programme_id)
    return joined.where(vouchers.seen_by(actor))


def hold_ids_seen_by(actor: Actor) -> Select[int]:
    """Return the ids of the holds of such vouchers; events name a hold by its id, as text."""
    joined = select(Hold.id).join(Voucher, Voucher.id == Hold.voucher_id)
    return joined.join(Programme, Programme.id == Voucher.programme_id).where(vouchers.seen_by(actor))


def claim_refs_seen_by(actor: Actor) -> Select[str]:
    """Return the references of the claims that an actor may know of, to select events by."""
    return select(Claim.ref).where(claims.seen_by(actor))


def vouchers_named(numbers: Collection[str]) -> dict[str, VoucherCard]:
    """Return vouchers by number; one query."""
    query = select(*vouchers.CARD).join(Programme, Programme.id == Voucher.programme_id)
    rows = db.session.execute(query.where(Voucher.number.in_(numbers)))
    return {card.number: card for card in map(vouchers.card_of, rows)}


def holds_named(refs: Collection[str]) -> dict[str, HoldRecord]:
    """Return holds by the text that events name them by; one query."""
    return {str(hold_id): hold for hold_id, hold in holds_by_id([int(ref) for ref in refs]).items()}


def claims_named(refs: Collection[str]) -> dict[str, ClaimCard]:
    """Return claims by reference; five queries."""
    query = select(Claim).where(Claim.ref.in_(refs))
    return {card.ref: card for card in claims.cards_of(db.session.scalars(query).all())}
