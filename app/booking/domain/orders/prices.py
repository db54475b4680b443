"""An order's price: by its unit, as quoted, and the final one beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.kernel.errors import Invalid, Problem
from app.kernel.text import N_
from app.pool.domain.pricing import LineKind, Price, PriceLine
from app.pool.domain.services import ServiceUnit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.booking.domain.cards import Agreement
    from app.kernel.money import Money

MOST_UNITS = 10_000

WORK: Mapping[ServiceUnit, str] = {
    ServiceUnit.SAMPLE: N_("Samples"),
    ServiceUnit.TEST: N_("Tests"),
    ServiceUnit.BATCH: N_("Batches"),
    ServiceUnit.PIECE: N_("Pieces"),
    ServiceUnit.HOUR: N_("Hours of work"),
    ServiceUnit.DAY: N_("Days of work"),
    ServiceUnit.REPORT: N_("Reports"),
    ServiceUnit.PROJECT: N_("Project"),
}


def price_by_unit(each: Money, unit: ServiceUnit, quantity: int) -> Price:
    """Return what `quantity` units cost at a fixed price."""
    total = each * quantity
    line = PriceLine(LineKind.SERVICE, total, WORK[unit], quantity=quantity, minor_each=each.minor)
    return Price((line,), total)


def price_as_quoted(total: Money, unit: ServiceUnit, quantity: int) -> Price:
    """Return a price that the provider named for the whole order."""
    return Price((PriceLine(LineKind.SERVICE, total, WORK[unit], quantity=quantity),), total)


def price_refusals(agreement: Agreement, total: Money | None) -> list[Problem]:
    """Return why a final price can not be asked for; empty when it can."""
    agreed = agreement.total
    if total is None or 0 <= total.minor <= agreed.minor:
        return []
    return [
        Problem(
            "above_the_quotation",
            N_("The final price lies between nothing and the agreed %(agreed)s."),
            field="price",
            fix=N_("Ask for the agreed price, or for less."),
            values={"agreed": agreed},
        )
    ]


def final_price(agreement: Agreement, total: Money | None) -> Price:
    """Return the final price: the agreed lines and, where less is asked, a line that says how much less.

    Raises Invalid `above_the_quotation`: what was agreed binds.
    """
    agreed, problems = agreement.total, price_refusals(agreement, total)
    if problems:
        raise Invalid.of(problems)
    if total is None or total == agreed:
        return Price(agreement.lines, agreed)
    less = PriceLine(LineKind.REDUCTION, total - agreed, N_("Less work than agreed, or a reduction"))
    return Price((*agreement.lines, less), total)
