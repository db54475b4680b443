"""What the claim pages show: ready values, nothing left to look up or decide in a template."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from app.infra.events import history
from app.infra.happenings import Happened, happened
from app.kernel.money import Money
from app.kernel.text import N_
from app.voucher.claiming.acting import SUBJECT
from app.voucher.claiming.policies import asked
from app.voucher.domain.claims import WITH_AMOUNT, ClaimAction, ClaimState, Hand, offered
from app.voucher.domain.days import VOUCHER_ZONE, voucher_day
from app.voucher.domain.evidence import to_cover
from app.voucher.ports import address_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from app.kernel.words import VoucherMode
    from app.voucher.domain.claim_cards import CaptureCard, ClaimCard, EvidenceCard
    from app.voucher.domain.claims import EvidenceKind

ZONE = VOUCHER_ZONE.key

_WAY = (
    ClaimState.DRAFT,
    ClaimState.SUBMITTED,
    ClaimState.COMPLETE,
    ClaimState.REVIEWED,
    ClaimState.NOTICED,
    ClaimState.PAYABLE,
    ClaimState.PAID,
)
DONE: Mapping[str, str] = {
    "draft": N_("Claim drafted"),
    "add-evidence": N_("Document added"),
    "remove-evidence": N_("Document taken away"),
    ClaimAction.REVIEW: N_("Amount decided"),
    "forgo": N_("Not paid again, for a case"),
}
TOLD: Mapping[ClaimAction, str] = {
    ClaimAction.SUBMIT: N_("The claim is handed in."),
    ClaimAction.WITHDRAW: N_("The claim is taken back."),
    ClaimAction.COMPLETE: N_("The documents are complete."),
    ClaimAction.RETURN: N_("The claim is sent back."),
    ClaimAction.REVIEW: N_("The amount is decided."),
    ClaimAction.NOTICE: N_("The decision is on public notice."),
    ClaimAction.REJECT: N_("The claim is rejected."),
}
NEXT: Mapping[ClaimState, str] = {
    ClaimState.DRAFT: N_("Next: the claimant adds the documents and hands the claim in."),
    ClaimState.RETURNED: N_("Next: the claimant mends what was asked for and hands it in again."),
    ClaimState.SUBMITTED: N_("Next: the paying region checks whether the documents are complete."),
    ClaimState.COMPLETE: N_("Next: the paying region decides how much is approved."),
    ClaimState.REVIEWED: N_("Next: the paying region puts the decision on public notice."),
    ClaimState.NOTICED: N_("Next: it becomes payable by itself when the public notice is over."),
    ClaimState.PAYABLE: N_("Next: the paying region takes it into a payout."),
}
#: The same, told to the claimant, who acts next.
_NEXT_OF_CLAIMANT: Mapping[ClaimState, str] = {
    ClaimState.DRAFT: N_("Next: add the documents below, then hand the claim in."),
    ClaimState.RETURNED: N_("Next: mend what was asked for, then hand it in again."),
}


@dataclass(frozen=True, slots=True)
class ClaimableUse:
    """A use that may be claimed: what one voucher or several paid of it; the earliest last day counts."""

    reference: str
    price: Money
    captured: Money
    redeem_by: date


@dataclass(frozen=True, slots=True)
class ClaimableGroup:
    """Uses that may be claimed together: one programme, one payer, one mode."""

    mode: VoucherMode
    uses: tuple[ClaimableUse, ...]
    total: Money


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in a list; `age_days` since it was handed in."""

    claim: ClaimCard
    age_days: int | None


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """A kind of evidence: what its documents must add up to (zero: any will do), and what they say."""

    kind: EvidenceKind
    needed: Money
    said: Money
    pieces: tuple[EvidenceCard, ...]
    is_asked: bool

    @property
    def has_amount(self) -> bool:
        """Tell whether amounts count for this kind."""
        return self.kind in WITH_AMOUNT

    @property
    def is_met(self) -> bool:
        """Tell whether nothing is missing of this kind."""
        return not self.is_asked or (bool(self.pieces) and self.said >= self.needed)


