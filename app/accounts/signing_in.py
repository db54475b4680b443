"""Signing in, in three steps, because hashing is slow and must not hold a transaction open.

1. `knock`: count the try, fetch what the password is compared with (one transaction, committed).
2. `passwords.matches`: no transaction.
3. `admit`: take the try back, note the sign-in (another transaction).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from app.accounts import attempts
from app.accounts.domain.addresses import normalised_email
from app.accounts.domain.session import SignedIn
from app.accounts.models import Person
from app.accounts.passwords import PasswordHash
from app.accounts.queries import home_organisation
from app.infra.db import db
from app.kernel.errors import Invalid
from app.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Knock:
    """A try that was counted. `person_id` and `password_hash` are None where there is nobody to sign in."""

    email: str
    address: str
    person_id: int | None
    password_hash: PasswordHash | None


def knock(*, email: str, address: str, now: datetime) -> Knock:
    """Count a try from a client's address.

    Raises TooManyRequests with `retry_after` seconds while locked out. An unknown e-mail address is counted
    and locked like a known one.
    """
    email = normalised_email(email)
    attempts.count(attempts.sign_in_subjects(email=email, address=address), now=now)
    found = db.session.execute(select(Person.id, Person.password_hash).where(Person.email == email)).first()
    if found is None or found.password_hash is None:
        return Knock(email, address, None, None)
    return Knock(email, address, found.id, PasswordHash(found.password_hash))


def take_back(proved: Knock, *, now: datetime) -> None:
    """Take back a knock whose password was right: the account starts anew, the address has one try less."""
    account, address = attempts.sign_in_subjects(email=proved.email, address=proved.address)
    attempts.forget(account)
    attempts.take_back(address, now=now)


def admit(proved: Knock, *, now: datetime) -> SignedIn | None:
    """Sign in whose password was right, for the organisation they joined first.

    None when the password changed between knock and now: what was proved then proves nothing any more.
    Raises Invalid `account_locked`: who proved the password may know.
    """
    take_back(proved, now=now)
    person = db.session.execute(
        update(Person)
        .where(Person.id == proved.person_id, Person.password_hash == proved.password_hash)
        .values(last_sign_in_at=now)
        .returning(Person.id, Person.session_epoch, Person.locked_at)
    ).first()
    if person is None:
        return None
    if person.locked_at is not None:
        raise Invalid(
            "account_locked",
            N_("This account is locked."),
            fix=N_("Write to the operator of the pool, who knows why."),
        )
    home = home_organisation(person.id)
    return SignedIn(person.id, home.id if home else None, person.session_epoch)
