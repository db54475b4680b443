"""A home region's decisions about its providers: declared → active ↔ suspended → struck off."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import insert

from app.infra.db import db, swap
from app.infra.events import EventActor, record
from app.kernel.errors import Forbidden, Invalid, Problem
from app.kernel.ids import new_reference
from app.kernel.text import N_
from app.kernel.words import ServiceKind
from app.pool import queries
from app.pool.domain import states
from app.pool.domain.cards import AccreditationCard
from app.pool.domain.places import covers
from app.pool.domain.states import AccreditationAction, AccreditationState
from app.pool.models import Accreditation


def declare_accreditation(
    *,
    provider_id: int,
    kinds: Collection[ServiceKind],
    from_on: date,
    until_on: date | None,
    by_region: str,
    by: EventActor,
    now: datetime,
) -> AccreditationCard:
    """Put a provider forward in its home region for some kinds of service.

    Raises NotFound, Forbidden for another region's provider, Invalid with every problem: no kinds, a last day
    before the first, a provider outside the pool's regions.
    """
    provider = queries.provider(provider_id)
    if provider.region_code is not None:
        _check_home(by_region, provider.region_code)
    problems = []
    if not kinds:
        problems.append(Problem("invalid", N_("This must name at least one kind."), field="kinds"))
    if until_on is not None and until_on < from_on:
        problems.append(Problem("invalid", N_("This must not be before the first day."), field="until_on"))
    if provider.region_code is None:
        problems.append(
            Problem(
                "no_home_region", N_("The provider is in none of the pool's regions."), field="provider_id"
            )
        )
    if problems:
        raise Invalid.of(problems)
    ref = new_reference("A")
    db.session.execute(
        insert(Accreditation).values(
            ref=ref,
            provider_id=provider_id,
            region_code=provider.region_code,
            state=str(AccreditationState.DECLARED),
            kinds=sorted(kinds),
            from_on=from_on,
            until_on=until_on,
        )
    )
    _note(ref, "declare", None, AccreditationState.DECLARED, by, now)
    return queries.get_accreditation(ref)


def activate(*, ref: str, by_region: str, by: EventActor, now: datetime) -> AccreditationCard:
    """Let the provider serve the pool, for the first time or again. Raises as `_act`."""
    return _act(ref, AccreditationAction.ACTIVATE, by_region, by, now)


def suspend(*, ref: str, by_region: str, by: EventActor, now: datetime) -> AccreditationCard:
    """Stop new business for a while; what is booked stands. Raises as `_act`."""
    return _act(ref, AccreditationAction.SUSPEND, by_region, by, now)


def strike_off(*, ref: str, by_region: str, by: EventActor, now: datetime) -> AccreditationCard:
    """End the accreditation for good. Raises as `_act`."""
    return _act(ref, AccreditationAction.STRIKE_OFF, by_region, by, now)


def _act(
    ref: str, action: AccreditationAction, by_region: str, by: EventActor, now: datetime
) -> AccreditationCard:
    """Raise NotFound for an unknown one, Forbidden for another region's, Conflict for a wrong state."""
    card = queries.get_accreditation(ref)
    _check_home(by_region, card.region_code)
    to_state = states.after(states.ACCREDITATION, card.state, action)
    swap(Accreditation, card.id, from_state=card.state, to_state=to_state)
    _note(ref, action, card.state, to_state, by, now)
    return queries.get_accreditation(ref)


def _check_home(by_region: str, region_code: str) -> None:
    if not covers(by_region, region_code):
        raise Forbidden("forbidden", N_("Only the provider's home region decides about it."))


def _note(
    ref: str,
    action: str,
    before: AccreditationState | None,
    after: AccreditationState,
    by: EventActor,
    now: datetime,
) -> None:
    record(
        subject_kind="accreditation",
        subject_ref=ref,
        action=action,
        at=now,
        actor=by,
        from_state=before,
        to_state=after,
    )
