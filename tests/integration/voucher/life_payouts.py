"""Payouts that are built, approved, sent, confirmed, cancelled or sent back, and cases about claims."""

from dataclasses import dataclass, field
from random import Random

from app.infra.db import transaction
from app.kernel.money import Money
from app.voucher.cases import deciding, opening, receiving
from app.voucher.cases.deciding import Verdict
from app.voucher.domain.cases import CaseKind
from app.voucher.paying import moving
from app.voucher.paying.building import build_payout
from tests.integration.voucher.life_claims import WITH_OFFICER, Claimed, ClaimRules
from tests.integration.voucher.life_ground import move


@dataclass
class Batch:
    """A batch as the machine knows it, and which of its claims came back."""

    claims: list[int]
    state: str = "built"
    back: set[int] = field(default_factory=set)


class PayoutRules(ClaimRules):
    """What becomes of claims after the public notice, and of those that are looked into."""

    def __init__(self) -> None:
        super().__init__()
        self.batches: dict[int, Batch] = {}

    def _payable(self) -> list[int]:
        return [key for key in self.claims_in("payable") if self.claims[key].batch is None]

    def _batches_in(self, *states: str) -> list[int]:
        return [key for key, batch in self.batches.items() if batch.state in states]

    @move(_payable, weight=8)
    def build(self, dice: Random) -> None:
        payable = self._payable()
        keys = dice.sample(payable, min(len(payable), dice.randint(1, 3)))
        payout = transaction(lambda: build_payout(keys, by=self.payer.actor, now=self.now))
        self.batches[payout] = Batch(keys)
        for key in keys:
            self.claims[key].batch = payout

    @move(lambda self: self._batches_in("built", "approved"))
    def cancel(self, dice: Random) -> None:
        key = dice.choice(self._batches_in("built", "approved"))
        transaction(lambda: moving.cancel(key, "again", by=self.payer.actor, now=self.now))
        self.batches[key].state = "cancelled"
        for claim in self.batches[key].claims:
            self.claims[claim].batch = None

    @move(lambda self: self._batches_in("built"), weight=8)
    def approve(self, dice: Random) -> None:
        key = dice.choice(self._batches_in("built"))
        officer, second = self.payer.actor, self.second_payer.actor
        self.refused(lambda: moving.approve(key, by=officer, now=self.now))
        self.refused(lambda: moving.send(key, "early", by=officer, now=self.now))
        transaction(lambda: moving.approve(key, by=second, now=self.now))
        self.batches[key].state = "approved"

    @move(lambda self: self._batches_in("approved"), weight=8)
    def send(self, dice: Random) -> None:
        key = dice.choice(self._batches_in("approved"))
        batch, officer = self.batches[key], self.payer.actor
        if any(self.claims[claim].case for claim in batch.claims):
            self.refused(lambda: moving.send(key, f"BK-{key}", by=officer, now=self.now))
            return
        transaction(lambda: moving.send(key, f"BK-{key}", by=officer, now=self.now))
        batch.state = "sent"
        for claim in batch.claims:
            self.claims[claim].state = "paid"

    @move(lambda self: self._batches_in("sent"))
    def confirm(self, dice: Random) -> None:
        key = dice.choice(self._batches_in("sent"))
        transaction(lambda: moving.confirm(key, f"BK-{key}", by=self.payer.actor, now=self.now))
        self.batches[key].state = "confirmed"

    def _may_come_back(self) -> list[tuple[int, int]]:
        return [
            (key, claim)
            for key in self._batches_in("sent", "part_returned")
            for claim in self.batches[key].claims
            if claim in self.claims_in("paid")
            and not self.claims[claim].clawed
            and claim not in self.batches[key].back
        ]

    @move(_may_come_back, weight=4)
    def bank_sends_back(self, dice: Random) -> None:
        key, claim = dice.choice(self._may_come_back())
        transaction(lambda: moving.send_back(key, {claim: "closed"}, by=self.payer.actor, now=self.now))
        self.batches[key].state = "part_returned"
        self.batches[key].back.add(claim)
        self.claims[claim].state, self.claims[claim].batch = "payable", None

    # --- cases ----------------------------------------------------------------------------------------------
    def _unsuspected(self, *states: str) -> list[int]:
        return [key for key in self.claims_in(*states) if not self.claims[key].owed]

    @move(lambda self: self._unsuspected(*WITH_OFFICER, "payable"))
    def look_into_a_claim(self, dice: Random) -> None:
        self._look_into(dice.choice(self._unsuspected(*WITH_OFFICER, "payable")))

    @move(lambda self: self._unsuspected("paid"), weight=4)
    def look_into_a_payment(self, dice: Random) -> None:
        self._look_into(dice.choice(self._unsuspected("paid")))

    def _look_into(self, key: int) -> None:
        self.claims[key].case = transaction(
            lambda: opening.open_case(key, CaseKind.REPORT, "odd", by=self.payer.actor, now=self.now)
        )

    def _suspected(self) -> list[Claimed]:
        return [claim for claim in self.claims.values() if claim.case]

    @move(_suspected)
    def dismiss(self, dice: Random) -> None:
        claim = dice.choice(self._suspected())
        transaction(
            lambda: deciding.dismiss(claim.case or 0, "all is well", by=self.payer.actor, now=self.now)
        )
        claim.case = None

    @move(_suspected, weight=2)
    def uphold(self, dice: Random) -> None:
        claim = dice.choice(self._suspected())
        case, officer = claim.case or 0, self.payer.actor
        if claim.state == "paid":
            self._claw_back(claim, case, dice)
        elif claim.batch is not None:
            self.refused(lambda: deciding.uphold(case, Verdict("false"), by=officer, now=self.now))
        else:
            was_payable = claim.state == "payable"
            transaction(lambda: deciding.uphold(case, Verdict("false"), by=officer, now=self.now))
            self.given_back += claim.approved if was_payable else claim.captured
            claim.case = None
            claim.end("rejected", resolved=True)

    def _claw_back(self, claim: Claimed, case: int, dice: Random) -> None:
        """Let a part of what was paid be owed back, and a part of that come; more is not taken."""
        officer = self.payer.actor
        owed = dice.randint(1, claim.approved)
        part = dice.randint(1, owed)

        def receive(amount: int, bank: str) -> None:
            receiving.note_receipt(case, Money(amount), bank, by=officer, now=self.now)

        transaction(lambda: deciding.uphold(case, Verdict("false", Money(owed)), by=officer, now=self.now))
        transaction(lambda: receive(part, f"IN-{case}"))
        self.refused(lambda: receive(owed - part + 1, f"IN-{case}-2"))
        claim.case, claim.owed, claim.clawed = None, owed, part
        self.given_back += part
