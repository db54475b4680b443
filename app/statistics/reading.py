"""Reading a figure: each from the one query of the package whose tables it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.booking.queries import attendance, settled_uses
from app.kernel.errors import NotFound
from app.kernel.names import Name
from app.kernel.text import N_
from app.pool.queries import providers_by_id
from app.statistics.budgets import read_budgets
from app.statistics.domain import catalogue
from app.statistics.domain.figures import Audience, Grain, Key
from app.statistics.domain.reports import Reading, Report, Row, share_of, told_to_everybody
from app.statistics.queries import instruments
from app.voucher.queries import burn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from app.booking.queries.attendance import Attendance
    from app.booking.queries.settled_uses import Uses
    from app.infra.db.spreads import Spread
    from app.statistics.domain.figures import Figure
    from app.statistics.domain.reports import Question
    from app.statistics.queries.instruments import Openness, Utilisation

_KEY_OF = {Grain.REGION: Key.REGION, Grain.PROVIDER: Key.PROVIDER, Grain.FIELD: Key.FIELD}


def figure_named(name: str, audience: Audience) -> Figure:
    """Return a figure that the audience is told. Raises NotFound."""
    figure = catalogue.BY_NAME.get(name)
    if figure is None or audience not in figure.audiences:
        raise NotFound("not_found", N_("There is no such figure."))
    return figure


def read(figure: Figure, question: Question) -> Report:
    """Return a figure as the one who asks may see it: one to three statements, whatever the pool's size."""
    reading = _READERS[figure.name](question)
    figure, rows = figure.told_to(question.audience), tuple(reading.rows)
    if question.audience is Audience.PUBLIC:
        rows = told_to_everybody(rows, adds_up=figure.adds_up)
    if question.programme_ref and Key.PROGRAMME in reading.keys:
        # Not before: what is withheld hangs on all programmes together.
        rows = tuple(row for row in rows if row.keys[0] == question.programme_ref)
    return Report(figure, question, reading.keys, rows, reading.names)


def _flows(question: Question) -> Reading:
    found = settled_uses.uses_between_regions(question.period.span, question.within)
    ordered = sorted(found.items(), key=lambda each: (-each[1].seconds, -each[1].total_minor, each[0]))
    rows = [
        Row(keys, (uses.bookings, uses.seconds, uses.orders, *_money(uses)), uses.enterprises)
        for keys, uses in ordered
    ]
    return Reading(rows, (Key.DEMAND, Key.SUPPLY))


def _periods(question: Question) -> Reading:
    found = settled_uses.uses_by_step(question.period.span, question.within, question.step)
    rows = {
        step: Row((step,), (uses.bookings, uses.seconds, uses.orders, *_money(uses)), uses.enterprises)
        for step, uses in found.items()
    }
    return _by_step(question, rows, (0,) * 6)


def _fields(question: Question) -> Reading:
    found = settled_uses.uses_by_field(question.period.span, question.within)
    ordered = sorted(found.items(), key=lambda each: (-each[1].seconds, each[0]))
    rows = [
        Row((field,), (uses.bookings, uses.seconds, *_money(uses)), uses.enterprises)
        for field, uses in ordered
    ]
    return Reading(rows, (Key.FIELD,))


def _money(uses: Uses) -> tuple[int, int, int]:
    return uses.total_minor, uses.captured_minor, uses.enterprises


def _utilisation(question: Question) -> Reading:
    found = instruments.utilisation(question.period, question.within, question.grain)

    def order(each: tuple[str, Utilisation]) -> tuple[int, str]:
        return -(share_of(each[1].open, each[1].used) or 0), each[0]

    def values(use: Utilisation) -> tuple[int | None, ...]:
        own = (use.taken_over,) if question.audience is Audience.PROVIDER else ()
        return use.used, use.open, share_of(use.open, use.used), use.instruments, *own

    rows = [Row((key,), values(use), use.enterprises) for key, use in sorted(found.items(), key=order)]
    names = _provider_names(found) if question.grain is Grain.PROVIDER else {}
    return Reading(rows, (_KEY_OF[question.grain],), names)


def _openness(question: Question) -> Reading:
    found = instruments.openness(question.within)

    def values(each: Openness) -> tuple[int | None, ...]:
        average = each.open_a_week // each.bookable if each.bookable else None
        return each.instruments, each.bookable, share_of(each.instruments, each.bookable), average

    rows = [Row((provider,), values(each)) for provider, each in found.items()]
    rows.sort(key=lambda row: (-(row.values[3] or 0), row.keys))
    return Reading(rows, (Key.PROVIDER,), _provider_names(found))


def _provider_names(ids: Iterable[str]) -> dict[str, Name]:
    cards = providers_by_id([int(each) for each in ids])
    return {str(card.id): Name(card.name_zh, card.name_en) for card in cards.values()}


def _attendance(question: Question) -> Reading:
    found = attendance.attendance(question.period.span, question.within, question.step)

    def values(each: Attendance) -> tuple[int | None, ...]:
        bound = each.came + each.missed + each.cancelled_late
        rates = share_of(bound, each.missed), share_of(bound, each.cancelled_late)
        return each.came, each.missed, each.cancelled_late, *rates

    rows = {step: Row((step,), values(each), each.enterprises) for step, each in found.items()}
    return _by_step(question, rows, (0, 0, 0, None, None))


def _confirmation(question: Question) -> Reading:
    found = attendance.confirmation_times(question.period.span, question.within, question.step)
    return _waits(question, found)


def _payment(question: Question) -> Reading:
    return _waits(question, burn.payment_times(question.period.span, question.within, question.step))


def _waits(question: Question, found: Mapping[str, Spread]) -> Reading:
    rows = {
        step: Row((step,), (each.count, each.median, each.ninetieth), each.parties)
        for step, each in found.items()
    }
    return _by_step(question, rows, (0, None, None))


def _by_step(question: Question, rows: Mapping[str, Row], nothing: tuple[int | None, ...]) -> Reading:
    """Return a row for each step of the period, also where nothing happened."""
    steps = question.period.steps(question.step)
    return Reading([rows.get(step, Row((step,), nothing, 0)) for step in steps], (Key.STEP,))


_READERS: Mapping[str, Callable[[Question], Reading]] = {
    catalogue.FLOWS: _flows,
    catalogue.PERIODS: _periods,
    catalogue.FIELDS: _fields,
    catalogue.UTILISATION: _utilisation,
    catalogue.OPENNESS: _openness,
    catalogue.BURN: read_budgets,
    catalogue.PAYMENT: _payment,
    catalogue.ATTENDANCE: _attendance,
    catalogue.CONFIRMATION: _confirmation,
}
