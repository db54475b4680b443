"""Vouchers, their balances and every transfer."""

from __future__ import annotations

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api import PageQuery, ReasonBody, reads, writes
from app.infra.api.paging import before_id, page
from app.voucher import ending
from app.voucher.api.blueprint import api
from app.voucher.queries import vouchers as voucher_queries
from app.voucher.schemas.vouchers import TransferAnswer, TransferList, VoucherAnswer, VoucherList


@api.get("/vouchers")
@requires(Permission.SEE_VOUCHERS)
@reads(query=PageQuery, answer=VoucherList)
def list_vouchers(query: PageQuery) -> VoucherList:
    """Your enterprise's vouchers; an officer's own region's."""
    place = voucher_queries.VOUCHER_SORTS.place(None, query.cursor)
    found = voucher_queries.vouchers(current_actor(), place=place, limit=query.limit + 1)
    shown, following = voucher_queries.VOUCHER_SORTS.page(found, query.limit, place)
    return VoucherList(items=[VoucherAnswer.of(statement) for statement in shown], next=following)


@api.get("/vouchers/<number>")
@requires(Permission.SEE_VOUCHERS)
@reads(answer=VoucherAnswer)
def show_voucher(number: str) -> VoucherAnswer:
    """One voucher with its balances by bucket."""
    return VoucherAnswer.of(voucher_queries.get_voucher(number, current_actor()))


@api.get("/vouchers/<number>/ledger")
@requires(Permission.SEE_VOUCHERS)
@reads(query=PageQuery, answer=TransferList)
def show_voucher_ledger(query: PageQuery, number: str) -> TransferList:
    """Every transfer of one voucher, newest first."""
    voucher = voucher_queries.get_voucher(number, current_actor()).voucher
    found = voucher_queries.ledger(voucher.id, before_id=before_id(query), limit=query.limit + 1)
    shown, following = page(found, query.limit, lambda line: line.id)
    return TransferList(items=[TransferAnswer.of(line) for line in shown], next=following)


@api.post("/vouchers/<number>/return")
@requires(Permission.CLAIM)
@writes(body=ReasonBody, answer=VoucherAnswer)
def return_voucher(body: ReasonBody, number: str) -> VoucherAnswer:
    """Give the voucher back: its free value returns to the budget."""
    ending.return_voucher(number, body.reason, by=current_actor(), now=clock.now())
    return VoucherAnswer.of(voucher_queries.get_voucher(number, current_actor()))


@api.post("/vouchers/<number>/freeze")
@requires(Permission.RUN_PROGRAMME)
@writes(body=ReasonBody, answer=VoucherAnswer)
def freeze_voucher(body: ReasonBody, number: str) -> VoucherAnswer:
    """Keep the voucher from new holds while something is looked into."""
    ending.freeze(number, body.reason, by=current_actor(), now=clock.now())
    return VoucherAnswer.of(voucher_queries.get_voucher(number, current_actor()))


@api.post("/vouchers/<number>/unfreeze")
@requires(Permission.RUN_PROGRAMME)
@writes(body=ReasonBody, answer=VoucherAnswer)
def unfreeze_voucher(body: ReasonBody, number: str) -> VoucherAnswer:
    """Let a frozen voucher be used again."""
    ending.unfreeze(number, body.reason, by=current_actor(), now=clock.now())
    return VoucherAnswer.of(voucher_queries.get_voucher(number, current_actor()))


@api.post("/vouchers/<number>/revoke")
@requires(Permission.RUN_PROGRAMME)
@writes(body=ReasonBody, answer=VoucherAnswer)
def revoke_voucher(body: ReasonBody, number: str) -> VoucherAnswer:
    """Take the voucher back for good."""
    ending.revoke(number, body.reason, by=current_actor(), now=clock.now())
    return VoucherAnswer.of(voucher_queries.get_voucher(number, current_actor()))
