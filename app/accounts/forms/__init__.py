"""The forms of the account pages and of the register."""

from app.accounts.forms.signing import (
    ChangePasswordForm,
    DetailsForm,
    ForgottenForm,
    NewPasswordForm,
    SignInForm,
    TokenForm,
    typed,
)

__all__ = [
    "ChangePasswordForm",
    "DetailsForm",
    "ForgottenForm",
    "NewPasswordForm",
    "SignInForm",
    "TokenForm",
    "typed",
]
