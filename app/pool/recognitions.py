"""A demand region's decisions to accept a supply region's accreditations: proposed → active → withdrawn."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert

from app.infra.db import db, swap
from app.infra.events import EventActor, record, record_first
from app.kernel.errors import Forbidden, Invalid, Problem
from app.kernel.ids import new_reference
from app.kernel.machines import after
from app.kernel.text import N_
from app.kernel.words import ServiceKind, VoucherMode
from app.pool import queries
from app.pool.domain import states
from app.pool.domain.cards import RecognitionCard
from app.pool.domain.days import pool_day
from app.pool.domain.leaving import past_problems
from app.pool.domain.places import covers
from app.pool.domain.states import RecognitionAction, RecognitionState
from app.pool.models import Recognition

SUBJECT = "recognition"


@dataclass(frozen=True, slots=True)
class RecognitionTerms:
    """What is to be recognised: regions by code, kinds, voucher modes, first and last day (None: no end).

    Without a mode it is 通认通用: accreditations are accepted, no voucher pays.
    """

    demand_region: str
    supply_region: str
    kinds: frozenset[ServiceKind]
    modes: frozenset[VoucherMode]
    from_on: date
    until_on: date | None

    def to_dict(self) -> dict[str, object]:
        """Return the terms as their event keeps them."""
        return {
            "demand_region": self.demand_region,
            "supply_region": self.supply_region,
            "kinds": sorted(self.kinds),
            "modes": sorted(self.modes),
            "from_on": self.from_on.isoformat(),
            "until_on": None if self.until_on is None else self.until_on.isoformat(),
        }


def propose_recognition(
    *, terms: RecognitionTerms, by_region: str, by: EventActor, now: datetime
) -> RecognitionCard:
    """Propose a recognition, from either side; it holds for nothing until the demand region accepts it.

    Raises Forbidden for a region that is neither side, Invalid with every problem: an unknown region, twice
    the same, no kinds, days reversed.
    """
    if not (covers(by_region, terms.demand_region) or covers(by_region, terms.supply_region)):
        raise Forbidden("forbidden", N_("Only one of the two regions proposes a recognition."))
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
    record_first(
        subject_kind=SUBJECT,
        subject_ref=ref,
        action="propose",
        at=now,
        actor=by,
        to_state=RecognitionState.PROPOSED,
        data=terms.to_dict(),
    )
    return queries.get_recognition(ref)


def accept_recognition(
    *, ref: str, by_region: str, by: EventActor, now: datetime, reason: str | None = None
) -> RecognitionCard:
    """Accept a proposal: it holds from its first day, but for no day before today.

    Raises NotFound, Forbidden for another region's, Conflict `illegal_transition`.
    """
    card = _of_region(ref, by_region)
    from_on = max(card.from_on, pool_day(now))
    if card.until_on is not None and card.until_on < from_on:
        raise Invalid("recognition_over", N_("Its last day is over."), field="until_on")
    return _act(card, RecognitionAction.ACCEPT, by, now, reason, from_on=from_on)


def withdraw_recognition(
    *,
    ref: str,
    by_region: str,
    by: EventActor,
    now: datetime,
    on: date | None = None,
    reason: str | None = None,
) -> RecognitionCard:
    """Withdraw a recognition from the day `on` (today). What was held under it stands: never retroactive.

    A proposal is turned down whole: it was accepted for no day, so it holds for none.

    Raises NotFound, Forbidden for another region's, Conflict `illegal_transition`, Invalid `retroactive`.
    """
    card, today = _of_region(ref, by_region), pool_day(now)
    problems = past_problems(on or today, today)
    if problems:
        raise Invalid.of(problems)
    last = min(card.from_on, today) if card.state is RecognitionState.PROPOSED else on or today
    return _act(card, RecognitionAction.WITHDRAW, by, now, reason, withdrawn_on=last)


def _of_region(ref: str, by_region: str) -> RecognitionCard:
    card = queries.get_recognition(ref)
    if not covers(by_region, card.demand_region):
        raise Forbidden("forbidden", N_("Only the demand region decides what it recognises."))
    return card


def _act(
    card: RecognitionCard,
    action: RecognitionAction,
    by: EventActor,
    now: datetime,
    reason: str | None,
    **dates: date,
) -> RecognitionCard:
    to_state = after(states.RECOGNITION, card.state, action)
    swap(Recognition, card.id, from_state=card.state, to_state=to_state, **dates)
    record(
        subject_kind=SUBJECT,
        subject_ref=card.ref,
        action=action,
        at=now,
        actor=by,
        from_state=card.state,
        to_state=to_state,
        reason=reason,
        data={name: day.isoformat() for name, day in dates.items()},
    )
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
    if terms.until_on is not None and terms.until_on < terms.from_on:
        problems.append(Problem("invalid", N_("This must not be before the first day."), field="until_on"))
    return problems
