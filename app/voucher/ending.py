"""How a voucher ends before it is used up, or is kept from use for a while.

What is free goes back to the budget it came from. What is held stays held: those bookings were made in good
faith, and are captured or released as if nothing had happened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.accounts.access import event_actor
from app.infra.db import db, swap
from app.infra.events import record
from app.kernel.errors import Invalid
from app.kernel.money import Money
from app.kernel.text import N_
from app.voucher import ledger
from app.voucher.domain.ledger import BucketKind, Reason
from app.voucher.domain.states import VOUCHER, VoucherAction, after
from app.voucher.ledger import Account, Occasion, Place
from app.voucher.models import Bucket, Programme, Voucher
from app.voucher.queries.vouchers import CARD, card_of, get_voucher, policy_version_of

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.infra.events import EventActor
    from app.voucher.domain.cards import VoucherCard


def lock_voucher(voucher_id: int) -> VoucherCard:
    """Return a voucher that is known to be there, its row locked until the commit."""
    query = select(*CARD).join(Programme, Programme.id == Voucher.programme_id)
    return card_of(
        db.session.execute(query.where(Voucher.id == voucher_id).with_for_update(of=Voucher)).one()
    )


def return_voucher(number: str, reason: str | None, *, by: Actor, now: datetime) -> None:
    """Give an own voucher back (退券). Raises NotFound, Conflict `illegal_transition`."""
    voucher = lock_voucher(get_voucher(number, by).voucher.id)
    end(voucher, VoucherAction.RETURN, Reason.RETURN, at=now, by=event_actor(by), why=reason)


def revoke(number: str, reason: str | None, *, by: Actor, now: datetime) -> None:
    """Take a voucher of the officer's region back for good. Raises Invalid without a reason."""
    voucher = lock_voucher(get_voucher(number, by).voucher.id)
    end(voucher, VoucherAction.REVOKE, Reason.RETURN, at=now, by=event_actor(by), why=_said(reason))


def freeze(number: str, reason: str | None, *, by: Actor, now: datetime) -> None:
    """Keep a voucher of the officer's region from new holds until it is unfrozen. Needs a reason."""
    voucher = lock_voucher(get_voucher(number, by).voucher.id)
    _change(voucher, VoucherAction.FREEZE, at=now, by=event_actor(by), why=_said(reason))


def unfreeze(number: str, reason: str | None, *, by: Actor, now: datetime) -> None:
    """Let a frozen voucher be used again; one whose last day passed meanwhile lapses by itself."""
    voucher = lock_voucher(get_voucher(number, by).voucher.id)
    _change(voucher, VoucherAction.UNFREEZE, at=now, by=event_actor(by), why=reason)


def end(
    voucher: VoucherCard,
    action: VoucherAction,
    reason: Reason,
    *,
    at: datetime,
    by: EventActor,
    why: str | None = None,
) -> None:
    """End a locked voucher by its table; its free value goes back to the budget."""
    _change(voucher, action, at=at, by=by, why=why)
    _give_up(voucher, reason, Occasion(voucher.number, at, by))


def _change(
    voucher: VoucherCard, action: VoucherAction, *, at: datetime, by: EventActor, why: str | None
) -> None:
    to_state = after(VOUCHER, voucher.state, action)
    swap(Voucher, voucher.id, from_state=voucher.state, to_state=to_state)
    record(
        subject_kind="voucher",
        subject_ref=voucher.number,
        action=action,
        at=at,
        actor=by,
        from_state=voucher.state,
        to_state=to_state,
        reason=why,
        data={"policy_version": policy_version_of(voucher.id)},
    )


def _give_up(voucher: VoucherCard, reason: Reason, occasion: Occasion) -> None:
    # Locked, so that a hold under way is either in front of this transfer or finds nothing left.
    free = db.session.execute(
        select(Bucket.id, Bucket.balance_minor, Bucket.currency)
        .where(Bucket.voucher_id == voucher.id, Bucket.kind == BucketKind.AVAILABLE)
        .with_for_update()
    ).one()
    if free.balance_minor == 0:
        return
    region = voucher.region_code
    ledger.post(
        reason,
        Money(free.balance_minor, free.currency),
        debit=Place(free.id, BucketKind.AVAILABLE),
        credit=ledger.budget_of(voucher.programme_id, voucher.tier),
        account=Account(
            voucher.programme_id, voucher.id, issuer_region=region, host_region=None, payer_region=region
        ),
        occasion=occasion,
    )


def _said(reason: str | None) -> str:
    if reason and reason.strip():
        return reason.strip()
    raise Invalid("reason_needed", N_("Say why: the enterprise is told."), field="reason")
