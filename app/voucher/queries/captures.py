"""Reading captures: what was spent, and what of it nobody has claimed yet."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from app.infra.db import db
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.claim_cards import CaptureCard
from app.voucher.domain.claims import OPEN_TO_CHANGE, CaptureState
from app.voucher.models import Capture, Claim, ClaimLine, Voucher

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.accounts.domain.actor import Actor
    from app.kernel.interval import Interval

# Labelled, since a query of claims has columns of the same names.
CAPTURE = tuple(
    column.label(f"capture_{column.key}")
    for column in (*Capture.__table__.columns, Voucher.number.expression, Voucher.tier.expression)
)
_CLAIMED = select(ClaimLine.id).where(ClaimLine.capture_id == Capture.id, ClaimLine.live).exists()

# What a claim still has to be handed in for.
NOT_HANDED_IN = and_(
    Capture.state == CaptureState.OPEN,
    ~select(ClaimLine.id)
    .join(Claim, Claim.id == ClaimLine.claim_id)
    .where(ClaimLine.capture_id == Capture.id, ClaimLine.live, Claim.state.not_in(map(str, OPEN_TO_CHANGE)))
    .exists(),
)


def capture_card(row: Row[Any]) -> CaptureCard:
    """Return the capture of a row that selected CAPTURE."""
    currency = row.capture_currency
    return CaptureCard(
        id=row.capture_id,
        hold_id=row.capture_hold_id,
        reference=row.capture_reference,
        voucher_id=row.capture_voucher_id,
        voucher_number=row.capture_number,
        tier=row.capture_tier,
        programme_id=row.capture_programme_id,
        policy_id=row.capture_policy_id,
        mode=VoucherMode(row.capture_mode),
        enterprise_id=row.capture_enterprise_id,
        provider_organisation_id=row.capture_provider_organisation_id,
        issuer_region=row.capture_issuer_region,
        host_region=row.capture_host_region,
        payer_region=row.capture_payer_region,
        price=Money(row.capture_price_minor, currency),
        rate_percent=row.capture_rate_percent,
        captured=Money(row.capture_captured_minor, currency),
        together=Money(row.capture_together_minor or row.capture_captured_minor, currency),
        redeem_by=row.capture_redeem_by,
        captured_at=row.capture_captured_at,
        state=CaptureState(row.capture_state),
    )


def captures_of(references: Sequence[str], organisation_id: int) -> dict[str, list[CaptureCard]]:
    """Return the captures of these references that the organisation used or served, by reference."""
    query = _query().where(Capture.reference.in_(references), _party(organisation_id)).order_by(Capture.id)
    found: dict[str, list[CaptureCard]] = defaultdict(list)
    for card in map(capture_card, db.session.execute(query)):
        found[card.reference].append(card)
    return found


def get_capture(capture_id: int) -> CaptureCard:
    """Return a capture that is known to be there."""
    return capture_card(db.session.execute(_query().where(Capture.id == capture_id)).one())


def open_captures(voucher_id: int) -> list[CaptureCard]:
    """Return what a voucher paid and no claim is handed in for: there is none, or a draft or returned one."""
    query = _query().where(Capture.voucher_id == voucher_id, NOT_HANDED_IN)
    return [capture_card(row) for row in db.session.execute(query.order_by(Capture.id))]


def live_claims(capture_ids: Sequence[int]) -> dict[int, str]:
    """Return the reference of the live claim each capture is in, by the capture's id."""
    query = (
        select(ClaimLine.capture_id, Claim.ref)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .where(ClaimLine.capture_id.in_(capture_ids), ClaimLine.live)
    )
    return {row.capture_id: row.ref for row in db.session.execute(query)}


def to_be_claimed(actor: Actor, *, before_id: int | None, limit: int) -> list[CaptureCard]:
    """Return what the actor's organisation may claim and has not, newest first."""
    if actor.organisation is None:
        return []
    query = open_to(actor.organisation.id)
    if before_id is not None:
        query = query.where(Capture.id < before_id)
    return [capture_card(row) for row in db.session.execute(query.order_by(Capture.id.desc()).limit(limit))]


def count_claimable(actor: Actor) -> int:
    """Return how many uses the actor's organisation may claim and has not, however many vouchers paid one."""
    if actor.organisation is None:
        return 0
    uses = func.count(Capture.reference.distinct())
    open_ones = open_to(actor.organisation.id).with_only_columns(uses)
    return db.session.scalar(open_ones) or 0


def claimable_within(month: Interval, mode: VoucherMode, actor: Actor) -> list[CaptureCard]:
    """Return what the actor's organisation may claim of what was captured in a span, oldest first."""
    if actor.organisation is None:
        return []
    query = open_to(actor.organisation.id).where(
        Capture.mode == mode, Capture.captured_at >= month.start, Capture.captured_at < month.end
    )
    return [capture_card(row) for row in db.session.execute(query.order_by(Capture.id))]


def overdue_captures(today: date, limit: int) -> list[int]:
    """Return the ids of open captures whose last day to claim is over and that no live claim asks for."""
    return list(
        db.session.scalars(
            select(Capture.id)
            .where(Capture.state == CaptureState.OPEN, Capture.redeem_by < today, ~_CLAIMED)
            .order_by(Capture.redeem_by, Capture.id)
            .limit(limit)
        )
    )


def open_to(organisation_id: int) -> Select[Any]:
    """Return the query of what an organisation may claim and has not: the payee's, in no order."""
    mine = or_(
        and_(Capture.mode == VoucherMode.REIMBURSE, Capture.enterprise_id == organisation_id),
        and_(Capture.mode == VoucherMode.REDEEM, Capture.provider_organisation_id == organisation_id),
    )
    return _query().where(mine, Capture.state == CaptureState.OPEN, ~_CLAIMED)


def _query() -> Select[Any]:
    return select(*CAPTURE).join(Voucher, Voucher.id == Capture.voucher_id)


def _party(organisation_id: int) -> ColumnElement[bool]:
    return or_(Capture.enterprise_id == organisation_id, Capture.provider_organisation_id == organisation_id)
