"""Password reset by mail: a link that works once, for one hour."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from app.accounts import attempts
from app.accounts.domain.actor import PersonCard
from app.accounts.domain.addresses import normalised_email
from app.accounts.domain.secrets import hash_of, new_link_secret
from app.accounts.models import PasswordReset, Person
from app.accounts.passwords import PasswordHash
from app.accounts.people import set_password
from app.accounts.queries import find_person_by_email
from app.infra.db import db
from app.infra.outbox import enqueue_mail
from app.kernel.errors import Gone
from app.kernel.text import N_

VALID_FOR = timedelta(hours=1)


def request_reset(*, email: str, address: str, now: datetime, link: Callable[[str], str]) -> None:
    """Mail a link to the person with this e-mail address; `link` makes the address from its secret part.

    For an unknown address nothing is mailed, and the caller can not tell. A new link ends the earlier one.
    Raises TooManyRequests, for known and unknown addresses alike.
    """
    email = normalised_email(email)
    attempts.count(attempts.reset_subjects(email=email, address=address), now=now)
    person = find_person_by_email(email)
    if person is not None:
        mail_link(person, now=now, link=link)


def mail_link(person: PersonCard, *, now: datetime, link: Callable[[str], str]) -> None:
    """Mail a person a link to a new password. It ends the earlier one."""
    secret = new_link_secret()
    _end_links(person.id)
    db.session.execute(
        insert(PasswordReset).values(
            person_id=person.id, token_hash=hash_of(secret), created_at=now, expires_at=now + VALID_FOR
        )
    )
    enqueue_mail(
        to=person.email,
        locale=person.locale,
        template="password_reset",
        values={"name": person.name, "link": link(secret), "minutes": VALID_FOR // timedelta(minutes=1)},
        now=now,
        key=f"password_reset:{hash_of(secret)}",
    )


def get_reset_email(secret: str, *, now: datetime) -> str:
    """Return the e-mail address of the account a link is for. Raises Gone when it no longer works."""
    found = db.session.scalar(
        select(Person.email)
        .join(PasswordReset, PasswordReset.person_id == Person.id)
        .where(PasswordReset.token_hash == hash_of(secret), PasswordReset.expires_at > now)
    )
    if found is None:
        raise _over()
    return found


def reset_password(*, secret: str, password: PasswordHash, now: datetime) -> None:
    """Set the password a link was mailed for; end the link, every session and any lock-out of the account.

    Raises Gone for a link that was used, replaced, or is past its hour.
    """
    person_id = db.session.scalar(
        delete(PasswordReset)
        .where(PasswordReset.token_hash == hash_of(secret), PasswordReset.expires_at > now)
        .returning(PasswordReset.person_id)
    )
    if person_id is None:
        raise _over()
    set_password(person_id=person_id, password=password, now=now, reason="reset")
    email = db.session.scalars(select(Person.email).where(Person.id == person_id)).one()
    account, _address = attempts.sign_in_subjects(email=email, address="")
    attempts.forget(account)


def change_password(*, person_id: int, password: PasswordHash, now: datetime) -> int:
    """Set a signed-in person's password, end reset links under way, and return the new session epoch."""
    _end_links(person_id)
    return set_password(person_id=person_id, password=password, now=now, reason="changed by its owner")


def lapsed_resets(now: datetime, limit: int) -> list[int]:
    """Return the ids of links that were never used in time."""
    lapsed = PasswordReset.expires_at <= now
    return list(db.session.scalars(select(PasswordReset.id).where(lapsed).limit(limit)))


def forget_reset(reset_id: int) -> None:
    """Delete a link; doing so again changes nothing."""
    db.session.execute(delete(PasswordReset).where(PasswordReset.id == reset_id))


def _end_links(person_id: int) -> None:
    db.session.execute(delete(PasswordReset).where(PasswordReset.person_id == person_id))


def _over() -> Gone:
    return Gone(
        "reset_link_over",
        N_("This link does not work any more: it was used, replaced by a newer one, or is over an hour old."),
        fix=N_("Ask for a new link."),
    )
