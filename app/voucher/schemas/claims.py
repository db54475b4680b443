"""Bodies and answers about claims (api.md)."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from app.infra.api import Answer, Body, FormBody, Instant, MoneyBody, PageQuery
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.claiming.drafting import MOST_LINES
from app.voucher.domain.claim_cards import CaptureCard, ClaimCard, ClaimLineCard, EvidenceCard
from app.voucher.domain.claims import ClaimState, EvidenceKind, Hand, offered


class ClaimBody(Body):
    """Which settled bookings (or orders) to claim, in the mode they were booked in; each is named once."""

    bookings: list[str] = Field(min_length=1, max_length=MOST_LINES)
    mode: VoucherMode = Field(strict=False)


class ClaimQuery(PageQuery):
    """Which claims to list."""

    state: ClaimState | None = None


class EvidenceForm(FormBody):
    """What a document proves; invoices and bank receipts say their amount in fen."""

    kind: EvidenceKind
    amount_minor: int | None = Field(default=None, ge=1, le=2**53)

    def amount(self) -> Money | None:
        """Return what the document says."""
        return None if self.amount_minor is None else Money(self.amount_minor)


class ReviewBody(Body):
    """How much is approved of the whole claim, and why."""

    approved_amount: MoneyBody
    reason: str | None = Field(default=None, max_length=2000)


class PartyAnswer(Answer):
    """An organisation by id and name."""

    id: int
    name: str


class ClaimLineAnswer(Answer):
    """What a voucher paid of a use, with the use's price and own share.

    `approved_amount` is null before the review.
    """

    booking: str
    voucher: str
    price: MoneyBody
    own_share: MoneyBody
    captured: MoneyBody
    approved_amount: MoneyBody | None

    @classmethod
    def of(cls, line: ClaimLineCard) -> ClaimLineAnswer:
        """Return a line as it is answered."""
        capture = line.capture
        return cls(
            booking=capture.reference,
            voucher=capture.voucher_number,
            price=MoneyBody.of(capture.price),
            own_share=MoneyBody.of(capture.part.own_share),
            captured=MoneyBody.of(capture.captured),
            approved_amount=None if line.approved is None else MoneyBody.of(line.approved),
        )


class EvidenceAnswer(Answer):
    """A document of a claim; its bytes are at `/claims/{id}/evidence/{evidence}`."""

    id: int
    kind: EvidenceKind
    amount: MoneyBody | None
    filename: str
    media_type: str
    size: int
    sha256: str
    added_at: Instant

    @classmethod
    def of(cls, piece: EvidenceCard) -> EvidenceAnswer:
        """Return a document as it is answered."""
        document = piece.document
        return cls(
            id=piece.id,
            kind=piece.kind,
            amount=None if piece.amount is None else MoneyBody.of(piece.amount),
            filename=document.filename,
            media_type=document.media_type,
            size=document.size,
            sha256=document.sha256,
            added_at=document.uploaded_at,
        )


class ClaimAnswer(Answer):
    """A claim; `actions` are what its state allows the reader's side."""

    id: int
    ref: str
    state: ClaimState
    mode: VoucherMode
    payee: PartyAnswer
    payer_region: str
    captured: MoneyBody
    approved_amount: MoneyBody | None
    redeem_by: date
    submitted_at: Instant | None
    noticed_until: Instant | None
    reason: str | None
    borne_by: str | None
    lines: list[ClaimLineAnswer]
    evidence: list[EvidenceAnswer]
    actions: list[str]

    @classmethod
    def of(cls, claim: ClaimCard, hand: Hand) -> ClaimAnswer:
        """Return a claim as it is answered to one side."""
        approved = claim.approved
        return cls(
            id=claim.id,
            ref=claim.ref,
            state=claim.state,
            mode=claim.mode,
            payee=PartyAnswer(id=claim.payee.id, name=claim.payee.name_zh),
            payer_region=claim.payer_region,
            captured=MoneyBody.of(claim.captured),
            approved_amount=None if approved is None else MoneyBody.of(approved),
            redeem_by=claim.redeem_by,
            submitted_at=claim.submitted_at,
            noticed_until=claim.noticed_until,
            reason=claim.reason,
            borne_by=claim.borne_by,
            lines=[ClaimLineAnswer.of(line) for line in claim.lines],
            evidence=[EvidenceAnswer.of(piece) for piece in claim.evidence],
            actions=[str(action) for action in offered(claim.state, hand)],
        )


class ClaimList(Answer):
    """A page of claims, newest first."""

    items: list[ClaimAnswer]
    next: str | None


class CaptureAnswer(Answer):
    """What a voucher paid of a use that may be claimed; a use that several paid has an item for each."""

    booking: str
    mode: VoucherMode
    voucher: str
    price: MoneyBody
    captured: MoneyBody
    redeem_by: date

    @classmethod
    def of(cls, capture: CaptureCard) -> CaptureAnswer:
        """Return a capture as it is answered."""
        return cls(
            booking=capture.reference,
            mode=capture.mode,
            voucher=capture.voucher_number,
            price=MoneyBody.of(capture.price),
            captured=MoneyBody.of(capture.captured),
            redeem_by=capture.redeem_by,
        )


class CaptureList(Answer):
    """A page of uses that may be claimed, newest first."""

    items: list[CaptureAnswer]
    next: str | None
