"""Loads the demo pool: founded weeks ago, its history played up to now by the packages' use cases."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from app.demo.applying import applications
from app.demo.claims import Desk, play_claims
from app.demo.instruments import open_provider, publish_instruments
from app.demo.order_scenes import order_scenes
from app.demo.organisations import found_organisations
from app.demo.payments import play_payments
from app.demo.people import (
    KEEPER,
    MANAGER,
    OFFICER,
    PROVIDER_MANAGER,
    RESEARCHER,
    SECOND_OFFICER,
    STRANGER,
    invite_guests,
    keeper_of,
    researcher_of,
)
from app.demo.places import ENTERPRISES, PROVIDERS
from app.demo.planning import Cast, Planner, Shelf
from app.demo.playing import Stage
from app.demo.regions import accredit, open_pool, renew
from app.demo.register import register_enterprises
from app.demo.scenes import scenes
from app.demo.services import publish_services
from app.demo.visits import Customer
from app.demo.vouchers import close_ended_programmes, issue_vouchers, open_programmes
from app.infra.outbox import withhold_waiting
from app.pool.domain.days import pool_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.accounts.domain.actor import Actor, OrganisationCard
    from app.accounts.passwords import PasswordHash
    from app.demo.vouchers import Purse

SEED = 20260302
# Longer than the weeks of bookings and the longest lead together.
AGE = timedelta(days=63)
# Last year's voucher can be used this long after the founding.
LAPSES_AFTER = timedelta(days=40)


def load_demo(*, password: PasswordHash, now: datetime, seed: int = SEED) -> None:
    """Fill an empty, migrated database with the demo pool, in the caller's transaction.

    The same seed and moment give the same pool, but for references, which are always random.
    """
    founded_at = now - AGE
    organisations = found_organisations(founded_at)
    guests = invite_guests(organisations, password, founded_at)
    open_pool(founded_at)
    shelves = _open_providers(organisations, guests, founded_at)
    services = publish_services(founded_at)
    today = pool_day(now)
    register_enterprises(organisations, today, founded_at)
    open_programmes(today, pool_day(founded_at + LAPSES_AFTER), founded_at)
    purses = issue_vouchers(organisations, today.year, founded_at)
    cast = Cast(_customers(organisations, guests, purses, founded_at), shelves)
    planner = Planner(cast, now, Random(seed))  # noqa: S311 -- a demo must repeat, not surprise
    stories = [
        *applications(organisations, guests[OFFICER.email], guests[MANAGER.email], now),
        *scenes(planner, now),
        *order_scenes(cast, services, now),
        *(each.story() for each in planner.plan()),
    ]
    Stage(now).play(stories)
    close_ended_programmes(now)
    claimants = [guests[guest.email] for guest in (MANAGER, PROVIDER_MANAGER)]
    play_claims(claimants, Desk(guests[OFFICER.email], guests[SECOND_OFFICER.email], now))
    play_payments(guests[MANAGER.email], guests[PROVIDER_MANAGER.email], now)
    renew(now)
    # Nobody wants the mail of weeks gone by.
    withhold_waiting()


def _open_providers(
    organisations: Mapping[str, OrganisationCard], guests: Mapping[str, Actor], now: datetime
) -> list[Shelf]:
    providers = [open_provider(place, organisations, now) for place in PROVIDERS]
    accredit(providers, now)
    keepers = [guests[KEEPER.email], *(keeper_of(place, organisations, now) for place in PROVIDERS[1:])]
    return [
        Shelf(keeper, publish_instruments(provider, now))
        for keeper, provider in zip(keepers, providers, strict=True)
    ]


def _customers(
    organisations: Mapping[str, OrganisationCard],
    guests: Mapping[str, Actor],
    purses: Mapping[str, list[Purse]],
    now: datetime,
) -> list[Customer]:
    actors = [guests[guest.email] for guest in (RESEARCHER, MANAGER, STRANGER)]
    actors.append(researcher_of(ENTERPRISES[2], organisations, now))
    places = (ENTERPRISES[0], ENTERPRISES[0], ENTERPRISES[1], ENTERPRISES[2])
    # The manager pays without a voucher: each voucher is then counted by one customer only.
    own = [purses[ENTERPRISES[0].slug], [], purses[ENTERPRISES[1].slug], purses[ENTERPRISES[2].slug]]
    return [
        Customer(actor, organisations[place.slug], vouchers)
        for actor, place, vouchers in zip(actors, places, own, strict=True)
    ]
