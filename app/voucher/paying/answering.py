"""Importing the bank's answer to a batch: all of the file, or nothing."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import update

from app.accounts.access import event_actor
from app.infra.db import constraint_error, execute_checked
from app.infra.documents import MOST_BYTES
from app.infra.events import record
from app.infra.workbooks import is_workbook, table_of
from app.kernel.errors import Conflict, Invalid
from app.kernel.machines import after
from app.kernel.text import N_
from app.voucher.domain.bank_answers import FIELD, BankStatus, decoded, judged, rows_of
from app.voucher.domain.payouts import PAYOUT, PayoutAction
from app.voucher.models import PayoutLine
from app.voucher.paying.building import MOST_CLAIMS, SUBJECT
from app.voucher.paying.moving import confirm, send_back
from app.voucher.queries.payouts import bank_references_of_others, get_payout, lock_payout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.infra.documents import Upload
    from app.voucher.domain.bank_answers import Answered, AnswerRow
    from app.voucher.domain.payout_cards import PayoutCard

constraint_error(
    "payout_line_bank_reference",
    lambda: Conflict(
        "bank_reference_used", N_("One of the bank's references names another payment."), field=FIELD
    ),
    sqlite_columns="payout_line.bank_reference",
)


def import_answer(payout_id: int, upload: Upload, *, by: Actor, now: datetime) -> str:
    """Confirm a sent batch, or note what came back, as the bank's file says; return the batch's reference.

    Raises:
        NotFound: the batch is not of the officer's region.
        Conflict: `illegal_transition`, when the batch is not with the bank.
        Invalid: everything that is wrong with the file, each with its line.
    """
    get_payout(payout_id, by)
    batch = lock_payout(payout_id)
    # A batch that was never sent is told so, not that its payments are unknown.
    after(PAYOUT, batch.state, PayoutAction.RETURN)
    rows = _rows(upload)
    answers, problems = judged(rows, batch, bank_references_of_others(batch.id, _references(rows)))
    if problems:
        raise Invalid.of(problems)
    _note_references(answers)
    returns = {
        answer.payment.claim_id: answer.reason or ""
        for answer in answers
        if answer.status is BankStatus.RETURNED
    }
    record(
        subject_kind=SUBJECT,
        subject_ref=batch.ref,
        action="import-answer",
        at=now,
        actor=event_actor(by),
        data={
            "sha256": hashlib.sha256(upload.content).hexdigest(),
            "paid": len(answers) - len(returns),
            "returned": len(returns),
        },
    )
    _act(batch, returns, by=by, now=now)
    return batch.ref


def _rows(upload: Upload) -> list[AnswerRow]:
    if len(upload.content) > MOST_BYTES:
        most = MOST_BYTES // 1024 // 1024
        raise Invalid("file_too_large", N_("A file may have at most %(most)s MB."), field=FIELD, most=most)
    text = decoded(table_of(upload.content) if is_workbook(upload.content) else upload.content)
    if text is None:
        raise Invalid(
            "not_a_csv",
            N_("This is not a text file."),
            field=FIELD,
            fix=N_("Save it as a workbook (.xlsx) or as CSV (UTF-8), and send that."),
        )
    rows, problems = rows_of(text, MOST_CLAIMS)
    if problems:
        raise Invalid.of(problems)
    return rows


def _references(rows: Sequence[AnswerRow]) -> set[str]:
    return {row.reference for row in rows if row.reference}


def _note_references(answers: Sequence[Answered]) -> None:
    for answer in answers:
        if answer.reference is not None:
            execute_checked(
                update(PayoutLine)
                .where(PayoutLine.id == answer.payment.id, PayoutLine.bank_reference.is_(None))
                .values(bank_reference=answer.reference)
            )


def _act(batch: PayoutCard, returns: Mapping[int, str], *, by: Actor, now: datetime) -> None:
    if returns:
        send_back(batch.id, returns, by=by, now=now)
    else:
        confirm(batch.id, batch.bank_reference, by=by, now=now)
