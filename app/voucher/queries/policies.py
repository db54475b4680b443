"""Reading the versions of a programme's policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, true

from app.infra.db import db
from app.infra.events import history
from app.kernel.errors import NotFound
from app.kernel.text import N_
from app.voucher.domain.cards import VersionCard
from app.voucher.domain.policy import Policy
from app.voucher.models import PolicyVersion, Voucher

if TYPE_CHECKING:
    from app.infra.events import EventRow
    from app.voucher.domain.cards import ProgrammeCard


def versions(programme: ProgrammeCard, *, below: int | None = None, limit: int) -> list[VersionCard]:
    """Return the versions of a programme's policy, newest first, those below a version only. Two queries."""
    vouchers = (
        select(func.count())
        .select_from(Voucher)
        .where(Voucher.policy_id == PolicyVersion.id)
        .correlate(PolicyVersion)
        .scalar_subquery()
    )
    earlier = true() if below is None else PolicyVersion.version < below
    rows = db.session.execute(
        select(PolicyVersion.version, PolicyVersion.terms, PolicyVersion.created_at, vouchers.label("used"))
        .where(PolicyVersion.programme_id == programme.id, earlier)
        .order_by(PolicyVersion.version.desc())
        .limit(limit + 1)  # one more: what the last one superseded
    ).all()
    decided = _decisions(programme.ref)
    terms = {row.version: Policy.kept(row.terms) for row in rows}
    return [
        VersionCard(
            version=row.version,
            policy=terms[row.version],
            before=terms.get(row.version - 1),
            in_force=row.version == programme.policy_version,
            at=row.created_at,
            actor_name=decided[row.version].actor.name,
            reason=decided[row.version].reason,
            vouchers=row.used,
        )
        for row in rows[:limit]
    ]


def get_version(programme: ProgrammeCard, version: int) -> VersionCard:
    """Return one version of a programme's policy. Raises NotFound."""
    found = versions(programme, below=version + 1, limit=1) if version <= programme.policy_version else []
    if not found or found[0].version != version:
        raise NotFound("not_found", N_("The policy has no such version."))
    return found[0]


def _decisions(programme_ref: str) -> dict[int, EventRow]:
    """Return the event that put each version in force."""
    events = history("programme", programme_ref)
    return {
        event.data["policy_version"]: event
        for event in events
        if event.data is not None and "policy_version" in event.data
    }
