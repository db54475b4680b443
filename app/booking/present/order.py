"""One order's page: where it stands, what may be done next, the money, the files, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts import queries as accounts
from app.booking.domain.orders.documents import addable
from app.booking.domain.orders.states import OrderState, offered
from app.booking.domain.parties import order_party_of
from app.booking.domain.settlement import final_shares
from app.booking.domain.states import Party
from app.booking.orders.acting import SUBJECT, seen
from app.booking.orders.contracting import as_quoted
from app.booking.orders.files import visible_files
from app.booking.present.order_steps import order_line
from app.booking.present.order_words import ORDER_DONE, order_buttons
from app.booking.present.orders import order_rows
from app.booking.present.payment import best_of, payment_choices
from app.booking.present.receivables import own_share_view
from app.booking.purchasing import paid_parts, promised_parts
from app.booking.queries.settlements import find_order_settlement
from app.infra.events import history
from app.infra.happenings import happened
from app.voucher.domain.days import voucher_day
from app.voucher.queries.outlook import would_capture

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.accounts.domain.actor import Actor, OrganisationCard, PersonCard
    from app.booking.domain.cards import SettlementCard
    from app.booking.domain.orders.cards import OrderCard, OrderDocument
    from app.booking.domain.orders.documents import DocumentKind
    from app.booking.present.order_words import OrderButton
    from app.booking.present.orders import OrderRow
    from app.booking.present.payment import PaymentChoice
    from app.booking.present.receivables import OwnShareView
    from app.infra.happenings import Happened
    from app.voucher.domain.cards import VoucherPart
    from app.voucher.domain.shares import Shares


@dataclass(frozen=True, slots=True)
class OrderPage:
    """An order as one of its sides sees it.

    `choices` are the ways to pay for a quotation, for whoever may accept it; `due_on` is the day of
    delivery, as it is or as it would be agreed now. `shares` are what is due, as far as it is known, and
    `parts` what each voucher pays of it, where several do.
    """

    row: OrderRow
    party: Party | None
    enterprise: OrganisationCard
    person: PersonCard
    steps: tuple[tuple[OrderState, datetime | None], ...]
    buttons: tuple[OrderButton, ...]
    choices: tuple[PaymentChoice, ...]
    due_on: date | None
    shares: Shares | None
    settlement: SettlementCard | None
    parts: tuple[VoucherPart, ...]
    own_share: OwnShareView | None
    files: tuple[OrderDocument, ...]
    may_add: tuple[DocumentKind, ...]
    history: tuple[Happened, ...]

    @property
    def order(self) -> OrderCard:
        """Return the order itself."""
        return self.row.order

    @property
    def best(self) -> str:
        """Return the way to pay that is chosen to begin with: the one wished for, or the cheapest."""
        wish = self.order.wish
        possible = [choice for choice in self.choices if not choice.problems]
        wished = next((choice.key for choice in possible if wish and choice.is_wished(wish)), None)
        return wished or best_of(list(self.choices)).key


def order_page(ref: str, actor: Actor, now: datetime) -> OrderPage:
    """Gather the page. Raises NotFound for an order that is none of the actor's business."""
    order = seen(ref, actor)
    party = order_party_of(order, actor)
    events = history(SUBJECT, ref)
    asks_payment = order.state is OrderState.QUOTED and party is Party.CUSTOMER and not order.is_due(now)
    settlement = find_order_settlement(order)
    return OrderPage(
        row=order_rows([order], actor, now)[0],
        party=party,
        enterprise=accounts.get_organisation(order.enterprise_id),
        person=accounts.get_person(order.person_id),
        steps=order_line(order, events),
        buttons=order_buttons(offered(order.standing(now), party)) if party else (),
        choices=tuple(payment_choices(as_quoted(order, now))) if asks_payment else (),
        due_on=order.due_if_agreed(now) if order.state is OrderState.QUOTED else order.due_on,
        shares=settlement.shares if settlement else _shares(order),
        settlement=settlement,
        parts=_parts(order, settlement),
        own_share=own_share_view(ref, actor, voucher_day(now)) if settlement else None,
        files=tuple(visible_files(order, actor)),
        may_add=addable(party, order.state) if party else (),
        history=happened(events, ORDER_DONE),
    )


def _parts(order: OrderCard, settlement: SettlementCard | None) -> tuple[VoucherPart, ...]:
    if order.agreement is None:
        return ()
    return paid_parts(order.ref, order.agreement) if settlement else promised_parts(order.agreement)


def _shares(order: OrderCard) -> Shares | None:
    """Return who pays what: of the agreed price, or of the final one as if it were accepted now."""
    if order.agreement is None:
        return None
    if order.final is None:
        return order.agreement.shares
    return final_shares(order.final, would_capture(order.ref, order.final), order.agreement.mode)
