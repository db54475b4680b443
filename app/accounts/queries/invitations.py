"""Looking up invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.accounts.domain.invitations import InvitationCard, InvitationState
from app.accounts.domain.roles import Role
from app.accounts.domain.secrets import hash_of
from app.accounts.models import Invitation
from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement


def find_invitation(secret: str) -> InvitationCard | None:
    """Return the invitation of a mailed link, or None."""
    return next(iter(_cards(Invitation.token_hash == hash_of(secret))), None)


def get_invitation_of(organisation_id: int, invitation_id: int) -> InvitationCard:
    """Return an organisation's invitation. Raises NotFound, for another's too."""
    found = _cards(Invitation.id == invitation_id, Invitation.organisation_id == organisation_id)
    if not found:
        raise NotFound("not_found", N_("There is no such invitation."))
    return found[0]


def pending_invitation(organisation_id: int, email: str) -> InvitationCard | None:
    """Return the pending invitation to an address, or None."""
    return next(iter(_cards(*_pending(organisation_id), Invitation.email == email)), None)


def pending_invitations(organisation_id: int, limit: int) -> list[InvitationCard]:
    """Return the pending invitations, those whose time is over too; newest first."""
    return _cards(*_pending(organisation_id), limit=limit)


def invited(ids: Collection[int]) -> dict[int, str]:
    """Return whom invitations went to, by their ids: the e-mail addresses."""
    rows = db.session.execute(select(Invitation.id, Invitation.email).where(Invitation.id.in_(ids)))
    return {row.id: row.email for row in rows}


def _pending(organisation_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Invitation.organisation_id == organisation_id,
        Invitation.state == str(InvitationState.PENDING),
    )


def _cards(*conditions: ColumnElement[bool], limit: int = 1) -> list[InvitationCard]:
    rows = db.session.scalars(
        select(Invitation).where(*conditions).order_by(Invitation.id.desc()).limit(limit)
    )
    return [
        InvitationCard(
            row.id,
            row.organisation_id,
            row.email,
            tuple(Role(word) for word in row.roles.split()),
            InvitationState(row.state),
            row.invited_by,
            row.created_at,
            row.expires_at,
        )
        for row in rows
    ]
