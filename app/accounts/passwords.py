"""Hashing passwords with argon2id, two at a time: each takes 64 MiB and about 150 ms (stack.md, trap 12)."""

from functools import cache
from threading import BoundedSemaphore
from typing import NewType

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from app.accounts.domain.passwords import LONGEST, password_problems
from app.accounts.domain.secrets import new_link_secret
from app.kernel.errors import Invalid

PasswordHash = NewType("PasswordHash", str)

_hasher = PasswordHasher()
_turn = BoundedSemaphore(2)


def new_password_hash(password: str, *, email: str, field: str = "password") -> PasswordHash:
    """Return the hash of a new password. Raises Invalid with every rule it breaks, naming `field`.

    Slow: call it before a transaction, not inside one.
    """
    problems = password_problems(password, email=email, field=field)
    if problems:
        raise Invalid.of(problems)
    with _turn:
        return PasswordHash(_hasher.hash(password))


def matches(password_hash: PasswordHash | None, password: str) -> bool:
    """Tell whether the password is right. Slow, and as slow for an account that does not exist (None)."""
    with _turn:
        try:
            # One too long is never right; it is cut so that the answer takes no longer than others.
            right = _hasher.verify(password_hash or _decoy(), password[: LONGEST + 1])
        except VerifyMismatchError:
            return False
    return right and password_hash is not None


@cache
def _decoy() -> PasswordHash:
    """Return a hash that nobody knows the password of."""
    return PasswordHash(_hasher.hash(new_link_secret()))
