"""The lists of booking as files, narrowed and sorted as their pages are."""

from flask import Response, request

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking.domain.owing import OwnShareShelf
from app.booking.present import list_columns
from app.booking.present.bookings import Shelf, bookings_page
from app.booking.present.desk import desk_page
from app.booking.present.orders import OrderShelf, orders_page
from app.booking.present.receivables import receivable_page
from app.booking.queries.receivables import RECEIVABLE_SORTS, receivables
from app.booking.routes.blueprint import pages
from app.booking.routes.wanted import wanted_shelf
from app.infra import clock
from app.infra.list_files import READ, send_list
from app.voucher.domain.days import voucher_day


@pages.get("/bookings.<any(csv, xlsx):ending>")
@requires(Permission.SEE_BOOKINGS)
def export_bookings(ending: str) -> Response:
    """Download a shelf of the bookings."""
    shelf, sort = wanted_shelf(Shelf, Shelf.UPCOMING), request.args.get("sort")
    page = bookings_page(shelf, current_actor(), None, sort=sort, limit=READ)
    return send_list("bookings", list_columns.BOOKINGS, page.rows, ending, clock.now())


@pages.get("/service-orders.<any(csv, xlsx):ending>")
@requires(Permission.SEE_ORDERS)
def export_orders(ending: str) -> Response:
    """Download a shelf of the orders."""
    shelf, sort, now = wanted_shelf(OrderShelf, OrderShelf.CURRENT), request.args.get("sort"), clock.now()
    page = orders_page(shelf, current_actor(), None, now, sort=sort, limit=READ)
    return send_list("orders", list_columns.ORDERS, page.rows, ending, now)


@pages.get("/receivables.<any(csv, xlsx):ending>")
@requires(Permission.SEE_RECEIVABLES)
def export_receivables(ending: str) -> Response:
    """Download the own shares of one shelf."""
    actor, now = current_actor(), clock.now()
    shelf = wanted_shelf(OwnShareShelf, OwnShareShelf.UNPAID, "state")
    today, place = voucher_day(now), RECEIVABLE_SORTS.place(request.args.get("sort"), None)
    found = receivables(actor, shelf, today, place=place, limit=READ)
    rows = [receivable_page(each, actor, today) for each in found]
    return send_list("own-shares", list_columns.RECEIVABLES, rows, ending, now)


@pages.get("/desk.<any(csv, xlsx):ending>")
@requires(Permission.KEEP)
def export_desk(ending: str) -> Response:
    """Download the desk: what waits for an answer, then today's sheet."""
    now = clock.now()
    page = desk_page(current_actor(), now)
    rows = {row.row.booking.ref: row for row in (*page.inbox, *page.sheet)}
    return send_list("desk", list_columns.DESK, rows.values(), ending, now)
