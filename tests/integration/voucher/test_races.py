"""Many clients at once: exactly as many win as fit (L10)."""

from collections import Counter
from collections.abc import Callable
from threading import Barrier, Thread

import pytest

from app.infra.db import db, transaction
from app.infra.events import SYSTEM
from app.kernel.errors import DomainError
from app.kernel.words import VoucherMode
from app.voucher.holds import capture, hold, release
from app.voucher.issuing import issue
from app.voucher.lapsing import lapse
from tests.integration.voucher.world import NOW, broken_invariants, statement, yuan

pytestmark = pytest.mark.race
CLIENTS = 64
FIT = 7


def race(app, work: Callable[[int], object], clients: int = CLIENTS) -> Counter[str]:
    """Let `clients` threads do `work(number)` in a transaction each, all at once; count the outcomes."""
    outcomes: list[str] = []
    start = Barrier(clients)

    def run(number: int) -> None:
        with app.app_context():
            start.wait()
            try:
                transaction(lambda: work(number))
                outcomes.append("won")
            except DomainError as refusal:
                outcomes.append(refusal.code)
            except BaseException as error:  # noqa: BLE001 -- a thread's failure must reach the assertion
                outcomes.append(repr(error))

    threads = [Thread(target=run, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(outcomes)


def test_64_clients_race_for_a_voucher_that_can_pay_7(app, world):
    voucher = world.issue(yuan(1_000) * FIT)
    facts = world.facts()
    db.session.remove()
    outcomes = race(
        app,
        lambda number: hold(
            reference=f"B-{number}",
            voucher_number=voucher.number,
            mode=VoucherMode.REDEEM,
            price=yuan(2_000),
            facts=facts,
            now=NOW,
        ),
    )
    assert outcomes == {"won": FIT, "voucher_insufficient": CLIENTS - FIT}
    assert statement(voucher).balances.available == yuan(0)
    assert broken_invariants() == []


def hold_both(vouchers, number, price, facts):
    """Hold two vouchers for B-`number`, named in an order that changes from number to number."""
    first, second = vouchers if number % 2 else vouchers[::-1]
    hold(
        reference=f"B-{number}",
        voucher_number=first.number,
        others=[second.number],
        mode=VoucherMode.REDEEM,
        price=price,
        facts=facts,
        now=NOW,
    )


def test_64_clients_race_for_two_vouchers_that_can_pay_7_together(app, world):
    vouchers = [world.issue(yuan(2_500)), world.issue(yuan(1_000) * FIT - yuan(2_500))]
    facts = world.facts()
    db.session.remove()

    def work(number: int) -> None:
        hold_both(vouchers, number, yuan(2_000), facts)

    assert race(app, work) == {"won": FIT, "voucher_insufficient": CLIENTS - FIT}
    assert [statement(voucher).balances.available for voucher in vouchers] == [yuan(0)] * 2
    assert broken_invariants() == []


def test_captures_and_releases_race_with_holds_of_the_same_two_vouchers(app, world):
    vouchers = [world.issue(yuan(5_000)), world.issue(yuan(5_000))]
    facts, served_by = world.facts(), world.provider.organisation.id

    def held(number: int) -> None:
        hold_both(vouchers, number, yuan(4_000), facts)

    for number in range(5):
        transaction(lambda number=number: held(number))
    db.session.remove()

    def work(number: int) -> None:
        reference = f"B-{number % 5}"
        if number >= 20:
            held(number)
        elif number % 2:
            capture(reference=reference, eligible_price=yuan(1_000), served_by=served_by, now=NOW)
        else:
            release(reference=reference, now=NOW)

    outcomes = race(app, work)
    assert set(outcomes) <= {"won", "illegal_transition", "voucher_insufficient"}
    assert broken_invariants() == []


def test_64_grants_race_for_a_cap_that_fits_7(app, world):
    enterprise_id = world.researcher.organisation.id
    world.issue(yuan(20_000))  # ¥280,000 are left
    outcomes = race(
        app,
        lambda _number: issue(
            programme_ref=world.programme.ref,
            enterprise_id=enterprise_id,
            face=yuan(40_000),
            by=SYSTEM,
            now=NOW,
        ),
    )
    assert outcomes == {"won": FIT, "cap_exceeded": CLIENTS - FIT}
    assert broken_invariants() == []


def test_a_hold_is_captured_or_released_once_however_many_try(app, world):
    voucher = world.issue(yuan(1_000))
    world.hold("B-1", voucher, yuan(1_000))

    def resolve(number: int) -> None:
        if number % 2:
            capture(
                reference="B-1", eligible_price=yuan(500), served_by=world.provider.organisation.id, now=NOW
            )
        else:
            release(reference="B-1", now=NOW)

    assert set(race(app, resolve, clients=16)) <= {"won", "illegal_transition"}
    standing = statement(voucher).balances
    assert (standing.available.minor, standing.claimable.minor) in {(100_000, 0), (75_000, 25_000)}
    assert broken_invariants() == []


def test_a_release_that_races_the_lapse_leaves_nothing_on_a_dead_voucher(app, world):
    voucher = world.issue(yuan(1_000))
    world.hold("B-1", voucher, yuan(1_000))
    after_use_by = NOW.replace(year=2027)

    def act(number: int) -> None:
        if number:
            lapse(voucher.id, after_use_by)
        else:
            release(reference="B-1", now=after_use_by)

    assert race(app, act, clients=2) == {"won": 2}
    assert statement(voucher).balances.returned == yuan(1_000)
    assert broken_invariants() == []
