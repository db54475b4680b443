"""Reading what a sample may be drawn from: claims that the officer's region may see and decide."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, or_, select

from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.text import N_
from app.voucher.domain.cases import OPEN_TO_CASES
from app.voucher.domain.days import end_of_day
from app.voucher.models import Claim, Programme
from app.voucher.queries import programmes
from app.voucher.queries.cases import open_cases
from app.voucher.queries.claims import seen_by

if TYPE_CHECKING:
    from datetime import date

    from app.accounts.domain.actor import Actor
    from app.voucher.domain.cards import ProgrammeCard


def programmes_to_check(actor: Actor, limit: int) -> dict[str, str]:
    """Return by id what the region's programmes and those whose claims it pays are called, newest first."""
    rows = db.session.execute(
        select(Programme.id, Programme.name, Programme.year)
        .where(_to_check(actor))
        .order_by(Programme.id.desc())
        .limit(limit)
    )
    return {str(row.id): f"{row.name} {row.year}" for row in rows}


def programme_to_check(programme_id: int, actor: Actor) -> ProgrammeCard:
    """Return a programme of the region, or one whose claims it pays. Raises NotFound."""
    ref = db.session.scalar(select(Programme.ref).where(Programme.id == programme_id, _to_check(actor)))
    if ref is None:
        raise NotFound("not_found", N_("There is no such programme."))
    return programmes.get_programme_by_ref(ref)


def population(programme_id: int, from_on: date, until_on: date, actor: Actor) -> list[int]:
    """Return the claims handed in on these days (Asia/Shanghai) that the actor may decide on and that no
    open case is about.
    """
    ids = db.session.scalars(
        select(Claim.id).where(
            Claim.programme_id == programme_id,
            seen_by(actor),
            Claim.state.in_(map(str, OPEN_TO_CASES)),
            Claim.submitted_at >= end_of_day(from_on - timedelta(days=1)),
            Claim.submitted_at < end_of_day(until_on),
        )
    ).all()
    taken = open_cases(ids)
    return [claim_id for claim_id in ids if claim_id not in taken]


def _to_check(actor: Actor) -> ColumnElement[bool]:
    paid_here = select(Claim.programme_id).where(seen_by(actor))
    return or_(programmes.seen_by(actor), Programme.id.in_(paid_here))
