"""The forms of sign-in and of one's own account."""

from datetime import datetime, timedelta

from wtforms import EmailField, Field, PasswordField, RadioField, SelectField, StringField
from wtforms.validators import EqualTo, Length

from app.accounts.domain.actor import Scope
from app.accounts.domain.languages import LANGUAGES
from app.infra.forms import GIVEN, Form, choices, lazy_gettext

_ACCESS = {"read": frozenset({Scope.READ}), "write": frozenset({Scope.READ, Scope.WRITE})}


def typed(field: Field) -> str:
    """Return what was typed into a text field, as it is; "" when it was not sent."""
    return field.data or ""


class SignInForm(Form):
    """E-mail address and password."""

    email = EmailField(lazy_gettext("E-mail address"), [GIVEN], render_kw={"autocomplete": "username"})
    password = PasswordField(
        lazy_gettext("Password"), [GIVEN], render_kw={"autocomplete": "current-password"}
    )


class ForgottenForm(Form):
    """Where to mail a reset link."""

    email = EmailField(lazy_gettext("E-mail address"), [GIVEN], render_kw={"autocomplete": "username"})


class NewPasswordForm(Form):
    """A new password, twice."""

    password = PasswordField(
        lazy_gettext("New password"), [GIVEN], render_kw={"autocomplete": "new-password"}
    )
    repeated = PasswordField(
        lazy_gettext("New password again"),
        [GIVEN, EqualTo("password", lazy_gettext("The two passwords are not the same."))],
        render_kw={"autocomplete": "new-password"},
    )


class ChangePasswordForm(NewPasswordForm):
    """The present password, and a new one twice."""

    current = PasswordField(
        lazy_gettext("Present password"), [GIVEN], render_kw={"autocomplete": "current-password"}
    )


class DetailsForm(Form):
    """A person's name and language."""

    name = StringField(lazy_gettext("Name"), [GIVEN], render_kw={"autocomplete": "name"})
    locale = RadioField(lazy_gettext("Language"), choices=choices(LANGUAGES))


class TokenForm(Form):
    """What a new API token is for, what it may do, and for how long."""

    label = StringField(lazy_gettext("What is it for?"), [GIVEN, Length(max=100)])
    access = RadioField(
        lazy_gettext("What may it do?"),
        choices=choices(
            {"read": lazy_gettext("Read only"), "write": lazy_gettext("Read, and act in my name")}
        ),
        default="read",
    )
    lifetime_days = SelectField(
        lazy_gettext("For how long?"),
        choices=choices(
            {
                "30": lazy_gettext("30 days"),
                "90": lazy_gettext("90 days"),
                "365": lazy_gettext("One year"),
                "": lazy_gettext("Until I revoke it"),
            }
        ),
        default="90",
    )

    @property
    def scopes(self) -> frozenset[Scope]:
        """Return the scopes that were chosen."""
        return _ACCESS[self.access.data]

    def expires_at(self, now: datetime) -> datetime | None:
        """Return when the token ends, counted from `now`, or None for never."""
        days = self.lifetime_days.data
        return now + timedelta(days=int(days)) if days else None
