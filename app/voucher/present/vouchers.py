"""What the voucher pages show: ready values, nothing left to look up or decide in a template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts.domain.permissions import Permission
from app.kernel.machines import actions
from app.kernel.text import N_
from app.voucher.domain.days import VOUCHER_ZONE, end_of_day
from app.voucher.domain.ledger import BucketKind, Reason
from app.voucher.domain.states import VOUCHER, VoucherAction, VoucherState
from app.voucher.ports import address_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from app.accounts.domain.actor import Actor
    from app.kernel.money import Money
    from app.voucher.domain.cards import TransferLine, VoucherStatement

ZONE = VOUCHER_ZONE.key

# Who may end a voucher how.
_ENDINGS: Mapping[Permission, frozenset[VoucherAction]] = {
    Permission.CLAIM: frozenset({VoucherAction.RETURN}),
    Permission.RUN_PROGRAMME: frozenset({VoucherAction.FREEZE, VoucherAction.UNFREEZE, VoucherAction.REVOKE}),
}

# The parts of a face value in the order money walks through them.
PARTS: tuple[tuple[str, str], ...] = (
    ("available", N_("Available")),
    ("held", N_("Held for orders")),
    ("claimable", N_("Used, to be claimed")),
    ("payable", N_("Approved, to be paid")),
    ("paid", N_("Paid out")),
    ("returned", N_("Gone back to the budget")),
)

PLACES: Mapping[BucketKind, str] = {
    BucketKind.TREASURY: N_("Treasury"),
    BucketKind.BUDGET: N_("Programme budget"),
    BucketKind.AVAILABLE: N_("Available"),
    BucketKind.HELD: N_("Held for orders"),
    BucketKind.CLAIMABLE: N_("Used, to be claimed"),
    BucketKind.PAYABLE: N_("Approved, to be paid"),
    BucketKind.PAID: N_("Paid out"),
}

REASONS: Mapping[Reason, str] = {
    Reason.APPROPRIATE: N_("Budget given to the programme"),
    Reason.ISSUE: N_("Voucher issued"),
    Reason.HOLD: N_("Held for a booking or an order"),
    Reason.CAPTURE: N_("Used for the final price"),
    Reason.REMAINDER: N_("The price was lower than what was held"),
    Reason.RELEASE: N_("The booking or the order ended without it"),
    Reason.EXPIRE: N_("The hold timed out"),
    Reason.RETURN: N_("Voucher returned"),
    Reason.LAPSE: N_("The last day to use the voucher passed"),
    Reason.APPROVE: N_("Claim approved"),
    Reason.REFUSE: N_("Part of the claim was refused"),
    Reason.REDEEM_BY_PASSED: N_("The last day to claim passed"),
    Reason.PAY_OUT: N_("Paid out"),
    Reason.BANK_RETURN: N_("Sent back by the bank"),
    Reason.CLAWBACK: N_("Paid back after review"),
}

STILL: Mapping[VoucherState, str] = {
    VoucherState.ACTIVE: N_("Book with it for any service until the last day of use."),
    VoucherState.EXHAUSTED: N_(
        "All of it is used; what was used can be claimed until the last day to claim."
    ),
    VoucherState.LAPSED: N_("No new booking can use it; what was used can be claimed until the last day."),
    VoucherState.RETURNED: N_("It was given back; nothing can be done with it any more."),
    VoucherState.FROZEN: N_("It is under review; nothing can be done with it until that is decided."),
    VoucherState.REVOKED: N_("It was withdrawn; nothing can be done with it any more."),
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day and how many days are left; negative when it is past."""

    label: str
    on: date
    days_left: int


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A transfer as the page shows it; labels are catalogue texts, `url` leads to what it is about."""

    at: datetime
    why: str
    reference: str
    url: str | None
    from_place: str
    to_place: str
    amount: Money


@dataclass(frozen=True, slots=True)
class VoucherView:
    """A voucher ready for the page. `buckets` are (name, label, amount), as the balance bar takes them."""

    number: str
    state: VoucherState
    face: Money
    available: Money
    modes: tuple[str, ...]
    rate_percent: int
    has_other_rates: bool
    policy_label: str
    buckets: tuple[tuple[str, str, Money], ...]
    deadlines: tuple[Deadline, ...]
    still: str


def voucher_view(statement: VoucherStatement, now: datetime) -> VoucherView:
    """Return a voucher as its page shows it at `now`."""
    voucher, balances = statement.voucher, statement.balances
    return VoucherView(
        number=voucher.number,
        state=voucher.state,
        face=voucher.face,
        available=balances.available,
        modes=tuple(sorted(voucher.modes)),
        rate_percent=statement.rate_percent,
        has_other_rates=statement.has_other_rates,
        policy_label=statement.policy_label,
        buckets=tuple((name, label, getattr(balances, name)) for name, label in PARTS),
        deadlines=(
            _deadline(N_("Last day to use"), voucher.use_by, now),
            _deadline(N_("Last day to claim"), voucher.redeem_by, now),
        ),
        still=STILL[voucher.state],
    )


def endings(state: VoucherState, actor: Actor) -> tuple[VoucherAction, ...]:
    """Return what the reader may do to end or freeze a voucher in this state."""
    mine = {permission for permission in _ENDINGS if actor.may(permission)}
    asked = {action for permission in mine for action in _ENDINGS[permission]}
    return tuple(action for action in actions(VOUCHER, state) if action in asked)


def transfer_row(line: TransferLine) -> TransferRow:
    """Return a transfer as the page shows it."""
    return TransferRow(
        at=line.at,
        why=REASONS[line.reason],
        reference=line.reference,
        url=address_of(line.reference),
        from_place=PLACES[line.debit],
        to_place=PLACES[line.credit],
        amount=line.amount,
    )


def _deadline(label: str, on: date, now: datetime) -> Deadline:
    return Deadline(label, on, (end_of_day(on) - now).days)
