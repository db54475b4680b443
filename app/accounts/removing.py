"""A person's data: handed over whole, and removed while bookings, money and the log stay true (ADR 0014).

What is left of somebody is a number. Every package says what it keeps, what stands against a removal, and how
it forgets (`ports.PersonalData`).
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import select, update

from app.accounts.access import event_actor
from app.accounts.data_readme import README_EN, README_ZH
from app.accounts.domain.actor import Actor
from app.accounts.models import Membership, Organisation, Person
from app.accounts.overseeing import SUBJECT
from app.accounts.ports import personal_data
from app.accounts.queries import get_person
from app.infra.bundles import put
from app.infra.db import db
from app.infra.events import EventActor, record
from app.infra.events.pseudonyms import pseudonym, pseudonymise_events
from app.infra.reasons import given_reason
from app.kernel.errors import Conflict, Problem
from app.kernel.text import N_

FORGET = "forget"


def export_data(*, person_id: int, by: Actor, now: datetime) -> bytes:
    """Return everything kept about a person as a ZIP, and note that it was handed over. Raises NotFound."""
    person, file = get_person(person_id), BytesIO()
    record(
        subject_kind=SUBJECT, subject_ref=str(person.id), action="export_data", at=now, actor=event_actor(by)
    )
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        put(archive, "README.zh-CN.txt", README_ZH.encode())
        put(archive, "README.en.txt", README_EN.encode())
        for part in personal_data():
            for each in part.files(person):
                put(archive, each.path, each.content)
    return file.getvalue()


def obstacles(person_id: int, now: datetime) -> list[Problem]:
    """Return all that stands against removing a person now. Raises NotFound."""
    person = get_person(person_id)
    return [problem for part in personal_data() for problem in part.obstacles(person, now)]


def remove_person(*, person_id: int, reason: str | None, by: Actor, now: datetime) -> None:
    """Put a number in the place of a person, for good.

    Only who removes themselves needs no reason. Raises NotFound, Invalid `reason_missing`, Conflict with all
    that stands against it.
    """
    said = None if person_id == by.person_id and reason is None else given_reason(reason or "")
    person, alias = get_person(person_id), pseudonym(person_id)
    # Two who leave an organisation at once: the second sees that the first is gone.
    theirs = select(Membership.organisation_id).where(Membership.person_id == person.id)
    organisations = select(Organisation.id).where(Organisation.id.in_(theirs)).order_by(Organisation.id)
    db.session.execute(organisations.with_for_update())
    removed = select(Person.removed_at).where(Person.id == person.id).with_for_update()
    if db.session.scalar(removed) is not None:
        raise Conflict("illegal_transition", N_("This person's data is removed already."))
    problems = obstacles(person.id, now)
    if problems:
        raise Conflict.of(problems)
    actor = event_actor(by)
    for part in personal_data():
        part.forget(person, alias)
    done = pseudonymise_events(person.id)
    _blank(person.id, alias, now)
    record(
        subject_kind=SUBJECT,
        subject_ref=str(person.id),
        action=FORGET,
        at=now,
        actor=EventActor(person.id, alias, actor.role) if by.person_id == person.id else actor,
        reason=said,
        data={"events": done.number, "digest": done.digest},
    )


def _blank(person_id: int, alias: str, now: datetime) -> None:
    values = {
        "name": alias,
        "email": f"removed-{person_id}@removed.invalid",
        "password_hash": None,
        "session_epoch": Person.session_epoch + 1,
        "last_sign_in_at": None,
        "locked_at": now,
        "removed_at": now,
    }
    blanked = update(Person).where(Person.id == person_id).values(**values)
    db.session.execute(blanked.execution_options(synchronize_session=False))
