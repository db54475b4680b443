"""Reading programmes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, false, func, select, true

from app.accounts.domain.roles import OrganisationKind
from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.money import Money
from app.kernel.text import N_
from app.voucher.domain.cards import ProgrammeCard, TierBudget
from app.voucher.domain.ledger import BucketKind, Reason
from app.voucher.domain.policy import Policy
from app.voucher.domain.states import ProgrammeState
from app.voucher.models import Bucket, PolicyVersion, Programme, Transfer

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor

_IN_FORCE = (
    select(func.max(PolicyVersion.version))
    .where(PolicyVersion.programme_id == Programme.id)
    .correlate(Programme)
    .scalar_subquery()
)
_CARD = select(
    Programme.id,
    Programme.ref,
    Programme.name,
    Programme.year,
    Programme.region_code,
    Programme.state,
    PolicyVersion.id.label("policy_id"),
    PolicyVersion.version,
    PolicyVersion.terms,
).join(PolicyVersion, and_(PolicyVersion.programme_id == Programme.id, PolicyVersion.version == _IN_FORCE))


def programmes(actor: Actor, *, before_id: int | None, limit: int) -> list[ProgrammeCard]:
    """Return programmes the actor may know of, newest first: the officer's region's, or what an enterprise
    of the region may apply to. Two queries.
    """
    earlier = true() if before_id is None else Programme.id < before_id
    return _cards(seen_by(actor), earlier, limit=limit)


def open_programmes(actor: Actor) -> list[ProgrammeCard]:
    """Return the programmes an enterprise may apply to now, the latest year's first. Two queries."""
    found = _cards(seen_by(actor), Programme.state == ProgrammeState.OPEN, limit=None)
    return sorted(found, key=lambda programme: programme.year, reverse=True)


def all_programmes() -> list[ProgrammeCard]:
    """Return every programme, newest first, for commands."""
    return _cards(true(), limit=None)


def get_programme(programme_id: int, actor: Actor) -> ProgrammeCard:
    """Return a programme the actor may know of. Raises NotFound."""
    return _only(_cards(Programme.id == programme_id, seen_by(actor)))


def lock_programme(programme_id: int, actor: Actor) -> ProgrammeCard:
    """Return a programme the actor may know of, locked until the commit: one decision about it at a time.

    Raises NotFound.
    """
    locked = select(Programme.id).where(Programme.id == programme_id, seen_by(actor)).with_for_update()
    db.session.execute(locked)
    return get_programme(programme_id, actor)


def get_programme_by_ref(ref: str) -> ProgrammeCard:
    """Return a programme, for commands. Raises NotFound."""
    return _only(_cards(Programme.ref == ref))


def policies(ids: Collection[int]) -> dict[int, Policy]:
    """Return policy versions by id, in one query."""
    rows = db.session.execute(select(PolicyVersion.id, PolicyVersion.terms).where(PolicyVersion.id.in_(ids)))
    return {row.id: Policy.kept(row.terms) for row in rows}


def policy_versions(ids: Collection[int]) -> list[int]:
    """Return the numbers of policy versions, in order; one query."""
    numbers = select(PolicyVersion.version).where(PolicyVersion.id.in_(ids)).order_by(PolicyVersion.version)
    return list(db.session.scalars(numbers))


def count_drafts(actor: Actor) -> int:
    """Return how many programmes of the officer's region are not open yet."""
    drafts = select(func.count()).select_from(Programme)
    return db.session.scalar(drafts.where(seen_by(actor), Programme.state == ProgrammeState.DRAFT)) or 0


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """Return which programmes an actor may know of."""
    organisation = actor.organisation
    if organisation is None:
        return false()
    own_region = Programme.region_code == organisation.region_code
    if organisation.kind is OrganisationKind.AUTHORITY:
        return own_region
    return and_(own_region, Programme.state != ProgrammeState.DRAFT)


def _only(cards: Sequence[ProgrammeCard]) -> ProgrammeCard:
    if not cards:
        raise NotFound("not_found", N_("There is no such programme."))
    return cards[0]


def _cards(*criteria: ColumnElement[bool], limit: int | None = 1) -> list[ProgrammeCard]:
    rows = db.session.execute(_CARD.where(*criteria).order_by(Programme.id.desc()).limit(limit)).all()
    budgets = _budgets([row.id for row in rows])
    return [
        ProgrammeCard(
            id=row.id,
            ref=row.ref,
            name=row.name,
            year=row.year,
            region_code=row.region_code,
            state=ProgrammeState(row.state),
            policy_id=row.policy_id,
            policy_version=row.version,
            policy=Policy.kept(row.terms),
            budget=tuple(budgets[row.id]),
        )
        for row in rows
    ]


def _budgets(programme_ids: Sequence[int]) -> dict[int, list[TierBudget]]:
    given = (
        select(func.coalesce(func.sum(Transfer.amount_minor), 0))
        .where(Transfer.credit_bucket_id == Bucket.id, Transfer.reason == Reason.APPROPRIATE)
        .correlate(Bucket)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Bucket.programme_id, Bucket.tier, Bucket.currency, Bucket.balance_minor, given.label("given"))
        .where(Bucket.kind == BucketKind.BUDGET, Bucket.programme_id.in_(programme_ids))
        .order_by(Bucket.id)
    )
    budgets: dict[int, list[TierBudget]] = defaultdict(list)
    for row in rows:
        left = Money(row.balance_minor, row.currency)
        # PostgreSQL sums integers into a decimal.
        budgets[row.programme_id].append(TierBudget(row.tier, Money(int(row.given), row.currency), left))
    return budgets
