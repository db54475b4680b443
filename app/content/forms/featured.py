"""What is put first on the home page, as the operator types it."""

from __future__ import annotations

from wtforms import DateField, StringField
from wtforms.validators import InputRequired, Length

from app.content.domain.featured import FeaturedTerms, target_at
from app.content.featuring import not_published
from app.infra.forms import Form, lazy_gettext

_GIVEN = InputRequired(lazy_gettext("Please fill this in."))


class FeaturedForm(Form):
    """The address of its page, and its days."""

    address = StringField(lazy_gettext("Address of its page"), [_GIVEN, Length(max=300)])
    from_on = DateField(lazy_gettext("First day"), [_GIVEN])
    until_on = DateField(lazy_gettext("Last day"), [_GIVEN])

    def terms(self) -> FeaturedTerms:
        """Return what is typed. Raises Invalid `not_published` for an address of nothing."""
        target = target_at(self.address.data or "")
        if target is None:
            raise not_published()
        first, last = self.from_on.data, self.until_on.data
        assert first is not None  # noqa: S101 -- the fields are InputRequired
        assert last is not None  # noqa: S101
        return FeaturedTerms(target, first, last)
