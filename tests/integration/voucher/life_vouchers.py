"""Grants, holds, captures, and every way in which a voucher ends or is kept from use."""

from datetime import date, timedelta
from itertools import combinations
from random import Random

from app.infra.db import transaction
from app.kernel.errors import Invalid, PaymentRequired
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher import ending
from app.voucher.applications import ApplicationTerms, draft_application, submit
from app.voucher.domain.cards import Captured
from app.voucher.domain.states import VoucherState
from app.voucher.holds import capture, release
from app.voucher.queries.programmes import get_programme
from app.voucher.queries.vouchers import get_voucher_by_number
from app.voucher.reviewing import Approval, approve, reject
from tests.integration.voucher.life_ground import CAP, LIVE, Ground, Held, Purse, Use, move
from tests.integration.voucher.world import Member, facts

# A voucher that is soon used up, and some that reach the cap of a group or the end of a tier together.
FACES = (30_001, 1_000_000, 4_000_000, 9_000_000)
PRICES = (1_001, 60_000)
MODES = tuple(VoucherMode)
HOLD_DAYS, MOST_GRANTS = 90, 5
ACTIVE, FROZEN, REVOKED = VoucherState.ACTIVE, VoucherState.FROZEN, VoucherState.REVOKED
# What an officer or the enterprise does with a voucher: from which states, into which.
STOPS = {
    "freeze": {ACTIVE: FROZEN},
    "unfreeze": {FROZEN: ACTIVE},
    "return_voucher": {ACTIVE: VoucherState.RETURNED},
    "revoke": {ACTIVE: REVOKED, FROZEN: REVOKED},
}


