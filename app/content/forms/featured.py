"""What is put first on the home page, as the operator types it."""

from __future__ import annotations

from wtforms import DateField, StringField
from wtforms.validators import Length

from app.content.domain.featured import FeaturedTerms, target_at
from app.content.featuring import not_published
from app.infra.forms import GIVEN, Form, lazy_gettext


class FeaturedForm(Form):
    """The address of its page, and its days."""

    address = StringField(lazy_gettext("Address of its page"), [GIVEN, Length(max=300)])
    from_on = DateField(lazy_gettext("First day"), [GIVEN])
    until_on = DateField(lazy_gettext("Last day"), [GIVEN])

    def terms(self) -> FeaturedTerms:
        """Return what is typed. Raises Invalid `not_published` for an address of nothing."""
        target = target_at(self.address.data or "")
        if target is None:
            raise not_published()
        first, last = self.from_on.data, self.until_on.data
        assert first is not None  # noqa: S101 -- the fields are GIVEN
        assert last is not None  # noqa: S101
        return FeaturedTerms(target, first, last)
