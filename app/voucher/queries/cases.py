"""Reading cases and sanctions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Executable, Row, Select, func, select

from app.accounts import queries as accounts
from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.money import Money
from app.kernel.text import N_
from app.kernel.words import VoucherMode
from app.voucher.domain.cases import CaseCard, CaseKind, CaseState
from app.voucher.models import Claim, ReviewCase, Sanction, SanctionLift
from app.voucher.queries.claims import seen_by

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from app.accounts.domain.actor import Actor
    from app.voucher.domain.claim_cards import ClaimCard

_CASE = (
    select(
        ReviewCase,
        Claim.ref,
        Claim.payee_id,
        Claim.mode,
        Claim.payer_region,
        Claim.currency,
        Sanction.until_on,
        SanctionLift.lifted_at,
    )
    .join(Claim, Claim.id == ReviewCase.claim_id)
    .outerjoin(Sanction, Sanction.case_id == ReviewCase.id)
    .outerjoin(SanctionLift, SanctionLift.sanction_id == Sanction.id)
)


def cases(actor: Actor, *, before_id: int | None, limit: int) -> list[CaseCard]:
    """Return the cases the actor may know of, newest first: the region's, or about own claims."""
    query = _CASE.where(seen_by(actor)).order_by(ReviewCase.id.desc()).limit(limit)
    return _cards(query if before_id is None else query.where(ReviewCase.id < before_id))


def get_case(case_id: int, actor: Actor) -> CaseCard:
    """Return a case the actor may know of. Raises NotFound."""
    return _only(_cards(_CASE.where(ReviewCase.id == case_id, seen_by(actor))))


def lock_case(case_id: int) -> CaseCard:
    """Return a case that is known to be there, its row locked until the commit."""
    query = _CASE.where(ReviewCase.id == case_id).with_for_update(of=ReviewCase)
    return _only(_cards(query.execution_options(populate_existing=True)))


def open_cases(claim_ids: Collection[int]) -> dict[int, str]:
    """Return the reference of the open case about each claim, by the claim's id."""
    query = select(ReviewCase.claim_id, ReviewCase.ref).where(
        ReviewCase.claim_id.in_(claim_ids), ReviewCase.state == CaseState.OPEN
    )
    return {row.claim_id: row.ref for row in db.session.execute(query)}


def owed_by_cases(claim: ClaimCard) -> Money:
    """Return what all cases about a claim ask back of it, whether it came or not."""
    return Money(owed_back([claim.id]).get(claim.id, 0), claim.currency)


def owed_back(claim_ids: Collection[int]) -> dict[int, int]:
    """Return what all cases about each claim ask back of it, in fen, by the claim's id."""
    owed = func.sum(ReviewCase.owed_minor)
    query = select(ReviewCase.claim_id, owed.label("owed")).where(ReviewCase.claim_id.in_(claim_ids))
    rows = db.session.execute(query.group_by(ReviewCase.claim_id).having(owed > 0))
    return {row.claim_id: int(row.owed) for row in rows}


def received_for(claim_ids: Collection[int]) -> dict[int, str]:
    """Return the reference of a case for which money came back, by the claim's id."""
    query = select(ReviewCase.claim_id, ReviewCase.ref).where(
        ReviewCase.claim_id.in_(claim_ids), ReviewCase.received_minor > 0
    )
    return {row.claim_id: row.ref for row in db.session.execute(query)}


def number_open(actor: Actor) -> Select[int]:
    """Return the query of how many cases the actor may know of are open."""
    query = select(func.count()).select_from(ReviewCase).join(Claim, Claim.id == ReviewCase.claim_id)
    return query.where(seen_by(actor), ReviewCase.state == CaseState.OPEN)


def _only(cards: Sequence[CaseCard]) -> CaseCard:
    if not cards:
        raise NotFound("not_found", N_("There is no such case."))
    return cards[0]


def _cards(query: Executable) -> list[CaseCard]:
    rows = db.session.execute(query).all()
    names = accounts.organisations({row.payee_id for row in rows})
    people = accounts.people({row.ReviewCase.opened_by for row in rows})
    return [_card(row, names[row.payee_id].name_zh, people[row.ReviewCase.opened_by].name) for row in rows]


def _card(row: Row[Any], payee_name: str, opened_by: str) -> CaseCard:
    case = row.ReviewCase
    return CaseCard(
        id=case.id,
        ref=case.ref,
        kind=CaseKind(case.kind),
        state=CaseState(case.state),
        claim_id=case.claim_id,
        claim_ref=row.ref,
        payee_id=row.payee_id,
        payee_name=payee_name,
        mode=VoucherMode(row.mode),
        payer_region=row.payer_region,
        reason=case.reason,
        opened_by=opened_by,
        opened_at=case.opened_at,
        decision=case.decision,
        decided_at=case.decided_at,
        owed=Money(case.owed_minor, row.currency),
        received=Money(case.received_minor, row.currency),
        sanction_until=row.until_on,
        sanction_lifted_at=row.lifted_at,
    )
