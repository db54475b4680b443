"""The search for providers. The address holds all of it."""

from __future__ import annotations

from flask import request
from wtforms import StringField
from wtforms.validators import Length

from app.infra.forms import Form, lazy_gettext
from app.pool.queries import ProviderFilter


class ProviderSearchForm(Form):
    """A search by GET: nothing is required; a wish that cannot be read is left out, and said."""

    class Meta(Form.Meta):
        csrf = False

    q = StringField(lazy_gettext("Name or place"), [Length(max=200)])
    region = StringField(lazy_gettext("Where"), [Length(max=40)])
    category = StringField(lazy_gettext("Class of instrument"), [Length(max=200)])

    def __init__(self) -> None:
        """Read the address."""
        super().__init__(request.args)
        self.validate()

    def wanted(self) -> ProviderFilter:
        """Return what is looked for in the pool."""
        return ProviderFilter(q=_text(self.q), region=_text(self.region), category=_text(self.category))


def _text(field: StringField) -> str | None:
    return (field.data or "").strip() or None if not field.errors else None
