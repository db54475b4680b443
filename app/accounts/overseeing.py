"""What the operator does about somebody's account. Each act is an event of that person.

The operator never sees or sets a password, and never acts in another's name.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select, update

from app.accounts import attempts, resets, tokens
from app.accounts.access import event_actor
from app.accounts.domain.actor import Actor, PersonCard
from app.accounts.models import ApiToken, Person
from app.accounts.queries import get_person
from app.infra.db import db
from app.infra.events import record
from app.infra.reasons import given_reason
from app.kernel.errors import Conflict, Forbidden
from app.kernel.text import N_

SUBJECT = "person"


def lock_person(*, person_id: int, reason: str, by: Actor, now: datetime) -> None:
    """Keep somebody out: sessions and tokens answer as if they were not, and no sign-in is let in.

    Raises NotFound, Invalid `reason_missing`, Forbidden for one's own account, Conflict when locked already.
    """
    person, said = get_person(person_id), given_reason(reason)
    if person.id == by.person_id:
        raise Forbidden("own_account", N_("Nobody locks their own account."), fix=N_("Ask another operator."))
    locked = update(Person).where(Person.id == person.id, Person.locked_at.is_(None))
    values = {"locked_at": now, "session_epoch": Person.session_epoch + 1}
    if db.session.execute(locked.values(**values).returning(Person.id)).first() is None:
        raise Conflict("illegal_transition", N_("This account is locked already."))
    _note(person, "lock", by, now, reason=said)


def unlock_person(*, person_id: int, reason: str, by: Actor, now: datetime) -> None:
    """Let somebody in again, who then signs in anew; failed tries are forgotten.

    Raises NotFound, Invalid `reason_missing`, Conflict when not locked.
    """
    person, said = get_person(person_id), given_reason(reason)
    unlocked = update(Person).where(
        Person.id == person.id, Person.locked_at.is_not(None), Person.removed_at.is_(None)
    )
    if db.session.execute(unlocked.values(locked_at=None).returning(Person.id)).first() is None:
        raise Conflict("illegal_transition", N_("This account is not locked, or its person was removed."))
    _forget_tries(person)
    _note(person, "unlock", by, now, reason=said)


def forget_tries(*, person_id: int, by: Actor, now: datetime) -> None:
    """Let somebody try again at once who typed a wrong password too often. Raises NotFound."""
    person = get_person(person_id)
    _forget_tries(person)
    _note(person, "forget_tries", by, now)


def sign_out_everywhere(*, person_id: int, by: Actor, now: datetime) -> None:
    """End every session of somebody; tokens go on. Raises NotFound."""
    person = get_person(person_id)
    ended = update(Person).where(Person.id == person.id).values(session_epoch=Person.session_epoch + 1)
    db.session.execute(ended)
    _note(person, "sign_out_everywhere", by, now)


def send_reset_link(*, person_id: int, by: Actor, now: datetime, link: Callable[[str], str]) -> None:
    """Mail somebody a link to a new password, which nobody else sees. Raises NotFound, Conflict if locked."""
    person = get_person(person_id)
    if db.session.scalar(select(Person.locked_at).where(Person.id == person.id)) is not None:
        raise Conflict("account_locked", N_("This account is locked."), fix=N_("Unlock it first."))
    resets.mail_link(person, now=now, link=link)
    _note(person, "send_reset_link", by, now)


def end_token(*, person_id: int, token_id: int, by: Actor, now: datetime) -> None:
    """End somebody's API token at once. Raises NotFound for one that is not theirs, or ended already."""
    person = get_person(person_id)
    label = db.session.scalar(select(ApiToken.label).where(ApiToken.id == token_id))
    tokens.revoke_token(token_id=token_id, person_id=person.id, now=now)
    _note(person, "end_token", by, now, data={"token": token_id, "label": label})


def _forget_tries(person: PersonCard) -> None:
    account, _address = attempts.sign_in_subjects(email=person.email, address="")
    attempts.forget(account)


def _note(
    person: PersonCard,
    action: str,
    by: Actor,
    now: datetime,
    *,
    reason: str | None = None,
    data: object = None,
) -> None:
    record(
        subject_kind=SUBJECT,
        subject_ref=str(person.id),
        action=action,
        at=now,
        actor=event_actor(by),
        reason=reason,
        data=data,
    )
