"""The columns of booking's lists as files: bookings (also a day's sheet), orders, own shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.infra.code_words import code_word
from app.infra.list_files import Column, wall_text
from app.infra.names import name_of
from app.kernel.text import N_

if TYPE_CHECKING:
    from app.booking.present.bookings import BookingRow, ListedRow
    from app.booking.present.desk import DeskRow
    from app.booking.present.orders import OrderRow
    from app.booking.present.receivables import ReceivablePage
    from app.kernel.money import Money


def _instrument(row: BookingRow) -> str:
    return name_of(row.instrument.details) or row.instrument.name


def _price(each: OrderRow) -> Money | None:
    agreement = each.order.agreement
    return each.order.final or (agreement.shares.total if agreement else None)


BOOKINGS: tuple[Column[ListedRow], ...] = (
    Column(N_("Booking"), lambda each: each.row.booking.ref),
    Column(N_("Instrument"), lambda each: _instrument(each.row)),
    Column(N_("Provider"), lambda each: name_of(each.row.instrument.provider)),
    Column(N_("Booked by"), lambda each: each.person.name if each.person else None),
    Column(N_("Enterprise"), lambda each: name_of(each.enterprise) if each.enterprise else None),
    Column(N_("Starts"), lambda each: wall_text(each.row.booking.span.start, each.row.zone)),
    Column(N_("Ends"), lambda each: wall_text(each.row.booking.span.end, each.row.zone)),
    Column(N_("Time zone"), lambda each: each.row.zone),
    Column(N_("State"), lambda each: code_word(each.row.booking.state)),
    Column(N_("Price"), lambda each: each.row.shares.total if each.row.shares else None),
    Column(N_("Voucher pays"), lambda each: each.row.shares.voucher_share if each.row.shares else None),
    Column(N_("Currency"), lambda each: each.row.booking.agreed.total.currency),
)

DESK: tuple[Column[DeskRow], ...] = (
    Column(N_("Booking"), lambda each: each.row.booking.ref),
    Column(N_("Instrument"), lambda each: _instrument(each.row)),
    Column(N_("Starts"), lambda each: wall_text(each.row.booking.span.start, each.row.zone)),
    Column(N_("Ends"), lambda each: wall_text(each.row.booking.span.end, each.row.zone)),
    Column(N_("Time zone"), lambda each: each.row.zone),
    Column(N_("Booked by"), lambda each: each.person.name),
    Column(N_("Enterprise"), lambda each: name_of(each.enterprise)),
    Column(N_("Purpose"), lambda each: each.row.booking.purpose),
    Column(N_("State"), lambda each: code_word(each.row.booking.state)),
)

ORDERS: tuple[Column[OrderRow], ...] = (
    Column(N_("Order"), lambda each: each.order.ref),
    Column(N_("Service"), lambda each: name_of(each.service.details)),
    Column(N_("Provider"), lambda each: name_of(each.service.provider)),
    Column(N_("Delivered by"), lambda each: each.order.due_on),
    Column(N_("State"), lambda each: code_word(each.order.state)),
    Column(N_("Price"), _price),
    Column(
        N_("Voucher pays"),
        lambda each: each.order.agreement.shares.voucher_share if each.order.agreement else None,
    ),
    Column(N_("Currency"), lambda each: price.currency if (price := _price(each)) else None),
)

RECEIVABLES: tuple[Column[ReceivablePage], ...] = (
    Column(N_("About"), lambda each: each.receivable.use),
    Column(N_("Refused claim"), lambda each: each.receivable.claim),
    Column(N_("Enterprise"), lambda each: name_of(each.receivable.enterprise)),
    Column(N_("Provider"), lambda each: name_of(each.receivable.provider)),
    Column(N_("State"), lambda each: code_word(each.standing)),
    Column(N_("Due on"), lambda each: each.receivable.due_on),
    Column(N_("Own share"), lambda each: each.receivable.amount),
    Column(N_("Still to pay"), lambda each: each.receivable.left),
    Column(N_("Currency"), lambda each: each.receivable.amount.currency),
)
