"""The promises of the event log: whole chains, which tell what the subjects' own tables say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from sqlalchemy import Row, and_, exists, func, literal, or_, select, true, tuple_
from sqlalchemy.orm import aliased

from app.infra.db import Base, db
from app.infra.events.chain import GENESIS, link
from app.infra.events.models import Event
from app.infra.events.subjects import Subject, subjects
from app.infra.verify import Check
from app.kernel.text import N_

AT_ONCE = 2000
#: Once so many are found broken, the rest is not looked at: the report must not outgrow the memory.
MOST = 1000

_TABLE = Base.metadata.tables[Event.__tablename__]
_KEY = (_TABLE.c.subject_kind, _TABLE.c.subject_ref, _TABLE.c.seq, _TABLE.c.id)


class Fault(StrEnum):
    """What is wrong with an event's place in its chain, as a catalogue text."""

    GAP = N_("no event stands before it")
    TWICE = N_("its number stands twice")
    ALTERED = N_("its content and its hash disagree")


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """An event that is not the one its chain had there."""

    event_id: int
    kind: str
    ref: str
    seq: int
    fault: Fault

    def __str__(self) -> str:
        return f"event {self.event_id} ({self.kind} {self.ref}, number {self.seq}): {self.fault}"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A subject whose table says another state than its last event; `told` and `action` None: it has none."""

    kind: str
    ref: str
    state: str
    told: str | None
    action: str | None

    def __str__(self) -> str:
        told, action = self.told or "nothing", self.action or "there is none"
        return f"{self.kind} {self.ref} is {self.state}; its last event says {told} ({action})"


def broken_links(kind: str | None = None, ref: str | None = None) -> Iterator[BrokenLink]:
    """Yield the events that break a chain: that of one subject, or any."""
    subject, seq, before = ("", ""), 0, GENESIS
    for row in _in_order(kind, ref):
        if (row.subject_kind, row.subject_ref) != subject:
            subject, seq, before = (row.subject_kind, row.subject_ref), 0, GENESIS
        fault = _fault(row, seq, before)
        if fault is not None:
            yield BrokenLink(row.id, *subject, row.seq, fault)
        seq, before = row.seq, row.hash


def disagreements(subject: Subject, ref: str | None = None) -> list[Disagreement]:
    """Return the subjects of a kind (or only one) that stand elsewhere than their last event says."""
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
            true() if ref is None else says.c.ref == ref,
        )
        .limit(MOST)
    )
    return [Disagreement(subject.kind, *row) for row in db.session.execute(query)]


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


def _fault(row: Row[Any], seq: int, before: str) -> Fault | None:
    if row.seq > seq + 1:
        return Fault.GAP
    if row.seq <= seq:
        return Fault.TWICE
    return None if link(before, row._asdict()) in (row.hash, row.pseudonym_hash) else Fault.ALTERED


def _chains() -> list[str]:
    return [str(broken) for broken in islice(broken_links(), MOST)]


def _states() -> list[str]:
    return [line for each in subjects() for line in (*map(str, disagreements(each)), *about_nothing(each))]


CHECKS = (
    Check("E1", "Every event follows the one before it, unaltered", _chains),
    Check("E2", "Every subject is in the state its last event says", _states),
)
