"""The first steps of a newcomer, each a link, told from how the data stand; gone when all are done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from app.accounts.domain.days import register_day
from app.accounts.domain.permissions import Permission
from app.accounts.domain.roles import OrganisationKind
from app.accounts.queries.steps import enterprise_steps, has_verified_enterprise
from app.booking.queries.firsts import firsts
from app.calendar.queries.firsts import have_hours
from app.kernel.text import N_
from app.pool.queries.firsts import instruments_of, provider_firsts, region_firsts
from app.voucher.queries.firsts import has_applied, programme_firsts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from app.accounts.domain.actor import Actor, OrganisationCard


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `label` and `hint` are catalogue texts, `url` where it is done."""

    label: str
    hint: str
    url: str
    is_done: bool


def first_steps(actor: Actor, now: datetime) -> tuple[Step, ...]:
    """Return the newcomer's steps for who may take them, in order; none once all are done."""
    organisation = actor.organisation
    if organisation is None:
        return _without(actor)
    look = _LOOKS.get(organisation.kind)
    if look is None or not actor.may(_WHO[organisation.kind]):
        return ()
    steps = look(organisation, now)
    return () if all(step.is_done for step in steps) else steps


def _without(_actor: Actor) -> tuple[Step, ...]:
    hint = N_("Or ask its manager for an invitation, if it is in the pool already.")
    return (
        Step(N_("Your account is made"), "", url_for("accounts.account"), is_done=True),
        Step(N_("Enter your organisation into the pool"), hint, url_for("pool.found"), is_done=False),
    )


def _of_enterprise(organisation: OrganisationCard, now: datetime) -> tuple[Step, ...]:
    record = url_for("accounts.record")
    catalogue = url_for("booking.catalogue")
    stands = enterprise_steps(organisation.id, register_day(now).year)
    done = firsts(organisation.id)
    return (
        Step(N_("Entered into the pool"), "", record, is_done=True),
        Step(
            N_("Ask for a price"),
            N_("Choose an instrument and a time: what it costs is shown before you book."),
            catalogue,
            done.has_quoted,
        ),
        Step(
            N_("Book for the first time"),
            N_("Without a voucher you can book at once."),
            catalogue,
            done.has_booked,
        ),
        Step(
            N_("Declare this year's SME registration"),
            N_("Vouchers need it; have the certificate at hand."),
            record,
            stands.is_registered,
        ),
        Step(
            N_("The record is verified"),
            N_("The officers of your district look at it next; vouchers wait for that."),
            record,
            stands.is_verified,
        ),
        Step(
            N_("Apply for a voucher"),
            N_("A programme of your district pays a part of each use."),
            url_for("voucher.my_applications"),
            has_applied(organisation.id),
        ),
        Step(
            N_("Invite a colleague"),
            N_("Researchers book, managers see to vouchers and claims."),
            url_for("accounts.list_members"),
            stands.has_colleagues,
        ),
    )


def _of_provider(organisation: OrganisationCard, _now: datetime) -> tuple[Step, ...]:
    desk, load = url_for("booking.desk"), url_for("booking.load_instruments")
    done = provider_firsts(organisation.id)
    return (
        Step(N_("Entered into the pool"), "", url_for("accounts.list_members"), is_done=True),
        Step(
            N_("Ask your region for the accreditation"),
            N_("Vouchers pay for your instruments once it is active."),
            url_for("pool.own_accreditation"),
            done.has_asked,
        ),
        Step(
            N_("Add your instruments"),
            N_("All at once from a table, or one by one."),
            load,
            done.has_instrument,
        ),
        Step(
            N_("Say when they are open"),
            N_("Weekly hours; closures come later."),
            desk,
            have_hours(instruments_of(organisation.id)),
        ),
        Step(N_("Say what they cost"), N_("One price, or cheaper at night."), desk, done.has_price),
        Step(
            N_("Publish the first one"),
            N_("From then on it can be found and booked."),
            desk,
            done.has_published,
        ),
    )


def _of_authority(organisation: OrganisationCard, _now: datetime) -> tuple[Step, ...]:
    region, programme = region_firsts(organisation.region_code), programme_firsts(organisation.region_code)
    asking, programmes = url_for("pool.memberships"), url_for("voucher.programmes")
    return (
        Step(N_("Ask to join the pool"), N_("The operator admits the region."), asking, region.has_asked),
        Step(N_("The region is admitted"), "", asking, region.is_admitted),
        Step(
            N_("Recognise another region's providers"),
            N_("Where vouchers may be used beyond your own region."),
            url_for("pool.list_recognitions"),
            region.has_recognised,
        ),
        Step(
            N_("Verify the first enterprise"),
            N_("Those that wait are listed."),
            url_for("accounts.region_enterprises"),
            has_verified_enterprise(organisation.region_code),
        ),
        Step(
            N_("Draft a programme"),
            N_("A few questions; the defaults are sensible."),
            programmes,
            programme.has_drafted,
        ),
        Step(N_("Open it"), N_("From then on enterprises apply."), programmes, programme.has_opened),
    )


_LOOKS: Mapping[OrganisationKind, Callable[[OrganisationCard, datetime], tuple[Step, ...]]] = {
    OrganisationKind.ENTERPRISE: _of_enterprise,
    OrganisationKind.PROVIDER: _of_provider,
    OrganisationKind.AUTHORITY: _of_authority,
}
_WHO: Mapping[OrganisationKind, Permission] = {
    OrganisationKind.ENTERPRISE: Permission.KEEP_RECORD,
    OrganisationKind.PROVIDER: Permission.MANAGE_MEMBERS,
    OrganisationKind.AUTHORITY: Permission.RUN_PROGRAMME,
}
