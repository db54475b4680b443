"""Services: the public list, one service with its price, and ordering it."""

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from app.accounts.access import current_actor, find_actor, public, requires
from app.accounts.domain.permissions import Permission
from app.booking.customers import enterprise_of
from app.booking.domain.orders.cards import OrderWish
from app.booking.forms.order import OrderForm
from app.booking.forms.service import QuantityForm, ServiceSearchForm
from app.booking.orders.ordering import place_order
from app.booking.present.linked_data import service_data
from app.booking.present.service import preview, service_page
from app.booking.present.services import services_page
from app.booking.publishing.ownership import visible_service
from app.booking.routes.blueprint import pages
from app.infra import clock
from app.infra.api.uploads import sent_files
from app.infra.forms import submitted
from app.infra.urls import with_query


@pages.get("/services")
@public
def services() -> str:
    """Show what matches the address; htmx gets the results alone."""
    form = ServiceSearchForm()
    page = services_page(form.wanted(), request.args.get("cursor"), find_actor(), clock.now())
    template = "services/_results.html" if request.headers.get("HX-Request") else "services/services.html"
    return render_template(f"booking/{template}", form=form, page=page)


@pages.get("/services/<int:service_id>")
@public
def service(service_id: int) -> str:
    """Show the service, and the price of the quantity in the address."""
    form = QuantityForm()
    page = service_page(service_id, find_actor(), form.number, clock.now())
    data = service_data(page.service)
    return render_template("booking/services/service.html", page=page, form=form, linked_data=data)


@pages.get("/services/<int:service_id>/price")
@public
def service_price(service_id: int) -> Response:
    """Answer the card's price alone, as one types the quantity."""
    form = QuantityForm()
    page = service_page(service_id, find_actor(), form.number, clock.now())
    fragment = render_template("booking/services/_price.html", page=page, form=form)
    whole = with_query(url_for("booking.service", service_id=service_id), request.args.to_dict())
    return Response(fragment, headers={"HX-Replace-Url": whole})


@pages.route("/services/<int:service_id>/order", methods=["GET", "POST"])
@requires(Permission.ORDER)
def order_service(service_id: int) -> BaseResponse | tuple[str, int]:
    """Show what is ordered and who pays, and order it: a fixed price is agreed by the same button."""
    form, actor, now = OrderForm(), current_actor(), clock.now()
    enterprise, service = enterprise_of(actor), visible_service(service_id, actor)
    order = submitted(
        form,
        lambda: place_order(
            wish=OrderWish(service_id, int(form.quantity.data or 1), form.wishes.data or "", form.voucher()),
            files=sent_files(),
            by=actor,
            enterprise=enterprise,
            now=now,
        ),
    )
    if order is not None:
        return redirect(url_for("booking.order", ref=order.ref))
    typed = form.quantity.data if request.method == "POST" and not form.quantity.errors else None
    quantity = int(typed) if typed else QuantityForm().number
    page = preview(service, quantity, enterprise, now)
    status = 422 if form.problems or form.errors else 200
    return render_template("booking/services/order.html", page=page, form=form, quantity=quantity), status
