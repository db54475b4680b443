"""A claim's pack as a download."""

from __future__ import annotations

from flask import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.voucher.packing.sending import send_pack
from app.voucher.routes.blueprint import pages


@pages.get("/claims/<int:claim_id>/pack.<any(pdf, zip):form>")
@requires(Permission.SEE_CLAIMS)
def claim_pack(claim_id: int, form: str) -> Response:
    """Download the claim's pack, for the claimant and the paying region."""
    return send_pack(claim_id, form, by=current_actor())
