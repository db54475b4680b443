"""Claims over a whole month."""

from __future__ import annotations

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api import writes
from app.voucher.api.blueprint import api
from app.voucher.claiming.batching import draft_month
from app.voucher.domain.claims import Hand
from app.voucher.queries import claims as claim_queries
from app.voucher.schemas.claim_batches import BatchBody, BatchList
from app.voucher.schemas.claims import ClaimAnswer


@api.post("/claims/batch")
@requires(Permission.CLAIM)
@writes(body=BatchBody, answer=BatchList, status=201)
def draft_claims_of_month(body: BatchBody) -> BatchList:
    """Draft a claim for each programme and paying region over what was settled in a month."""
    actor = current_actor()
    ids = draft_month(first=body.first(), mode=body.mode, by=actor, now=clock.now())
    claims = [claim_queries.get_claim(claim_id, actor) for claim_id in ids]
    return BatchList(items=[ClaimAnswer.of(claim, Hand.CLAIMANT) for claim in claims])
