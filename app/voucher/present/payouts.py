"""What the payout pages show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.infra.events import history
from app.infra.happenings import Happened, happened
from app.kernel.machines import actions
from app.kernel.text import N_
from app.voucher.domain.payouts import PAYOUT, PayoutAction, PayoutLineState, PayoutState
from app.voucher.paying.building import SUBJECT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.voucher.domain.payout_cards import PayoutCard, PayoutLineCard

_WAY = (PayoutState.BUILT, PayoutState.APPROVED, PayoutState.SENT, PayoutState.CONFIRMED)
NEXT: Mapping[PayoutState, str] = {
    PayoutState.BUILT: N_("Next: another officer approves the batch."),
    PayoutState.APPROVED: N_("Next: the batch is given to the bank and marked as sent."),
    PayoutState.SENT: N_("Next: the bank confirms it, or sends payments back."),
}


@dataclass(frozen=True, slots=True)
class PayoutView:
    """A batch ready for its page; who built it is not offered its approval."""

    payout: PayoutCard
    actions: tuple[PayoutAction, ...]
    is_own: bool
    steps: tuple[tuple[PayoutState, datetime | None], ...]
    next_step: str | None
    history: tuple[Happened, ...]
    returnable: tuple[PayoutLineCard, ...]


def payout_view(payout: PayoutCard, *, reader_id: int) -> PayoutView:
    """Return a batch as its page shows it to one reader. One query."""
    events = history(SUBJECT, payout.ref)
    reached = {event.to_state: event.at for event in events if event.to_state}
    is_own = payout.builder_id == reader_id
    way = _WAY if payout.state in _WAY else (*(each for each in _WAY if each in reached), payout.state)
    paid = (line for line in payout.lines if line.state is PayoutLineState.PAID)
    return PayoutView(
        payout=payout,
        actions=tuple(
            action
            for action in actions(PAYOUT, payout.state)
            if not (is_own and action is PayoutAction.APPROVE)
        ),
        is_own=is_own,
        steps=tuple((state, reached.get(state)) for state in way),
        next_step=NEXT.get(payout.state),
        history=happened(events, {}),
        returnable=tuple(paid),
    )
