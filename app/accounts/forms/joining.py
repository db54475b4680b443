"""The forms by which people come in: signing up, inviting, answering an invitation, roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import EmailField, PasswordField, RadioField, StringField
from wtforms.validators import EqualTo, Length

from app.accounts.domain.languages import LANGUAGES
from app.accounts.domain.roles import ROLES_IN, Role
from app.accounts.people import LONGEST_NAME
from app.infra.forms import GIVEN, CheckboxesField, Form, choices, lazy_gettext

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.accounts.domain.actor import OrganisationCard

ROLE_WORDS = {
    Role.RESEARCHER: lazy_gettext("Researcher: books and orders"),
    Role.ENTERPRISE_MANAGER: lazy_gettext("Manager: vouchers, claims, members"),
    Role.KEEPER: lazy_gettext("Keeper: publishes instruments, answers bookings"),
    Role.PROVIDER_MANAGER: lazy_gettext("Manager: keeps all, claims, members"),
}


class SignUpForm(Form):
    """Where to mail a link, and in which language."""

    email = EmailField(lazy_gettext("E-mail address"), [GIVEN], render_kw={"autocomplete": "email"})
    locale = RadioField(lazy_gettext("Language"), choices=choices(LANGUAGES))


class NewPersonForm(Form):
    """Who somebody is that comes in."""

    name = StringField(
        lazy_gettext("Your name"), [GIVEN, Length(max=LONGEST_NAME)], render_kw={"autocomplete": "name"}
    )
    password = PasswordField(lazy_gettext("Password"), [GIVEN], render_kw={"autocomplete": "new-password"})
    repeated = PasswordField(
        lazy_gettext("Password again"),
        [GIVEN, EqualTo("password", lazy_gettext("The two passwords are not the same."))],
        render_kw={"autocomplete": "new-password"},
    )
    locale = RadioField(lazy_gettext("Language"), choices=choices(LANGUAGES))


class RolesForm(Form):
    """What somebody does for the organisation."""

    roles = CheckboxesField(lazy_gettext("Roles"))

    def offer(self, organisation: OrganisationCard) -> None:
        """Offer the roles that an organisation of this kind has."""
        allowed = ROLES_IN[organisation.kind]
        self.roles.choices = choices({role: word for role, word in ROLE_WORDS.items() if role in allowed})

    def chosen(self) -> Collection[Role]:
        """Return the roles ticked."""
        return frozenset(Role(role) for role in self.roles.data or ())


class InvitationForm(RolesForm):
    """Whom to invite, as what."""

    email = EmailField(lazy_gettext("E-mail address"), [GIVEN])
