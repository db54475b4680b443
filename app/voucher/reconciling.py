"""Closing the accounts of a year: only when nothing moves any more, and with the figures kept."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.infra.db import db
from app.kernel.errors import Invalid
from app.voucher.domain.budgets import under_way
from app.voucher.models import Programme
from app.voucher.queries.budgets import standings, unfinished_of

if TYPE_CHECKING:
    from app.voucher.domain.budgets import TierStanding


def closed_accounts(programme_id: int) -> dict[str, Any]:
    """Return the final figures of each funding tier, for the event that reconciles the programme.

    Raises Invalid with everything that still moves.
    """
    # What may reopen it locks the same row (app/voucher/reopening.py), so nothing moves unseen beside this.
    db.session.execute(select(Programme.id).where(Programme.id == programme_id).with_for_update())
    found = standings(programme_id)
    problems = under_way(found, unfinished_of(programme_id))
    if problems:
        raise Invalid.of(problems)
    return {"tiers": [_figures(standing) for standing in found]}


def _figures(standing: TierStanding) -> dict[str, Any]:
    return asdict(standing)
