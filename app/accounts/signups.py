"""Signing up by mail: a link that works once, for one day, and proves the e-mail address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from app.accounts import attempts
from app.accounts.domain.actor import PersonCard
from app.accounts.domain.addresses import normalised_email
from app.accounts.domain.secrets import hash_of, new_link_secret
from app.accounts.domain.session import SignedIn
from app.accounts.models import SignUp
from app.accounts.passwords import PasswordHash
from app.accounts.people import create_person, email_problems
from app.accounts.queries import find_person_by_email
from app.infra.db import db
from app.infra.events import EventActor, record
from app.infra.outbox import enqueue_mail
from app.kernel.errors import Gone, Invalid
from app.kernel.text import N_

VALID_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MailedLinks:
    """The addresses a mail leads to: `go_on` makes the one of a secret."""

    go_on: Callable[[str], str]
    sign_in: str
    forgotten: str


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What somebody says of themselves when they come in."""

    name: str
    locale: str
    password: PasswordHash


def request_sign_up(*, email: str, locale: str, address: str, now: datetime, links: MailedLinks) -> None:
    """Mail a link to go on with, or how to sign in to who has an account. The caller can not tell which.

    A new link ends the earlier one. Raises Invalid for what is no e-mail address, TooManyRequests for known
    and unknown addresses alike.
    """
    email = normalised_email(email)
    problems = email_problems(email)
    if problems:
        raise Invalid.of(problems)
    attempts.count(attempts.sign_up_subjects(email=email, address=address), now=now)
    person = find_person_by_email(email)
    if person is not None:
        _tell_known(person, links, now)
        return
    secret = new_link_secret()
    db.session.execute(delete(SignUp).where(SignUp.email == email))
    db.session.execute(
        insert(SignUp).values(
            email=email,
            locale=locale,
            token_hash=hash_of(secret),
            created_at=now,
            expires_at=now + VALID_FOR,
        )
    )
    enqueue_mail(
        to=email,
        locale=locale,
        template="sign_up",
        values={"link": links.go_on(secret), "hours": VALID_FOR // timedelta(hours=1)},
        now=now,
        key=f"sign_up:{hash_of(secret)}",
    )


def get_sign_up_email(secret: str, *, now: datetime) -> str:
    """Return the e-mail address a link was mailed to. Raises Gone when it no longer works."""
    found = db.session.scalar(
        select(SignUp.email).where(SignUp.token_hash == hash_of(secret), SignUp.expires_at > now)
    )
    if found is None:
        raise _over()
    return found


def sign_up(*, secret: str, new: NewPerson, now: datetime) -> SignedIn:
    """Make the account a link was mailed for; the link ends, and the person is signed in.

    Raises Gone for a link that was used, replaced or is over, Invalid with every wrong field.
    """
    email = db.session.scalar(
        delete(SignUp)
        .where(SignUp.token_hash == hash_of(secret), SignUp.expires_at > now)
        .returning(SignUp.email)
    )
    if email is None:
        raise _over()
    return SignedIn(enter(email, new, now).id, None, 0)


def enter(email: str, new: NewPerson, now: datetime) -> PersonCard:
    """Make the account of somebody whose address a mailed link has proved. Raises as `create_person`."""
    person = create_person(email=email, name=new.name, locale=new.locale, password=new.password, now=now)
    db.session.execute(delete(SignUp).where(SignUp.email == person.email))
    record(
        subject_kind="person",
        subject_ref=str(person.id),
        action="sign_up",
        at=now,
        actor=EventActor(person.id, person.name, "person"),
    )
    return person


def lapsed_sign_ups(now: datetime, limit: int) -> list[int]:
    """Return the ids of links that were never used in time."""
    return list(db.session.scalars(select(SignUp.id).where(SignUp.expires_at <= now).limit(limit)))


def forget_sign_up(sign_up_id: int) -> None:
    """Delete a link; doing so again changes nothing."""
    db.session.execute(delete(SignUp).where(SignUp.id == sign_up_id))


def _tell_known(person: PersonCard, links: MailedLinks, now: datetime) -> None:
    enqueue_mail(
        to=person.email,
        locale=person.locale,
        template="sign_up_known",
        values={"name": person.name, "link": links.sign_in, "forgotten": links.forgotten},
        now=now,
        key=f"sign_up_known:{person.id}:{now.timestamp():.6f}",
    )


def _over() -> Gone:
    return Gone(
        "sign_up_link_over",
        N_("This link does not work any more: it was used, replaced by a newer one, or is over a day old."),
        fix=N_("Ask for a new link."),
    )
