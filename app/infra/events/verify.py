"""The promises of the event log: whole chains, which tell what the subjects' own tables say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Row, and_, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased

from app.infra.db import Base, db
from app.infra.events.chain import GENESIS, link
from app.infra.events.models import Event
from app.infra.events.subjects import Subject, subjects
from app.infra.verify import Check

AT_ONCE = 2000
#: Once so many are found broken, the rest is not looked at: the report must not outgrow the memory.
MOST = 1000

_TABLE = Base.metadata.tables[Event.__tablename__]
_KEY = (_TABLE.c.subject_kind, _TABLE.c.subject_ref, _TABLE.c.seq, _TABLE.c.id)


def broken_links(kind: str | None = None, ref: str | None = None) -> Iterator[str]:
    """Yield each event that is not the one its chain had there: of one subject, or of all of them."""
    subject, seq, before = ("", ""), 0, GENESIS
    for row in _in_order(kind, ref):
        if (row.subject_kind, row.subject_ref) != subject:
            subject, seq, before = (row.subject_kind, row.subject_ref), 0, GENESIS
        if row.seq > seq + 1:
            yield f"{_name(row)}: no event stands before it"
        elif row.seq <= seq:
            yield f"{_name(row)}: its number stands twice"
        elif row.hash != link(before, row._asdict()):
            yield f"{_name(row)}: its content and its hash disagree"
        seq, before = row.seq, row.hash


def disagreements(subject: Subject, ref: str | None = None) -> list[str]:
    """Return each subject whose table says another state than its last event, at most MOST."""
    if subject.standing is None:
        return []
    says, later = subject.standing().subquery(), aliased(Event)
    last = (
        select(func.max(later.seq))
        .where(
            later.subject_kind == subject.kind, later.subject_ref == says.c.ref, later.to_state.is_not(None)
        )
        .correlate(says)
        .scalar_subquery()
    )
    told = and_(Event.subject_kind == subject.kind, Event.subject_ref == says.c.ref, Event.seq == last)
    query = (
        select(says.c.ref, says.c.state, Event.to_state, Event.action)
        .select_from(says)
        .outerjoin(Event, told)
        .where(
            or_(
                Event.to_state.is_distinct_from(says.c.state),
                and_(says.c.action.is_not(None), Event.action != says.c.action),
            ),
            literal(True) if ref is None else says.c.ref == ref,  # noqa: FBT003 -- an SQL value
        )
        .limit(MOST)
    )
    return [
        f"{subject.kind} {row.ref} is {row.state}; its last event says {row.to_state or 'nothing'}"
        f" ({row.action or 'there is none'})"
        for row in db.session.execute(query)
    ]


def about_nothing(subject: Subject) -> list[str]:
    """Return the subjects that have a history and are in no table."""
    if subject.standing is None:
        return []
    says = subject.standing().subquery()
    query = (
        select(Event.subject_ref)
        .where(
            Event.subject_kind == subject.kind,
            Event.seq == 1,
            ~exists().where(says.c.ref == Event.subject_ref),
        )
        .limit(MOST)
    )
    return [f"events tell of {subject.kind} {ref}, which there is not" for ref in db.session.scalars(query)]


def _in_order(kind: str | None, ref: str | None) -> Iterator[Row[Any]]:
    """Yield events by subject and number, a batch at a time: memory stays flat however many there are."""
    query = select(_TABLE).order_by(*_KEY).limit(AT_ONCE)
    if kind is not None:
        query = query.where(_TABLE.c.subject_kind == kind, _TABLE.c.subject_ref == ref)
    batch = db.session.execute(query).all()
    while batch:
        yield from batch
        last = batch[-1]
        key = tuple_(*map(literal, (last.subject_kind, last.subject_ref, last.seq, last.id)))
        batch = db.session.execute(query.where(tuple_(*_KEY) > key)).all()


def _name(row: Row[Any]) -> str:
    return f"event {row.id} ({row.subject_kind} {row.subject_ref}, number {row.seq})"


def _chains() -> list[str]:
    return list(islice(broken_links(), MOST))


def _states() -> list[str]:
    return [line for each in subjects() for line in (*disagreements(each), *about_nothing(each))]


CHECKS = (
    Check("E1", "Every event follows the one before it, unaltered", _chains),
    Check("E2", "Every subject is in the state its last event says", _states),
)
