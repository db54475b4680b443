"""The lists of booking as files, narrowed and sorted as their pages are."""

from collections.abc import Sequence

from flask import Response, request

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking.present import list_columns
from app.booking.present.bookings import ListedRow, Shelf, bookings_page
from app.booking.present.desk import desk_page
from app.booking.present.orders import OrderRow, OrderShelf, orders_page
from app.booking.present.receivables import ReceivablePage, receivable_page
from app.booking.queries.receivables import RECEIVABLE_SORTS, receivables
from app.booking.routes.blueprint import pages
from app.booking.routes.wanted import wanted_own_shares, wanted_shelf
from app.infra import clock
from app.infra.list_files import CHUNK, every, send_list
from app.voucher.domain.days import voucher_day


@pages.get("/bookings.<any(csv, xlsx):ending>")
@requires(Permission.SEE_BOOKINGS)
def export_bookings(ending: str) -> Response:
    """Download a shelf of the bookings."""
    actor, sort, shelf = current_actor(), request.args.get("sort"), wanted_shelf(Shelf, Shelf.UPCOMING)

    def read(cursor: str | None) -> tuple[Sequence[ListedRow], str | None]:
        page = bookings_page(shelf, actor, cursor, sort=sort, limit=CHUNK)
        return page.rows, page.next

    return send_list("bookings", list_columns.BOOKINGS, every(read), ending, clock.now())


@pages.get("/service-orders.<any(csv, xlsx):ending>")
@requires(Permission.SEE_ORDERS)
def export_orders(ending: str) -> Response:
    """Download a shelf of the orders."""
    actor, now, sort = current_actor(), clock.now(), request.args.get("sort")
    shelf = wanted_shelf(OrderShelf, OrderShelf.CURRENT)

    def read(cursor: str | None) -> tuple[Sequence[OrderRow], str | None]:
        page = orders_page(shelf, actor, cursor, now, sort=sort, limit=CHUNK)
        return page.rows, page.next

    return send_list("orders", list_columns.ORDERS, every(read), ending, now)


@pages.get("/receivables.<any(csv, xlsx):ending>")
@requires(Permission.SEE_RECEIVABLES)
def export_receivables(ending: str) -> Response:
    """Download the own shares of one shelf."""
    actor, now, shelf = current_actor(), clock.now(), wanted_own_shares()
    today, sort = voucher_day(now), request.args.get("sort")

    def read(cursor: str | None) -> tuple[Sequence[ReceivablePage], str | None]:
        place = RECEIVABLE_SORTS.place(sort, cursor)
        found = receivables(actor, shelf, today, place=place, limit=CHUNK + 1)
        shown, following = RECEIVABLE_SORTS.page(found, CHUNK, place)
        return [receivable_page(each, actor, today) for each in shown], following

    return send_list("own-shares", list_columns.RECEIVABLES, every(read), ending, now)


@pages.get("/desk.<any(csv, xlsx):ending>")
@requires(Permission.KEEP)
def export_desk(ending: str) -> Response:
    """Download the desk: what waits for an answer, then today's sheet."""
    now = clock.now()
    page = desk_page(current_actor(), now)
    rows = {row.row.booking.ref: row for row in (*page.inbox, *page.sheet)}
    return send_list("desk", list_columns.DESK, rows.values(), ending, now)
