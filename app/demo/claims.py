"""The demo's claims: what was used is asked for, decided and paid, and stands in every state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from app.demo.documents import document
from app.kernel.words import VoucherMode
from app.voucher.claiming.deadlines import mature
from app.voucher.claiming.drafting import draft_claim
from app.voucher.claiming.proving import Proof, add_evidence
from app.voucher.claiming.reviewing import complete, notice, reject, review, send_back
from app.voucher.claiming.submitting import submit
from app.voucher.domain.claims import EvidenceKind
from app.voucher.paying.building import build_payout
from app.voucher.paying.moving import approve, confirm, send
from app.voucher.queries.captures import to_be_claimed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.accounts.domain.actor import Actor
    from app.voucher.domain.claim_cards import CaptureCard

MOST = 200


class Fate(IntEnum):
    """How far a claim comes; a higher one has every step of the lower ones behind it, but for REJECTED."""

    DRAFTED = 0
    SUBMITTED = 1
    RETURNED = 2
    COMPLETE = 3
    REVIEWED = 4
    REJECTED = 5
    NOTICED = 6
    PAYABLE = 7
    SENT = 8
    PAID = 9


# Few claims show the most states; what was used first meets the first.
FATES = (
    Fate.PAID,
    Fate.SUBMITTED,
    Fate.PAYABLE,
    Fate.NOTICED,
    Fate.COMPLETE,
    Fate.RETURNED,
    Fate.SENT,
    Fate.REVIEWED,
    Fate.REJECTED,
    Fate.DRAFTED,
)

# The same at providers with one claim each.
ELSEWHERE = (
    Fate.PAYABLE,
    Fate.SENT,
    Fate.NOTICED,
    Fate.COMPLETE,
    Fate.RETURNED,
    Fate.REVIEWED,
    Fate.REJECTED,
    Fate.PAYABLE,
    Fate.SUBMITTED,
)

# Days before now on which each step is taken, for a claim that comes as far as it can.
_DAYS_AGO = {"draft": 21, "submit": 20, "complete": 18, "review": 16, "notice": 15}


# How many days ago a use must have been settled for its claim to have come so far by now.
_AGE = {fate: 22 if fate >= Fate.PAYABLE else 3 for fate in Fate}


@dataclass(frozen=True, slots=True)
class Desk:
    """Who decides on claims, and who approves what the first one built."""

    officer: Actor
    second: Actor
    now: datetime

    def ago(self, days: int) -> datetime:
        """Return the moment so many days before now."""
        return self.now - timedelta(days=days)


def play_claims(claimants: Sequence[Actor], desk: Desk) -> None:
    """Let each claimant claim most of what the officer's region has to pay, one claim for each fate."""
    for claimant in claimants:
        # The last one is left, so that there is something to claim.
        for fate, capture in zip(FATES, _ours(claimant, desk)[:-1], strict=False):
            if capture.captured_at <= desk.ago(_AGE[fate]):
                _Story(claimant, desk, fate).tell(capture)


def play_one_each(claimants: Sequence[Actor], desk: Desk) -> None:
    """Let each claimant claim what was used there first, so that the officer's desk has something of all."""
    left = list(ELSEWHERE)
    for claimant in claimants:
        oldest = next(iter(_ours(claimant, desk)), None)
        fate = next((each for each in left if oldest and oldest.captured_at <= desk.ago(_AGE[each])), None)
        if oldest is not None and fate is not None:
            left.remove(fate)
            _Story(claimant, desk, fate).tell(oldest)


def play_to(fate: Fate, claimant: Actor, desk: Desk) -> None:
    """Let a claimant claim all that had been used by the desk's time, and let each claim come so far."""
    for capture in to_be_claimed(claimant, before_id=None, limit=MOST):
        if capture.captured_at <= desk.ago(_AGE[fate]):
            _Story(claimant, desk, fate).tell(capture)


def _ours(claimant: Actor, desk: Desk) -> list[CaptureCard]:
    """Return what a claimant may claim of the officer's own region, the first used in front."""
    captures = to_be_claimed(claimant, before_id=None, limit=MOST)
    region = desk.officer.organisation.region_code if desk.officer.organisation else ""
    return sorted(
        (each for each in captures if each.payer_region == region and each.redeem_by > desk.now.date()),
        key=lambda each: each.captured_at,
    )


@dataclass(frozen=True, slots=True)
class _Story:
    claimant: Actor
    desk: Desk
    fate: Fate

    def tell(self, capture: CaptureCard) -> None:
        """Draft the claim and take it as far as its fate goes."""
        after_use = capture.captured_at + timedelta(hours=2)
        at = {step: max(self.desk.ago(days), after_use) for step, days in _DAYS_AGO.items()}
        claim = draft_claim(
            references=[capture.reference], mode=capture.mode, by=self.claimant, now=at["draft"]
        )
        self._prove(claim, capture, at["draft"])
        if self.fate is Fate.DRAFTED:
            return
        submit(claim, by=self.claimant, now=at["submit"])
        self._decide(claim, capture, at)

    def _prove(self, claim: int, capture: CaptureCard, now: datetime) -> None:
        proofs = [("发票", EvidenceKind.INVOICE), ("合同", EvidenceKind.CONTRACT)]
        if capture.mode is VoucherMode.REIMBURSE:
            proofs.append(("银行回单", EvidenceKind.BANK_RECEIPT))
        for title, kind in proofs:
            proof = Proof(kind, capture.price, document(title, capture.reference, capture.price))
            add_evidence(claim, proof, by=self.claimant, now=now)

    def _decide(self, claim: int, capture: CaptureCard, at: dict[str, datetime]) -> None:
        officer = self.desk.officer
        if self.fate is Fate.RETURNED:
            send_back(claim, "发票抬头与企业名称不一致，请重新上传。", by=officer, now=at["complete"])
            return
        if self.fate >= Fate.COMPLETE:
            complete(claim, by=officer, now=at["complete"])
        if self.fate is Fate.REJECTED:
            reject(claim, "该项检测属于法定强制检测，不在支持范围内。", by=officer, now=at["review"])
            return
        if self.fate >= Fate.REVIEWED:
            review(claim, capture.captured, None, by=officer, now=at["review"])
        if self.fate >= Fate.NOTICED:
            # A notice that still runs began lately.
            began = self.desk.ago(2) if self.fate is Fate.NOTICED else at["notice"]
            notice(claim, by=officer, now=began)
        if self.fate >= Fate.PAYABLE:
            mature(claim, self.desk.ago(9))
        if self.fate >= Fate.SENT:
            self._pay(claim, capture)

    def _pay(self, claim: int, capture: CaptureCard) -> None:
        desk = self.desk
        payout = build_payout([claim], by=desk.officer, now=desk.ago(8))
        approve(payout, by=desk.second, now=desk.ago(7))
        reference = f"DEMO-{capture.reference}"
        send(payout, reference, by=desk.officer, now=desk.ago(6))
        if self.fate is Fate.PAID:
            confirm(payout, reference, by=desk.officer, now=desk.ago(4))
