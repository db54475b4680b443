"""Any order of grants, holds, captures, claims, payouts, returns, cases and ends, and what the books say."""

from datetime import timedelta
from random import Random

from hypothesis.stateful import invariant

from app.infra.db import db
from app.voucher.domain.ledger import Balances
from app.voucher.jobs import JOBS
from app.voucher.queries.vouchers import vouchers_of
from tests.integration.voucher.life_ground import NOTICE_DAYS, move
from tests.integration.voucher.life_payouts import PayoutRules
from tests.integration.voucher.world import broken_invariants

MOST_VOUCHERS = 200


class MoneyLife(PayoutRules):
    @move()
    def time_passes(self, dice: Random) -> None:
        self._wait(dice.choice([1, 6, 40, 95]))

    @move(lambda self: self.claims_in("noticed"), weight=8)
    def a_notice_ends(self, _dice: Random) -> None:
        self._wait(NOTICE_DAYS)

    def _wait(self, days: int) -> None:
        """Let days pass, and the scheduler do all that they bring."""
        self.now += timedelta(days=days)
        self.expect_ends()
        self.expect_deadlines()
        for job in JOBS:
            for key in job.due(self.now, 1_000):
                job.attempt(key, self.now)
                job.attempt(key, self.now)  # running it twice equals once
            assert not job.due(self.now, 1_000)

    @invariant()
    def the_books_agree(self) -> None:
        assert broken_invariants() == []
        standing = vouchers_of(self.programme.id, before_id=None, limit=MOST_VOUCHERS)
        found = {each.voucher.number: each for each in standing}
        assert len(found) == len(self.purses)
        for purse in self.purses:
            seen = found[purse.card.number]
            here, held = seen.balances, sum(each.amount for each in purse.held.values())
            assert (seen.voucher.state, here.available.minor, here.held.minor) == (
                purse.state,
                purse.available,
                held,
            )
            assert here.total == seen.voucher.face
        self._money_is_where_it_belongs([each.balances for each in standing])
        db.session.commit()  # of nothing; a rollback would let PostgreSQL forget how it answers all this

    def _money_is_where_it_belongs(self, standing: list[Balances]) -> None:
        names = ("claimable", "payable", "paid", "returned")
        states = [(claim.state, claim) for claim in self.claims.values()]
        assert {name: sum(getattr(each, name).minor for each in standing) for name in names} == {
            "claimable": sum(use.captured for use in self.uses if use.open),
            "payable": sum(claim.approved for state, claim in states if state == "payable"),
            "paid": sum(claim.approved - claim.clawed for state, claim in states if state == "paid"),
            "returned": self.given_back + sum(purse.returned for purse in self.purses),
        }
