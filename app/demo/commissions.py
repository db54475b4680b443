"""What becomes of an order, step by step, by the same use cases that people's clicks call (see stories)."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.booking.domain.orders.cards import OrderWish, Quotation
from app.booking.domain.orders.documents import DocumentKind
from app.booking.orders.accepting import accept, dispute
from app.booking.orders.contracting import accept_quote
from app.booking.orders.ending import cancel
from app.booking.orders.files import add_file
from app.booking.orders.quoting import decline, quote, withdraw
from app.booking.orders.requesting import request_order
from app.booking.orders.working import Delivery, deliver, start
from app.booking.queries.orders import get_order
from app.demo.documents import document
from app.demo.stories import Pause
from app.kernel.money import Money
from app.pool.domain.days import pool_day

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor
    from app.booking.domain.wishes import VoucherWish
    from app.demo.stories import Story
    from app.demo.visits import Customer
    from app.pool.domain.cards import ServiceCard

_HOUR = timedelta(hours=1)
QUOTED_AFTER, AGREED_AFTER, BEGUN_AFTER = 20 * _HOUR, 46 * _HOUR, 70 * _HOUR
ACCEPTED_AFTER, OBJECTED_AFTER, MENDED_AFTER = 50 * _HOUR, 26 * _HOUR, 75 * _HOUR


@dataclass(frozen=True, slots=True)
class Commission:
    """An order that will be placed at `asked_at`; `yuan` is what a quotation of it will say."""

    service: ServiceCard
    keeper: Actor
    customer: Customer
    asked_at: datetime
    quantity: int
    wishes: str
    voucher: VoucherWish | None
    yuan: int
    work_days: int

    @property
    def is_quoted(self) -> bool:
        """Tell whether the provider has to quote it."""
        return self.service.details.price is None


def asked(order: Commission) -> Generator[Pause, None, str]:
    """Ask; return the order's reference."""
    yield Pause(order.asked_at)
    wish = OrderWish(order.service.id, order.quantity, order.wishes, order.voucher)
    customer = order.customer
    made = request_order(wish=wish, by=customer.actor, enterprise=customer.enterprise, now=order.asked_at)
    return made.ref


def unanswered(order: Commission) -> Story:
    """Ask somebody who does not answer (yet)."""
    return (yield from asked(order))


def quoted(order: Commission) -> Generator[Pause, None, str]:
    """Ask, and have a quotation where the price is not fixed."""
    ref = yield from asked(order)
    if order.is_quoted:
        yield Pause(at := order.asked_at + QUOTED_AFTER, ref)
        days = timedelta(days=order.service.details.lead_days)
        quotation = Quotation(Money(order.yuan * 100), pool_day(at) + days, "含样品制备与一次技术交流。")
        quote(ref=ref, quotation=quotation, by=order.keeper, now=at)
    return ref


def agreed(order: Commission) -> Generator[Pause, None, str]:
    """Accept the quotation."""
    ref = yield from quoted(order)
    yield Pause(at := order.asked_at + AGREED_AFTER, ref)
    accept_quote(ref=ref, voucher=order.voucher, by=order.customer.actor, now=at)
    return ref


def begun(order: Commission) -> Generator[Pause, None, str]:
    """Let the provider begin."""
    ref = yield from agreed(order)
    yield Pause(at := order.asked_at + BEGUN_AFTER, ref)
    _add(order, ref, "服务合同", DocumentKind.CONTRACT, at)
    start(ref=ref, by=order.keeper, now=at)
    return ref


def delivered(order: Commission, *, percent: int = 100) -> Generator[Pause, None, tuple[str, datetime]]:
    """Let the provider deliver, for so much of the price; return also when."""
    ref = yield from begun(order)
    yield Pause(at := order.asked_at + BEGUN_AFTER + timedelta(days=order.work_days), ref)
    _add(order, ref, "检测报告", DocumentKind.DELIVERABLE, at)
    total = get_order(ref).agreed.total
    asked_price = None if percent == 100 else total.share(percent, 100)
    deliver(ref=ref, delivery=Delivery(asked_price, "报告已上传，请查收。"), by=order.keeper, now=at)
    return ref, at


def handed_over(order: Commission) -> Story:
    """Deliver, and wait: the customer has not looked yet, or lets the deadline accept it."""
    ref, _ = yield from delivered(order)
    return ref


def settled(order: Commission, *, percent: int = 100) -> Story:
    """Accept what was delivered."""
    ref, at = yield from delivered(order, percent=percent)
    yield Pause(at := at + ACCEPTED_AFTER, ref)
    accept(ref=ref, by=order.customer.actor, now=at)
    return ref


def disputed(order: Commission) -> Generator[Pause, None, tuple[str, datetime]]:
    """Object to what was delivered; return also when."""
    ref, at = yield from delivered(order)
    yield Pause(at := at + OBJECTED_AFTER, ref)
    dispute(ref=ref, reason="报告缺少第三个样品的曲线", by=order.customer.actor, now=at)
    return ref, at


def objected(order: Commission) -> Story:
    """Object, and wait for the provider."""
    ref, _ = yield from disputed(order)
    return ref


def delivered_again(order: Commission) -> Generator[Pause, None, str]:
    """Have it mended and delivered again, a little cheaper."""
    ref, at = yield from disputed(order)
    yield Pause(at := at + MENDED_AFTER, ref)
    _add(order, ref, "补充报告", DocumentKind.DELIVERABLE, at)
    price = get_order(ref).agreed.total.share(90, 100)
    deliver(ref=ref, delivery=Delivery(price, "已补测第三个样品，价格优惠一成。"), by=order.keeper, now=at)
    return ref


def mended(order: Commission) -> Story:
    """Have it delivered again, and wait."""
    return (yield from delivered_again(order))


def declined(order: Commission) -> Story:
    """Ask a provider who can not."""
    ref = yield from asked(order)
    yield Pause(at := order.asked_at + QUOTED_AFTER, ref)
    decline(ref=ref, reason="近期产能已满，无法承接", by=order.keeper, now=at)
    return ref


def withdrawn(order: Commission) -> Story:
    """Think better of it."""
    ref = yield from quoted(order)
    yield Pause(at := order.asked_at + AGREED_AFTER, ref)
    withdraw(ref=ref, reason="项目计划调整", by=order.customer.actor, now=at)
    return ref


def cancelled(order: Commission) -> Story:
    """Cancel before the work begins."""
    ref = yield from agreed(order)
    yield Pause(at := order.asked_at + BEGUN_AFTER, ref)
    cancel(ref=ref, reason="样品未能按时制成", by=order.customer.actor, now=at)
    return ref


def given_up(order: Commission) -> Story:
    """Hear from the provider that it can not be done after all."""
    ref = yield from begun(order)
    yield Pause(at := order.asked_at + BEGUN_AFTER + timedelta(days=2), ref)
    cancel(ref=ref, reason="样品尺寸不满足夹具要求", by=order.keeper, now=at)
    return ref


def _add(order: Commission, ref: str, title: str, kind: DocumentKind, at: datetime) -> None:
    upload = document(title, ref, get_order(ref).agreed.total)
    add_file(ref=ref, kind=kind, upload=upload, by=order.keeper, now=at)
