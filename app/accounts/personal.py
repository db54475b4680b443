"""What accounts and the ground below it keep about a person: handed over, or forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import delete, update

from app.accounts import attempts
from app.accounts.domain.actor import PersonCard
from app.accounts.membership import is_last_with
from app.accounts.models import (
    ApiToken,
    Invitation,
    Membership,
    MutedNotice,
    Notification,
    PasswordReset,
    Person,
    SignUp,
)
from app.accounts.ports import PersonalData
from app.accounts.queries.overseen import roles_of_people
from app.infra.db import db
from app.infra.documents.models import Document
from app.infra.events.models import Event
from app.infra.outbox import OutboxMessage
from app.infra.personal_files import DataFile, json_file, rows_file
from app.kernel.errors import Problem
from app.kernel.text import N_


def _files(person: PersonCard) -> Iterator[DataFile]:
    yield rows_file("person.json", Person, Person.id == person.id, without=["password_hash"])
    yield json_file(
        "roles.json",
        [
            {
                "organisation": each.organisation.name_zh,
                "credit_code": each.organisation.credit_code,
                "role": str(each.role),
                "since": each.since,
            }
            for each in roles_of_people([person.id])
        ],
    )
    yield rows_file("tokens.json", ApiToken, ApiToken.person_id == person.id, without=["token_hash"])
    yield rows_file("mails.json", OutboxMessage, OutboxMessage.recipient == person.email, without=["payload"])
    yield rows_file("notifications.json", Notification, Notification.person_id == person.id)
    yield rows_file("invitations.json", Invitation, Invitation.email == person.email, without=["token_hash"])
    yield rows_file("documents.json", Document, Document.uploaded_by == person.id)
    yield rows_file("done.json", Event, Event.actor_id == person.id)
    about = (Event.subject_kind == "person") & (Event.subject_ref == str(person.id))
    yield rows_file("done-about.json", Event, about)


def _obstacles(person: PersonCard, _now: datetime) -> Iterator[Problem]:
    for each in roles_of_people([person.id]):
        organisation_id = each.organisation.id
        if is_last_with(each.role, organisation_id=organisation_id, person_id=person.id):
            yield Problem(
                "last_with_role",
                N_("Nobody else in %(organisation)s has the role “%(role)s”."),
                None,
                N_("Give it to somebody else first."),
                {"organisation": each.organisation.name_zh, "role": each.role},
            )


def _forget(person: PersonCard, alias: str) -> None:
    for model in (ApiToken, PasswordReset, Membership, Notification, MutedNotice):
        db.session.execute(delete(model).where(model.person_id == person.id))
    db.session.execute(delete(SignUp).where(SignUp.email == person.email))
    db.session.execute(update(Invitation).where(Invitation.email == person.email).values(email=alias))
    for subject in (
        *attempts.sign_in_subjects(email=person.email, address="")[:1],
        *attempts.reset_subjects(email=person.email, address="")[:1],
    ):
        attempts.forget(subject)
    theirs = OutboxMessage.recipient == person.email
    unsent = update(OutboxMessage).where(theirs, OutboxMessage.state.in_(["waiting", "failed"]))
    db.session.execute(unsent.values(state="given_up"))
    emptied = update(OutboxMessage).where(theirs).values(recipient=alias, payload={}, last_error=None)
    db.session.execute(emptied)
    uploads = update(Document).where(Document.uploaded_by == person.id)
    db.session.execute(uploads.values(uploaded_by_name=alias))


PERSONAL = PersonalData(_files, _obstacles, _forget)
