"""What templates need to build addresses: the search with a part changed, a span as the forms write it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import request, url_for

from app.accounts.access import find_actor
from app.accounts.domain.permissions import Permission
from app.booking.domain.orders.states import MAY_ACT as MAY_ACT_ON_ORDER
from app.booking.domain.orders.states import OrderAction
from app.booking.domain.states import MAY_ACT, Action, Party
from app.booking.routes.blueprint import pages
from app.infra.urls import with_query
from app.kernel.interval import Interval

#: Where a reference leads, by its beginning, and who may go there.
_PAGES = {
    "B-": ("booking.booking", Permission.SEE_BOOKINGS),
    "S-": ("booking.order", Permission.SEE_ORDERS),
}
#: What an `<input type="datetime-local">` reads and writes.
WALL_FORMAT = "%Y-%m-%dT%H:%M"


@pages.app_template_global()
def search_url(**changes: str | None) -> str:
    """Return the address of this search, as its page, with some wishes changed (None: left out)."""
    kept = {name: values for name, values in request.args.lists() if any(values) and name != "cursor"}
    wishes = {name: value for name, value in {**kept, **changes}.items() if value is not None}
    return with_query(url_for(str(request.endpoint)), wishes)


@pages.app_template_filter()
def wall_span(span: Interval, zone: str) -> dict[str, Any]:
    """Return a span as the arguments of the instrument page: wall-clock times in the instrument's zone."""
    return {"starts_at": wall_time(span.start, zone), "ends_at": wall_time(span.end, zone)}


@pages.app_template_filter()
def wall_time(at: datetime, zone: str) -> str:
    """Return a moment as a form's field holds it, on the clock of `zone`."""
    return at.astimezone(ZoneInfo(zone)).strftime(WALL_FORMAT)


@pages.app_template_global()
def action_url(ref: str, action: Action) -> str:
    """Return where a booking's button posts to."""
    if action is Action.CANCEL:
        return url_for("booking.cancel", ref=ref)
    endpoint = "booking.keep" if Party.PROVIDER in MAY_ACT[action] else "booking.answer_use"
    return url_for(endpoint, ref=ref, action=str(action))


@pages.app_template_global()
def order_action_url(ref: str, action: OrderAction) -> str:
    """Return where an order's button posts to."""
    if action is OrderAction.CANCEL:
        return url_for("booking.cancel_order", ref=ref)
    endpoint = "booking.serve_order" if Party.PROVIDER in MAY_ACT_ON_ORDER[action] else "booking.answer_order"
    return url_for(endpoint, ref=ref, action=str(action))


def booking_address(reference: str) -> str | None:
    """Return the page of a booking (`B-…`) or an order (`S-…`), or None: the reader may see no such thing."""
    actor = find_actor()
    endpoint, permission = _PAGES.get(reference[:2], (None, None))
    if actor is None or endpoint is None or permission is None or not actor.may(permission):
        return None
    return url_for(endpoint, ref=reference)
