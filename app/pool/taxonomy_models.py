"""The tables of what the operator keeps as data: terms, synonyms, and what waits for the search."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, JSONText, UTCDateTime


class Term(Base):
    """A class of instruments, or a kind, and what it is called in both languages; `code` stands with each."""

    __tablename__ = "term"
    __table_args__ = (
        UniqueConstraint("taxonomy", "code"),
        CheckConstraint("taxonomy IN ('class', 'kind')", name="taxonomy"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    taxonomy: Mapped[str] = mapped_column(String(8))
    code: Mapped[str] = mapped_column(String(200))
    name_zh: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class SynonymGroup(Base):
    """Words that mean the same: what has one of them is found by all."""

    __tablename__ = "synonym_group"
    # The log calls a group by its number, which no other may get.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[list[str]] = mapped_column(JSONText)


class ReindexRequest(Base):
    """Something whose words in the search are out of date; `kind` is that of the search."""

    __tablename__ = "reindex_request"

    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    ref: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
