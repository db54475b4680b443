"""Is a claim's evidence complete? Every piece that is missing, at once.

M1 通用: invoice and bank receipt cover the full price. M2 通兑: own share + voucher = price, and a bank
receipt covers the own share where one is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.kernel.errors import Problem
from app.kernel.money import Money
from app.kernel.text import N_
from app.kernel.words import VoucherMode
from app.voucher.domain.claims import WITH_AMOUNT, EvidenceKind, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: What a programme asks for unless its policy says otherwise.
USUAL: Mapping[VoucherMode, tuple[EvidenceKind, ...]] = {
    VoucherMode.REIMBURSE: (EvidenceKind.INVOICE, EvidenceKind.BANK_RECEIPT),
    VoucherMode.REDEEM: (EvidenceKind.INVOICE,),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One document of a claim; `amount` is what it says was invoiced or paid."""

    kind: EvidenceKind
    amount: Money | None


def missing(
    mode: VoucherMode, parts: Sequence[Part], pieces: Sequence[Piece], asked: Sequence[EvidenceKind]
) -> list[Problem]:
    """Return every reason why the evidence does not prove the claim; empty when it does."""
    return [problem for kind in asked for problem in _problems(kind, mode, parts, pieces)]


def to_cover(kind: EvidenceKind, mode: VoucherMode, parts: Sequence[Part]) -> Money:
    """Return the amount that documents of a kind must add up to.

    An invoice is over the full price in both modes. What was paid to the provider is the full price in 通用
    and the own share in 通兑.
    """
    currency = parts[0].price.currency
    if kind not in WITH_AMOUNT:
        return Money.zero(currency)
    if kind is EvidenceKind.INVOICE or mode is VoucherMode.REIMBURSE:
        return sum((part.price for part in parts), Money.zero(currency))
    return sum((part.own_share for part in parts), Money.zero(currency))


def _problems(
    kind: EvidenceKind, mode: VoucherMode, parts: Sequence[Part], pieces: Sequence[Piece]
) -> Iterator[Problem]:
    found = [piece for piece in pieces if piece.kind is kind]
    needed = to_cover(kind, mode, parts)
    if not found:
        if kind in WITH_AMOUNT and not needed.is_positive:
            return
        yield Problem(
            "evidence_missing",
            N_("There is no document of this kind: %(kind)s."),
            field="evidence",
            fix=N_("Add the document to the claim."),
            values={"kind": kind},
        )
        return
    said = sum((piece.amount for piece in found if piece.amount), Money.zero(needed.currency))
    if said < needed:
        yield Problem(
            "evidence_too_small",
            N_("Documents of the kind “%(kind)s” say %(said)s; %(needed)s must be covered."),
            field="evidence",
            fix=N_("Add the documents for the rest, each with its amount."),
            values={"kind": kind, "said": said, "needed": needed},
        )
