"""Looks at a wished slot together with the voucher named with it, so that a refusal tells of both at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.booking.assessing import assess_on, priced, refusal
from app.booking.bookable import bookable
from app.booking.vouching import objections
from app.kernel.errors import DomainError, NotFound
from app.pool import queries as pool

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import OrganisationCard
    from app.booking.assessing import Offer
    from app.booking.domain.wishes import SlotWish


def offered(wish: SlotWish, enterprise: OrganisationCard, *, now: datetime) -> Offer:
    """Return the wished slot with its price. Raises as `assess`, with what speaks against the voucher too.

    Of a slot that may be had nothing is said of the voucher here: holding it says so, or the quote does.
    """
    subject = bookable(pool.get_instrument(wish.instrument_id))
    try:
        return assess_on(subject, wish, now=now)
    except NotFound:
        raise
    except DomainError as refused:
        if wish.voucher is None:
            raise
        cost = priced(subject, wish.span)
        against = objections(wish.voucher, enterprise, subject.instrument, wish.span.start, cost)
        raise refusal([*refused.problems, *against]) from None
