"""How services are named: their four kinds, and prices per unit. Tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.kernel.text import N_
from app.kernel.words import ServiceKind
from app.pool.domain.services import ServiceUnit

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class KindLook:
    """A kind of service: its icon (bootstrap-icons), its word, what it means (catalogue texts)."""

    icon: str
    word: str
    meaning: str


KINDS: Mapping[ServiceKind, KindLook] = {
    ServiceKind.RESEARCH: KindLook(
        "lightbulb",
        N_("Research and development"),
        N_("A provider develops or improves something with you or for you."),
    ),
    ServiceKind.TRANSFER: KindLook(
        "arrow-left-right",
        N_("Technology transfer"),
        N_("A result, patent or method becomes yours to use."),
    ),
    ServiceKind.TESTING: KindLook(
        "clipboard2-data",
        N_("Inspection and testing"),
        N_("Samples go to the provider, a report comes back."),
    ),
    ServiceKind.RESOURCE: KindLook(
        "door-open",
        N_("Open resources"),
        N_("You book time on an instrument and use it, alone or with its keeper."),
    ),
}

#: What a service is counted by.
UNITS: Mapping[ServiceUnit, str] = {
    ServiceUnit.SAMPLE: N_("Sample"),
    ServiceUnit.TEST: N_("Test"),
    ServiceUnit.BATCH: N_("Batch"),
    ServiceUnit.PIECE: N_("Piece"),
    ServiceUnit.HOUR: N_("Hour"),
    ServiceUnit.DAY: N_("Working day"),
    ServiceUnit.REPORT: N_("Report"),
    ServiceUnit.PROJECT: N_("Project"),
}
#: A price of one unit; filled with `price`.
PRICES: Mapping[ServiceUnit, str] = {
    ServiceUnit.SAMPLE: N_("%(price)s a sample"),
    ServiceUnit.TEST: N_("%(price)s a test"),
    ServiceUnit.BATCH: N_("%(price)s a batch"),
    ServiceUnit.PIECE: N_("%(price)s a piece"),
    ServiceUnit.HOUR: N_("%(price)s an hour"),
    ServiceUnit.DAY: N_("%(price)s a day"),
    ServiceUnit.REPORT: N_("%(price)s a report"),
    ServiceUnit.PROJECT: N_("%(price)s a project"),
}
#: What is counted when one orders; shown beside the field.
COUNTS: Mapping[ServiceUnit, str] = {
    ServiceUnit.SAMPLE: N_("How many samples"),
    ServiceUnit.TEST: N_("How many tests"),
    ServiceUnit.BATCH: N_("How many batches"),
    ServiceUnit.PIECE: N_("How many pieces"),
    ServiceUnit.HOUR: N_("How many hours"),
    ServiceUnit.DAY: N_("How many days"),
    ServiceUnit.REPORT: N_("How many reports"),
    ServiceUnit.PROJECT: N_("How many projects"),
}
