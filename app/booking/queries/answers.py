"""How soon a provider answers requests: what its keepers did, and what they left to expire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import select

from app.booking.domain.states import Action
from app.booking.models import Booking
from app.booking.queries.endings import SUBJECT
from app.infra.db import db
from app.infra.events import taken_to_join

#: Whose requests count: those for a time from this long ago on.
SINCE = timedelta(days=90)
#: Fewer answers than these say nothing about the next one.
FEWEST = 5
MOST_LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class Answers:
    """Of `asked` requests that are over, `answered` were; `median_minutes` is None for fewer than FEWEST."""

    asked: int
    answered: int
    median_minutes: int | None


def answers_of(organisation_id: int, now: datetime) -> Answers:
    """Return how a provider answered the requests for its instruments in the last 90 days. One query.

    What confirms itself is no answer, what the customer took back no request; the unanswered are counted.
    """
    taken = taken_to_join(SUBJECT, [Action.CONFIRM, Action.DECLINE, Action.EXPIRE])
    rows = db.session.execute(
        select(Booking.requested_at, taken.c.at, taken.c.action)
        .join(taken, taken.c.ref == Booking.ref)
        .where(Booking.provider_organisation_id == organisation_id, Booking.starts_at >= now - SINCE)
        .order_by(Booking.starts_at.desc())
        .limit(MOST_LOOKED_AT)
    ).all()
    minutes = [
        (at - asked_at) // timedelta(minutes=1) for asked_at, at, action in rows if action != Action.EXPIRE
    ]
    middle = int(median(minutes)) if len(minutes) >= FEWEST else None
    return Answers(len(rows), len(minutes), middle)
