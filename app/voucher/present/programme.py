"""One programme as its officers see it: where it stands, its money, its vouchers, its terms, its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts.queries import organisations
from app.infra.events import history
from app.kernel.text import N_
from app.voucher.domain.budgets import total, under_way
from app.voucher.domain.states import ENDED, ProgrammeState
from app.voucher.ports import region_names
from app.voucher.present.policy_words import Difference, differences, in_words
from app.voucher.present.programme_words import Offered, buttons, said_of
from app.voucher.queries.budgets import standings, unfinished_of, vouchers_by_state
from app.voucher.queries.policies import versions
from app.voucher.queries.programmes import get_programme
from app.voucher.queries.vouchers import vouchers_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.accounts.domain.actor import Actor, OrganisationCard
    from app.infra.events import EventRow
    from app.kernel.errors import Problem
    from app.kernel.money import Money
    from app.voucher.domain.budgets import TierStanding
    from app.voucher.domain.cards import ProgrammeCard, VersionCard, VoucherStatement
    from app.voucher.domain.states import VoucherState
    from app.voucher.present.policy_words import Line, SectionView

VERSIONS = 20

# The parts a tier's budget is in at any moment; they add up to what went in.
STANDS: tuple[tuple[str, str], ...] = (
    ("left", N_("Left to issue")),
    ("available", N_("With enterprises")),
    ("held", N_("Held for orders")),
    ("claimable", N_("Used, to be claimed")),
    ("payable", N_("Approved, to be paid")),
    ("paid", N_("Paid out")),
)
COLUMNS: tuple[tuple[str, str], ...] = (
    ("appropriated", N_("Appropriated")),
    ("issued", N_("Issued")),
    ("held", N_("Held for orders")),
    ("captured", N_("Used")),
    ("paid", N_("Paid out")),
    ("returned", N_("Gone back")),
    ("left", N_("Left to issue")),
)
_HIGHLIGHTS = frozenset({"rate_percent", "rates", "modes", "per_year", "use_by", "redeem_by"})
_LINE = (ProgrammeState.DRAFT, ProgrammeState.OPEN, ProgrammeState.CLOSED, ProgrammeState.RECONCILED)


@dataclass(frozen=True, slots=True)
class TierView:
    """A funding tier's money: `parts` as the balance bar takes them, `figures` by column."""

    tier: str
    face: Money
    parts: tuple[tuple[str, str, Money], ...]
    figures: tuple[tuple[str, Money], ...]


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version with what it changed, in the reader's language."""

    card: VersionCard
    changes: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of the history, in the words of the timeline."""

    at: datetime
    action: str
    to_state: str | None
    actor_name: str
    role: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """A voucher of the programme, with the enterprise it was issued to."""

    statement: VoucherStatement
    enterprise: OrganisationCard


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """What the page shows."""

    programme: ProgrammeCard
    region: str
    steps: tuple[tuple[str, datetime | None], ...]
    buttons: tuple[Offered, ...]
    under_way: tuple[Problem, ...]
    may_go_on: bool
    tiers: tuple[TierView, ...]
    sums: tuple[tuple[str, Money], ...]
    by_state: tuple[tuple[VoucherState, int], ...]
    vouchers: tuple[VoucherRow, ...]
    highlights: tuple[Line, ...]
    terms: tuple[SectionView, ...]
    versions: tuple[VersionView, ...]
    history: tuple[Happened, ...]


def programme_page(programme_id: int, actor: Actor, *, before_id: int | None, limit: int) -> ProgrammePage:
    """Return one programme of the officer's region, with vouchers from `before_id` on. Raises NotFound."""
    programme = get_programme(programme_id, actor)
    money = standings(programme.id)
    counts = vouchers_by_state(programme.id)
    events = history("programme", programme.ref)
    is_closed = programme.state is ProgrammeState.CLOSED
    moving = tuple(under_way(money, unfinished_of(programme.id))) if is_closed else ()
    terms = in_words(programme.policy)
    return ProgrammePage(
        programme=programme,
        region=region_names().get(programme.region_code, programme.region_code),
        steps=_steps(programme.state, events),
        buttons=() if moving else buttons(programme.state),
        under_way=moving,
        may_go_on=programme.state not in ENDED,
        tiers=tuple(_tier(standing) for standing in money),
        sums=tuple((name, total(money, name)) for name, _ in COLUMNS),
        by_state=tuple(counts.items()),
        vouchers=_vouchers(programme.id, before_id, limit),
        highlights=tuple(line for section in terms for line in section.lines if line.item in _HIGHLIGHTS),
        terms=terms,
        versions=tuple(_version(card) for card in versions(programme, limit=VERSIONS)),
        history=tuple(_happened(event) for event in events),
    )


def _steps(state: ProgrammeState, events: list[EventRow]) -> tuple[tuple[str, datetime | None], ...]:
    """Return the line of states; a pause stands in it while it lasts."""
    reached: Mapping[str, datetime] = {event.to_state: event.at for event in events if event.to_state}
    line = list(_LINE)
    if state is ProgrammeState.PAUSED:
        line.insert(line.index(ProgrammeState.CLOSED), state)
    return tuple((each, reached.get(each)) for each in line)


def _tier(standing: TierStanding) -> TierView:
    return TierView(
        tier=standing.tier,
        face=standing.appropriated,
        parts=tuple((name, label, getattr(standing, name)) for name, label in STANDS),
        figures=tuple((name, getattr(standing, name)) for name, _ in COLUMNS),
    )


def _vouchers(programme_id: int, before_id: int | None, limit: int) -> tuple[VoucherRow, ...]:
    found = vouchers_of(programme_id, before_id=before_id, limit=limit)
    enterprises = organisations({statement.voucher.enterprise_id for statement in found})
    return tuple(VoucherRow(statement, enterprises[statement.voucher.enterprise_id]) for statement in found)


def _version(card: VersionCard) -> VersionView:
    return VersionView(card, differences(card.before, card.policy) if card.before else ())


def _happened(event: EventRow) -> Happened:
    return Happened(
        at=event.at,
        action=said_of(event),
        to_state=event.to_state,
        actor_name=event.actor.name,
        role=event.actor.role,
        reason=event.reason,
    )
