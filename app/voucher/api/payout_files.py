"""What goes to the bank for a batch, and what comes back: files."""

from __future__ import annotations

from flask import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api import FormBody, receives, sends
from app.infra.documents import Upload
from app.infra.tables import TableFormat, send_table
from app.voucher.api.blueprint import api
from app.voucher.paying.answering import import_answer
from app.voucher.paying.exporting import payout_table
from app.voucher.queries import payouts as payout_queries
from app.voucher.schemas.payouts import PayoutAnswer


class BankAnswerForm(FormBody):
    """The bank's answer as a CSV `file`: claim (or ref), status paid|returned, reference, reason."""


@api.get("/payouts/<int:payout_id>/export.<any(csv, xlsx):form>")
@requires(Permission.PAY_OUT)
@sends("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
def export_payout(payout_id: int, form: str) -> Response:
    """An approved batch as the file for the bank: CSV (UTF-8 with BOM) or XLSX."""
    return send_table(payout_table(payout_id, by=current_actor()), TableFormat(form))


@api.post("/payouts/<int:payout_id>/bank-answer")
@requires(Permission.PAY_OUT)
@receives(form=BankAnswerForm, answer=PayoutAnswer)
def import_bank_answer(_form: BankAnswerForm, upload: Upload, payout_id: int) -> PayoutAnswer:
    """Import the bank's answer: all of the file, or nothing and every bad row."""
    import_answer(payout_id, upload, by=current_actor(), now=clock.now())
    return PayoutAnswer.of(payout_queries.get_payout(payout_id, current_actor()))