class VoucherRules(Ground):
    """What happens to vouchers before anybody claims what they paid."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def begin(self, dice: Random) -> None:
        super().begin(dice)
        self.grant(dice)
        self.use(dice)
        self.use(dice)

    # --- grants ---------------------------------------------------------------------------------------------
    @move(lambda self: self.asked < MOST_GRANTS)
    def grant(self, dice: Random) -> None:
        self.asked += 1
        by, fen, cut = (
            dice.choice(self.cast.owners),
            dice.choice(FACES),
            dice.choice([0, 0, 5_000]),
        )
        terms = ApplicationTerms(Money(fen + cut), "Microscopy")
        application = transaction(
            lambda: (
                draft_application(programme_id=self.programme.id, terms=terms, by=by.actor, now=self.now).id
            )
        )
        if self.today > self.programme.use_by:
            self.refused(lambda: submit(application_id=application, by=by.actor, now=self.now))
            return
        transaction(lambda: submit(application_id=application, by=by.actor, now=self.now))
        officer = self.world.officer.actor
        approval = Approval(Money(fen), "for a part" if cut else None)
        if not self._may_be_granted(by, fen):
            self.refused(
                lambda: approve(application_id=application, approval=approval, by=officer, now=self.now)
            )
            transaction(
                lambda: reject(application_id=application, reason="too much", by=officer, now=self.now)
            )
            return
        granted = transaction(
            lambda: approve(application_id=application, approval=approval, by=officer, now=self.now)
        )
        self.purses.append(Purse(get_voucher_by_number(granted.voucher_number or "").voucher, by, fen))

    def _may_be_granted(self, to: Member, fen: int) -> bool:
        left = {
            tier.tier: tier.left.minor
            for tier in get_programme(self.programme.id, self.world.officer.actor).budget
        }
        group = sum(purse.card.face.minor for purse in self.purses if self.cast.share_a_cap(purse.owner, to))
        return max(left.values()) >= fen and group + fen <= CAP.minor

    # --- holds ----------------------------------------------------------------------------------------------
    @move(lambda self: self.purses)
    def hold(self, dice: Random) -> None:
        self._hold(dice.choice(self.purses), dice.choice(MODES), dice.randint(*PRICES))

    @move(lambda self: self.purses, weight=3)
    def use(self, dice: Random) -> None:
        purse, price = dice.choice(self.purses), dice.randint(*PRICES)
        reference = self._hold(purse, dice.choice(MODES), price)
        if reference is not None:
            self._capture(purse, reference, price - dice.randint(0, 1_000))

    def _pairs(self) -> list[tuple[Purse, Purse]]:
        """Return the vouchers of one owner that pay together, in the order in which they do: by number."""
        ordered = sorted(self.purses, key=lambda purse: purse.card.number)
        return [(one, other) for one, other in combinations(ordered, 2) if one.owner is other.owner]

    @move(_pairs, weight=3)
    def use_together(self, dice: Random) -> None:
        """Let two vouchers pay, whichever is named first: what one lacks the other has."""
        pair, price, less = dice.choice(self._pairs()), dice.randint(*PRICES), dice.randint(0, 1_000)
        reference, mode = f"B-{next(self.references)}", dice.choice(MODES)
        named, day = dice.sample(pair, 2), self.today + timedelta(days=1)
        share = Money(price).share(1, 2).minor
        order = facts(pair[0].owner.organisation.id, service_on=day)
        how = {"others": [named[1].card.number], "mode": mode, "facts": order, "now": self.now}
        try:
            self.world.hold(reference, named[0].card, Money(price), **how)
        except (Invalid, PaymentRequired):
            assert not self._may_pay(pair, share, day)
            return
        assert self._may_pay(pair, share, day)
        outcome = transaction(lambda: self._captured(reference, price - less))
        left = spent = min(share, Money(price - less).share(1, 2).minor)
        assert (outcome.captured.minor, outcome.released.minor) == (spent, share - spent)
        for purse in pair:
            held = min(share, purse.available)
            part = min(held, left)
            share, left = share - held, left - part
            purse.available -= part
            if part and not purse.available and not purse.held:
                purse.state = VoucherState.EXHAUSTED
        self.uses.append(Use(reference, pair[0], mode, price - less, spent))

    def _may_pay(self, pair: tuple[Purse, Purse], share: int, day: date) -> bool:
        fit = all(purse.state is ACTIVE and day <= purse.card.use_by for purse in pair)
        return fit and sum(purse.available for purse in pair) >= share

    def _holds(self) -> list[tuple[Purse, str]]:
        return [(purse, reference) for purse in self.purses for reference in purse.held]

    def _hold(self, purse: Purse, mode: VoucherMode, price: int) -> str | None:
        """Hold half of a price; return under which reference, or None where the voucher may not pay."""
        reference = f"B-{next(self.references)}"
        day = self.today + timedelta(days=1)
        amount = Money(price).share(1, 2).minor
        fits = purse.available >= amount and purse.state is ACTIVE and day <= purse.card.use_by
        order = facts(purse.owner.organisation.id, service_on=day)
        try:
            self.world.hold(reference, purse.card, Money(price), mode=mode, facts=order, now=self.now)
        except (Invalid, PaymentRequired):
            assert not fits
            return None
        assert fits
        purse.available -= amount
        purse.held[reference] = Held(amount, mode, day + timedelta(days=HOLD_DAYS))
        return reference

    @move(_holds, weight=2)
    def capture(self, dice: Random) -> None:
        price = dice.choice([0, *(dice.randint(*PRICES) for _ in range(3))])
        self._capture(*dice.choice(self._holds()), price)

    def _capture(self, purse: Purse, reference: str, price: int) -> None:
        """Spend a hold: the smaller of it and half of the price, in either mode (M3); the rest goes back."""
        outcome = transaction(lambda: self._captured(reference, price))
        held = purse.held.pop(reference)
        spent = min(held.amount, Money(price).share(1, 2).minor)
        assert (outcome.captured.minor, outcome.released.minor) == (spent, held.amount - spent)
        purse.give_back(held.amount - spent)
        if spent:
            self.uses.append(Use(reference, purse, held.mode, price, spent))
            if purse.state is ACTIVE and not purse.available and not purse.held:
                purse.state = VoucherState.EXHAUSTED

    def _captured(self, reference: str, price: int) -> Captured:
        served_by = self.world.provider.organisation.id
        return capture(reference=reference, eligible_price=Money(price), served_by=served_by, now=self.now)

    @move(_holds)
    def release(self, dice: Random) -> None:
        purse, reference = dice.choice(self._holds())
        given = transaction(lambda: release(reference=reference, now=self.now))
        assert given.minor == purse.give_up(reference)

    @move(lambda self: self.uses)
    def nothing_is_captured_twice(self, dice: Random) -> None:
        use = dice.choice(self.uses)
        self.refused(lambda: self._captured(use.reference, use.price))

    # --- ends -----------------------------------------------------------------------------------------------
    @move(lambda self: self.purses)
    def stop(self, dice: Random) -> None:
        purse, how = dice.choice(self.purses), dice.choice([*STOPS, "unfreeze"])
        by = purse.owner if how == "return_voucher" else self.world.officer
        act = getattr(ending, how)
        state = STOPS[how].get(purse.state)
        if state is None:
            self.refused(lambda: act(purse.card.number, "asked to", by=by.actor, now=self.now))
            return
        transaction(lambda: act(purse.card.number, "asked to", by=by.actor, now=self.now))
        if state in LIVE:
            purse.state = state
        else:
            purse.end(state)

    def expect_ends(self) -> None:
        """Expect what a run of the scheduler does to vouchers: holds time out, then vouchers lapse."""
        for purse in self.purses:
            for reference in [ref for ref, held in purse.held.items() if held.until < self.today]:
                purse.give_up(reference)
            if purse.state is ACTIVE and purse.card.use_by < self.today:
                purse.end(VoucherState.LAPSED)
