"""The register of enterprises: verification, control groups, registrations, ties, documents."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.domain.enterprises import DocumentKind, TieKind
from app.accounts.domain.verification import Verification
from app.accounts.models.words import one_of
from app.infra.db import Base, UTCDateTime


class ControlGroup(Base):
    """Enterprises under one controlling party, named by the officers of the region."""

    __tablename__ = "control_group"
    __table_args__ = (UniqueConstraint("region_code", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_code: Mapped[str] = mapped_column(String(6))
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Enterprise(Base):
    """An enterprise's record; its id is the organisation's. Every enterprise has one."""

    __tablename__ = "enterprise"
    __table_args__ = (CheckConstraint(one_of("state", Verification), name="state"),)

    id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(String(12))
    control_group_id: Mapped[int | None] = mapped_column(ForeignKey("control_group.id"), index=True)


class SmeRegistration(Base):
    """An enterprise's registration as a technology SME for one year, as declared and verified."""

    __tablename__ = "sme_registration"
    __table_args__ = (
        UniqueConstraint("organisation_id", "year"),
        CheckConstraint(one_of("state", Verification), name="state"),
        # A number stands for one enterprise: two may declare it, one of them is verified.
        Index(
            "sme_number_verified_once",
            "number",
            unique=True,
            sqlite_where=text("state = 'verified'"),
            postgresql_where=text("state = 'verified'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"))
    year: Mapped[int]
    number: Mapped[str] = mapped_column(String(40))
    registered_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(12))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    declared_at: Mapped[datetime] = mapped_column(UTCDateTime)


class ProviderTie(Base):
    """A tie between an enterprise and a provider's organisation. It is ended, never deleted."""

    __tablename__ = "provider_tie"
    __table_args__ = (
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="days"),
        CheckConstraint("enterprise_id <> provider_id", name="two_parties"),
        CheckConstraint(one_of("kind", TieKind), name="kind"),
        Index(
            "provider_tie_standing_once",
            "enterprise_id",
            "provider_id",
            unique=True,
            sqlite_where=text("until_on IS NULL"),
            postgresql_where=text("until_on IS NULL"),
        ),
        Index(None, "enterprise_id", "provider_id"),
        Index(None, "provider_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"))
    provider_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(Text)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    declared_by: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    declared_at: Mapped[datetime] = mapped_column(UTCDateTime)


class EnterpriseDocument(Base):
    """A document an enterprise handed in; `year` for one about a year. Append-only, like the document."""

    __tablename__ = "enterprise_document"
    __table_args__ = (
        CheckConstraint(one_of("kind", DocumentKind), name="kind"),
        UniqueConstraint("document_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    kind: Mapped[str] = mapped_column(String(24))
    year: Mapped[int | None]
