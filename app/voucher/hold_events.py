"""What the log keeps of a hold: the decision with the policy version it was made by, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.infra.events import record, record_first
from app.kernel.machines import after
from app.voucher.domain.states import HOLD, HoldState
from app.voucher.queries.programmes import policy_versions

if TYPE_CHECKING:
    from app.kernel.money import Money
    from app.voucher.domain.cards import HoldCard
    from app.voucher.domain.claim_cards import CaptureCard
    from app.voucher.domain.states import HoldAction
    from app.voucher.ledger import Occasion
    from app.voucher.queries.holds import LiveHold

SUBJECT = "hold"


def tell_held(hold: HoldCard, occasion: Occasion) -> None:
    """Add the first event of a hold."""
    record_first(
        subject_kind=SUBJECT,
        subject_ref=str(hold.id),
        action="hold",
        at=occasion.at,
        actor=occasion.by,
        to_state=hold.state,
        data={
            "reference": hold.reference,
            "voucher": hold.voucher_number,
            "mode": hold.mode,
            "amount_minor": hold.amount.minor,
            "currency": hold.amount.currency,
            "policy_version": hold.policy_version,
            "recognition": hold.recognition,
        },
    )


def tell_resolved(live: LiveHold, action: HoldAction, occasion: Occasion, captured: Money) -> None:
    """Add how a hold ended; its row must have changed already, which keeps others waiting."""
    record(
        subject_kind=SUBJECT,
        subject_ref=str(live.id),
        action=action,
        at=occasion.at,
        actor=occasion.by,
        from_state=HoldState.HELD,
        to_state=after(HOLD, HoldState.HELD, action),
        data={
            "reference": live.reference,
            "voucher": live.voucher_number,
            "captured_minor": captured.minor,
            "given_back_minor": (live.amount - captured).minor,
            "currency": captured.currency,
            "policy_version": live.policy_version,
        },
    )


def tell_lapsed(capture: CaptureCard, occasion: Occasion) -> None:
    """Add that nobody claimed in time what the hold had become; the capture's row must be locked."""
    record(
        subject_kind=SUBJECT,
        subject_ref=str(capture.hold_id),
        action="redeem-by-passed",
        at=occasion.at,
        actor=occasion.by,
        data={
            "reference": capture.reference,
            "voucher": capture.voucher_number,
            "given_back_minor": capture.captured.minor,
            "currency": capture.captured.currency,
            "redeem_by": capture.redeem_by.isoformat(),
            "policy_versions": policy_versions([capture.policy_id]),
        },
    )
