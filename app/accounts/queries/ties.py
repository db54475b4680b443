"""Reading declared ties between enterprises and providers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, exists, or_, select, true

from app.accounts.domain.enterprises import TieCard, TieKind
from app.accounts.models import ProviderTie
from app.accounts.queries.members import organisations
from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.text import N_

if TYPE_CHECKING:
    from datetime import date


def are_tied(enterprise_id: int, provider_organisation_id: int, on: date) -> ColumnElement[bool]:
    """Return the condition that a declared tie between the two is in force on a day."""
    return exists().where(
        ProviderTie.enterprise_id == enterprise_id,
        ProviderTie.provider_id == provider_organisation_id,
        ProviderTie.from_on <= on,
        or_(ProviderTie.until_on.is_(None), ProviderTie.until_on >= on),
    )


def ties_of(organisation_id: int) -> list[TieCard]:
    """Return all ties of an enterprise or a provider, ended ones too, newest first; two queries."""
    return _cards(_of(organisation_id))


def page_of_ties(organisation_id: int, *, before_id: int | None, limit: int) -> list[TieCard]:
    """Return a page of the ties of an enterprise or a provider, newest first; two queries."""
    earlier = true() if before_id is None else ProviderTie.id < before_id
    return _cards(_of(organisation_id), earlier, limit=limit)


def get_tie(tie_id: int) -> TieCard:
    """Return a tie. Raises NotFound."""
    found = _cards(ProviderTie.id == tie_id)
    if not found:
        raise NotFound("not_found", N_("There is no such tie."))
    return found[0]


def _of(organisation_id: int) -> ColumnElement[bool]:
    return or_(ProviderTie.enterprise_id == organisation_id, ProviderTie.provider_id == organisation_id)


def _cards(*criteria: ColumnElement[bool], limit: int | None = None) -> list[TieCard]:
    rows = db.session.scalars(
        select(ProviderTie)
        .where(*criteria)
        .order_by(ProviderTie.id.desc())
        .limit(limit)
        .execution_options(populate_existing=True)
    ).all()
    parties = organisations({party for row in rows for party in (row.enterprise_id, row.provider_id)})
    return [
        TieCard(
            row.id,
            parties[row.enterprise_id],
            parties[row.provider_id],
            TieKind(row.kind),
            row.note,
            row.from_on,
            row.until_on,
            row.declared_by,
        )
        for row in rows
    ]
