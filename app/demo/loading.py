"""Loads the demo pool: founded weeks ago, its history played up to now by the packages' use cases."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from app.accounts.domain.roles import Role
from app.accounts.telling import read_before
from app.demo.applying import applications
from app.demo.claims import Desk, play_claims, play_one_each
from app.demo.hubs import fill_hubs
from app.demo.instruments import open_provider, publish_instruments
from app.demo.last_year import CLEARED_AT, claims_of_last_year, uses_of_first_vouchers
from app.demo.newcomers import invite_colleagues
from app.demo.news import write_news
from app.demo.order_scenes import order_scenes
from app.demo.organisations import found_organisations
from app.demo.outside_calendar import connect_group_calendar
from app.demo.payments import give_accounts, play_payments
from app.demo.people import (
    CITY_OFFICER,
    KEEPER,
    MANAGER,
    OFFICER,
    OPERATOR_GUEST,
    PROVIDER_MANAGER,
    RESEARCHER,
    SECOND_OFFICER,
    STRANGER,
    invite_guests,
    stand_in,
)
from app.demo.places import AUTHORITIES, ENTERPRISES, PROVIDERS, REGULARS
from app.demo.planning import Cast, Planner, Shelf
from app.demo.playing import Stage
from app.demo.regions import accredit, open_pool, renew
from app.demo.register import register_enterprises
from app.demo.regular_payments import play_regular_payments
from app.demo.scenes import scenes
from app.demo.services import publish_services
from app.demo.terms import name_classes
from app.demo.visits import Customer
from app.demo.vouchers import close_ended_programmes, first_vouchers, vouchers_of_the_year
from app.demo.year_of_use import play_year_of_use
from app.infra.outbox import withhold_waiting
from app.pool.domain.days import pool_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.accounts.domain.actor import Actor, OrganisationCard
    from app.accounts.passwords import PasswordHash
    from app.demo.vouchers import Purse

SEED = 20260302
# Long enough for vouchers that were used, claimed and paid a year ago.
AGE = timedelta(days=430)
# Longer than the weeks of bookings and the longest lead together.
YEARS_VOUCHERS = timedelta(days=63)
# The first vouchers could be used until so long ago.
LAPSED = timedelta(days=23)
# What people were told so lately they have not read yet.
FRESH = timedelta(days=1)


def load_demo(*, password: PasswordHash, now: datetime, seed: int = SEED) -> None:
    """Fill an empty, migrated database with the demo pool, in the caller's transaction.

    The same seed and moment give the same pool, but for references, which are always random.
    """
    founded_at = now - AGE
    organisations = found_organisations(founded_at)
    guests = invite_guests(organisations, password, founded_at)
    open_pool(founded_at)
    name_classes(founded_at)
    shelves = _open_providers(organisations, guests, founded_at)
    services = publish_services(founded_at)
    today = pool_day(now)
    register_enterprises(organisations, today, founded_at)
    like_others, *first = first_vouchers(organisations, pool_day(now - LAPSED), founded_at)
    purses = [
        like_others,
        *vouchers_of_the_year(organisations, today.year, now - YEARS_VOUCHERS),
    ]
    cast = Cast(_customers(organisations, guests, purses, founded_at), shelves)
    planner = Planner(cast, now, Random(seed))  # noqa: S311 -- a demo must repeat, not surprise
    stories = [
        *applications(organisations, guests[OFFICER.email], guests[MANAGER.email], now),
        *scenes(planner, now),
        *order_scenes(cast, services, now),
        *(each.story() for each in planner.plan()),
        *uses_of_first_vouchers(planner, [purse for _, purse in first], now),
    ]
    play_year_of_use(planner, organisations, now)
    Stage(now).play(stories)
    close_ended_programmes(now)
    answering = _play_claims(organisations, guests, now)
    give_accounts(answering.values(), founded_at)
    play_payments(guests[MANAGER.email], guests[PROVIDER_MANAGER.email], now)
    play_regular_payments(_payers(organisations, founded_at), answering, now)
    renew(now)
    _say_the_rest(organisations, guests, now)


def _say_the_rest(
    organisations: Mapping[str, OrganisationCard], guests: Mapping[str, Actor], now: datetime
) -> None:
    """Write what is read beside the bookings: invitations, news, hubs."""
    invite_colleagues(guests[MANAGER.email], guests[PROVIDER_MANAGER.email], now)
    write_news(guests[OPERATOR_GUEST.email], now)
    fill_hubs(organisations, guests, now)
    connect_group_calendar(guests[KEEPER.email], now)
    # Nobody wants the mail of weeks gone by.
    withhold_waiting()
    read_before(now - FRESH)


def _open_providers(
    organisations: Mapping[str, OrganisationCard], guests: Mapping[str, Actor], now: datetime
) -> list[Shelf]:
    providers = [open_provider(place, organisations, now) for place in PROVIDERS]
    accredit(providers, now)
    keepers = [
        guests[KEEPER.email],
        *(stand_in(Role.KEEPER, place, organisations, now) for place in PROVIDERS[1:]),
    ]
    return [
        Shelf(keeper, publish_instruments(provider, now))
        for keeper, provider in zip(keepers, providers, strict=True)
    ]


def _play_claims(
    organisations: Mapping[str, OrganisationCard], guests: Mapping[str, Actor], now: datetime
) -> dict[int, Actor]:
    """Let claims of a year ago be paid and cleared, and those of lately stand in every state.

    Return the managers of all providers, by organisation.
    """
    founded_at = now - AGE
    elsewhere = [stand_in(Role.PROVIDER_MANAGER, place, organisations, founded_at) for place in PROVIDERS[1:]]
    second = stand_in(Role.OFFICER, AUTHORITIES[3], organisations, founded_at)
    city = Desk(guests[CITY_OFFICER.email], second, now)
    desk = Desk(guests[OFFICER.email], guests[SECOND_OFFICER.email], now)
    claimants = [guests[guest.email] for guest in (MANAGER, PROVIDER_MANAGER)]
    claims_of_last_year(claimants, desk)
    claims_of_last_year([elsewhere[CLEARED_AT - 1]], city)
    play_claims(claimants, desk)
    play_one_each(elsewhere, desk)
    managers = (guests[PROVIDER_MANAGER.email], *elsewhere)
    return {each.organisation.id: each for each in managers if each.organisation is not None}


def _payers(organisations: Mapping[str, OrganisationCard], now: datetime) -> dict[int, Actor]:
    """Return a manager of each enterprise whose manager nobody signs in for, by organisation."""
    return {
        organisations[place.slug].id: stand_in(Role.ENTERPRISE_MANAGER, place, organisations, now)
        for place in (*ENTERPRISES[1:], *REGULARS)
    }


def _customers(
    organisations: Mapping[str, OrganisationCard],
    guests: Mapping[str, Actor],
    purses: Sequence[tuple[str, Purse]],
    now: datetime,
) -> list[Customer]:
    actors = [guests[guest.email] for guest in (RESEARCHER, MANAGER, STRANGER)]
    actors.append(stand_in(Role.RESEARCHER, ENTERPRISES[2], organisations, now))
    places = (ENTERPRISES[0], ENTERPRISES[0], ENTERPRISES[1], ENTERPRISES[2])
    # The manager pays without a voucher: each voucher is then counted by one customer only.
    own = [[purse for slug, purse in purses if slug == place.slug] for place in places]
    own[1] = []
    return [
        Customer(actor, organisations[place.slug], vouchers)
        for actor, place, vouchers in zip(actors, places, own, strict=True)
    ]
