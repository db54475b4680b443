"""Colleagues who are invited and have not answered yet."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.accounts.domain.roles import Role
from app.accounts.invitations import invite

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor

DAYS_AGO = timedelta(days=3)


def invite_colleagues(manager: Actor, provider_manager: Actor, now: datetime) -> None:
    """Let both managers invite somebody; nobody has the links."""
    for by, email, role in (
        (manager, "xin-tongshi@demo.example", Role.RESEARCHER),
        (provider_manager, "xin-guanliyuan@demo.example", Role.KEEPER),
    ):
        invite(email=email, roles=[role], by=by, now=now - DAYS_AGO, link=_nowhere)


def _nowhere(_secret: str) -> str:
    return "/"
