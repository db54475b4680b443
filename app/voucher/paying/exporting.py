"""A batch as the file that goes to the bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.infra.tables import Table
from app.kernel.errors import Conflict
from app.kernel.text import N_
from app.voucher.domain.payouts import PayoutState
from app.voucher.queries.payouts import get_payout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.accounts.domain.actor import Actor
    from app.infra.tables import Cell
    from app.voucher.domain.payout_cards import PayoutCard

# Machines read these, as they read the answer's; they are no words of a page.
COLUMNS = ("claim", "payee", "credit_code", "amount", "currency", "purpose", "status", "batch")


def payout_table(payout_id: int, *, by: Actor) -> Table:
    """Return the payments of a batch of the officer's region, once somebody approved it.

    Raises NotFound, Conflict `not_approved`: a file of an unapproved batch must not reach the bank.
    """
    payout = get_payout(payout_id, by)
    if payout.approved_at is None or payout.state is PayoutState.CANCELLED:
        raise Conflict(
            "not_approved",
            N_("The batch is %(state)s: only an approved one goes to the bank."),
            fix=N_("Let another officer approve it first."),
            state=payout.state,
        )
    return Table(payout.ref, COLUMNS, _rows(payout), payout.approved_at)


def _rows(payout: PayoutCard) -> Iterator[tuple[Cell, ...]]:
    for line in payout.lines:
        yield (
            line.claim_ref,
            line.payee.name_zh,
            line.payee.credit_code,
            line.amount,
            line.amount.currency,
            f"{payout.payer_region} {line.claim_ref}",
            str(line.state),
            payout.ref,
        )
