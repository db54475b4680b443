"""What an hour costs once a voucher has paid its share: the catalogue's word before anything is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.domain.permissions import Permission
from app.kernel.money import Money
from app.kernel.words import ServiceKind
from app.voucher.domain.days import voucher_day
from app.voucher.queries.vouchers import usable_by

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.pool.domain.cards import InstrumentCard, RecognitionCard


def after_voucher_for(
    actor: Actor | None, now: datetime
) -> Callable[[InstrumentCard, RecognitionCard | None], Money | None]:
    """Return what tells the cheapest hour of a recognised instrument after the actor's best voucher, or None.

    Three queries for a whole page. It is no promise: caps and what is left decide when a span is priced.
    """
    booker = actor if actor and actor.may(Permission.BOOK) else None
    statements = usable_by(booker.organisation_id) if booker and booker.organisation_id else []
    today = voucher_day(now)
    open_ones = [
        each for each in statements if each.balances.available.is_positive and each.voucher.use_by >= today
    ]

    def net(instrument: InstrumentCard, recognition: RecognitionCard | None) -> Money | None:
        if instrument.hourly_from_minor is None or recognition is None:
            return None
        if ServiceKind.RESOURCE not in recognition.kinds:
            return None
        rates = [each.rate_percent for each in open_ones if each.voucher.modes & recognition.modes]
        return Money(instrument.hourly_from_minor).share(100 - max(rates), 100) if rates else None

    return net
