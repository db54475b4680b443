"""Claims: the states of asking the paying region for captured value, and what an answer must keep to.

All lines of a claim walk together: they are of one programme, one mode and one payee.
Source: domain.md, "States" and invariants M1, M2, R2.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.kernel.money import Money

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class CaptureState(StrEnum):
    """A capture is OPEN while its value is claimable; a claim's decision or `redeem_by` resolves it once."""

    OPEN = "open"
    RESOLVED = "resolved"


class ClaimState(StrEnum):
    """Where a claim stands. RETURNED went back to the claimant; PAID may come back from the bank."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    COMPLETE = "complete"
    REVIEWED = "reviewed"
    NOTICED = "noticed"
    PAYABLE = "payable"
    PAID = "paid"
    REJECTED = "rejected"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class ClaimAction(StrEnum):
    """What is done to a claim. The values are the names in the API's addresses."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    COMPLETE = "complete"
    RETURN = "return"
    REVIEW = "review"
    NOTICE = "notice"
    REJECT = "reject"
    MATURE = "mature"
    LAPSE = "lapse"
    STRIKE = "strike"
    PAY = "pay"
    PAY_BACK = "pay-back"


class Hand(StrEnum):
    """Who acts on a claim."""

    CLAIMANT = "claimant"
    OFFICER = "officer"
    SYSTEM = "system"


# A case that is upheld strikes a claim at any step between the handing in and the payment.
_STRIKABLE = (
    ClaimState.SUBMITTED,
    ClaimState.COMPLETE,
    ClaimState.REVIEWED,
    ClaimState.NOTICED,
    ClaimState.PAYABLE,
)

CLAIM: Mapping[tuple[ClaimState, ClaimAction], ClaimState] = {
    (ClaimState.DRAFT, ClaimAction.SUBMIT): ClaimState.SUBMITTED,
    (ClaimState.RETURNED, ClaimAction.SUBMIT): ClaimState.SUBMITTED,
    (ClaimState.DRAFT, ClaimAction.WITHDRAW): ClaimState.WITHDRAWN,
    (ClaimState.RETURNED, ClaimAction.WITHDRAW): ClaimState.WITHDRAWN,
    (ClaimState.SUBMITTED, ClaimAction.WITHDRAW): ClaimState.WITHDRAWN,
    (ClaimState.SUBMITTED, ClaimAction.COMPLETE): ClaimState.COMPLETE,
    (ClaimState.SUBMITTED, ClaimAction.RETURN): ClaimState.RETURNED,
    (ClaimState.COMPLETE, ClaimAction.RETURN): ClaimState.RETURNED,
    (ClaimState.COMPLETE, ClaimAction.REVIEW): ClaimState.REVIEWED,
    (ClaimState.REVIEWED, ClaimAction.REVIEW): ClaimState.REVIEWED,
    (ClaimState.REVIEWED, ClaimAction.NOTICE): ClaimState.NOTICED,
    (ClaimState.SUBMITTED, ClaimAction.REJECT): ClaimState.REJECTED,
    (ClaimState.COMPLETE, ClaimAction.REJECT): ClaimState.REJECTED,
    (ClaimState.REVIEWED, ClaimAction.REJECT): ClaimState.REJECTED,
    (ClaimState.NOTICED, ClaimAction.REJECT): ClaimState.REJECTED,
    (ClaimState.NOTICED, ClaimAction.MATURE): ClaimState.PAYABLE,
    (ClaimState.DRAFT, ClaimAction.LAPSE): ClaimState.LAPSED,
    (ClaimState.RETURNED, ClaimAction.LAPSE): ClaimState.LAPSED,
    **{(state, ClaimAction.STRIKE): ClaimState.REJECTED for state in _STRIKABLE},
    (ClaimState.PAYABLE, ClaimAction.PAY): ClaimState.PAID,
    (ClaimState.PAID, ClaimAction.PAY_BACK): ClaimState.PAYABLE,
}

MAY_ACT: Mapping[ClaimAction, Hand] = {
    ClaimAction.SUBMIT: Hand.CLAIMANT,
    ClaimAction.WITHDRAW: Hand.CLAIMANT,
    ClaimAction.COMPLETE: Hand.OFFICER,
    ClaimAction.RETURN: Hand.OFFICER,
    ClaimAction.REVIEW: Hand.OFFICER,
    ClaimAction.NOTICE: Hand.OFFICER,
    ClaimAction.REJECT: Hand.OFFICER,
    ClaimAction.MATURE: Hand.SYSTEM,
    ClaimAction.LAPSE: Hand.SYSTEM,
    ClaimAction.STRIKE: Hand.SYSTEM,
    ClaimAction.PAY: Hand.SYSTEM,
    ClaimAction.PAY_BACK: Hand.SYSTEM,
}

# A capture is in at most one claim of these states (L7); the others gave it free or used it up.
LIVE = frozenset(ClaimState) - {ClaimState.REJECTED, ClaimState.LAPSED, ClaimState.WITHDRAWN}
# Evidence and lines may still be changed by the claimant.
OPEN_TO_CHANGE = frozenset({ClaimState.DRAFT, ClaimState.RETURNED})


class EvidenceKind(StrEnum):
    """What a document proves (domain.md, "evidence per kind")."""

    CONTRACT = "contract"
    PROOF_OF_SERVICE = "proof_of_service"
    INVOICE = "invoice"
    BANK_RECEIPT = "bank_receipt"


# These say an amount, which the review adds up; one of them proves one payment and serves one claim only.
WITH_AMOUNT = frozenset({EvidenceKind.INVOICE, EvidenceKind.BANK_RECEIPT})


@dataclass(frozen=True, slots=True)
class Part:
    """One captured use in a claim: the final price, the enterprise's own share, and what a voucher paid.

    Price and own share are the use's, whatever other vouchers paid of it.
    """

    reference: str
    price: Money
    own_share: Money
    captured: Money


def joined(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return one part a use: what several vouchers paid of it is added up, its price counts once."""
    uses: dict[str, Part] = {}
    for part in parts:
        known = uses.get(part.reference)
        uses[part.reference] = replace(part, captured=known.captured + part.captured) if known else part
    return tuple(uses.values())


def filled(lines: Mapping[str, int], most: int) -> list[list[str]]:
    """Return uses, each with how many lines it has, claim by claim: in order, each claim with `most` lines.

    The lines of a use stay together.
    """
    claims: list[list[str]] = [[]]
    taken = 0
    for reference, count in lines.items():
        if taken + count > most:
            claims.append([])
            taken = 0
        claims[-1].append(reference)
        taken += count
    return claims


def approved_by_line(approved: Money, captured: Sequence[Money]) -> list[Money]:
    """Return `approved` spread over lines in proportion to what each captured; exact to the fen.

    `approved` is at most their sum. Rounding down leaves a few fen, which go to the lines that lost most of
    one, the first of equals in front, so no line is given more than it captured.
    """
    total = sum(amount.minor for amount in captured)
    if total == 0:
        return list(captured)
    given = [approved.minor * amount.minor // total for amount in captured]
    lost = [approved.minor * amount.minor % total for amount in captured]
    order = sorted(range(len(captured)), key=lambda at: -lost[at])
    for at in order[: approved.minor - sum(given)]:
        given[at] += 1
    return [Money(minor, approved.currency) for minor in given]


def offered(state: ClaimState, hand: Hand) -> tuple[ClaimAction, ...]:
    """Return what `hand` may do in a state, in the order of ClaimAction."""
    return tuple(action for action in ClaimAction if MAY_ACT[action] is hand and (state, action) in CLAIM)
