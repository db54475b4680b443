"""Bodies and answers about payouts (api.md)."""

from __future__ import annotations

from pydantic import Field

from app.infra.api import Answer, Body, Instant, MoneyBody, RowId
from app.kernel.machines import actions
from app.voucher.domain.payout_cards import PayoutCard, PayoutLineCard
from app.voucher.domain.payouts import PAYOUT, PayoutLineState, PayoutState
from app.voucher.paying.building import MOST_CLAIMS
from app.voucher.paying.moving import LONGEST_BANK_REFERENCE
from app.voucher.schemas.claims import PartyAnswer


class PayoutBody(Body):
    """The payable claims to pay together."""

    claims: list[RowId] = Field(min_length=1, max_length=MOST_CLAIMS)


class BankBody(Body):
    """The bank's reference of the payment."""

    bank_reference: str | None = Field(default=None, max_length=LONGEST_BANK_REFERENCE)


class ReturnedLineBody(Body):
    """A payment the bank sent back, and why."""

    claim: RowId
    reason: str = Field(min_length=1, max_length=500)


class ReturnBody(Body):
    """The payments the bank sent back."""

    lines: list[ReturnedLineBody] = Field(min_length=1, max_length=MOST_CLAIMS)


class PayoutLineAnswer(Answer):
    """One payment."""

    claim: int
    claim_ref: str
    payee: PartyAnswer
    amount: MoneyBody
    state: PayoutLineState
    reason: str | None

    @classmethod
    def of(cls, line: PayoutLineCard) -> PayoutLineAnswer:
        """Return a payment as it is answered."""
        return cls(
            claim=line.claim_id,
            claim_ref=line.claim_ref,
            payee=PartyAnswer(id=line.payee.id, name=line.payee.name_zh),
            amount=MoneyBody.of(line.amount),
            state=line.state,
            reason=line.reason,
        )


class PayoutAnswer(Answer):
    """A batch of payments; `actions` are what its state allows an officer."""

    id: int
    ref: str
    state: PayoutState
    payer_region: str
    total: MoneyBody
    returned: MoneyBody
    built_by: str
    built_at: Instant
    approved_by: str | None
    approved_at: Instant | None
    sent_at: Instant | None
    confirmed_at: Instant | None
    bank_reference: str | None
    lines: list[PayoutLineAnswer]
    actions: list[str]

    @classmethod
    def of(cls, payout: PayoutCard) -> PayoutAnswer:
        """Return a batch as it is answered."""
        return cls(
            id=payout.id,
            ref=payout.ref,
            state=payout.state,
            payer_region=payout.payer_region,
            total=MoneyBody.of(payout.total),
            returned=MoneyBody.of(payout.returned),
            built_by=payout.built_by,
            built_at=payout.built_at,
            approved_by=payout.approved_by,
            approved_at=payout.approved_at,
            sent_at=payout.sent_at,
            confirmed_at=payout.confirmed_at,
            bank_reference=payout.bank_reference,
            lines=[PayoutLineAnswer.of(line) for line in payout.lines],
            actions=[str(action) for action in actions(PAYOUT, payout.state)],
        )


class PayoutList(Answer):
    """A page of batches, newest first."""

    items: list[PayoutAnswer]
    next: str | None
