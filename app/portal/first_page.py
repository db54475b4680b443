"""The first page of somebody who signed in: what waits, what happens today, what is new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import render_template, url_for

from app.accounts.domain.permissions import Permission
from app.accounts.present.notifications import told
from app.accounts.queries.notifications import unread
from app.booking.domain.states import State
from app.booking.present.bookings import booking_rows
from app.booking.queries.desk import day_sheet, waiting_for_customer
from app.content.present.roles import new_guide
from app.kernel.interval import Interval
from app.pool import queries as pool
from app.pool.domain.cards import RegionLevel
from app.pool.domain.days import POOL_ZONE, pool_day
from app.portal.checklist import first_steps
from app.portal.waiting import waiting_for
from app.statistics.domain.catalogue import BURN
from app.voucher.domain.days import end_of_day, voucher_day

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.accounts.present.notifications import Told
    from app.booking.domain.cards import BookingCard
    from app.booking.present.bookings import BookingRow
    from app.portal.waiting import Waiting

MOST_TODAY = 8
MOST_TO_ACCEPT = 4
MOST_NEWS = 4


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What is shown; a use to accept is accepted here, by one button."""

    waiting: tuple[Waiting, ...]
    sees_bookings: bool
    today: tuple[BookingRow, ...]
    to_accept: tuple[BookingRow, ...]
    news: tuple[Told, ...]


def my_home(actor: Actor, now: datetime) -> str:
    """Return the first page of somebody for the organisation acted for.

    Who is new to OnePool is told what their role does first, unless steps of their own are left to do.
    """
    steps = first_steps(actor, now)
    return render_template(
        "portal/my_home.html",
        page=first_page(actor, now),
        first_steps=steps,
        budgets_url=_budgets_url(actor),
        guide=None if steps else new_guide(actor),
        next_url=url_for("portal.home"),
        zone=POOL_ZONE.key,
        today=pool_day(now),
        regions=[region for region in pool.regions() if region.level is RegionLevel.PROVINCE],
        catalogue_url=url_for("booking.catalogue"),
    )


def _budgets_url(actor: Actor) -> str | None:
    """Return where an officer sees how the region's budgets burn down, or None for anybody else."""
    return url_for("statistics.figure", name=BURN) if actor.may(Permission.RUN_PROGRAMME) else None


def first_page(actor: Actor, now: datetime) -> FirstPage:
    """Gather what it shows."""
    today, to_accept = _today(actor, now)[:MOST_TODAY], _to_accept(actor)[:MOST_TO_ACCEPT]
    rows = booking_rows([*today, *to_accept], actor) if today or to_accept else []
    return FirstPage(
        waiting=tuple(sorted(waiting_for(actor, now), key=lambda each: not each.count)),
        sees_bookings=actor.may(Permission.BOOK) or actor.may(Permission.KEEP),
        today=tuple(rows[: len(today)]),
        to_accept=tuple(rows[len(today) :]),
        news=tuple(told(unread(actor.person_id, limit=MOST_NEWS))),
    )


def _today(actor: Actor, now: datetime) -> list[BookingCard]:
    if not (actor.may(Permission.BOOK) or actor.may(Permission.KEEP)):
        return []
    day = voucher_day(now)
    return day_sheet(actor, Interval(end_of_day(day - timedelta(days=1)), end_of_day(day)))


def _to_accept(actor: Actor) -> list[BookingCard]:
    if not actor.may(Permission.ACCEPT_USAGE):
        return []
    return [booking for booking in waiting_for_customer(actor) if booking.state is State.COMPLETED]
