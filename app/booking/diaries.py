"""Invites the keepers who want it to what is booked on their instruments: afterwards, never on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, insert, or_, select

from app.accounts import queries as accounts
from app.accounts.queries.inviting import invited_to_join
from app.accounts.telling import tell_all
from app.booking.domain.states import DEAD, State
from app.booking.models import Booking, KeeperInvitation
from app.booking.notices import KEEPERS, Notice, setting_of, telling
from app.booking.queries.bookings import lock_booking_by_id
from app.infra.db import db

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Select

#: What a calendar shows; that somebody came, or went, changes nothing there.
_SHOWN = sorted({State.REQUESTED, State.CONFIRMED, *DEAD})
_TAKEN = sorted({State.REQUESTED, State.CONFIRMED})
_invited = invited_to_join(KEEPERS)


def untold_bookings(now: datetime, limit: int) -> Sequence[int]:
    """Return bookings of which a keeper's calendar does not know the latest revision yet."""
    behind = _behind(now).with_only_columns(Booking.id).distinct()
    return db.session.scalars(behind.order_by(Booking.id).limit(limit)).all()


def invite_keepers(booking_id: int, now: datetime) -> None:
    """Queue the invitation to each keeper who is behind, and note what they know then."""
    booking = lock_booking_by_id(booking_id)
    behind = db.session.scalars(
        _behind(now)
        .with_only_columns(_invited.c.person_id)
        .where(Booking.id == booking_id)
        .order_by(_invited.c.person_id)
    ).all()
    if not behind:
        return
    setting, people = setting_of(booking), accounts.people(behind)
    tell_all([telling(people[each], booking, Notice.DIARY, setting, now) for each in behind], now)
    known = and_(KeeperInvitation.booking_id == booking_id, KeeperInvitation.person_id.in_(behind))
    db.session.execute(delete(KeeperInvitation).where(known))
    rows = [{"booking_id": booking_id, "person_id": each, "revision": booking.revision} for each in behind]
    db.session.execute(insert(KeeperInvitation), rows)


def _behind(now: datetime) -> Select[int, int]:
    """Return who is to be told of what: nobody of the end of something they never heard of."""
    return (
        select(Booking.id, _invited.c.person_id)
        .join(_invited, _invited.c.organisation_id == Booking.provider_organisation_id)
        .outerjoin(
            KeeperInvitation,
            and_(
                KeeperInvitation.booking_id == Booking.id,
                KeeperInvitation.person_id == _invited.c.person_id,
            ),
        )
        .where(
            Booking.ends_at > now,
            Booking.revised_at >= _invited.c.since,
            or_(
                and_(KeeperInvitation.revision.is_(None), Booking.state.in_(_TAKEN)),
                and_(KeeperInvitation.revision < Booking.revision, Booking.state.in_(_SHOWN)),
            ),
        )
    )
