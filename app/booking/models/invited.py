"""What the keepers who want it were invited to."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base


class KeeperInvitation(Base):
    """The revision of a booking up to which a keeper's calendar was told by mail."""

    __tablename__ = "keeper_invitation"

    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    revision: Mapped[int]
