"""A file of instruments between its dry run and its loading."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, UTCDateTime


class InstrumentFile(Base):
    """A provider's table as CSV in UTF-8, kept until it is loaded, discarded, or two days old."""

    __tablename__ = "instrument_file"
    __table_args__ = (Index(None, "uploaded_at"), Index(None, "organisation_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    filename: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    uploaded_at: Mapped[datetime] = mapped_column(UTCDateTime)
