"""What a claim has to prove: each capture is judged by the policy it was held under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.kernel.words import VoucherMode
from app.voucher.domain.claims import EvidenceKind
from app.voucher.domain.evidence import Piece, missing
from app.voucher.domain.policy import Bearer
from app.voucher.queries.programmes import policies

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.kernel.errors import Problem
    from app.voucher.domain.claim_cards import ClaimCard
    from app.voucher.domain.policy import Policy


def policies_of(claim: ClaimCard) -> Collection[Policy]:
    """Return the policies that the claim's captures were held under; one query."""
    return policies({line.capture.policy_id for line in claim.lines}).values()


def asked(claim: ClaimCard) -> tuple[EvidenceKind, ...]:
    """Return the kinds of evidence the claim needs, in the order of EvidenceKind."""
    wanted = frozenset().union(*(policy.evidence[claim.mode] for policy in policies_of(claim)))
    return tuple(kind for kind in EvidenceKind if kind in wanted)


def notice_days(claim: ClaimCard) -> int:
    """Return for how many days the decision has to stand publicly: the longest of its policies."""
    return max(policy.public_notice_days for policy in policies_of(claim))


def evidence_problems(claim: ClaimCard) -> list[Problem]:
    """Return every reason why the claim's evidence does not prove it."""
    pieces = [Piece(piece.kind, piece.amount) for piece in claim.evidence]
    return missing(claim.mode, claim.parts, pieces, asked(claim))


def bearer_of_refusal(claim: ClaimCard) -> Bearer | None:
    """Return who bears a rejected 通兑 claim: the enterprise, or the provider that served; None in 通用.

    In 通用 the enterprise paid all of it and simply gets nothing back.
    """
    if claim.mode is not VoucherMode.REDEEM:
        return None
    bearers = {policy.rejected_redeem_borne_by for policy in policies_of(claim)}
    return Bearer.PROVIDER if Bearer.PROVIDER in bearers else Bearer.ENTERPRISE
