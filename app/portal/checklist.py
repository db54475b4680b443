"""The first steps of a newcomer, each a link, told from how the data stand; gone when all are done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import select, true

from app.accounts.domain.days import register_day
from app.accounts.domain.permissions import Permission
from app.accounts.domain.roles import OrganisationKind
from app.accounts.queries import organisations_of
from app.accounts.queries.steps import (
    has_colleagues,
    has_registration,
    has_verified_enterprise,
    is_verified,
)
from app.booking.queries.firsts import has_booked, has_quoted
from app.calendar.queries.firsts import have_hours
from app.infra.db import db
from app.kernel.text import N_
from app.pool.queries import firsts as pool
from app.voucher.queries.firsts import has_applied, has_opened, has_programme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from app.accounts.domain.actor import Actor, OrganisationCard

    Way = tuple[str, str, str, ColumnElement[bool]]

_DONE = true()


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `label` and `hint` are catalogue texts, `url` where it is done."""

    label: str
    hint: str
    url: str
    is_done: bool


def first_steps(actor: Actor, now: datetime) -> tuple[Step, ...]:
    """Return the newcomer's steps for who may take them, in order; none once all are done. One statement."""
    organisation = actor.organisation
    if organisation is None:
        return _without(actor)
    look = _LOOKS.get(organisation.kind)
    if look is None or not actor.may(_WHO[organisation.kind]):
        return ()
    ways = look(organisation, now)
    done = db.session.execute(select(*(way[3] for way in ways))).one()
    if all(done):
        return ()
    return tuple(Step(*way[:3], bool(is_done)) for way, is_done in zip(ways, done, strict=True))


def _without(actor: Actor) -> tuple[Step, ...]:
    account = url_for("accounts.account")
    made = Step(N_("Your account is made"), "", account, is_done=True)
    if organisations_of(actor.person_id):  # made a member, or taken out of another, while signed in
        hint = N_("You belong to one: your account page lists it.")
        return made, Step(N_("Choose the organisation you act for"), hint, account, is_done=False)
    hint = N_("Or ask its manager for an invitation, if it is in the pool already.")
    return made, Step(N_("Enter your organisation into the pool"), hint, url_for("pool.found"), is_done=False)


def _of_enterprise(organisation: OrganisationCard, now: datetime) -> tuple[Way, ...]:
    own, record, catalogue = organisation.id, url_for("accounts.record"), url_for("booking.catalogue")
    return (
        (N_("Entered into the pool"), "", record, _DONE),
        (
            N_("Ask for a price"),
            N_("Choose an instrument and a time: what it costs is shown before you book."),
            catalogue,
            has_quoted(own),
        ),
        (
            N_("Book for the first time"),
            N_("Without a voucher you can book at once."),
            catalogue,
            has_booked(own),
        ),
        (
            N_("Declare this year's SME registration"),
            N_("Vouchers need it; have the certificate at hand."),
            record,
            has_registration(own, register_day(now).year),
        ),
        (
            N_("The record is verified"),
            N_("The officers of your district look at it next; vouchers wait for that."),
            record,
            is_verified(own),
        ),
        (
            N_("Apply for a voucher"),
            N_("A programme of your district pays a part of each use."),
            url_for("voucher.my_applications"),
            has_applied(own),
        ),
        (
            N_("Invite a colleague"),
            N_("Researchers book, managers see to vouchers and claims."),
            url_for("accounts.list_members"),
            has_colleagues(own),
        ),
    )


def _of_provider(organisation: OrganisationCard, _now: datetime) -> tuple[Way, ...]:
    own, desk, load = organisation.id, url_for("booking.desk"), url_for("booking.load_instruments")
    return (
        (N_("Entered into the pool"), "", url_for("accounts.list_members"), _DONE),
        (
            N_("Ask your region for the accreditation"),
            N_("Vouchers pay for your instruments once it is active."),
            url_for("pool.own_accreditation"),
            pool.has_asked_accreditation(own),
        ),
        (
            N_("Add your instruments"),
            N_("All at once from a table, or one by one."),
            load,
            pool.has_instrument(own),
        ),
        (
            N_("Say when they are open"),
            N_("Weekly hours; closures come later."),
            desk,
            have_hours(pool.instruments_of(own)),
        ),
        (N_("Say what they cost"), N_("One price, or cheaper at night."), desk, pool.has_price(own)),
        (
            N_("Publish the first one"),
            N_("From then on it can be found and booked."),
            desk,
            pool.has_published(own),
        ),
    )


def _of_authority(organisation: OrganisationCard, _now: datetime) -> tuple[Way, ...]:
    region, asking = organisation.region_code, url_for("pool.memberships")
    return (
        (
            N_("Ask to join the pool"),
            N_("The operator admits the region."),
            asking,
            pool.has_asked_to_join(region),
        ),
        (N_("The region is admitted"), "", asking, pool.has_joined(region)),
        (
            N_("Recognise another region's providers"),
            N_("Where vouchers may be used beyond your own region."),
            url_for("pool.list_recognitions"),
            pool.has_recognition(region),
        ),
        (
            N_("Verify the first enterprise"),
            N_("Those that wait are listed."),
            url_for("accounts.region_enterprises"),
            has_verified_enterprise(region),
        ),
        (
            N_("Draft a programme"),
            N_("A few questions; the defaults are sensible."),
            url_for("voucher.begin_programme"),
            has_programme(region),
        ),
        (
            N_("Open it"),
            N_("From then on enterprises apply."),
            url_for("voucher.programmes"),
            has_opened(region),
        ),
    )


_LOOKS: Mapping[OrganisationKind, Callable[[OrganisationCard, datetime], tuple[Way, ...]]] = {
    OrganisationKind.ENTERPRISE: _of_enterprise,
    OrganisationKind.PROVIDER: _of_provider,
    OrganisationKind.AUTHORITY: _of_authority,
}
_WHO: Mapping[OrganisationKind, Permission] = {
    OrganisationKind.ENTERPRISE: Permission.KEEP_RECORD,
    OrganisationKind.PROVIDER: Permission.MANAGE_MEMBERS,
    OrganisationKind.AUTHORITY: Permission.RUN_PROGRAMME,
}
