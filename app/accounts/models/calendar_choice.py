"""How people want their bookings in their calendars."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.domain.calendar_choice import CalendarWay
from app.accounts.models.words import one_of
from app.infra.db import Base, UTCDateTime

_SINCE = text("keeper_since IS NOT NULL")


class CalendarChoiceRow(Base):
    """What somebody chose. Since `keeper_since` they are invited to what is booked on their instruments."""

    __tablename__ = "calendar_choice"
    __table_args__ = (
        CheckConstraint(one_of("way", CalendarWay), name="way"),
        Index(
            "ix_calendar_choice_keeper_since", "keeper_since", sqlite_where=_SINCE, postgresql_where=_SINCE
        ),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    way: Mapped[str] = mapped_column(String(8))
    keeper_since: Mapped[datetime | None] = mapped_column(UTCDateTime)
