"""A provider's desk of orders: one list of what waits, what is being worked on, and the services kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts import queries as accounts
from app.booking.domain.orders.states import WAITS_FOR, OrderAction, OrderState, offered
from app.booking.domain.states import Party
from app.booking.orders.acting import SUBJECT
from app.booking.present.order_words import order_buttons
from app.booking.present.orders import order_rows
from app.booking.queries.orders import waiting
from app.infra.events import last_reasons
from app.pool import queries as pool

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.accounts.domain.actor import Actor, OrganisationCard, PersonCard
    from app.booking.domain.orders.cards import OrderCard
    from app.booking.present.order_words import OrderButton
    from app.booking.present.orders import OrderRow
    from app.pool.domain.cards import ProviderCard, ServiceCard

MOST_SERVICES = 50
#: What the desk offers in place; a delivery needs its files, so it is made on the order's own page.
_ON_THE_DESK = frozenset({OrderAction.QUOTE, OrderAction.DECLINE, OrderAction.START})


@dataclass(frozen=True, slots=True)
class OrderDeskRow:
    """An order with who asks, the customer's last objection, and the buttons that answer it."""

    row: OrderRow
    person: PersonCard
    enterprise: OrganisationCard
    objection: str | None
    buttons: tuple[OrderButton, ...]


@dataclass(frozen=True, slots=True)
class OrderDesk:
    """The desk. `provider` is None for an organisation that has not been entered as one yet."""

    provider: ProviderCard | None
    inbox: tuple[OrderDeskRow, ...]
    in_work: tuple[OrderDeskRow, ...]
    services: tuple[ServiceCard, ...]
    has_more_services: bool


def order_desk(actor: Actor, now: datetime) -> OrderDesk:
    """Gather the desk in a fixed number of queries."""
    provider = pool.provider_of(actor.organisation_id) if actor.organisation_id else None
    wanted = pool.ServiceFilter(provider=str(provider.id), state=None) if provider else None
    page = pool.services_page(wanted, limit=MOST_SERVICES) if wanted else None
    inbox = waiting(WAITS_FOR[Party.PROVIDER], actor)
    in_work = waiting({OrderState.IN_WORK}, actor)
    rows = _rows([*inbox, *in_work], actor, now)
    return OrderDesk(
        provider=provider,
        inbox=rows[: len(inbox)],
        in_work=rows[len(inbox) :],
        services=page.items if page else (),
        has_more_services=page is not None and page.next_after is not None,
    )


def _rows(found: Sequence[OrderCard], actor: Actor, now: datetime) -> tuple[OrderDeskRow, ...]:
    people = accounts.people({order.person_id for order in found})
    enterprises = accounts.organisations({order.enterprise_id for order in found})
    objections = last_reasons(
        SUBJECT,
        [order.ref for order in found if order.state is OrderState.DISPUTED],
        {OrderAction.DISPUTE},
    )
    return tuple(
        OrderDeskRow(
            row,
            people[row.order.person_id],
            enterprises[row.order.enterprise_id],
            objections.get(row.order.ref),
            order_buttons(
                tuple(
                    action
                    for action in offered(row.order.standing(now), Party.PROVIDER)
                    if action in _ON_THE_DESK
                )
            ),
        )
        for row in order_rows(found, actor, now)
    )
