"""Any order of uses, claims, decisions, payouts, returns, cases and lapses, and what the books then say."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.infra.db import transaction
from app.kernel.errors import DomainError
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.cases import deciding, opening
from app.voucher.cases.deciding import Verdict
from app.voucher.claiming import drafting, proving, reviewing, submitting
from app.voucher.claiming.proving import Proof
from app.voucher.domain.cards import VoucherCard
from app.voucher.domain.cases import CaseKind
from app.voucher.domain.claims import EvidenceKind
from app.voucher.domain.days import voucher_day
from app.voucher.holds import capture
from app.voucher.jobs import JOBS
from app.voucher.paying import moving
from app.voucher.paying.building import build_payout
from tests.integration.voucher.claims import document
from tests.integration.voucher.world import NOW, Member, World, broken_invariants, open_programme, statement

PRICES = st.integers(min_value=1_001, max_value=9_999)
NOTICE_DAYS = 5
_references = count(1)


@dataclass
class Use:
    """A settled use: what its vouchers paid and where that is now, in fen."""

    reference: str
    vouchers: list[VoucherCard]
    mode: VoucherMode
    price: int
    captured: int
    claim: int | None = None
    open: bool = True


@dataclass
class Claimed:
    """A claim as the machine knows it."""

    uses: list[Use]
    by: Member
    state: str = "draft"
    approved: int = 0
    clawed: int = 0
    notice_until: object = None
    case: int | None = None
    owed: int = 0
    batch: int | None = None

    @property
    def captured(self) -> int:
        return sum(use.captured for use in self.uses)

    @property
    def price(self) -> int:
        return sum(use.price for use in self.uses)


@dataclass
class Batch:
    claims: list[int]
    state: str = "built"
    reference: str = ""
    back: set[int] = field(default_factory=set)


class MoneyLife(RuleBasedStateMachine):
    world: World

    def __init__(self) -> None:
        super().__init__()
        self.programme = open_programme(
            self.world.officer, redeem_by="2027-03-31", public_notice_days=NOTICE_DAYS
        )
        self.now = NOW
        self.uses: list[Use] = []
        self.claims: dict[int, Claimed] = {}
        self.batches: dict[int, Batch] = {}
        self.returned = 0
        self.granted = 0
        self.redeem_by = self.world.last_day_to_claim(self.programme)

    # --- uses -----------------------------------------------------------------------------------------------
    @precondition(lambda self: voucher_day(self.now) <= self.programme.use_by and self.granted < 20_000_000)
    @rule(
        mode=st.sampled_from(VoucherMode),
        price=PRICES,
        less=st.integers(0, 1_000),
        first=st.sampled_from([100, 100, 1, 37, 99]),
    )
    def use(self, mode: VoucherMode, price: int, less: int, first: int) -> None:
        """Use a service; of two vouchers the one issued first has `first` percent of the share."""
        share = Money(price).share(1, 2)
        faces = [share.share(first, 100), share - share.share(first, 100)]
        cards = [
            self.programme.issue(self.world.researcher, face, self.now) for face in faces if face.is_positive
        ]
        self.granted += share.minor
        reference = f"{self.programme.ref}-{next(_references)}"
        held = {
            "mode": mode,
            "facts": self.world.facts(service_on=voucher_day(self.now)),
            "now": self.now,
            "others": [card.number for card in cards[1:]],
        }
        self.world.hold(reference, cards[0], Money(price), **held)
        spent = transaction(
            lambda: capture(
                reference=reference,
                eligible_price=Money(price - less),
                served_by=self.world.provider.organisation.id,
                now=self.now,
            )
        )
        assert spent.captured == min(share, Money(price - less).share(1, 2))
        self.uses.append(Use(reference, cards, mode, price - less, spent.captured.minor))

    # --- claims ---------------------------------------------------------------------------------------------
    def _open(self) -> list[Use]:
        return [use for use in self.uses if use.open and use.claim is None]

    @precondition(lambda self: self._open() and not self._past())
    @rule(data=st.data())
    def draft(self, data: st.DataObject) -> None:
        first = data.draw(st.sampled_from(self._open()))
        mates = [use for use in self._open() if use.mode is first.mode and use is not first]
        uses = [first, *mates[: data.draw(st.integers(0, 2))]]
        by = self.world.manager if first.mode is VoucherMode.REIMBURSE else self.world.provider
        claim = transaction(
            lambda: drafting.draft_claim(
                references=[use.reference for use in uses], mode=first.mode, by=by.actor, now=self.now
            )
        )
        self.claims[claim] = Claimed(uses, by)
        for use in uses:
            use.claim = claim

    @precondition(lambda self: any(use.claim or not use.open for use in self.uses))
    @rule(data=st.data())
    def nothing_is_claimed_twice(self, data: st.DataObject) -> None:
        taken = data.draw(st.sampled_from([use for use in self.uses if use.claim or not use.open]))
        by = self.world.manager if taken.mode is VoucherMode.REIMBURSE else self.world.provider
        self._refused(
            lambda: drafting.draft_claim(
                references=[taken.reference], mode=taken.mode, by=by.actor, now=self.now
            )
        )

    def _in(self, *states: str) -> list[int]:
        return [key for key, claim in self.claims.items() if claim.state in states]

    def _free(self, *states: str) -> list[int]:
        return [key for key in self._in(*states) if self.claims[key].case is None]

    @precondition(lambda self: self._in("draft", "returned") and not self._past())
    @rule(data=st.data())
    def submit(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(self._in("draft", "returned")))
        claim = self.claims[key]
        kinds = [EvidenceKind.INVOICE, EvidenceKind.BANK_RECEIPT]

        def work() -> None:
            if claim.state == "draft":
                for kind in kinds:
                    proof = Proof(kind, Money(claim.price), document())
                    proving.add_evidence(key, proof, by=claim.by.actor, now=self.now)
            submitting.submit(key, by=claim.by.actor, now=self.now)

        transaction(work)
        claim.state = "submitted"

    @precondition(lambda self: self._free("draft", "returned", "submitted"))
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(self._free("draft", "returned", "submitted")))
        claim = self.claims[key]
        transaction(lambda: submitting.withdraw(key, None, by=claim.by.actor, now=self.now))
        self._end(claim, "withdrawn", resolved=False)

    @precondition(lambda self: self._free("submitted", "complete", "reviewed", "noticed"))
    @rule(data=st.data(), way=st.sampled_from(["on", "reject"]))
    def decide(self, data: st.DataObject, way: str) -> None:
        key = data.draw(st.sampled_from(self._free("submitted", "complete", "reviewed", "noticed")))
        claim, officer = self.claims[key], self.world.officer.actor
        if way == "reject" or claim.state == "noticed":
            transaction(lambda: reviewing.reject(key, "not eligible", by=officer, now=self.now))
            self.returned += claim.captured
            self._end(claim, "rejected", resolved=True)
        elif claim.state == "submitted":
            transaction(lambda: reviewing.complete(key, by=officer, now=self.now))
            claim.state = "complete"
        elif claim.state == "complete":
            approved = data.draw(st.integers(1, claim.captured))
            transaction(lambda: reviewing.review(key, Money(approved), "as proved", by=officer, now=self.now))
            claim.state, claim.approved = "reviewed", approved
        else:
            transaction(lambda: reviewing.notice(key, by=officer, now=self.now))
            claim.state, claim.notice_until = "noticed", self.now + timedelta(days=NOTICE_DAYS)

    @precondition(lambda self: self._free("submitted", "complete") and not self._past())
    @rule(data=st.data())
    def send_back(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(self._free("submitted", "complete")))
        officer = self.world.officer.actor
        transaction(lambda: reviewing.send_back(key, "unreadable", by=officer, now=self.now))
        self.claims[key].state = "returned"

    # --- payouts --------------------------------------------------------------------------------------------
    def _payable(self) -> list[int]:
        return [key for key in self._free("payable") if self.claims[key].batch is None]

    @precondition(lambda self: self._payable())
    @rule(data=st.data())
    def build(self, data: st.DataObject) -> None:
        keys = data.draw(st.lists(st.sampled_from(self._payable()), min_size=1, max_size=3, unique=True))
        payout = transaction(lambda: build_payout(keys, by=self.world.officer.actor, now=self.now))
        self.batches[payout] = Batch(keys)
        for key in keys:
            self.claims[key].batch = payout

    @precondition(lambda self: any(batch.state in ("built", "approved") for batch in self.batches.values()))
    @rule(data=st.data(), cancel=st.integers(0, 4))
    def move(self, data: st.DataObject, cancel: int) -> None:
        movable = [key for key, batch in self.batches.items() if batch.state in ("built", "approved")]
        key = data.draw(st.sampled_from(movable))
        batch, officer, second = self.batches[key], self.world.officer.actor, self.world.second_officer.actor
        if cancel == 0:
            transaction(lambda: moving.cancel(key, "again", by=officer, now=self.now))
            batch.state = "cancelled"
            for claim in batch.claims:
                self.claims[claim].batch = None
        elif batch.state == "built":
            self._refused(lambda: moving.approve(key, by=officer, now=self.now))
            self._refused(lambda: moving.send(key, "early", by=officer, now=self.now))
            transaction(lambda: moving.approve(key, by=second, now=self.now))
            batch.state = "approved"
        elif any(self.claims[claim].case for claim in batch.claims):
            self._refused(lambda: moving.send(key, f"BK-{key}", by=officer, now=self.now))
        else:
            batch.reference = f"{self.programme.ref}-{key}"
            transaction(lambda: moving.send(key, batch.reference, by=officer, now=self.now))
            batch.state = "sent"
            for claim in batch.claims:
                self.claims[claim].state = "paid"

    @precondition(lambda self: any(batch.state == "sent" for batch in self.batches.values()))
    @rule(data=st.data())
    def bank_sends_back(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from([k for k, batch in self.batches.items() if batch.state == "sent"]))
        batch = self.batches[key]
        whole = [claim for claim in batch.claims if not self.claims[claim].clawed]
        back = [claim for claim in whole if claim not in batch.back and self.claims[claim].case is None]
        if not back:
            return
        claim = data.draw(st.sampled_from(back))
        officer = self.world.officer.actor
        transaction(lambda: moving.send_back(key, {claim: "closed"}, by=officer, now=self.now))
        batch.back.add(claim)
        self.claims[claim].state, self.claims[claim].batch = "payable", None

    # --- cases ----------------------------------------------------------------------------------------------
    @precondition(lambda self: self._free("submitted", "complete", "reviewed", "noticed", "payable", "paid"))
    @rule(data=st.data())
    def look_into(self, data: st.DataObject) -> None:
        states = ("submitted", "complete", "reviewed", "noticed", "payable", "paid")
        free = [key for key in self._free(*states) if not self.claims[key].owed]
        if not free:
            return
        key = data.draw(st.sampled_from(free))
        officer = self.world.officer.actor
        self.claims[key].case = transaction(
            lambda: opening.open_case(key, CaseKind.REPORT, "odd", by=officer, now=self.now)
        )

    @precondition(lambda self: any(claim.case for claim in self.claims.values()))
    @rule(data=st.data(), verdict=st.sampled_from(["dismiss", "uphold"]))
    def judge(self, data: st.DataObject, verdict: str) -> None:
        key = data.draw(st.sampled_from([key for key, claim in self.claims.items() if claim.case]))
        claim, officer = self.claims[key], self.world.officer.actor
        case = claim.case or 0
        if verdict == "dismiss":
            transaction(lambda: deciding.dismiss(case, "all is well", by=officer, now=self.now))
            claim.case = None
        elif claim.state == "paid":
            owed = data.draw(st.integers(1, claim.approved))
            found = Verdict("false", Money(owed))
            transaction(lambda: deciding.uphold(case, found, by=officer, now=self.now))
            part = data.draw(st.integers(1, owed))
            bank = f"IN-{self.programme.ref}-{case}"
            transaction(lambda: deciding.note_receipt(case, Money(part), bank, by=officer, now=self.now))
            claim.case, claim.owed, claim.clawed = None, owed, part
            self.returned += part
        elif claim.batch is not None:
            self._refused(lambda: deciding.uphold(case, Verdict("false"), by=officer, now=self.now))
        else:
            was_payable = claim.state == "payable"
            transaction(lambda: deciding.uphold(case, Verdict("false"), by=officer, now=self.now))
            self.returned += claim.approved if was_payable else claim.captured
            claim.case = None
            self._end(claim, "rejected", resolved=True)

    # --- time -----------------------------------------------------------------------------------------------
    def _past(self) -> bool:
        return voucher_day(self.now) > self.redeem_by

    @rule(days=st.sampled_from([1, 3, 6, 120]))
    def time_passes_and_the_scheduler_runs(self, days: int) -> None:
        self.now += timedelta(days=days)
        self._expect_deadlines()
        for job in JOBS:
            for key in job.due(self.now, 1_000):
                job.attempt(key, self.now)
                job.attempt(key, self.now)  # running it twice equals once
            assert not job.due(self.now, 1_000)

    def _expect_deadlines(self) -> None:
        for claim in self.claims.values():
            ripe = claim.state == "noticed" and claim.notice_until <= self.now
            if ripe and claim.case is None:
                claim.state = "payable"
                self.returned += claim.captured - claim.approved
                for use in claim.uses:
                    use.open = False
            if self._past() and claim.state in ("draft", "returned"):
                self._end(claim, "lapsed", resolved=False)
        if self._past():
            for use in self._open():
                use.open = False
                self.returned += use.captured

    def _end(self, claim: Claimed, state: str, *, resolved: bool) -> None:
        claim.state = state
        for use in claim.uses:
            use.claim = None
            use.open = use.open and not resolved

    def _refused(self, work) -> None:
        with pytest.raises(DomainError):
            transaction(work)

    @invariant()
    def the_books_agree(self) -> None:
        assert broken_invariants() == []
        seen = {"claimable": 0, "payable": 0, "paid": 0, "back": 0}
        vouchers = [voucher for use in self.uses for voucher in use.vouchers]
        for voucher in vouchers:
            card = statement(voucher)
            balances = card.balances
            assert balances.total == card.voucher.face
            for name in ("claimable", "payable", "paid"):
                seen[name] += getattr(balances, name).minor
            seen["back"] += balances.returned.minor
        states = [(claim.state, claim) for claim in self.claims.values()]
        used = sum(use.captured for use in self.uses)
        lapsed = sum(voucher.face.minor for voucher in vouchers) - used if self._over() else 0
        assert seen == {
            "claimable": sum(use.captured for use in self.uses if use.open),
            "payable": sum(claim.approved for state, claim in states if state == "payable"),
            "paid": sum(claim.approved - claim.clawed for state, claim in states if state == "paid"),
            "back": self.returned + lapsed,
        }

    def _over(self) -> bool:
        """Tell whether the last day of use is past, so that what was not used went back too."""
        return voucher_day(self.now) > self.programme.use_by
