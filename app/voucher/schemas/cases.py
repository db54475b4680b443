"""Bodies and answers about cases, public notices and clearing."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from app.infra.api import Answer, Body, Instant, MoneyBody, RowId
from app.kernel.machines import actions
from app.voucher.cases.deciding import Verdict
from app.voucher.cases.opening import LARGEST_SEED
from app.voucher.domain.cases import CASE, CaseCard, CaseKind, CaseState
from app.voucher.domain.claim_cards import ClaimCard
from app.voucher.domain.claims import Hand
from app.voucher.domain.clearing import Position
from app.voucher.queries.clearing import ClearingLine

LONGEST = 2000


class CaseBody(Body):
    """A case to open about a claim."""

    claim: RowId
    kind: Literal["objection", "report"] = "report"
    reason: str = Field(min_length=1, max_length=LONGEST)


class SpotCheckBody(Body):
    """A sample to draw; without a seed one is drawn and told, without a share the policy's is taken."""

    programme_id: RowId
    from_on: date = Field(alias="from")
    until_on: date = Field(alias="to")
    percent: int | None = Field(default=None, ge=1, le=100)
    seed: int | None = Field(default=None, ge=0, le=LARGEST_SEED)


class SpotCheckAnswer(Answer):
    """A sample that was drawn: the same seed over the same claims draws the same."""

    id: int
    seed: int
    percent: int
    claims: list[int]


class UpholdBody(Body):
    """Why; what is owed back of a paid claim (all, when left out); barred until when, if at all."""

    reason: str = Field(min_length=1, max_length=LONGEST)
    clawback: MoneyBody | None = None
    sanction_until: date | None = None

    def verdict(self) -> Verdict:
        """Return the verdict."""
        owed = None if self.clawback is None else self.clawback.money()
        return Verdict(self.reason, owed, self.sanction_until)


class DismissBody(Body):
    """Why nothing was found wrong, or why a sanction ends."""

    reason: str = Field(min_length=1, max_length=LONGEST)


class ReceiptBody(Body):
    """Money that came back."""

    amount: MoneyBody
    bank_reference: str = Field(min_length=1, max_length=64)


class CaseAnswer(Answer):
    """A case; `actions` are what its state allows an officer. Who opened it is for officers to know."""

    id: int
    ref: str
    kind: CaseKind
    state: CaseState
    claim: int
    claim_ref: str
    payee: str
    reason: str
    opened_by: str | None
    opened_at: Instant
    decision: str | None
    decided_at: Instant | None
    owed: MoneyBody
    received: MoneyBody
    sanction_until: date | None
    sanction_lifted_at: Instant | None
    actions: list[str]

    @classmethod
    def of(cls, case: CaseCard, hand: Hand) -> CaseAnswer:
        """Return a case as it is answered to one side."""
        return cls(
            id=case.id,
            ref=case.ref,
            kind=case.kind,
            state=case.state,
            claim=case.claim_id,
            claim_ref=case.claim_ref,
            payee=case.payee_name,
            reason=case.reason,
            opened_by=case.opened_by if hand is Hand.OFFICER else None,
            opened_at=case.opened_at,
            decision=case.decision,
            decided_at=case.decided_at,
            owed=MoneyBody.of(case.owed),
            received=MoneyBody.of(case.received),
            sanction_until=case.sanction_until,
            sanction_lifted_at=case.sanction_lifted_at,
            actions=[str(action) for action in actions(CASE, case.state)],
        )


class CaseList(Answer):
    """A page of cases, newest first."""

    items: list[CaseAnswer]
    next: str | None


class NoticeAnswer(Answer):
    """A decision on public notice: anybody signed in may object until its end."""

    claim: str
    payee: str
    approved_amount: MoneyBody
    until: Instant

    @classmethod
    def of(cls, claim: ClaimCard) -> NoticeAnswer:
        """Return a noticed claim as the public sees it."""
        amount, until = claim.approved, claim.noticed_until
        assert amount is not None  # noqa: S101 -- a noticed claim has both
        assert until is not None  # noqa: S101
        return cls(
            claim=claim.ref, payee=claim.payee.name_zh, approved_amount=MoneyBody.of(amount), until=until
        )


class NoticeList(Answer):
    """A page of decisions on public notice, newest first."""

    items: list[NoticeAnswer]
    next: str | None


class PositionAnswer(Answer):
    """A region's net position: positive is owed to it."""

    region: str
    paid_for_others: MoneyBody
    paid_by_others: MoneyBody
    net: MoneyBody

    @classmethod
    def of(cls, position: Position) -> PositionAnswer:
        """Return a position as it is answered."""
        return cls(
            region=position.region,
            paid_for_others=MoneyBody.of(position.paid_for_others),
            paid_by_others=MoneyBody.of(position.paid_by_others),
            net=MoneyBody.of(position.net),
        )


class ClearingAnswer(Answer):
    """The positions of a month, which sum to zero."""

    month: str
    positions: list[PositionAnswer]


class ClearingLineAnswer(Answer):
    """One transfer behind a position; money that came back is negative."""

    transfer: int
    at: Instant
    reason: str
    reference: str
    voucher: str
    payer_region: str
    issuer_region: str
    amount: MoneyBody

    @classmethod
    def of(cls, line: ClearingLine) -> ClearingLineAnswer:
        """Return a transfer as it is answered."""
        return cls(
            transfer=line.transfer_id,
            at=line.at,
            reason=line.reason,
            reference=line.reference,
            voucher=line.voucher_number,
            payer_region=line.payer_region,
            issuer_region=line.issuer_region,
            amount=MoneyBody.of(line.amount),
        )


class ClearingStatement(Answer):
    """One region's statement of a month: its position and every transfer behind it."""

    month: str
    region: str
    position: PositionAnswer | None
    lines: list[ClearingLineAnswer]
