"""Answering a claim's pack to somebody who may see the claim."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import send_file

from app.voucher.packing.archive import pack_zip
from app.voucher.packing.document import pack_pdf
from app.voucher.queries.packs import dossier

if TYPE_CHECKING:
    from flask import Response

    from app.accounts.domain.actor import Actor

MEDIA_TYPES = {"pdf": "application/pdf", "zip": "application/zip"}


def send_pack(claim_id: int, form: str, *, by: Actor) -> Response:
    """Answer the pack as `pdf` or `zip`. Raises NotFound, Conflict `document_altered`."""
    found = dossier(claim_id, by)
    content = BytesIO(pack_pdf(found)) if form == "pdf" else pack_zip(found)
    response = send_file(
        content, mimetype=MEDIA_TYPES[form], as_attachment=True, download_name=f"{found.claim.ref}.{form}"
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
