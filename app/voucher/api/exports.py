"""A voucher's evidence: statement, transfers, holds, events with hashes, policies."""

from __future__ import annotations

from flask import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra.api import sends
from app.voucher.api.blueprint import api
from app.voucher.exporting.sending import send_evidence


@api.get("/vouchers/<number>/export")
@requires(Permission.SEE_VOUCHERS)
@sends("application/zip")
def export_voucher(number: str) -> Response:
    """The voucher's evidence as a ZIP with a manifest of SHA-256 sums."""
    return send_evidence(number, by=current_actor())