@dataclass(frozen=True, slots=True)
class LineView:
    """A claimed use; `url` leads to its page where the reader has one.

    Of what several vouchers paid for one use, only the first line says its price and own share.
    """

    capture: CaptureCard
    approved: Money | None
    url: str | None
    is_first: bool


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim ready for its page."""

    claim: ClaimCard
    lines: tuple[LineView, ...]
    checklist: tuple[ChecklistItem, ...]
    actions: tuple[ClaimAction, ...]
    steps: tuple[tuple[ClaimState, datetime | None], ...]
    next_step: str | None
    history: tuple[Happened, ...]
    is_overdue: bool

    @property
    def first_missing(self) -> EvidenceKind | None:
        """Return the first kind of document that is asked for and not there yet."""
        return next((item.kind for item in self.checklist if not item.is_met), None)


def groups(captures: Sequence[CaptureCard]) -> list[ClaimableGroup]:
    """Return what may be claimed in the groups that one claim can hold."""

    def key(capture: CaptureCard) -> tuple[int, str, str]:
        return capture.programme_id, capture.payer_region, capture.mode

    found = []
    for _, members in groupby(sorted(captures, key=key), key=key):
        each = tuple(members)
        total = sum((capture.captured for capture in each), Money.zero(each[0].captured.currency))
        found.append(ClaimableGroup(each[0].mode, _uses(each), total))
    return found


def _uses(captures: Sequence[CaptureCard]) -> tuple[ClaimableUse, ...]:
    by_use: dict[str, list[CaptureCard]] = {}
    for capture in captures:
        by_use.setdefault(capture.reference, []).append(capture)
    return tuple(
        ClaimableUse(
            reference,
            each[0].price,
            sum((capture.captured for capture in each[1:]), each[0].captured),
            min(capture.redeem_by for capture in each),
        )
        for reference, each in by_use.items()
    )


def claim_row(claim: ClaimCard, now: datetime) -> ClaimRow:
    """Return a claim as a list shows it at `now`."""
    submitted = claim.submitted_at
    return ClaimRow(claim, (now - submitted).days if submitted else None)


def claim_view(claim: ClaimCard, hand: Hand, now: datetime) -> ClaimView:
    """Return a claim as its page shows it to one side at `now`. Two queries."""
    events = history(SUBJECT, claim.ref)
    reached = {event.to_state: event.at for event in events if event.to_state}
    way = _WAY if claim.state in _WAY else (*_passed(reached), claim.state)
    return ClaimView(
        claim=claim,
        lines=tuple(
            LineView(line.capture, line.approved, address_of(line.capture.reference), is_first)
            for line, is_first in zip(claim.lines, claim.first_lines, strict=True)
        ),
        checklist=_checklist(claim),
        actions=offered(claim.state, hand),
        steps=tuple((state, reached.get(state)) for state in way),
        next_step=_next_step(claim.state, hand),
        history=happened(events, DONE),
        is_overdue=_is_overdue(claim, voucher_day(now)),
    )


def _next_step(state: ClaimState, hand: Hand) -> str | None:
    told = _NEXT_OF_CLAIMANT.get(state) if hand is Hand.CLAIMANT else None
    return told or NEXT.get(state)


def _passed(reached: Mapping[str, datetime]) -> list[ClaimState]:
    return [state for state in _WAY if state in reached]


def _is_overdue(claim: ClaimCard, today: date) -> bool:
    return claim.state in (ClaimState.DRAFT, ClaimState.RETURNED) and claim.redeem_by < today


def _checklist(claim: ClaimCard) -> tuple[ChecklistItem, ...]:
    kinds = asked(claim)
    others = [piece.kind for piece in claim.evidence if piece.kind not in kinds]
    items = []
    for kind in dict.fromkeys((*kinds, *others)):
        pieces = tuple(piece for piece in claim.evidence if piece.kind is kind)
        said = sum((piece.amount for piece in pieces if piece.amount), Money.zero(claim.currency))
        items.append(
            ChecklistItem(kind, to_cover(kind, claim.mode, claim.parts), said, pieces, kind in kinds)
        )
    return tuple(items)
