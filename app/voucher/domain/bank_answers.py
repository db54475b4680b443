"""The bank's answer to a payout batch: a CSV with a row a payment, judged as a whole before any of it counts.

Columns, in any order: `claim` (or `ref`) names the payment, `status` is paid or returned, `reference` is the
bank's own number of it, `reason` says why it came back. Columns not known are not looked at.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO
from typing import TYPE_CHECKING

from app.kernel.errors import Problem
from app.kernel.text import N_
from app.voucher.domain.payouts import PayoutLineState

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from app.voucher.domain.payout_cards import PayoutCard, PayoutLineCard

FIELD = "file"
LONGEST_REASON = 500
LONGEST_REFERENCE = 64
# Banks write UTF-8 with or without its mark; older systems write GB18030, of which GBK is a part.
ENCODINGS = ("utf-8-sig", "gb18030")


class BankStatus(StrEnum):
    """What became of a payment."""

    PAID = "paid"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row as it stands in the file; `line` is where it ends, the header's being 1."""

    line: int
    claim: str
    status: str
    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What the bank says of one payment of the batch."""

    payment: PayoutLineCard
    status: BankStatus
    reference: str | None
    reason: str | None


def decoded(content: bytes) -> str | None:
    """Return the file's text, or None where it is none."""
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def rows_of(text: str, most: int) -> tuple[list[AnswerRow], list[Problem]]:
    """Return the file's rows (blank ones left out), or the problems of the file itself."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        found = [(reader.line_num, [_plain(cell) for cell in row]) for row in reader]
    except csv.Error:
        return [], [_at(reader.line_num, "not_a_csv", N_("Line %(line)s: this is not a CSV file."))]
    found = [(line, row) for line, row in found if any(row)]
    head = [cell.lower() for cell in found[0][1]] if found else []
    problems = list(_head_problems(head))
    if len(found) < 2 and not problems:
        problems.append(Problem("file_empty", N_("The file has no payments."), FIELD))
    if len(found) - 1 > most:
        message = N_("The file has more than %(most)s payments.")
        problems.append(Problem("too_many_lines", message, FIELD, values={"most": most}))
    return ([] if problems else [_row(line, head, row) for line, row in found[1:]]), problems


def judged(
    rows: Sequence[AnswerRow], batch: PayoutCard, used: Collection[str]
) -> tuple[list[Answered], list[Problem]]:
    """Return what the rows say, or every problem of every row; `used` are bank references of other payments.

    Each payment that is on its way has to be answered, so that no batch counts as confirmed in part.
    """
    payments = {payment.claim_ref: payment for payment in batch.lines}
    claims = Counter(row.claim for row in rows)
    references = Counter(row.reference for row in rows if row.reference != batch.bank_reference)
    problems: list[Problem] = []
    for row in rows:
        problems += _claim_problems(row, payments, claims)
        problems += _status_problems(row)
        problems += _reference_problems(row, references, used)
    unanswered = [
        payment.claim_ref
        for payment in batch.lines
        if payment.state is PayoutLineState.PAID and payment.claim_ref not in claims
    ]
    for ref in unanswered:
        message = N_("The bank's answer for the claim %(ref)s is missing.")
        problems.append(Problem("unanswered", message, FIELD, values={"ref": ref}))
    return ([] if problems else [_answered(row, payments, batch) for row in rows]), problems


def _head_problems(head: Sequence[str]) -> Iterator[Problem]:
    missing = tuple(name for name in ("status", "reference", "reason") if name not in head)
    if "claim" not in head and "ref" not in head:
        missing = ("claim", *missing)
    if missing:
        yield Problem(
            "missing_columns",
            N_("These columns are missing: %(columns)s."),
            FIELD,
            N_("The first row names the columns: claim, status, reference, reason."),
            {"columns": missing},
        )
    if len(set(filter(None, head))) < len(list(filter(None, head))):
        yield Problem("named_twice", N_("A column may be named once."), FIELD)


def _row(line: int, head: Sequence[str], cells: Sequence[str]) -> AnswerRow:
    values: Mapping[str, str] = dict(zip(head, cells, strict=False))
    return AnswerRow(
        line,
        values.get("claim") or values.get("ref", ""),
        values.get("status", "").lower(),
        values.get("reference", ""),
        values.get("reason", ""),
    )


def _claim_problems(
    row: AnswerRow, payments: Mapping[str, PayoutLineCard], claims: Counter[str]
) -> Iterator[Problem]:
    payment = payments.get(row.claim)
    if payment is None:
        message = N_("Line %(line)s: there is no claim %(ref)s in this batch.")
        yield _at(row.line, "unknown_reference", message, ref=row.claim or "—")
    elif payment.state is not PayoutLineState.PAID:
        message = N_("Line %(line)s: the payment of %(ref)s came back before.")
        yield _at(row.line, "returned_before", message, ref=row.claim)
    if row.claim and claims[row.claim] > 1:
        message = N_("Line %(line)s: the claim %(ref)s stands in the file more than once.")
        yield _at(row.line, "repeated_reference", message, ref=row.claim)


def _status_problems(row: AnswerRow) -> Iterator[Problem]:
    if row.status not in set(BankStatus):
        message = N_("Line %(line)s: the status must be paid or returned, not “%(status)s”.")
        yield _at(row.line, "not_a_choice", message, status=row.status)
    if row.status == BankStatus.RETURNED and not row.reason:
        yield _at(row.line, "reason_needed", N_("Line %(line)s: say why the payment came back."))
    if len(row.reason) > LONGEST_REASON:
        message = N_("Line %(line)s: the reason may have at most %(most)s characters.")
        yield _at(row.line, "too_long", message, most=LONGEST_REASON)


def _reference_problems(row: AnswerRow, references: Counter[str], used: Collection[str]) -> Iterator[Problem]:
    if not 0 < len(row.reference) <= LONGEST_REFERENCE:
        message = N_("Line %(line)s: the bank's reference must have 1 to %(most)s characters.")
        yield _at(row.line, "bank_reference_needed", message, most=LONGEST_REFERENCE)
    elif references[row.reference] > 1 or row.reference in used:
        message = N_("Line %(line)s: the bank's reference %(reference)s names another payment too.")
        yield _at(row.line, "bank_reference_used", message, reference=row.reference)


def _answered(row: AnswerRow, payments: Mapping[str, PayoutLineCard], batch: PayoutCard) -> Answered:
    own = None if row.reference == batch.bank_reference else row.reference
    return Answered(payments[row.claim], BankStatus(row.status), own, row.reason or None)


def _at(line: int, code: str, message: str, **values: object) -> Problem:
    return Problem(code, message, FIELD, values={"line": line} | values)


def _plain(cell: str) -> str:
    """Return a cell without signs that are not for reading, and without the mark our own export may set."""
    return " ".join("".join(sign for sign in cell if sign.isprintable() or sign.isspace()).split())
