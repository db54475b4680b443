"""How a voucher ends before it is used up, or is kept from use for a while.

What is free goes back to the budget it came from. What is held stays held: those bookings were made in good
faith, and are captured or released as if nothing had happened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts import queries as accounts
from app.accounts.access import event_actor
from app.infra.db import swap
from app.infra.events import record
from app.kernel.errors import Forbidden, Invalid
from app.kernel.machines import after
from app.kernel.text import N_
from app.voucher import ledger
from app.voucher.domain.ledger import BucketKind, Reason
from app.voucher.domain.states import VOUCHER, VoucherAction
from app.voucher.ledger import Account, Occasion, Place
from app.voucher.models import Voucher
from app.voucher.queries.endings import Standing, lock_voucher
from app.voucher.queries.vouchers import get_voucher

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.infra.events import EventActor


def return_voucher(number: str, reason: str | None, *, by: Actor, now: datetime) -> None:
    """Give an own voucher back (退券). Raises NotFound, Conflict `illegal_transition`."""
    standing = lock_voucher(get_voucher(number, by).voucher.id)
    end(standing, VoucherAction.RETURN, Reason.RETURN, at=now, by=event_actor(by), why=reason)


def revoke(number: str, reason: str | None, *, by: Actor, now: datetime) -> None:
    """Take a voucher of the officer's region back for good. Raises Invalid without a reason, Forbidden."""
    standing = _of_another_house(number, by)
    end(standing, VoucherAction.REVOKE, Reason.RETURN, at=now, by=event_actor(by), why=_said(reason))


def freeze(number: str, reason: str | None, *, by: Actor, now: datetime) -> None:
    """Keep a voucher of the officer's region from new holds until it is unfrozen. Needs a reason."""
    standing = _of_another_house(number, by)
    _change(standing, VoucherAction.FREEZE, at=now, by=event_actor(by), why=_said(reason))


def unfreeze(number: str, reason: str | None, *, by: Actor, now: datetime) -> None:
    """Let a frozen voucher be used again; one whose last day passed meanwhile lapses by itself."""
    standing = _of_another_house(number, by)
    _change(standing, VoucherAction.UNFREEZE, at=now, by=event_actor(by), why=reason)


def _of_another_house(number: str, by: Actor) -> Standing:
    """Return a locked voucher that the officer may decide about. Raises Forbidden for their own house's."""
    voucher = get_voucher(number, by).voucher
    if accounts.is_member(by.person_id, voucher.enterprise_id):
        raise Forbidden(
            "own_enterprise",
            N_("You belong to this enterprise, so you may not decide about it."),
            fix=N_("Let another officer decide."),
        )
    return lock_voucher(voucher.id)


def end(
    standing: Standing,
    action: VoucherAction,
    reason: Reason,
    *,
    at: datetime,
    by: EventActor,
    why: str | None = None,
) -> None:
    """End a locked voucher by its table; its free value goes back to the budget."""
    _change(standing, action, at=at, by=by, why=why)
    _give_up(standing, reason, Occasion(standing.voucher.number, at, by))


def _change(
    standing: Standing, action: VoucherAction, *, at: datetime, by: EventActor, why: str | None
) -> None:
    voucher = standing.voucher
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
        data={"policy_version": standing.policy_version},
        head=standing.head,
    )


def _give_up(standing: Standing, reason: Reason, occasion: Occasion) -> None:
    if not standing.free.is_positive:
        return
    voucher = standing.voucher
    region = voucher.region_code
    ledger.post(
        reason,
        standing.free,
        debit=Place(standing.available_bucket_id, BucketKind.AVAILABLE),
        credit=Place(standing.budget_bucket_id, BucketKind.BUDGET),
        account=Account(
            voucher.programme_id, voucher.id, issuer_region=region, host_region=None, payer_region=region
        ),
        occasion=occasion,
    )


def _said(reason: str | None) -> str:
    if reason and reason.strip():
        return reason.strip()
    raise Invalid("reason_needed", N_("Say why: the enterprise is told."), field="reason")
