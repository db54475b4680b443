"""Answering a voucher's evidence to somebody who may see the voucher: the same bytes for the same state."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile

from flask import send_file

from app.infra.bundles import put
from app.infra.db import one_moment
from app.voucher.ports import evidence_contributors
from app.voucher.queries.vouchers import get_voucher

if TYPE_CHECKING:
    from flask import Response

    from app.accounts.domain.actor import Actor

MANIFEST = "MANIFEST.sha256"


def send_evidence(number: str, *, by: Actor) -> Response:
    """Answer the ZIP. Raises NotFound, also for somebody else's voucher."""
    one_moment()
    statement = get_voucher(number, by)
    files = [file for contribute in evidence_contributors() for file in contribute(statement)]
    content = BytesIO()
    with ZipFile(content, "w", ZIP_STORED) as archive:
        for file in files:
            put(archive, file.path, file.content)
        sums = [f"{hashlib.sha256(file.content).hexdigest()}  {file.path}\n" for file in files]
        put(archive, MANIFEST, "".join(sums).encode())
    content.seek(0)
    name = f"{statement.voucher.number}.zip"
    response = send_file(content, mimetype="application/zip", as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response
