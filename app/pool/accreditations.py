"""A home region's decisions about its providers: declared, checked, noticed, active, struck off."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import insert

from app.infra.db import db, swap
from app.infra.events import EventActor, record, record_first
from app.kernel.errors import Conflict, Forbidden, Invalid, Problem
from app.kernel.ids import new_reference
from app.kernel.machines import after
from app.kernel.text import N_
from app.kernel.words import ServiceKind
from app.pool import queries
from app.pool.domain import states
from app.pool.domain.cards import AccreditationCard
from app.pool.domain.places import covers
from app.pool.domain.states import AccreditationAction, AccreditationState
from app.pool.models import Accreditation

SUBJECT = "accreditation"
#: For how many days a check stands publicly before the provider may serve.
NOTICE_DAYS = 7
MOST_NOTICE_DAYS = 90


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides, for which region, when and why."""

    by_region: str
    by: EventActor
    now: datetime
    reason: str | None = None


def declare_accreditation(
    *,
    provider_id: int,
    kinds: Collection[ServiceKind],
    from_on: date,
    until_on: date | None,
    decision: Decision,
) -> AccreditationCard:
    """Put a provider forward in its home region for some kinds of service.

    Raises NotFound, Forbidden for another region's provider, Invalid with every problem: no kinds, a last day
    before the first, a provider outside the pool's regions.
    """
    provider = queries.provider(provider_id)
    if provider.region_code is not None:
        _check_home(decision.by_region, provider.region_code)
    problems = _problems(kinds, from_on, until_on, provider.region_code)
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
    record_first(
        subject_kind=SUBJECT,
        subject_ref=ref,
        action="declare",
        at=decision.now,
        actor=decision.by,
        to_state=AccreditationState.DECLARED,
        data={
            "provider": provider.code,
            "kinds": sorted(kinds),
            "from_on": from_on.isoformat(),
            "until_on": None if until_on is None else until_on.isoformat(),
        },
    )
    return queries.get_accreditation(ref)


def check(ref: str, decision: Decision) -> AccreditationCard:
    """Find what the provider declared to be so. Raises as `_act`."""
    return _act(ref, AccreditationAction.CHECK, decision)


def notice(ref: str, decision: Decision, *, days: int = NOTICE_DAYS) -> AccreditationCard:
    """Put a checked accreditation on public notice for some days. Raises as `_act`."""
    until = decision.now + timedelta(days=days)
    return _act(ref, AccreditationAction.NOTICE, decision, noticed_until=until)


def activate(ref: str, decision: Decision) -> AccreditationCard:
    """Let the provider serve the pool once its notice is over, or again after a suspension.

    Raises as `_act`, and Conflict `notice_runs` before the end of the notice.
    """
    card = queries.get_accreditation(ref)
    if card.state is AccreditationState.NOTICED and _is_ahead(card.noticed_until, decision.now):
        raise Conflict(
            "notice_runs",
            N_("Its public notice runs until %(until)s."),
            fix=N_("Activate it after that."),
            until=card.noticed_until,
            zone="Asia/Shanghai",
        )
    return _act(ref, AccreditationAction.ACTIVATE, decision)


def enter_decided(ref: str, decision: Decision) -> AccreditationCard:
    """Enter that the region had checked, published and decided before: every step at once, none left out."""
    check(ref, decision)
    notice(ref, decision, days=0)
    return activate(ref, decision)


def suspend(ref: str, decision: Decision) -> AccreditationCard:
    """Stop new business for a while; what is booked stands. Raises as `_act`."""
    return _act(ref, AccreditationAction.SUSPEND, decision)


def strike_off(ref: str, decision: Decision) -> AccreditationCard:
    """End the accreditation for good. Raises as `_act`."""
    return _act(ref, AccreditationAction.STRIKE_OFF, decision)


def _act(
    ref: str, action: AccreditationAction, decision: Decision, *, noticed_until: datetime | None = None
) -> AccreditationCard:
    """Raise NotFound for an unknown one, Forbidden for another region's, Conflict for a wrong state."""
    card = queries.get_accreditation(ref)
    _check_home(decision.by_region, card.region_code)
    to_state = after(states.ACCREDITATION, card.state, action)
    values = {"noticed_until": noticed_until} if noticed_until else {}
    swap(Accreditation, card.id, from_state=card.state, to_state=to_state, **values)
    record(
        subject_kind=SUBJECT,
        subject_ref=ref,
        action=action,
        at=decision.now,
        actor=decision.by,
        from_state=card.state,
        to_state=to_state,
        reason=decision.reason,
        data={name: until.isoformat() for name, until in values.items()} or None,
    )
    return queries.get_accreditation(ref)


def _check_home(by_region: str, region_code: str) -> None:
    if not covers(by_region, region_code):
        raise Forbidden("forbidden", N_("Only the provider's home region decides about it."))


def _is_ahead(until: datetime | None, now: datetime) -> bool:
    return until is not None and until > now


def _problems(
    kinds: Collection[ServiceKind], from_on: date, until_on: date | None, home: str | None
) -> list[Problem]:
    problems = []
    if not kinds:
        problems.append(Problem("invalid", N_("This must name at least one kind."), field="kinds"))
    if until_on is not None and until_on < from_on:
        problems.append(Problem("invalid", N_("This must not be before the first day."), field="until_on"))
    if home is None:
        problems.append(
            Problem("no_home_region", N_("The provider is in none of the pool's regions."), field="provider")
        )
    return problems
