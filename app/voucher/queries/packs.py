"""What a claim pack says beside the claim itself: the scheme, the policy versions, who takes part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.accounts import queries as accounts
from app.infra.db import db
from app.infra.events import history
from app.voucher.models import PolicyVersion, Programme
from app.voucher.queries.claims import get_claim

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.accounts.domain.actor import Actor, OrganisationCard
    from app.infra.events import EventRow
    from app.voucher.domain.claim_cards import ClaimCard


@dataclass(frozen=True, slots=True)
class Dossier:
    """A claim with all that its pack tells. `versions` are policy versions by the policy's id."""

    claim: ClaimCard
    programme_name: str
    programme_ref: str
    year: int
    versions: dict[int, int]
    parties: dict[int, OrganisationCard]
    authority: OrganisationCard | None
    events: tuple[EventRow, ...]


def dossier(claim_id: int, actor: Actor) -> Dossier:
    """Return the dossier of a claim the actor may know of. Raises NotFound."""
    claim = get_claim(claim_id, actor)
    captures = [line.capture for line in claim.lines]
    programme = db.session.execute(
        select(Programme.name, Programme.ref, Programme.year).where(Programme.id == claim.programme_id)
    ).one()
    sides = {side for each in captures for side in (each.enterprise_id, each.provider_organisation_id)}
    return Dossier(
        claim=claim,
        programme_name=programme.name,
        programme_ref=programme.ref,
        year=programme.year,
        versions=_versions({capture.policy_id for capture in captures}),
        parties=accounts.organisations(sides),
        authority=accounts.find_authority(claim.payer_region),
        events=tuple(history("claim", claim.ref)),
    )


def _versions(policy_ids: Collection[int]) -> dict[int, int]:
    rows = db.session.execute(
        select(PolicyVersion.id, PolicyVersion.version).where(PolicyVersion.id.in_(policy_ids))
    )
    return {row.id: row.version for row in rows}
