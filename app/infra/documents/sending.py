"""Sending a document to somebody who may see it: always as a download, never as a page of ours."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import send_file

from app.infra.documents.reading import read

if TYPE_CHECKING:
    from flask import Response

    from app.kernel.documents import DocumentCard


def send_document(document: DocumentCard) -> Response:
    """Answer a document's bytes. Raises Conflict `document_altered`."""
    response = send_file(
        BytesIO(read(document)),
        mimetype=document.media_type,
        as_attachment=True,
        download_name=document.filename,
        etag=document.sha256,
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
