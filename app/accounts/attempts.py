"""Counting tries in the database, so that every process and machine counts together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.accounts.domain.lockout import (
    FORGOTTEN_AFTER,
    RULES,
    Tally,
    TryKind,
    address_block,
    after_try,
    seconds_to_wait,
    taken_back,
)
from app.accounts.domain.secrets import hash_of
from app.accounts.models import SignInAttempt
from app.infra.db import db
from app.kernel.errors import TooManyRequests
from app.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Subject:
    """What tries are counted against: `text` is an e-mail address or a client's address."""

    kind: TryKind
    text: str

    @property
    def row(self) -> dict[str, str]:
        """Return the columns that find the subject."""
        return {"kind": str(self.kind), "subject_hash": hash_of(self.text)}


def sign_in_subjects(*, email: str, address: str) -> tuple[Subject, Subject]:
    """Return what a sign-in is counted against."""
    return (
        Subject(TryKind.SIGN_IN_ACCOUNT, email),
        Subject(TryKind.SIGN_IN_ADDRESS, address_block(address)),
    )


def reset_subjects(*, email: str, address: str) -> tuple[Subject, Subject]:
    """Return what asking for a reset link is counted against."""
    return Subject(TryKind.RESET_ACCOUNT, email), Subject(TryKind.RESET_ADDRESS, address_block(address))


def sign_up_subjects(*, email: str, address: str) -> tuple[Subject, Subject]:
    """Return what signing up is counted against."""
    return Subject(TryKind.SIGN_UP_ACCOUNT, email), Subject(TryKind.SIGN_UP_ADDRESS, address_block(address))


def person_subject(kind: TryKind, person_id: int) -> tuple[Subject]:
    """Return what is counted against somebody who is signed in."""
    return (Subject(kind, str(person_id)),)


def count(subjects: Sequence[Subject], *, now: datetime) -> None:
    """Count one try against each subject. Raises TooManyRequests, counting nothing, while any is locked.

    The rows stay locked until the transaction ends, so tries at the same moment count one after the other.
    Always given account first, address second: the order in which rows are locked.
    """
    tallies = [_locked(subject, now) for subject in subjects]
    wait = max(seconds_to_wait(tally, now) for tally in tallies)
    if wait:
        raise TooManyRequests(
            "too_many_requests",
            N_("That was tried too often. Please wait %(retry_after)s seconds."),
            retry_after=wait,
        )
    for subject, tally in zip(subjects, tallies, strict=True):
        _keep(subject, after_try(tally, RULES[subject.kind], now))


def take_back(subject: Subject, *, now: datetime) -> None:
    """Take one try back that was right."""
    _keep(subject, taken_back(_locked(subject, now)))


def forget(subject: Subject) -> None:
    """Forget all tries against a subject."""
    db.session.execute(delete(SignInAttempt).filter_by(**subject.row))


def forgotten_attempts(now: datetime, limit: int) -> list[int]:
    """Return the ids of tallies that no longer count."""
    old = SignInAttempt.last_tried_at <= now - FORGOTTEN_AFTER
    return list(db.session.scalars(select(SignInAttempt.id).where(old).limit(limit)))


def delete_attempt(attempt_id: int, *, now: datetime) -> None:
    """Delete a tally, unless somebody tried again meanwhile."""
    old = SignInAttempt.last_tried_at <= now - FORGOTTEN_AFTER
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.id == attempt_id, old))


def _locked(subject: Subject, now: datetime) -> Tally:
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    first = insert(SignInAttempt).values(**subject.row, tries=0, last_tried_at=now)
    db.session.execute(first.on_conflict_do_nothing(index_elements=["kind", "subject_hash"]))
    row = db.session.execute(
        select(SignInAttempt.tries, SignInAttempt.last_tried_at, SignInAttempt.locked_until)
        .filter_by(**subject.row)
        .with_for_update()
    ).one()
    return Tally(row.tries, row.last_tried_at, row.locked_until)


def _keep(subject: Subject, tally: Tally) -> None:
    db.session.execute(
        update(SignInAttempt)
        .filter_by(**subject.row)
        .values(tries=tally.tries, last_tried_at=tally.last_tried_at, locked_until=tally.locked_until)
    )
