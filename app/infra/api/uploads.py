"""Files in a multipart request."""

from __future__ import annotations

from flask import request

from app.infra.documents import MOST_BYTES, Upload
from app.kernel.errors import Invalid
from app.kernel.text import N_


def sent_file(field: str = "file") -> Upload:
    """Return the file of a multipart request; one too large is not read to its end.

    Raises Invalid `missing` when the field holds no file.
    """
    sent = request.files.get(field)
    if sent is None or not sent.filename:
        raise Invalid(
            "missing",
            N_("Send the document as a file in a multipart form."),
            field=field,
        )
    return Upload(sent.filename, sent.stream.read(MOST_BYTES + 1))
