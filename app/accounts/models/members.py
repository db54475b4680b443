"""People, organisations, memberships, and how one signs in."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.domain.roles import OrganisationKind, Role
from app.accounts.models.words import one_of
from app.infra.db import Base, UTCDateTime


class Person(Base):
    """Somebody who can sign in. `email` is kept in lower case; one without a password can not sign in."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    locale: Mapped[str] = mapped_column(String(8))
    password_hash: Mapped[str | None] = mapped_column(Text)
    # Raised when the password changes: sessions that carry an older one are over.
    session_epoch: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    last_sign_in_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    # While set, neither password nor token lets them in, and their calendar addresses answer nothing.
    locked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    # Once set, what is left of the person is a number (ADR 0014); it stays locked.
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Organisation(Base):
    """An enterprise, provider, authority or the operator, known by its 统一社会信用代码.

    Only a provider that an import brought has none, until somebody claims it.
    """

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint(one_of("kind", OrganisationKind), name="kind"),
        CheckConstraint("credit_code IS NOT NULL OR kind = 'provider'", name="credit_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    name_zh: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    credit_code: Mapped[str | None] = mapped_column(String(18), unique=True)
    region_code: Mapped[str] = mapped_column(String(6))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Membership(Base):
    """One role of one person in one organisation."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("person_id", "organisation_id", "role"),
        CheckConstraint(one_of("role", Role), name="role"),
        Index(None, "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[str] = mapped_column(String(24))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class ApiToken(Base):
    """A key for programs. Only the SHA-256 of it is kept; `scopes` are words with spaces between."""

    __tablename__ = "api_token"
    __table_args__ = (Index(None, "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    label: Mapped[str] = mapped_column(String(100))
    scopes: Mapped[str] = mapped_column(String(32))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class SignInAttempt(Base):
    """The count of tries against one subject: an account, or from a client address.

    The subject is kept as a hash: people type passwords into the wrong field, and addresses are personal.
    """

    __tablename__ = "sign_in_attempt"
    __table_args__ = (UniqueConstraint("kind", "subject_hash"), Index(None, "last_tried_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    subject_hash: Mapped[str] = mapped_column(String(64))
    tries: Mapped[int]
    last_tried_at: Mapped[datetime] = mapped_column(UTCDateTime)
    locked_until: Mapped[datetime | None] = mapped_column(UTCDateTime)


class PasswordReset(Base):
    """A reset link that was mailed. Only the SHA-256 of its token is kept; a used one is deleted."""

    __tablename__ = "password_reset"
    __table_args__ = (Index(None, "person_id"), Index(None, "expires_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
