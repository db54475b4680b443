"""Keep how somebody wants their bookings in their calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from app.accounts.domain.calendar_choice import CalendarChoice, CalendarWay, KeeperInvitations
from app.accounts.models import CalendarChoiceRow
from app.infra.db import db

if TYPE_CHECKING:
    from datetime import datetime


def calendar_choice(person_id: int) -> CalendarChoice:
    """Return what a person chose, or what holds for who never did."""
    row = db.session.execute(
        select(CalendarChoiceRow.way, CalendarChoiceRow.keeper_since).where(
            CalendarChoiceRow.person_id == person_id
        )
    ).one_or_none()
    if row is None:
        return CalendarChoice()
    as_keeper = KeeperInvitations.ALL if row.keeper_since is not None else KeeperInvitations.NONE
    return CalendarChoice(CalendarWay(row.way), as_keeper)


def choose_calendar(person_id: int, choice: CalendarChoice, now: datetime) -> None:
    """Keep a person's choice; a keeper is invited to what is booked or changed from now on."""
    mine = CalendarChoiceRow.person_id == person_id
    since = db.session.scalar(select(CalendarChoiceRow.keeper_since).where(mine))
    if choice.as_keeper is KeeperInvitations.NONE:
        since = None
    elif since is None:
        since = now
    db.session.execute(delete(CalendarChoiceRow).where(mine))
    values = {"person_id": person_id, "way": choice.way, "keeper_since": since}
    db.session.execute(insert(CalendarChoiceRow).values(values))
