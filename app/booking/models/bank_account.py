"""Where enterprises transfer their own shares to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.booking.domain.bank_accounts import LONGEST
from app.infra.db import Base, UTCDateTime


class BankAccount(Base):
    """A provider's account; there is one at most."""

    __tablename__ = "bank_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), unique=True)
    holder: Mapped[str] = mapped_column(String(LONGEST["holder"]))
    bank: Mapped[str] = mapped_column(String(LONGEST["bank"]))
    number: Mapped[str] = mapped_column(String(LONGEST["number"]))
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
