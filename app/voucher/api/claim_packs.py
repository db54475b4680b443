"""Claim packs: a claim with all its evidence and decisions, to keep or to hand on."""

from __future__ import annotations

from flask import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra.api import sends
from app.voucher.api.blueprint import api
from app.voucher.packing.sending import send_pack


@api.get("/claims/<int:claim_id>/pack.<any(pdf, zip):form>")
@requires(Permission.SEE_CLAIMS)
@sends("application/pdf", "application/zip")
def show_claim_pack(claim_id: int, form: str) -> Response:
    """The claim's pack: a PDF in Chinese, or a ZIP of it with the evidence and manifest.json."""
    return send_pack(claim_id, form, by=current_actor())
