"""What the database's own refusals mean, in the domain's words. Imported for its effect by the ledger."""

from app.infra.db import constraint_error
from app.kernel.errors import Conflict, Invalid, PaymentRequired
from app.kernel.text import N_
from app.voucher.domain.refusing import INSUFFICIENT


def _insufficient() -> PaymentRequired:
    return PaymentRequired(
        INSUFFICIENT,
        N_("The voucher does not hold enough for this."),
        field="voucher",
        fix=N_("Look at its balance again: somebody else used it a moment ago."),
    )


def _budget_exceeded() -> Conflict:
    return Conflict(
        "budget_exceeded",
        N_("The programme's budget is used up."),
        fix=N_("Issue a smaller amount, or from another funding tier."),
    )


def _cap_exceeded() -> Invalid:
    return Invalid(
        "cap_exceeded",
        N_("The enterprise would get more than the programme's yearly cap."),
        field="amount",
        fix=N_("Issue a smaller amount."),
    )


def _already_held() -> Conflict:
    return Conflict("already_held", N_("A voucher is already held for this."))


def _already_resolved() -> Conflict:
    return Conflict("illegal_transition", N_("This voucher hold was resolved before."))


constraint_error("bucket_not_negative", _insufficient)
constraint_error("budget_not_overdrawn", _budget_exceeded)
constraint_error("cap_not_exceeded", _cap_exceeded)
constraint_error("hold_one_live", _already_held, sqlite_columns="hold.reference, hold.position")
constraint_error("hold_voucher_once", _already_held, sqlite_columns="hold.reference, hold.voucher_id")
constraint_error("hold_resolved_once", _already_resolved)
