"""What accounts and the ground below it keep about a person: handed over, or forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import delete, func, select, update

from app.accounts import attempts
from app.accounts.domain.actor import PersonCard
from app.accounts.domain.invitations import InvitationState
from app.accounts.invitations import MAIL_KEY
from app.accounts.membership import last_with_problems
from app.accounts.models import (
    ApiToken,
    CalendarChoiceRow,
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
from app.infra.api.idempotency import IdempotencyKey
from app.infra.db import db
from app.infra.documents.models import Document
from app.infra.events.models import Event
from app.infra.outbox import OutboxMessage, keep_nothing
from app.infra.personal_files import DataFile, json_file, rows_file
from app.infra.scheduler.models import JobFailure, JobRecord
from app.kernel.errors import Problem


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
    yield rows_file("muted-notices.json", MutedNotice, MutedNotice.person_id == person.id)
    yield rows_file("calendar-choice.json", CalendarChoiceRow, CalendarChoiceRow.person_id == person.id)
    yield rows_file("invitations.json", Invitation, Invitation.email == person.email, without=["token_hash"])
    yield rows_file("documents.json", Document, Document.uploaded_by == person.id)
    yield rows_file("done.json", Event, Event.actor_id == person.id)
    about = (Event.subject_kind == "person") & (Event.subject_ref == str(person.id))
    yield rows_file("done-about.json", Event, about)


def _obstacles(person: PersonCard, _now: datetime) -> Iterator[Problem]:
    for each in roles_of_people([person.id]):
        yield from last_with_problems(each.organisation, person.id, [each.role])


def _forget(person: PersonCard, alias: str) -> None:
    for model in (ApiToken, PasswordReset, Membership, Notification, MutedNotice, CalendarChoiceRow):
        db.session.execute(delete(model).where(model.person_id == person.id))
    db.session.execute(delete(SignUp).where(SignUp.email == person.email))
    for subjects in (attempts.sign_in_subjects, attempts.reset_subjects, attempts.sign_up_subjects):
        account, _address = subjects(email=person.email, address="")
        attempts.forget(account)
    theirs = IdempotencyKey.caller.startswith(f"{person.id}/")
    db.session.execute(delete(IdempotencyKey).where(theirs))
    _forget_mails(person, alias)
    _forget_invitations(person, alias)
    uploads = update(Document).where(Document.uploaded_by == person.id)
    db.session.execute(uploads.values(uploaded_by_name=alias))


def _forget_mails(person: PersonCard, alias: str) -> None:
    """Empty the mails to a person, and those by which they invited others: these name them."""
    to_them, sent = OutboxMessage.recipient == person.email, Invitation.invited_by == person.id
    about = to_them | OutboxMessage.key.in_(select(MAIL_KEY + Invitation.token_hash).where(sent))
    keep_nothing(about)
    db.session.execute(update(OutboxMessage).where(to_them).values(recipient=alias))
    # What a mail server answers names whom it refused.
    for said in (JobRecord.last_error, JobFailure.error):
        anonymous = func.replace(said, person.email, alias)
        db.session.execute(
            update(said.class_).values({said: anonymous}).where(said.contains(person.email, autoescape=True))
        )


def _forget_invitations(person: PersonCard, alias: str) -> None:
    to_them, sent = Invitation.email == person.email, Invitation.invited_by == person.id
    pending = update(Invitation).where(to_them | sent, Invitation.state == str(InvitationState.PENDING))
    db.session.execute(pending.values(state=str(InvitationState.REVOKED)))
    db.session.execute(update(Invitation).where(to_them).values(email=alias))


PERSONAL = PersonalData(_files, _obstacles, _forget)
