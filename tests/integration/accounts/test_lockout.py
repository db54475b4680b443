from datetime import timedelta

import pytest

from app.accounts import signing_in
from app.accounts.domain.lockout import RULES, TryKind
from app.accounts.people import set_password
from app.infra.db import transaction
from app.kernel.errors import TooManyRequests
from tests.integration.accounts.conftest import NOON, PASSWORD, sign_in

FREE = RULES[TryKind.SIGN_IN_ACCOUNT].free


def knock(email: str, *, address: str = "203.0.113.9", now=NOON):
    return transaction(lambda: signing_in.knock(email=email, address=address, now=now))


def lock(email: str) -> None:
    for _ in range(FREE):
        knock(email)


@pytest.fixture(autouse=True)
def _context(app, world):
    with app.app_context():
        yield


def test_an_account_is_locked_after_its_free_tries_whatever_the_address(world):
    lock(world.researcher.email)

    with pytest.raises(TooManyRequests) as refusal:
        knock(world.researcher.email, address="198.51.100.1")

    assert refusal.value.problems[0].values["retry_after"] == 30


def test_an_unknown_account_is_locked_like_a_known_one():
    lock("nobody@demo.example")

    with pytest.raises(TooManyRequests):
        knock("nobody@demo.example")


def test_the_wait_grows_with_every_try_more(world):
    lock(world.researcher.email)
    later = NOON + timedelta(seconds=30)
    knock(world.researcher.email, now=later)

    with pytest.raises(TooManyRequests) as refusal:
        knock(world.researcher.email, now=later)

    assert refusal.value.problems[0].values["retry_after"] == 60


def test_a_try_while_locked_does_not_make_the_wait_longer(world):
    lock(world.researcher.email)
    for _ in range(3):
        with pytest.raises(TooManyRequests):
            knock(world.researcher.email)

    assert knock(world.researcher.email, now=NOON + timedelta(seconds=30)).person_id == world.researcher.id


def test_an_address_that_tries_many_accounts_is_locked(world):
    for number in range(RULES[TryKind.SIGN_IN_ADDRESS].free):
        knock(f"person{number}@demo.example")

    with pytest.raises(TooManyRequests):
        knock(world.researcher.email)
    assert knock(world.researcher.email, address="198.51.100.1").person_id == world.researcher.id


def test_a_right_password_makes_the_account_start_anew(world):
    for _ in range(FREE - 1):
        knock(world.researcher.email)
    proved = knock(world.researcher.email)
    transaction(lambda: signing_in.admit(proved, now=NOON))

    lock(world.researcher.email)


def test_one_right_password_does_not_clear_an_address_of_its_wrong_ones(world):
    for number in range(RULES[TryKind.SIGN_IN_ADDRESS].free - 1):
        knock(f"person{number}@demo.example")
    proved = knock(world.stranger.email)
    transaction(lambda: signing_in.admit(proved, now=NOON))
    knock("one.more@demo.example")

    with pytest.raises(TooManyRequests):
        knock(world.researcher.email)


def test_a_password_changed_meanwhile_admits_nobody(world, password_hash):
    proved = knock(world.researcher.email)
    other = type(password_hash)(password_hash + "x")
    transaction(lambda: set_password(person_id=world.researcher.id, password=other, now=NOON, reason="test"))

    assert transaction(lambda: signing_in.admit(proved, now=NOON)) is None


def test_the_page_says_how_long_to_wait_even_to_the_right_password(client, world):
    for _ in range(FREE):
        sign_in(client, world.researcher, "not this one")

    answer = sign_in(client, world.researcher, PASSWORD)

    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 30
