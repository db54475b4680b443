"""The rows that the use cases would have left of a booking, for inserting very many at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from app.booking.domain import deadlines
from app.booking.domain.lines import lines_to_data, pairs_to_data
from app.booking.domain.owing import due_on
from app.booking.domain.settlement import Cause, beside
from app.booking.domain.states import Action, AppealState, State, UsageState
from app.calendar.domain.free import AllocationKind
from app.demo.hours import ZONE
from app.infra.events import linked
from app.pool.domain.pricing import price

if TYPE_CHECKING:
    from datetime import datetime

    from app.demo.volume.catalogue import Bookable
    from app.demo.volume.people import Booker
    from app.demo.volume.shapes import Shape
    from app.pool.domain.pricing import Price
    from app.pool.domain.rates import RateTerms

Row = dict[str, Any]
GRACE_MINUTES = 30
_ZONE = ZoneInfo(ZONE)


class Written:
    """One booking with all its rows; `number` becomes its id."""

    def __init__(
        self, number: int, ref: str, shape: Shape, on: Bookable, by: Booker, terms: RateTerms, now: datetime
    ) -> None:
        """Price the span, and decide how far the booking has come by `now`."""
        self.number, self.ref, self.shape, self.on, self.by, self.now = number, ref, shape, on, by, now
        self.price: Price = price(terms, shape.span, _ZONE)
        if shape.is_cancelled:
            self.state = State.CANCELLED
        else:
            self.state = State.SETTLED if shape.span.end < now else State.CONFIRMED
        self.ended_at = shape.asked_at if shape.is_cancelled else shape.span.end + timedelta(hours=20)

    @property
    def _shares(self) -> Row:
        total = self.price.total.minor
        return {"total_minor": total, "own_share_minor": total, "net_cost_minor": total}

    def booking(self) -> Row:
        """Return the row of `booking`."""
        span, is_ahead = self.shape.span, self.state is State.CONFIRMED
        return {
            "id": self.number,
            "ref": self.ref,
            "state": str(self.state),
            "instrument_id": self.on.instrument_id,
            "person_id": self.by.person_id,
            "enterprise_id": self.by.enterprise_id,
            "provider_organisation_id": self.on.provider_organisation_id,
            "starts_at": span.start,
            "ends_at": span.end,
            "rate_card_id": self.on.rate_card_id,
            "lines": lines_to_data(self.price.lines),
            "currency": self.price.total.currency,
            "voucher_share_minor": 0,
            "purpose": "",
            "set_up_buffer_minutes": 0,
            "clean_up_buffer_minutes": 0,
            "no_show_grace_minutes": GRACE_MINUTES,
            "requested_at": self.shape.asked_at,
            "deadline_at": deadlines.no_show_at(span, GRACE_MINUTES) if is_ahead else None,
            "remind_at": self._reminder_due(),
            "usage_number": 1 if self.state is State.SETTLED else None,
            "appeal_state": str(AppealState.NONE),
            "revision": 0 if is_ahead else 1,
            "revised_at": self.shape.asked_at if is_ahead else self.ended_at,
            **self._shares,
        }

    def _reminder_due(self) -> datetime | None:
        """Return when to remind; None where that has been done, or nobody will come."""
        due = deadlines.remind_at(self.shape.asked_at, self.shape.span)
        return due if due is not None and due > self.now and self.state is State.CONFIRMED else None

    def allocation(self) -> Row | None:
        """Return the row of `allocation`; a cancelled booking has none."""
        return None if self.state is State.CANCELLED else self.occupied()

    def occupied(self) -> Row:
        """Return the row of `allocation` of one that has its time."""
        return {
            "lane_id": self.on.lane_id,
            "instrument_id": self.on.instrument_id,
            "reference": self.ref,
            "kind": str(AllocationKind.BOOKING),
            "exclusive": True,
            "starts_at": self.shape.span.start,
            "ends_at": self.shape.span.end,
        }

    def usage(self) -> Row | None:
        """Return the row of `usage_session` of a settled one."""
        if self.state is not State.SETTLED:
            return None
        span = self.shape.span
        return {
            "booking_id": self.number,
            "number": 1,
            "state": str(UsageState.FINAL),
            "started_at": span.start,
            "ended_at": span.end,
            "signed_at": self.ended_at,
            "accepted_at": self.ended_at,
        }

    def settlement(self) -> Row | None:
        """Return the row of `settlement` of a settled one."""
        if self.state is not State.SETTLED:
            return None
        lines, currency = self.price.lines, self.price.total.currency
        return {
            "booking_id": self.number,
            "cause": str(Cause.USE),
            "lines": pairs_to_data(beside(lines, lines, currency)),
            "currency": currency,
            "quoted_minor": self.price.total.minor,
            "captured_minor": 0,
            "released_minor": 0,
            "settled_at": self.ended_at,
            **self._shares,
        }

    def receivable(self) -> Row | None:
        """Return the row of `receivable` of a settled one."""
        if self.state is not State.SETTLED or not self.price.total.is_positive:
            return None
        return {
            "reference": self.ref,
            "enterprise_id": self.by.enterprise_id,
            "provider_organisation_id": self.on.provider_organisation_id,
            "currency": self.price.total.currency,
            "price_minor": self.price.total.minor,
            "amount_minor": self.price.total.minor,
            "paid_minor": 0,
            "due_on": due_on(self.ended_at),
            "owed_at": self.ended_at,
        }

    def events(self) -> list[Row]:
        """Return the rows of `event`: the request, and the end if it has come."""
        first = State.CONFIRMED
        told = [self.event(self.shape.asked_at, "request", None, first)]
        if self.state is not first:
            action = Action.CANCEL if self.state is State.CANCELLED else Action.SETTLE
            told.append(self.event(self.ended_at, action, first, self.state))
        return linked(told)

    def event(self, at: datetime, action: str, before: State | None, after: State) -> Row:
        """Return the columns of `event` of one step that its booker took."""
        return {
            "at": at,
            "subject_kind": "booking",
            "subject_ref": self.ref,
            "action": str(action),
            "from_state": None if before is None else str(before),
            "to_state": str(after),
            "actor_id": self.by.person_id,
            "actor_name": self.by.name,
            "role": "researcher",
        }
