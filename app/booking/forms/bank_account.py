"""A provider's bank account, as its manager types it."""

from __future__ import annotations

from wtforms import StringField
from wtforms.validators import Length

from app.booking.domain.bank_accounts import LONGEST, BankAccount
from app.infra.forms import GIVEN, Form, lazy_gettext


class BankAccountForm(Form):
    """Holder, bank and number."""

    holder = StringField(lazy_gettext("Account holder"), [GIVEN, Length(max=LONGEST["holder"])])
    bank = StringField(lazy_gettext("Bank and branch"), [GIVEN, Length(max=LONGEST["bank"])])
    number = StringField(lazy_gettext("Account number"), [GIVEN, Length(max=60)])

    @classmethod
    def of(cls, account: BankAccount) -> BankAccountForm:
        """Return the form as it shows an account."""
        return cls(formdata=None, holder=account.holder, bank=account.bank, number=account.grouped)

    def account(self) -> BankAccount:
        """Return the account as it is typed."""
        return BankAccount(self.holder.data or "", self.bank.data or "", self.number.data or "")
