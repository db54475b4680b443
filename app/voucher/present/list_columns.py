"""The columns of the voucher side's lists as files: vouchers, applications, claims, payouts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.infra.code_words import code_word
from app.infra.list_files import Column, wall_text
from app.infra.names import name_of
from app.kernel.text import N_
from app.voucher.present.claims import ZONE

if TYPE_CHECKING:
    from app.voucher.domain.applications import ApplicationCard
    from app.voucher.domain.cards import VoucherStatement
    from app.voucher.domain.claim_cards import ClaimCard
    from app.voucher.domain.payout_cards import PayoutCard

VOUCHERS: tuple[Column[VoucherStatement], ...] = (
    Column(N_("Number"), lambda each: each.voucher.number),
    Column(N_("State"), lambda each: code_word(each.voucher.state)),
    Column(N_("Face value"), lambda each: each.voucher.face),
    Column(N_("Available"), lambda each: each.balances.available),
    Column(N_("Held"), lambda each: each.balances.held),
    Column(N_("To be claimed"), lambda each: each.balances.claimable),
    Column(N_("Paid out"), lambda each: each.balances.paid),
    Column(N_("Currency"), lambda each: each.voucher.face.currency),
    Column(N_("Last day to use"), lambda each: each.voucher.use_by),
    Column(N_("Last day to claim"), lambda each: each.voucher.redeem_by),
)

APPLICATIONS: tuple[Column[ApplicationCard], ...] = (
    Column(N_("Application"), lambda each: each.ref),
    Column(N_("Programme"), lambda each: each.programme_name),
    Column(N_("Enterprise"), lambda each: name_of(each.enterprise)),
    Column(N_("Credit code"), lambda each: each.enterprise.credit_code),
    Column(N_("State"), lambda each: code_word(each.state)),
    Column(N_("Amount asked for"), lambda each: each.amount),
    Column(N_("Granted"), lambda each: each.approved),
    Column(N_("Currency"), lambda each: each.amount.currency),
    Column(N_("Purpose"), lambda each: each.purpose),
    Column(N_("Submitted on"), lambda each: wall_text(each.submitted_at, ZONE)),
)

CLAIMS: tuple[Column[ClaimCard], ...] = (
    Column(N_("Claim"), lambda each: each.ref),
    Column(N_("State"), lambda each: code_word(each.state)),
    Column(N_("Payee"), lambda each: name_of(each.payee)),
    Column(N_("Way of use"), lambda each: code_word(each.mode)),
    Column(N_("Uses"), lambda each: len(each.lines)),
    Column(N_("Claimed"), lambda each: each.captured),
    Column(N_("Approved amount"), lambda each: each.approved),
    Column(N_("Currency"), lambda each: each.currency),
    Column(N_("Handed in"), lambda each: wall_text(each.submitted_at, ZONE)),
)

PAYOUTS: tuple[Column[PayoutCard], ...] = (
    Column(N_("Batch"), lambda each: each.ref),
    Column(N_("State"), lambda each: code_word(each.state)),
    Column(N_("Payments"), lambda each: len(each.lines)),
    Column(N_("Total"), lambda each: each.total),
    Column(N_("Currency"), lambda each: each.currency),
    Column(N_("Built"), lambda each: wall_text(each.built_at, ZONE)),
    Column(N_("Built by"), lambda each: each.built_by),
    Column(N_("Bank reference"), lambda each: each.bank_reference),
)
