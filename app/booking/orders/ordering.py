"""Orders in one step, as people do on the page: files along, and a fixed price accepted at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.booking.domain.orders.documents import DocumentKind
from app.booking.domain.orders.states import OrderState
from app.booking.orders.contracting import accept_quote
from app.booking.orders.files import add_file
from app.booking.orders.requesting import request_order
from app.booking.queries.orders import get_order

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.accounts.domain.actor import Actor, OrganisationCard
    from app.booking.domain.orders.cards import OrderCard, OrderWish
    from app.infra.documents import Upload


def place_order(
    *,
    wish: OrderWish,
    files: Sequence[Upload],
    by: Actor,
    enterprise: OrganisationCard,
    now: datetime,
) -> OrderCard:
    """Ask for a service with files; where its price is fixed, whoever saw it and orders accepts it.

    Raises as `request_order`, `add_file` and `accept_quote`; then nothing is ordered.
    """
    order = request_order(wish=wish, by=by, enterprise=enterprise, now=now)
    for upload in files:
        add_file(ref=order.ref, kind=DocumentKind.BRIEF, upload=upload, by=by, now=now)
    if order.state is OrderState.QUOTED:
        return accept_quote(ref=order.ref, voucher=wish.voucher, by=by, now=now)
    return get_order(order.ref)
