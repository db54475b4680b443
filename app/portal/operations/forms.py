"""What the operator types: a reason, a search, a role."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from wtforms import BooleanField, EmailField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from app.accounts.domain.roles import ROLES_IN, OrganisationKind, Role
from app.accounts.queries.overseen import OrganisationFilter, PeopleFilter
from app.infra.code_words import code_word
from app.infra.forms import GIVEN, Form, choices, lazy_gettext
from app.infra.reasons import LONGEST_REASON


class ReasonForm(Form):
    """Why something is done; it stands in the log."""

    reason = TextAreaField(lazy_gettext("Reason"), [GIVEN, Length(max=LONGEST_REASON)])

    def given(self) -> str:
        """Return the reason."""
        return self.reason.data or ""


class SearchForm(Form):
    """A search by GET: nothing is required, and what cannot be read is left out."""

    class Meta(Form.Meta):
        csrf = False

    def __init__(self, given: Any) -> None:
        """Read the address."""
        super().__init__(given)
        self.offer()
        self.validate()

    def offer(self) -> None:
        """Say what can be chosen from."""


class PeopleForm(SearchForm):
    """Whom to look for."""

    text = StringField(lazy_gettext("Name or e-mail"), [Length(max=200)])
    organisation = StringField(lazy_gettext("Organisation or credit code"), [Length(max=200)])
    role = SelectField(lazy_gettext("Role"), default="")
    locked = BooleanField(lazy_gettext("Locked only"))

    def offer(self) -> None:
        """Offer every role."""
        self.role.choices = choices({"": gettext("any"), **{role: code_word(role) for role in Role}})

    def wanted(self) -> PeopleFilter:
        """Return whom to look for."""
        role = Role(self.role.data) if self.role.data and not self.role.errors else None
        return PeopleFilter(_text(self.text), _text(self.organisation), role, self.locked.data)


class OrganisationsForm(SearchForm):
    """Which organisations to look for."""

    text = StringField(lazy_gettext("Name or credit code"), [Length(max=200)])
    kind = SelectField(lazy_gettext("Kind"), default="")

    def offer(self) -> None:
        """Offer every kind."""
        kinds = {kind: code_word(kind) for kind in OrganisationKind}
        self.kind.choices = choices({"": gettext("any"), **kinds})

    def wanted(self) -> OrganisationFilter:
        """Return which to look for."""
        kind = OrganisationKind(self.kind.data) if self.kind.data and not self.kind.errors else None
        return OrganisationFilter(_text(self.text), kind)


class RoleForm(Form):
    """Who gets which role."""

    email = EmailField(lazy_gettext("E-mail address of the person"), [GIVEN, Length(max=254)])
    role = SelectField(lazy_gettext("Role"), [GIVEN])

    def __init__(self, kind: OrganisationKind, **options: Any) -> None:
        """Offer the roles that such an organisation has."""
        super().__init__(**options)
        self.role.choices = choices({role: code_word(role) for role in Role if role in ROLES_IN[kind]})


def _text(field: StringField) -> str:
    return "" if field.errors else (field.data or "").strip()
