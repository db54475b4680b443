"""Asking for one's data, and for its removal."""

from __future__ import annotations

from wtforms import EmailField
from wtforms.validators import InputRequired, Length, ValidationError

from app.infra.forms import Form, lazy_gettext


class RemovalForm(Form):
    """The e-mail address once more: so that nobody is removed by one wrong click."""

    email = EmailField(
        lazy_gettext("Your e-mail address, to confirm"),
        [InputRequired(lazy_gettext("Please fill this in.")), Length(max=254)],
        render_kw={"autocomplete": "off"},
    )

    def __init__(self, own: str) -> None:
        """Remember whose it has to be."""
        super().__init__()
        self._own = own

    def validate_email(self, field: EmailField) -> None:
        """Refuse any other address."""
        if (field.data or "").strip().lower() != self._own:
            raise ValidationError(lazy_gettext("This is not the address of your account."))
