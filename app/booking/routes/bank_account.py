"""The account to which enterprises transfer what they owe a provider."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking.domain.bank_accounts import BankAccount
from app.booking.forms.bank_account import BankAccountForm
from app.booking.owing.accounting import save_bank_account
from app.booking.publishing.ownership import own_provider
from app.booking.queries.bank_accounts import find_bank_account
from app.booking.routes.blueprint import pages
from app.infra import clock
from app.infra.forms import submitted


@pages.route("/receivables/account", methods=["GET", "POST"])
@requires(Permission.ANSWER_PAYMENT)
def bank_account() -> Response | tuple[str, int]:
    """Show my provider's account, and change it."""
    actor, now, form = current_actor(), clock.now(), BankAccountForm()
    provider = own_provider(actor)
    if submitted(form, lambda: save_bank_account(form.account(), by=actor, now=now)) is not None:
        flash(gettext("The account is saved; whoever owes you sees it beside what is owed."), "success")
        return redirect(url_for("booking.receivables"), 303)
    if request.method == "GET":
        known = find_bank_account(provider.organisation_id)
        form = BankAccountForm.of(known or BankAccount(provider.name_zh, "", ""))
    return render_template("booking/bank_account.html", form=form), 422 if request.method == "POST" else 200
