"""A demand region's decisions to accept a supply region's accreditations: proposed → active → withdrawn."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert

from app.infra.db import db, swap
from app.infra.events import EventActor, record
from app.kernel.errors import Forbidden, Invalid, Problem
from app.kernel.ids import new_reference
from app.kernel.text import N_
from app.kernel.words import ServiceKind, VoucherMode
from app.pool import queries
from app.pool.domain import states
from app.pool.domain.cards import RecognitionCard
from app.pool.domain.days import pool_day
from app.pool.domain.places import covers
from app.pool.domain.states import RecognitionAction, RecognitionState
from app.pool.models import Recognition


@dataclass(frozen=True, slots=True)
class RecognitionTerms:
    """What is to be recognised: regions by code, kinds, voucher modes, first and last day (None: no end)."""

    demand_region: str
    supply_region: str
    kinds: frozenset[ServiceKind]
    modes: frozenset[VoucherMode]
    from_on: date
    until_on: date | None


def propose_recognition(*, terms: RecognitionTerms, by: EventActor, now: datetime) -> RecognitionCard:
    """Propose a recognition; it holds for nothing until the demand region accepts it.

    Raises Invalid with every problem: an unknown region, twice the same, no kinds, no modes, days reversed.
    """
    problems = _problems(terms)
    if problems:
        raise Invalid.of(problems)
    ref = new_reference("R")
    db.session.execute(
        insert(Recognition).values(
            ref=ref,
            demand_region=terms.demand_region,
            supply_region=terms.supply_region,
            state=str(RecognitionState.PROPOSED),
            kinds=sorted(terms.kinds),
            modes=sorted(terms.modes),
            from_on=terms.from_on,
            until_on=terms.until_on,
        )
    )
    _note(ref, "propose", None, RecognitionState.PROPOSED, by, now)
    return queries.get_recognition(ref)


def accept_recognition(*, ref: str, by_region: str, by: EventActor, now: datetime) -> RecognitionCard:
    """Accept a proposal: it holds from its first day, but for no day before today.

    Raises NotFound, Forbidden for another region's, Conflict `illegal_transition`.
    """
    card = _of_region(ref, by_region)
    from_on = max(card.from_on, pool_day(now))
    if card.until_on is not None and card.until_on < from_on:
        raise Invalid("recognition_over", N_("Its last day is over."), field="until_on")
    return _act(card, RecognitionAction.ACCEPT, by, now, from_on=from_on)


def withdraw_recognition(*, ref: str, by_region: str, by: EventActor, now: datetime) -> RecognitionCard:
    """Withdraw a recognition from today on. What was held under it stands: it is never retroactive.

    Raises NotFound, Forbidden for another region's, Conflict `illegal_transition`.
    """
    return _act(_of_region(ref, by_region), RecognitionAction.WITHDRAW, by, now, withdrawn_on=pool_day(now))


def _of_region(ref: str, by_region: str) -> RecognitionCard:
    card = queries.get_recognition(ref)
    if not covers(by_region, card.demand_region):
        raise Forbidden("forbidden", N_("Only the demand region decides what it recognises."))
    return card


def _act(
    card: RecognitionCard, action: RecognitionAction, by: EventActor, now: datetime, **dates: date
) -> RecognitionCard:
    to_state = states.after(states.RECOGNITION, card.state, action)
    swap(Recognition, card.id, from_state=card.state, to_state=to_state, **dates)
    _note(card.ref, action, card.state, to_state, by, now)
    return queries.get_recognition(card.ref)


def _problems(terms: RecognitionTerms) -> list[Problem]:
    problems = [
        Problem("invalid", N_("There is no such region."), field=name)
        for name in ("demand_region", "supply_region")
        if queries.find_region(getattr(terms, name)) is None
    ]
    if terms.demand_region == terms.supply_region:
        problems.append(
            Problem(
                "invalid", N_("This must be another region than the demand region."), field="supply_region"
            )
        )
    if not terms.kinds:
        problems.append(Problem("invalid", N_("This must name at least one kind."), field="kinds"))
    if not terms.modes:
        problems.append(Problem("invalid", N_("This must name at least one mode."), field="modes"))
    if terms.until_on is not None and terms.until_on < terms.from_on:
        problems.append(Problem("invalid", N_("This must not be before the first day."), field="until_on"))
    return problems


def _note(
    ref: str,
    action: str,
    before: RecognitionState | None,
    after: RecognitionState,
    by: EventActor,
    now: datetime,
) -> None:
    record(
        subject_kind="recognition",
        subject_ref=ref,
        action=action,
        at=now,
        actor=by,
        from_state=before,
        to_state=after,
    )
