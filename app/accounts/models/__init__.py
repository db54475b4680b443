"""The tables of accounts. Private to this package."""

from app.accounts.models.calendar_choice import CalendarChoiceRow
from app.accounts.models.enterprises import (
    ControlGroup,
    Enterprise,
    EnterpriseDocument,
    ProviderTie,
    SmeRegistration,
)
from app.accounts.models.joining import Invitation, SignUp
from app.accounts.models.members import (
    ApiToken,
    Membership,
    Organisation,
    PasswordReset,
    Person,
    SignInAttempt,
)
from app.accounts.models.notices import MutedNotice, Notification

__all__ = [
    "ApiToken",
    "CalendarChoiceRow",
    "ControlGroup",
    "Enterprise",
    "EnterpriseDocument",
    "Invitation",
    "Membership",
    "MutedNotice",
    "Notification",
    "Organisation",
    "PasswordReset",
    "Person",
    "ProviderTie",
    "SignInAttempt",
    "SignUp",
    "SmeRegistration",
]
