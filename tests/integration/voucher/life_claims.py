"""Claims over what was captured: drafted, proved, handed in, decided, sent back, withdrawn, lapsed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from app.infra.db import transaction
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.claiming import drafting, proving, reviewing, submitting
from app.voucher.claiming.proving import Proof
from app.voucher.domain.claims import EvidenceKind
from tests.integration.voucher.life_ground import NOTICE_DAYS, Use, move
from tests.integration.voucher.life_vouchers import VoucherRules
from tests.integration.voucher.world import Member

KINDS = (EvidenceKind.INVOICE, EvidenceKind.BANK_RECEIPT)
WITH_CLAIMANT, WITH_OFFICER = ("draft", "returned"), ("submitted", "complete", "reviewed", "noticed")


@dataclass
class Claimed:
    """A claim as the machine knows it; amounts in fen."""

    uses: list[Use]
    by: Member
    state: str = "draft"
    approved: int = 0
    clawed: int = 0
    notice_until: datetime | None = None
    case: int | None = None
    owed: int = 0
    batch: int | None = None

    @property
    def captured(self) -> int:
        return sum(use.captured for use in self.uses)

    @property
    def price(self) -> int:
        return sum(use.price for use in self.uses)

    def end(self, state: str, *, resolved: bool) -> None:
        self.state = state
        for use in self.uses:
            use.claim = None
            use.open = use.open and not resolved


class ClaimRules(VoucherRules):
    """What becomes of claims up to the public notice."""

    def __init__(self) -> None:
        super().__init__()
        self.claims: dict[int, Claimed] = {}
        self.given_back = 0  # of what was claimable, payable or paid

    def _open(self) -> list[Use]:
        return [use for use in self.uses if use.open and use.claim is None]

    def _taken(self) -> list[Use]:
        return [use for use in self.uses if use.claim or not use.open]

    def _payee(self, use: Use) -> Member:
        return use.purse.owner if use.mode is VoucherMode.REIMBURSE else self.world.provider

    def claims_in(self, *states: str) -> list[int]:
        """Return the claims in these states about which no case is open."""
        return [key for key, claim in self.claims.items() if claim.state in states and claim.case is None]

    @move(lambda self: self._open() and not self.is_past, weight=5)
    def draft(self, dice: Random) -> None:
        first = dice.choice(self._open())
        by = self._payee(first)
        mates = [use for use in self._open() if self._payee(use) is by and use.mode is first.mode]
        others = [use for use in mates if use is not first]
        uses = [first, *others[: dice.randint(0, 2)]]
        claim = transaction(
            lambda: drafting.draft_claim(
                references=[use.reference for use in uses], mode=first.mode, by=by.actor, now=self.now
            )
        )
        self.claims[claim] = Claimed(uses, by)
        for use in uses:
            use.claim = claim

    @move(_taken)
    def nothing_is_claimed_twice(self, dice: Random) -> None:
        taken = dice.choice(self._taken())
        by = self._payee(taken).actor
        self.refused(
            lambda: drafting.draft_claim(references=[taken.reference], mode=taken.mode, by=by, now=self.now)
        )

    @move(lambda self: self.claims_in(*WITH_CLAIMANT) and not self.is_past, weight=8)
    def submit(self, dice: Random) -> None:
        key = dice.choice(self.claims_in(*WITH_CLAIMANT))
        claim = self.claims[key]
        proofs = [Proof(kind, Money(claim.price), self.document()) for kind in KINDS]

        def work() -> None:
            for proof in proofs if claim.state == "draft" else ():
                proving.add_evidence(key, proof, by=claim.by.actor, now=self.now)
            submitting.submit(key, by=claim.by.actor, now=self.now)

        transaction(work)
        claim.state = "submitted"

    @move(lambda self: self.claims_in(*WITH_CLAIMANT, "submitted"))
    def withdraw(self, dice: Random) -> None:
        key = dice.choice(self.claims_in(*WITH_CLAIMANT, "submitted"))
        claim = self.claims[key]
        transaction(lambda: submitting.withdraw(key, None, by=claim.by.actor, now=self.now))
        claim.end("withdrawn", resolved=False)

    @move(lambda self: self.claims_in("submitted", "complete") and not self.is_past)
    def send_back(self, dice: Random) -> None:
        key = dice.choice(self.claims_in("submitted", "complete"))
        transaction(lambda: reviewing.send_back(key, "unreadable", by=self.payer.actor, now=self.now))
        self.claims[key].state = "returned"

    @move(lambda self: self.claims_in(*WITH_OFFICER))
    def reject(self, dice: Random) -> None:
        key = dice.choice(self.claims_in(*WITH_OFFICER))
        claim = self.claims[key]
        transaction(lambda: reviewing.reject(key, "not eligible", by=self.payer.actor, now=self.now))
        self.given_back += claim.captured
        claim.end("rejected", resolved=True)

    @move(lambda self: self.claims_in(*WITH_OFFICER[:3]), weight=10)
    def decide(self, dice: Random) -> None:
        """Take a claim one step nearer to its payment, or all that are left."""
        key = dice.choice(self.claims_in(*WITH_OFFICER[:3]))
        self._decide_once(key, dice)
        while self.claims[key].state != "noticed" and dice.choice([True, False]):
            self._decide_once(key, dice)

    def _decide_once(self, key: int, dice: Random) -> None:
        claim, officer = self.claims[key], self.payer.actor
        if claim.state == "submitted":
            transaction(lambda: reviewing.complete(key, by=officer, now=self.now))
            claim.state = "complete"
        elif claim.state == "complete":
            self.refused(
                lambda: reviewing.review(key, Money(claim.captured + 1), "more", by=officer, now=self.now)
            )
            approved = dice.randint(1, claim.captured)
            transaction(lambda: reviewing.review(key, Money(approved), "as proved", by=officer, now=self.now))
            claim.state, claim.approved = "reviewed", approved
        else:
            transaction(lambda: reviewing.notice(key, by=officer, now=self.now))
            claim.state, claim.notice_until = "noticed", self.now + timedelta(days=NOTICE_DAYS)

    def expect_deadlines(self) -> None:
        """Expect what a run of the scheduler does to claims, and to what nobody claimed."""
        for claim in self.claims.values():
            until = claim.notice_until
            if claim.state == "noticed" and claim.case is None and until is not None and until <= self.now:
                claim.state = "payable"
                self.given_back += claim.captured - claim.approved
                for use in claim.uses:
                    use.open = False
            if self.is_past and claim.state in WITH_CLAIMANT:
                claim.end("lapsed", resolved=False)
        if self.is_past:
            for use in self._open():
                use.open = False
                self.given_back += use.captured
