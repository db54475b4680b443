"""The bank's answer to a batch, as a file."""

from __future__ import annotations

from flask_wtf.file import FileField, FileRequired

from app.infra.forms import Form, lazy_gettext


class BankAnswerForm(Form):
    """One table; `app.infra.api.uploads` reads it."""

    file = FileField(lazy_gettext("The bank's answer (XLSX or CSV)"), [FileRequired()])
