"""Reading claims with their lines and evidence: a fixed number of queries, however many are read."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, false, func, select

from app.accounts import queries as accounts
from app.accounts.domain.roles import OrganisationKind
from app.infra.db import db
from app.infra.documents import documents
from app.infra.sorting import NEWEST, Key, Place, Sorts
from app.kernel.errors import NotFound
from app.kernel.money import Money
from app.kernel.text import N_
from app.kernel.words import VoucherMode
from app.voucher.domain.claim_cards import ClaimCard, ClaimLineCard, EvidenceCard
from app.voucher.domain.claims import ClaimState, EvidenceKind
from app.voucher.domain.regions import reach
from app.voucher.models import Capture, Claim, ClaimLine, Evidence, Voucher
from app.voucher.queries.captures import CAPTURE, capture_card

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from app.accounts.domain.actor import Actor

# What an officer has to answer, in the order it should be answered.
WAITING = (ClaimState.SUBMITTED, ClaimState.COMPLETE, ClaimState.REVIEWED)


CLAIM_SORTS: Sorts[ClaimCard] = Sorts(
    keys={"newest": Key(Claim.id, int, lambda card: card.id)},
    identity=Key(Claim.id, int, lambda card: card.id),
    default="-newest",
)


def claims(
    actor: Actor,
    *,
    states: Collection[ClaimState] = (),
    before_id: int | None = None,
    place: Place = NEWEST,
    limit: int,
) -> list[ClaimCard]:
    """Return the claims the actor may know of, unless told newest first. Five queries."""
    criteria = [seen_by(actor)]
    if states:
        criteria.append(Claim.state.in_([str(state) for state in states]))
    if before_id is not None:
        criteria.append(Claim.id < before_id)
    query = CLAIM_SORTS.apply(select(Claim).where(*criteria), place).limit(limit)
    return cards_of(db.session.scalars(query).all())


def get_claim(claim_id: int, actor: Actor) -> ClaimCard:
    """Return a claim the actor may know of. Raises NotFound, also for somebody else's."""
    query = select(Claim).where(Claim.id == claim_id, seen_by(actor))
    return _only(cards_of(db.session.scalars(query).all()))


def lock_claim(claim_id: int) -> ClaimCard:
    """Return a claim that is known to be there, its row locked until the commit."""
    return lock_claims([claim_id])[claim_id]


def lock_claims(ids: Collection[int]) -> dict[int, ClaimCard]:
    """Return claims by id, their rows locked until the commit; in one order, so that two never deadlock."""
    query = select(Claim).where(Claim.id.in_(ids)).order_by(Claim.id).with_for_update()
    rows = db.session.scalars(query.execution_options(populate_existing=True)).all()
    return {card.id: card for card in cards_of(rows)}


def seen_ids(ids: Collection[int], actor: Actor) -> set[int]:
    """Return those of the ids that are claims the actor may know of."""
    return set(db.session.scalars(select(Claim.id).where(Claim.id.in_(ids), seen_by(actor))))


def count_claims(actor: Actor) -> Counter[ClaimState]:
    """Return how many claims the actor may know of are in each state; one query."""
    rows = db.session.execute(
        select(Claim.state, func.count().label("count")).where(seen_by(actor)).group_by(Claim.state)
    )
    return Counter({ClaimState(row.state): row.count for row in rows})


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """Return which claims an actor may know of: their organisation's, or those its region has to pay."""
    organisation = actor.organisation
    if organisation is None:
        return false()
    if organisation.kind is OrganisationKind.AUTHORITY:
        # A draft is the claimant's own until it is submitted.
        return Claim.payer_region.startswith(reach(organisation.region_code)) & (
            Claim.state != ClaimState.DRAFT
        )
    return Claim.payee_id == organisation.id


def _only(cards: Sequence[ClaimCard]) -> ClaimCard:
    if not cards:
        raise NotFound("not_found", N_("There is no such claim."))
    return cards[0]


def cards_of(rows: Sequence[Claim]) -> list[ClaimCard]:
    """Return the cards of rows, in their order. Three queries and the documents."""
    ids = [row.id for row in rows]
    lines, evidence = _lines(ids), _evidence(ids)
    payees = accounts.organisations({row.payee_id for row in rows})
    return [
        ClaimCard(
            id=row.id,
            ref=row.ref,
            programme_id=row.programme_id,
            mode=VoucherMode(row.mode),
            state=ClaimState(row.state),
            payee=payees[row.payee_id],
            payer_region=row.payer_region,
            currency=row.currency,
            redeem_by=row.redeem_by,
            created_by=row.created_by,
            created_at=row.created_at,
            submitted_at=row.submitted_at,
            reviewed_at=row.reviewed_at,
            noticed_until=row.noticed_until,
            reason=row.reason,
            borne_by=row.borne_by,
            lines=tuple(lines[row.id]),
            evidence=tuple(evidence[row.id]),
        )
        for row in rows
    ]


def _lines(claim_ids: Sequence[int]) -> dict[int, list[ClaimLineCard]]:
    query = (
        select(ClaimLine.claim_id, ClaimLine.id.label("line_id"), ClaimLine.approved_minor, *CAPTURE)
        .join(Capture, Capture.id == ClaimLine.capture_id)
        .join(Voucher, Voucher.id == Capture.voucher_id)
        .where(ClaimLine.claim_id.in_(claim_ids))
        .order_by(ClaimLine.id)
    )
    lines: dict[int, list[ClaimLineCard]] = defaultdict(list)
    for row in db.session.execute(query):
        capture = capture_card(row)
        approved = None if row.approved_minor is None else Money(row.approved_minor, capture.price.currency)
        lines[row.claim_id].append(ClaimLineCard(row.line_id, capture, approved))
    return lines


def _evidence(claim_ids: Sequence[int]) -> dict[int, list[EvidenceCard]]:
    rows = db.session.execute(
        select(
            Evidence.id,
            Evidence.claim_id,
            Evidence.kind,
            Evidence.amount_minor,
            Evidence.document_id,
            Claim.currency,
        )
        .join(Claim, Claim.id == Evidence.claim_id)
        # A rejected or withdrawn claim's evidence is free for another claim, and still shown with its own.
        .where(Evidence.claim_id.in_(claim_ids), Evidence.removed_at.is_(None))
        .order_by(Evidence.id)
    ).all()
    kept = documents({row.document_id for row in rows})
    evidence: dict[int, list[EvidenceCard]] = defaultdict(list)
    for row in rows:
        amount = None if row.amount_minor is None else Money(row.amount_minor, row.currency)
        card = EvidenceCard(row.id, EvidenceKind(row.kind), amount, kept[row.document_id])
        evidence[row.claim_id].append(card)
    return evidence
