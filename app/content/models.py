"""Articles, announcements over every page, and what a person does not want to see again."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, UTCDateTime, race_lost


class Article(Base):
    """News, an announcement or help in two languages, either of which may be missing ("")."""

    __tablename__ = "article"
    __table_args__ = (
        CheckConstraint(
            "state NOT IN ('scheduled', 'published') OR publish_at IS NOT NULL", name="read_from_a_time"
        ),
        CheckConstraint("title_zh <> '' OR title_en <> ''", name="has_a_title"),
        CheckConstraint("(kind = 'help') = (topic IS NOT NULL)", name="help_under_a_topic"),
        Index("ix_article_newest", "is_pinned", "publish_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # What programs know it by, for ever.
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    topic: Mapped[str | None] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    is_pinned: Mapped[bool]
    publish_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    title_zh: Mapped[str] = mapped_column(String(120))
    title_en: Mapped[str] = mapped_column(String(120))
    summary_zh: Mapped[str] = mapped_column(Text)
    summary_en: Mapped[str] = mapped_column(Text)
    body_zh: Mapped[str] = mapped_column(Text)
    body_en: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    edited_at: Mapped[datetime] = mapped_column(UTCDateTime)
    revision: Mapped[int]


class Banner(Base):
    """A line over every page, from a moment until another."""

    __tablename__ = "banner"
    __table_args__ = (
        CheckConstraint("from_at < until_at", name="span"),
        CheckConstraint("text_zh <> '' OR text_en <> ''", name="has_a_text"),
        Index(None, "until_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    text_zh: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text)
    tone: Mapped[str] = mapped_column(String(16))
    link: Mapped[str] = mapped_column(String(300))
    from_at: Mapped[datetime] = mapped_column(UTCDateTime)
    until_at: Mapped[datetime] = mapped_column(UTCDateTime)
    taken_down_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Featured(Base):
    """What stands first on the home page on some days, in the order of `place`."""

    __tablename__ = "featured"
    __table_args__ = (CheckConstraint("from_on <= until_on", name="span"), Index(None, "until_on"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    ref: Mapped[str] = mapped_column(String(40))
    place: Mapped[int]
    from_on: Mapped[date]
    until_on: Mapped[date]
    taken_off_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Dismissal(Base):
    """Something a person does not want to see again: `guide:keeper`, say."""

    __tablename__ = "dismissal"
    __table_args__ = (UniqueConstraint("person_id", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    subject: Mapped[str] = mapped_column(String(40))
    dismissed_at: Mapped[datetime] = mapped_column(UTCDateTime)


# Who dismisses the same twice at once has dismissed it.
race_lost("uq_dismissal_person_id_subject", sqlite_columns="dismissal.person_id, dismissal.subject")
