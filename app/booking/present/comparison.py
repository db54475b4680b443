"""Up to four instruments side by side: what differs first, then what is the same for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.booking.present.catalogue import next_free, rows_of
from app.kernel.errors import Problem
from app.kernel.text import N_
from app.pool import queries as pool
from app.pool.domain.days import pool_day
from app.pool.domain.places import covers
from app.pool.domain.states import InstrumentState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.present.catalogue import Row
    from app.pool.domain.cards import InstrumentCard, RecognitionCard, RegionCard

MOST = 4
USUAL_MINUTES = 60
#: What an address may name before the rest of it is not read.
MOST_READ = 20
LONGEST_NUMBER = 10


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is said of each instrument; `name` is what the page calls it by."""

    name: str
    values: tuple[object, ...]

    @property
    def differs(self) -> bool:
        """Tell whether it is not the same for all."""
        return any(value != self.values[0] for value in self.values)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The instruments, their facts (the differing ones first), and what is wrong with the choice.

    `minutes` is the length for which the next free time is looked for: what all of them can be booked for.
    """

    rows: tuple[Row, ...]
    facts: tuple[Fact, ...]
    minutes: int
    problems: tuple[Problem, ...]

    @property
    def chosen(self) -> list[str]:
        """Return the instruments as the address names them."""
        return [str(row.instrument.id) for row in self.rows]


def comparison(chosen: Sequence[str], actor: Actor | None, now: datetime) -> Comparison:
    """Compare the instruments the address names, in its order; those nobody may see count as unknown."""
    wanted = list(dict.fromkeys(chosen))[:MOST_READ]
    numbers = list(dict.fromkeys(int(each) for each in wanted if _is_number(each)))
    found = pool.instruments(numbers) if numbers else {}
    known = [found[each] for each in numbers if _is_public(found.get(each))]
    cards = known[:MOST]
    regions = pool.regions()
    minutes = max([USUAL_MINUTES, *(card.rules.min_minutes for card in cards)])
    rows = rows_of(cards, next_free(cards, minutes, now) if cards else {}, regions, actor, now)
    facts = _facts(rows, _recognisers([row.instrument for row in rows], regions, now))
    return Comparison(
        rows=rows,
        facts=tuple(sorted(facts, key=lambda fact: not fact.differs)) if rows else (),
        minutes=minutes,
        problems=tuple(_problems(len(wanted), len(known))),
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER


def _is_public(card: InstrumentCard | None) -> bool:
    return card is not None and card.state is InstrumentState.PUBLISHED


def _problems(asked: int, known: int) -> Iterable[Problem]:
    if asked > known:
        yield Problem(
            "unknown_instrument",
            N_("Not in the catalogue, and left out: %(number)s of your choice."),
            values={"number": asked - known},
        )
    if known > MOST:
        yield Problem(
            "too_many",
            N_("At most %(most)s can be compared; these are the first of your %(number)s."),
            values={"most": MOST, "number": known},
        )
    if known == 1:
        yield Problem("one_alone", N_("One alone has nothing to be compared with: choose another."))


def _recognisers(
    cards: Sequence[InstrumentCard], regions: Sequence[RegionCard], now: datetime
) -> list[tuple[RegionCard, ...]]:
    """Return, instrument by instrument, which regions recognise it today."""
    by_code = {region.code: region for region in regions}
    standing = pool.recognitions_in_force(pool_day(now)) if cards else []
    return [_of(card, standing, by_code) for card in cards]


def _of(
    card: InstrumentCard, standing: Sequence[RecognitionCard], regions: dict[str, RegionCard]
) -> tuple[RegionCard, ...]:
    where = card.region_code
    codes = {each.demand_region for each in standing if where and covers(each.supply_region, where)}
    return tuple(regions[code] for code in sorted(codes) if code in regions)


def _facts(rows: Sequence[Row], recognisers: Sequence[tuple[RegionCard, ...]]) -> list[Fact]:
    cards = [row.instrument for row in rows]
    rules = [card.rules for card in cards]
    return [
        Fact("price", tuple(card.hourly_from_minor for card in cards)),
        Fact("after_voucher", tuple(row.after_voucher for row in rows)),
        Fact("next_free", tuple(row.next_free for row in rows)),
        Fact("place", tuple(row.place or card.details.city for row, card in zip(rows, cards, strict=True))),
        Fact("provider", tuple(card.provider for card in cards)),
        Fact("class", tuple((card.details.category, card.details.class_code) for card in cards)),
        Fact("make", tuple((card.details.maker, card.details.model) for card in cards)),
        Fact("capability", tuple(card.details.description for card in cards)),
        Fact("length", tuple((each.min_minutes, each.max_minutes, each.step_minutes) for each in rules)),
        Fact("ahead", tuple((each.lead_minutes, each.horizon_days) for each in rules)),
        Fact("confirmation", tuple(each.confirmation for each in rules)),
        Fact("recognition", tuple(recognisers)),
    ]
