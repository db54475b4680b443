"""A voucher's evidence as a download."""

from __future__ import annotations

from flask import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.voucher.exporting.sending import send_evidence
from app.voucher.routes.blueprint import pages


@pages.get("/vouchers/<number>/export")
@requires(Permission.SEE_VOUCHERS)
def voucher_export(number: str) -> Response:
    """Download the evidence, for the enterprise and the issuing region."""
    return send_evidence(number, by=current_actor())
