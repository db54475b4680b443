"""Payouts: batches of payments, built by one officer and approved by another."""

from __future__ import annotations

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api import NoBody, PageQuery, ReasonBody, reads, writes
from app.infra.api.paging import before_id, page
from app.voucher.api.blueprint import api
from app.voucher.paying import moving
from app.voucher.paying.building import build_payout
from app.voucher.queries import payouts as payout_queries
from app.voucher.schemas.payouts import BankBody, PayoutAnswer, PayoutBody, PayoutList, ReturnBody


@api.get("/payouts")
@requires(Permission.PAY_OUT)
@reads(query=PageQuery, answer=PayoutList)
def list_payouts(query: PageQuery) -> PayoutList:
    """Your region's batches."""
    found = payout_queries.payouts(current_actor(), before_id=before_id(query), limit=query.limit + 1)
    shown, following = page(found, query.limit, lambda payout: payout.id)
    return PayoutList(items=[PayoutAnswer.of(payout) for payout in shown], next=following)


@api.post("/payouts")
@requires(Permission.PAY_OUT)
@writes(body=PayoutBody, answer=PayoutAnswer, status=201)
def draft_payout(body: PayoutBody) -> PayoutAnswer:
    """Build a batch over payable claims of your region."""
    return _answer(build_payout(body.claims, by=current_actor(), now=clock.now()))


@api.get("/payouts/<int:payout_id>")
@requires(Permission.PAY_OUT)
@reads(answer=PayoutAnswer)
def show_payout(payout_id: int) -> PayoutAnswer:
    """One batch with its payments."""
    return _answer(payout_id)


@api.post("/payouts/<int:payout_id>/approve")
@requires(Permission.PAY_OUT)
@writes(body=NoBody, answer=PayoutAnswer)
def approve_payout(_body: NoBody, payout_id: int) -> PayoutAnswer:
    """Approve a batch that another officer built."""
    moving.approve(payout_id, by=current_actor(), now=clock.now())
    return _answer(payout_id)


@api.post("/payouts/<int:payout_id>/send")
@requires(Permission.PAY_OUT)
@writes(body=BankBody, answer=PayoutAnswer)
def send_payout(body: BankBody, payout_id: int) -> PayoutAnswer:
    """Mark an approved batch as sent under the bank's reference."""
    moving.send(payout_id, body.bank_reference, by=current_actor(), now=clock.now())
    return _answer(payout_id)


@api.post("/payouts/<int:payout_id>/confirm")
@requires(Permission.PAY_OUT)
@writes(body=BankBody, answer=PayoutAnswer)
def confirm_payout(body: BankBody, payout_id: int) -> PayoutAnswer:
    """Note that the bank carried it out."""
    moving.confirm(payout_id, body.bank_reference, by=current_actor(), now=clock.now())
    return _answer(payout_id)


@api.post("/payouts/<int:payout_id>/return")
@requires(Permission.PAY_OUT)
@writes(body=ReturnBody, answer=PayoutAnswer)
def return_payout(body: ReturnBody, payout_id: int) -> PayoutAnswer:
    """Note which payments the bank sent back; their claims are payable again."""
    returns = {line.claim: line.reason for line in body.lines}
    moving.send_back(payout_id, returns, by=current_actor(), now=clock.now())
    return _answer(payout_id)


@api.post("/payouts/<int:payout_id>/cancel")
@requires(Permission.PAY_OUT)
@writes(body=ReasonBody, answer=PayoutAnswer)
def cancel_payout(body: ReasonBody, payout_id: int) -> PayoutAnswer:
    """Give up a batch that was not sent."""
    moving.cancel(payout_id, body.reason, by=current_actor(), now=clock.now())
    return _answer(payout_id)


def _answer(payout_id: int) -> PayoutAnswer:
    return PayoutAnswer.of(payout_queries.get_payout(payout_id, current_actor()))
