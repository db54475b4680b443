"""What of payouts and cases waits for an officer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.infra.db import db
from app.voucher.queries import cases, payouts

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor


@dataclass(frozen=True, slots=True)
class Undecided:
    """How many batches and cases wait."""

    payouts: int
    cases: int


def count_undecided(actor: Actor) -> Undecided:
    """Return how many batches and cases wait for an officer. One query, for the first page asks many."""
    waiting = (payouts.number_waiting(actor), cases.number_open(actor))
    return Undecided(*db.session.execute(select(*(each.scalar_subquery() for each in waiting))).one())
