"""Reading decisions on public notice: what everybody may see of a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.text import N_
from app.voucher.domain.claims import ClaimState
from app.voucher.models import Claim
from app.voucher.queries.claims import cards_of

if TYPE_CHECKING:
    from datetime import datetime

    from app.voucher.domain.claim_cards import ClaimCard


def noticed(now: datetime, *, before_id: int | None, limit: int) -> list[ClaimCard]:
    """Return the claims whose notice runs, newest first."""
    query = select(Claim).where(Claim.state == ClaimState.NOTICED, Claim.noticed_until > now)
    if before_id is not None:
        query = query.where(Claim.id < before_id)
    return cards_of(db.session.scalars(query.order_by(Claim.id.desc()).limit(limit)).all())


def get_noticed(ref: str, now: datetime) -> ClaimCard:
    """Return a claim whose notice runs. Raises NotFound, also once it is over."""
    query = select(Claim).where(
        Claim.ref == ref, Claim.state == ClaimState.NOTICED, Claim.noticed_until > now
    )
    found = cards_of(db.session.scalars(query).all())
    if not found:
        raise NotFound("not_found", N_("There is no such decision on public notice."))
    return found[0]
