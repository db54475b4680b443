"""Answers about vouchers and their ledger (api.md)."""

from __future__ import annotations

from datetime import date

from app.infra.api import Answer, Instant, MoneyBody
from app.voucher.domain.cards import TransferLine, VoucherStatement
from app.voucher.domain.ledger import Balances
from app.voucher.domain.states import VoucherState


class BalancesAnswer(Answer):
    """Where a voucher's face value stands, by bucket."""

    available: MoneyBody
    held: MoneyBody
    claimable: MoneyBody
    payable: MoneyBody
    paid: MoneyBody
    returned: MoneyBody

    @classmethod
    def of(cls, balances: Balances) -> BalancesAnswer:
        """Return balances as they are answered."""
        return cls(**{name: MoneyBody.of(getattr(balances, name)) for name in cls.model_fields})


class VoucherAnswer(Answer):
    """A voucher."""

    number: str
    state: VoucherState
    face: MoneyBody
    modes: list[str]
    use_by: date
    redeem_by: date
    rate_percent: int
    policy_version: int
    policy_label: str
    balances: BalancesAnswer

    @classmethod
    def of(cls, statement: VoucherStatement) -> VoucherAnswer:
        """Return a voucher as it is answered."""
        voucher = statement.voucher
        return cls(
            number=voucher.number,
            state=voucher.state,
            face=MoneyBody.of(voucher.face),
            modes=sorted(voucher.modes),
            use_by=voucher.use_by,
            redeem_by=voucher.redeem_by,
            rate_percent=statement.rate_percent,
            policy_version=statement.policy_version,
            policy_label=statement.policy_label,
            balances=BalancesAnswer.of(statement.balances),
        )


class VoucherList(Answer):
    """A page of vouchers."""

    items: list[VoucherAnswer]
    next: str | None


class TransferAnswer(Answer):
    """One transfer: money moved from the bucket `debit` to the bucket `credit`."""

    id: int
    at: Instant
    reason: str
    reference: str
    amount: MoneyBody
    debit: str
    credit: str
    actor: str

    @classmethod
    def of(cls, line: TransferLine) -> TransferAnswer:
        """Return a transfer as it is answered."""
        return cls(
            id=line.id,
            at=line.at,
            reason=line.reason,
            reference=line.reference,
            amount=MoneyBody.of(line.amount),
            debit=line.debit,
            credit=line.credit,
            actor=line.actor_name,
        )


class TransferList(Answer):
    """A page of transfers, newest first."""

    items: list[TransferAnswer]
    next: str | None
