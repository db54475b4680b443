"""What people were told on the site, and what they do not want to be told."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.domain.notices import Channel, NoticeKind
from app.accounts.models.words import one_of
from app.infra.db import Base, JSONText, UTCDateTime, race_lost


class Notification(Base):
    """One thing a person was told; its words are those of the mail, made when it is read."""

    __tablename__ = "notification"
    __table_args__ = (
        CheckConstraint(one_of("kind", NoticeKind), name="kind"),
        Index(None, "person_id"),
        Index(
            "ix_notification_unread",
            "person_id",
            sqlite_where=text("read_at IS NULL"),
            postgresql_where=text("read_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(String(160), unique=True)
    template: Mapped[str] = mapped_column(String(64))
    payload: Mapped[Any] = mapped_column(JSONText)
    told_at: Mapped[datetime] = mapped_column(UTCDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class MutedNotice(Base):
    """A kind of notice somebody turned off in one channel."""

    __tablename__ = "muted_notice"
    __table_args__ = (
        CheckConstraint(one_of("kind", NoticeKind), name="kind"),
        CheckConstraint(one_of("channel", Channel), name="channel"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    channel: Mapped[str] = mapped_column(String(8), primary_key=True)


# Turned off twice at once: a mail program's stop and its reader's.
race_lost("pk_muted_notice", sqlite_columns="muted_notice.person_id, muted_notice.kind, muted_notice.channel")
