"""My orders: the list, one order, its buttons and its files; and the provider's desk of them."""

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking.domain.orders.states import OrderAction
from app.booking.forms.order import OrderActionForm
from app.booking.orders.acting import seen
from app.booking.orders.files import add_file, file_of
from app.booking.present.order import order_page
from app.booking.present.order_desk import order_desk
from app.booking.present.order_words import ORDER_BUTTONS
from app.booking.present.orders import ORDER_SHELVES, OrderShelf, orders_page
from app.booking.routes.blueprint import pages
from app.booking.routes.order_actions import ORDER_DO, OrderAsked
from app.booking.routes.wanted import wanted_shelf
from app.infra import clock
from app.infra.api.uploads import sent_file
from app.infra.documents.sending import send_document
from app.infra.forms import submitted

Answer = Response | tuple[str, int]


@pages.get("/service-orders")
@requires(Permission.SEE_ORDERS)
def my_orders() -> str:
    """List what I, my enterprise or my provider's customers have ordered, as my role allows."""
    shelf, cursor = wanted_shelf(OrderShelf, OrderShelf.CURRENT), request.args.get("cursor")
    page = orders_page(shelf, current_actor(), cursor, clock.now(), sort=request.args.get("sort"))
    return render_template("booking/orders/orders.html", page=page, shelves=ORDER_SHELVES)


@pages.get("/service-orders/<ref>")
@requires(Permission.SEE_ORDERS)
def order(ref: str) -> str:
    """Show one order; 404 for one that is none of the reader's business."""
    page = order_page(ref, current_actor(), clock.now())
    return render_template("booking/orders/order.html", page=page, form=OrderActionForm())


@pages.post("/service-orders/<ref>/cancel")
@requires(Permission.EXCHANGE)
def cancel_order(ref: str) -> Answer:
    """Cancel, for either side."""
    return _act(ref, OrderAction.CANCEL)


@pages.post("/service-orders/<ref>/<any('accept-quote', 'withdraw', 'accept', 'dispute'):action>")
@requires(Permission.ORDER)
def answer_order(ref: str, action: str) -> Answer:
    """Do what the customer's side does."""
    return _act(ref, OrderAction(action))


@pages.post("/service-orders/<ref>/<any('quote', 'decline', 'start', 'deliver'):action>")
@requires(Permission.SERVE)
def serve_order(ref: str, action: str) -> Answer:
    """Do what the provider's side does."""
    return _act(ref, OrderAction(action))


@pages.post("/service-orders/<ref>/documents")
@requires(Permission.EXCHANGE)
def add_order_file(ref: str) -> Answer:
    """Add a file to the order."""
    form, actor, now = OrderActionForm(), current_actor(), clock.now()
    added = submitted(
        form,
        lambda: add_file(ref=ref, kind=form.document_kind(), upload=sent_file("files"), by=actor, now=now),
    )
    if added is None:
        return _refused(ref, form)
    flash(gettext("Added %(file)s.", file=added.filename), "success")
    return redirect(url_for("booking.order", ref=ref, _anchor="files"))


@pages.get("/service-orders/<ref>/documents/<document>")
@requires(Permission.EXCHANGE)
def order_file(ref: str, document: str) -> FlaskResponse:
    """Answer a file as it was uploaded, to the order's two sides only."""
    return send_document(file_of(ref, document, current_actor()))


@pages.get("/desk/services")
@requires(Permission.SERVE)
def service_desk() -> str:
    """Show what waits for the provider's answer, what is being worked on, and the services kept."""
    page = order_desk(current_actor(), clock.now())
    return render_template("booking/orders/desk.html", page=page, form=OrderActionForm())


def _act(ref: str, action: OrderAction) -> Answer:
    """Act in one transaction and go back where the button was; a refusal shows the order and why."""
    form, actor, now = OrderActionForm(), current_actor(), clock.now()
    seen(ref, actor)
    done = submitted(form, lambda: ORDER_DO[action](OrderAsked(ref, form, actor, now)))
    if done is None:
        return _refused(ref, form)
    flash(gettext("%(ref)s: %(done)s", ref=ref, done=gettext(ORDER_BUTTONS[action].done)), "success")
    desk = form.back.data == "desk"
    return redirect(url_for("booking.service_desk") if desk else url_for("booking.order", ref=ref))


def _refused(ref: str, form: OrderActionForm) -> Answer:
    page = order_page(ref, current_actor(), clock.now())
    return render_template("booking/orders/order.html", page=page, form=form), 422
