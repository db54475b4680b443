"""What booking's events are about (infra.events)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, case, null

from app.booking.acting import SUBJECT
from app.booking.domain.states import Action, AppealState, State, UsageState
from app.booking.models import Booking, ServiceOrder, UsageSession
from app.booking.orders.acting import SUBJECT as ORDER_SUBJECT
from app.booking.owing import accounting, paying
from app.infra.events.subjects import Subject, standing
from app.kernel.text import N_


def _bookings() -> Select[Any]:
    """Return where each booking stands. Some steps keep its state: the record and the appeal tell of them."""
    completed, absent = Booking.state == State.COMPLETED, Booking.state == State.NO_SHOW
    action = case(
        (and_(completed, UsageSession.state == UsageState.SIGNED), Action.SIGN_USAGE),
        (and_(completed, UsageSession.state == UsageState.DISPUTED), Action.DISPUTE_USAGE),
        (and_(absent, Booking.appeal_state == AppealState.OPEN), Action.APPEAL),
        (absent, Action.MARK_NO_SHOW),
        else_=null(),
    )
    current = and_(UsageSession.booking_id == Booking.id, UsageSession.number == Booking.usage_number)
    return standing(Booking.ref, Booking.state, action).outerjoin(UsageSession, current)


SUBJECTS = (
    Subject(SUBJECT, N_("Booking"), _bookings),
    Subject(ORDER_SUBJECT, N_("Order"), lambda: standing(ServiceOrder.ref, ServiceOrder.state)),
    Subject(paying.SUBJECT, N_("Own share")),
    Subject(accounting.SUBJECT, N_("Account for transfers")),
)
