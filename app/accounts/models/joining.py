"""How people come in: links that were mailed to sign up, and invitations into an organisation."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.domain.invitations import InvitationState
from app.accounts.models.words import one_of
from app.infra.db import Base, UTCDateTime


class SignUp(Base):
    """A link that was mailed to make an account. Only its token's SHA-256 is kept; a used one is deleted."""

    __tablename__ = "sign_up"
    __table_args__ = (Index(None, "email"), Index(None, "expires_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    locale: Mapped[str] = mapped_column(String(8))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Invitation(Base):
    """A manager's offer of roles to an e-mail address; `roles` are words with spaces between."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint(one_of("state", InvitationState), name="state"),
        Index(
            "invitation_pending_once",
            "organisation_id",
            "email",
            unique=True,
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    email: Mapped[str] = mapped_column(String(254))
    roles: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(12))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
