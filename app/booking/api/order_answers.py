"""Service orders as they are answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from app.accounts.domain.actor import Actor
from app.booking.api.answers import FinalAnswer
from app.booking.api.parts import LineAnswer, ProblemAnswer, VoucherPartAnswer
from app.booking.domain.cards import SettlementCard
from app.booking.domain.orders.cards import OrderCard, OrderDocument
from app.booking.domain.orders.states import BEFORE, OrderState, offered
from app.booking.domain.parties import order_party_of
from app.booking.purchasing import paid_parts
from app.infra.api import Answer, Instant, MoneyBody
from app.kernel.errors import Problem
from app.kernel.words import VoucherMode


class OrderAnswer(Answer):
    """A service order; `actions` are what the caller may do now.

    Prices, `lines` and `due_on` are null before the quotation. `voucher` and `mode` are those wished for up
    to the contract, and from then on those that pay. `final_price` is what the provider asks in the end,
    where it differs. `problems` say why the voucher wished for does not pay, if it does not. `vouchers` say
    what each pays, where several do; `voucher` is the first of them.
    """

    ref: str
    state: OrderState
    service_id: int
    quantity: int
    wishes: str
    lines: list[LineAnswer] | None
    total: MoneyBody | None
    voucher_share: MoneyBody | None
    own_share: MoneyBody | None
    net_cost: MoneyBody | None
    final_price: MoneyBody | None
    voucher: str | None
    vouchers: list[VoucherPartAnswer]
    mode: VoucherMode | None
    recognition: str | None
    due_on: date | None
    note: str
    requested_at: Instant
    deadline_at: Instant | None
    actions: list[str]
    problems: list[ProblemAnswer]

    @classmethod
    def of(
        cls, order: OrderCard, actor: Actor, now: datetime, problems: Sequence[Problem] = ()
    ) -> OrderAnswer:
        """Return an order as the actor sees it."""
        agreement, party = order.agreement, order_party_of(order, actor)
        shares = agreement.shares if agreement else None
        voucher = agreement.voucher if agreement else None
        wish = order.wish if voucher is None and order.state in BEFORE else None
        return cls(
            ref=order.ref,
            state=order.state,
            service_id=order.service_id,
            quantity=order.quantity,
            wishes=order.wishes,
            lines=[LineAnswer.of(line) for line in agreement.lines] if agreement else None,
            total=MoneyBody.of(shares.total) if shares else None,
            voucher_share=MoneyBody.of(shares.voucher_share) if shares else None,
            own_share=MoneyBody.of(shares.own_share) if shares else None,
            net_cost=MoneyBody.of(shares.net_cost) if shares else None,
            final_price=MoneyBody.of(order.final) if order.final else None,
            voucher=voucher.number if voucher else wish.number if wish else None,
            vouchers=VoucherPartAnswer.of_all(voucher.paying if voucher else ()),
            mode=voucher.mode if voucher else wish.mode if wish else None,
            recognition=voucher.recognition_ref if voucher else None,
            due_on=order.due_on,
            note=order.note,
            requested_at=order.requested_at,
            deadline_at=order.deadline_at,
            actions=[str(action) for action in offered(order.standing(now), party)] if party else [],
            problems=[ProblemAnswer.of(problem) for problem in problems],
        )


class OrderList(Answer):
    """Orders, the newest first."""

    items: list[OrderAnswer]
    next: str | None


class OrderSettlementAnswer(FinalAnswer):
    """What an order came to."""

    order: str

    @classmethod
    def of(cls, order: OrderCard, settlement: SettlementCard) -> OrderSettlementAnswer:
        """Return a settlement as it is answered."""
        return cls(order=order.ref, **cls.values_of(settlement, paid_parts(order.ref, order.agreed)))


class OrderDocumentAnswer(Answer):
    """A file of an order; `side` is who added it, `size` in bytes, `sha256` of its bytes."""

    id: str
    kind: str
    side: str
    filename: str
    size: int
    sha256: str
    added_by: str
    added_at: Instant

    @classmethod
    def of(cls, document: OrderDocument) -> OrderDocumentAnswer:
        """Return a file as it is answered."""
        return cls(
            id=document.ref,
            kind=document.kind,
            side=document.party,
            filename=document.filename,
            size=document.size,
            sha256=document.sha256,
            added_by=document.added_by,
            added_at=document.added_at,
        )


class OrderDocumentList(Answer):
    """The files of an order, as they were added; there is no further page."""

    items: list[OrderDocumentAnswer]
    next: None = None
