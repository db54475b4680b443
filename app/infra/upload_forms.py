"""Forms with a file: read once, however often a transaction tries."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from flask import request
from wtforms import FileField

from app.infra.api.uploads import sent_file
from app.infra.forms import Form, lazy_gettext

if TYPE_CHECKING:
    from app.infra.documents import Upload


class UploadForm(Form):
    """A form with one file, sent as `multipart/form-data`."""

    file = FileField(lazy_gettext("Document"))

    @property
    def has_file(self) -> bool:
        """Tell whether a file was chosen, where none need be."""
        sent = request.files.get(str(self.file.name))
        return sent is not None and bool(sent.filename)

    @cached_property
    def upload(self) -> Upload:
        """Return the file. Raises Invalid `missing` where none was sent."""
        return sent_file(str(self.file.name))
