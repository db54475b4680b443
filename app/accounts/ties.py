"""Ties between an enterprise and a provider, declared by either: a voucher may not pay between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CursorResult, insert, update

from app.accounts import queries
from app.accounts.access import event_actor
from app.accounts.domain.days import register_day
from app.accounts.domain.roles import OrganisationKind
from app.accounts.models import ProviderTie
from app.infra.db import constraint_error, db, execute_checked
from app.infra.events import record
from app.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Problem
from app.kernel.text import N_

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor, OrganisationCard
    from app.accounts.domain.enterprises import TieCard, TieKind

SUBJECT = "provider_tie"
LONGEST_NOTE = 500
_OTHER = {
    OrganisationKind.ENTERPRISE: OrganisationKind.PROVIDER,
    OrganisationKind.PROVIDER: OrganisationKind.ENTERPRISE,
}

constraint_error(
    "provider_tie_standing_once",
    lambda: Conflict(
        "already_declared", N_("This tie is declared already and has not ended."), field="counterpart"
    ),
    sqlite_columns="provider_tie.enterprise_id, provider_tie.provider_id",
)


@dataclass(frozen=True, slots=True)
class TieTerms:
    """A tie as it is declared; `counterpart` is the other side's whole name or its credit code."""

    counterpart: str
    kind: TieKind
    note: str
    from_on: date


def declare_tie(*, terms: TieTerms, by: Actor, now: datetime) -> TieCard:
    """Declare a tie of the own organisation. From its first day on no voucher pays between the two.

    Raises Invalid with every problem, Conflict `already_declared`.
    """
    own = _own(by)
    counterparts = queries.counterparts(_OTHER[own.kind], terms.counterpart, limit=2)
    problems = [*_counterpart_problems(counterparts), *_problems(terms, register_day(now))]
    if problems:
        raise Invalid.of(problems)
    other = counterparts[0]
    enterprise, provider = (own, other) if own.kind is OrganisationKind.ENTERPRISE else (other, own)
    tie_id: int = execute_checked(
        insert(ProviderTie)
        .values(
            enterprise_id=enterprise.id,
            provider_id=provider.id,
            kind=str(terms.kind),
            note=terms.note.strip(),
            from_on=terms.from_on,
            declared_by=own.id,
            declared_at=now,
        )
        .returning(ProviderTie.id)
    ).scalar_one()
    _note(tie_id, "declare", by, now, None)
    return queries.get_tie(tie_id)


def end_tie(*, tie_id: int, reason: str | None, by: Actor, now: datetime) -> TieCard:
    """End a tie: today is its last day. Who declared it may, and the officer of the enterprise's region.

    Raises NotFound for a tie that is none of the actor's business, Forbidden for the other side, Conflict
    `illegal_transition` for one that has ended.
    """
    tie = queries.get_tie(tie_id)
    _refuse_others(tie, by)
    ended = db.session.execute(
        update(ProviderTie)
        .where(ProviderTie.id == tie_id, ProviderTie.until_on.is_(None))
        .values(until_on=max(register_day(now), tie.from_on))
    )
    if not isinstance(ended, CursorResult) or ended.rowcount != 1:
        raise Conflict("illegal_transition", N_("This tie has ended already."))
    _note(tie_id, "end", by, now, reason)
    return queries.get_tie(tie_id)


def may_end(tie: TieCard, by: Actor) -> bool:
    """Tell whether the actor may end a tie: its declarer, or the officer of the enterprise's region."""
    if by.organisation is None:
        return False
    if by.organisation.kind is OrganisationKind.AUTHORITY:
        return by.organisation.region_code == tie.enterprise.region_code
    return by.organisation.id == tie.declared_by


def _refuse_others(tie: TieCard, by: Actor) -> None:
    if may_end(tie, by):
        return
    if by.organisation_id in (tie.enterprise.id, tie.provider.id):
        raise Forbidden(
            "forbidden", N_("The side that declared a tie ends it."), fix=N_("Ask the other side to end it.")
        )
    raise NotFound("not_found", N_("There is no such tie."))


def _own(by: Actor) -> OrganisationCard:
    if by.organisation is None or by.organisation.kind not in _OTHER:
        raise Forbidden("forbidden", N_("Enterprises and providers declare ties."))
    return by.organisation


def _counterpart_problems(found: list[OrganisationCard]) -> list[Problem]:
    if not found:
        return [
            Problem(
                "counterpart_unknown",
                N_("Nobody in the pool has this name or code."),
                "counterpart",
                N_("Write the whole name as the pool shows it, or the unified social credit code."),
            )
        ]
    if len(found) > 1:
        return [
            Problem(
                "counterpart_ambiguous",
                N_("Several have this name."),
                "counterpart",
                N_("Write the unified social credit code instead."),
            )
        ]
    return []


def _problems(terms: TieTerms, today: date) -> list[Problem]:
    problems = []
    if len(terms.note.strip()) > LONGEST_NOTE:
        message = N_("This must not be longer than %(longest)s characters.")
        problems.append(Problem("invalid", message, "note", values={"longest": LONGEST_NOTE}))
    if terms.from_on > today:
        problems.append(
            Problem(
                "day_ahead",
                N_("A tie is declared once it exists, not before."),
                "from_on",
                N_("Choose today or an earlier day."),
            )
        )
    return problems


def _note(tie_id: int, action: str, by: Actor, now: datetime, reason: str | None) -> None:
    record(
        subject_kind=SUBJECT,
        subject_ref=str(tie_id),
        action=action,
        at=now,
        actor=event_actor(by),
        reason=reason,
    )
