"""Asking for the removal of one's data."""

from __future__ import annotations

from wtforms import PasswordField

from app.infra.forms import GIVEN, Form, lazy_gettext


class RemovalForm(Form):
    """The password once more: neither one wrong click nor an open browser removes anybody."""

    password = PasswordField(
        lazy_gettext("Your password, to confirm"),
        [GIVEN],
        render_kw={"autocomplete": "current-password"},
    )
