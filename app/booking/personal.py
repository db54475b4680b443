"""What booking keeps about a person, and what they still have to do before they may be removed.

Bookings, orders and payments name nobody: they refer to a person, whose name goes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import SQLColumnExpression, func, select

from app.accounts.domain.actor import PersonCard
from app.accounts.ports import PersonalData
from app.booking.domain import states
from app.booking.domain.orders import states as order_states
from app.booking.domain.orders.states import OrderState
from app.booking.domain.states import State
from app.booking.models import Booking, Payment, Quote, ServiceOrder, UsageSession
from app.infra.db import db
from app.infra.personal_files import DataFile, rows_file
from app.kernel.errors import Problem
from app.kernel.text import N_

COMING = frozenset({State.REQUESTED, State.CONFIRMED})
OPEN = states.LIVE - COMING
OPEN_ORDERS = frozenset(OrderState) - order_states.DEAD - {OrderState.SETTLED}


def _files(person: PersonCard) -> Iterator[DataFile]:
    yield rows_file("quotes.json", Quote, Quote.person_id == person.id)
    yield rows_file("bookings.json", Booking, Booking.person_id == person.id)
    yield rows_file("service-orders.json", ServiceOrder, ServiceOrder.person_id == person.id)
    yield rows_file("usage.json", UsageSession, UsageSession.operator_id == person.id)
    yield rows_file("payments.json", Payment, Payment.recorded_by == person.id)


def _obstacles(person: PersonCard, _now: datetime) -> Iterator[Problem]:
    bookings = Booking.person_id == person.id
    coming = _number(bookings, Booking.state, COMING)
    if coming:
        message, fix = N_("Bookings still to come: %(number)s."), N_("Cancel them first.")
        yield Problem("coming_bookings", message, None, fix, {"number": coming})
    unsettled = _number(bookings, Booking.state, OPEN)
    if unsettled:
        message, fix = N_("Bookings not settled: %(number)s."), N_("Accept the uses, or wait for the day.")
        yield Problem("open_bookings", message, None, fix, {"number": unsettled})
    orders = _number(ServiceOrder.person_id == person.id, ServiceOrder.state, OPEN_ORDERS)
    if orders:
        message, fix = N_("Service orders not at their end: %(number)s."), N_("Bring them to their end.")
        yield Problem("open_orders", message, None, fix, {"number": orders})


def _number(theirs: Any, state: SQLColumnExpression[str], among: Collection[StrEnum]) -> int:
    query = select(func.count()).where(theirs, state.in_([str(each) for each in among]))
    return db.session.scalar(query) or 0


def _forget(_person: PersonCard, _alias: str) -> None:
    return


PERSONAL = PersonalData(_files, _obstacles, _forget)
