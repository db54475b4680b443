"""One booking's page: where it stands, what may be done next, the money, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts import queries as accounts
from app.booking.acting import SUBJECT, seen
from app.booking.cancelling import fee_now
from app.booking.domain.parties import party_of
from app.booking.domain.states import Action, Party, State, offered
from app.booking.present.action_words import DONE, buttons
from app.booking.present.bookings import booking_rows
from app.booking.present.ladder import ladder
from app.booking.present.next_step import line_of_states
from app.booking.present.receivables import own_share_view
from app.booking.purchasing import paid_parts, promised_parts
from app.booking.queries.settlements import find_settlement
from app.infra.events import history
from app.infra.happenings import Happened, happened
from app.kernel.money import Money
from app.pool import queries as pool
from app.pool.domain.pricing import no_show_fee
from app.voucher.domain.days import voucher_day

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor, OrganisationCard, PersonCard
    from app.booking.domain.cards import BookingCard, SettlementCard
    from app.booking.present.action_words import Offered
    from app.booking.present.bookings import BookingRow
    from app.booking.present.ladder import Rung
    from app.booking.present.receivables import OwnShareView
    from app.voucher.domain.cards import VoucherPart


#: Where cancelling or not coming may still cost something that is not settled.
_MAY_COST = frozenset({State.REQUESTED, State.CONFIRMED, State.NO_SHOW})


@dataclass(frozen=True, slots=True)
class BookingPage:
    """A booking as one of its sides sees it.

    `cancellation_fee` is what cancelling costs this moment, None where one can not. `ladder` is empty for
    whoever does not pay for cancelling. `no_show_fee` is what not coming costs, None where that is settled or
    past. `parts` are what each voucher pays, or paid in the end, where several do.
    """

    row: BookingRow
    enterprise: OrganisationCard
    person: PersonCard
    steps: tuple[tuple[State, datetime | None], ...]
    buttons: tuple[Offered, ...]
    cancellation_fee: Money | None
    ladder: tuple[Rung, ...]
    no_show_fee: Money | None
    settlement: SettlementCard | None
    parts: tuple[VoucherPart, ...]
    own_share: OwnShareView | None
    history: tuple[Happened, ...]

    @property
    def booking(self) -> BookingCard:
        """Return the booking itself."""
        return self.row.booking

    @property
    def party(self) -> Party | None:
        """Return the side on which the reader stands."""
        return self.row.party


def booking_page(ref: str, actor: Actor, now: datetime) -> BookingPage:
    """Gather the page. Raises NotFound for a booking that is none of the actor's business."""
    booking = seen(ref, actor)
    party = party_of(booking, actor)
    actions = offered(booking.standing, party) if party else ()
    pays_to_cancel = Action.CANCEL in actions and party is Party.CUSTOMER
    terms = pool.rate_card(booking.agreed.rate_card_id).terms if booking.state in _MAY_COST else None
    total = booking.agreed.total
    events, settlement = history(SUBJECT, ref), find_settlement(booking)
    return BookingPage(
        row=booking_rows([booking], actor)[0],
        enterprise=accounts.get_organisation(booking.enterprise_id),
        person=accounts.get_person(booking.person_id),
        steps=line_of_states(booking, events),
        buttons=buttons(actions),
        cancellation_fee=fee_now(booking, now).total if pays_to_cancel else None,
        ladder=ladder(terms, total, booking.span.start, now) if terms and pays_to_cancel else (),
        no_show_fee=no_show_fee(terms, total).total if terms else None,
        settlement=settlement,
        parts=paid_parts(ref, booking.agreed) if settlement else promised_parts(booking.agreed),
        own_share=own_share_view(ref, actor, voucher_day(now)) if settlement else None,
        history=happened(events, DONE),
    )
