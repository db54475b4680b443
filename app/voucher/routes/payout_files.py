"""The files of a payout batch: the one for the bank, and the bank's answer."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api.uploads import sent_file
from app.infra.forms import submitted
from app.infra.tables import TableFormat, send_table
from app.voucher.forms.bank_answer import BankAnswerForm
from app.voucher.paying.answering import import_answer
from app.voucher.paying.exporting import payout_table
from app.voucher.queries.payouts import get_payout
from app.voucher.routes.blueprint import pages


@pages.get("/payouts/<int:payout_id>/export.<any(csv, xlsx):form>")
@requires(Permission.PAY_OUT)
def export_payout(payout_id: int, form: str) -> Response:
    """Download an approved batch for the bank."""
    return send_table(payout_table(payout_id, by=current_actor()), TableFormat(form))


@pages.get("/payouts/<int:payout_id>/bank-answer")
@requires(Permission.PAY_OUT)
def bank_answer(payout_id: int) -> str:
    """Ask for the bank's answer to a batch."""
    return _form_page(payout_id, BankAnswerForm())


@pages.post("/payouts/<int:payout_id>/bank-answer")
@requires(Permission.PAY_OUT)
def import_bank_answer(payout_id: int) -> AnyResponse | tuple[str, int]:
    """Import the bank's answer; a refused file is told row by row."""
    form, actor, now = BankAnswerForm(), current_actor(), clock.now()
    get_payout(payout_id, actor)  # somebody else's is not there, whatever was sent
    ref = submitted(form, lambda: import_answer(payout_id, sent_file(), by=actor, now=now))
    if ref is None:
        return _form_page(payout_id, form), 422
    flash(gettext("%(ref)s: the bank's answer is noted.", ref=ref), "success")
    return redirect(url_for("voucher.payout", payout_id=payout_id))


def _form_page(payout_id: int, form: BankAnswerForm) -> str:
    return render_template(
        "voucher/bank_answer.html", payout=get_payout(payout_id, current_actor()), form=form
    )
