"""What is said about a service: ordered work, without calendar time of the customer. Checked as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.kernel.errors import Problem
from app.kernel.text import N_
from app.kernel.words import ServiceKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.kernel.money import Money

# The longest text of each field, in characters; the widths of the service table.
LONGEST: Mapping[str, int] = {"name_zh": 200, "name_en": 200, "description": 10_000, "deliverables": 4_000}
HIGHEST_MINOR = 100_000_000_00
LONGEST_LEAD_DAYS = 730


class ServiceUnit(StrEnum):
    """What a price per unit is the price of."""

    SAMPLE = "sample"
    TEST = "test"
    BATCH = "batch"
    PIECE = "piece"
    HOUR = "hour"
    DAY = "day"
    REPORT = "report"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class ServiceDetails:
    """What is said about a service. Texts are plain, "" where nothing is said.

    `price` is that of one `unit`, None where each order is quoted. `lead_days` is how long the work takes
    from the contract on. `is_required_test` marks a test that a law demands, which a policy may exclude.
    """

    kind: ServiceKind
    name_zh: str = ""
    name_en: str = ""
    description: str = ""
    deliverables: str = ""
    unit: ServiceUnit = ServiceUnit.PROJECT
    price: Money | None = None
    lead_days: int = 14
    is_required_test: bool = False

    def problems(self) -> list[Problem]:
        """Return every broken rule, each with its field."""
        found = [
            Problem(
                "invalid",
                N_("This must not be longer than %(longest)s characters."),
                name,
                values={"longest": most},
            )
            for name, most in LONGEST.items()
            if len(getattr(self, name)) > most
        ]
        if not (self.name_zh.strip() or self.name_en.strip()):
            found.append(Problem("invalid", N_("This must not be empty."), field="name_zh"))
        if self.price is not None:
            found += _outside("price", self.price.minor, 1, HIGHEST_MINOR)
        found += _outside("lead_days", self.lead_days, 0, LONGEST_LEAD_DAYS)
        if self.is_required_test and self.kind is not ServiceKind.TESTING:
            message = N_("Only inspection and testing can be a test that the law requires.")
            found.append(Problem("not_a_test", message, field="is_required_test"))
        return found

    def gaps(self) -> list[Problem]:
        """Return what customers must know and is not said yet; a draft may lack it."""
        if self.deliverables.strip():
            return []
        fix = N_("Say what the customer receives, for example a report with its method.")
        return [Problem("no_deliverables", N_("It does not say what is delivered."), "deliverables", fix)]

    def changes_of_kind(self, before: ServiceDetails) -> list[Problem]:
        """Return a problem for each fact that accreditations and policies judge by, if it differs."""
        message = N_("This can not change once the service was published.")
        fix = N_("Retire this service and publish another.")
        return [
            Problem("fixed_once_published", message, name, fix)
            for name in ("kind", "is_required_test")
            if getattr(self, name) != getattr(before, name)
        ]


def _outside(name: str, value: int, low: int, high: int) -> list[Problem]:
    if low <= value <= high:
        return []
    message = N_("This must lie between %(low)s and %(high)s.")
    return [Problem("invalid", message, field=name, values={"low": low, "high": high})]
