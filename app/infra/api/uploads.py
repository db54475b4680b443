"""Files in a multipart request."""

from __future__ import annotations

from flask import request
from werkzeug.datastructures import FileStorage

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
    return _upload(sent)


def sent_files(field: str = "files") -> list[Upload]:
    """Return the files of a form's field in which any number may be chosen."""
    return [_upload(sent) for sent in request.files.getlist(field) if sent.filename]


def _upload(sent: FileStorage) -> Upload:
    return Upload(sent.filename or "", sent.stream.read(MOST_BYTES + 1))
