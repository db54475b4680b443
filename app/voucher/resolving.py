"""How what is held for a reference ends, exactly once: captured, released or expired. The rest goes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, insert, select

from app.infra.db import Base, db, swap
from app.infra.events import SYSTEM, EventActor, record
from app.kernel.errors import Conflict
from app.kernel.machines import after
from app.kernel.money import Money
from app.kernel.text import N_
from app.voucher import ledger
from app.voucher.domain.cards import Captured
from app.voucher.domain.claims import CaptureState
from app.voucher.domain.ledger import BucketKind, Reason, home_of_remainder, home_of_rest
from app.voucher.domain.states import HOLD, VOUCHER, HoldAction, HoldState, VoucherAction, VoucherState
from app.voucher.domain.together import captured
from app.voucher.hold_events import tell_resolved
from app.voucher.ledger import Account, Occasion, Place
from app.voucher.models import Bucket, Capture, Hold, Voucher
from app.voucher.queries.holds import LiveHold, lock_live_holds

if TYPE_CHECKING:
    from datetime import datetime


class NothingHeld(Conflict):
    """What was held for a reference ended already, for instance because its time ran out."""


# Built once: what is held for a booking or order ends by these.
_KEEP = insert(Base.metadata.tables[Capture.__tablename__]).inline()
_LEFT = select(func.sum(Bucket.balance_minor)).where(
    Bucket.voucher_id == bindparam("voucher_id"), Bucket.kind.in_((BucketKind.AVAILABLE, BucketKind.HELD))
)


def capture(
    *, reference: str, eligible_price: Money, served_by: int, now: datetime, by: EventActor = SYSTEM
) -> Captured:
    """Spend what is held on the final price: `min(hold, rate × eligible_price)`; the rest goes back.

    Source: domain.md, "Money". Of several vouchers each spends, in their order, what those before it left of
    its own share. The rate is the one it was held at, and the policy says whether the rest is the voucher's
    or the budget's.
    `served_by` is the organisation that provided the service: in 通兑 it will be paid (M2). An eligible price
    of nothing releases all that is held: a fee is never voucher money.

    Raises NothingHeld (`illegal_transition`) when nothing is held for `reference` any more.
    """
    lives = lock_live_holds(reference)
    if not lives:
        raise NothingHeld("illegal_transition", N_("No voucher is held for this any more."))
    spends = captured([(live.rate_percent, live.amount) for live in lives], eligible_price)
    use = _Use(eligible_price, sum(spends, eligible_price * 0), served_by, Occasion(reference, now, by))
    for live, spent in zip(lives, spends, strict=True):
        if spent.is_positive:
            _spend(live, spent, use)
        else:
            _give_back(live, HoldAction.RELEASE, Reason.RELEASE, use.occasion)
    held = sum((live.amount for live in lives), eligible_price * 0)
    return Captured(use.spent, held - use.spent)


def release(*, reference: str, now: datetime, by: EventActor = SYSTEM) -> Money:
    """Give back all that is held and return it; zero when nothing is held for `reference` any more.

    Not an error then, because a hold may time out before its booking is cancelled.
    """
    return _give_all_back(HoldAction.RELEASE, Reason.RELEASE, Occasion(reference, now, by))


def expire(reference: str, now: datetime) -> None:
    """Give back what is held beyond its time; do nothing when it was resolved meanwhile."""
    _give_all_back(HoldAction.EXPIRE, Reason.EXPIRE, Occasion(reference, now, SYSTEM))


@dataclass(frozen=True, slots=True)
class _Use:
    """A use at its final price, and what all vouchers pay of it."""

    price: Money
    spent: Money
    served_by: int
    occasion: Occasion


def _spend(live: LiveHold, spent: Money, use: _Use) -> None:
    rest = live.amount - spent
    _resolve(live, HoldAction.CAPTURE, use.occasion, captured=spent)
    account = _account(live)
    claimable = ledger.open_bucket(
        BucketKind.CLAIMABLE, str(live.id), tier=live.tier, account=account, currency=spent.currency
    )
    ledger.post(
        Reason.CAPTURE, spent, debit=_held(live), credit=claimable, account=account, occasion=use.occasion
    )
    _keep_capture(live, spent, use)
    if rest.is_positive:
        home = home_of_remainder(live.voucher_state, live.remainder)
        _return(live, rest, home, Reason.REMAINDER, use.occasion)
    _exhaust_if_empty(live, use.occasion)


def _give_all_back(action: HoldAction, reason: Reason, occasion: Occasion) -> Money:
    lives = lock_live_holds(occasion.reference)
    given = [_give_back(live, action, reason, occasion) for live in lives]
    return sum(given[1:], given[0]) if given else Money.zero()


def _give_back(live: LiveHold, action: HoldAction, reason: Reason, occasion: Occasion) -> Money:
    _resolve(live, action, occasion, captured=live.amount - live.amount)
    _return(live, live.amount, home_of_rest(live.voucher_state), reason, occasion)
    return live.amount


def _resolve(live: LiveHold, action: HoldAction, occasion: Occasion, *, captured: Money) -> None:
    swap(
        Hold,
        live.id,
        from_state=HoldState.HELD,
        to_state=after(HOLD, HoldState.HELD, action),
        resolved_at=occasion.at,
        captured_minor=captured.minor,
    )
    tell_resolved(live, action, occasion, captured)


def _keep_capture(live: LiveHold, spent: Money, use: _Use) -> None:
    """Write down what a claim will ask for: nothing that changes later may change it (R3)."""
    account = _account(live)
    values = {
        "hold_id": live.id,
        "reference": live.reference,
        "voucher_id": live.voucher_id,
        "programme_id": live.programme_id,
        "policy_id": live.policy_id,
        "mode": live.mode,
        "enterprise_id": live.enterprise_id,
        "provider_organisation_id": use.served_by,
        "issuer_region": account.issuer_region,
        "host_region": account.host_region,
        "payer_region": account.payer_region,
        "currency": spent.currency,
        "price_minor": use.price.minor,
        "rate_percent": live.rate_percent,
        "captured_minor": spent.minor,
        "together_minor": None if spent == use.spent else use.spent.minor,
        "redeem_by": live.redeem_by,
        "captured_at": use.occasion.at,
        "state": CaptureState.OPEN,
    }
    db.session.execute(_KEEP, values)


def _return(live: LiveHold, amount: Money, home: BucketKind, reason: Reason, occasion: Occasion) -> None:
    """Move unspent value home: to the voucher, or to the budget it came from."""
    place = (
        ledger.available_of(live.voucher_id)
        if home is BucketKind.AVAILABLE
        else ledger.budget_of(live.programme_id, live.tier)
    )
    ledger.post(reason, amount, debit=_held(live), credit=place, account=_account(live), occasion=occasion)


def _held(live: LiveHold) -> Place:
    return Place(live.held_bucket_id, BucketKind.HELD)


def _account(live: LiveHold) -> Account:
    return Account(
        programme_id=live.programme_id,
        voucher_id=live.voucher_id,
        issuer_region=live.issuer_region,
        host_region=live.host_region,
        payer_region=live.payer_rule.payer(live.issuer_region, live.host_region),
    )


def _exhaust_if_empty(live: LiveHold, occasion: Occasion) -> None:
    """Close a voucher of which nothing is free or held. Its row is locked, so no other capture races this."""
    if live.voucher_state is not VoucherState.ACTIVE:
        return
    if db.session.scalar(_LEFT, {"voucher_id": live.voucher_id}):
        return
    exhausted = after(VOUCHER, VoucherState.ACTIVE, VoucherAction.EXHAUST)
    swap(Voucher, live.voucher_id, from_state=VoucherState.ACTIVE, to_state=exhausted)
    record(
        subject_kind="voucher",
        subject_ref=live.voucher_number,
        action=VoucherAction.EXHAUST,
        at=occasion.at,
        actor=occasion.by,
        from_state=VoucherState.ACTIVE,
        to_state=exhausted,
        data={"policy_version": live.policy_version},
    )
